#include "name/ideograph.h"

#include "text/text.h"
#include "base/utf8.h"

#include "name/tables/han_variants.inc"

enum {
    HANGUL_FIRST = 0xAC00,
    HANGUL_LAST = 0xD7A3,
    HANGUL_VOWELS = 21,
    HANGUL_ENDS = 28,
    LEAD_N = 2,
    LEAD_R = 5,
    LEAD_NONE = 11,
};

bool ideograph_is(unsigned script)
{
    return script == SCRIPT_HAN || script == SCRIPT_HANGUL;
}

static uint32_t first_of_group(uint32_t c)
{
    size_t low = 0, high = sizeof HAN_VARIANTS / sizeof *HAN_VARIANTS;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (HAN_VARIANTS[middle][0] == c)
            return HAN_VARIANTS[middle][1];
        if (HAN_VARIANTS[middle][0] < c)
            low = middle + 1;
        else
            high = middle;
    }
    return c;
}

static bool is_hangul(uint32_t c)
{
    return c >= HANGUL_FIRST && c <= HANGUL_LAST;
}

/* The North writes r and n where the South writes n or nothing: 리 and 이, 류 and 유, 로 and 노. */
static bool falls_silent(uint32_t lead)
{
    return lead == LEAD_N || lead == LEAD_R || lead == LEAD_NONE;
}

static bool same_syllable(uint32_t a, uint32_t b)
{
    uint32_t x = a - HANGUL_FIRST, y = b - HANGUL_FIRST, tail = HANGUL_VOWELS * HANGUL_ENDS;
    return x % tail == y % tail && falls_silent(x / tail) && falls_silent(y / tail);
}

bool ideograph_same(str a, str b)
{
    size_t i = 0, j = 0;
    bool bad = false;
    while (i < a.len && j < b.len) {
        bool first = i == 0;
        uint32_t x = utf8_next(a, &i, &bad), y = utf8_next(b, &j, &bad);
        bool same = x == y || first_of_group(x) == first_of_group(y) ||
                    (first && is_hangul(x) && is_hangul(y) && same_syllable(x, y));
        if (!same)
            return false;
    }
    return i == a.len && j == b.len;
}
