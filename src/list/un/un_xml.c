/* The consolidated list of the UN Security Council: <CONSOLIDATED_LIST> with <INDIVIDUALS> and <ENTITIES>.
 *
 * Ids are un-<DATAID>. A name is written in up to four parts. One ALIAS_NAME may hold several names separated
 * by ";": it is kept as published, and each of them is added as a derived name. */
#include "base/error.h"
#include "list/record.h"

#include <stdio.h>

typedef struct un_state {
    list_job *job;
    const list_file *file;
} un_state;

static const char *const PARTY_FIELDS[] = {"DATAID",
                                           "VERSIONNUM",
                                           "FIRST_NAME",
                                           "SECOND_NAME",
                                           "THIRD_NAME",
                                           "FOURTH_NAME",
                                           "UN_LIST_TYPE",
                                           "REFERENCE_NUMBER",
                                           "LISTED_ON",
                                           "DELISTED_ON",
                                           "SUBMITTED_BY",
                                           "SUBMITTED_ON",
                                           "GENDER",
                                           "NAME_ORIGINAL_SCRIPT",
                                           "COMMENTS1",
                                           "TITLE",
                                           "DESIGNATION",
                                           "NATIONALITY",
                                           "NATIONALITY2",
                                           "LIST_TYPE",
                                           "LAST_DAY_UPDATED",
                                           "INDIVIDUAL_ALIAS",
                                           "INDIVIDUAL_ADDRESS",
                                           "INDIVIDUAL_DATE_OF_BIRTH",
                                           "INDIVIDUAL_PLACE_OF_BIRTH",
                                           "INDIVIDUAL_DOCUMENT",
                                           "ENTITY_ALIAS",
                                           "ENTITY_ADDRESS",
                                           "SORT_KEY",
                                           "SORT_KEY_LAST_MOD",
                                           NULL};
static const char *const VALUE_FIELDS[] = {"VALUE", NULL};
static const char *const ALIAS_FIELDS[] = {
    "QUALITY", "ALIAS_NAME", "DATE_OF_BIRTH", "CITY_OF_BIRTH", "COUNTRY_OF_BIRTH", "NOTE", NULL};
static const char *const ADDRESS_FIELDS[] = {"STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY",
                                             "NOTE",   NULL};
static const char *const BIRTH_FIELDS[] = {"TYPE_OF_DATE", "DATE", "YEAR", "FROM_YEAR",
                                           "TO_YEAR",      "NOTE", NULL};
static const char *const PLACE_FIELDS[] = {"STREET", "CITY", "STATE_PROVINCE", "COUNTRY", "NOTE", NULL};
static const char *const DOCUMENT_FIELDS[] = {"TYPE_OF_DOCUMENT",
                                              "TYPE_OF_DOCUMENT2",
                                              "NUMBER",
                                              "ISSUING_COUNTRY",
                                              "COUNTRY_OF_ISSUE",
                                              "CITY_OF_ISSUE",
                                              "DATE_OF_ISSUE",
                                              "NOTE",
                                              NULL};

/* ---- names ---- */

static void add_split_names(entity *e, property_id p, name_kind kind, str text)
{
    str rest = text, part;
    if (str_find(text, str_of(";")) == SIZE_MAX)
        return;
    while (str_split(&rest, ';', &part)) {
        entity_value *v = entity_add_name(e, p, kind, part);
        if (v)
            v->derived = true;
    }
}

static void add_alias(entity *e, const xml_node *node)
{
    str quality = xml_child_text(node, "QUALITY"), name = xml_child_text(node, "ALIAS_NAME");
    property_id p = PROPERTY_ALIAS;
    name_kind kind = NAME_ALIAS;
    if (str_equal_nocase(quality, str_of("Low"))) {
        p = PROPERTY_WEAK_ALIAS;
        kind = NAME_WEAK;
    } else if (str_equal_nocase(quality, str_of("f.k.a."))) {
        p = PROPERTY_PREVIOUS_NAME;
        kind = NAME_FORMER;
    }
    entity_value *v = entity_add_name(e, p, kind, name);
    if (v)
        v->note = record_copy(e, xml_child_text(node, "NOTE"));
    add_split_names(e, p, kind, name);
}

static str full_name(entity *e, const xml_node *party)
{
    str parts[] = {xml_child_text(party, "FIRST_NAME"), xml_child_text(party, "SECOND_NAME"),
                   xml_child_text(party, "THIRD_NAME"), xml_child_text(party, "FOURTH_NAME")};
    return record_words(e, parts, 4);
}

/* ---- births, documents, addresses ---- */

static void add_birth(entity *e, const xml_node *node)
{
    bool circa = str_equal_nocase(xml_child_text(node, "TYPE_OF_DATE"), str_of("APPROXIMATELY"));
    str date = xml_child_text(node, "DATE"), from = xml_child_text(node, "FROM_YEAR");
    if (str_empty(date))
        date = xml_child_text(node, "YEAR");
    char text[64] = "";
    const char *mark = circa ? "circa " : "";
    if (!str_empty(date))
        snprintf(text, sizeof text, "%s%.*s", mark, (int)(date.len < 40 ? date.len : 40), date.data);
    else if (from.len && from.len < 5)
        snprintf(text, sizeof text, "%s%.*s to %.4s", mark, STR_ARG(from),
                 xml_child_text(node, "TO_YEAR").len == 4 ? xml_child_text(node, "TO_YEAR").data : "");
    if (text[0])
        record_date(e, PROPERTY_BIRTH_DATE, str_of(text), "Date of birth");
    str note = xml_child_text(node, "NOTE");
    if (!str_empty(note)) {
        str parts[] = {str_of("Date of birth:"), note};
        entity_add(e, PROPERTY_NOTES, record_words(e, parts, 2));
    }
}

static void add_birth_place(entity *e, const xml_node *node)
{
    str parts[] = {xml_child_text(node, "STREET"), xml_child_text(node, "CITY"),
                   xml_child_text(node, "STATE_PROVINCE"), xml_child_text(node, "COUNTRY")};
    entity_add(e, PROPERTY_BIRTH_PLACE, record_join(e->arena, parts, 4, ", ", &e->failed));
    record_country(e, PROPERTY_BIRTH_COUNTRY, xml_child_text(node, "COUNTRY"));
}

/* The type is written in English, French or Spanish; all but passports are national documents. */
static bool is_passport(str type)
{
    return str_find_nocase(type, str_of("passport")) != SIZE_MAX ||
           str_find_nocase(type, str_of("passeport")) != SIZE_MAX ||
           str_find_nocase(type, str_of("pasaporte")) != SIZE_MAX;
}

static void add_document(entity *e, const xml_node *node)
{
    str type = xml_child_text(node, "TYPE_OF_DOCUMENT"), number = xml_child_text(node, "NUMBER");
    str country = xml_child_text(node, "ISSUING_COUNTRY");
    if (str_empty(country))
        country = xml_child_text(node, "COUNTRY_OF_ISSUE");
    str issued = xml_child_text(node, "DATE_OF_ISSUE");
    str issued_parts[] = {issued.len ? str_of("issued") : STR_NONE, issued};
    str parts[] = {xml_child_text(node, "TYPE_OF_DOCUMENT2"), record_words(e, issued_parts, 2),
                   xml_child_text(node, "NOTE")};
    str note = record_join(e->arena, parts, 3, "; ", &e->failed);
    record_identifier(e, is_passport(type) ? PROPERTY_PASSPORT_NUMBER : PROPERTY_ID_NUMBER, number, country,
                      note);
}

static void add_address(entity *e, const xml_node *node)
{
    record_address a = {.lines = {xml_child_text(node, "STREET")},
                        .line_count = 1,
                        .city = xml_child_text(node, "CITY"),
                        .region = xml_child_text(node, "STATE_PROVINCE"),
                        .postal_code = xml_child_text(node, "ZIP_CODE"),
                        .country = xml_child_text(node, "COUNTRY"),
                        .note = xml_child_text(node, "NOTE")};
    if (a.lines[0].len || a.city.len || a.region.len || a.postal_code.len || a.country.len || a.note.len)
        record_add_address(e, &a);
}

static void add_values(entity *e, property_id p, const xml_node *node)
{
    for (const xml_node *value = node->first; value; value = value->next) {
        if (property_get_type(p) == TYPE_COUNTRY)
            record_country(e, p, value->text);
        else
            entity_add(e, p, value->text);
    }
}

/* ---- one party ---- */

static void add_listing(entity *e, const xml_node *party)
{
    entity_listing *l = entity_add_listing(e);
    if (!l)
        return;
    l->program = record_copy(e, xml_child_text(party, "UN_LIST_TYPE"));
    l->authority = str_of("UN Security Council");
    l->authority_id = record_copy(e, xml_child_text(party, "REFERENCE_NUMBER"));
    l->listing_date = record_date_text(e, xml_child_text(party, "LISTED_ON"));
    l->end_date = record_date_text(e, xml_child_text(party, "DELISTED_ON"));
}

/* False: no memory. */
static bool add_child(list_job *job, entity *e, const xml_node *child)
{
    const char *const *known = NULL;
    if (xml_is(child, "INDIVIDUAL_ALIAS") || xml_is(child, "ENTITY_ALIAS")) {
        add_alias(e, child);
        known = ALIAS_FIELDS;
    } else if (xml_is(child, "INDIVIDUAL_ADDRESS") || xml_is(child, "ENTITY_ADDRESS")) {
        add_address(e, child);
        known = ADDRESS_FIELDS;
    } else if (xml_is(child, "INDIVIDUAL_DATE_OF_BIRTH")) {
        add_birth(e, child);
        known = BIRTH_FIELDS;
    } else if (xml_is(child, "INDIVIDUAL_PLACE_OF_BIRTH")) {
        add_birth_place(e, child);
        known = PLACE_FIELDS;
    } else if (xml_is(child, "INDIVIDUAL_DOCUMENT")) {
        add_document(e, child);
        known = DOCUMENT_FIELDS;
    } else if (xml_is(child, "TITLE")) {
        add_values(e, PROPERTY_TITLE, child);
        known = VALUE_FIELDS;
    } else if (xml_is(child, "DESIGNATION")) {
        add_values(e, PROPERTY_POSITION, child);
        known = VALUE_FIELDS;
    } else if (xml_is(child, "NATIONALITY") || xml_is(child, "NATIONALITY2")) {
        add_values(e, PROPERTY_NATIONALITY, child);
        known = VALUE_FIELDS;
    } else if (xml_is(child, "LAST_DAY_UPDATED")) {
        for (const xml_node *value = child->first; value; value = value->next)
            record_date(e, PROPERTY_MODIFIED_AT, value->text, "Updated");
        known = VALUE_FIELDS;
    } else if (xml_is(child, "NAME_ORIGINAL_SCRIPT")) {
        entity_add_name(e, PROPERTY_NAME, NAME_ORIGINAL, child->text);
    } else if (xml_is(child, "COMMENTS1")) {
        entity_add(e, PROPERTY_NOTES, child->text);
    } else if (xml_is(child, "GENDER")) {
        record_gender(e, child->text);
    }
    char where[48];
    snprintf(where, sizeof where, "%.*s", (int)(child->name.len < 40 ? child->name.len : 40),
             child->name.data);
    return !known || record_check_children(job, child, known, where);
}

static itd_status read_party(void *context, const xml_node *party, itd_error *error)
{
    un_state *s = context;
    list_job *job = s->job;
    bool person = xml_is(party, "INDIVIDUAL");
    const char *kind = person ? "<INDIVIDUAL>" : "<ENTITY>";
    str number = xml_child_text(party, "DATAID");
    if (!str_is_digits(number))
        return record_missing(s->file, party->line, kind, "a DATAID of digits", error);
    str id = record_id(job->arena, "un", number);
    entity *e = str_empty(id)
                    ? NULL
                    : entity_new(job->arena, id, person ? SCHEMA_PERSON : SCHEMA_ORGANIZATION, job->dataset);
    if (!e)
        return error_memory(error);
    str name = full_name(e, party);
    if (str_empty(name) && !e->failed)
        return record_missing(s->file, party->line, kind, "a FIRST_NAME", error);
    entity_add_name(e, PROPERTY_NAME, NAME_PRIMARY, name);
    add_split_names(e, PROPERTY_ALIAS, NAME_ALIAS, name);
    record_sanctioned(e);
    add_listing(e, party);
    for (const xml_node *child = party->first; child; child = child->next)
        if (!add_child(job, e, child))
            return error_memory(error);
    if (!record_check_children(job, party, PARTY_FIELDS, person ? "INDIVIDUAL" : "ENTITY"))
        return error_memory(error);
    return record_add(job, e, party->line, error);
}

/* ---- the file ---- */

static xml_choice start(void *context, const xml_node *element)
{
    un_state *s = context;
    if (!element->parent) {
        if (!xml_is(element, "CONSOLIDATED_LIST"))
            return XML_REFUSE;
        s->job->result.date = record_day(s->job->arena, xml_attribute_of(element, "dateGenerated"));
        return XML_DESCEND;
    }
    if (xml_is(element->parent, "CONSOLIDATED_LIST"))
        return xml_is(element, "INDIVIDUALS") || xml_is(element, "ENTITIES") ? XML_DESCEND : XML_REFUSE;
    if (xml_is(element->parent, "INDIVIDUALS"))
        return xml_is(element, "INDIVIDUAL") ? XML_RECORD : XML_REFUSE;
    return xml_is(element, "ENTITY") ? XML_RECORD : XML_REFUSE;
}

static itd_status un_read(list_job *job, itd_error *error)
{
    un_state s = {job, &job->files[0]};
    job->result.title = str_of("UN Security Council Consolidated List");
    job->result.publisher = str_of("United Nations Security Council");
    const xml_reader reader = {.context = &s,
                               .expected =
                                   "<CONSOLIDATED_LIST> with <INDIVIDUALS> of <INDIVIDUAL> and <ENTITIES> of "
                                   "<ENTITY>",
                               .start = start,
                               .record = read_party};
    itd_status status = xml_read(s.file, &reader, error);
    return status == ITD_OK ? record_finish(job, "<INDIVIDUAL> or <ENTITY>", error) : status;
}

static int un_detect(const list_file *file)
{
    char storage[XML_SNIFF_CAP];
    return str_is(xml_sniff_root(file, storage), "CONSOLIDATED_LIST") ? 100 : 0;
}

extern const list_format list_un_xml;
const list_format list_un_xml = {
    .name = "un-xml",
    .title = "UN Security Council consolidated list, XML",
    .default_dataset = "un_sc_sanctions",
    .detect = un_detect,
    .read = un_read,
};
