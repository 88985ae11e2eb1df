/* The answer to one screening query as rows: CSV, or lines for a terminal. A row for each hit; a query
 * without one has a row of its own, so that every query is accounted for.
 *
 *     screening_row_format f = SCREENING_CSV;
 *     buf_puts(&out, screening_rows_head(f));
 *     status = screening_rows(f, worker, snapshot, &query, &options, &out, &result, &error);
 */
#ifndef ANSWER_SCREENING_ROWS_H
#define ANSWER_SCREENING_ROWS_H

#include "base/buf.h"
#include "screen/query.h"

typedef enum screening_row_format {
    SCREENING_CSV,
    SCREENING_TABLE,
} screening_row_format;

/* The first line, with line end. */
const char *screening_rows_head(screening_row_format format);

/* Appends the rows, each with its line end. Errors: as screen_render. */
ITD_MUST_CHECK itd_status screening_rows(screening_row_format format, match_worker *w, const snapshot *s,
                                         const screening_query *q, const match_options *o, buf *out,
                                         match_result *result, itd_error *error);

/* What tells a listed entity from others, appended to lists parted by "; ": dates of birth (or of
 * incorporation, building), nationalities and countries, identifiers with their kind. */
void entity_dates(const snapshot *s, uint32_t index, buf *out);
void entity_countries(const snapshot *s, uint32_t index, buf *out);
void entity_identifiers(const snapshot *s, uint32_t index, buf *out);

#endif
