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

static const word_row GENDERS[] = {
#include "value/genders.inc"
};

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

static const word_row SCHEMATA[] = {
#include "value/schemata.inc"
};

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

/* ---- roles ---- */

typedef struct role_row {
    const char *key, *role;
} role_row;

static const role_row ROLES[] = {
#include "value/roles.inc"
};

value_result value_read_role(str text, str *role, itd_error *error)
{
    char proposal[DID_YOU_MEAN_CAP];
    value_key key;
    suggestion s = {.distance = 0};
    *role = STR_NONE;
    if (value_is_blank(text))
        return VALUE_BLANK;
    bool keyed = key_joined(text, &key);
    if (keyed)
        suggest_begin(&s, key_str(&key));
    for (size_t i = 0; i < COUNT(ROLES) && keyed; i++) {
        if (str_is(key_str(&key), ROLES[i].key))
            return *role = str_of(ROLES[i].role), VALUE_KNOWN;
        suggest_offer(&s, str_of(ROLES[i].role));
    }
    error_set(error, ITD_ERROR_INPUT, NULL,
              "unknown role '%.*s'%s, expected buyer, seller, bank, debtor, creditor, end_user or another of "
              "docs/case.md",
              (int)(text.len < 80 ? text.len : 80), text.data, did_you_mean(s.best, proposal));
    return VALUE_UNKNOWN;
}
