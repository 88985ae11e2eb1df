#include "batch/row.h"

#include "batch/table.h"
#include "base/error.h"
#include "base/limits.h"
#include "value/value.h"

static bool is_ignored(const row_ignored *ignored, str name)
{
    for (size_t i = 0; i < ignored->count; i++)
        if (str_equal_nocase(name, str_trim(str_of(ignored->names[i]))))
            return true;
    return false;
}

static bool can_be_searched(str column)
{
    property_id ignored;
    header_use use = value_header(column, &ignored);
    return use == HEADER_NAME || use == HEADER_GIVEN || use == HEADER_FAMILY || use == HEADER_IDENTIFIER ||
           use == HEADER_IDENTIFIER_KIND;
}

static itd_status check_ignored(const row_columns *c, const row_ignored *ignored, const char *path,
                                itd_error *error)
{
    for (size_t i = 0; i < ignored->count; i++) {
        bool found = false;
        for (size_t k = 0; k < c->count && !found; k++)
            found = str_equal_nocase(c->columns[k].name, str_trim(str_of(ignored->names[i])));
        if (!found)
            return error_set(error, ITD_ERROR_USAGE, path, "--ignore '%s': there is no such column",
                             ignored->names[i]);
    }
    return ITD_OK;
}

itd_status row_columns_read(row_columns *c, const str *cells, size_t count, const row_ignored *ignored,
                            const char *path, itd_error *error)
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
        column->name = arena_str(&c->memory, str_trim(cells[i]));
        bool left_out = is_ignored(ignored, column->name);
        column->use = left_out ? QUERY_NOTHING : query_use_of(column->name);
        searchable |= !left_out && can_be_searched(column->name);
        if (column->use == QUERY_NOTHING || column->use == QUERY_UNKNOWN) {
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
    return check_ignored(c, ignored, path, error);
}

void row_columns_free(row_columns *c)
{
    arena_free(&c->memory);
}

static itd_status unknown_column(const row_column *column, itd_error *error)
{
    str near = value_header_suggest(column->name);
    int len = (int)(column->name.len < 80 ? column->name.len : 80);
    return error_set(error, ITD_ERROR_USAGE, NULL,
                     "the column '%.*s' is not known%s%.*s%s; --ignore '%.*s' leaves it out", len,
                     column->name.data, near.len ? " (did you mean '" : "", STR_ARG(near),
                     near.len ? "'?)" : "", len, column->name.data);
}

static itd_status add_cell(const row_column *column, str cell, screening_query *q, itd_error *error)
{
    str rest = cell, part;
    itd_status status = ITD_OK;
    if (str_empty(cell))
        return ITD_OK;
    switch (column->use) {
    case QUERY_UNKNOWN:
        return unknown_column(column, error);
    case QUERY_NOTHING:
        return ITD_OK;
    case QUERY_ID:
        if (str_empty(q->id))
            q->id = cell;
        return ITD_OK;
    case QUERY_SCHEMA:
        status = query_set_schema(q, cell, error);
        if (status != ITD_OK && error)
            error->status = ITD_ERROR_INPUT;
        return status == ITD_OK ? ITD_OK : ITD_ERROR_INPUT;
    case QUERY_VALUE:
        while (status == ITD_OK && str_split(&rest, ';', &part))
            status = query_add(q, column->name, part, error);
        return status;
    default:
        return query_add(q, column->name, cell, error);
    }
}

itd_status row_query(const row_columns *c, str raw, char separator, arena *a, screening_query *q,
                     itd_error *error)
{
    table_record row;
    itd_status status = ITD_OK;
    table_split(raw, separator, a, &row);
    if (row.problem && a->failed)
        return error_memory(error);
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
        status = add_cell(column, cell, q, error);
    }
    return status == ITD_OK ? query_finish(q, a, error) : status;
}
