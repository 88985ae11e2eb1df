/* Headers of customers' tables: whatever they are called, a value of a column that is taken for a name or an
 * address is in the query, or the row is an error; nothing vanishes. The first line is the header, the
 * second, if there is one, the first cell; the other cells are made here. */
#include "screen/query.h"
#include "batch/row.h"
#include "batch/table.h"
#include "base/limits.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { CELL_CAP = 16 };

static bool holds(const str *list, size_t count, str text)
{
    for (size_t i = 0; i < count; i++)
        if (str_find(list[i], text) != SIZE_MAX)
            return true;
    return false;
}

static void check(const row_columns *columns, const screening_query *q, const table_record *row)
{
    const match_query *m = &q->match;
    for (size_t i = 0; i < columns->count && i < row->field_count; i++) {
        query_use use = columns->columns[i].use;
        str cell = str_trim(row->fields[i]);
        if (use == QUERY_UNKNOWN && !str_empty(cell))
            abort(); /* is an error */
        bool part = use == QUERY_NAME_PART && (q->given_count || q->middle_count);
        bool text = use == QUERY_WHOLE || part;
        if (text && cell.len >= 5 && str_starts(cell, str_of("Zor")) &&
            !holds(m->names, m->name_count, cell) && !holds(m->addresses, m->address_count, cell))
            abort();
    }
}

static void read_row(str first, const table_record *header, table_form form, arena *a)
{
    row_columns columns = {0};
    table_record row = {0};
    screening_query q;
    if (row_columns_read(&columns, header->fields, header->field_count, &(row_ignored){0}, "fuzz", NULL) ==
        ITD_OK) {
        size_t cap = first.len + 1 + header->field_count * CELL_CAP, len = first.len;
        char *raw = arena_alloc(a, cap);
        if (raw && first.len)
            memcpy(raw, first.data, first.len);
        for (size_t i = first.len ? 1 : 0; raw && i < header->field_count; i++)
            len += (size_t)snprintf(raw + len, cap - len, "%sZor%zuvan", i ? (char[]){form.separator, 0} : "",
                                    i);
        query_init(&q);
        if (raw && row_query(&columns, str_make(raw, len), form.separator, a, &q, NULL) == ITD_OK) {
            table_split(str_make(raw, len), form.separator, a, &row);
            check(&columns, &q, &row);
        }
    }
    row_columns_free(&columns);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    arena a;
    str text = str_make((const char *)data, size), first = STR_NONE;
    table_reader reader;
    table_record header;
    arena_init(&a, LIMIT_ARENA_SIZE);
    table_init(&reader, text);
    if (table_next(&reader, &a, &header) && !header.problem) {
        size_t len;
        unsigned long lines;
        if (table_cut(reader.rest, reader.form, false, &len, &lines))
            first = str_trim(str_make(reader.rest.data, len));
        read_row(first, &header, reader.form, &a);
    }
    arena_free(&a);
    return 0;
}
