#include "evaluate/table.h"

#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "list/csv.h"

#include <stdint.h>

static itd_status read_header(arena *a, csv_reader *csv, table *t, itd_error *error)
{
    bool more;
    itd_status status = csv_next(csv, &more, error);
    if (status != ITD_OK)
        return status;
    if (!more)
        return error_at_line(error, ITD_ERROR_INPUT, t->path, 1,
                             "the file is empty, expected a header of columns");
    t->column_count = csv->field_count;
    t->columns = arena_array(a, t->column_count, sizeof *t->columns);
    if (!t->columns)
        return error_memory(error);
    for (size_t i = 0; i < t->column_count; i++) {
        t->columns[i] = arena_str(a, csv_field(csv, i));
        if (!t->columns[i].data)
            return error_memory(error);
    }
    return ITD_OK;
}

static itd_status add_row(arena *a, csv_reader *csv, table *t, size_t *cap, itd_error *error)
{
    if (csv->field_count > t->column_count)
        return error_at_line(error, ITD_ERROR_INPUT, t->path, csv->line,
                             "the row has %zu cells, expected %zu", csv->field_count, t->column_count);
    if (t->row_count == *cap) {
        size_t line_cap = *cap;
        str *cells = arena_grow(a, t->cells, t->row_count, cap, t->column_count * sizeof *cells);
        unsigned long *lines = arena_grow(a, t->lines, t->row_count, &line_cap, sizeof *lines);
        if (!cells || !lines)
            return error_memory(error);
        t->cells = cells;
        t->lines = lines;
    }
    str *row = t->cells + t->row_count * t->column_count;
    for (size_t i = 0; i < csv->field_count; i++) {
        row[i] = arena_str(a, csv->fields[i]);
        if (!row[i].data)
            return error_memory(error);
    }
    t->lines[t->row_count++] = csv->line;
    return ITD_OK;
}

itd_status table_load(arena *a, const char *path, table *t, itd_error *error)
{
    buf bytes;
    csv_reader csv;
    size_t cap = 0;
    bool more = true;
    *t = (table){.path = path};
    buf_init(&bytes, LIMIT_BUF_SIZE);
    itd_status status = file_read(path, LIMIT_FILE_SIZE, &bytes, error);
    if (status != ITD_OK) {
        buf_free(&bytes);
        return status;
    }
    list_file file = {.path = strcmp(path, "-") ? path : "standard input", .bytes = buf_as_str(&bytes)};
    csv_open(&csv, &file, ',');
    status = read_header(a, &csv, t, error);
    while (status == ITD_OK && (status = csv_next(&csv, &more, error)) == ITD_OK && more)
        status = add_row(a, &csv, t, &cap, error);
    csv_close(&csv);
    buf_free(&bytes);
    return status;
}

size_t table_optional_column(const table *t, const char *name)
{
    for (size_t i = 0; i < t->column_count; i++)
        if (str_is(t->columns[i], name))
            return i;
    return SIZE_MAX;
}

itd_status table_column(const table *t, const char *name, size_t *column, itd_error *error)
{
    *column = table_optional_column(t, name);
    if (*column == SIZE_MAX)
        return error_at_line(error, ITD_ERROR_INPUT, t->path, 1, "no column '%s' in the header", name);
    return ITD_OK;
}

str table_cell(const table *t, size_t row, size_t column)
{
    return column == SIZE_MAX ? STR_NONE : t->cells[row * t->column_count + column];
}

void table_put(buf *out, str cell)
{
    bool quote = false;
    for (size_t i = 0; i < cell.len && !quote; i++)
        quote = cell.data[i] == '"' || cell.data[i] == ',' || cell.data[i] == '\n' || cell.data[i] == '\r';
    if (!quote) {
        buf_str(out, cell);
        return;
    }
    buf_putc(out, '"');
    for (size_t i = 0; i < cell.len; i++) {
        if (cell.data[i] == '"')
            buf_putc(out, '"');
        buf_putc(out, cell.data[i]);
    }
    buf_putc(out, '"');
}

static void put_cells(buf *out, const str *cells, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i)
            buf_putc(out, ',');
        table_put(out, cells[i]);
    }
}

void table_put_row(buf *out, const table *t, size_t row)
{
    put_cells(out, t->cells + row * t->column_count, t->column_count);
}

void table_put_header(buf *out, const table *t)
{
    put_cells(out, t->columns, t->column_count);
}
