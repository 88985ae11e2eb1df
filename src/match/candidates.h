/* The listed names that may score: those left when the contradictions that are certain already cost more than
 * the budget allows.
 *
 * A word of the query that relates to no unit of a name is left over whatever the alignment, and so is a word
 * of the name that nothing of the query relates to. Their contradiction and what is missing besides is a
 * lower bound of the penalty. docs/internals/candidates.md has the argument.
 *
 *     candidates_find(c, lookup, views, kinds, budget);
 *     for (size_t i = 0; i < c->count; i++) ... index->names[c->names[i]] ...
 */
#ifndef MATCH_CANDIDATES_H
#define MATCH_CANDIDATES_H

#include "match/lookup.h"

typedef struct candidates {
    const match_index *index;
    uint32_t *touched; /* by name: bits of the words of the query that relate to it, and the contrast they may
                          cover */
    uint32_t *reached; /* names with touched set */
    size_t reached_count;
    uint32_t *names; /* the answer; each once */
    size_t count;
    uint32_t *with_initials; /* names with a single letter, by the information of the rest */
    uint16_t *rest;          /* that information, in the same order */
    size_t with_initials_count;
} candidates;

ITD_MUST_CHECK itd_status candidates_new(const match_index *x, candidates **out, itd_error *error);
void candidates_free(candidates *c);

/* Names of the given kinds (bits) whose bound is within `budget` (a penalty). False where the query has
 * nothing that a bound could stand on; every name is then to be scored. */
bool candidates_find(candidates *c, lookup *l, const name_view views[KIND_COUNT], unsigned kinds, int budget);

#endif
