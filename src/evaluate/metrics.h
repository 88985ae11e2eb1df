/* Figures of a labelled run: confusion matrix, ROC, recall at a rank. Plain arithmetic over arrays; knows
 * nothing of names.
 *
 *     confusion c = {0};
 *     confusion_add(&c, is_match, predicted);
 *     printf("%.3f", confusion_f1(&c));
 */
#ifndef EVALUATE_METRICS_H
#define EVALUATE_METRICS_H

#include <stdbool.h>
#include <stddef.h>

typedef struct confusion {
    size_t true_positive, false_positive, true_negative, false_negative;
} confusion;

void confusion_add(confusion *c, bool is_match, bool predicted);
size_t confusion_count(const confusion *c);

/* A ratio without a denominator is 0: no alert was raised, or nothing was to be found. */
double confusion_precision(const confusion *c);
double confusion_recall(const confusion *c);
double confusion_f1(const confusion *c);

typedef struct scored_label {
    int score; /* ten-thousandths */
    bool is_match;
} scored_label;

/* Area under the ROC curve: the chance that a random match scores above a random non-match, ties counting
 * half (Hanley and McNeil, Radiology 143, 1982). Sorts the array by score, falling. 0 when one of the classes
 * is empty. */
double roc_area(scored_label *labels, size_t count);

/* The threshold with the best F1 over the array (sorted by roc_area before). */
double best_f1(const scored_label *labels, size_t count, int *threshold);

#endif
