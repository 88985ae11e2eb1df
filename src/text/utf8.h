/* UTF-8, one code point at a time. Decoding never fails: a byte that belongs to no valid sequence is read as
 * the Windows-1252 character it most likely was, and said so.
 *
 *     bool repaired = false;
 *     while (at < s.len) { uint32_t cp = utf8_next(s, &at, &repaired); ... }
 */
#ifndef TEXT_UTF8_H
#define TEXT_UTF8_H

#include "base/str.h"

#include <stdint.h>

/* Length of the valid sequence at `at`, 0 if there is none (overlong, surrogate, cut off, above U+10FFFF). */
size_t utf8_sequence(str s, size_t at);

/* The code point at *at, which must be below s.len; *at moves behind it. *repaired becomes true for a bad
 * byte. */
uint32_t utf8_next(str s, size_t *at, bool *repaired);

/* Writes at most 4 bytes; returns how many. */
size_t utf8_put(char *out, uint32_t cp);

#endif
