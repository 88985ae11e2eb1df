/* A parsed query against the words of a snapshot: which entities it holds for, and how well.
 *
 *     found_set set;
 *     status = matching_run(terms, snapshot, root, arena, &set, &error);
 *     if (found_has(&set, entity)) … set.scores[entity] …
 */
#ifndef FIND_MATCHING_H
#define FIND_MATCHING_H

#include "find/query.h"
#include "find/terms.h"

/* One bit and one score for each entity. */
typedef struct found_set {
    uint64_t *bits;
    uint32_t *scores; /* shared by all sets of one search */
    size_t count;     /* entities */
} found_set;

static inline bool found_has(const found_set *s, uint32_t index)
{
    return s->bits[index / 64] >> index % 64 & 1;
}

/* prefix: the last words of the query may go on. Errors: ITD_ERROR_MEMORY. */
ITD_MUST_CHECK itd_status matching_run(const find_terms *t, const snapshot *s, const query_node *root,
                                       bool fuzzy, bool prefix, arena *a, found_set *out, itd_error *error);

#endif
