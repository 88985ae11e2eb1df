/* The listed names that may score: those left when what is certain to be left over already costs more than
 * the budget allows.
 *
 * A word of the query that relates to no word of a name is left over whatever the alignment, and so is a word
 * of the name that nothing of the query relates to (match/bound.h). The same bound says which words must lead
 * to a name at all, so that the names of frequent words are rarely walked through.
 * docs/internals/candidates.md has the argument.
 *
 *     candidates_find(c, lookup, views, kinds, budget);
 *     for (size_t i = 0; i < c->count; i++) ... index->names[c->names[i]] ...
 */
#ifndef MATCH_CANDIDATES_H
#define MATCH_CANDIDATES_H

#include "match/lookup.h"

typedef struct candidates {
    const match_index *index;
    uint64_t *seen;   /* bits by name: it was reached */
    uint32_t *walked; /* by word: walk in which its names were looked through for runs */
    uint32_t walk;
    uint32_t *names; /* reached; then the answer; each once */
    size_t count, cap;
    uint32_t *with_initials; /* names with a single letter, by the information of the rest */
    uint16_t *rest;          /* that information, in the same order */
    size_t with_initials_count;
    bool failed; /* no memory: the answer is not whole */
} candidates;

ITD_MUST_CHECK itd_status candidates_new(const match_index *x, candidates **out, itd_error *error);
void candidates_free(candidates *c);

/* Names of the given kinds (bits) whose bound is within `budget` (a penalty). */
void candidates_find(candidates *c, lookup *l, const name_view views[KIND_COUNT], unsigned kinds, int budget);

/* Puts a name among those reached, once. */
void candidates_add(candidates *c, uint32_t name);

#endif
