/* Rows of a table divided over threads, a match worker each. */
#ifndef EVALUATE_PARALLEL_H
#define EVALUATE_PARALLEL_H

#include "evaluate/evaluate.h"

/* Called once for each row, from any thread; writes only what belongs to its row. */
typedef void row_task(void *context, match_worker *worker, size_t row);

ITD_MUST_CHECK itd_status parallel_rows(const evaluate_options *o, size_t row_count, row_task *task,
                                        void *context, itd_error *error);

#endif
