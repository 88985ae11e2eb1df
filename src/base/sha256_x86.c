/* SHA-256 with the SHA instructions of x86-64 (Intel SHA Extensions). */
#include "base/portable.h"
#include "base/sha256_blocks.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>

#define WITH_SHA target("sha,sse4.1,ssse3")
#define INLINE   static inline __attribute__((always_inline, WITH_SHA))

/* The instructions keep the state as two vectors, ABEF and CDGH, and do two rounds each. */
typedef struct vectors {
    __m128i abef, cdgh;
    __m128i w[4]; /* the last sixteen words of the message schedule */
} vectors;

INLINE void take_state(vectors *v, const uint32_t h[8])
{
    __m128i dcba = _mm_loadu_si128((const __m128i *)(const void *)h);
    __m128i hgfe = _mm_loadu_si128((const __m128i *)(const void *)(h + 4));
    __m128i cdab = _mm_shuffle_epi32(dcba, 0xB1), efgh = _mm_shuffle_epi32(hgfe, 0x1B);
    v->abef = _mm_alignr_epi8(cdab, efgh, 8);
    v->cdgh = _mm_blend_epi16(efgh, cdab, 0xF0);
}

INLINE void give_state(const vectors *v, uint32_t h[8])
{
    __m128i feba = _mm_shuffle_epi32(v->abef, 0x1B), dchg = _mm_shuffle_epi32(v->cdgh, 0xB1);
    _mm_storeu_si128((__m128i *)(void *)h, _mm_blend_epi16(feba, dchg, 0xF0));
    _mm_storeu_si128((__m128i *)(void *)(h + 4), _mm_alignr_epi8(dchg, feba, 8));
}

/* Rounds 4i to 4i + 3 of a block. */
INLINE void four_rounds(vectors *v, const unsigned char *data, unsigned i)
{
    const __m128i big_endian = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    __m128i *w = v->w;
    if (i < 4) {
        w[i] = _mm_loadu_si128((const __m128i *)(const void *)(data + (size_t)16 * i));
        w[i] = _mm_shuffle_epi8(w[i], big_endian);
    } else {
        __m128i sum = _mm_sha256msg1_epu32(w[i & 3], w[(i + 1) & 3]);
        sum = _mm_add_epi32(sum, _mm_alignr_epi8(w[(i + 3) & 3], w[(i + 2) & 3], 4));
        w[i & 3] = _mm_sha256msg2_epu32(sum, w[(i + 3) & 3]);
    }
    __m128i k = _mm_loadu_si128((const __m128i *)(const void *)(sha256_round_constants + (size_t)4 * i));
    k = _mm_add_epi32(k, w[i & 3]);
    v->cdgh = _mm_sha256rnds2_epu32(v->cdgh, v->abef, k);
    v->abef = _mm_sha256rnds2_epu32(v->abef, v->cdgh, _mm_shuffle_epi32(k, 0x0E));
}

INLINE void add_state(vectors *v, __m128i abef, __m128i cdgh)
{
    v->abef = _mm_add_epi32(v->abef, abef);
    v->cdgh = _mm_add_epi32(v->cdgh, cdgh);
}

__attribute__((WITH_SHA)) static void blocks_x86(uint32_t h[8], const unsigned char *data, size_t blocks)
{
    vectors v;
    take_state(&v, h);
    for (; blocks; blocks--, data += 64) {
        __m128i abef = v.abef, cdgh = v.cdgh;
#pragma GCC unroll 16
        for (unsigned i = 0; i < 16; i++)
            four_rounds(&v, data, i);
        add_state(&v, abef, cdgh);
    }
    give_state(&v, h);
}

/* Each instruction waits for the one before it: while one piece waits, the other works. */
__attribute__((WITH_SHA)) static void pair_x86(uint32_t h[2][8], const unsigned char *const data[2],
                                               size_t blocks)
{
    vectors v, u;
    const unsigned char *first = data[0], *second = data[1];
    take_state(&v, h[0]);
    take_state(&u, h[1]);
    for (; blocks; blocks--, first += 64, second += 64) {
        __m128i abef[2] = {v.abef, u.abef}, cdgh[2] = {v.cdgh, u.cdgh};
#pragma GCC unroll 16
        for (unsigned i = 0; i < 16; i++) {
            four_rounds(&v, first, i);
            four_rounds(&u, second, i);
        }
        add_state(&v, abef[0], cdgh[0]);
        add_state(&u, abef[1], cdgh[1]);
    }
    give_state(&v, h[0]);
    give_state(&u, h[1]);
}

static bool processor_can(void)
{
    unsigned a, b, c, d;
    if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & bit_SSE4_1) || !(c & bit_SSSE3))
        return false;
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & bit_SHA);
}

sha256_blocks *sha256_blocks_native(void)
{
    return !portable_wanted() && processor_can() ? blocks_x86 : NULL;
}

sha256_pair *sha256_pair_native(void)
{
    return sha256_blocks_native() ? pair_x86 : NULL;
}
#else
sha256_blocks *sha256_blocks_native(void)
{
    return NULL;
}

sha256_pair *sha256_pair_native(void)
{
    return NULL;
}
#endif
