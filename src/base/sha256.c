#include "base/sha256.h"

#include "base/sha256_blocks.h"

#include <stdatomic.h>
#include <string.h>

const uint32_t sha256_round_constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static uint32_t rotate(uint32_t x, unsigned bits)
{
    return x >> bits | x << (32 - bits);
}

void sha256_blocks_portable(uint32_t h[8], const unsigned char *data, size_t blocks)
{
    for (; blocks; blocks--, data += 64) {
        uint32_t w[64];
        for (size_t i = 0; i < 16; i++)
            w[i] = (uint32_t)data[4 * i] << 24 | (uint32_t)data[4 * i + 1] << 16 |
                   (uint32_t)data[4 * i + 2] << 8 | data[4 * i + 3];
        for (size_t i = 16; i < 64; i++) {
            uint32_t s0 = rotate(w[i - 15], 7) ^ rotate(w[i - 15], 18) ^ w[i - 15] >> 3;
            uint32_t s1 = rotate(w[i - 2], 17) ^ rotate(w[i - 2], 19) ^ w[i - 2] >> 10;
            w[i] = w[i - 16] + s0 + w[i - 7] + s1;
        }
        uint32_t v[8];
        memcpy(v, h, sizeof v);
        /* The eight working variables a to h rotate through v instead of moving: in round i, a is v[-i & 7].
         */
#pragma GCC unroll 8
        for (unsigned i = 0; i < 64; i++) {
            uint32_t a = v[-i & 7], b = v[(1 - i) & 7], c = v[(2 - i) & 7], e = v[(4 - i) & 7];
            uint32_t s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
            uint32_t choice = (e & v[(5 - i) & 7]) ^ (~e & v[(6 - i) & 7]);
            uint32_t t1 = v[(7 - i) & 7] + s1 + choice + sha256_round_constants[i] + w[i];
            uint32_t s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
            uint32_t majority = (a & b) ^ (a & c) ^ (b & c);
            v[(3 - i) & 7] += t1;
            v[(7 - i) & 7] = t1 + s0 + majority;
        }
        for (size_t i = 0; i < 8; i++)
            h[i] += v[i];
    }
}

/* Chosen at the first use; two threads that choose at once choose the same. */
static void compress(uint32_t h[8], const unsigned char *data, size_t blocks)
{
    static _Atomic(sha256_blocks *) chosen;
    sha256_blocks *use = atomic_load_explicit(&chosen, memory_order_relaxed);
    if (!use) {
        use = sha256_blocks_native();
        if (!use)
            use = sha256_blocks_portable;
        atomic_store_explicit(&chosen, use, memory_order_relaxed);
    }
    use(h, data, blocks);
}

void sha256_init(sha256_state *s)
{
    static const uint32_t start[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    memset(s, 0, sizeof *s);
    memcpy(s->h, start, sizeof start);
}

void sha256_update(sha256_state *s, const void *data, size_t size)
{
    const unsigned char *bytes = data;
    if (size == 0) /* data may be NULL then */
        return;
    s->total_size += size;
    if (s->block_len) {
        size_t take = 64 - s->block_len < size ? 64 - s->block_len : size;
        memcpy(s->block + s->block_len, bytes, take);
        s->block_len += take;
        bytes += take;
        size -= take;
        if (s->block_len < 64)
            return;
        compress(s->h, s->block, 1);
        s->block_len = 0;
    }
    compress(s->h, bytes, size / 64);
    if (size % 64)
        memcpy(s->block, bytes + size / 64 * 64, size % 64);
    s->block_len = size % 64;
}

void sha256_final(sha256_state *s, unsigned char hash[SHA256_SIZE])
{
    uint64_t bits = s->total_size * 8;
    unsigned char tail[72] = {0x80};
    size_t pad = (s->block_len < 56 ? 56 : 120) - s->block_len;
    for (size_t i = 0; i < 8; i++)
        tail[pad + i] = (unsigned char)(bits >> (56 - 8 * i));
    sha256_update(s, tail, pad + 8);
    for (size_t i = 0; i < 8; i++) {
        hash[4 * i] = (unsigned char)(s->h[i] >> 24);
        hash[4 * i + 1] = (unsigned char)(s->h[i] >> 16);
        hash[4 * i + 2] = (unsigned char)(s->h[i] >> 8);
        hash[4 * i + 3] = (unsigned char)s->h[i];
    }
}

void sha256(const void *data, size_t size, unsigned char hash[SHA256_SIZE])
{
    sha256_state s;
    sha256_init(&s);
    sha256_update(&s, data, size);
    sha256_final(&s, hash);
}

void sha256_hex(const unsigned char hash[SHA256_SIZE], char hex[SHA256_HEX_LEN + 1])
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < SHA256_SIZE; i++) {
        hex[2 * i] = digits[hash[i] >> 4];
        hex[2 * i + 1] = digits[hash[i] & 15];
    }
    hex[SHA256_HEX_LEN] = 0;
}
