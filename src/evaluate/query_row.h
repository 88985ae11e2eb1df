/* One row of a search file as a query of the matcher. */
#ifndef EVALUATE_QUERY_ROW_H
#define EVALUATE_QUERY_ROW_H

#include "evaluate/evaluate.h"

typedef struct query_columns {
    size_t schema, name, birth_date, country, expected_ids;
} query_columns;

/* Finds the columns; name must be there. */
ITD_MUST_CHECK itd_status query_columns_find(const table *t, query_columns *c, itd_error *error);

/* An unknown schema is an error that names the line. */
ITD_MUST_CHECK itd_status query_row(const table *t, const query_columns *c, size_t row, bool name_only,
                                    match_query *q, itd_error *error);

#endif
