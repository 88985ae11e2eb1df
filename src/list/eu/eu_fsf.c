/* The EU's consolidated list of financial sanctions (FSF), XML 1.1: <export> of <sanctionEntity>.
 *
 * Ids are eu-<logicalId>. The list has no primary name: the one with the lowest logicalId among the Latin
 * names of more than one word, without a language or in English, is taken, so that the order of the elements
 * does not matter. Country code "00" is unknown. Each programme of the regulations gives one listing; it
 * counts from the designation date, else from the earliest act that any part of the entry names. */
#include "list/eu/eu_entry.h"

#include "base/error.h"
#include "list/script.h"
#include "model/country.h"
#include "model/identifier.h"
#include "model/partial_date.h"

#include <stdint.h>

static const char *const ENTITY_ATTRIBUTES[] = {"designationDetails", "unitedNationId",  "euReferenceNumber",
                                                "logicalId",          "designationDate", NULL};
static const char *const ENTITY_CHILDREN[] = {"remark",    "regulation",     "subjectType",
                                              "nameAlias", "birthdate",      "citizenship",
                                              "address",   "identification", NULL};
static const char *const NAME_ATTRIBUTES[] = {
    "firstName", "middleName",   "lastName", "wholeName", "function",           "gender",
    "title",     "nameLanguage", "strong",   "logicalId", "regulationLanguage", NULL};
static const char *const BIRTH_ATTRIBUTES[] = {"circa",
                                               "calendarType",
                                               "city",
                                               "zipCode",
                                               "birthdate",
                                               "dayOfMonth",
                                               "monthOfYear",
                                               "year",
                                               "region",
                                               "place",
                                               "logicalId",
                                               "yearRangeFrom",
                                               "yearRangeTo",
                                               "countryIso2Code",
                                               "countryDescription",
                                               "regulationLanguage",
                                               NULL};
static const char *const CITIZENSHIP_ATTRIBUTES[] = {"region",    "countryIso2Code",    "countryDescription",
                                                     "logicalId", "regulationLanguage", NULL};
static const char *const ADDRESS_ATTRIBUTES[] = {"city",
                                                 "street",
                                                 "poBox",
                                                 "zipCode",
                                                 "region",
                                                 "place",
                                                 "asAtListingTime",
                                                 "contactInfo",
                                                 "countryIso2Code",
                                                 "countryDescription",
                                                 "logicalId",
                                                 "regulationLanguage",
                                                 NULL};
static const char *const NUMBER_ATTRIBUTES[] = {"diplomatic",
                                                "knownExpired",
                                                "knownFalse",
                                                "reportedLost",
                                                "revokedByIssuer",
                                                "issuedBy",
                                                "issuedDate",
                                                "validFrom",
                                                "validTo",
                                                "latinNumber",
                                                "nameOnDocument",
                                                "number",
                                                "region",
                                                "countryIso2Code",
                                                "countryDescription",
                                                "identificationTypeCode",
                                                "identificationTypeDescription",
                                                "logicalId",
                                                "regulationLanguage",
                                                NULL};
static const char *const PART_CHILDREN[] = {"regulationSummary", "remark", "contactInfo", NULL};

/* ---- names ---- */

static str whole_name(entity *e, const xml_node *alias)
{
    str whole = str_trim(xml_attribute_of(alias, "wholeName"));
    str parts[] = {xml_attribute_of(alias, "firstName"), xml_attribute_of(alias, "middleName"),
                   xml_attribute_of(alias, "lastName")};
    return str_empty(whole) ? record_words(e, parts, 3) : whole;
}

/* Lower is better: strong, Latin, more than one word ("NIOC" is short), without language or in English; then
 * the lowest logicalId. */
static unsigned long long primary_rank(const xml_node *alias)
{
    unsigned long long number = 0;
    str whole = str_trim(xml_attribute_of(alias, "wholeName")),
        language = xml_attribute_of(alias, "nameLanguage");
    if (!str_to_unsigned(xml_attribute_of(alias, "logicalId"), &number) || number >> 48)
        number = 1ull << 48;
    unsigned long long rank = 0;
    rank += str_is(xml_attribute_of(alias, "strong"), "false") ? 8 : 0;
    rank += name_is_original(whole) ? 4 : 0;
    rank += str_find(whole, str_of(" ")) == SIZE_MAX ? 2 : 0;
    rank += str_empty(language) || str_equal_nocase(language, str_of("en")) ? 0 : 1;
    return rank << 50 | number;
}

static const xml_node *primary_alias(const xml_node *entry)
{
    const xml_node *best = NULL;
    for (const xml_node *alias = entry->first; alias; alias = alias->next)
        if (xml_is(alias, "nameAlias") && (!best || primary_rank(alias) < primary_rank(best)))
            best = alias;
    return best;
}

static void add_name(entity *e, const xml_node *alias, bool primary)
{
    str name = whole_name(e, alias), language = xml_attribute_of(alias, "nameLanguage");
    property_id p = primary ? PROPERTY_NAME : PROPERTY_ALIAS;
    name_kind kind = primary ? NAME_PRIMARY : name_is_original(name) ? NAME_ORIGINAL : NAME_ALIAS;
    if (!primary && str_is(xml_attribute_of(alias, "strong"), "false")) {
        p = PROPERTY_WEAK_ALIAS;
        kind = NAME_WEAK;
    }
    entity_value *v = entity_add_name(e, p, kind, name);
    if (v)
        v->lang = record_copy(e, language);
    if (e->schema == SCHEMA_PERSON) {
        record_gender(e, xml_attribute_of(alias, "gender"));
        record_add_once(e, PROPERTY_TITLE, xml_attribute_of(alias, "title"));
        record_add_once(e, PROPERTY_POSITION, xml_attribute_of(alias, "function"));
    }
}

/* ---- places and dates ---- */

/* The code unless it is "00"; else the name of the country. */
static str country_text(const xml_node *node)
{
    str code = xml_attribute_of(node, "countryIso2Code");
    if (!str_empty(country_find(code)))
        return code;
    return xml_attribute_of(node, "countryDescription");
}

static int number_of(const xml_node *node, const char *attribute)
{
    unsigned long long value = 0;
    return str_to_unsigned(xml_attribute_of(node, attribute), &value) && value < 10000 ? (int)value : 0;
}

static void add_birth_date(entity *e, const xml_node *birth)
{
    str calendar = xml_attribute_of(birth, "calendarType"), written = xml_attribute_of(birth, "birthdate");
    int from = number_of(birth, "yearRangeFrom"), to = number_of(birth, "yearRangeTo");
    partial_date date = {0};
    bool known = partial_date_from_numbers(number_of(birth, "year"), number_of(birth, "monthOfYear"),
                                           number_of(birth, "dayOfMonth"), &date.first);
    date.last = date.first;
    if (!known && from && to) {
        known = partial_date_from_numbers(from, 0, 0, &date.first) &&
                partial_date_from_numbers(to, 0, 0, &date.last) && from <= to;
        date.range = true;
    }
    if (!known)
        known = partial_date_read_parts(written, &date);
    if (!known)
        return;
    date.first.circa = date.first.circa || str_is(xml_attribute_of(birth, "circa"), "true");
    date.last.circa = date.first.circa;
    char text[PARTIAL_DATE_CAP];
    partial_date_format(&date, text);
    if (str_empty(calendar) || str_equal_nocase(calendar, str_of("GREGORIAN"))) {
        record_date(e, PROPERTY_BIRTH_DATE, str_of(text), "Date of birth");
        return;
    }
    str parts[] = {str_of("Date of birth:"), str_of(text), str_of("of the calendar"), calendar};
    entity_add(e, PROPERTY_NOTES, record_words(e, parts, 4));
}

static void add_birth(entity *e, const xml_node *birth)
{
    add_birth_date(e, birth);
    str parts[] = {xml_attribute_of(birth, "place"), xml_attribute_of(birth, "city"),
                   xml_attribute_of(birth, "region"), country_name(country_find(country_text(birth)))};
    record_add_once(e, PROPERTY_BIRTH_PLACE, record_join(e->arena, parts, 4, ", ", &e->failed));
    record_country(e, PROPERTY_BIRTH_COUNTRY, country_text(birth));
}

static void add_contact(entity *e, const xml_node *contact)
{
    str key = xml_attribute_of(contact, "key"), value = xml_attribute_of(contact, "value");
    if (str_find_nocase(key, str_of("phone")) != SIZE_MAX)
        record_add_once(e, PROPERTY_PHONE, value);
    else if (str_find_nocase(key, str_of("mail")) != SIZE_MAX)
        record_add_once(e, PROPERTY_EMAIL, value);
    else if (str_find_nocase(key, str_of("web")) != SIZE_MAX)
        record_add_once(e, PROPERTY_WEBSITE, value);
}

static void add_address(entity *e, const xml_node *node)
{
    str box = xml_attribute_of(node, "poBox");
    str box_parts[] = {box.len ? str_of("P.O. Box") : STR_NONE, box};
    record_address a = {.lines = {xml_attribute_of(node, "street"), record_words(e, box_parts, 2),
                                  xml_attribute_of(node, "place")},
                        .line_count = 3,
                        .city = xml_attribute_of(node, "city"),
                        .region = xml_attribute_of(node, "region"),
                        .postal_code = xml_attribute_of(node, "zipCode"),
                        .country = country_text(node)};
    record_add_address(e, &a);
    for (const xml_node *child = node->first; child; child = child->next)
        if (xml_is(child, "contactInfo"))
            add_contact(e, child);
}

/* ---- numbers ---- */

typedef struct number_type {
    const char *code;
    property_id property;
} number_type;

static const number_type NUMBER_TYPES[] = {
    {"passport", PROPERTY_PASSPORT_NUMBER},
    {"id", PROPERTY_ID_NUMBER},
    {"ssn", PROPERTY_SOCIAL_SECURITY_NUMBER},
    {"taxid", PROPERTY_TAX_NUMBER},
    {"fiscalcode", PROPERTY_TAX_NUMBER},
    {"euvat", PROPERTY_VAT_CODE},
    {"imo", PROPERTY_IMO_NUMBER},
    {"swiftbic", PROPERTY_SWIFT_BIC},
    {"regnumber", PROPERTY_REGISTRATION_NUMBER},
    {"drivinglicence", PROPERTY_LICENSE_NUMBER},
    {"tradelic", PROPERTY_LICENSE_NUMBER},
    {"lei", PROPERTY_LEI_CODE},
};

/* Russian tax and registration numbers are known by their check digits. */
static property_id number_property(str code, str number, str country)
{
    property_id p = PROPERTY_REGISTRATION_NUMBER;
    for (size_t i = 0; i < sizeof NUMBER_TYPES / sizeof NUMBER_TYPES[0]; i++)
        if (str_is(code, NUMBER_TYPES[i].code))
            p = NUMBER_TYPES[i].property;
    /* a code of the tax office of a branch, shared by many firms */
    if (str_starts(number, str_of("\xD0\x9A\xD0\x9F\xD0\x9F")) || str_starts(number, str_of("KPP")))
        return PROPERTY_KPP_CODE;
    if (!str_is(country_find(country), "ru"))
        return p;
    if (p == PROPERTY_TAX_NUMBER && identifier_inn_valid(number))
        return PROPERTY_INN_CODE;
    return p == PROPERTY_REGISTRATION_NUMBER && identifier_ogrn_valid(number) ? PROPERTY_OGRN_CODE : p;
}

static bool is_true(const xml_node *node, const char *attribute)
{
    return str_is(xml_attribute_of(node, attribute), "true");
}

static void add_number(entity *e, const xml_node *node)
{
    str number = str_trim(xml_attribute_of(node, "number")),
        code = xml_attribute_of(node, "identificationTypeCode");
    if (str_empty(number))
        number = str_trim(xml_attribute_of(node, "latinNumber"));
    str country = country_text(node);
    property_id p = number_property(code, number, country);
    bool named = p != PROPERTY_REGISTRATION_NUMBER || str_is(code, "regnumber");
    str parts[] = {named ? STR_NONE : code,
                   is_true(node, "diplomatic") ? str_of("diplomatic") : STR_NONE,
                   is_true(node, "knownExpired") ? str_of("expired") : STR_NONE,
                   is_true(node, "knownFalse") ? str_of("known to be false") : STR_NONE,
                   is_true(node, "reportedLost") ? str_of("reported lost") : STR_NONE,
                   is_true(node, "revokedByIssuer") ? str_of("revoked") : STR_NONE,
                   xml_child_text(node, "remark")};
    str note = record_join(e->arena, parts, sizeof parts / sizeof parts[0], "; ", &e->failed);
    record_identifier(e, p, number, country, note);
}

/* ---- listings ---- */

/* The earliest publication date of any act in the tree; dates are YYYY-MM-DD, so bytes order them. */
static str earliest_act(const xml_node *node)
{
    str earliest = STR_NONE;
    for (const xml_node *child = node->first; child; child = child->next) {
        str inner = earliest_act(child);
        str own = xml_attribute_of(child, "publicationDate");
        if (own.len >= 10 && (str_empty(earliest) || str_compare(own, earliest) < 0))
            earliest = own;
        if (!str_empty(inner) && (str_empty(earliest) || str_compare(inner, earliest) < 0))
            earliest = inner;
    }
    return earliest;
}

static bool is_newer(const xml_node *a, const xml_node *b)
{
    int order = str_compare(xml_attribute_of(a, "publicationDate"), xml_attribute_of(b, "publicationDate"));
    if (!order)
        order = str_compare(xml_attribute_of(a, "numberTitle"), xml_attribute_of(b, "numberTitle"));
    return order > 0;
}

/* The newest regulation of the same programme stands for it. */
static bool is_the_newest(const xml_node *entry, const xml_node *regulation)
{
    str programme = xml_attribute_of(regulation, "programme");
    for (const xml_node *other = entry->first; other; other = other->next)
        if (other != regulation && xml_is(other, "regulation") &&
            str_equal(xml_attribute_of(other, "programme"), programme) && is_newer(other, regulation))
            return false;
    return true;
}

static bool has_programme(const entity *e, str programme)
{
    for (size_t i = 0; i < e->listing_count; i++)
        if (str_equal(e->listings[i].program, programme))
            return true;
    return false;
}

static void add_listing(entity *e, const xml_node *entry, const xml_node *regulation)
{
    str programme = xml_attribute_of(regulation, "programme");
    if (has_programme(e, programme))
        return;
    entity_listing *l = entity_add_listing(e);
    if (!l)
        return;
    str date = xml_attribute_of(entry, "designationDate");
    l->program = record_copy(e, programme);
    l->authority = str_of("European Union");
    l->authority_id = record_copy(e, xml_attribute_of(entry, "euReferenceNumber"));
    l->listing_date = record_date_text(e, str_empty(date) ? earliest_act(entry) : date);
    l->legal_basis = record_copy(e, xml_attribute_of(regulation, "numberTitle"));
    l->reason = record_copy(e, xml_attribute_of(entry, "designationDetails"));
}

static void add_listings(entity *e, const xml_node *entry)
{
    for (const xml_node *child = entry->first; child; child = child->next)
        if (xml_is(child, "regulation") && is_the_newest(entry, child))
            add_listing(e, entry, child);
    if (!e->listing_count)
        add_listing(e, entry, NULL);
}

/* ---- one entry ---- */

/* False: no memory. */
static bool add_child(list_job *job, entity *e, const xml_node *child, const xml_node *primary)
{
    const char *const *known = NULL;
    const char *where = "";
    if (xml_is(child, "nameAlias")) {
        add_name(e, child, child == primary);
        known = NAME_ATTRIBUTES;
        where = "nameAlias";
    } else if (xml_is(child, "birthdate")) {
        add_birth(e, child);
        known = BIRTH_ATTRIBUTES;
        where = "birthdate";
    } else if (xml_is(child, "citizenship")) {
        record_country(e, PROPERTY_CITIZENSHIP, country_text(child));
        known = CITIZENSHIP_ATTRIBUTES;
        where = "citizenship";
    } else if (xml_is(child, "address")) {
        add_address(e, child);
        known = ADDRESS_ATTRIBUTES;
        where = "address";
    } else if (xml_is(child, "identification")) {
        add_number(e, child);
        known = NUMBER_ATTRIBUTES;
        where = "identification";
    } else if (xml_is(child, "remark")) {
        entity_add(e, PROPERTY_NOTES, child->text);
    }
    return !known || (record_check_attributes(job, child, known, where) &&
                      record_check_children(job, child, PART_CHILDREN, where));
}

static itd_status schema_of(eu_state *s, const xml_node *entry, schema_id *schema, itd_error *error)
{
    const xml_node *type = xml_child(entry, "subjectType");
    str code = xml_attribute_of(type, "code");
    if (!type || str_empty(code))
        return record_missing(s->file, entry->line, "<sanctionEntity>", "a subjectType", error);
    *schema = SCHEMA_LEGAL_ENTITY;
    if (str_is(code, "person"))
        *schema = SCHEMA_PERSON;
    else if (str_is(code, "enterprise"))
        *schema = SCHEMA_ORGANIZATION;
    else if (!list_unknown(s->job, str_of("subjectType/@code of another kind")))
        return error_memory(error);
    return ITD_OK;
}

itd_status eu_read_entry(void *context, const xml_node *entry, itd_error *error)
{
    eu_state *s = context;
    list_job *job = s->job;
    str number = xml_attribute_of(entry, "logicalId");
    if (!str_is_digits(number))
        return record_missing(s->file, entry->line, "<sanctionEntity>", "a logicalId of digits", error);
    schema_id schema;
    itd_status status = schema_of(s, entry, &schema, error);
    if (status != ITD_OK)
        return status;
    str id = record_id(job->arena, "eu", number);
    entity *e = str_empty(id) ? NULL : entity_new(job->arena, id, schema, job->dataset);
    if (!e)
        return error_memory(error);
    const xml_node *primary = primary_alias(entry);
    if (!primary || str_empty(whole_name(e, primary)))
        return record_missing(s->file, entry->line, "<sanctionEntity>", "a nameAlias with a name", error);
    record_sanctioned(e);
    str un = xml_attribute_of(entry, "unitedNationId");
    str un_parts[] = {un.len ? str_of("UN reference") : STR_NONE, un};
    entity_add(e, PROPERTY_NOTES, record_words(e, un_parts, 2));
    add_listings(e, entry);
    for (const xml_node *child = entry->first; child; child = child->next)
        if (!add_child(job, e, child, primary))
            return error_memory(error);
    if (!record_check_children(job, entry, ENTITY_CHILDREN, "sanctionEntity") ||
        !record_check_attributes(job, entry, ENTITY_ATTRIBUTES, "sanctionEntity"))
        return error_memory(error);
    return record_add(job, e, entry->line, error);
}

/* ---- the file ---- */

static xml_choice start(void *context, const xml_node *element)
{
    eu_state *s = context;
    if (!element->parent) {
        if (!xml_is(element, "export"))
            return XML_REFUSE;
        str generated = xml_attribute_of(element, "generationDate");
        s->job->result.date =
            record_day(s->job->arena, str_make(generated.data, generated.len < 10 ? 0 : 10));
        return XML_DESCEND;
    }
    return xml_is(element, "sanctionEntity") ? XML_RECORD : XML_REFUSE;
}

void eu_describe(list_job *job)
{
    job->result.title =
        str_of("Consolidated list of persons, groups and entities subject to EU financial sanctions");
    job->result.publisher = str_of("European Union");
}

static itd_status eu_read(list_job *job, itd_error *error)
{
    eu_state s = {job, &job->files[0]};
    eu_describe(job);
    const xml_reader reader = {
        .context = &s, .expected = "<export> of <sanctionEntity>", .start = start, .record = eu_read_entry};
    itd_status status = xml_read(s.file, &reader, error);
    return status == ITD_OK ? record_finish(job, "<sanctionEntity>", error) : status;
}

/* <export> is a common name: the namespace or the first entry must be there too. */
static int eu_detect(const list_file *file)
{
    char storage[XML_SNIFF_CAP];
    if (!str_is(xml_sniff_root(file, storage), "export"))
        return 0;
    str head = str_make(file->bytes.data, file->bytes.len < 4096 ? file->bytes.len : 4096);
    bool sure = str_find(head, str_of("fpi/fsd/export")) != SIZE_MAX ||
                str_find(head, str_of("sanctionEntity")) != SIZE_MAX;
    return sure ? 100 : 0;
}

extern const list_format list_eu_fsf;
const list_format list_eu_fsf = {
    .name = "eu-fsf-xml",
    .title = "EU consolidated financial sanctions list (FSF), XML 1.1",
    .default_dataset = "eu_fsf",
    .detect = eu_detect,
    .read = eu_read,
};
