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

#endif
