#include "batch/row.h"

#include "batch/table.h"
#include "base/error.h"
#include "base/limits.h"

static const struct {
    const char *name;
    column_use use;
} special[] = {
    {"id", COLUMN_ID},
    {"query_id", COLUMN_ID},
    {"customer_id", COLUMN_ID},
    {"row_id", COLUMN_ID},
    {"reference", COLUMN_ID},
    {"schema", COLUMN_SCHEMA},
    {"first_name", COLUMN_GIVEN},
    {"firstname", COLUMN_GIVEN},
    {"given_name", COLUMN_GIVEN},
    {"forename", COLUMN_GIVEN},
    {"middle_name", COLUMN_MIDDLE},
    {"middlename", COLUMN_MIDDLE},
    {"last_name", COLUMN_FAMILY},
    {"lastname", COLUMN_FAMILY},
    {"family_name", COLUMN_FAMILY},
    {"surname", COLUMN_FAMILY},
};

/* Names never part at ';': a name may hold one. */
static bool holds_names(str column)
{
    screening_query probe;
    query_init(&probe);
    return query_add(&probe, column, str_of("x"), NULL) == ITD_OK &&
           (probe.match.name_count || probe.match.address_count);
}

static row_column column_of(str name)
{
    row_column c = {.name = name};
    for (size_t i = 0; i < sizeof special / sizeof special[0]; i++)
        if (str_equal_nocase(name, str_of(special[i].name)))
            return c.use = special[i].use, c;
    if (query_knows(name)) {
        c.use = COLUMN_VALUE;
        c.is_name = holds_names(name);
    }
    return c;
}

static bool can_be_searched(const row_column *c)
{
    screening_query probe;
    query_init(&probe);
    if (c->use == COLUMN_GIVEN || c->use == COLUMN_FAMILY)
        return true;
    return c->use == COLUMN_VALUE && query_add(&probe, c->name, str_of("x"), NULL) == ITD_OK &&
           (probe.match.name_count || probe.match.identifier_count);
}

itd_status row_columns_read(row_columns *c, const str *cells, size_t count, const char *path,
                            itd_error *error)
{
    bool searchable = false;
    buf unused;
    arena_init(&c->memory, LIMIT_ARENA_SIZE);
    c->columns = arena_array(&c->memory, count, sizeof *c->columns);
    if (!c->columns)
        return error_memory(error);
    buf_init(&unused, TABLE_RECORD_LEN_MAX * 2);
    for (size_t i = 0; i < count; i++) {
        row_column *column = &c->columns[c->count++];
        *column = column_of(arena_str(&c->memory, cells[i]));
        searchable |= can_be_searched(column);
        if (column->use == COLUMN_UNUSED) {
            buf_puts(&unused, unused.len ? ", " : "");
            buf_str(&unused, column->name);
        }
    }
    c->unused = arena_str(&c->memory, buf_as_str(&unused));
    bool failed = unused.failed || !c->unused.data;
    buf_free(&unused);
    if (failed)
        return error_memory(error);
    if (!searchable)
        return error_set(error, ITD_ERROR_INPUT, path,
                         "the header has no column 'name' or of an identifier; it has '%.*s'",
                         (int)(c->unused.len < 200 ? c->unused.len : 200), c->unused.data);
    return ITD_OK;
}

void row_columns_free(row_columns *c)
{
    arena_free(&c->memory);
}

static itd_status add_cell(const row_column *column, str cell, screening_query *q, itd_error *error)
{
    str rest = cell, part;
    itd_status status = ITD_OK;
    if (column->is_name)
        return query_add(q, column->name, cell, error);
    while (status == ITD_OK && str_split(&rest, ';', &part))
        status = query_add(q, column->name, part, error);
    return status;
}

static str join(arena *a, str left, str right)
{
    left = str_trim(left);
    right = str_trim(right);
    if (str_empty(left) || str_empty(right))
        return str_empty(left) ? right : left;
    char *both = arena_alloc(a, left.len + right.len + 1);
    if (!both)
        return STR_NONE;
    memcpy(both, left.data, left.len);
    both[left.len] = ' ';
    memcpy(both + left.len + 1, right.data, right.len);
    return str_make(both, left.len + right.len + 1);
}

itd_status row_query(const row_columns *c, str raw, char separator, arena *a, screening_query *q,
                     itd_error *error)
{
    table_record row;
    str parts[3] = {STR_NONE, STR_NONE, STR_NONE};
    itd_status status = ITD_OK;
    table_split(raw, separator, a, &row);
    if (row.problem)
        return error_set(error, ITD_ERROR_INPUT, NULL, "%s", row.problem);
    for (size_t i = c->count; i < row.field_count; i++)
        if (!str_empty(row.fields[i]))
            return error_set(error, ITD_ERROR_INPUT, NULL, "%zu fields where the header has %zu",
                             row.field_count, c->count);
    for (size_t i = 0; i < row.field_count && i < c->count && status == ITD_OK; i++) {
        const row_column *column = &c->columns[i];
        str cell = str_trim(row.fields[i]);
        if (cell.len > LIMIT_VALUE_LEN)
            return error_set(error, ITD_ERROR_INPUT, NULL, "'%.*s' is longer than %zu bytes",
                             STR_ARG(column->name), LIMIT_VALUE_LEN);
        if (column->use == COLUMN_ID)
            q->id = cell;
        else if (column->use == COLUMN_SCHEMA)
            status = query_set_schema(q, cell, error);
        else if (column->use == COLUMN_VALUE)
            status = add_cell(column, cell, q, error);
        else if (column->use != COLUMN_UNUSED)
            parts[column->use - COLUMN_GIVEN] = cell;
    }
    if (status == ITD_OK && !q->match.name_count)
        status = query_add(q, str_of("name"), join(a, join(a, parts[0], parts[1]), parts[2]), error);
    return status == ITD_OK ? query_check(q, error) : status;
}
