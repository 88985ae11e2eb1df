/* Rows and JSON lines of customers: cut, taken apart, read as queries. */
#include "screen/query.h"
#include "batch/row.h"
#include "batch/table.h"
#include "base/limits.h"

#include <stdint.h>

static void read_table(str text, arena *a)
{
    table_reader reader;
    table_record record;
    row_columns columns = {0};
    screening_query q;
    table_init(&reader, text);
    if (!table_next(&reader, a, &record))
        return;
    if (row_columns_read(&columns, record.fields, record.field_count, &(row_ignored){0}, "fuzz", NULL) ==
        ITD_OK) {
        size_t len;
        unsigned long lines;
        while (table_cut(reader.rest, reader.form, false, &len, &lines)) {
            query_init(&q);
            (void)!row_query(&columns, str_make(reader.rest.data, len), reader.form.separator, a, &q, NULL);
            reader.rest = str_make(reader.rest.data + len, reader.rest.len - len);
        }
    }
    row_columns_free(&columns);
}

static void read_lines(str text, arena *a)
{
    str line;
    screening_query q;
    while (str_split(&text, '\n', &line)) {
        query_init(&q);
        (void)!query_from_json(line, a, &q, NULL);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    arena a;
    str text = str_make((const char *)data, size);
    arena_init(&a, LIMIT_ARENA_SIZE);
    if (size && data[0] == '{')
        read_lines(text, &a);
    else
        read_table(text, &a);
    arena_free(&a);
    return 0;
}
