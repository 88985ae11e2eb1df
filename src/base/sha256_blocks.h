/* The inner loop of SHA-256, once in portable C, which is the definition, and once for processors with SHA
 * instructions. */
#ifndef BASE_SHA256_BLOCKS_H
#define BASE_SHA256_BLOCKS_H

#include <stddef.h>
#include <stdint.h>

/* Takes whole blocks of 64 bytes into the state. */
typedef void sha256_blocks(uint32_t h[8], const unsigned char *data, size_t blocks);

extern const uint32_t sha256_round_constants[64];
void sha256_blocks_portable(uint32_t h[8], const unsigned char *data, size_t blocks);

/* The twin of this machine, or NULL: another processor, or INTERDICT_PORTABLE=1 in the environment. */
sha256_blocks *sha256_blocks_native(void);

/* Whole blocks of two pieces side by side; the twin of this machine, or NULL. */
typedef void sha256_pair(uint32_t h[2][8], const unsigned char *const data[2], size_t blocks);
sha256_pair *sha256_pair_native(void);

/* One block of each of several pieces; h[i][k] is word i of the state of piece k. */
#define SHA256_LANES 8
typedef void sha256_lanes(uint32_t h[8][SHA256_LANES], const unsigned char *const data[SHA256_LANES]);
sha256_lanes *sha256_lanes_native(void);

/* Hashes SHA256_LANES pieces of `size` bytes, a multiple of 64, that lie one behind the other. */
void sha256_group(sha256_lanes *take, const unsigned char *data, size_t size, unsigned char (*hash)[32]);
void sha256_two(sha256_pair *take, const unsigned char *data, size_t size, unsigned char (*hash)[32]);

#endif
