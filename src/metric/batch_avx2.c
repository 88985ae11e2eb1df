#include "metric/batch_avx2.h"

#if defined(__x86_64__)

#include <immintrin.h>

#define AVX2 __attribute__((target("avx2")))

bool batch_avx2_works(void)
{
    return __builtin_cpu_supports("avx2");
}

/* A byte table of 64 entries, cut in four for the shuffle of sixteen. */
typedef struct table64 {
    __m256i part[4];
} table64;

AVX2 static inline table64 table_load(const uint8_t *bytes)
{
    table64 t;
    for (int k = 0; k < 4; k++)
        t.part[k] =
            _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)(bytes + 16 * k)));
    return t;
}

/* Indexes below 64 made ready for table_look_up: in part k those of other parts have the high bit set and
 * give 0. */
typedef struct index64 {
    __m256i part[4];
} index64;

AVX2 static inline index64 index_make(__m256i phones)
{
    index64 x;
    for (int k = 0; k < 4; k++)
        x.part[k] = _mm256_adds_epu8(_mm256_xor_si256(phones, _mm256_set1_epi8((char)(16 * k))),
                                     _mm256_set1_epi8(0x70));
    return x;
}

AVX2 static inline __m256i table_look_up(const table64 *t, const index64 *x)
{
    __m256i low = _mm256_or_si256(_mm256_shuffle_epi8(t->part[0], x->part[0]),
                                  _mm256_shuffle_epi8(t->part[1], x->part[1]));
    __m256i high = _mm256_or_si256(_mm256_shuffle_epi8(t->part[2], x->part[2]),
                                   _mm256_shuffle_epi8(t->part[3], x->part[3]));
    return _mm256_or_si256(low, high);
}

#define LANES     AVX2
#define LANES_RUN batch_avx2_run
#include "metric/batch_lanes.inc"

#else

bool batch_avx2_works(void)
{
    return false;
}

void batch_avx2_run(const phone_word *a, const distance_batch *b, distance_mode mode,
                    uint8_t distances[DISTANCE_BATCH])
{
    distance_batch_run_portable(a, b, mode, distances);
}

#endif
