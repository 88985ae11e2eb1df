/* OFAC's Advanced XML: SDN_ADVANCED.XML and CONS_ADVANCED.XML, root <Sanctions>: the frame, the dictionaries,
 * places and documents. Documented by the XSD that OFAC publishes beside the lists. */
#include "list/ofac/ofac_advanced.h"

#include "base/error.h"

#include <stdlib.h>

/* Dictionaries that the reader asks; the others it passes over. */
static const struct {
    const char *element;
    advanced_kind kind;
} sets[] = {
    {"AliasType", ADVANCED_ALIAS_TYPE},
    {"Country", ADVANCED_COUNTRY},
    {"DetailReference", ADVANCED_DETAIL},
    {"FeatureType", ADVANCED_FEATURE_TYPE},
    {"IDRegDocDateType", ADVANCED_DATE_TYPE},
    {"IDRegDocType", ADVANCED_DOCUMENT_TYPE},
    {"LegalBasis", ADVANCED_LEGAL_BASIS},
    {"List", ADVANCED_LIST},
    {"LocPartType", ADVANCED_PLACE_PART_TYPE},
    {"NamePartType", ADVANCED_NAME_PART_TYPE},
    {"PartySubType", ADVANCED_PARTY_SUBTYPE},
    {"PartyType", ADVANCED_PARTY_TYPE},
    {"RelationType", ADVANCED_RELATION_TYPE},
    {"SanctionsType", ADVANCED_SANCTIONS_TYPE},
    {"Script", ADVANCED_SCRIPT},
};

static advanced_slot *find_slot(advanced_slot *slots, size_t cap, advanced_kind kind,
                                unsigned long long number)
{
    uint64_t h = (number * 64 + kind) * 0x9E3779B97F4A7C15u;
    size_t at = (size_t)(h >> 20) & (cap - 1);
    while (slots[at].value && (slots[at].kind != kind || slots[at].number != number))
        at = (at + 1) & (cap - 1);
    return &slots[at];
}

void *advanced_get(const advanced *a, advanced_kind kind, str number)
{
    unsigned long long n;
    if (!a->slot_cap || !str_to_unsigned(number, &n))
        return NULL;
    return find_slot(a->slots, a->slot_cap, kind, n)->value;
}

str advanced_word_of(const advanced *a, advanced_kind kind, str number)
{
    const advanced_word *word = advanced_get(a, kind, number);
    return word ? word->text : STR_NONE;
}

static bool grow(advanced *a)
{
    size_t cap = a->slot_cap ? a->slot_cap * 2 : 1024;
    advanced_slot *larger = calloc(cap, sizeof *larger);
    if (!larger)
        return false;
    for (size_t i = 0; i < a->slot_cap; i++)
        if (a->slots[i].value)
            *find_slot(larger, cap, a->slots[i].kind, a->slots[i].number) = a->slots[i];
    free(a->slots);
    a->slots = larger;
    a->slot_cap = cap;
    return true;
}

itd_status advanced_put(advanced *a, advanced_kind kind, const xml_node *node, str number, void *value,
                        itd_error *error)
{
    unsigned long long n;
    if (!str_to_unsigned(number, &n))
        return error_at_line(error, ITD_ERROR_INPUT, a->file->path, node->line,
                             "<%.*s> needs a number as ID, found '%.*s'", STR_ARG(node->name),
                             STR_ARG(number));
    if (a->slot_count * 2 >= a->slot_cap && !grow(a))
        return error_memory(error);
    advanced_slot *slot = find_slot(a->slots, a->slot_cap, kind, n);
    a->slot_count += !slot->value;
    *slot = (advanced_slot){kind, n, value};
    return ITD_OK;
}

static itd_status read_word(advanced *a, const xml_node *node, itd_error *error)
{
    for (size_t i = 0; i < sizeof sets / sizeof sets[0]; i++) {
        if (!xml_is(node, sets[i].element))
            continue;
        advanced_word *word = arena_alloc(&a->memory, sizeof *word);
        if (!word)
            return error_memory(error);
        word->text = arena_str(&a->memory, node->text);
        if (!word->text.data)
            return error_memory(error);
        if (!str_to_unsigned(xml_attribute_of(node, "PartyTypeID"), &word->parent))
            word->parent = 0;
        return advanced_put(a, sets[i].kind, node, xml_attribute_of(node, "ID"), word, error);
    }
    return ITD_OK;
}

/* "ADDRESS1", "Address", "CITY", "STATE/PROVINCE", "POSTAL CODE", "REGION". */
static str *part_of(ofac_address *address, str type)
{
    if (str_find_nocase(type, str_of("address")) != SIZE_MAX)
        return &address->street;
    if (str_find_nocase(type, str_of("city")) != SIZE_MAX)
        return &address->city;
    if (str_find_nocase(type, str_of("postal")) != SIZE_MAX)
        return &address->postal_code;
    return &address->region;
}

static itd_status read_location(advanced *a, const xml_node *node, itd_error *error)
{
    ofac_address *address = arena_alloc(&a->memory, sizeof *address);
    if (!address)
        return error_memory(error);
    for (const xml_node *part = node->first; part; part = part->next) {
        if (xml_is(part, "LocationCountry") && str_empty(address->country))
            address->country = advanced_word_of(a, ADVANCED_COUNTRY, xml_attribute_of(part, "CountryID"));
        str value = xml_child_text(xml_child(part, "LocationPartValue"), "Value");
        if (!xml_is(part, "LocationPart") || str_empty(value))
            continue;
        str *to = part_of(
            address, advanced_word_of(a, ADVANCED_PLACE_PART_TYPE, xml_attribute_of(part, "LocPartTypeID")));
        *to = arena_str(&a->memory, ofac_join(&a->memory, *to, ", ", value));
        if (!to->data)
            return error_memory(error);
    }
    return advanced_put(a, ADVANCED_LOCATION, node, xml_attribute_of(node, "ID"), address, error);
}

static str document_note(advanced *a, const xml_node *node)
{
    str note = STR_NONE;
    arena *m = &a->memory;
    for (const xml_node *child = node->first; child; child = child->next) {
        str type = advanced_word_of(a, ADVANCED_DATE_TYPE, xml_attribute_of(child, "IDRegDocDateTypeID"));
        str date = advanced_period(m, xml_child(child, "DatePeriod"));
        if (!xml_is(child, "DocumentDate") || str_empty(date))
            continue;
        bool expires = str_find_nocase(type, str_of("expir")) != SIZE_MAX;
        note = ofac_join(m, note, " ", ofac_join(m, str_of(expires ? "expires" : "issued"), " ", date));
    }
    return note;
}

static itd_status read_document(advanced *a, const xml_node *node, itd_error *error)
{
    str identity = xml_attribute_of(node, "IdentityID"), by = xml_attribute_of(node, "IssuedBy-CountryID");
    advanced_document *document = arena_alloc(&a->memory, sizeof *document);
    if (!document)
        return error_memory(error);
    if (str_empty(by))
        by = xml_attribute_of(xml_child(node, "IssuedBy"), "CountryID");
    document->type = advanced_word_of(a, ADVANCED_DOCUMENT_TYPE, xml_attribute_of(node, "IDRegDocTypeID"));
    document->number = arena_str(&a->memory, xml_child_text(node, "IDRegistrationNo"));
    document->country = advanced_word_of(a, ADVANCED_COUNTRY, by);
    document->note = document_note(a, node);
    document->next = NULL;
    if (!document->number.data)
        return error_memory(error);
    advanced_document *first = advanced_get(a, ADVANCED_DOCUMENT, identity);
    if (!first)
        return advanced_put(a, ADVANCED_DOCUMENT, node, identity, document, error);
    while (first->next)
        first = first->next;
    first->next = document;
    return ITD_OK;
}

static xml_choice advanced_start(void *context, const xml_node *element)
{
    static const char *const groups[] = {"ReferenceValueSets",   "Locations",
                                         "IDRegDocuments",       "DistinctParties",
                                         "ProfileRelationships", "SanctionsEntries"};
    const xml_node *parent = element->parent;
    (void)context;
    if (!parent)
        return xml_is(element, "Sanctions") && str_empty(xml_attribute_of(element, "DeltaBaseVersion"))
                   ? XML_DESCEND
                   : XML_REFUSE;
    for (size_t i = 0; !parent->parent && i < sizeof groups / sizeof groups[0]; i++)
        if (xml_is(element, groups[i]))
            return XML_DESCEND;
    return xml_is(parent, "ReferenceValueSets") ? XML_DESCEND : XML_RECORD;
}

static itd_status advanced_record(void *context, const xml_node *node, itd_error *error)
{
    advanced *a = context;
    if (xml_is(node->parent->parent, "ReferenceValueSets"))
        return read_word(a, node, error);
    if (xml_is(node, "Location"))
        return read_location(a, node, error);
    if (xml_is(node, "IDRegDocument"))
        return read_document(a, node, error);
    if (xml_is(node, "DistinctParty"))
        return advanced_party(a, node, error);
    if (xml_is(node, "ProfileRelationship"))
        return advanced_relation(a, node, error);
    if (xml_is(node, "SanctionsEntry"))
        return advanced_entry(a, node, error);
    if (xml_is(node, "DateOfIssue")) {
        a->job->result.date = advanced_date(a->job->arena, node);
        return ITD_OK;
    }
    if (xml_is(node, "SanctionsEntryLinks") || xml_is(node, "Comment"))
        return ITD_OK;
    if (!list_unknown(a->job, node->name) ||
        !list_warn(a->job, "%s:%lu: unknown element <%.*s> in <%.*s>", a->file->path, node->line,
                   STR_ARG(node->name), STR_ARG(node->parent->name)))
        return error_memory(error);
    return ITD_OK;
}

static itd_status advanced_read(list_job *job, itd_error *error)
{
    advanced a = {.job = job, .file = &job->files[0]};
    ofac_describe(job);
    arena_init(&a.memory, job->arena->limit_size);
    itd_status status = xml_read(a.file,
                                 &(xml_reader){.context = &a,
                                               .expected = "<Sanctions>, whole and not a delta",
                                               .start = advanced_start,
                                               .record = advanced_record},
                                 error);
    if (status == ITD_OK && a.memory.failed)
        status = error_memory(error);
    if (status == ITD_OK)
        status = ofac_finish(job, a.file->path, -1, error);
    free(a.slots);
    arena_free(&a.memory);
    return status;
}

static int advanced_detect(const list_file *file)
{
    char storage[XML_SNIFF_CAP];
    return str_is(xml_sniff_root(file, storage), "Sanctions") ? 90 : 0;
}

/* The programmes stand at the end of the file. */
static const char *advanced_dataset(const list_file *file)
{
    list_file end = *file;
    size_t len = file->bytes.len < OFAC_DATASET_SCAN_LEN ? file->bytes.len : OFAC_DATASET_SCAN_LEN;
    end.bytes = str_make(file->bytes.data + (file->bytes.len - len), len);
    return ofac_dataset(&end);
}

extern const list_format list_ofac_advanced;
const list_format list_ofac_advanced = {
    .name = "ofac-advanced-xml",
    .title = "OFAC SDN and consolidated list, Advanced XML (SDN_ADVANCED.XML, CONS_ADVANCED.XML)",
    .default_dataset = "us_ofac_sdn",
    .detect = advanced_detect,
    .dataset = advanced_dataset,
    .read = advanced_read,
};
