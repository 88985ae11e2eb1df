#include "evaluate/metrics.h"

#include <stdlib.h>

void confusion_add(confusion *c, bool is_match, bool predicted)
{
    if (is_match && predicted)
        c->true_positive++;
    else if (is_match)
        c->false_negative++;
    else if (predicted)
        c->false_positive++;
    else
        c->true_negative++;
}

size_t confusion_count(const confusion *c)
{
    return c->true_positive + c->false_positive + c->true_negative + c->false_negative;
}

static double ratio(size_t part, size_t whole)
{
    return whole ? (double)part / (double)whole : 0;
}

double confusion_precision(const confusion *c)
{
    return ratio(c->true_positive, c->true_positive + c->false_positive);
}

double confusion_recall(const confusion *c)
{
    return ratio(c->true_positive, c->true_positive + c->false_negative);
}

double confusion_f1(const confusion *c)
{
    return ratio(2 * c->true_positive, 2 * c->true_positive + c->false_positive + c->false_negative);
}

static int by_score_falling(const void *a, const void *b)
{
    const scored_label *x = a, *y = b;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    return (int)y->is_match - (int)x->is_match;
}

double roc_area(scored_label *labels, size_t count)
{
    size_t matches = 0, others = 0, matches_above = 0;
    double area = 0;
    qsort(labels, count, sizeof *labels, by_score_falling);
    for (size_t i = 0; i < count;) {
        size_t tied_matches = 0, tied_others = 0, end = i;
        for (; end < count && labels[end].score == labels[i].score; end++) {
            tied_matches += labels[end].is_match;
            tied_others += !labels[end].is_match;
        }
        area += (double)tied_others * ((double)matches_above + (double)tied_matches / 2);
        matches_above += tied_matches;
        matches += tied_matches;
        others += tied_others;
        i = end;
    }
    return matches && others ? area / ((double)matches * (double)others) : 0;
}

double best_f1(const scored_label *labels, size_t count, int *threshold)
{
    confusion c = {0};
    double best = 0;
    for (size_t i = 0; i < count; i++)
        c.false_negative += labels[i].is_match;
    for (size_t i = 0; i < count; i++) {
        if (labels[i].is_match) {
            c.true_positive++;
            c.false_negative--;
        } else {
            c.false_positive++;
        }
        bool last_of_tie = i + 1 == count || labels[i + 1].score != labels[i].score;
        if (last_of_tie && confusion_f1(&c) > best) {
            best = confusion_f1(&c);
            *threshold = labels[i].score;
        }
    }
    return best;
}
