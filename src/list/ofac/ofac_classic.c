/* OFAC's classic XML: SDN.XML and CONSOLIDATED.XML, root <sdnList>.
 *
 * Documented at OFAC, "SDN List data formats and data schemas". Both lists have the same schema; which one it
 * is shows in the programmes. */
#include "list/ofac/ofac_entity.h"

#include "base/error.h"
#include "list/ofac/ofac_remarks.h"
#include "list/ofac/ofac_terms.h"
#include "list/xml.h"

typedef struct classic {
    list_job *job;
    const list_file *file;
    long long stated; /* Record_Count, or -1 */
} classic;

static xml_choice classic_start(void *context, const xml_node *element)
{
    (void)context;
    if (!element->parent)
        return xml_is(element, "sdnList") ? XML_DESCEND : XML_REFUSE;
    return XML_RECORD;
}

/* Reports the children that are not in `known`, a list that ends with NULL. */
static bool report_unknown(classic *c, const xml_node *node, const char *const *known)
{
    for (const xml_node *child = node->first; child; child = child->next) {
        size_t i = 0;
        while (known[i] && !xml_is(child, known[i]))
            i++;
        if (known[i])
            continue;
        str name = ofac_join(c->job->arena, node->name, "/", child->name);
        if (!list_unknown(c->job, name) ||
            !list_warn(c->job, "%s:%lu: unknown element <%.*s> in <%.*s>", c->file->path, child->line,
                       STR_ARG(child->name), STR_ARG(node->name)))
            return false;
    }
    return true;
}

static itd_status read_publication(classic *c, const xml_node *node, itd_error *error)
{
    static const char *const known[] = {"Publish_Date", "Record_Count", NULL};
    unsigned long long count;
    str date = xml_child_text(node, "Publish_Date");
    c->job->result.date = ofac_publish_date(c->job->arena, date);
    if (str_empty(c->job->result.date) && !list_warn(c->job, "%s:%lu: Publish_Date '%.*s' is no date",
                                                     c->file->path, node->line, STR_ARG(date)))
        return error_memory(error);
    if (str_to_unsigned(xml_child_text(node, "Record_Count"), &count) && count <= INT32_MAX)
        c->stated = (long long)count;
    return report_unknown(c, node, known) ? ITD_OK : error_memory(error);
}

static str full_name(arena *a, const xml_node *node)
{
    return ofac_join(a, xml_child_text(node, "lastName"), ", ", xml_child_text(node, "firstName"));
}

static bool read_aliases(classic *c, entity *e, const xml_node *list)
{
    static const char *const known[] = {"uid", "type", "category", "lastName", "firstName", NULL};
    for (const xml_node *aka = list ? list->first : NULL; aka; aka = aka->next) {
        bool weak = str_equal_nocase(xml_child_text(aka, "category"), str_of("weak"));
        ofac_add_alias(e, xml_child_text(aka, "type"), weak, full_name(e->arena, aka));
        if (!report_unknown(c, aka, known))
            return false;
    }
    return true;
}

static bool read_addresses(classic *c, entity *e, const xml_node *list)
{
    static const char *const known[] = {
        "uid", "address1", "address2", "address3", "city", "stateOrProvince", "postalCode", "country", NULL};
    arena *a = e->arena;
    for (const xml_node *node = list ? list->first : NULL; node; node = node->next) {
        str street = ofac_join(a, xml_child_text(node, "address1"), ", ", xml_child_text(node, "address2"));
        ofac_add_address(
            e, &(ofac_address){.street = ofac_join(a, street, ", ", xml_child_text(node, "address3")),
                               .city = xml_child_text(node, "city"),
                               .region = xml_child_text(node, "stateOrProvince"),
                               .postal_code = xml_child_text(node, "postalCode"),
                               .country = xml_child_text(node, "country")});
        if (!report_unknown(c, node, known))
            return false;
    }
    return true;
}

static bool read_ids(classic *c, entity *e, const xml_node *list)
{
    static const char *const known[] = {"uid",       "idType",         "idNumber", "idCountry",
                                        "issueDate", "expirationDate", NULL};
    arena *a = e->arena;
    for (const xml_node *id = list ? list->first : NULL; id; id = id->next) {
        str issued = xml_child_text(id, "issueDate"), expires = xml_child_text(id, "expirationDate");
        str note = str_empty(issued) ? STR_NONE : ofac_join(a, str_of("issued"), " ", issued);
        if (!str_empty(expires))
            note = ofac_join(a, note, " ", ofac_join(a, str_of("expires"), " ", expires));
        ofac_add_term(e, &(ofac_term){.label = xml_child_text(id, "idType"),
                                      .value = xml_child_text(id, "idNumber"),
                                      .country = xml_child_text(id, "idCountry"),
                                      .note = arena_str(a, note)});
        if (!report_unknown(c, id, known))
            return false;
    }
    return true;
}

/* Lists whose items hold a uid, one value and mainEntry. */
static bool read_items(classic *c, entity *e, const xml_node *list, const char *value, const char *label)
{
    const char *const known[] = {"uid", value, "mainEntry", NULL};
    for (const xml_node *item = list ? list->first : NULL; item; item = item->next) {
        ofac_add_term(e, &(ofac_term){.label = str_of(label), .value = xml_child_text(item, value)});
        if (!report_unknown(c, item, known))
            return false;
    }
    return true;
}

static bool read_vessel(classic *c, entity *e, const xml_node *info)
{
    static const struct {
        const char *element, *label;
    } fields[] = {
        {"callSign", "Vessel Call Sign"}, {"vesselType", "Vessel Type"},
        {"vesselFlag", "Vessel Flag"},    {"vesselOwner", "Vessel Owner"},
        {"tonnage", "Tonnage"},           {"grossRegisteredTonnage", "Gross Registered Tonnage"},
    };
    static const char *const known[] = {
        "callSign", "vesselType", "vesselFlag", "vesselOwner", "tonnage", "grossRegisteredTonnage", NULL};
    for (size_t i = 0; info && i < sizeof fields / sizeof fields[0]; i++) {
        str value = xml_child_text(info, fields[i].element);
        if (!str_empty(value))
            ofac_add_term(e, &(ofac_term){.label = str_of(fields[i].label), .value = value});
    }
    return !info || report_unknown(c, info, known);
}

static bool read_details(classic *c, entity *e, const xml_node *node)
{
    str title = xml_child_text(node, "title");
    if (!str_empty(title))
        ofac_add_term(e, &(ofac_term){.label = str_of("Title"), .value = title});
    bool ok = read_aliases(c, e, xml_child(node, "akaList")) &&
              read_addresses(c, e, xml_child(node, "addressList")) &&
              read_ids(c, e, xml_child(node, "idList")) &&
              read_items(c, e, xml_child(node, "nationalityList"), "country", "nationality") &&
              read_items(c, e, xml_child(node, "citizenshipList"), "country", "citizen") &&
              read_items(c, e, xml_child(node, "dateOfBirthList"), "dateOfBirth", "DOB") &&
              read_items(c, e, xml_child(node, "placeOfBirthList"), "placeOfBirth", "POB") &&
              read_vessel(c, e, xml_child(node, "vesselInfo"));
    ofac_read_remarks(e, xml_child_text(node, "remarks"));
    return ok;
}

static itd_status read_entry(classic *c, const xml_node *node, itd_error *error)
{
    static const char *const known[] = {"uid",
                                        "firstName",
                                        "lastName",
                                        "title",
                                        "sdnType",
                                        "remarks",
                                        "programList",
                                        "idList",
                                        "addressList",
                                        "akaList",
                                        "nationalityList",
                                        "citizenshipList",
                                        "dateOfBirthList",
                                        "placeOfBirthList",
                                        "vesselInfo",
                                        NULL};
    str uid = xml_child_text(node, "uid"), type = xml_child_text(node, "sdnType");
    schema_id schema;
    if (!str_is_digits(uid))
        return error_at_line(error, ITD_ERROR_INPUT, c->file->path, node->line,
                             "<sdnEntry> without <uid>; expected a number");
    if (str_empty(xml_child_text(node, "lastName")))
        return error_at_line(error, ITD_ERROR_INPUT, c->file->path, node->line,
                             "entry %.*s has no <lastName>, which every entry must have", STR_ARG(uid));
    if (!xml_child(node, "sdnType") || !ofac_schema(type, &schema))
        return error_at_line(error, ITD_ERROR_INPUT, c->file->path, node->line,
                             "entry %.*s: <sdnType> '%.*s'; expected Individual, Entity, Vessel or Aircraft",
                             STR_ARG(uid), STR_ARG(type));
    entity *e = ofac_new_entity(c->job, uid, schema);
    if (!e)
        return error_memory(error);
    ofac_add_primary_name(e, full_name(e->arena, node));
    const xml_node *programs = xml_child(node, "programList");
    for (const xml_node *p = programs ? programs->first : NULL; p; p = p->next)
        ofac_add_program(e, uid, p->text);
    if (!read_details(c, e, node) || !report_unknown(c, node, known) || e->failed ||
        !list_add_entity(c->job, e))
        return error_memory(error);
    return ITD_OK;
}

static itd_status classic_record(void *context, const xml_node *node, itd_error *error)
{
    classic *c = context;
    if (xml_is(node, "sdnEntry"))
        return read_entry(c, node, error);
    /* OFAC's files really say <publshInformation> */
    if (xml_is(node, "publshInformation") || xml_is(node, "publishInformation"))
        return read_publication(c, node, error);
    if (!list_unknown(c->job, node->name) || !list_warn(c->job, "%s:%lu: unknown element <%.*s> in <sdnList>",
                                                        c->file->path, node->line, STR_ARG(node->name)))
        return error_memory(error);
    return ITD_OK;
}

static itd_status classic_read(list_job *job, itd_error *error)
{
    ofac_describe(job);
    classic c = {.job = job, .file = &job->files[0], .stated = -1};
    itd_status status = xml_read(
        c.file,
        &(xml_reader){
            .context = &c, .expected = "<sdnList>", .start = classic_start, .record = classic_record},
        error);
    return status == ITD_OK ? ofac_finish(job, c.file->path, c.stated, error) : status;
}

static int classic_detect(const list_file *file)
{
    char storage[XML_SNIFF_CAP];
    return str_is(xml_sniff_root(file, storage), "sdnList") ? 100 : 0;
}

extern const list_format list_ofac_classic;
const list_format list_ofac_classic = {
    .name = "ofac-classic-xml",
    .title = "OFAC SDN and consolidated list, classic XML (SDN.XML, CONSOLIDATED.XML)",
    .default_dataset = "us_ofac_sdn",
    .detect = classic_detect,
    .dataset = ofac_dataset,
    .read = classic_read,
};
