/* The columns of a table of queries, and the query of one row. */
#ifndef BATCH_ROW_H
#define BATCH_ROW_H

#include "screen/query.h"

typedef enum column_use {
    COLUMN_UNUSED,
    COLUMN_ID,
    COLUMN_SCHEMA,
    COLUMN_VALUE, /* a property of the query */
    COLUMN_GIVEN, /* parts of a name, joined where no whole one is given */
    COLUMN_MIDDLE,
    COLUMN_FAMILY,
} column_use;

typedef struct row_column {
    column_use use;
    bool is_name; /* the cell is one value, whatever it holds */
    str name;
} row_column;

typedef struct row_columns {
    arena memory;
    row_column *columns;
    size_t count;
    str unused; /* "a, b": columns that play no part */
} row_columns;

/* From the cells of a header. Error ITD_ERROR_INPUT where no column holds a name or identifier. */
ITD_MUST_CHECK itd_status row_columns_read(row_columns *c, const str *cells, size_t count, const char *path,
                                           itd_error *error);
void row_columns_free(row_columns *c);

/* The query of one raw row. */
ITD_MUST_CHECK itd_status row_query(const row_columns *c, str raw, char separator, arena *a,
                                    screening_query *q, itd_error *error);

#endif
