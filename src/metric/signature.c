#include "metric/signature.h"

#include "base/portable.h"
#include "metric/batch_avx2.h"

#include <stdatomic.h>

size_t signature_scan_portable(const uint64_t *signatures, size_t count, uint64_t wanted, int most,
                               uint32_t *places)
{
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        places[found] = (uint32_t)i;
        found += __builtin_popcountll(signatures[i] ^ wanted) <= most;
    }
    return found;
}

typedef size_t scan_function(const uint64_t *signatures, size_t count, uint64_t wanted, int most,
                             uint32_t *places);

static scan_function choose_and_scan;

/* The twin for this processor; it is chosen by the first call. */
static _Atomic(scan_function *) scan = choose_and_scan;

#if defined(__x86_64__)

#include <immintrin.h>

/* Bits of each 64-bit lane: those of its nibbles by a table, summed. */
__attribute__((target("avx2"))) static inline __m256i count_bits(__m256i x)
{
    const __m256i table = _mm256_setr_epi8(0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, 0, 1, 1, 2, 1, 2,
                                           2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
    const __m256i low = _mm256_set1_epi8(15);
    __m256i sum = _mm256_add_epi8(_mm256_shuffle_epi8(table, _mm256_and_si256(x, low)),
                                  _mm256_shuffle_epi8(table, _mm256_and_si256(_mm256_srli_epi16(x, 4), low)));
    return _mm256_sad_epu8(sum, _mm256_setzero_si256());
}

/* By the bits of four lanes: the lanes that are set, first to last. */
static const _Alignas(16) uint32_t NEAR_FIRST[16][4] = {
    {0}, {0},    {1},    {0, 1},    {2},    {0, 2},    {1, 2},    {0, 1, 2},
    {3}, {0, 3}, {1, 3}, {0, 1, 3}, {2, 3}, {0, 2, 3}, {1, 2, 3}, {0, 1, 2, 3},
};

/* Four at once; what is near is written without a branch. */
__attribute__((target("avx2,popcnt"))) static size_t scan_avx2(const uint64_t *signatures, size_t count,
                                                               uint64_t wanted, int most, uint32_t *places)
{
    const __m256i mine = _mm256_set1_epi64x((long long)wanted), limit = _mm256_set1_epi64x(most);
    size_t found = 0, i = 0;
    for (; i + 4 <= count; i += 4) {
        __m256i other = _mm256_loadu_si256((const __m256i *)(const void *)(signatures + i));
        __m256i far = _mm256_cmpgt_epi64(count_bits(_mm256_xor_si256(other, mine)), limit);
        unsigned near = ~(unsigned)_mm256_movemask_pd(_mm256_castsi256_pd(far)) & 15;
        __m128i order = _mm_load_si128((const __m128i *)(const void *)NEAR_FIRST[near]);
        _mm_storeu_si128((__m128i *)(void *)(places + found), _mm_add_epi32(order, _mm_set1_epi32((int)i)));
        found += (size_t)__builtin_popcount(near);
    }
    for (; i < count; i++) {
        places[found] = (uint32_t)i;
        found += __builtin_popcountll(signatures[i] ^ wanted) <= most;
    }
    return found;
}

#define AVX512 __attribute__((target("avx512f,avx512vl,avx512vpopcntdq")))

/* Eight at once; what is near is written without a branch. */
AVX512 static size_t scan_avx512(const uint64_t *signatures, size_t count, uint64_t wanted, int most,
                                 uint32_t *places)
{
    const __m512i mine = _mm512_set1_epi64((long long)wanted), limit = _mm512_set1_epi64(most);
    __m256i here = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
    size_t found = 0;
    for (size_t i = 0; i < count; i += 8) {
        __mmask8 inside = (__mmask8)(count - i >= 8 ? 255 : (1u << (count - i)) - 1);
        __m512i other = _mm512_maskz_loadu_epi64(inside, signatures + i);
        __mmask8 near =
            _mm512_mask_cmple_epi64_mask(inside, _mm512_popcnt_epi64(_mm512_xor_si512(other, mine)), limit);
        /* Into a register first: the form that writes to memory is microcode on some processors. */
        _mm256_storeu_si256((__m256i *)(void *)(places + found), _mm256_maskz_compress_epi32(near, here));
        found += (size_t)__builtin_popcount(near);
        here = _mm256_add_epi32(here, _mm256_set1_epi32(8));
    }
    return found;
}

static scan_function *best_scan(void)
{
    if (portable_wanted())
        return signature_scan_portable;
    if (__builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vpopcntdq"))
        return scan_avx512;
    return batch_avx2_works() && __builtin_cpu_supports("popcnt") ? scan_avx2 : signature_scan_portable;
}

#else

static scan_function *best_scan(void)
{
    return signature_scan_portable;
}

#endif

static size_t choose_and_scan(const uint64_t *signatures, size_t count, uint64_t wanted, int most,
                              uint32_t *places)
{
    scan_function *best = best_scan();
    atomic_store_explicit(&scan, best, memory_order_relaxed);
    return best(signatures, count, wanted, most, places);
}

size_t signature_scan(const uint64_t *signatures, size_t count, uint64_t wanted, int most, uint32_t *places)
{
    return atomic_load_explicit(&scan, memory_order_relaxed)(signatures, count, wanted, most, places);
}
