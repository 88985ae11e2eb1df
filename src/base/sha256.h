/* SHA-256 (FIPS 180-4). The core links to libc alone, so it has its own; a twin for processors with SHA
 * instructions is chosen at run time and agrees with the portable code (INTERDICT_PORTABLE=1 switches it
 * off).
 *
 *     unsigned char hash[SHA256_SIZE];
 *     sha256(data, size, hash);
 */
#ifndef BASE_SHA256_H
#define BASE_SHA256_H

#include <stddef.h>
#include <stdint.h>

#define SHA256_SIZE    32
#define SHA256_HEX_LEN 64

typedef struct sha256_state {
    uint32_t h[8];
    uint64_t total_size;
    unsigned char block[64];
    size_t block_len;
} sha256_state;

void sha256_init(sha256_state *s);
void sha256_update(sha256_state *s, const void *data, size_t size);
void sha256_final(sha256_state *s, unsigned char hash[SHA256_SIZE]);
void sha256(const void *data, size_t size, unsigned char hash[SHA256_SIZE]);

/* The hashes of `count` pieces of `size` bytes that lie one behind the other; several at once where the
 * processor can. */
void sha256_many(const void *data, size_t size, size_t count, unsigned char (*hash)[SHA256_SIZE]);

/* Lower-case hexadecimal digits and a terminating zero. */
void sha256_hex(const unsigned char hash[SHA256_SIZE], char hex[SHA256_HEX_LEN + 1]);

#endif
