#include "list/uk/uk_party.h"

#include "base/error.h"
#include "model/country.h"

typedef enum uk_action {
    UK_TEXT,
    UK_NUMBER,
    UK_DATE,
    UK_COUNTRY,
    UK_GENDER,
    UK_NOTE,
    UK_REASON,
    UK_PARENT,
    UK_SUBSIDIARY,
    UK_OWNER,
    UK_PAST_OWNER,
    UK_PASSED_OVER,
} uk_action;

struct uk_field {
    const char *element; /* of the XML */
    const char *column;  /* of the CSV */
    uk_action action;
    property_id property;
    const char *label; /* in front of a note */
};

static const uk_field FIELDS[] = {
    {"DOB", "D.O.B", UK_DATE, PROPERTY_BIRTH_DATE, "Date of birth"},
    {"Nationality", "Nationality(/ies)", UK_COUNTRY, PROPERTY_NATIONALITY, NULL},
    {"Position", "Position", UK_TEXT, PROPERTY_POSITION, NULL},
    {"Gender", "Gender", UK_GENDER, PROPERTY_GENDER, NULL},
    {"Title", "Title", UK_TEXT, PROPERTY_TITLE, NULL},
    {"TypeOfEntity", "Type of entity", UK_TEXT, PROPERTY_LEGAL_FORM, NULL},
    {"BusinessRegistrationNumber", "Business registration number (s)", UK_NUMBER,
     PROPERTY_REGISTRATION_NUMBER, NULL},
    {"ParentCompany", "Parent company", UK_PARENT, PROPERTY_NOTES, NULL},
    {"Subsidiary", "Subsidiaries", UK_SUBSIDIARY, PROPERTY_NOTES, NULL},
    {"PhoneNumber", "Phone number", UK_TEXT, PROPERTY_PHONE, NULL},
    {"EmailAddress", "Email address", UK_TEXT, PROPERTY_EMAIL, NULL},
    {"Website", "Website", UK_TEXT, PROPERTY_WEBSITE, NULL},
    {"IMONumber", "IMO number", UK_NUMBER, PROPERTY_IMO_NUMBER, NULL},
    {"CurrentOwnerOperator", "Current owner/operator (s)", UK_OWNER, PROPERTY_OWNER, NULL},
    {"PreviousOwnerOperator", "Previous owner/operator (s)", UK_PAST_OWNER, PROPERTY_OWNER, NULL},
    {"CurrentBelievedFlagOfShip", "Current believed flag of ship", UK_COUNTRY, PROPERTY_FLAG, NULL},
    {"PreviousFlag", "Previous flags", UK_COUNTRY, PROPERTY_PAST_FLAGS, NULL},
    {"TypeOfShip", "Type of ship", UK_TEXT, PROPERTY_TYPE, NULL},
    {"TonnageOfShip", "Tonnage of ship", UK_TEXT, PROPERTY_TONNAGE, NULL},
    {"LengthOfShip", "Length of ship", UK_NOTE, PROPERTY_NOTES, "Length of ship"},
    {"YearBuilt", "Year Built", UK_DATE, PROPERTY_BUILD_DATE, "Year built"},
    {"HullIdentificationNumber", "Hull identification number (HIN)", UK_NOTE, PROPERTY_NOTES,
     "Hull identification number"},
    {"OtherInformation", "Other Information", UK_TEXT, PROPERTY_NOTES, NULL},
    {"UKStatementofReasons", "UK Statement of Reasons", UK_REASON, PROPERTY_NOTES, NULL},
    {"UNReferenceNumber", "UN Reference Number", UK_NOTE, PROPERTY_NOTES, "UN reference"},
    {"OFSIGroupID", "OFSI Group ID", UK_NOTE, PROPERTY_NOTES, "OFSI group ID"},
    {"SanctionsImposed", "Sanctions Imposed", UK_NOTE, PROPERTY_NOTES, "Sanctions imposed"},
    {"LastUpdated", "Last Updated", UK_DATE, PROPERTY_MODIFIED_AT, "Updated"},
    {"DesignationSource", "Designation source", UK_PASSED_OVER, PROPERTY_NOTES, NULL},
    {"NonLatinScriptType", "Non-latin script type", UK_PASSED_OVER, PROPERTY_NOTES, NULL},
};

enum { FIELD_COUNT = sizeof FIELDS / sizeof FIELDS[0] };

const uk_field *uk_field_of_element(str element)
{
    for (size_t i = 0; i < FIELD_COUNT; i++)
        if (str_is(element, FIELDS[i].element))
            return &FIELDS[i];
    return NULL;
}

const uk_field *uk_field_of_column(str column)
{
    for (size_t i = 0; i < FIELD_COUNT; i++)
        if (str_equal_nocase(column, str_of(FIELDS[i].column)))
            return &FIELDS[i];
    return NULL;
}

/* A party that the list gives by name only. `reversed`: the designated one is owned. */
static void add_link(entity *e, schema_id schema, bool reversed, const char *role, str name)
{
    name = str_trim(name);
    if (str_empty(name))
        return;
    for (size_t i = 0; i < e->link_count; i++)
        if (e->links[i].schema == schema && e->links[i].reversed == reversed &&
            str_equal(e->links[i].target_name, name))
            return;
    entity_link *l = entity_add_link(e, schema);
    if (!l)
        return;
    l->reversed = reversed;
    l->role = str_of(role);
    l->target_name = record_copy(e, name);
}

void uk_apply(entity *e, const uk_field *field, str value)
{
    value = str_trim(value);
    if (str_empty(value))
        return;
    str labelled[] = {str_of(field->label), value};
    switch (field->action) {
    case UK_TEXT:
        record_add_once(e, field->property, value);
        break;
    case UK_NUMBER:
        record_identifier(e, field->property, value, STR_NONE, STR_NONE);
        break;
    case UK_DATE:
        record_date(e, field->property, value, field->label);
        break;
    case UK_COUNTRY:
        record_country(e, field->property, value);
        break;
    case UK_GENDER:
        record_gender(e, value);
        break;
    case UK_NOTE:
        record_add_once(e, PROPERTY_NOTES, record_join(e->arena, labelled, 2, ": ", &e->failed));
        break;
    case UK_REASON:
        if (e->listing_count && str_empty(e->listings[0].reason))
            e->listings[0].reason = record_copy(e, value);
        break;
    case UK_PARENT:
        add_link(e, SCHEMA_OWNERSHIP, true, "Parent company", value);
        break;
    case UK_SUBSIDIARY:
        add_link(e, SCHEMA_OWNERSHIP, false, "Subsidiary", value);
        break;
    case UK_OWNER:
        add_link(e, SCHEMA_OWNERSHIP, true, "Current owner or operator", value);
        break;
    case UK_PAST_OWNER:
        add_link(e, SCHEMA_UNKNOWN_LINK, true, "Previous owner or operator", value);
        break;
    case UK_PASSED_OVER:
        break;
    }
}

static bool schema_of(str type, schema_id *schema)
{
    static const struct {
        const char *type;
        schema_id schema;
    } types[] = {{"Individual", SCHEMA_PERSON}, {"Entity", SCHEMA_ORGANIZATION}, {"Ship", SCHEMA_VESSEL}};
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if (str_equal_nocase(type, str_of(types[i].type))) {
            *schema = types[i].schema;
            return true;
        }
    }
    return false;
}

entity *uk_new_entity(list_job *job, unsigned long line, str unique_id, str type, str regime, str designated,
                      itd_status *status, itd_error *error)
{
    const list_file *file = &job->files[0];
    schema_id schema = SCHEMA_LEGAL_ENTITY;
    *status = ITD_OK;
    if (str_empty(unique_id) || unique_id.len > 64)
        *status = record_missing(file, line, "designation", "a UniqueID", error);
    else if (!schema_of(type, &schema))
        *status = error_at_line(error, ITD_ERROR_INPUT, file->path, line,
                                "designation %.*s is of the kind '%.*s', expected Individual, Entity or Ship",
                                STR_ARG(unique_id), (int)(type.len < 40 ? type.len : 40),
                                type.len ? type.data : "");
    if (*status != ITD_OK)
        return NULL;
    str id = record_id(job->arena, "gb", unique_id);
    entity *e = str_empty(id) ? NULL : entity_new(job->arena, id, schema, job->dataset);
    entity_listing *l = e ? entity_add_listing(e) : NULL;
    if (!l) {
        *status = error_memory(error);
        return NULL;
    }
    l->program = record_copy(e, regime);
    l->authority = str_of("Foreign, Commonwealth & Development Office");
    l->authority_id = record_copy(e, unique_id);
    l->listing_date = record_date_text(e, designated);
    record_sanctioned(e);
    return e;
}

/* ---- names ---- */

static bool has_name(entity *e, property_id p, name_kind kind, str name)
{
    return entity_find(e, (int)p, (int)kind, name) != NULL;
}

/* Some ships are listed as 'IMO 9291262 ("SILVAR")': the number and the name within are taken out. */
static void take_imo_name(entity *e, str name)
{
    if (e->schema != SCHEMA_VESSEL || !str_starts(name, str_of("IMO ")) || name.len < 11)
        return;
    str number = str_make(name.data + 4, 7);
    if (!str_is_digits(number) || (name.len > 11 && name.data[11] != ' '))
        return;
    record_identifier(e, PROPERTY_IMO_NUMBER, number, STR_NONE, str_of("from the name"));
    size_t open = str_find(name, str_of("(\""));
    if (open == SIZE_MAX || !str_ends(name, str_of("\")")))
        return;
    str inner = str_make(name.data + open + 2, name.len - open - 4);
    entity_value *v = has_name(e, PROPERTY_ALIAS, NAME_ALIAS, inner)
                          ? NULL
                          : entity_add_name(e, PROPERTY_ALIAS, NAME_ALIAS, inner);
    if (v)
        v->derived = true;
}

void uk_add_name(entity *e, const str parts[6], str type, str strength, bool once)
{
    str name = record_words(e, parts, 6);
    property_id p = PROPERTY_ALIAS;
    name_kind kind = NAME_ALIAS;
    if (str_find_nocase(strength, str_of("low")) != SIZE_MAX ||
        str_find_nocase(strength, str_of("weak")) != SIZE_MAX) {
        p = PROPERTY_WEAK_ALIAS;
        kind = NAME_WEAK;
    } else if (str_equal_nocase(type, str_of("Primary name"))) {
        p = PROPERTY_NAME;
        kind = NAME_PRIMARY;
    }
    if (!once || !has_name(e, p, kind, name))
        entity_add_name(e, p, kind, name);
    take_imo_name(e, name);
}

void uk_add_script_name(entity *e, str name, str language, bool once)
{
    name = str_trim(name);
    if (once && has_name(e, PROPERTY_NAME, NAME_ORIGINAL, name))
        return;
    entity_value *v = entity_add_name(e, PROPERTY_NAME, NAME_ORIGINAL, name);
    if (v)
        v->lang = record_copy(e, language);
}

/* ---- places ---- */

void uk_add_address(entity *e, const str lines[6], str postal_code, str country, bool once)
{
    record_address a = {.line_count = 5, .city = lines[5], .postal_code = postal_code, .country = country};
    bool empty = str_empty(postal_code) && str_empty(country);
    for (size_t i = 0; i < 6; i++) {
        if (i < 5)
            a.lines[i] = lines[i];
        empty = empty && str_empty(lines[i]);
    }
    if (empty)
        return;
    record_add_address(e, &a);
    if (!once || e->failed || !e->address_count)
        return;
    str added = e->addresses[e->address_count - 1].full;
    for (size_t i = 0; i + 1 < e->address_count; i++) {
        if (str_equal(e->addresses[i].full, added)) {
            e->address_count--;
            return;
        }
    }
}

void uk_add_birth_place(entity *e, str town, str country)
{
    str parts[] = {town, country};
    record_add_once(e, PROPERTY_BIRTH_PLACE, record_join(e->arena, parts, 2, ", ", &e->failed));
    record_country(e, PROPERTY_BIRTH_COUNTRY, country);
}
