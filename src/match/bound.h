/* The least penalty of two names of which some words are known to be left over.
 *
 * What align.c counts as contradiction, missing and shortage only grows when more is left over or less is
 * matched, so what is certain to be left over, and at most matched, gives a bound.
 * docs/internals/candidates.md has the argument.
 *
 *     bound_side left = {.information = 100, .contrast = 122};
 *     if (bound_of(left, BOUND_NOTHING, 60) > budget) ...
 */
#ifndef MATCH_BOUND_H
#define MATCH_BOUND_H

#include "name/parameters.h"

typedef struct bound_side {
    int information, contrast; /* of what is certainly left over */
} bound_side;

#define BOUND_NOTHING ((bound_side){0, 0})

enum { BOUND_ROUNDING = 4 /* what whole-number division may lose */ };

static inline int bound_shortage(int open, int matched)
{
    if (matched >= SHORTAGE_FROM)
        return 0;
    int all = open + matched, part = all > 0 ? 200 * open / all : 100;
    return PENALTY_SHORTAGE * (SHORTAGE_FROM - matched) / SHORTAGE_FROM * (part < 100 ? part : 100) / 100;
}

/* What is left over on one side beyond `clash`, as information. */
static inline int bound_missing(bound_side x, int clash)
{
    return x.contrast > clash ? x.information * (x.contrast - clash) / x.contrast : 0;
}

/* `matched`: no more information than this is matched. */
static inline int bound_of(bound_side x, bound_side y, int matched)
{
    int clash = x.contrast < y.contrast ? x.contrast : y.contrast;
    int left = (bound_missing(x, clash) + bound_missing(y, clash)) * MISSING_MIDDLE / 100;
    int open = (x.information + y.information) * MISSING_MIDDLE / 100 - BOUND_ROUNDING;
    return clash * PENALTY_CONTRADICTION / 100 + left * PENALTY_MISSING / 100 +
           bound_shortage(open > 0 ? open : 0, matched) - BOUND_ROUNDING;
}

/* By how much less the links of a name count together than one by one (align_weigh): `edits` of all, of which
 * the greatest costs `greatest`, where no more than `matched` is matched. */
static inline int bound_relief(int edits, int greatest, int matched)
{
    int more = matched - LONG_FROM, rest = edits - greatest;
    int relief = more <= 0 ? 0 : rest - rest * 100 / (100 + more * LONG_SHARE / 100);
    return relief < RELIEF_LONG ? relief : RELIEF_LONG;
}

#endif
