/* Several pieces of one size at once: two side by side with SHA instructions, eight in AVX2 where there are
 * none. */
#include "base/portable.h"
#include "base/sha256.h"
#include "base/sha256_blocks.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define LANES SHA256_LANES

#if defined(__x86_64__)

typedef uint32_t lanes __attribute__((vector_size(4 * LANES)));

#define ROTATE(x, bits) ((x) >> (bits) | (x) << (32 - (bits)))

/* One block of each lane. v holds a to h and rotates through its places as in the portable code. */
__attribute__((target("avx2"))) static void block_avx2(uint32_t h[8][LANES],
                                                       const unsigned char *const data[LANES])
{
    uint32_t words[16][LANES];
    lanes w[64], v[8], state[8];
    for (unsigned t = 0; t < 16; t++) {
        for (unsigned k = 0; k < LANES; k++) {
            uint32_t word;
            memcpy(&word, data[k] + (size_t)4 * t, sizeof word);
            words[t][k] = __builtin_bswap32(word);
        }
    }
    memcpy(w, words, sizeof words);
    memcpy(state, h, sizeof state);
    memcpy(v, state, sizeof v);
    for (unsigned t = 16; t < 64; t++) {
        lanes a = w[t - 15], b = w[t - 2];
        w[t] = w[t - 16] + (ROTATE(a, 7) ^ ROTATE(a, 18) ^ a >> 3) + w[t - 7] +
               (ROTATE(b, 17) ^ ROTATE(b, 19) ^ b >> 10);
    }
#pragma GCC unroll 8
    for (unsigned i = 0; i < 64; i++) {
        lanes a = v[-i & 7], b = v[(1 - i) & 7], c = v[(2 - i) & 7], e = v[(4 - i) & 7];
        lanes choice = (e & v[(5 - i) & 7]) ^ (~e & v[(6 - i) & 7]);
        lanes t1 = v[(7 - i) & 7] + (ROTATE(e, 6) ^ ROTATE(e, 11) ^ ROTATE(e, 25)) + choice +
                   sha256_round_constants[i] + w[i];
        lanes majority = (a & b) ^ (a & c) ^ (b & c);
        v[(3 - i) & 7] += t1;
        v[(7 - i) & 7] = t1 + (ROTATE(a, 2) ^ ROTATE(a, 13) ^ ROTATE(a, 22)) + majority;
    }
    for (unsigned i = 0; i < 8; i++)
        state[i] += v[i];
    memcpy(h, state, sizeof state);
}

static bool processor_can(void)
{
    return __builtin_cpu_supports("avx2");
}

sha256_lanes *sha256_lanes_native(void)
{
    return !portable_wanted() && processor_can() ? block_avx2 : NULL;
}
#else
sha256_lanes *sha256_lanes_native(void)
{
    return NULL;
}
#endif

static const uint32_t start_state[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                        0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

/* The block behind a piece of `size` bytes, a multiple of 64. */
static void make_last(size_t size, unsigned char last[64])
{
    uint64_t bits = (uint64_t)size * 8;
    memset(last, 0, 64);
    last[0] = 0x80;
    for (unsigned i = 0; i < 8; i++)
        last[56 + i] = (unsigned char)(bits >> (56 - 8 * i));
}

/* One group of LANES pieces, which lie one behind the other. `size` is a multiple of 64. */
void sha256_group(sha256_lanes *take, const unsigned char *data, size_t size,
                  unsigned char (*hash)[SHA256_SIZE])
{
    unsigned char last[64];
    uint32_t h[8][LANES];
    const unsigned char *at[LANES];
    for (unsigned i = 0; i < 8; i++)
        for (unsigned k = 0; k < LANES; k++)
            h[i][k] = start_state[i];
    for (size_t offset = 0; offset < size; offset += 64) {
        for (unsigned k = 0; k < LANES; k++)
            at[k] = data + k * size + offset;
        take(h, at);
    }
    make_last(size, last);
    for (unsigned k = 0; k < LANES; k++)
        at[k] = last;
    take(h, at);
    for (unsigned k = 0; k < LANES; k++)
        for (unsigned i = 0; i < SHA256_SIZE; i++)
            hash[k][i] = (unsigned char)(h[i / 4][k] >> (24 - 8 * (i % 4)));
}

/* Two pieces, likewise. */
void sha256_two(sha256_pair *take, const unsigned char *data, size_t size, unsigned char (*hash)[SHA256_SIZE])
{
    unsigned char last[64];
    uint32_t h[2][8];
    make_last(size, last);
    memcpy(h[0], start_state, sizeof start_state);
    memcpy(h[1], start_state, sizeof start_state);
    take(h, (const unsigned char *const[2]){data, data + size}, size / 64);
    take(h, (const unsigned char *const[2]){last, last}, 1);
    for (unsigned k = 0; k < 2; k++)
        for (unsigned i = 0; i < SHA256_SIZE; i++)
            hash[k][i] = (unsigned char)(h[k][i / 4] >> (24 - 8 * (i % 4)));
}

void sha256_many(const void *data, size_t size, size_t count, unsigned char (*hash)[SHA256_SIZE])
{
    const unsigned char *bytes = data;
    sha256_pair *pair = size % 64 == 0 ? sha256_pair_native() : NULL;
    sha256_lanes *take = size % 64 == 0 && !sha256_blocks_native() ? sha256_lanes_native() : NULL;
    for (; pair && count >= 2; count -= 2, bytes += 2 * size, hash += 2)
        sha256_two(pair, bytes, size, hash);
    for (; take && count >= LANES; count -= LANES, bytes += LANES * size, hash += LANES)
        sha256_group(take, bytes, size, hash);
    for (; count; count--, bytes += size, hash++)
        sha256(bytes, size, *hash);
}
