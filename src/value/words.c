#include "base/error.h"
#include "value/key.h"
#include "value/suggest.h"
#include "value/value.h"

typedef struct word_row {
    const char *word;
    int meaning;
} word_row;

static const word_row *find_word(const word_row *rows, size_t count, str key)
{
    for (size_t i = 0; i < count; i++)
        if (str_is(key, rows[i].word))
            return &rows[i];
    return NULL;
}

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

bool value_is_blank(str text)
{
    static const char *const words[] = {"n/a",       "n.a.",    "none",      "null",          "nil",
                                        "unknown",   "#n/a",    "not known", "not available", "\\n",
                                        "(blank)",   "(none)",  "nan",       "not given",     "not provided",
                                        "unbekannt", "inconnu", "n/k"};
    text = str_trim(text);
    bool signs = true;
    for (size_t i = 0; i < text.len && signs; i++)
        signs = text.data[i] == '-' || text.data[i] == '.' || text.data[i] == '?' || text.data[i] == '_';
    for (size_t i = 0; i < COUNT(words) && !signs; i++)
        if (str_equal_nocase(text, str_of(words[i])))
            return true;
    return signs;
}

enum { GENDER_MALE, GENDER_FEMALE, GENDER_OTHER };

static const word_row GENDERS[] = {{"m", GENDER_MALE},
                                   {"male", GENDER_MALE},
                                   {"man", GENDER_MALE},
                                   {"masculine", GENDER_MALE},
                                   {"masculin", GENDER_MALE},
                                   {"masculino", GENDER_MALE},
                                   {"maschio", GENDER_MALE},
                                   {"maschile", GENDER_MALE},
                                   {"homme", GENDER_MALE},
                                   {"hombre", GENDER_MALE},
                                   {"varon", GENDER_MALE},
                                   {"mannlich", GENDER_MALE},
                                   {"mann", GENDER_MALE},
                                   {"maennlich", GENDER_MALE},
                                   {"herr", GENDER_MALE},
                                   {"mr", GENDER_MALE},
                                   {"erkek", GENDER_MALE},
                                   {"м", GENDER_MALE},
                                   {"муж", GENDER_MALE},
                                   {"мужской", GENDER_MALE},
                                   {"чоловік", GENDER_MALE},
                                   {"ذكر", GENDER_MALE},
                                   {"مرد", GENDER_MALE},
                                   {"男", GENDER_MALE},
                                   {"남", GENDER_MALE},
                                   {"남성", GENDER_MALE},
                                   {"1", GENDER_MALE},
                                   {"f", GENDER_FEMALE},
                                   {"female", GENDER_FEMALE},
                                   {"woman", GENDER_FEMALE},
                                   {"feminine", GENDER_FEMALE},
                                   {"feminin", GENDER_FEMALE},
                                   {"femenino", GENDER_FEMALE},
                                   {"feminino", GENDER_FEMALE},
                                   {"femme", GENDER_FEMALE},
                                   {"femmina", GENDER_FEMALE},
                                   {"femminile", GENDER_FEMALE},
                                   {"mujer", GENDER_FEMALE},
                                   {"weiblich", GENDER_FEMALE},
                                   {"frau", GENDER_FEMALE},
                                   {"w", GENDER_FEMALE},
                                   {"mrs", GENDER_FEMALE},
                                   {"ms", GENDER_FEMALE},
                                   {"miss", GENDER_FEMALE},
                                   {"kadin", GENDER_FEMALE},
                                   {"ж", GENDER_FEMALE},
                                   {"жен", GENDER_FEMALE},
                                   {"женский", GENDER_FEMALE},
                                   {"жінка", GENDER_FEMALE},
                                   {"انثى", GENDER_FEMALE},
                                   {"زن", GENDER_FEMALE},
                                   {"女", GENDER_FEMALE},
                                   {"여", GENDER_FEMALE},
                                   {"여성", GENDER_FEMALE},
                                   {"2", GENDER_FEMALE},
                                   {"other", GENDER_OTHER},
                                   {"x", GENDER_OTHER},
                                   {"d", GENDER_OTHER},
                                   {"divers", GENDER_OTHER},
                                   {"diverse", GENDER_OTHER},
                                   {"nonbinary", GENDER_OTHER},
                                   {"u", GENDER_OTHER},
                                   {"0", GENDER_OTHER},
                                   {"9", GENDER_OTHER},
                                   {"undisclosed", GENDER_OTHER},
                                   {"unspecified", GENDER_OTHER},
                                   {"notspecified", GENDER_OTHER}};

value_result value_read_gender(str text, str *gender, itd_error *error)
{
    static const str names[] = {STR("male"), STR("female"), STR("other")};
    char proposal[DID_YOU_MEAN_CAP];
    value_key key;
    suggestion s = {.distance = 0};
    *gender = STR_NONE;
    if (value_is_blank(text))
        return VALUE_BLANK;
    bool keyed = key_joined(text, &key);
    const word_row *row = keyed ? find_word(GENDERS, COUNT(GENDERS), key_str(&key)) : NULL;
    if (row)
        return *gender = names[row->meaning], VALUE_KNOWN;
    if (keyed) {
        suggest_begin(&s, key_str(&key));
        for (size_t i = 0; i < COUNT(GENDERS); i++)
            suggest_offer(&s, str_of(GENDERS[i].word));
    }
    error_set(error, ITD_ERROR_INPUT, NULL, "unknown gender '%.*s'%s, expected male, female or other",
              (int)(text.len < 80 ? text.len : 80), text.data, did_you_mean(s.best, proposal));
    return VALUE_UNKNOWN;
}

/* "0000-00-00", "00/00/0000": an empty field of a database. */
static bool is_zero_date(str text)
{
    bool zeros = text.len >= 4;
    for (size_t i = 0; i < text.len && zeros; i++)
        zeros = text.data[i] == '0' || text.data[i] == '-' || text.data[i] == '/' || text.data[i] == '.';
    return zeros;
}

value_result value_read_date(str text, partial_date *out, itd_error *error)
{
    *out = (partial_date){.range = false};
    text = str_trim(text);
    if (value_is_blank(text) || is_zero_date(text))
        return VALUE_BLANK;
    if (!partial_date_read_parts(text, out)) {
        error_set(
            error, ITD_ERROR_INPUT, NULL,
            "'%.*s' is no date that is read, expected YYYY, YYYY-MM, YYYY-MM-DD, DD.MM.YYYY or DD Month YYYY",
            (int)(text.len < 80 ? text.len : 80), text.data);
        return VALUE_UNKNOWN;
    }
    if (out->first.dropped || out->last.dropped) {
        error_set(error, ITD_ERROR_INPUT, NULL, "'%.*s' is no date: there is no such day",
                  (int)(text.len < 80 ? text.len : 80), text.data);
        return VALUE_UNKNOWN;
    }
    return VALUE_KNOWN;
}

static const word_row SCHEMATA[] = {{"individual", SCHEMA_PERSON},
                                    {"naturalperson", SCHEMA_PERSON},
                                    {"people", SCHEMA_PERSON},
                                    {"human", SCHEMA_PERSON},
                                    {"organisation", SCHEMA_ORGANIZATION},
                                    {"entity", SCHEMA_LEGAL_ENTITY},
                                    {"legalperson", SCHEMA_LEGAL_ENTITY},
                                    {"business", SCHEMA_ORGANIZATION},
                                    {"corporate", SCHEMA_ORGANIZATION},
                                    {"corporation", SCHEMA_COMPANY},
                                    {"firm", SCHEMA_COMPANY},
                                    {"ship", SCHEMA_VESSEL},
                                    {"aircraft", SCHEMA_AIRPLANE},
                                    {"plane", SCHEMA_AIRPLANE},
                                    {"aeroplane", SCHEMA_AIRPLANE},
                                    {"wallet", SCHEMA_CRYPTO_WALLET},
                                    {"bank", SCHEMA_ORGANIZATION},
                                    {"government", SCHEMA_PUBLIC_BODY}};

value_result value_read_schema(str text, schema_id *schema, itd_error *error)
{
    char proposal[DID_YOU_MEAN_CAP];
    value_key key;
    suggestion s;
    text = str_trim(text);
    if (text.len == 0)
        return VALUE_BLANK;
    if (schema_from_name(text, schema))
        return VALUE_KNOWN;
    suggest_begin(&s, text);
    for (int i = 0; i < SCHEMA_COUNT; i++) {
        if (str_equal_nocase(text, schema_name((schema_id)i)))
            return *schema = (schema_id)i, VALUE_KNOWN;
        suggest_offer(&s, schema_name((schema_id)i));
    }
    const word_row *row = key_joined(text, &key) ? find_word(SCHEMATA, COUNT(SCHEMATA), key_str(&key)) : NULL;
    if (row)
        return *schema = (schema_id)row->meaning, VALUE_KNOWN;
    error_set(
        error, ITD_ERROR_INPUT, NULL,
        "unknown schema '%.*s'%s, expected Person, Organization, Company, LegalEntity, Vessel, Airplane "
        "or another of FollowTheMoney",
        (int)(text.len < 80 ? text.len : 80), text.data, did_you_mean(s.best, proposal));
    return VALUE_UNKNOWN;
}

/* Roles of parties in trade and payment. */
static const char *const ROLES[] = {"agent",
                                    "applicant",
                                    "bank",
                                    "beneficiary",
                                    "broker",
                                    "buyer",
                                    "carrier",
                                    "charterer",
                                    "consignee",
                                    "consignor",
                                    "consultant",
                                    "contractor",
                                    "correspondent",
                                    "counterparty",
                                    "creditor",
                                    "creditor_agent",
                                    "customer",
                                    "debtor",
                                    "debtor_agent",
                                    "distributor",
                                    "employer",
                                    "end_user",
                                    "exporter",
                                    "financier",
                                    "forwarder",
                                    "government",
                                    "guarantor",
                                    "holder",
                                    "importer",
                                    "insured",
                                    "insurer",
                                    "intermediary",
                                    "investor",
                                    "issuer",
                                    "lender",
                                    "manufacturer",
                                    "manager",
                                    "messaging_provider",
                                    "notify_party",
                                    "operator",
                                    "owner",
                                    "payee",
                                    "payer",
                                    "port_operator",
                                    "processor",
                                    "producer",
                                    "recipient",
                                    "reinsurer",
                                    "sender",
                                    "receiver",
                                    "seller",
                                    "shareholder",
                                    "shipper",
                                    "subsidiary",
                                    "supplier",
                                    "trader",
                                    "trustee",
                                    "user",
                                    "vendor",
                                    "vessel",
                                    "vessel_owner",
                                    "warehouse",
                                    "borrower",
                                    "parent",
                                    "bank_branch",
                                    "freight_forwarder",
                                    "service_provider"};

str value_suggest_role(str text)
{
    enum { ROLE_LEAST = 5 };
    suggestion s;
    suggest_begin(&s, text);
    if (text.len < ROLE_LEAST)
        return STR_NONE;
    for (size_t i = 0; i < COUNT(ROLES); i++) {
        if (str_is(text, ROLES[i]))
            return STR_NONE;
        suggest_offer(&s, str_of(ROLES[i]));
    }
    return s.distance <= 1 ? s.best : STR_NONE;
}
