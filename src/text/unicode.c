#include "text/unicode.h"

#include <string.h>

#include "text/tables/unicode.inc"

#define HANGUL_FIRST 0xAC00u
#define HANGUL_COUNT 11172u
#define HANGUL_L     0x1100u
#define HANGUL_V     0x1161u
#define HANGUL_T     0x11A7u

/* Names hold no more marks on one letter than this; the rest is left out. */
#define MARKS_MAX 32

static inline uint16_t find(const uint16_t *first, const uint16_t *second, uint32_t limit, unsigned shift,
                            uint32_t cp)
{
    if (cp >= limit)
        return 0;
    return second[(size_t)first[cp >> shift] << shift | (cp & ((1u << shift) - 1))];
}

static const uint32_t *sequence(uint16_t offset, size_t *count)
{
    *count = sequence_pool[offset];
    return sequence_pool + offset + 1;
}

const uint32_t *unicode_fold_one(uint32_t cp, size_t *count, uint32_t *self)
{
    uint16_t offset = find(fold_first, fold_second, FOLD_LIMIT, FOLD_SHIFT, cp);
    if (offset)
        return sequence(offset, count);
    *self = cp;
    *count = cp >= 0x30000 && unicode_of(cp)->class == CLASS_IGNORE ? 0 : 1;
    return self;
}

/* Full canonical decomposition; at most 4 code points. */
static size_t decompose(uint32_t cp, uint32_t *out)
{
    if (cp - HANGUL_FIRST < HANGUL_COUNT) {
        uint32_t s = cp - HANGUL_FIRST;
        out[0] = HANGUL_L + s / 588;
        out[1] = HANGUL_V + s % 588 / 28;
        out[2] = HANGUL_T + s % 28;
        return s % 28 ? 3 : 2;
    }
    uint16_t offset = find(decompose_first, decompose_second, DECOMPOSE_LIMIT, DECOMPOSE_SHIFT, cp);
    if (!offset) {
        out[0] = cp;
        return 1;
    }
    size_t count;
    const uint32_t *from = sequence(offset, &count);
    for (size_t i = 0; i < count && i < 4; i++)
        out[i] = from[i];
    return count < 4 ? count : 4;
}

/* The primary composite of two code points, 0 if there is none. */
static uint32_t compose_pair(uint32_t a, uint32_t b)
{
    if (a - HANGUL_L < 19 && b - HANGUL_V < 21)
        return HANGUL_FIRST + ((a - HANGUL_L) * 21 + (b - HANGUL_V)) * 28;
    if (a - HANGUL_FIRST < HANGUL_COUNT && (a - HANGUL_FIRST) % 28 == 0 && b - HANGUL_T - 1 < 27)
        return a + (b - HANGUL_T);
    size_t low = 0, high = sizeof compose_table / sizeof compose_table[0];
    while (low < high) {
        size_t middle = (low + high) / 2;
        const uint32_t *pair = compose_table[middle];
        if (pair[0] < a || (pair[0] == a && pair[1] < b))
            low = middle + 1;
        else
            high = middle;
    }
    if (low < sizeof compose_table / sizeof compose_table[0] && compose_table[low][0] == a &&
        compose_table[low][1] == b)
        return compose_table[low][2];
    return 0;
}

/* Canonical order: marks by class, stable. */
static void order_marks(uint32_t *text, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        uint8_t class = unicode_of(text[i])->combining_class;
        if (class == 0)
            continue;
        uint32_t cp = text[i];
        size_t j = i;
        for (; j > 0 && i - j < MARKS_MAX && unicode_of(text[j - 1])->combining_class > class; j--)
            text[j] = text[j - 1];
        text[j] = cp;
    }
}

static size_t compose(uint32_t *text, size_t count)
{
    size_t out = 0, starter = 0;
    bool has_starter = false;
    uint8_t last = 0;
    for (size_t i = 0; i < count; i++) {
        uint8_t class = unicode_of(text[i])->combining_class;
        bool blocked = out > starter + 1 && (last == 0 || last >= class);
        if (has_starter && !blocked && (out == starter + 1 || last < class)) {
            uint32_t composite = compose_pair(text[starter], text[i]);
            if (composite) {
                text[starter] = composite;
                continue;
            }
        }
        if (class == 0) {
            starter = out;
            has_starter = true;
        }
        last = class;
        text[out++] = text[i];
    }
    return out;
}

size_t unicode_fold(const uint32_t *in, size_t count, uint32_t *out, size_t cap)
{
    size_t n = 0;
    bool normal = true;
    uint8_t last_class = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t self;
        size_t len;
        const uint32_t *folded = unicode_fold_one(in[i], &len, &self);
        for (size_t k = 0; k < len && n < cap; k++) {
            const unicode_record *r = unicode_of(folded[k]);
            if (r->flags & UNICODE_MAY_COMPOSE || (r->combining_class && r->combining_class < last_class))
                normal = false;
            last_class = r->combining_class;
            out[n++] = folded[k];
        }
    }
    if (normal)
        return n;
    /* Decompose in place from the end: first see how long it gets. */
    uint32_t parts[4];
    size_t total = 0, kept = 0;
    for (; kept < n; kept++) {
        size_t len = decompose(out[kept], parts);
        if (total + len > cap)
            break;
        total += len;
    }
    size_t to = total;
    for (size_t i = kept; i-- > 0;) {
        size_t len = decompose(out[i], parts);
        to -= len;
        memcpy(out + to, parts, len * sizeof parts[0]);
    }
    order_marks(out, total);
    return compose(out, total);
}

size_t unicode_bare(const uint32_t *in, size_t count, uint32_t *out, size_t cap)
{
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        uint16_t offset = find(bare_first, bare_second, BARE_LIMIT, BARE_SHIFT, in[i]);
        if (!offset) {
            if (n < cap)
                out[n++] = in[i];
            continue;
        }
        size_t len;
        const uint32_t *bare = sequence(offset, &len);
        for (size_t k = 0; k < len && n < cap; k++)
            out[n++] = bare[k];
    }
    return n;
}
