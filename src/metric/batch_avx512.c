#include "metric/batch_avx512.h"

#if defined(__x86_64__)

#include <immintrin.h>

#define AVX512 __attribute__((target("avx2,avx512f,avx512vl,avx512bw,avx512vbmi")))

bool batch_avx512_works(void)
{
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("avx512vl") &&
           __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vbmi");
}

typedef struct table64 {
    __m256i low, high;
} table64;

typedef __m256i index64;

AVX512 static inline table64 table_load(const uint8_t *bytes)
{
    return (table64){_mm256_loadu_si256((const __m256i *)(const void *)bytes),
                     _mm256_loadu_si256((const __m256i *)(const void *)(bytes + 32))};
}

AVX512 static inline index64 index_make(__m256i phones)
{
    return phones;
}

AVX512 static inline __m256i table_look_up(const table64 *t, const index64 *x)
{
    return _mm256_permutex2var_epi8(t->low, *x, t->high);
}

#define LANES     AVX512
#define LANES_RUN batch_avx512_run
#include "metric/batch_lanes.inc"

#else

bool batch_avx512_works(void)
{
    return false;
}

void batch_avx512_run(const phone_word *a, const distance_batch *b, distance_mode mode,
                      uint8_t distances[DISTANCE_BATCH])
{
    distance_batch_run_portable(a, b, mode, distances);
}

#endif
