/* The answer to one screening query, as `screen --json` and `batch` print it. */
#ifndef ANSWER_SCREENING_JSON_H
#define ANSWER_SCREENING_JSON_H

#include "base/buf.h"
#include "screen/query.h"

/* One answer as in docs/output.md, appended without line end. Errors: ITD_ERROR_INPUT where nothing can be
 * read as a name or identifier, ITD_ERROR_MEMORY. *result (nullable) gets the counts; its hits are not to be
 * used. */
ITD_MUST_CHECK itd_status screen_render(match_worker *w, const snapshot *s, const screening_query *q,
                                        const match_options *o, buf *out, match_result *result,
                                        itd_error *error);

/* The error of a query in which nothing can be read. Always ITD_ERROR_INPUT. */
itd_status query_unreadable(const screening_query *q, itd_error *error);

#endif
