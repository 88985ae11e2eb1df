/* Weighted edit distance of two words of phones, in twentieths of a full edit.
 *
 * A full edit of a consonant costs DISTANCE_UNIT; exchanging sounds that romanisers write for one another,
 * vowels, h, y and w cost less. Every operation cheaper than DISTANCE_UNIT leaves the skeleton of
 * metric/phone.h as it is, every other changes it by at most one: the skeletons of two words at distance c
 * are at most c / DISTANCE_UNIT edits apart (transpositions of neighbours counted as one).
 *
 *     if (distance_within(&a, &b, 26, DISTANCE_FULL) <= 26) ...
 */
#ifndef METRIC_DISTANCE_H
#define METRIC_DISTANCE_H

#include "metric/phone.h"

enum {
    DISTANCE_UNIT = 20,
    DISTANCE_FIRST = 6,      /* added to an edit of the first phone */
    DISTANCE_SWAP_SOFT = 14, /* neighbours exchanged, one of them soft */
    DISTANCE_SWAP = 20,
    DISTANCE_NONE = 255, /* further apart than asked for */
};

typedef enum distance_mode {
    DISTANCE_FULL,
    DISTANCE_ABJAD,    /* a was romanised from a script without short vowels, b was written with them */
    DISTANCE_VOWELLED, /* the other way round */
    DISTANCE_MODES,
} distance_mode;

/* What an edit of phones below DISTANCE_TABLE costs: of exchanging one of a for one of b, of taking one of a
 * out, of putting one of b in, and how much more of the last two at the beginning of a word. */
enum { DISTANCE_TABLE = 64 };
typedef struct distance_table {
    uint8_t exchange[DISTANCE_TABLE][DISTANCE_TABLE];
    uint8_t out[DISTANCE_TABLE], in[DISTANCE_TABLE], first[DISTANCE_TABLE];
} distance_table;

const distance_table *distance_get_table(distance_mode mode);

/* The distance if it is at most `limit` (below DISTANCE_NONE), else DISTANCE_NONE. Symmetric in
 * DISTANCE_FULL. */
int distance_within(const phone_word *a, const phone_word *b, int limit, distance_mode mode);

/* Edits between two skeletons, transpositions of neighbours included: for tests and for checks of an index.
 */
int distance_of_skeletons(uint64_t a, uint64_t b);

#endif
