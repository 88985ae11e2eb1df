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
    DISTANCE_ABJAD, /* a was romanised from a script without short vowels, b was written with them */
} distance_mode;

/* The distance if it is at most `limit` (below DISTANCE_NONE), else DISTANCE_NONE. Symmetric in
 * DISTANCE_FULL. */
int distance_within(const phone_word *a, const phone_word *b, int limit, distance_mode mode);

/* Costs by phone in DISTANCE_FULL, for metric/batch.h: of exchanging `phone` (below 128), and of putting one
 * in or out. */
const uint8_t *distance_exchange_row(uint8_t phone);
const uint8_t *distance_indel_row(void);
int distance_first_cost(uint8_t phone); /* more, where it is the first phone that goes in or out */

/* Edits between two skeletons, transpositions of neighbours included: for tests and for checks of an index.
 */
int distance_of_skeletons(uint64_t a, uint64_t b);

#endif
