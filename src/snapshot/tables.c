#include "snapshot/tables.h"

#include "base/limits.h"

void tables_init(snapshot_tables *t)
{
    *t = (snapshot_tables){0};
    for (core_section i = 0; i < CORE_COUNT; i++)
        buf_init(&t->rows[i], LIMIT_BUF_SIZE);
}

void tables_free(snapshot_tables *t)
{
    for (core_section i = 0; i < CORE_COUNT; i++)
        buf_free(&t->rows[i]);
    strings_free(&t->pool);
}

static bool nearly_full(const buf *b)
{
    return b->limit - b->len <= LIMIT_ELEMENT_LEN;
}

bool tables_are_full(const snapshot_tables *t)
{
    bool full = t->pool.text.limit && (nearly_full(&t->pool.text) || nearly_full(&t->pool.index));
    for (core_section i = 0; i < CORE_COUNT; i++)
        full |= nearly_full(&t->rows[i]);
    return full;
}

static void put_text(snapshot_tables *t, core_section section, str text)
{
    uint32_t number = 0;
    if (text.len > 0 && !strings_add(&t->pool, text, &number))
        t->failed = true;
    buf_u32(&t->rows[section], number);
}

static void put_values(snapshot_tables *t, const entity *e, uint32_t index)
{
    buf *rows = &t->rows[CORE_VALUES];
    for (size_t i = 0; i < e->value_count; i++) {
        const entity_value *v = &e->values[i];
        if (v->name_kind != NAME_NOT_A_NAME) {
            buf_u32(&t->rows[CORE_NAMES], index);
            buf_u32(&t->rows[CORE_NAMES], (uint32_t)(rows->len / VALUE_ROW));
        }
        buf_u16(rows, (uint16_t)v->property);
        buf_u16(rows, v->dataset);
        buf_putc(rows, (char)v->name_kind);
        buf_putc(rows, (char)((v->invalid ? VALUE_FLAG_INVALID : 0) | (v->derived ? VALUE_FLAG_DERIVED : 0)));
        buf_u16(rows, 0);
        put_text(t, CORE_VALUES, v->text);
        put_text(t, CORE_VALUES, v->country);
        put_text(t, CORE_VALUES, v->lang);
        put_text(t, CORE_VALUES, v->note);
    }
}

static void put_addresses(snapshot_tables *t, const entity *e)
{
    for (size_t i = 0; i < e->address_count; i++) {
        const entity_address *a = &e->addresses[i];
        buf_u16(&t->rows[CORE_ADDRESSES], a->dataset);
        buf_u16(&t->rows[CORE_ADDRESSES], 0);
        put_text(t, CORE_ADDRESSES, a->full);
        put_text(t, CORE_ADDRESSES, a->street);
        put_text(t, CORE_ADDRESSES, a->city);
        put_text(t, CORE_ADDRESSES, a->region);
        put_text(t, CORE_ADDRESSES, a->postal_code);
        put_text(t, CORE_ADDRESSES, a->country);
    }
}

static uint32_t find_entity(entity *const *entities, size_t count, str id)
{
    size_t low = 0, high = str_empty(id) ? 0 : count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = str_compare(entities[middle]->id, id);
        if (order == 0)
            return (uint32_t)middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return UINT32_MAX;
}

static void put_links(snapshot_tables *t, const entity *e, entity *const *entities, size_t count)
{
    buf *rows = &t->rows[CORE_LINKS];
    for (size_t i = 0; i < e->link_count; i++) {
        const entity_link *l = &e->links[i];
        buf_u16(rows, l->dataset);
        buf_u16(rows, (uint16_t)l->schema);
        buf_u32(rows, l->reversed ? LINK_FLAG_REVERSED : 0);
        buf_u32(rows, find_entity(entities, count, l->target_id));
        put_text(t, CORE_LINKS, l->target_id);
        put_text(t, CORE_LINKS, l->target_name);
        put_text(t, CORE_LINKS, l->role);
        buf_u32(rows, (uint32_t)l->percentage);
        put_text(t, CORE_LINKS, l->start_date);
        put_text(t, CORE_LINKS, l->end_date);
    }
}

static void put_listings(snapshot_tables *t, const entity *e)
{
    for (size_t i = 0; i < e->listing_count; i++) {
        const entity_listing *l = &e->listings[i];
        buf_u16(&t->rows[CORE_LISTINGS], l->dataset);
        buf_u16(&t->rows[CORE_LISTINGS], 0);
        put_text(t, CORE_LISTINGS, l->program);
        put_text(t, CORE_LISTINGS, l->authority);
        put_text(t, CORE_LISTINGS, l->authority_id);
        put_text(t, CORE_LISTINGS, l->listing_date);
        put_text(t, CORE_LISTINGS, l->end_date);
        put_text(t, CORE_LISTINGS, l->legal_basis);
        put_text(t, CORE_LISTINGS, l->reason);
    }
}

/* The first primary name, else the first name of any kind, else the id. */
static str caption_of(const entity *e)
{
    const entity_value *best = NULL;
    for (size_t i = 0; i < e->value_count; i++) {
        const entity_value *v = &e->values[i];
        if (v->name_kind == NAME_PRIMARY)
            return v->text;
        if (v->name_kind != NAME_NOT_A_NAME && !best)
            best = v;
    }
    return best ? best->text : e->id;
}

static void put_entity(snapshot_tables *t, const entity *e, uint32_t index, uint32_t *listed)
{
    buf *rows = t->rows, *row = &rows[CORE_ENTITIES];
    uint16_t datasets[LIMIT_SOURCES];
    size_t dataset_count = entity_datasets(e, datasets, LIMIT_SOURCES);
    put_text(t, CORE_ENTITIES, e->id);
    put_text(t, CORE_ENTITIES, caption_of(e));
    buf_u16(row, (uint16_t)e->schema);
    buf_u16(row, (uint16_t)((e->listed ? ENTITY_FLAG_LISTED : 0) | (e->former ? ENTITY_FLAG_FORMER : 0)));
    buf_u32(row, (uint32_t)(rows[CORE_DATASETS].len / 2));
    buf_u32(row, (uint32_t)(rows[CORE_VALUES].len / VALUE_ROW));
    buf_u32(row, (uint32_t)(rows[CORE_ADDRESSES].len / ADDRESS_ROW));
    buf_u32(row, (uint32_t)(rows[CORE_LINKS].len / LINK_ROW));
    buf_u32(row, (uint32_t)(rows[CORE_LISTINGS].len / LISTING_ROW));
    buf_u32(row, (uint32_t)(rows[CORE_NAMES].len / NAME_ROW));
    for (size_t i = 0; i < dataset_count; i++) {
        buf_u16(&rows[CORE_DATASETS], datasets[i]);
        listed[datasets[i]] += e->listed && !e->former;
    }
    put_values(t, e, index);
    put_addresses(t, e);
    put_listings(t, e);
}

static void put_model_and_sources(snapshot_tables *t, const snapshot_writer_source_info *sources,
                                  uint16_t source_count, const uint32_t *listed)
{
    for (schema_id i = 0; i < SCHEMA_COUNT; i++)
        put_text(t, CORE_SCHEMATA, schema_name(i));
    for (property_id i = 0; i < PROPERTY_COUNT; i++)
        put_text(t, CORE_PROPERTIES, property_name(i));
    for (uint16_t i = 0; i < source_count; i++) {
        put_text(t, CORE_SOURCES, sources[i].dataset);
        put_text(t, CORE_SOURCES, sources[i].title);
        put_text(t, CORE_SOURCES, sources[i].publisher);
        put_text(t, CORE_SOURCES, sources[i].date);
        put_text(t, CORE_SOURCES, sources[i].json);
        buf_u32(&t->rows[CORE_SOURCES], listed[i]);
    }
}

bool tables_fill(snapshot_tables *t, const snapshot_writer_source_info *sources, uint16_t source_count,
                 entity *const *entities, size_t entity_count)
{
    uint32_t listed[LIMIT_SOURCES] = {0};
    if (!strings_init(&t->pool))
        return false;
    for (size_t i = 0; i < entity_count; i++) {
        put_entity(t, entities[i], (uint32_t)i, listed);
        put_links(t, entities[i], entities, entity_count);
    }
    put_model_and_sources(t, sources, source_count, listed);
    if (!strings_end(&t->pool))
        return false;
    for (core_section i = 0; i < CORE_COUNT; i++)
        t->failed |= t->rows[i].failed;
    return !t->failed;
}

str tables_section(const snapshot_tables *t, core_section section)
{
    if (section == CORE_TEXT)
        return buf_as_str(&t->pool.text);
    if (section == CORE_TEXT_INDEX)
        return buf_as_str(&t->pool.index);
    return buf_as_str(&t->rows[section]);
}
