/* Alignments of one reading of a query, by the words of the other name: names of the same words are aligned
 * once, though thousands of parties bear them.
 *
 *     aligned_start(t);                                               // for each reading
 *     aligned_name *known = aligned_find(t, words, count, kind);      // what to fill where it is not done
 */
#ifndef NAME_ALIGNED_H
#define NAME_ALIGNED_H

#include "name/align.h"

#include <stdint.h>

typedef struct aligned_name {
    uint32_t turn; /* in which it was filled */
    const uint32_t *words;
    uint8_t count, kind;
    bool done;    /* for this turn and these words */
    bool related; /* some word is, so that there is an alignment */
    alignment best;
} aligned_name;

enum { ALIGNED_SLOTS = 256 };

typedef struct aligned_names {
    uint32_t turn;
    aligned_name slots[ALIGNED_SLOTS];
} aligned_names;

/* Forgets everything. */
void aligned_start(aligned_names *t);

/* The place of all names of these words (numbers that mean words to the caller, borrowed for the turn) and
 * this kind. Where it is not `done` the caller fills `related` and `best` and sets it. */
aligned_name *aligned_find(aligned_names *t, const uint32_t *words, size_t count, unsigned kind);

#endif
