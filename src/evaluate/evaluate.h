/* Quality, measured: labelled pairs, labelled searches, the index against scoring every name.
 *
 * Labels are read after all scores are made and never reach the matcher. Work is divided over threads, a
 * worker each; the figures do not depend on how many there are.
 *
 *     evaluate_options o = {.snapshot = s, .threshold = 7000, .threads = 2};
 *     pairs_report r;
 *     evaluate_pairs(arena, &table, &o, &r, &error);
 *     printf("F1 %.3f\n", confusion_f1(&r.all));
 */
#ifndef EVALUATE_EVALUATE_H
#define EVALUATE_EVALUATE_H

#include "evaluate/metrics.h"
#include "evaluate/table.h"
#include "match/match.h"

#define EVALUATE_FLOOR 5000 /* `evaluate search` looks at every entity that scores this or more */

typedef struct evaluate_options {
    const snapshot *snapshot;
    int threshold;  /* ten-thousandths */
    size_t threads; /* at least 1 */
    bool name_only; /* leave out birth date and country */
} evaluate_options;

/* ---- pairs ---- */

typedef struct group_figures {
    str column, value; /* case_group=nk_checks, category=… */
    confusion counts;
} group_figures;

typedef struct pairs_report {
    int *scores; /* one a row */
    bool *labels;
    confusion all;
    double roc_auc, best_f1;
    int best_threshold;
    group_figures *groups; /* by case_group, schema, quality, category; in the order of the file */
    size_t group_count;
} pairs_report;

ITD_MUST_CHECK itd_status evaluate_pairs(arena *a, const table *t, const evaluate_options *o, pairs_report *r,
                                         itd_error *error);

/* The rows with score, predicted_match, outcome behind them. */
void evaluate_pairs_csv(const table *t, const evaluate_options *o, const pairs_report *r, buf *out);

/* ---- search ---- */

typedef struct search_answer {
    bool expected;      /* the row names an expected entity */
    size_t rank;        /* of the best placed expected entity, 1 first; 0 none at the floor or above */
    int expected_score; /* its score, 0 if none */
    str top_id;
    int top_score;
    size_t alerts; /* entities at the threshold or above */
} search_answer;

typedef struct search_figures {
    str column, value;
    size_t queries, expected, clean;
    size_t first, in_five, in_five_alerting; /* of those with an expected entity */
    size_t clean_alerts;
    double reciprocal_ranks; /* sum */
} search_figures;

typedef struct search_report {
    search_answer *answers;
    search_figures
        *figures; /* [0] all; then by kind, script, difficulty, truth where the columns are there */
    size_t figure_count;
} search_report;

ITD_MUST_CHECK itd_status evaluate_search(arena *a, const table *t, const evaluate_options *o,
                                          search_report *r, itd_error *error);
void evaluate_search_csv(const table *t, const search_report *r, buf *out);

/* Recall in the first five with an alert, and clean alerts, if the threshold were another. */
void evaluate_search_at(const table *t, const search_report *r, int threshold, search_figures *figures);

/* ---- lossless ---- */

typedef struct lossless_report {
    size_t queries, differing;
    size_t *rows; /* of the first differing queries */
    size_t row_count;
} lossless_report;

/* Every query once through the index and once by scoring every name: ids, order, scores and total must agree.
 */
ITD_MUST_CHECK itd_status evaluate_lossless(arena *a, const table *t, const evaluate_options *o,
                                            lossless_report *r, itd_error *error);

#endif
