#include "metric/batch.h"

#include "metric/batch_avx2.h"
#include "metric/batch_avx512.h"
#include "metric/batch_neon.h"

#include "base/portable.h"

#include <stdatomic.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

_Static_assert((int)PHONE_OTHER < (int)DISTANCE_TABLE, "the twins look costs up in tables of 64");

bool distance_batch_fits(const uint8_t *phones, size_t len)
{
    bool fits = len > 0 && len <= DISTANCE_BATCH_PHONES;
    for (size_t i = 0; i < len && fits; i++)
        fits = phones[i] < 64;
    return fits;
}

#if defined(__x86_64__)
/* Sixteen rows of sixteen bytes turned by four rounds of pairing. */
static void turn_sixteen(const uint8_t (*rows)[DISTANCE_BATCH_ROW], uint8_t (*columns)[DISTANCE_BATCH])
{
    __m128i a[16], b[16];
    for (int i = 0; i < 16; i++)
        a[i] = _mm_loadu_si128((const __m128i *)(const void *)rows[i]);
    for (int round = 0; round < 4; round++) {
        for (int i = 0; i < 8; i++) {
            b[2 * i] = _mm_unpacklo_epi8(a[i], a[i + 8]);
            b[2 * i + 1] = _mm_unpackhi_epi8(a[i], a[i + 8]);
        }
        memcpy(a, b, sizeof a);
    }
    for (int i = 0; i < 16; i++)
        _mm_storeu_si128((__m128i *)(void *)columns[i], a[i]);
}

void distance_batch_turn(const distance_batch *b, distance_columns *out)
{
    turn_sixteen(b->rows, out->phones);
    turn_sixteen(b->rows + 16, (uint8_t(*)[DISTANCE_BATCH])(out->phones[0] + 16));
}
#else
void distance_batch_turn(const distance_batch *b, distance_columns *out)
{
    for (size_t i = 0; i < DISTANCE_BATCH; i++)
        for (size_t k = 0; k < DISTANCE_BATCH_ROW; k++)
            out->phones[k][i] = b->rows[i][k];
}
#endif

void distance_batch_run_portable(const phone_word *a, const distance_batch *b, distance_mode mode,
                                 uint8_t distances[DISTANCE_BATCH])
{
    for (size_t i = 0; i < b->count; i++) {
        phone_word other = {.len = b->lens[i]};
        memcpy(other.phones, b->rows[i], other.len);
        distances[i] = (uint8_t)distance_within(a, &other, DISTANCE_NONE - 1, mode);
    }
}

typedef void run_function(const phone_word *a, const distance_batch *b, distance_mode mode,
                          uint8_t distances[DISTANCE_BATCH]);

static run_function choose_and_run;

/* The twin for this processor; it is chosen by the first call. */
static _Atomic(run_function *) run = choose_and_run;

static run_function *best_run(void)
{
    if (portable_wanted())
        return distance_batch_run_portable;
    return batch_avx512_works() ? batch_avx512_run
           : batch_avx2_works() ? batch_avx2_run
           : batch_neon_works() ? batch_neon_run
                                : distance_batch_run_portable;
}

static void choose_and_run(const phone_word *a, const distance_batch *b, distance_mode mode,
                           uint8_t distances[DISTANCE_BATCH])
{
    run_function *best = best_run();
    atomic_store_explicit(&run, best, memory_order_relaxed);
    best(a, b, mode, distances);
}

void distance_batch_run(const phone_word *a, const distance_batch *b, distance_mode mode,
                        uint8_t distances[DISTANCE_BATCH])
{
    if (b->count)
        atomic_load_explicit(&run, memory_order_relaxed)(a, b, mode, distances);
}
