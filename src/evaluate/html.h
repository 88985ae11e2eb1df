/* The figures of an evaluation as one HTML page with plots (inline SVG, no scripts, nothing loaded from
 * elsewhere). */
#ifndef EVALUATE_HTML_H
#define EVALUATE_HTML_H

#include "base/arena.h"
#include "base/buf.h"
#include "evaluate/evaluate.h"
#include "evaluate/variants.h"

/* Confusion matrix, ROC curve, histogram of scores by label. */
ITD_MUST_CHECK itd_status html_pairs(arena *a, const evaluate_options *o, const pairs_report *r,
                                     size_t row_count, buf *out, itd_error *error);

/* Recall and clean alerts over the threshold, figures by group, histogram of top scores. */
ITD_MUST_CHECK itd_status html_search(const table *t, const evaluate_options *o, const search_report *r,
                                      buf *out, itd_error *error);

/* Detection by kind, and by kind and length. */
ITD_MUST_CHECK itd_status html_variants(const evaluate_options *o, const variants_report *r, buf *out,
                                        itd_error *error);

#endif
