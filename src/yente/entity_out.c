#include "yente/entity_out.h"

#include "find/field.h"
#include "model/moment.h"
#include "snapshot/seen.h"

#include <stdio.h>

/* ---- values ---- */

static bool is_shown(property_id p)
{
    return p != PROPERTY_REFERENTS && property_get_type(p) != TYPE_ENTITY;
}

/* The n-th text of a property that stands in addresses or listings; NULL data behind the last. */
static str beside(const snapshot *s, const snapshot_entity *e, property_id p, uint32_t n)
{
    if (p == PROPERTY_ADDRESS && n < e->address_count)
        return snapshot_address_at(s, e->first_address + n).full;
    if (p == PROPERTY_PROGRAM && n < e->listing_count)
        return snapshot_listing_at(s, e->first_listing + n).program;
    return STR_NONE;
}

static uint32_t beside_count(const snapshot_entity *e, property_id p)
{
    return p == PROPERTY_ADDRESS ? e->address_count : p == PROPERTY_PROGRAM ? e->listing_count : 0;
}

typedef struct open_list {
    json_emitter *w;
    property_id property;
    bool open;
} open_list;

static void add(open_list *l, str text)
{
    if (!l->open) {
        emit_key_str(l->w, property_name(l->property));
        emit_array(l->w);
        l->open = true;
    }
    emit_str(l->w, text);
}

static void write_property(const entity_out *x, const snapshot_entity *e, property_id p, uint32_t first,
                           uint32_t end)
{
    const snapshot *s = x->snapshot;
    open_list l = {.w = x->writer, .property = p};
    for (uint32_t i = first; i < end; i++)
        if (!snapshot_value_repeats(s, first, i))
            add(&l, snapshot_value_at(s, i).text);
    for (uint32_t n = 0; n < beside_count(e, p); n++) {
        str text = beside(s, e, p, n);
        bool repeated = !text.len || snapshot_entity_says(s, e, p, text);
        for (uint32_t k = 0; k < n && !repeated; k++)
            repeated = str_equal(text, beside(s, e, p, k));
        if (!repeated)
            add(&l, text);
    }
    if (l.open)
        emit_end_array(x->writer);
}

/* Values stand by property, so one walk finds those of each. */
static void write_values(const entity_out *x, const snapshot_entity *e)
{
    uint32_t at = e->first_value, last = e->first_value + e->value_count;
    for (property_id p = 0; p < PROPERTY_COUNT; p++) {
        while (at < last && snapshot_value_at(x->snapshot, at).property < p)
            at++;
        uint32_t end = at;
        while (end < last && snapshot_value_at(x->snapshot, end).property == p)
            end++;
        if (is_shown(p))
            write_property(x, e, p, at, end);
        at = end;
    }
}

static bool write_referent(void *context, property_id p, str text)
{
    if (p == PROPERTY_REFERENTS)
        emit_str(context, text);
    return true;
}

/* Where the list does not say it, it is not known. index UINT32_MAX: a part. */
static void write_times(const entity_out *x, uint32_t index)
{
    static const char *const keys[SEEN_COUNT] = {"first_seen", "last_seen", "last_change"};
    for (int i = 0; i < SEEN_COUNT; i++) {
        char text[MOMENT_TEXT_CAP];
        uint32_t when = index == UINT32_MAX ? 0 : seen_at(x->snapshot, index, i);
        moment_format(when, text);
        emit_pair_text(x->writer, keys[i], when ? text : NULL);
    }
}

static void write_datasets(const entity_out *x, uint32_t index)
{
    uint16_t datasets[LIMIT_SOURCES];
    size_t count = snapshot_entity_datasets(x->snapshot, index, datasets, LIMIT_SOURCES);
    emit_key(x->writer, "datasets");
    emit_array(x->writer);
    for (size_t i = 0; i < count; i++)
        if (!x->scope || x->scope->mask[datasets[i]])
            emit_str(x->writer, snapshot_source_at(x->snapshot, datasets[i]).dataset);
    emit_end_array(x->writer);
}

/* ---- parts: a sanction, an address, a link ---- */

static void open_part(const entity_out *x, str of, const char *kind, uint32_t number, const char *schema,
                      str caption)
{
    json_emitter *w = x->writer;
    char id[1024];
    snprintf(id, sizeof id, "%.*s-%s-%u", (int)(of.len < 900 ? of.len : 900), of.data, kind, number);
    emit_object(w);
    emit_pair_text(w, "id", id);
    emit_pair_str(w, "caption", caption);
    emit_pair_text(w, "schema", schema);
    emit_key(w, "properties");
    emit_object(w);
}

static void close_part(const entity_out *x, uint16_t dataset)
{
    json_emitter *w = x->writer;
    emit_end_object(w);
    emit_key(w, "datasets");
    emit_array(w);
    emit_str(w, snapshot_source_at(x->snapshot, dataset).dataset);
    emit_end_array(w);
    emit_key(w, "referents");
    emit_array(w);
    emit_end_array(w);
    emit_pair_bool(w, "target", false);
    write_times(x, UINT32_MAX);
    emit_end_object(w);
}

static void write_one(json_emitter *w, const char *key, str value)
{
    if (!value.len)
        return;
    emit_key(w, key);
    emit_array(w);
    emit_str(w, value);
    emit_end_array(w);
}

static void write_sanction(const entity_out *x, const snapshot_entity *e, uint32_t n)
{
    const entity_listing l = snapshot_listing_at(x->snapshot, e->first_listing + n);
    json_emitter *w = x->writer;
    open_part(x, e->id, "sanction", n, "Sanction",
              l.program.len     ? l.program
              : l.authority.len ? l.authority
                                : str_of("Sanction"));
    write_one(w, "program", l.program);
    write_one(w, "authority", l.authority);
    write_one(w, "authorityId", l.authority_id);
    write_one(w, "listingDate", l.listing_date);
    write_one(w, "endDate", l.end_date);
    write_one(w, "provisions", l.legal_basis);
    write_one(w, "reason", l.reason);
    close_part(x, l.dataset);
}

static void write_address(const entity_out *x, const snapshot_entity *e, uint32_t n)
{
    const entity_address a = snapshot_address_at(x->snapshot, e->first_address + n);
    json_emitter *w = x->writer;
    open_part(x, e->id, "address", n, "Address", a.full);
    write_one(w, "full", a.full);
    write_one(w, "street", a.street);
    write_one(w, "city", a.city);
    write_one(w, "region", a.region);
    write_one(w, "postalCode", a.postal_code);
    write_one(w, "country", a.country);
    close_part(x, a.dataset);
}

/* A link with the entity at its other end; this end is left out, since the link stands inside it. */
static void write_link(const entity_out *x, const edge *g)
{
    const snapshot_entity holder = snapshot_entity_at(x->snapshot, g->holder);
    const entity_link l = snapshot_link_at(x->snapshot, holder.first_link + g->number);
    const edge_names *names = edge_names_of(l.schema);
    json_emitter *w = x->writer;
    char percentage[32] = "", schema[64];
    snprintf(schema, sizeof schema, "%.*s", STR_ARG(schema_name(l.schema)));
    open_part(x, holder.id, "link", g->number, schema, l.role.len ? l.role : schema_name(l.schema));
    emit_key(w, g->from ? names->to : names->from);
    emit_array(w);
    if (g->other == UINT32_MAX) {
        emit_str(w, l.target_id.len ? l.target_id : l.target_name);
    } else {
        emit_object(w);
        entity_out_members(x, g->other, false);
        emit_end_object(w);
    }
    emit_end_array(w);
    if (l.percentage >= 0)
        snprintf(percentage, sizeof percentage, "%d.%02d", l.percentage / 100, l.percentage % 100);
    write_one(w, l.schema == SCHEMA_FAMILY || l.schema == SCHEMA_ASSOCIATE ? "relationship" : "role", l.role);
    write_one(w, "percentage", str_of(percentage));
    write_one(w, "startDate", l.start_date);
    write_one(w, "endDate", l.end_date);
    close_part(x, l.dataset);
}

/* ---- what stands around an entity ---- */

static bool leads_to(const edge_names *names, bool from, str property)
{
    return names && str_is(property, from ? names->of_from : names->of_to);
}

static schema_id schema_of(const snapshot *s, const edge *g)
{
    return snapshot_link_at(s, snapshot_entity_at(s, g->holder).first_link + g->number).schema;
}

void entity_out_neighbours(const entity_out *x, uint32_t index, str property, size_t offset, size_t limit)
{
    const snapshot_entity e = snapshot_entity_at(x->snapshot, index);
    size_t at = 0;
    for (uint32_t i = 0; str_is(property, "sanctions") && i < e.listing_count; i++, at++)
        if (at >= offset && at - offset < limit)
            write_sanction(x, &e, i);
    for (uint32_t i = 0; str_is(property, "addressEntity") && i < e.address_count; i++, at++)
        if (at >= offset && at - offset < limit)
            write_address(x, &e, i);
    for (uint32_t i = x->edges->starts[index]; i < x->edges->starts[index + 1]; i++) {
        const edge *g = &x->edges->items[i];
        if (!leads_to(edge_names_of(schema_of(x->snapshot, g)), g->from, property))
            continue;
        if (at >= offset && at - offset < limit)
            write_link(x, g);
        at++;
    }
}

static void count_in(neighbour_set *sets, size_t *count, const char *property, size_t n)
{
    size_t i = 0;
    while (i < *count && strcmp(sets[i].property, property) != 0)
        i++;
    if (!n || i == NEIGHBOUR_SETS_MAX)
        return;
    if (i == *count)
        sets[(*count)++] = (neighbour_set){property, 0};
    sets[i].total += n;
}

size_t entity_neighbours(const entity_out *x, uint32_t index, neighbour_set sets[NEIGHBOUR_SETS_MAX])
{
    const snapshot_entity e = snapshot_entity_at(x->snapshot, index);
    size_t count = 0;
    count_in(sets, &count, "sanctions", e.listing_count);
    count_in(sets, &count, "addressEntity", e.address_count);
    for (uint32_t i = x->edges->starts[index]; i < x->edges->starts[index + 1]; i++) {
        const edge *g = &x->edges->items[i];
        const edge_names *names = edge_names_of(schema_of(x->snapshot, g));
        if (names)
            count_in(sets, &count, g->from ? names->of_from : names->of_to, 1);
    }
    return count;
}

bool entity_may_have(schema_id s, str property)
{
    const edge_names *names;
    property_id p;
    if (str_is(property, "sanctions") || str_is(property, "addressEntity"))
        return schema_is_a(s, SCHEMA_THING);
    for (size_t i = 0; (names = edge_names_at(i)) != NULL; i++)
        if (str_is(property, names->of_from) || str_is(property, names->of_to))
            return schema_is_a(s, SCHEMA_THING);
    return property_from_name(property, &p) && property_get_type(p) == TYPE_ENTITY &&
           property_belongs_to(p, s);
}

void entity_out_members(const entity_out *x, uint32_t index, bool nested)
{
    const snapshot_entity e = snapshot_entity_at(x->snapshot, index);
    json_emitter *w = x->writer;
    neighbour_set sets[NEIGHBOUR_SETS_MAX];
    size_t count = nested && x->edges ? entity_neighbours(x, index, sets) : 0;
    emit_pair_str(w, "id", e.id);
    emit_pair_str(w, "caption", e.caption);
    emit_pair_str(w, "schema", schema_name(e.schema));
    emit_key(w, "properties");
    emit_object(w);
    write_values(x, &e);
    for (size_t i = 0; i < count; i++) {
        emit_key(w, sets[i].property);
        emit_array(w);
        entity_out_neighbours(x, index, str_of(sets[i].property), 0, 500);
        emit_end_array(w);
    }
    emit_end_object(w);
    write_datasets(x, index);
    emit_key(w, "referents");
    emit_array(w);
    field_each(x->snapshot, index, write_referent, w);
    emit_end_array(w);
    emit_pair_bool(w, "target", field_is_target(x->snapshot, index));
    write_times(x, index);
}

typedef struct referent_search {
    str id;
    bool found;
} referent_search;

static bool is_referent(void *context, property_id p, str text)
{
    referent_search *r = context;
    r->found = p == PROPERTY_REFERENTS && str_equal(text, r->id);
    return !r->found;
}

uint32_t entity_of_referent(const snapshot *s, str id)
{
    referent_search r = {.id = id};
    for (uint32_t i = 0; i < snapshot_entity_count(s); i++) {
        field_each(s, i, is_referent, &r);
        if (r.found)
            return i;
    }
    return UINT32_MAX;
}
