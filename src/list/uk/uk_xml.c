/* The UK sanctions list, XML: <Designations> of <Designation>.
 *
 * Ids are gb-<UniqueID>. Names come in six parts and with a type that is written in several ways; names in
 * non-Latin script stand apart. Most other fields are plain elements inside nested containers, so the tree is
 * walked and each element is put where uk_party.c says. */
#include "base/error.h"
#include "list/uk/uk_party.h"

#include <stdio.h>

typedef struct uk_state {
    list_job *job;
    const list_file *file;
} uk_state;

/* Elements that only hold others. */
static const char *const CONTAINERS[] = {"Names",
                                         "NonLatinNames",
                                         "Titles",
                                         "Addresses",
                                         "PhoneNumbers",
                                         "EmailAddresses",
                                         "Websites",
                                         "IndividualDetails",
                                         "Individual",
                                         "DOBs",
                                         "PassportDetails",
                                         "NationalIdentifierDetails",
                                         "Nationalities",
                                         "Positions",
                                         "Genders",
                                         "BirthDetails",
                                         "EntityDetails",
                                         "Entity",
                                         "TypeOfEntities",
                                         "BusinessRegistrationNumbers",
                                         "ParentCompanies",
                                         "Subsidiaries",
                                         "ShipDetails",
                                         "Ship",
                                         "IMONumbers",
                                         "CurrentOwnerOperators",
                                         "PreviousOwnerOperators",
                                         "CurrentBelievedFlagOfShips",
                                         "PreviousFlags",
                                         "TypeOfShipDetails",
                                         "TonnageOfShipDetails",
                                         "LengthOfShipDetails",
                                         "YearsBuilt",
                                         "HullIdentificationNumbers",
                                         NULL};

/* Read elsewhere, or of no use here. */
static const char *const PASSED_OVER[] = {
    "UniqueID", "RegimeName", "IndividualEntityShip", "DateDesignated", "SanctionsImposedIndicators", NULL};

static const char *const NAME_FIELDS[] = {"Name1", "Name2",    "Name3",         "Name4", "Name5",
                                          "Name6", "NameType", "AliasStrength", NULL};
static const char *const SCRIPT_FIELDS[] = {"NameNonLatinScript", "NonLatinScriptType",
                                            "NonLatinScriptLanguage", NULL};
static const char *const ADDRESS_FIELDS[] = {"AddressLine1",      "AddressLine2",   "AddressLine3",
                                             "AddressLine4",      "AddressLine5",   "AddressLine6",
                                             "AddressPostalCode", "AddressCountry", NULL};
static const char *const PASSPORT_FIELDS[] = {"PassportNumber", "PassportAdditionalInformation", NULL};
static const char *const NATIONAL_FIELDS[] = {"NationalIdentifierNumber",
                                              "NationalIdentifierAdditionalInformation", NULL};
static const char *const BIRTH_FIELDS[] = {"TownOfBirth", "CountryOfBirth", NULL};

static bool is_in(str name, const char *const *list)
{
    for (; *list; list++)
        if (str_is(name, *list))
            return true;
    return false;
}

static void add_name(entity *e, const xml_node *node)
{
    str parts[6] = {xml_child_text(node, "Name1"), xml_child_text(node, "Name2"),
                    xml_child_text(node, "Name3"), xml_child_text(node, "Name4"),
                    xml_child_text(node, "Name5"), xml_child_text(node, "Name6")};
    uk_add_name(e, parts, xml_child_text(node, "NameType"), xml_child_text(node, "AliasStrength"), false);
}

static void add_address(entity *e, const xml_node *node)
{
    str lines[6] = {xml_child_text(node, "AddressLine1"), xml_child_text(node, "AddressLine2"),
                    xml_child_text(node, "AddressLine3"), xml_child_text(node, "AddressLine4"),
                    xml_child_text(node, "AddressLine5"), xml_child_text(node, "AddressLine6")};
    uk_add_address(e, lines, xml_child_text(node, "AddressPostalCode"),
                   xml_child_text(node, "AddressCountry"), false);
}

/* Elements with a meaning of their own as a whole; NULL when it is none of these. */
static const char *const *add_compound(entity *e, const xml_node *node)
{
    if (xml_is(node, "Name")) {
        add_name(e, node);
        return NAME_FIELDS;
    }
    if (xml_is(node, "NonLatinName")) {
        uk_add_script_name(e, xml_child_text(node, "NameNonLatinScript"),
                           xml_child_text(node, "NonLatinScriptLanguage"), false);
        return SCRIPT_FIELDS;
    }
    if (xml_is(node, "Address")) {
        add_address(e, node);
        return ADDRESS_FIELDS;
    }
    if (xml_is(node, "Passport")) {
        record_identifier(e, PROPERTY_PASSPORT_NUMBER, xml_child_text(node, "PassportNumber"), STR_NONE,
                          xml_child_text(node, "PassportAdditionalInformation"));
        return PASSPORT_FIELDS;
    }
    if (xml_is(node, "NationalIdentifier")) {
        record_identifier(e, PROPERTY_ID_NUMBER, xml_child_text(node, "NationalIdentifierNumber"), STR_NONE,
                          xml_child_text(node, "NationalIdentifierAdditionalInformation"));
        return NATIONAL_FIELDS;
    }
    if (xml_is(node, "Location")) {
        uk_add_birth_place(e, xml_child_text(node, "TownOfBirth"), xml_child_text(node, "CountryOfBirth"));
        return BIRTH_FIELDS;
    }
    return NULL;
}

/* The depth is bounded by the frame. False: no memory. */
static bool walk(list_job *job, entity *e, const xml_node *node)
{
    char where[72];
    for (const xml_node *child = node->first; child; child = child->next) {
        const uk_field *field = uk_field_of_element(child->name);
        const char *const *known = field ? NULL : add_compound(e, child);
        if (field) {
            uk_apply(e, field, child->text);
        } else if (known) {
            snprintf(where, sizeof where, "%.*s", (int)(child->name.len < 64 ? child->name.len : 64),
                     child->name.data);
            if (!record_check_children(job, child, known, where))
                return false;
        } else if (is_in(child->name, CONTAINERS)) {
            if (!walk(job, e, child))
                return false;
        } else if (!is_in(child->name, PASSED_OVER)) {
            static const char *const nothing[] = {NULL};
            const xml_node only = {.first = &(xml_node){.name = child->name}};
            snprintf(where, sizeof where, "%.*s", (int)(node->name.len < 64 ? node->name.len : 64),
                     node->name.data);
            if (!record_check_children(job, &only, nothing, where))
                return false;
        }
    }
    return true;
}

static itd_status read_designation(void *context, const xml_node *node, itd_error *error)
{
    uk_state *s = context;
    list_job *job = s->job;
    if (xml_is(node, "DateGenerated")) {
        job->result.date = record_day(job->arena, node->text);
        return ITD_OK;
    }
    itd_status status;
    entity *e = uk_new_entity(
        job, node->line, xml_child_text(node, "UniqueID"), xml_child_text(node, "IndividualEntityShip"),
        xml_child_text(node, "RegimeName"), xml_child_text(node, "DateDesignated"), &status, error);
    if (!e)
        return status;
    if (!walk(job, e, node))
        return error_memory(error);
    bool named = false;
    for (size_t i = 0; i < e->value_count; i++)
        named = named || e->values[i].name_kind != NAME_NOT_A_NAME;
    if (!named && !e->failed)
        return record_missing(s->file, node->line, "<Designation>", "a name", error);
    return record_add(job, e, node->line, error);
}

static xml_choice start(void *context, const xml_node *element)
{
    (void)context;
    if (!element->parent)
        return xml_is(element, "Designations") ? XML_DESCEND : XML_REFUSE;
    return xml_is(element, "Designation") || xml_is(element, "DateGenerated") ? XML_RECORD : XML_REFUSE;
}

static itd_status uk_read(list_job *job, itd_error *error)
{
    uk_state s = {job, &job->files[0]};
    job->result.title = str_of("UK sanctions list");
    job->result.publisher = str_of("Foreign, Commonwealth & Development Office");
    const xml_reader reader = {.context = &s,
                               .expected = "<Designations> of <Designation>",
                               .start = start,
                               .record = read_designation};
    itd_status status = xml_read(s.file, &reader, error);
    return status == ITD_OK ? record_finish(job, "<Designation>", error) : status;
}

static int uk_detect(const list_file *file)
{
    char storage[XML_SNIFF_CAP];
    return str_is(xml_sniff_root(file, storage), "Designations") ? 100 : 0;
}

extern const list_format list_uk_xml;
const list_format list_uk_xml = {
    .name = "uk-xml",
    .title = "UK sanctions list, XML",
    .default_dataset = "gb_fcdo_sanctions",
    .detect = uk_detect,
    .read = uk_read,
};
