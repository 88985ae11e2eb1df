/* Distances of one word to many at once: the same figures as distance_within, without a limit.
 *
 * The portable code is the definition; the twins for AVX2 and NEON take the words in the lanes of their
 * registers and are chosen when the program starts (INTERDICT_PORTABLE=1 switches them off).
 *
 *     distance_batch_add(&batch, phones, len);
 *     distance_batch_run(&word, &batch, DISTANCE_FULL, distances);
 */
#ifndef METRIC_BATCH_H
#define METRIC_BATCH_H

#include "metric/distance.h"

enum { DISTANCE_BATCH = 32, DISTANCE_BATCH_PHONES = 15, DISTANCE_BATCH_ROW = 16 };

typedef struct distance_batch {
    uint8_t rows[DISTANCE_BATCH][DISTANCE_BATCH_ROW]; /* the phones of each word, then anything */
    uint8_t lens[DISTANCE_BATCH];
    size_t count;
} distance_batch;

/* The rows turned: first phones of all words, second phones … */
typedef struct distance_columns {
    uint8_t phones[DISTANCE_BATCH_ROW][DISTANCE_BATCH];
} distance_columns;

void distance_batch_turn(const distance_batch *b, distance_columns *out);

/* Words of up to DISTANCE_BATCH_PHONES phones, none of them a byte that is no letter. */
bool distance_batch_fits(const uint8_t *phones, size_t len);

/* Reads DISTANCE_BATCH_ROW bytes at `phones`, whatever the length. */
static inline void distance_batch_add(distance_batch *b, const uint8_t *phones, size_t len)
{
    memcpy(b->rows[b->count], phones, DISTANCE_BATCH_ROW);
    b->lens[b->count++] = (uint8_t)len;
}

/* distances[i] of word i; 255 for 255 and more. `a` fits too. */
void distance_batch_run(const phone_word *a, const distance_batch *b, distance_mode mode,
                        uint8_t distances[DISTANCE_BATCH]);
void distance_batch_run_portable(const phone_word *a, const distance_batch *b, distance_mode mode,
                                 uint8_t distances[DISTANCE_BATCH]);

#endif
