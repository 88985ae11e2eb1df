/* OFAC's enhanced XML: SDN_ENHANCED.XML and CONS_ENHANCED.XML, root <sanctionsData>.
 *
 * One <entity> holds all that OFAC says of a party in words; <referenceValues> before them are asked only
 * where a feature names a word by number. It is the one form of OFAC's lists that tells of each entry since
 * when it is listed (datePublished of its <sanctionsList>). Ids are OFAC's, as in the other forms. */
#include "list/ofac/ofac_entity.h"

#include "base/error.h"
#include "list/entity_index.h"
#include "list/ofac/ofac_terms.h"
#include "list/record.h"

#include <stdlib.h>

typedef struct reference {
    str number, value;
} reference;

typedef struct enhanced {
    list_job *job;
    const list_file *file;
    entity_index index;
    reference *references;
    size_t reference_count, reference_cap;
    bool sorted;
} enhanced;

static const char *const ENTITY_CHILDREN[] = {
    "generalInfo", "sanctionsLists", "sanctionsPrograms", "sanctionsTypes",    "legalAuthorities",
    "names",       "addresses",      "features",          "identityDocuments", "relationships",
    NULL};
static const char *const GENERAL_CHILDREN[] = {"identityId", "entityType", "remarks", "title", NULL};
static const char *const NAME_CHILDREN[] = {"isPrimary",    "isLowQuality", "aliasType",
                                            "translations", "comments",     NULL};
static const char *const TRANSLATION_CHILDREN[] = {
    "isPrimary", "script", "formattedFirstName", "formattedLastName", "formattedFullName", "nameParts", NULL};
static const char *const DOCUMENT_CHILDREN[] = {"type",
                                                "name",
                                                "documentNumber",
                                                "isValid",
                                                "issuingCountry",
                                                "issuingAuthority",
                                                "issueDate",
                                                "expirationDate",
                                                "comments",
                                                "issuingLocation",
                                                NULL};
static const char *const FEATURE_CHILDREN[] = {"type",        "versionId", "value",    "valueRefId",
                                               "valueDate",   "isPrimary", "comments", "location",
                                               "reliability", NULL};
static const char *const RELATION_CHILDREN[] = {"type",     "relatedEntity", "dateEstablished",
                                                "comments", "isFormer",      NULL};

static bool says_true(const xml_node *node, const char *child)
{
    return str_equal_nocase(xml_child_text(node, child), str_of("true"));
}

/* ---- the dictionary ---- */

static itd_status add_reference(enhanced *a, const xml_node *node, itd_error *error)
{
    if (a->reference_count == a->reference_cap) {
        reference *larger =
            arena_grow(a->job->arena, a->references, a->reference_count, &a->reference_cap, sizeof *larger);
        if (!larger)
            return error_memory(error);
        a->references = larger;
    }
    reference r = {arena_str(a->job->arena, xml_attribute_of(node, "refId")),
                   arena_str(a->job->arena, xml_child_text(node, "value"))};
    if (!r.number.data || !r.value.data)
        return error_memory(error);
    a->references[a->reference_count++] = r;
    return ITD_OK;
}

static int compare_references(const void *left, const void *right)
{
    return str_compare(((const reference *)left)->number, ((const reference *)right)->number);
}

static str word_of(enhanced *a, str number)
{
    if (!a->sorted && a->reference_count)
        qsort(a->references, a->reference_count, sizeof *a->references, compare_references);
    a->sorted = true;
    reference wanted = {number, STR_NONE};
    const reference *found = a->reference_count ? bsearch(&wanted, a->references, a->reference_count,
                                                          sizeof wanted, compare_references)
                                                : NULL;
    return found ? found->value : STR_NONE;
}

/* ---- names ---- */

static str full_name(entity *e, const xml_node *translation)
{
    str full = xml_child_text(translation, "formattedFullName");
    if (!str_empty(full))
        return full;
    full = ofac_join(e->arena, xml_child_text(translation, "formattedLastName"), ", ",
                     xml_child_text(translation, "formattedFirstName"));
    const xml_node *parts = str_empty(full) ? xml_child(translation, "nameParts") : NULL;
    for (const xml_node *part = parts ? parts->first : NULL; part; part = part->next)
        full = ofac_join(e->arena, full, " ", xml_child_text(part, "value"));
    return full;
}

static bool is_latin(const xml_node *translation)
{
    str script = xml_child_text(translation, "script");
    return str_empty(script) || str_equal_nocase(script, str_of("latin"));
}

/* The translation that stands for the primary name: the list's own choice of those in Latin script. */
static const xml_node *best_translation(const xml_node *name)
{
    const xml_node *translations = xml_child(name, "translations"), *best = NULL;
    for (const xml_node *t = translations ? translations->first : NULL; t; t = t->next)
        if (xml_is(t, "translation") && is_latin(t) &&
            (!best || (!says_true(best, "isPrimary") && says_true(t, "isPrimary"))))
            best = t;
    return best;
}

static void add_name(entity *e, const xml_node *name, bool primary)
{
    const xml_node *translations = xml_child(name, "translations"),
                   *best = primary ? best_translation(name) : NULL;
    for (const xml_node *t = translations ? translations->first : NULL; t; t = t->next) {
        str text = full_name(e, t);
        if (str_empty(text))
            continue;
        if (!is_latin(t))
            entity_add_name(e, PROPERTY_NAME, NAME_ORIGINAL, text);
        else if (t == best)
            ofac_add_primary_name(e, text);
        else
            ofac_add_alias(e, xml_child_text(name, "aliasType"), says_true(name, "isLowQuality"), text);
    }
}

/* The first name that is marked as primary and has one in Latin script. */
static const xml_node *primary_name(const xml_node *names)
{
    for (const xml_node *name = names ? names->first : NULL; name; name = name->next)
        if (says_true(name, "isPrimary") && best_translation(name))
            return name;
    return NULL;
}

static bool add_names(enhanced *a, entity *e, const xml_node *names, const xml_node *primary)
{
    for (const xml_node *name = names->first; name; name = name->next) {
        add_name(e, name, name == primary);
        if (!record_check_children(a->job, name, NAME_CHILDREN, "name"))
            return false;
        const xml_node *translations = xml_child(name, "translations");
        for (const xml_node *t = translations ? translations->first : NULL; t; t = t->next)
            if (!record_check_children(a->job, t, TRANSLATION_CHILDREN, "translation"))
                return false;
    }
    return true;
}

/* ---- places, numbers, features ---- */

static str *place_of(ofac_address *place, str type)
{
    if (str_find_nocase(type, str_of("city")) != SIZE_MAX)
        return &place->city;
    if (str_find_nocase(type, str_of("state")) != SIZE_MAX ||
        str_find_nocase(type, str_of("province")) != SIZE_MAX ||
        str_find_nocase(type, str_of("region")) != SIZE_MAX)
        return &place->region;
    return str_find_nocase(type, str_of("postal")) != SIZE_MAX ? &place->postal_code : &place->street;
}

/* The parts of the first translation in Latin script, and the country. */
static void add_address(entity *e, const xml_node *node)
{
    ofac_address place = {.country = xml_child_text(node, "country")};
    const xml_node *translations = xml_child(node, "translations"), *chosen = NULL;
    for (const xml_node *t = translations ? translations->first : NULL; t; t = t->next)
        if (!chosen || (!is_latin(chosen) && is_latin(t)))
            chosen = t;
    const xml_node *parts = xml_child(chosen, "addressParts");
    for (const xml_node *part = parts ? parts->first : NULL; part; part = part->next) {
        str *to = place_of(&place, xml_child_text(part, "type"));
        *to = ofac_join(e->arena, *to, ", ", xml_child_text(part, "value"));
    }
    ofac_add_address(e, &place);
}

static void add_document(entity *e, const xml_node *node)
{
    str issued = xml_child_text(node, "issueDate"), expires = xml_child_text(node, "expirationDate");
    arena *m = e->arena;
    str note = ofac_join(m, issued.len ? str_of("issued") : STR_NONE, " ", issued);
    note = ofac_join(m, note, " ", ofac_join(m, expires.len ? str_of("expires") : STR_NONE, " ", expires));
    if (str_equal_nocase(xml_child_text(node, "isValid"), str_of("false")))
        note = ofac_join(m, note, "; ", str_of("said to be not valid"));
    note = ofac_join(m, note, "; ", xml_child_text(node, "comments"));
    str number = xml_child_text(node, "documentNumber"), label = xml_child_text(node, "type");
    if (!str_empty(number))
        ofac_add_term(e, &(ofac_term){.label = label,
                                      .value = number,
                                      .country = xml_child_text(node, "issuingCountry"),
                                      .note = note});
}

/* "1951-01-01" of <fromDateBegin> to that of <toDateEnd>, where the feature has no text. */
static str date_value(entity *e, const xml_node *date)
{
    str from = xml_child_text(date, "fromDateBegin"), to = xml_child_text(date, "toDateEnd");
    if (str_empty(to))
        to = xml_child_text(date, "fromDateEnd");
    return str_empty(to) || str_equal(from, to) ? from : ofac_join(e->arena, from, " to ", to);
}

static void add_feature(enhanced *a, entity *e, const xml_node *node)
{
    str label = xml_child_text(node, "type"), value = xml_child_text(node, "value");
    if (str_empty(value))
        value = date_value(e, xml_child(node, "valueDate"));
    if (str_empty(value))
        value = word_of(a, xml_child_text(node, "valueRefId"));
    if (!str_empty(value))
        ofac_add_term(e, &(ofac_term){.label = label, .value = value});
}

/* ---- listings ---- */

/* The day since when the party is on a list: the first one, where it is on several. */
static str listed_since(entity *e, const xml_node *lists)
{
    str first = STR_NONE;
    for (const xml_node *list = lists ? lists->first : NULL; list; list = list->next) {
        str day = xml_attribute_of(list, "datePublished");
        day = day.len >= 10 ? record_date_text(e, str_make(day.data, 10)) : STR_NONE;
        if (!str_empty(day) && (str_empty(first) || str_compare(day, first) < 0))
            first = day;
    }
    return first;
}

static str texts_of(entity *e, const xml_node *node)
{
    str all = STR_NONE;
    for (const xml_node *child = node ? node->first : NULL; child; child = child->next)
        if (!str_empty(child->text) && str_find(all, child->text) == SIZE_MAX)
            all = ofac_join(e->arena, all, "; ", child->text);
    return all;
}

static void add_listings(entity *e, str number, const xml_node *entry)
{
    const xml_node *lists = xml_child(entry, "sanctionsLists"),
                   *programs = xml_child(entry, "sanctionsPrograms");
    str since = listed_since(e, lists),
        basis = record_copy(e, texts_of(e, xml_child(entry, "legalAuthorities")));
    for (const xml_node *p = programs ? programs->first : NULL; p; p = p->next)
        ofac_add_program(e, number, p->text);
    for (const xml_node *l = lists ? lists->first : NULL; l && !e->listing_count; l = l->next)
        ofac_add_program(e, number, l->text);
    for (size_t i = 0; i < e->listing_count; i++) {
        e->listings[i].listing_date = since;
        e->listings[i].legal_basis = basis;
    }
    str types = texts_of(e, xml_child(entry, "sanctionsTypes"));
    if (!str_empty(types))
        ofac_add_note(e, str_of("Sanctions type:"), types);
}

/* ---- relations ---- */

/* The other party may come later: its id is known at once, what it is at the end (tie_relations). */
static void add_relation(entity *e, const xml_node *node)
{
    const xml_node *other = xml_child(node, "relatedEntity");
    str number = xml_attribute_of(other, "entityId"), type = xml_child_text(node, "type");
    if (!str_is_digits(number))
        return;
    entity_link *link = entity_add_link(e, SCHEMA_UNKNOWN_LINK);
    if (!link)
        return;
    link->target_id = record_id(e->arena, "ofac", number);
    link->target_name = record_copy(e, other->text);
    bool former = says_true(node, "isFormer");
    link->role = record_copy(e, ofac_join(e->arena, str_of(former ? "former:" : ""), " ", type));
    link->start_date = record_date_text(e, xml_child_text(node, "dateEstablished"));
    e->failed |= str_empty(link->target_id);
}

static itd_status tie_relations(enhanced *a, itd_error *error)
{
    const list_result *r = &a->job->result;
    for (size_t i = 0; i < r->entity_count; i++) {
        entity *e = r->entities[i];
        for (size_t k = 0; k < e->link_count; k++) {
            entity **slot = entity_index_slot(&a->index, a->job->arena, e->links[k].target_id);
            if (!slot)
                return error_memory(error);
            const entity *to = *slot;
            e->links[k].schema = ofac_link_schema(
                e->links[k].role, e->schema, to ? to->schema : SCHEMA_LEGAL_ENTITY, &e->links[k].reversed);
        }
    }
    return ITD_OK;
}

/* ---- one entity ---- */

static bool add_children(enhanced *a, entity *e, const xml_node *parent, const char *const *known,
                         void add(entity *, const xml_node *))
{
    for (const xml_node *child = parent ? parent->first : NULL; child; child = child->next) {
        if (known && !record_check_children(a->job, child, known, "entity"))
            return false;
        if (add)
            add(e, child);
        else
            add_feature(a, e, child);
    }
    return true;
}

static bool add_parts(enhanced *a, entity *e, const xml_node *node, const xml_node *primary)
{
    const xml_node *general = xml_child(node, "generalInfo");
    if (!add_names(a, e, xml_child(node, "names"), primary) ||
        !add_children(a, e, xml_child(node, "addresses"), NULL, add_address) ||
        !add_children(a, e, xml_child(node, "identityDocuments"), DOCUMENT_CHILDREN, add_document) ||
        !add_children(a, e, xml_child(node, "features"), FEATURE_CHILDREN, NULL) ||
        !add_children(a, e, xml_child(node, "relationships"), RELATION_CHILDREN, add_relation))
        return false;
    str title = xml_child_text(general, "title"), remarks = xml_child_text(general, "remarks");
    if (!str_empty(title))
        ofac_add_term(e, &(ofac_term){.label = str_of("Title"), .value = title});
    if (!str_empty(remarks))
        ofac_add_note(e, STR_NONE, remarks);
    return record_check_children(a->job, general, GENERAL_CHILDREN, "generalInfo") &&
           record_check_children(a->job, node, ENTITY_CHILDREN, "entity");
}

static itd_status read_entity(enhanced *a, const xml_node *node, itd_error *error)
{
    list_job *job = a->job;
    str number = xml_attribute_of(node, "id");
    str type = xml_child_text(xml_child(node, "generalInfo"), "entityType");
    const xml_node *primary = primary_name(xml_child(node, "names"));
    schema_id schema;
    if (!str_is_digits(number))
        return record_missing(a->file, node->line, "<entity>", "an id of digits", error);
    if (str_empty(type) || !ofac_schema(type, &schema))
        return error_at_line(
            error, ITD_ERROR_INPUT, a->file->path, node->line,
            "entity %.*s is of the type '%.*s'; expected Individual, Entity, Vessel or Aircraft",
            STR_ARG(number), (int)(type.len < 40 ? type.len : 40), type.len ? type.data : "");
    if (!primary)
        return error_at_line(error, ITD_ERROR_INPUT, a->file->path, node->line,
                             "entity %.*s has no primary name in Latin script", STR_ARG(number));
    entity *e = ofac_new_entity(job, number, schema);
    entity **slot = e ? entity_index_slot(&a->index, job->arena, e->id) : NULL;
    if (!slot)
        return error_memory(error);
    if (*slot)
        return error_at_line(error, ITD_ERROR_INPUT, a->file->path, node->line, "entity %.*s is there twice",
                             STR_ARG(number));
    *slot = e;
    add_listings(e, number, node);
    if (!add_parts(a, e, node, primary))
        return error_memory(error);
    return record_add(job, e, node->line, error);
}

/* ---- the file ---- */

static xml_choice start(void *context, const xml_node *element)
{
    (void)context;
    const xml_node *parent = element->parent;
    if (!parent)
        return xml_is(element, "sanctionsData") ? XML_DESCEND : XML_REFUSE;
    if (xml_is(parent, "sanctionsData"))
        return xml_is(element, "entities") || xml_is(element, "referenceValues") ||
                       xml_is(element, "featureTypes")
                   ? XML_DESCEND
                   : XML_RECORD;
    if (xml_is(parent, "entities"))
        return xml_is(element, "entity") ? XML_RECORD : XML_REFUSE;
    return XML_RECORD;
}

static itd_status record(void *context, const xml_node *node, itd_error *error)
{
    enhanced *a = context;
    if (xml_is(node, "entity"))
        return read_entity(a, node, error);
    if (xml_is(node, "referenceValue"))
        return add_reference(a, node, error);
    if (xml_is(node, "publicationInfo")) {
        str day = xml_child_text(node, "dataAsOf");
        a->job->result.date = day.len >= 10 ? record_day(a->job->arena, str_make(day.data, 10)) : STR_NONE;
    } else if (!xml_is(node, "featureType") && !list_unknown(a->job, node->name)) {
        return error_memory(error);
    }
    return ITD_OK;
}

static itd_status enhanced_read(list_job *job, itd_error *error)
{
    enhanced a = {.job = job, .file = &job->files[0]};
    ofac_describe(job);
    const xml_reader reader = {.context = &a,
                               .expected = "<sanctionsData> with <entities> of <entity>",
                               .start = start,
                               .record = record};
    itd_status status = xml_read(a.file, &reader, error);
    if (status == ITD_OK)
        status = tie_relations(&a, error);
    return status == ITD_OK ? ofac_finish(job, a.file->path, -1, error) : status;
}

static int enhanced_detect(const list_file *file)
{
    char storage[XML_SNIFF_CAP];
    return str_is(xml_sniff_root(file, storage), "sanctionsData") ? 100 : 0;
}

/* <filters> at the beginning names the list. */
static const char *enhanced_dataset(const list_file *file)
{
    str head = str_make(file->bytes.data, file->bytes.len < 65536 ? file->bytes.len : 65536);
    size_t end = str_find(head, str_of("</publicationInfo>"));
    if (end != SIZE_MAX)
        head.len = end;
    if (end != SIZE_MAX && str_find(head, str_of(">SDN List<")) != SIZE_MAX)
        return "us_ofac_sdn";
    if (end != SIZE_MAX && str_find(head, str_of(">Consolidated List<")) != SIZE_MAX)
        return "us_ofac_cons";
    return ofac_dataset(file);
}

extern const list_format list_ofac_enhanced;
const list_format list_ofac_enhanced = {
    .name = "ofac-enhanced-xml",
    .title = "OFAC SDN and consolidated list, enhanced XML",
    .default_dataset = "us_ofac_sdn",
    .detect = enhanced_detect,
    .dataset = enhanced_dataset,
    .read = enhanced_read,
};
