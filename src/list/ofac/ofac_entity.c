#include "list/ofac/ofac_entity.h"

#include "base/error.h"
#include "list/ofac/ofac_terms.h"

#include <stdlib.h>

#define DATASET_COUNT_MIN 20

bool ofac_schema(str type, schema_id *s)
{
    static const struct {
        str type;
        schema_id schema;
    } types[] = {
        {STR(""), SCHEMA_ORGANIZATION},     {STR("entity"), SCHEMA_ORGANIZATION},
        {STR("individual"), SCHEMA_PERSON}, {STR("vessel"), SCHEMA_VESSEL},
        {STR("aircraft"), SCHEMA_AIRPLANE},
    };
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (str_equal_nocase(type, types[i].type)) {
            *s = types[i].schema;
            return true;
        }
    return false;
}

str ofac_join(arena *a, str first, const char *separator, str second)
{
    first = str_trim(first);
    second = str_trim(second);
    if (str_empty(second))
        return first;
    if (str_empty(first))
        return second;
    size_t gap = strlen(separator), len = first.len + gap + second.len;
    char *text = arena_alloc(a, len + 1);
    if (!text)
        return STR_NONE;
    memcpy(text, first.data, first.len);
    memcpy(text + first.len, separator, gap);
    memcpy(text + first.len + gap, second.data, second.len);
    return str_make(text, len);
}

entity *ofac_new_entity(list_job *job, str number, schema_id s)
{
    str id = ofac_join(job->arena, str_of("ofac"), "-", number);
    entity *e = entity_new(job->arena, id, s, job->dataset);
    if (e)
        entity_add(e, PROPERTY_TOPICS, str_of("sanction"));
    return e;
}

void ofac_add_primary_name(entity *e, str name)
{
    entity_add_name(e, PROPERTY_NAME, NAME_PRIMARY, name);
    size_t comma = str_find(name, str_of(", "));
    if (e->schema != SCHEMA_PERSON || comma == SIZE_MAX)
        return;
    entity_add(e, PROPERTY_LAST_NAME, str_make(name.data, comma));
    entity_add(e, PROPERTY_FIRST_NAME, str_make(name.data + comma + 2, name.len - comma - 2));
}

void ofac_add_program(entity *e, str number, str program)
{
    program = str_trim(program);
    for (size_t i = 0; i < e->listing_count; i++)
        if (str_equal(e->listings[i].program, program))
            return;
    entity_listing *l = str_empty(program) ? NULL : entity_add_listing(e);
    if (!l)
        return;
    l->program = arena_str(e->arena, program);
    l->authority = str_of(OFAC_AUTHORITY);
    l->authority_id = arena_str(e->arena, number);
    e->failed |= !l->program.data || !l->authority_id.data;
}

void ofac_add_address(entity *e, const ofac_address *parts)
{
    arena *a = e->arena;
    str full = arena_str(a, str_trim(parts->street));
    str place = ofac_join(a, ofac_join(a, parts->city, ", ", parts->region), " ", parts->postal_code);
    full = ofac_join(a, ofac_join(a, full, ", ", place), ", ", parts->country);
    entity_address *address = str_empty(full) ? NULL : entity_add_address(e);
    if (!address)
        return;
    address->full = arena_str(a, full);
    address->street = arena_str(a, str_trim(parts->street));
    address->city = arena_str(a, str_trim(parts->city));
    address->region = arena_str(a, str_trim(parts->region));
    address->postal_code = arena_str(a, str_trim(parts->postal_code));
    address->country = ofac_country(a, parts->country);
    e->failed |= !address->full.data || !address->postal_code.data;
    if (!str_empty(address->country))
        ofac_add_once(e, PROPERTY_COUNTRY, address->country);
}

schema_id ofac_link_schema(str relation, schema_id from, schema_id to, bool *reversed)
{
    bool person = from == SCHEMA_PERSON;
    *reversed = false;
    if (str_find_nocase(relation, str_of("owned or controlled by")) != SIZE_MAX && !person) {
        *reversed = true; /* the party is the asset */
        return SCHEMA_OWNERSHIP;
    }
    if (str_find_nocase(relation, str_of("family")) != SIZE_MAX && person && to == SCHEMA_PERSON)
        return SCHEMA_FAMILY;
    if (str_find_nocase(relation, str_of("leader or official")) != SIZE_MAX && to != SCHEMA_PERSON)
        return SCHEMA_DIRECTORSHIP;
    if (str_find_nocase(relation, str_of("associate")) != SIZE_MAX && person)
        return SCHEMA_ASSOCIATE;
    return SCHEMA_UNKNOWN_LINK;
}

str ofac_publish_date(arena *a, str text)
{
    str month, day, year = str_trim(text);
    if (!str_split(&year, '/', &month) || !str_split(&year, '/', &day) || month.len != 2 || day.len != 2 ||
        year.len != 4 || !str_is_digits(month) || !str_is_digits(day) || !str_is_digits(year))
        return STR_NONE;
    return ofac_join(a, ofac_join(a, year, "-", month), "-", day);
}

void ofac_describe(list_job *job)
{
    bool cons = str_is(job->dataset_name, "us_ofac_cons");
    job->result.title =
        str_of(cons ? "OFAC Consolidated (non-SDN) List" : "OFAC Specially Designated Nationals List");
    job->result.publisher = str_of(OFAC_PUBLISHER);
}

static size_t count_of(str text, const char *needle)
{
    size_t count = 0, at;
    while ((at = str_find(text, str_of(needle))) != SIZE_MAX) {
        count++;
        text = str_make(text.data + at + 1, text.len - at - 1);
    }
    return count;
}

const char *ofac_dataset(const list_file *file)
{
    static const char *const non_sdn[] = {"NS-PLC", "CMIC-EO13959", "UKRAINE-EO13662", "FSE-SY"};
    static const char *const sdn[] = {"SDGT", "SDNT", "CUBA", "NPWMD", "DPRK", "IRAQ2"};
    str text = str_make(file->bytes.data,
                        file->bytes.len < OFAC_DATASET_SCAN_LEN ? file->bytes.len : OFAC_DATASET_SCAN_LEN);
    size_t on = 0, off = 0;
    for (size_t i = 0; i < sizeof sdn / sizeof sdn[0]; i++)
        on += count_of(text, sdn[i]);
    for (size_t i = 0; i < sizeof non_sdn / sizeof non_sdn[0]; i++)
        off += count_of(text, non_sdn[i]);
    if (on + off >= DATASET_COUNT_MIN && (on > 2 * off || off > 2 * on))
        return on > off ? "us_ofac_sdn" : "us_ofac_cons";
    const char *slash = strrchr(file->path, '/');
    str name = str_of(slash ? slash + 1 : file->path);
    return str_find_nocase(name, str_of("cons")) != SIZE_MAX ? "us_ofac_cons" : "us_ofac_sdn";
}

/* Primary names by hash, open addressing; an id of NULL length says that the name is not unique. */
typedef struct name_slot {
    str name, id;
} name_slot;

static uint64_t hash_of(str text)
{
    uint64_t h = 14695981039346656037u;
    for (size_t i = 0; i < text.len; i++)
        h = (h ^ (unsigned char)text.data[i]) * 1099511628211u;
    return h;
}

static name_slot *slot_of(name_slot *slots, size_t mask, str name)
{
    size_t at = (size_t)hash_of(name) & mask;
    while (slots[at].name.data && !str_equal(slots[at].name, name))
        at = (at + 1) & mask;
    return &slots[at];
}

static str primary_name(const entity *e)
{
    for (size_t i = 0; i < e->value_count; i++)
        if (e->values[i].name_kind == NAME_PRIMARY)
            return e->values[i].text;
    return STR_NONE;
}

/* A name may have lost its full stop where it stood at the end of the remarks. */
static void resolve(entity_link *link, name_slot *slots, size_t mask, arena *a)
{
    const name_slot *found = slot_of(slots, mask, link->target_name);
    if (!found->name.data)
        found = slot_of(slots, mask, ofac_join(a, link->target_name, "", str_of(".")));
    if (found->name.data)
        link->target_id = found->id;
}

static itd_status resolve_links(list_job *job, itd_error *error)
{
    list_result *r = &job->result;
    size_t links = 0, cap = 64;
    for (size_t i = 0; i < r->entity_count; i++)
        links += r->entities[i]->link_count;
    if (links == 0)
        return ITD_OK;
    while (cap < r->entity_count * 2)
        cap *= 2;
    name_slot *slots = calloc(cap, sizeof *slots);
    if (!slots)
        return error_memory(error);
    for (size_t i = 0; i < r->entity_count; i++) {
        str name = primary_name(r->entities[i]);
        name_slot *slot = slot_of(slots, cap - 1, name);
        if (str_empty(name))
            continue;
        slot->id = slot->name.data ? STR_NONE : r->entities[i]->id;
        slot->name = name;
    }
    for (size_t i = 0; i < r->entity_count; i++)
        for (size_t k = 0; k < r->entities[i]->link_count; k++)
            if (str_empty(r->entities[i]->links[k].target_id))
                resolve(&r->entities[i]->links[k], slots, cap - 1, job->arena);
    free(slots);
    return ITD_OK;
}

itd_status ofac_finish(list_job *job, const char *path, long long stated, itd_error *error)
{
    size_t count = job->result.entity_count;
    if (count == 0)
        return error_set(error, ITD_ERROR_INPUT, path, "the list has no entries; expected at least one");
    for (size_t i = 0; i < count; i++)
        if (job->result.entities[i]->failed)
            return error_memory(error);
    if (job->arena->failed)
        return error_memory(error);
    if (stated >= 0 && (unsigned long long)stated != count &&
        !list_warn(job, "%s: Record_Count says %lld, but %zu entries are there", path, stated, count))
        return error_memory(error);
    return resolve_links(job, error);
}
