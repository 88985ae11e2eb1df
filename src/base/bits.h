/* A set of small numbers, a bit each.
 *
 *     uint64_t *seen = bits_new(name_count);
 *     bits_set(seen, 17);
 *     if (bits_get(seen, 17)) …
 *     free(seen);
 */
#ifndef BASE_BITS_H
#define BASE_BITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

/* Room for the numbers below `count`, none of them set; NULL without memory. For free(). */
static inline uint64_t *bits_new(size_t count)
{
    return calloc(count / 64 + 1, sizeof(uint64_t));
}

static inline bool bits_get(const uint64_t *bits, size_t number)
{
    return bits[number / 64] >> (number % 64) & 1;
}

static inline void bits_set(uint64_t *bits, size_t number)
{
    bits[number / 64] |= (uint64_t)1 << (number % 64);
}

static inline void bits_clear(uint64_t *bits, size_t number)
{
    bits[number / 64] &= ~((uint64_t)1 << (number % 64));
}

#endif
