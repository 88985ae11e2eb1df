/* Runs of ASCII letters and digits, eight bytes at a time in one machine word: a lane is a byte, a flag its
 * highest bit.
 *
 *     unsigned kinds;
 *     size_t len = ascii_run(raw, at, lower, cap, &kinds);
 */
#ifndef TEXT_ASCII_H
#define TEXT_ASCII_H

#include "base/str.h"

#include <stdint.h>

enum { ASCII_LOWER = 1, ASCII_UPPER = 2, ASCII_DIGIT = 4 };

#define ASCII_LANES(byte) (0x0101010101010101u * (byte))
#define ASCII_FLAGS       ASCII_LANES(0x80u)

/* The first byte in the lowest lane, on any machine. */
static inline uint64_t ascii_lanes(uint64_t memory)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    return memory;
#else
    return __builtin_bswap64(memory);
#endif
}

/* Eight bytes from `at` on, which is below s.len; zeros behind the end. */
static inline uint64_t ascii_load(str s, size_t at)
{
    uint64_t x = 0;
    if (s.len >= sizeof x) {
        size_t from = at < s.len - sizeof x ? at : s.len - sizeof x;
        memcpy(&x, s.data + from, sizeof x);
        return ascii_lanes(x) >> 8 * (at - from);
    }
    for (size_t i = at; i < s.len; i++)
        x |= (uint64_t)(unsigned char)s.data[i] << 8 * (i - at);
    return x;
}

/* Flags of the lanes with `first` to `last`; all lanes are below 0x80. */
static inline uint64_t ascii_between(uint64_t lanes, unsigned first, unsigned last)
{
    return (lanes + ASCII_LANES(0x80u - first)) & ~(lanes + ASCII_LANES(0x7Fu - last)) & ASCII_FLAGS;
}

/* Length of the run of letters and digits that begins at `at`, at most `cap`, a multiple of eight; written to
 * `lower`, which has room for `cap`, in lower case. `kinds` has a bit of each kind that is in it. */
static inline size_t ascii_run(str s, size_t at, char *lower, size_t cap, unsigned *kinds)
{
    uint64_t any_lower = 0, any_upper = 0, any_digit = 0;
    size_t len = 0;
    for (; len < cap && at + len < s.len; len += 8) {
        uint64_t x = ascii_load(s, at + len), lower_case = x | ASCII_LANES(0x20u), small = x << 2;
        uint64_t letters = ascii_between(lower_case & ~ASCII_FLAGS, 'a', 'z') & ~x;
        uint64_t digits = ascii_between(x & ~ASCII_FLAGS, '0', '9') & ~x;
        uint64_t stop = (letters | digits) ^ ASCII_FLAGS, inside = (stop - 1) & ~stop;
        uint64_t written = ascii_lanes(lower_case); /* digits have the bit of lower case already */
        memcpy(lower + len, &written, sizeof written);
        any_lower |= letters & small & inside;
        any_upper |= letters & ~small & inside;
        any_digit |= digits & inside;
        if (stop) {
            len += (size_t)__builtin_ctzll(stop) / 8;
            break;
        }
    }
    *kinds = (any_lower != 0) * ASCII_LOWER + (any_upper != 0) * ASCII_UPPER + (any_digit != 0) * ASCII_DIGIT;
    return len;
}

#endif
