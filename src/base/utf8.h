/* UTF-8, one code point at a time. Decoding never fails: a byte that belongs to no valid sequence is read as
 * the Windows-1252 character it most likely was, and said so.
 *
 *     bool repaired = false;
 *     while (at < s.len) { uint32_t cp = utf8_next(s, &at, &repaired); ... }
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

/* Length of the valid sequence at `at`, 0 if there is none (overlong, surrogate, cut off, above U+10FFFF). */
size_t utf8_sequence(str s, size_t at);

uint32_t utf8_next_any(str s, size_t *at, bool *repaired);

/* The code point at *at, which must be below s.len; *at moves behind it. *repaired becomes true for a bad
 * byte. */
static inline uint32_t utf8_next(str s, size_t *at, bool *repaired)
{
    const unsigned char *p = (const unsigned char *)s.data + *at;
    if (p[0] < 0x80) {
        ++*at;
        return p[0];
    }
    if (p[0] >= 0xC2 && p[0] < 0xE0 && *at + 1 < s.len && (p[1] & 0xC0) == 0x80) {
        *at += 2;
        return (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu);
    }
    if ((p[0] & 0xF0) == 0xE0 && *at + 2 < s.len && (p[1] & 0xC0) == 0x80 && (p[2] & 0xC0) == 0x80) {
        uint32_t cp = (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
        if (cp >= 0x800 && cp - 0xD800 >= 0x800) { /* not overlong, no surrogate */
            *at += 3;
            return cp;
        }
    }
    return utf8_next_any(s, at, repaired);
}

size_t utf8_put_any(char *out, uint32_t cp);

/* Writes at most 4 bytes; returns how many. */
static inline size_t utf8_put(char *out, uint32_t cp)
{
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    return utf8_put_any(out, cp);
}

/* Writes them all; there is room for four bytes for each. Returns the end. */
char *utf8_put_all(char *out, const uint32_t *cps, size_t count);

/* True if the bytes are valid UTF-8 (no surrogates, no overlong forms, at most U+10FFFF); *bad (nullable) is
 * the first byte that is not. */
bool utf8_is_valid(str bytes, size_t *bad);

#endif
