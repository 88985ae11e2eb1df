/* The figures of an evaluation as text for people and as one JSON object. */
#ifndef EVALUATE_REPORT_H
#define EVALUATE_REPORT_H

#include "base/buf.h"
#include "evaluate/evaluate.h"

void report_pairs_text(const evaluate_options *o, const pairs_report *r, buf *out);
void report_pairs_json(const evaluate_options *o, const pairs_report *r, buf *out);
void report_search_text(const table *t, const evaluate_options *o, const search_report *r, buf *out);
void report_search_json(const table *t, const evaluate_options *o, const search_report *r, buf *out);
void report_lossless_text(const table *t, const lossless_report *r, buf *out);
void report_lossless_json(const table *t, const evaluate_options *o, const lossless_report *r, buf *out);

#endif
