/* Rows of the tables as the types of the model. */
#include "snapshot/internal.h"

const core_section_info core_sections[CORE_COUNT] = {
    [CORE_ADDRESSES] = {"ADDR", ADDRESS_ROW}, [CORE_DATASETS] = {"EDAT", 2},
    [CORE_ENTITIES] = {"ENTY", ENTITY_ROW},   [CORE_LINKS] = {"LINK", LINK_ROW},
    [CORE_LISTINGS] = {"LIST", LISTING_ROW},  [CORE_NAMES] = {"NAME", NAME_ROW},
    [CORE_PROPERTIES] = {"PROP", 4},          [CORE_SCHEMATA] = {"SCHM", 4},
    [CORE_SOURCES] = {"SOUR", SOURCE_ROW},    [CORE_TEXT] = {"STRD", 1},
    [CORE_TEXT_INDEX] = {"STRX", 4},          [CORE_VALUES] = {"VALU", VALUE_ROW},
};

core_section core_section_find(const char tag[4])
{
    for (core_section i = 0; i < CORE_COUNT; i++)
        if (memcmp(core_sections[i].tag, tag, 4) == 0)
            return i;
    return CORE_COUNT;
}

core_section snapshot_count_rows(snapshot *s)
{
    for (core_section i = 0; i < CORE_COUNT; i++) {
        size_t size = s->core[i].len, row = core_sections[i].row;
        if (size % row || size / row >= UINT32_MAX)
            return i;
        s->count[i] = (uint32_t)(size / row);
    }
    return CORE_COUNT;
}

const char *snapshot_hash(const snapshot *s)
{
    return s->hash;
}

size_t snapshot_size(const snapshot *s)
{
    return s->size;
}

uint32_t snapshot_entity_count(const snapshot *s)
{
    return s->count[CORE_ENTITIES];
}

/* A run of rows: from the field of this entity to that of the next, or to the end of the table. */
static uint32_t run(const snapshot *s, uint32_t index, unsigned field, core_section table, uint32_t *count)
{
    const char *row = row_at(s, CORE_ENTITIES, index);
    uint32_t first = read_u32(row + field);
    bool last = index + 1 == s->count[CORE_ENTITIES];
    *count = (last ? s->count[table] : read_u32(row + ENTITY_ROW + field)) - first;
    return first;
}

snapshot_entity snapshot_entity_at(const snapshot *s, uint32_t index)
{
    const char *row = row_at(s, CORE_ENTITIES, index);
    snapshot_entity e = {
        .id = text_at(s, read_u32(row + ENTITY_ID)),
        .schema = (schema_id)read_u16(row + ENTITY_SCHEMA),
        .listed = read_u16(row + ENTITY_FLAGS) & ENTITY_FLAG_LISTED,
        .former = read_u16(row + ENTITY_FLAGS) & ENTITY_FLAG_FORMER,
        .caption = text_at(s, read_u32(row + ENTITY_CAPTION)),
    };
    e.first_value = run(s, index, ENTITY_FIRST_VALUE, CORE_VALUES, &e.value_count);
    e.first_address = run(s, index, ENTITY_FIRST_ADDRESS, CORE_ADDRESSES, &e.address_count);
    e.first_link = run(s, index, ENTITY_FIRST_LINK, CORE_LINKS, &e.link_count);
    e.first_listing = run(s, index, ENTITY_FIRST_LISTING, CORE_LISTINGS, &e.listing_count);
    e.first_name = run(s, index, ENTITY_FIRST_NAME, CORE_NAMES, &e.name_count);
    return e;
}

schema_id snapshot_entity_schema(const snapshot *s, uint32_t index)
{
    return (schema_id)read_u16(row_at(s, CORE_ENTITIES, index) + ENTITY_SCHEMA);
}

uint32_t snapshot_entity_find(const snapshot *s, str id)
{
    uint32_t low = 0, high = s->count[CORE_ENTITIES];
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = str_compare(text_at(s, read_u32(row_at(s, CORE_ENTITIES, middle) + ENTITY_ID)), id);
        if (order == 0)
            return middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return UINT32_MAX;
}

size_t snapshot_entity_datasets(const snapshot *s, uint32_t index, uint16_t *datasets, size_t cap)
{
    uint32_t count;
    uint32_t first = run(s, index, ENTITY_FIRST_DATASET, CORE_DATASETS, &count);
    for (uint32_t i = 0; i < count && i < cap; i++)
        datasets[i] = read_u16(row_at(s, CORE_DATASETS, first + i));
    return count;
}

entity_value snapshot_value_at(const snapshot *s, uint32_t index)
{
    const char *row = row_at(s, CORE_VALUES, index);
    return (entity_value){
        .property = (property_id)read_u16(row + VALUE_PROPERTY),
        .name_kind = (uint8_t)row[VALUE_KIND],
        .dataset = read_u16(row + VALUE_DATASET),
        .invalid = row[VALUE_FLAGS] & VALUE_FLAG_INVALID,
        .derived = row[VALUE_FLAGS] & VALUE_FLAG_DERIVED,
        .text = text_at(s, read_u32(row + VALUE_TEXT)),
        .country = text_at(s, read_u32(row + VALUE_COUNTRY)),
        .lang = text_at(s, read_u32(row + VALUE_LANG)),
        .note = text_at(s, read_u32(row + VALUE_NOTE)),
    };
}

uint32_t snapshot_value_count(const snapshot *s)
{
    return s->count[CORE_VALUES];
}

bool snapshot_value_next(const snapshot *s, property_id p, uint32_t *at)
{
    while (*at < s->count[CORE_VALUES] && read_u16(row_at(s, CORE_VALUES, *at) + VALUE_PROPERTY) != p)
        (*at)++;
    return *at < s->count[CORE_VALUES];
}

bool snapshot_value_repeats(const snapshot *s, uint32_t first, uint32_t index)
{
    const entity_value v = snapshot_value_at(s, index);
    for (uint32_t i = index; i-- > first;) {
        const entity_value before = snapshot_value_at(s, i);
        if (before.property != v.property)
            return false;
        if (str_equal(before.text, v.text))
            return true;
    }
    return false;
}

bool snapshot_entity_says(const snapshot *s, const snapshot_entity *e, property_id p, str text)
{
    for (uint32_t i = 0; i < e->value_count; i++) {
        const entity_value v = snapshot_value_at(s, e->first_value + i);
        if (v.property == p && str_equal(v.text, text))
            return true;
    }
    return false;
}

entity_address snapshot_address_at(const snapshot *s, uint32_t index)
{
    const char *row = row_at(s, CORE_ADDRESSES, index);
    return (entity_address){
        .dataset = read_u16(row + ADDRESS_DATASET),
        .full = text_at(s, read_u32(row + ADDRESS_FULL)),
        .street = text_at(s, read_u32(row + ADDRESS_STREET)),
        .city = text_at(s, read_u32(row + ADDRESS_CITY)),
        .region = text_at(s, read_u32(row + ADDRESS_REGION)),
        .postal_code = text_at(s, read_u32(row + ADDRESS_POSTAL_CODE)),
        .country = text_at(s, read_u32(row + ADDRESS_COUNTRY)),
    };
}

entity_link snapshot_link_at(const snapshot *s, uint32_t index)
{
    const char *row = row_at(s, CORE_LINKS, index);
    return (entity_link){
        .dataset = read_u16(row + LINK_DATASET),
        .schema = (schema_id)read_u16(row + LINK_SCHEMA),
        .reversed = read_u32(row + LINK_FLAGS) & LINK_FLAG_REVERSED,
        .target_id = text_at(s, read_u32(row + LINK_TARGET_ID)),
        .target_name = text_at(s, read_u32(row + LINK_TARGET_NAME)),
        .role = text_at(s, read_u32(row + LINK_ROLE)),
        .percentage = (int32_t)read_u32(row + LINK_PERCENTAGE),
        .start_date = text_at(s, read_u32(row + LINK_START_DATE)),
        .end_date = text_at(s, read_u32(row + LINK_END_DATE)),
    };
}

uint32_t snapshot_link_count(const snapshot *s)
{
    return s->count[CORE_LINKS];
}

bool snapshot_link_next(const snapshot *s, schema_id schema, uint32_t *at)
{
    while (*at < s->count[CORE_LINKS] && read_u16(row_at(s, CORE_LINKS, *at) + LINK_SCHEMA) != schema)
        (*at)++;
    return *at < s->count[CORE_LINKS];
}

/* The last entity whose links begin at this one or before it. */
uint32_t snapshot_link_entity(const snapshot *s, uint32_t link_index)
{
    uint32_t low = 0, high = s->count[CORE_ENTITIES];
    while (low + 1 < high) {
        uint32_t middle = low + (high - low) / 2;
        if (read_u32(row_at(s, CORE_ENTITIES, middle) + ENTITY_FIRST_LINK) <= link_index)
            low = middle;
        else
            high = middle;
    }
    return low;
}

uint32_t snapshot_link_target(const snapshot *s, uint32_t link_index)
{
    return read_u32(row_at(s, CORE_LINKS, link_index) + LINK_TARGET);
}

entity_listing snapshot_listing_at(const snapshot *s, uint32_t index)
{
    const char *row = row_at(s, CORE_LISTINGS, index);
    return (entity_listing){
        .dataset = read_u16(row + LISTING_DATASET),
        .program = text_at(s, read_u32(row + LISTING_PROGRAM)),
        .authority = text_at(s, read_u32(row + LISTING_AUTHORITY)),
        .authority_id = text_at(s, read_u32(row + LISTING_AUTHORITY_ID)),
        .listing_date = text_at(s, read_u32(row + LISTING_LISTING_DATE)),
        .end_date = text_at(s, read_u32(row + LISTING_END_DATE)),
        .legal_basis = text_at(s, read_u32(row + LISTING_LEGAL_BASIS)),
        .reason = text_at(s, read_u32(row + LISTING_REASON)),
    };
}

uint32_t snapshot_name_count(const snapshot *s)
{
    return s->count[CORE_NAMES];
}

snapshot_name snapshot_name_at(const snapshot *s, uint32_t index)
{
    const char *row = row_at(s, CORE_NAMES, index);
    uint32_t value = read_u32(row + NAME_VALUE);
    const char *value_row = row_at(s, CORE_VALUES, value);
    return (snapshot_name){
        .entity = read_u32(row + NAME_ENTITY),
        .value = value,
        .kind = (name_kind)(uint8_t)value_row[VALUE_KIND],
        .text = text_at(s, read_u32(value_row + VALUE_TEXT)),
    };
}

uint32_t snapshot_name_entity(const snapshot *s, uint32_t index)
{
    return read_u32(row_at(s, CORE_NAMES, index) + NAME_ENTITY);
}

uint16_t snapshot_source_count(const snapshot *s)
{
    return (uint16_t)s->count[CORE_SOURCES];
}

snapshot_source snapshot_source_at(const snapshot *s, uint16_t index)
{
    const char *row = row_at(s, CORE_SOURCES, index);
    return (snapshot_source){
        .dataset = text_at(s, read_u32(row + SOURCE_DATASET)),
        .title = text_at(s, read_u32(row + SOURCE_TITLE)),
        .publisher = text_at(s, read_u32(row + SOURCE_PUBLISHER)),
        .date = text_at(s, read_u32(row + SOURCE_DATE)),
        .json = text_at(s, read_u32(row + SOURCE_JSON)),
        .entity_count = read_u32(row + SOURCE_ENTITY_COUNT),
    };
}
