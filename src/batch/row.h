/* The columns of a table of queries, and the query of one row. */
#ifndef BATCH_ROW_H
#define BATCH_ROW_H

#include "screen/query.h"

typedef struct row_column {
    query_use use;
    str name;
} row_column;

typedef struct row_columns {
    arena memory;
    row_column *columns;
    size_t count;
    str unused; /* "a, b": columns that play no part */
} row_columns;

/* Columns that the caller leaves out by name. */
typedef struct row_ignored {
    const char *const *names;
    size_t count;
} row_ignored;

/* From the cells of a header. Error ITD_ERROR_INPUT where no column holds a name or identifier;
 * ITD_ERROR_USAGE where a name to leave out is none of the header. */
ITD_MUST_CHECK itd_status row_columns_read(row_columns *c, const str *cells, size_t count,
                                           const row_ignored *ignored, const char *path, itd_error *error);
void row_columns_free(row_columns *c);

/* The query of one raw row. A cell of an unknown column that is not empty is ITD_ERROR_USAGE: nobody knows
 * what would be left unread. */
ITD_MUST_CHECK itd_status row_query(const row_columns *c, str raw, char separator, arena *a,
                                    screening_query *q, itd_error *error);

#endif
