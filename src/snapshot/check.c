/* The full check: after it, no row of a core table can lead outside, whatever made the file. */
#include "base/error.h"
#include "snapshot/internal.h"

typedef struct check {
    const snapshot *s;
    itd_error *error;
} check;

static itd_status wrong(const check *c, core_section section, uint32_t row, const char *what)
{
    return error_set(c->error, ITD_ERROR_SNAPSHOT, c->s->name, "is damaged: section %s, row %u: %s",
                     core_sections[section].tag, row, what);
}

static bool is_text(const check *c, const char *field)
{
    return read_u32(field) < text_count(c->s);
}

/* True if the u32 fields from `first` to before `end` are numbers of texts. */
static bool are_texts(const check *c, const char *row, unsigned first, unsigned end)
{
    for (unsigned field = first; field < end; field += 4)
        if (!is_text(c, row + field))
            return false;
    return true;
}

static itd_status check_texts(const check *c)
{
    const snapshot *s = c->s;
    uint32_t count = s->count[CORE_TEXT_INDEX], before = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t offset = read_u32(row_at(s, CORE_TEXT_INDEX, i));
        if (offset < before || offset > s->core[CORE_TEXT].len || (i < 2 && offset != 0))
            return wrong(c, CORE_TEXT_INDEX, i, "the text begins outside of its place");
        before = offset;
    }
    if (before != s->core[CORE_TEXT].len)
        return wrong(c, CORE_TEXT_INDEX, count - 1, "bytes follow the last text");
    return ITD_OK;
}

/* The numbers of schemata and properties must mean what they mean in this program. */
static itd_status check_model(const check *c)
{
    const snapshot *s = c->s;
    for (uint32_t i = 0; i < s->count[CORE_SCHEMATA]; i++) {
        const char *row = row_at(s, CORE_SCHEMATA, i);
        if (i >= SCHEMA_COUNT || !is_text(c, row) ||
            !str_equal(text_at(s, read_u32(row)), schema_name((schema_id)i)))
            return wrong(c, CORE_SCHEMATA, i, "a schema that this program does not know; compile it again");
    }
    for (uint32_t i = 0; i < s->count[CORE_PROPERTIES]; i++) {
        const char *row = row_at(s, CORE_PROPERTIES, i);
        if (i >= PROPERTY_COUNT || !is_text(c, row) ||
            !str_equal(text_at(s, read_u32(row)), property_name((property_id)i)))
            return wrong(c, CORE_PROPERTIES, i,
                         "a property that this program does not know; compile it again");
    }
    return ITD_OK;
}

static itd_status check_sources(const check *c)
{
    const snapshot *s = c->s;
    for (uint32_t i = 0; i < s->count[CORE_SOURCES]; i++) {
        const char *row = row_at(s, CORE_SOURCES, i);
        if (!are_texts(c, row, SOURCE_DATASET, SOURCE_ENTITY_COUNT))
            return wrong(c, CORE_SOURCES, i, "a text that does not exist");
        if (i && str_compare(snapshot_source_at(s, (uint16_t)(i - 1)).dataset,
                             snapshot_source_at(s, (uint16_t)i).dataset) >= 0)
            return wrong(c, CORE_SOURCES, i, "the datasets are not in order");
    }
    return ITD_OK;
}

/* Runs begin at 0, never go back, and end in the table. */
static bool runs_in_order(const check *c, uint32_t i, unsigned field, core_section table)
{
    const char *row = row_at(c->s, CORE_ENTITIES, i);
    uint32_t first = read_u32(row + field);
    if (first > c->s->count[table])
        return false;
    return i == 0 ? first == 0 : first >= read_u32(row - ENTITY_ROW + field);
}

static itd_status check_entity(const check *c, uint32_t i)
{
    static const struct {
        unsigned field;
        core_section table;
    } runs[] = {
        {ENTITY_FIRST_DATASET, CORE_DATASETS},  {ENTITY_FIRST_VALUE, CORE_VALUES},
        {ENTITY_FIRST_ADDRESS, CORE_ADDRESSES}, {ENTITY_FIRST_LINK, CORE_LINKS},
        {ENTITY_FIRST_LISTING, CORE_LISTINGS},  {ENTITY_FIRST_NAME, CORE_NAMES},
    };
    const snapshot *s = c->s;
    const char *row = row_at(s, CORE_ENTITIES, i);
    if (!are_texts(c, row, ENTITY_ID, ENTITY_SCHEMA))
        return wrong(c, CORE_ENTITIES, i, "a text that does not exist");
    if (read_u16(row + ENTITY_SCHEMA) >= s->count[CORE_SCHEMATA] ||
        read_u16(row + ENTITY_FLAGS) & ~(ENTITY_FLAG_LISTED | ENTITY_FLAG_FORMER))
        return wrong(c, CORE_ENTITIES, i, "a schema or flag that does not exist");
    for (size_t r = 0; r < sizeof runs / sizeof runs[0]; r++)
        if (!runs_in_order(c, i, runs[r].field, runs[r].table))
            return wrong(c, CORE_ENTITIES, i, "its rows lie outside of their place");
    if (i && str_compare(text_at(s, read_u32(row - ENTITY_ROW + ENTITY_ID)),
                         text_at(s, read_u32(row + ENTITY_ID))) >= 0)
        return wrong(c, CORE_ENTITIES, i, "the ids are not in order");
    return ITD_OK;
}

static itd_status check_values(const check *c)
{
    const snapshot *s = c->s;
    for (uint32_t i = 0; i < s->count[CORE_VALUES]; i++) {
        const char *row = row_at(s, CORE_VALUES, i);
        if (read_u16(row + VALUE_PROPERTY) >= s->count[CORE_PROPERTIES] ||
            read_u16(row + VALUE_DATASET) >= s->count[CORE_SOURCES] ||
            (unsigned char)row[VALUE_KIND] >= NAME_KIND_COUNT ||
            row[VALUE_FLAGS] & ~(VALUE_FLAG_INVALID | VALUE_FLAG_DERIVED) || read_u16(row + VALUE_ZERO) != 0)
            return wrong(c, CORE_VALUES, i, "a property, dataset, kind or flag that does not exist");
        if (!are_texts(c, row, VALUE_TEXT, VALUE_ROW))
            return wrong(c, CORE_VALUES, i, "a text that does not exist");
    }
    return ITD_OK;
}

static itd_status check_addresses_and_listings(const check *c)
{
    const snapshot *s = c->s;
    for (uint32_t i = 0; i < s->count[CORE_ADDRESSES]; i++) {
        const char *row = row_at(s, CORE_ADDRESSES, i);
        if (read_u16(row + ADDRESS_DATASET) >= s->count[CORE_SOURCES] || read_u16(row + ADDRESS_ZERO) != 0 ||
            !are_texts(c, row, ADDRESS_FULL, ADDRESS_ROW))
            return wrong(c, CORE_ADDRESSES, i, "a dataset or text that does not exist");
    }
    for (uint32_t i = 0; i < s->count[CORE_LISTINGS]; i++) {
        const char *row = row_at(s, CORE_LISTINGS, i);
        if (read_u16(row + LISTING_DATASET) >= s->count[CORE_SOURCES] || read_u16(row + LISTING_ZERO) != 0 ||
            !are_texts(c, row, LISTING_PROGRAM, LISTING_ROW))
            return wrong(c, CORE_LISTINGS, i, "a dataset or text that does not exist");
    }
    return ITD_OK;
}

static itd_status check_links(const check *c)
{
    const snapshot *s = c->s;
    for (uint32_t i = 0; i < s->count[CORE_LINKS]; i++) {
        const char *row = row_at(s, CORE_LINKS, i);
        if (read_u16(row + LINK_DATASET) >= s->count[CORE_SOURCES] ||
            read_u16(row + LINK_SCHEMA) >= s->count[CORE_SCHEMATA] ||
            read_u32(row + LINK_FLAGS) & ~(uint32_t)LINK_FLAG_REVERSED)
            return wrong(c, CORE_LINKS, i, "a dataset, schema or flag that does not exist");
        if (!are_texts(c, row, LINK_TARGET_ID, LINK_PERCENTAGE) ||
            !are_texts(c, row, LINK_START_DATE, LINK_ROW))
            return wrong(c, CORE_LINKS, i, "a text that does not exist");
        uint32_t target = read_u32(row + LINK_TARGET);
        if (target == UINT32_MAX)
            continue;
        if (target >= s->count[CORE_ENTITIES] ||
            read_u32(row_at(s, CORE_ENTITIES, target) + ENTITY_ID) != read_u32(row + LINK_TARGET_ID))
            return wrong(c, CORE_LINKS, i, "its target is another entity than its id says");
    }
    return ITD_OK;
}

/* The names and datasets of one entity, after the rows of all tables were checked. */
static itd_status check_runs(const check *c, uint32_t i)
{
    const snapshot *s = c->s;
    snapshot_entity e = snapshot_entity_at(s, i);
    uint32_t next = e.first_value;
    for (uint32_t n = e.first_name; n < e.first_name + e.name_count; n++) {
        const char *row = row_at(s, CORE_NAMES, n);
        uint32_t value = read_u32(row + NAME_VALUE);
        if (read_u32(row + NAME_ENTITY) != i || value < next || value >= e.first_value + e.value_count ||
            row_at(s, CORE_VALUES, value)[VALUE_KIND] == NAME_NOT_A_NAME)
            return wrong(c, CORE_NAMES, n, "is no name of its entity");
        next = value + 1;
    }
    uint32_t first = read_u32(row_at(s, CORE_ENTITIES, i) + ENTITY_FIRST_DATASET);
    size_t count = snapshot_entity_datasets(s, i, NULL, 0);
    for (uint32_t d = 0; d < count; d++) {
        const char *here = row_at(s, CORE_DATASETS, first + d);
        if (read_u16(here) >= s->count[CORE_SOURCES] || (d && read_u16(here - 2) >= read_u16(here)))
            return wrong(c, CORE_DATASETS, first + d, "the datasets of the entity are not in order");
    }
    return ITD_OK;
}

itd_status snapshot_check(const snapshot *s, itd_error *error)
{
    check c = {s, error};
    itd_status (*const tables[])(const check *) = {check_texts, check_model, check_sources, check_values,
                                                   check_addresses_and_listings};
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        itd_status status = tables[i](&c);
        if (status != ITD_OK)
            return status;
    }
    for (uint32_t i = 0; i < s->count[CORE_ENTITIES]; i++) {
        itd_status status = check_entity(&c, i);
        if (status != ITD_OK)
            return status;
    }
    itd_status status = check_links(&c);
    for (uint32_t i = 0; i < s->count[CORE_ENTITIES] && status == ITD_OK; i++)
        status = check_runs(&c, i);
    return status;
}
