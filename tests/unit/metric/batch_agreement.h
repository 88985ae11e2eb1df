/* A twin of metric/batch_choose.c against the portable code on random words: for the unit test, and for the
 * program that runs on another processor (tests/cross/). */
#ifndef TESTS_BATCH_AGREEMENT_H
#define TESTS_BATCH_AGREEMENT_H

#include "metric/batch.h"

#include <stdint.h>
#include <string.h>

typedef void batch_function(const phone_word *a, const distance_batch *b, distance_mode mode,
                            uint8_t distances[DISTANCE_BATCH]);

typedef struct batch_random {
    uint64_t state;
} batch_random;

static inline unsigned random_below(batch_random *r, unsigned bound)
{
    r->state = r->state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(r->state >> 33) % bound;
}

/* A word that fits a batch. */
static inline void random_word(batch_random *r, phone_word *out)
{
    char letters[16];
    do {
        size_t len = 1 + random_below(r, 15);
        for (size_t i = 0; i < len; i++)
            letters[i] = random_below(r, 20) ? "aeiouyhkstrnmlbdvzgcp"[random_below(r, 21)]
                                             : (char)('0' + random_below(r, 10));
        phone_from_letters(str_make(letters, len), out);
    } while (!distance_batch_fits(out->phones, out->len));
}

/* Letters of the word changed, lost and exchanged: words that are near each other. */
static inline void random_neighbour(batch_random *r, const phone_word *word, phone_word *out)
{
    *out = *word;
    for (unsigned edits = random_below(r, 4); edits > 0; edits--) {
        size_t at = random_below(r, out->len);
        if (random_below(r, 3) == 0 && at + 1 < out->len) {
            uint8_t phone = out->phones[at];
            out->phones[at] = out->phones[at + 1];
            out->phones[at + 1] = phone;
        } else if (random_below(r, 2) && out->len > 1) {
            memmove(out->phones + at, out->phones + at + 1, out->len - at - 1u);
            out->len--;
        } else {
            out->phones[at] = (uint8_t)(1 + random_below(r, PHONE_OTHER - 1));
        }
    }
}

/* Rounds in which the twin says anything else than the portable code. */
static inline size_t batch_disagreements(batch_function *twin, int rounds)
{
    batch_random random = {1};
    distance_batch b = {.count = 0};
    size_t differing = 0;
    for (int round = 0; round < rounds; round++) {
        uint8_t portable[DISTANCE_BATCH], other[DISTANCE_BATCH];
        size_t count = 1 + random_below(&random, DISTANCE_BATCH);
        phone_word a, word;
        random_word(&random, &a);
        for (b.count = 0; b.count < count;) {
            if (random_below(&random, 2))
                random_neighbour(&random, &a, &word);
            else
                random_word(&random, &word);
            distance_batch_add(&b, word.phones, word.len);
        }
        distance_mode mode = (distance_mode)random_below(&random, DISTANCE_MODES);
        distance_batch_run_portable(&a, &b, mode, portable);
        twin(&a, &b, mode, other);
        differing += memcmp(portable, other, b.count) != 0;
    }
    return differing;
}

#endif
