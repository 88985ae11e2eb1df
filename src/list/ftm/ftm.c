/* FollowTheMoney JSON lines: one entity per line, as OpenSanctions publishes them (entities.ftm.json) and as
 * its API nests them.
 *
 * Ids are kept. A property the model does not know is counted and passed over, and so is an entity of a
 * schema it does not know. Edges (Ownership, Directorship …) become links, Sanction a listing, Address an
 * address, Passport and Identification numbers, wherever in the file they stand. An entity is listed when it
 * is a target, carries a topic of risk or is named by a Sanction; one that is only referenced is kept as not
 * listed. The file has no end mark, so a cut between two lines is noticed only by comparing with the previous
 * snapshot. */
#include "list/ftm/ftm.h"

#include "base/utf8.h"
#include "base/error.h"
#include "base/limits.h"
#include "list/entity_index.h"
#include "list/script.h"
#include "model/country.h"
#include "model/identifier.h"
#include "model/moment.h"
#include "model/partial_date.h"
#include "text/text.h"

#include "json/json_read.h"

#include <stdint.h>
#include <stdio.h>

enum { NESTING_MAX = 8, PART_VALUE_MAX = 2000 };

/* ---- records by id ---- */

static ftm_record **slot_of(ftm_record **slots, size_t count, str id)
{
    size_t at = (size_t)entity_index_hash(id) & (count - 1);
    while (slots[at] && !str_equal(slots[at]->id, id))
        at = (at + 1) & (count - 1);
    return &slots[at];
}

static bool grow_slots(ftm_state *s)
{
    size_t count = s->slot_count ? 2 * s->slot_count : 1024;
    ftm_record **larger = arena_array(s->job->arena, count, sizeof(ftm_record *));
    if (!larger)
        return false;
    for (size_t i = 0; i < s->slot_count; i++)
        if (s->slots[i])
            *slot_of(larger, count, s->slots[i]->id) = s->slots[i];
    s->slots = larger;
    s->slot_count = count;
    return true;
}

ftm_record *ftm_record_find(const ftm_state *s, str id)
{
    return s->slot_count && id.len ? *slot_of(s->slots, s->slot_count, id) : NULL;
}

ftm_record *ftm_record_of(ftm_state *s, str id)
{
    if (2 * s->record_count >= s->slot_count && !grow_slots(s))
        return NULL;
    ftm_record **slot = slot_of(s->slots, s->slot_count, id);
    if (!*slot) {
        ftm_record *r = arena_alloc(s->job->arena, sizeof *r);
        str copy = r ? arena_str(s->job->arena, id) : STR_NONE;
        if (!copy.data)
            return NULL;
        r->id = copy;
        *slot = r;
        s->record_count++;
    }
    return *slot;
}

/* ---- values ---- */

static bool has_value(entity *e, property_id p, str text)
{
    return entity_find(e, (int)p, ENTITY_ANY, text) != NULL;
}

static name_kind kind_of(const entity *e, property_id p, str text)
{
    bool primary = false;
    switch (p) {
    case PROPERTY_NAME:
        for (size_t i = 0; i < e->value_count && !primary; i++)
            primary = e->values[i].name_kind == NAME_PRIMARY;
        return !primary ? NAME_PRIMARY : name_is_original(text) ? NAME_ORIGINAL : NAME_ALIAS;
    case PROPERTY_PREVIOUS_NAME:
        return NAME_FORMER;
    case PROPERTY_WEAK_ALIAS:
    case PROPERTY_ABBREVIATION:
        return NAME_WEAK;
    default:
        return name_is_original(text) ? NAME_ORIGINAL : NAME_ALIAS;
    }
}

static void add_date(entity *e, property_id p, str text)
{
    partial_date parts;
    char date[PARTIAL_DATE_CAP];
    bool read = partial_date_read_parts(text, &parts);
    if (read)
        partial_date_format(&parts, date);
    entity_value *v = entity_add(e, p, read ? str_of(date) : text);
    if (v && read && (parts.first.dropped || parts.last.dropped))
        v->note = record_no_such_day(e, text);
}

static void add_text(ftm_record *r, property_id p, str text)
{
    entity *e = r->e;
    char exact[IDENTIFIER_CAP];
    str code;
    text = str_trim(text);
    if (str_empty(text) || has_value(e, p, text))
        return;
    switch (property_get_type(p)) {
    case TYPE_NAME:
        entity_add_name(e, p, kind_of(e, p, text), text);
        return;
    case TYPE_DATE:
        add_date(e, p, text);
        return;
    case TYPE_COUNTRY:
        code = country_find(text);
        entity_add(e, p, str_empty(code) ? text : code);
        return;
    case TYPE_IDENTIFIER: {
        entity_value *v = entity_add(e, p, text);
        if (v)
            v->invalid = identifier_check(p, text, exact, sizeof exact) == IDENTIFIER_INVALID;
        return;
    }
    case TYPE_TOPIC:
        r->risk = r->risk || (topic_find(text) && topic_find(text)->risk);
        entity_add(e, p, text);
        return;
    default:
        entity_add(e, p, text);
        return;
    }
}

/* A JSON value as text: strings as they are, numbers and booleans written out. */
static str scalar_text(const json_t *value, char storage[64])
{
    int len = 0;
    if (json_is_string(value))
        return str_make(json_string_value(value), json_string_length(value));
    if (json_is_integer(value))
        len = snprintf(storage, 64, "%lld", (long long)json_integer_value(value));
    else if (json_is_real(value))
        len = snprintf(storage, 64, "%.15g", json_real_value(value));
    else if (json_is_boolean(value))
        len = snprintf(storage, 64, "%s", json_is_true(value) ? "true" : "false");
    return str_make(storage, len > 0 ? (size_t)len : 0);
}

/* ---- one object ---- */

typedef struct ftm_object {
    const json_t *json;
    unsigned long line;
    schema_id schema;
    ftm_record *record; /* of an entity */
    ftm_part *part;     /* of an edge or part */
    ftm_pair *last_pair;
    size_t pair_count;
    int depth;
} ftm_object;

static itd_status read_object(ftm_state *s, const json_t *json, unsigned long line, str inside, int depth,
                              itd_error *error);

static bool is_part(schema_id schema)
{
    return (schema_flags(schema) & SCHEMA_EDGE) || schema == SCHEMA_OCCUPANCY || schema == SCHEMA_SANCTION ||
           schema == SCHEMA_ADDRESS || schema_is_a(schema, SCHEMA_IDENTIFICATION);
}

static itd_status add_pair(ftm_state *s, ftm_object *o, str name, str text, itd_error *error)
{
    if (++o->pair_count > PART_VALUE_MAX)
        return error_at_line(error, ITD_ERROR_LIMIT, s->file->path, o->line,
                             "an edge or part has more than %d values", PART_VALUE_MAX);
    ftm_pair *pair = arena_alloc(s->job->arena, sizeof *pair);
    if (!pair)
        return error_memory(error);
    pair->property_name = arena_str(s->job->arena, name);
    pair->text = arena_str(s->job->arena, str_trim(text));
    if (!pair->property_name.data || !pair->text.data)
        return error_memory(error);
    if (o->last_pair)
        o->last_pair->next = pair;
    else
        o->part->pairs = pair;
    o->last_pair = pair;
    return ITD_OK;
}

static str id_of(const json_t *json)
{
    const json_t *id = json_object_get(json, "id");
    return json_is_string(id) ? str_trim(str_make(json_string_value(id), json_string_length(id))) : STR_NONE;
}

/* One value of a property. `known` tells whether the model has the property. */
static itd_status add_value(ftm_state *s, ftm_object *o, str name, bool known, property_id p,
                            const json_t *value, itd_error *error)
{
    char storage[64];
    str text = scalar_text(value, storage);
    if (json_is_object(value)) {
        str inside = o->record ? o->record->id : o->part->id;
        itd_status status = read_object(s, value, o->line, inside, o->depth + 1, error);
        if (status != ITD_OK)
            return status;
        text = id_of(value);
        ftm_record *other = ftm_record_find(s, text);
        if (other)
            other->referenced = true;
    }
    if (text.len > LIMIT_VALUE_LEN)
        return error_at_line(error, ITD_ERROR_LIMIT, s->file->path, o->line,
                             "a value of '%.*s' is longer than %zu bytes", STR_ARG(name), LIMIT_VALUE_LEN);
    if (str_empty(text))
        return ITD_OK;
    if (o->part)
        return add_pair(s, o, name, text, error);
    if (known)
        add_text(o->record, p, text);
    return ITD_OK;
}

/* Property names that hold the edges of an entity in nested form ("ownershipOwner") are no properties of its
 * own, and are known through what stands in them. */
static bool holds_objects(const json_t *values)
{
    return json_is_object(values) || (json_is_array(values) && json_is_object(json_array_get(values, 0)));
}

static itd_status read_property(ftm_state *s, ftm_object *o, const char *key, const json_t *values,
                                itd_error *error)
{
    property_id p = PROPERTY_NAME;
    str name = str_of(key);
    bool known = property_from_name(name, &p) || (o->part && json_is_array(values));
    if (!known && !o->part && !holds_objects(values)) {
        char field[96];
        str schema = schema_name(o->schema);
        int len = snprintf(field, sizeof field, "%.*s:%.*s", STR_ARG(schema),
                           (int)(name.len < 60 ? name.len : 60), name.data);
        if (len < 0 || !list_unknown(s->job, str_of(field)))
            return error_memory(error);
    }
    if (!json_is_array(values))
        return add_value(s, o, name, known, p, values, error);
    itd_status status = ITD_OK;
    for (size_t i = 0; i < json_array_size(values) && status == ITD_OK; i++)
        status = add_value(s, o, name, known, p, json_array_get(values, i), error);
    return status;
}

/* "Jane" and "Doe" make a name where the entity has none. */
static void compose_name(entity *e)
{
    str first = STR_NONE, last = STR_NONE;
    for (size_t i = 0; i < e->value_count; i++) {
        if (e->values[i].name_kind != NAME_NOT_A_NAME)
            return;
        if (e->values[i].property == PROPERTY_FIRST_NAME)
            first = e->values[i].text;
        if (e->values[i].property == PROPERTY_LAST_NAME)
            last = e->values[i].text;
    }
    str parts[] = {first, last};
    entity_value *v = entity_add_name(e, PROPERTY_NAME, NAME_PRIMARY, record_words(e, parts, 2));
    if (v)
        v->derived = true;
}

/* When OpenSanctions saw the entity first and last, and when it changed. */
static void read_times(ftm_record *r, const json_t *json)
{
    static const char *const keys[] = {"first_seen", "last_seen", "last_change"};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        uint32_t when;
        const json_t *text = json_object_get(json, keys[i]);
        if (json_is_string(text) && moment_read(str_of(json_string_value(text)), &when))
            r->e->seen[i] = when;
    }
}

static void read_marks(ftm_record *r, const json_t *json)
{
    read_times(r, json);
    const json_t *target = json_object_get(json, "target");
    r->target_said = r->target_said || json_is_boolean(target);
    r->target = r->target || json_is_true(target);
    const json_t *referents = json_object_get(json, "referents");
    for (size_t i = 0; json_is_array(referents) && i < json_array_size(referents); i++) {
        char storage[64];
        str other = scalar_text(json_array_get(referents, i), storage);
        if (!str_empty(other) && !has_value(r->e, PROPERTY_REFERENTS, other))
            entity_add(r->e, PROPERTY_REFERENTS, other);
    }
}

static itd_status start_entity(ftm_state *s, ftm_object *o, str id, itd_error *error)
{
    list_job *job = s->job;
    ftm_record *r = ftm_record_of(s, id);
    if (!r)
        return error_memory(error);
    if (!r->e) {
        r->e = entity_new(job->arena, id, o->schema, job->dataset);
        if (r->e)
            r->e->line = o->line;
        if (!r->e || !list_add_entity(job, r->e))
            return error_memory(error);
    }
    o->record = r;
    read_marks(r, o->json);
    return ITD_OK;
}

static itd_status start_part(ftm_state *s, ftm_object *o, str id, str inside, itd_error *error)
{
    ftm_part *part = arena_alloc(s->job->arena, sizeof *part);
    if (!part)
        return error_memory(error);
    *part = (ftm_part){.schema = o->schema, .line = o->line, .inside = inside};
    part->id = arena_str(s->job->arena, id);
    if (!part->id.data)
        return error_memory(error);
    if (s->last_part)
        s->last_part->next = part;
    else
        s->first_part = part;
    s->last_part = part;
    o->part = part;
    return ITD_OK;
}

static itd_status check_object(const ftm_state *s, const ftm_object *o, itd_error *error)
{
    const char *what = NULL;
    if (!json_is_object(o->json))
        what = "not a JSON object";
    else if (str_empty(id_of(o->json)))
        what = "an entity without an id";
    else if (!json_is_string(json_object_get(o->json, "schema")))
        what = "an entity without a schema";
    else if (json_object_get(o->json, "properties") &&
             !json_is_object(json_object_get(o->json, "properties")))
        what = "an entity whose properties are no object";
    else if (o->depth > NESTING_MAX)
        what = "entities are nested too deeply";
    return what ? error_at_line(error, ITD_ERROR_INPUT, s->file->path, o->line, "%s", what) : ITD_OK;
}

static itd_status read_object(ftm_state *s, const json_t *json, unsigned long line, str inside, int depth,
                              itd_error *error)
{
    ftm_object o = {.json = json, .line = line, .depth = depth};
    itd_status status = check_object(s, &o, error);
    if (status != ITD_OK)
        return status;
    const char *schema = json_string_value(json_object_get(json, "schema"));
    if (!schema_from_name(str_of(schema), &o.schema)) {
        char reason[96];
        snprintf(reason, sizeof reason, "schema %.64s is not known", schema);
        return list_skip(s->job, str_of(reason)) ? ITD_OK : error_memory(error);
    }
    status = is_part(o.schema) ? start_part(s, &o, id_of(json), inside, error)
                               : start_entity(s, &o, id_of(json), error);
    const char *key;
    json_t *values;
    json_t *properties = json_object_get(json, "properties");
    json_object_foreach(properties, key, values)
    {
        if (status != ITD_OK)
            break;
        status = read_property(s, &o, key, values, error);
    }
    if (status == ITD_OK && o.record) {
        compose_name(o.record->e);
        if (o.record->e->failed)
            status = record_failed(s->file, o.record->e, line, error);
    }
    return status;
}

/* ---- the lines ---- */

static itd_status read_line(ftm_state *s, str text, unsigned long line, itd_error *error)
{
    if (text.len > LIMIT_JSON_LINE_LEN)
        return error_at_line(error, ITD_ERROR_LIMIT, s->file->path, line, "the line is longer than %zu bytes",
                             LIMIT_JSON_LINE_LEN);
    size_t bad;
    if (!utf8_is_valid(text, &bad))
        return error_at_line(error, ITD_ERROR_INPUT, s->file->path, line,
                             "invalid UTF-8 (byte %zu of the line)", bad);
    json_error_t reason;
    json_t *json;
    itd_status status = json_read(text, 0, &json, &reason, error);
    if (status == ITD_ERROR_MEMORY)
        return status;
    if (status != ITD_OK)
        return error_at_line(error, ITD_ERROR_INPUT, s->file->path, line, "not JSON: %s (column %d)",
                             reason.text, reason.column);
    status = read_object(s, json, line, STR_NONE, 0, error);
    json_decref(json);
    return status;
}

static itd_status ftm_read(list_job *job, itd_error *error)
{
    ftm_state s = {.job = job, .file = &job->files[0]};
    str rest = s.file->bytes;
    unsigned long line = 0;
    itd_status status = ITD_OK;
    while (rest.len && status == ITD_OK) {
        const char *end = memchr(rest.data, '\n', rest.len);
        size_t len = end ? (size_t)(end - rest.data) : rest.len;
        str text = str_trim(str_make(rest.data, len));
        size_t used = end ? len + 1 : len;
        line++;
        if (!str_empty(text))
            status = read_line(&s, text, line, error);
        rest = str_make(rest.data + used, rest.len - used);
    }
    if (status == ITD_OK)
        status = ftm_finish(&s, error);
    return status == ITD_OK ? record_finish(job, "lines of FollowTheMoney entities", error) : status;
}

/* ---- detection ---- */

static int ftm_detect(const list_file *file)
{
    str head = str_trim(str_make(file->bytes.data, file->bytes.len < 65536 ? file->bytes.len : 65536));
    if (!head.len || head.data[0] != '{')
        return 0;
    const char *end = memchr(head.data, '\n', head.len);
    str line = end ? str_make(head.data, (size_t)(end - head.data)) : head;
    bool schema = str_find(line, str_of("\"schema\"")) != SIZE_MAX,
         id = str_find(line, str_of("\"id\"")) != SIZE_MAX,
         change = str_find(line, str_of("\"op\"")) != SIZE_MAX &&
                  str_find(line, str_of("\"entity\"")) != SIZE_MAX; /* a delta, list/foreign.c */
    return schema && id && !change ? 90 : 0;
}

static const char *const DATASETS[] = {
    "us_ofac_sdn",
    "us_ofac_cons",
    "un_sc_sanctions",
    "eu_fsf",
    "gb_fcdo_sanctions",
    "ch_seco_sanctions",
    "us_trade_csl",
    "ca_dfatd_sema_sanctions",
    "au_dfat_sanctions",
    "ua_nsdc_sanctions",
    "jp_mof_sanctions",
    "be_fod_sanctions",
    "fr_tresor_gels_avoir",
    "nl_terrorism_list",
    "us_bis_denied",
    "us_ddtc_debarred",
    "eu_sanctions_map",
    "eu_journal_sanctions",
    "sanctions",
    "securities",
    "peps",
    "maritime",
    "default",
};

/* The dataset if every line names this one only and it is a known one. */
static const char *ftm_dataset(const list_file *file)
{
    str rest = file->bytes, key = str_of("\"datasets\""), found = STR_NONE;
    for (size_t at; (at = str_find(rest, key)) != SIZE_MAX;) {
        rest = str_make(rest.data + at + key.len, rest.len - at - key.len);
        const char *end = memchr(rest.data, ']', rest.len < 4096 ? rest.len : 4096);
        const char *start = end ? memchr(rest.data, '[', (size_t)(end - rest.data)) : NULL;
        if (!start)
            return NULL;
        str names = str_trim(str_make(start + 1, (size_t)(end - start) - 1));
        if (!str_empty(found) && !str_equal(found, names))
            return NULL;
        found = names;
    }
    for (size_t i = 0; i < sizeof DATASETS / sizeof DATASETS[0]; i++)
        if (found.len == strlen(DATASETS[i]) + 2 &&
            str_equal(str_make(found.data + 1, found.len - 2), str_of(DATASETS[i])))
            return DATASETS[i];
    return NULL;
}

extern const list_format list_ftm;
const list_format list_ftm = {
    .name = "ftm-jsonl",
    .title = "FollowTheMoney entities, JSON lines",
    .default_dataset = NULL,
    .detect = ftm_detect,
    .dataset = ftm_dataset,
    .read = ftm_read,
};
