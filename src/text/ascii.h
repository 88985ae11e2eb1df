/* ASCII letters and digits, eight bytes at a time in one machine word: a lane is a byte, a flag the highest
 * bit of its lane.
 *
 *     ascii_eight e = ascii_look(ascii_load(raw, at));
 *     if (e.upper) ...
 */
#ifndef TEXT_ASCII_H
#define TEXT_ASCII_H

#include "base/str.h"

#include <stdint.h>

enum { ASCII_LOWER = 1, ASCII_UPPER = 2, ASCII_DIGIT = 4 };

static inline bool ascii_is_alnum(unsigned char c)
{
    return (unsigned)((c | 0x20) - 'a') < 26 || (unsigned)(c - '0') < 10;
}

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

typedef struct ascii_eight {
    uint64_t lower;                  /* the bytes in lower case; other signs are changed too */
    uint64_t letters, upper, digits; /* flags */
} ascii_eight;

static inline ascii_eight ascii_look(uint64_t lanes)
{
    ascii_eight e = {.lower = lanes | ASCII_LANES(0x20u)}; /* digits have the bit of lower case already */
    e.letters = ascii_between(e.lower & ~ASCII_FLAGS, 'a', 'z') & ~lanes;
    e.upper = e.letters & ~(lanes << 2);
    e.digits = ascii_between(lanes & ~ASCII_FLAGS, '0', '9') & ~lanes;
    return e;
}

/* A bit for each flag, that of the lowest lane first. */
static inline uint64_t ascii_bits(uint64_t flags)
{
    return (flags >> 7) * 0x0102040810204080u >> 56;
}

/* Length of the run of letters and digits that begins at `at`, at most `cap`, a multiple of eight; written to
 * `lower`, which has room for `cap`, in lower case. `kinds` has a bit of each kind that is in it. */
static inline size_t ascii_run(str s, size_t at, char *lower, size_t cap, unsigned *kinds)
{
    uint64_t any_lower = 0, any_upper = 0, any_digit = 0;
    size_t len = 0;
    for (; len < cap && at + len < s.len; len += 8) {
        ascii_eight e = ascii_look(ascii_load(s, at + len));
        uint64_t stop = (e.letters | e.digits) ^ ASCII_FLAGS, inside = (stop - 1) & ~stop;
        uint64_t written = ascii_lanes(e.lower);
        memcpy(lower + len, &written, sizeof written);
        any_lower |= e.letters & ~e.upper & inside;
        any_upper |= e.upper & inside;
        any_digit |= e.digits & inside;
        if (stop) {
            len += (size_t)__builtin_ctzll(stop) / 8;
            break;
        }
    }
    *kinds = (unsigned)((any_lower != 0) * ASCII_LOWER + (any_upper != 0) * ASCII_UPPER +
                        (any_digit != 0) * ASCII_DIGIT);
    return len;
}

#endif
