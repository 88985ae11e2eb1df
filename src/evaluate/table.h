/* A CSV file with a header, whole in memory: the labelled sets of the evaluation.
 *
 *     table t;
 *     table_load(arena, "pairs.csv", &t, &error);
 *     size_t name1;
 *     if (table_column(&t, "name1", &name1, &error) == ITD_OK) ... table_cell(&t, row, name1) ...
 */
#ifndef EVALUATE_TABLE_H
#define EVALUATE_TABLE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

#include <interdict/status.h>

typedef struct table {
    const char *path;
    str *columns;
    size_t column_count;
    str *cells;           /* row by row, column_count each; a short row is filled with empty cells */
    unsigned long *lines; /* line in the file where a row begins */
    size_t row_count;
} table;

/* Text lives in the arena. A row with more cells than the header is an error that names its line. */
ITD_MUST_CHECK itd_status table_load(arena *a, const char *path, table *t, itd_error *error);

/* Index of a column by name; an error that names the file and the missing column. */
ITD_MUST_CHECK itd_status table_column(const table *t, const char *name, size_t *column, itd_error *error);

/* As table_column for a column that may be missing: SIZE_MAX then. */
size_t table_optional_column(const table *t, const char *name);

str table_cell(const table *t, size_t row, size_t column); /* empty for column SIZE_MAX */

/* Writes one cell, quoted where it must be (RFC 4180), without separator. */
void table_put(buf *out, str cell);

/* The row as it was read, and the header; no line end. */
void table_put_row(buf *out, const table *t, size_t row);
void table_put_header(buf *out, const table *t);

#endif
