/* Little-endian integers in files and mapped memory, at any alignment. */
#ifndef BASE_BYTES_H
#define BASE_BYTES_H

#include <stdint.h>

static inline uint16_t read_u16(const void *p)
{
    const unsigned char *b = p;
    return (uint16_t)(b[0] | b[1] << 8);
}

static inline uint32_t read_u32(const void *p)
{
    const unsigned char *b = p;
    return (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
}

static inline uint64_t read_u64(const void *p)
{
    const unsigned char *b = p;
    return read_u32(b) | (uint64_t)read_u32(b + 4) << 32;
}

static inline void write_u32(void *p, uint32_t value)
{
    unsigned char *b = p;
    for (unsigned i = 0; i < 4; i++)
        b[i] = (unsigned char)(value >> 8 * i);
}

#endif
