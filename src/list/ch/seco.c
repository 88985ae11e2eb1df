/* The Swiss list of SECO: <swiss-sanctions-list> of <sanctions-program>, <target> and <place>.
 *
 * Ids are ch-<ssid of the target>. A name is made of parts in order; every combination of the spelling
 * variants of its parts is a name too, so each variant of a part gives the name once with that part changed.
 * Places are resolved through their ssid, wherever in the file they stand. A target without a party is passed
 * over, and so is one whose last change was its de-listing. */
#include "base/error.h"
#include "list/entity_index.h"
#include "list/record.h"
#include "list/script.h"
#include "model/partial_date.h"

#include <stdio.h>

enum { NAME_PART_MAX = 16 };

typedef struct seco_set {
    str ssid, program, name; /* sanctions-set → key and name of its programme */
    struct seco_set *next;
} seco_set;

typedef struct seco_place {
    str ssid, text, country;
    struct seco_place *next;
} seco_place;

/* A place that an entity names by its ssid, to be put in at the end of the file. */
typedef struct seco_reference {
    entity *e;
    str place_id;
    size_t address; /* index of the address, or SIZE_MAX for a place of birth */
    struct seco_reference *next;
} seco_reference;

typedef struct seco_state {
    list_job *job;
    const list_file *file;
    seco_set *sets;
    seco_place *places;
    seco_reference *references;
} seco_state;

static const char *const TARGET_FIELDS[] = {
    "sanctions-set-id", "foreign-identifier", "individual",        "entity",
    "object",           "modification",       "generic-attribute", NULL};
static const char *const PARTY_FIELDS[] = {"identity", "justification",     "other-information",
                                           "relation", "generic-attribute", NULL};
static const char *const IDENTITY_FIELDS[] = {
    "name",           "day-month-year",          "address",           "nationality",
    "place-of-birth", "identification-document", "generic-attribute", NULL};
static const char *const ADDRESS_FIELDS[] = {"remark", "c-o", "address-details", "p-o-box", "zip-code", NULL};
static const char *const PROGRAM_FIELDS[] = {"program-key", "program-name", "sanctions-set", "origin", NULL};

/* ---- programmes and places ---- */

static bool is_english(const xml_node *node)
{
    str lang = xml_attribute_of(node, "lang");
    return str_empty(lang) || str_is(lang, "eng");
}

static str english_child(const xml_node *node, const char *name)
{
    for (const xml_node *child = node->first; child; child = child->next)
        if (xml_is(child, name) && is_english(child))
            return child->text;
    return xml_child_text(node, name);
}

static itd_status read_program(seco_state *s, const xml_node *node, itd_error *error)
{
    arena *a = s->job->arena;
    str key = arena_str(a, english_child(node, "program-key")),
        name = arena_str(a, english_child(node, "program-name"));
    for (const xml_node *child = node->first; child; child = child->next) {
        if (!xml_is(child, "sanctions-set") || !is_english(child))
            continue;
        seco_set *set = arena_alloc(a, sizeof *set);
        if (!set)
            return error_memory(error);
        *set = (seco_set){arena_str(a, xml_attribute_of(child, "ssid")), key, name, s->sets};
        s->sets = set;
    }
    return record_check_children(s->job, node, PROGRAM_FIELDS, "sanctions-program") ? ITD_OK
                                                                                    : error_memory(error);
}

static itd_status read_place(seco_state *s, const xml_node *node, itd_error *error)
{
    bool failed = false;
    seco_place *place = arena_alloc(s->job->arena, sizeof *place);
    if (!place)
        return error_memory(error);
    const xml_node *country = xml_child(node, "country");
    str code = xml_attribute_of(country, "iso-code");
    str parts[] = {xml_child_text(node, "location"), xml_child_text(node, "area"),
                   country ? country->text : STR_NONE};
    place->ssid = arena_str(s->job->arena, xml_attribute_of(node, "ssid"));
    place->text = record_join(s->job->arena, parts, 2, ", ", &failed);
    place->country = arena_str(s->job->arena, str_empty(code) ? parts[2] : code);
    place->next = s->places;
    s->places = place;
    return failed ? error_memory(error) : ITD_OK;
}

/* ---- names ---- */

static int part_order(const xml_node *part)
{
    unsigned long long order = 0;
    return str_to_unsigned(xml_attribute_of(part, "order"), &order) && order < 1000 ? (int)order : 1000;
}

/* The parts in their order; how many. */
static size_t collect_parts(const xml_node *name, const xml_node *parts[NAME_PART_MAX])
{
    size_t count = 0;
    for (const xml_node *part = name->first; part && count < NAME_PART_MAX; part = part->next) {
        if (!xml_is(part, "name-part"))
            continue;
        size_t at = count++;
        for (; at > 0 && part_order(parts[at - 1]) > part_order(part); at--)
            parts[at] = parts[at - 1];
        parts[at] = part;
    }
    return count;
}

static bool is_family(const xml_node *part)
{
    return str_is(xml_attribute_of(part, "name-part-type"), "family-name");
}

/* Given names first, as in every other list; a variant may stand in for the value of one part. */
static str name_of(entity *e, const xml_node *const *parts, size_t count, size_t changed, str variant)
{
    str words[2 * NAME_PART_MAX];
    size_t used = 0;
    for (int family = 0; family < 2; family++)
        for (size_t i = 0; i < count; i++)
            if (is_family(parts[i]) == (family == 1))
                words[used++] = i == changed ? variant : xml_child_text(parts[i], "value");
    return record_words(e, words, used);
}

static bool has_name(entity *e, str name)
{
    for (name_kind kind = NAME_PRIMARY; kind < NAME_KIND_COUNT; kind++)
        if (entity_find(e, ENTITY_ANY, (int)kind, name))
            return true;
    return false;
}

/* Spelling variants are names taken out of others, so they are matched but not counted. */
static void add_variants(entity *e, const xml_node *const *parts, size_t count, property_id p, name_kind kind)
{
    for (size_t i = 0; i < count; i++) {
        for (const xml_node *variant = parts[i]->first; variant; variant = variant->next) {
            if (!xml_is(variant, "spelling-variant") || str_empty(variant->text))
                continue;
            str name = name_of(e, parts, count, i, variant->text);
            if (has_name(e, name))
                continue;
            entity_value *v = entity_add_name(e, p, name_is_original(name) ? NAME_ORIGINAL : kind, name);
            if (v) {
                v->derived = true;
                v->lang = record_copy(e, xml_attribute_of(variant, "lang"));
            }
        }
    }
}

static void add_name(entity *e, const xml_node *node)
{
    const xml_node *parts[NAME_PART_MAX];
    size_t count = collect_parts(node, parts);
    str type = xml_attribute_of(node, "name-type"), name = name_of(e, parts, count, SIZE_MAX, STR_NONE);
    property_id p = PROPERTY_ALIAS;
    name_kind kind = NAME_ALIAS;
    bool primary = str_is(type, "primary-name");
    if (str_is(xml_attribute_of(node, "quality"), "low")) {
        p = PROPERTY_WEAK_ALIAS;
        kind = NAME_WEAK;
    } else if (primary) {
        p = PROPERTY_NAME;
        kind = name_is_original(name) ? NAME_ORIGINAL : NAME_PRIMARY;
    } else if (str_is(type, "formerly-known-as")) {
        p = PROPERTY_PREVIOUS_NAME;
        kind = NAME_FORMER;
    } else if (name_is_original(name)) {
        kind = NAME_ORIGINAL;
    }
    entity_value *v = entity_add_name(e, p, kind, name);
    if (v)
        v->lang = record_copy(e, xml_attribute_of(node, "lang"));
    add_variants(e, parts, count, primary ? PROPERTY_ALIAS : p, kind == NAME_PRIMARY ? NAME_ALIAS : kind);
}

/* ---- dates, documents, addresses ---- */

static int number_of(const xml_node *node, const char *attribute)
{
    unsigned long long value = 0;
    return str_to_unsigned(xml_attribute_of(node, attribute), &value) && value < 10000 ? (int)value : 0;
}

static void add_date(entity *e, const xml_node *node)
{
    partial_date date = {0};
    bool known = partial_date_from_numbers(number_of(node, "year"), number_of(node, "month"),
                                           number_of(node, "day"), &date.first);
    int from = number_of(node, "from-year"), to = number_of(node, "to-year");
    date.last = date.first;
    if (!known && from && to && from <= to) {
        known = partial_date_from_numbers(from, 0, 0, &date.first) &&
                partial_date_from_numbers(to, 0, 0, &date.last);
        date.range = true;
    }
    if (!known)
        return;
    str quality = xml_attribute_of(node, "quality");
    date.first.circa = date.last.circa = str_is(quality, "low");
    char text[PARTIAL_DATE_CAP];
    partial_date_format(&date, text);
    bool person = e->schema == SCHEMA_PERSON;
    if (!str_is(xml_attribute_of(node, "calendar"), "Hijri"))
        record_date(e, person ? PROPERTY_BIRTH_DATE : PROPERTY_INCORPORATION_DATE, str_of(text), "Date");
}

static itd_status refer_to_place(seco_state *s, entity *e, str place_id, size_t address, itd_error *error)
{
    if (str_empty(place_id))
        return ITD_OK;
    seco_reference *r = arena_alloc(s->job->arena, sizeof *r);
    if (!r)
        return error_memory(error);
    *r = (seco_reference){e, record_copy(e, place_id), address, s->references};
    s->references = r;
    return ITD_OK;
}

static itd_status add_address(seco_state *s, entity *e, const xml_node *node, itd_error *error)
{
    str place = xml_attribute_of(node, "place-id");
    record_address a = {.lines = {xml_child_text(node, "c-o"), xml_child_text(node, "address-details"),
                                  xml_child_text(node, "p-o-box")},
                        .line_count = 3,
                        .postal_code = xml_child_text(node, "zip-code"),
                        .note = xml_child_text(node, "remark")};
    if (!a.lines[0].len && !a.lines[1].len && !a.lines[2].len && !a.postal_code.len && !a.note.len &&
        !place.len)
        return ITD_OK;
    size_t index = e->address_count;
    record_add_address(e, &a);
    if (!record_check_children(s->job, node, ADDRESS_FIELDS, "address"))
        return error_memory(error);
    return refer_to_place(s, e, place, index, error);
}

static str document_country(const xml_node *node)
{
    const xml_node *issuer = xml_child(node, "issuer");
    str code = xml_attribute_of(issuer, "code");
    return str_empty(code) && issuer ? issuer->text : code;
}

static void add_document(entity *e, const xml_node *node)
{
    str type = xml_attribute_of(node, "document-type"), remark = xml_child_text(node, "remark");
    bool passport = str_find_nocase(type, str_of("passport")) != SIZE_MAX;
    record_identifier(e, passport ? PROPERTY_PASSPORT_NUMBER : PROPERTY_ID_NUMBER,
                      xml_child_text(node, "number"), document_country(node), remark);
}

static itd_status add_identity(seco_state *s, entity *e, const xml_node *identity, itd_error *error)
{
    itd_status status = ITD_OK;
    for (const xml_node *child = identity->first; child && status == ITD_OK; child = child->next) {
        if (xml_is(child, "name")) {
            add_name(e, child);
        } else if (xml_is(child, "day-month-year")) {
            add_date(e, child);
        } else if (xml_is(child, "address")) {
            status = add_address(s, e, child, error);
        } else if (xml_is(child, "nationality")) {
            const xml_node *country = xml_child(child, "country");
            str code = xml_attribute_of(country, "iso-code");
            record_country(e, PROPERTY_NATIONALITY, str_empty(code) && country ? country->text : code);
        } else if (xml_is(child, "place-of-birth")) {
            status = refer_to_place(s, e, xml_attribute_of(child, "place-id"), SIZE_MAX, error);
        } else if (xml_is(child, "identification-document")) {
            add_document(e, child);
        }
    }
    if (status == ITD_OK && !record_check_children(s->job, identity, IDENTITY_FIELDS, "identity"))
        return error_memory(error);
    return status;
}

/* "IMO Number: 8405270" within the other information of a vessel. */
static void add_imo(entity *e, str text)
{
    size_t at = str_find_nocase(text, str_of("IMO"));
    if (e->schema != SCHEMA_VESSEL || at == SIZE_MAX)
        return;
    for (at += 3; at < text.len && (text.data[at] < '0' || text.data[at] > '9'); at++)
        if (!strchr(" :.numberNUMBERo#", text.data[at]))
            return;
    size_t end = at;
    while (end < text.len && text.data[end] >= '0' && text.data[end] <= '9')
        end++;
    if (end - at == 7)
        record_identifier(e, PROPERTY_IMO_NUMBER, str_make(text.data + at, 7), STR_NONE, STR_NONE);
}

/* ---- one target ---- */

static const xml_node *party_of(const xml_node *target, schema_id *schema)
{
    for (const xml_node *child = target->first; child; child = child->next) {
        if (xml_is(child, "individual"))
            *schema = SCHEMA_PERSON;
        else if (xml_is(child, "entity"))
            *schema = SCHEMA_ORGANIZATION;
        else if (xml_is(child, "object"))
            *schema = str_find_nocase(xml_attribute_of(child, "object-type"), str_of("aircraft")) != SIZE_MAX
                          ? SCHEMA_AIRPLANE
                          : SCHEMA_VESSEL;
        else
            continue;
        return child;
    }
    return NULL;
}

/* The modification that took effect last; elements of the same day in the order of the file. */
static const xml_node *last_modification(const xml_node *target)
{
    const xml_node *last = NULL;
    for (const xml_node *child = target->first; child; child = child->next)
        if (xml_is(child, "modification") &&
            (!last || str_compare(xml_attribute_of(child, "effective-date"),
                                  xml_attribute_of(last, "effective-date")) > 0))
            last = child;
    return last;
}

static str listed_on(const xml_node *target)
{
    str date = STR_NONE;
    for (const xml_node *child = target->first; child; child = child->next) {
        str own = xml_attribute_of(child, "effective-date");
        if (!xml_is(child, "modification") || !str_is(xml_attribute_of(child, "modification-type"), "listed"))
            continue;
        if (str_empty(date) || str_compare(own, date) < 0)
            date = own;
    }
    return date;
}

static void add_listings(seco_state *s, entity *e, const xml_node *target, str ssid, str reason)
{
    for (const xml_node *child = target->first; child; child = child->next) {
        if (!xml_is(child, "sanctions-set-id"))
            continue;
        entity_listing *l = entity_add_listing(e);
        if (!l)
            return;
        l->program = record_copy(e, child->text);
        l->authority = str_of("State Secretariat for Economic Affairs");
        l->authority_id = record_copy(e, ssid);
        l->listing_date = record_date_text(e, listed_on(target));
        l->reason = record_copy(e, reason);
        for (const seco_set *set = s->sets; set; set = set->next) {
            if (str_equal(set->ssid, child->text)) {
                l->program = set->program;
                l->legal_basis = set->name;
                break;
            }
        }
    }
}

static itd_status read_party(seco_state *s, entity *e, const xml_node *party, itd_error *error)
{
    itd_status status = ITD_OK;
    for (const xml_node *child = party->first; child && status == ITD_OK; child = child->next) {
        if (xml_is(child, "identity")) {
            status = add_identity(s, e, child, error);
        } else if (xml_is(child, "other-information")) {
            entity_add(e, PROPERTY_NOTES, child->text);
            add_imo(e, child->text);
        } else if (xml_is(child, "relation")) {
            entity_link *l = entity_add_link(e, SCHEMA_UNKNOWN_LINK);
            if (!l)
                return error_memory(error);
            l->target_id = record_id(e->arena, "ch", xml_attribute_of(child, "target-id"));
            l->role = record_copy(e, xml_attribute_of(child, "relation-type"));
        }
    }
    if (status == ITD_OK && !record_check_children(s->job, party, PARTY_FIELDS, "party"))
        return error_memory(error);
    return status;
}

static itd_status read_target(seco_state *s, const xml_node *target, itd_error *error)
{
    list_job *job = s->job;
    schema_id schema = SCHEMA_THING;
    str ssid = xml_attribute_of(target, "ssid");
    if (!str_is_digits(ssid))
        return record_missing(s->file, target->line, "<target>", "an ssid of digits", error);
    const xml_node *party = party_of(target, &schema);
    if (!party)
        return list_skip(job, str_of("target without a party")) ? ITD_OK : error_memory(error);
    const xml_node *last = last_modification(target);
    if (last && str_is(xml_attribute_of(last, "modification-type"), "de-listed"))
        return list_skip(job, str_of("de-listed")) ? ITD_OK : error_memory(error);
    str id = record_id(job->arena, "ch", ssid);
    entity *e = str_empty(id) ? NULL : entity_new(job->arena, id, schema, job->dataset);
    if (!e)
        return error_memory(error);
    record_sanctioned(e);
    add_listings(s, e, target, ssid, xml_child_text(party, "justification"));
    itd_status status = read_party(s, e, party, error);
    if (status != ITD_OK)
        return status;
    bool named = false;
    for (size_t i = 0; i < e->value_count; i++)
        named = named || e->values[i].name_kind != NAME_NOT_A_NAME;
    if (!named && !e->failed)
        return record_missing(s->file, target->line, "<target>", "a name", error);
    if (!record_check_children(job, target, TARGET_FIELDS, "target"))
        return error_memory(error);
    return record_add(job, e, target->line, error);
}

/* ---- the file ---- */

static seco_place **place_slot(seco_place **slots, size_t count, str ssid)
{
    size_t at = (size_t)entity_index_hash(ssid) & (count - 1);
    while (slots[at] && !str_equal(slots[at]->ssid, ssid))
        at = (at + 1) & (count - 1);
    return &slots[at];
}

static void put_place(const seco_reference *r, const seco_place *place)
{
    entity *e = r->e;
    if (r->address == SIZE_MAX) {
        str parts[] = {place->text, place->country};
        entity_add(e, PROPERTY_BIRTH_PLACE, record_join(e->arena, parts, 2, ", ", &e->failed));
        record_country(e, PROPERTY_BIRTH_COUNTRY, place->country);
    } else if (r->address < e->address_count) {
        /* made anew with the place, in the stead of the first one */
        entity_address old = e->addresses[r->address];
        record_address a = {.lines = {old.street},
                            .line_count = 1,
                            .city = place->text,
                            .postal_code = old.postal_code,
                            .country = place->country};
        record_add_address(e, &a);
        if (!e->failed)
            e->addresses[r->address] = e->addresses[--e->address_count];
    }
}

static itd_status put_places(seco_state *s, itd_error *error)
{
    size_t count = 0, cap = 16;
    for (const seco_place *place = s->places; place; place = place->next)
        count++;
    while (cap < 2 * count)
        cap *= 2;
    seco_place **slots = arena_array(s->job->arena, cap, sizeof(seco_place *));
    if (!slots)
        return error_memory(error);
    for (seco_place *place = s->places; place; place = place->next)
        *place_slot(slots, cap, place->ssid) = place;
    for (const seco_reference *r = s->references; r; r = r->next) {
        const seco_place *place = *place_slot(slots, cap, r->place_id);
        if (place)
            put_place(r, place);
        if (r->e->failed)
            return record_failed(s->file, r->e, 0, error);
    }
    return ITD_OK;
}

static xml_choice start(void *context, const xml_node *element)
{
    seco_state *s = context;
    if (!element->parent) {
        if (!xml_is(element, "swiss-sanctions-list"))
            return XML_REFUSE;
        s->job->result.date = record_day(s->job->arena, xml_attribute_of(element, "date"));
        return XML_DESCEND;
    }
    return xml_is(element, "target") || xml_is(element, "sanctions-program") || xml_is(element, "place")
               ? XML_RECORD
               : XML_REFUSE;
}

static itd_status read_record(void *context, const xml_node *node, itd_error *error)
{
    seco_state *s = context;
    if (xml_is(node, "target"))
        return read_target(s, node, error);
    return xml_is(node, "place") ? read_place(s, node, error) : read_program(s, node, error);
}

static itd_status seco_read(list_job *job, itd_error *error)
{
    seco_state s = {.job = job, .file = &job->files[0]};
    job->result.title = str_of("Consolidated list of the sanctions of Switzerland");
    job->result.publisher = str_of("State Secretariat for Economic Affairs (SECO)");
    const xml_reader reader = {.context = &s,
                               .expected =
                                   "<swiss-sanctions-list> of <sanctions-program>, <target> and <place>",
                               .start = start,
                               .record = read_record};
    itd_status status = xml_read(s.file, &reader, error);
    if (status != ITD_OK)
        return status;
    status = put_places(&s, error);
    return status == ITD_OK ? record_finish(job, "<target>", error) : status;
}

static int seco_detect(const list_file *file)
{
    char storage[XML_SNIFF_CAP];
    return str_is(xml_sniff_root(file, storage), "swiss-sanctions-list") ? 100 : 0;
}

extern const list_format list_seco;
const list_format list_seco = {
    .name = "seco-xml",
    .title = "Swiss sanctions list (SECO), XML",
    .default_dataset = "ch_seco_sanctions",
    .detect = seco_detect,
    .read = seco_read,
};
