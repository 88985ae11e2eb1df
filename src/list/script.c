#include "list/script.h"

#include <stdint.h>

typedef enum letter_class {
    LETTER_NONE,
    LETTER_LATIN,
    LETTER_GREEK,
    LETTER_CYRILLIC,
    LETTER_ARABIC,
    LETTER_HEBREW,
    LETTER_HAN,
    LETTER_HANGUL,
    LETTER_KANA,
    LETTER_OTHER,
    LETTER_CLASS_COUNT
} letter_class;

typedef struct letter_range {
    uint32_t first, last;
    letter_class class;
} letter_range;

/* Blocks of the Unicode standard, sorted; what is not here is no letter. */
static const letter_range RANGES[] = {
    {0x0041, 0x005A, LETTER_LATIN},    {0x0061, 0x007A, LETTER_LATIN},  {0x00AA, 0x00AA, LETTER_LATIN},
    {0x00BA, 0x00BA, LETTER_LATIN},    {0x00C0, 0x00D6, LETTER_LATIN},  {0x00D8, 0x00F6, LETTER_LATIN},
    {0x00F8, 0x02AF, LETTER_LATIN},    {0x0370, 0x03FF, LETTER_GREEK},  {0x0400, 0x052F, LETTER_CYRILLIC},
    {0x0531, 0x058F, LETTER_OTHER},    {0x05D0, 0x05F2, LETTER_HEBREW}, {0x0620, 0x064A, LETTER_ARABIC},
    {0x066E, 0x06D3, LETTER_ARABIC},   {0x06D5, 0x06D5, LETTER_ARABIC}, {0x06EE, 0x06EF, LETTER_ARABIC},
    {0x06FA, 0x06FF, LETTER_ARABIC},   {0x0700, 0x074F, LETTER_OTHER},  {0x0750, 0x077F, LETTER_ARABIC},
    {0x0780, 0x089F, LETTER_OTHER},    {0x08A0, 0x08C9, LETTER_ARABIC}, {0x0900, 0x10FF, LETTER_OTHER},
    {0x1100, 0x11FF, LETTER_HANGUL},   {0x1200, 0x1C7F, LETTER_OTHER},  {0x1C80, 0x1C8F, LETTER_CYRILLIC},
    {0x1C90, 0x1CFF, LETTER_OTHER},    {0x1D00, 0x1DBF, LETTER_LATIN},  {0x1E00, 0x1EFF, LETTER_LATIN},
    {0x1F00, 0x1FFF, LETTER_GREEK},    {0x2C60, 0x2C7F, LETTER_LATIN},  {0x2D00, 0x2DDF, LETTER_OTHER},
    {0x2DE0, 0x2DFF, LETTER_NONE},     {0x3005, 0x3007, LETTER_HAN},    {0x3041, 0x30FF, LETTER_KANA},
    {0x3105, 0x312F, LETTER_OTHER},    {0x3131, 0x318E, LETTER_HANGUL}, {0x31F0, 0x31FF, LETTER_KANA},
    {0x3400, 0x4DBF, LETTER_HAN},      {0x4E00, 0x9FFF, LETTER_HAN},    {0xA000, 0xA63F, LETTER_OTHER},
    {0xA640, 0xA69F, LETTER_CYRILLIC}, {0xA722, 0xA7FF, LETTER_LATIN},  {0xA800, 0xABFF, LETTER_OTHER},
    {0xAC00, 0xD7FB, LETTER_HANGUL},   {0xF900, 0xFAFF, LETTER_HAN},    {0xFB00, 0xFB06, LETTER_LATIN},
    {0xFB1D, 0xFB4F, LETTER_HEBREW},   {0xFB50, 0xFDFB, LETTER_ARABIC}, {0xFE70, 0xFEFC, LETTER_ARABIC},
    {0xFF21, 0xFF3A, LETTER_LATIN},    {0xFF41, 0xFF5A, LETTER_LATIN},  {0xFF66, 0xFF9D, LETTER_KANA},
    {0x20000, 0x323AF, LETTER_HAN},
};

static letter_class class_of(uint32_t c)
{
    size_t low = 0, high = sizeof RANGES / sizeof RANGES[0];
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (c < RANGES[middle].first)
            high = middle;
        else if (c > RANGES[middle].last)
            low = middle + 1;
        else
            return RANGES[middle].class;
    }
    return LETTER_NONE;
}

/* The next code point of well-formed UTF-8; a wrong byte counts as itself. */
static uint32_t next_code(str s, size_t *at)
{
    unsigned char lead = (unsigned char)s.data[(*at)++];
    size_t more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
    uint32_t c = more == 3 ? lead & 7u : more == 2 ? lead & 15u : more == 1 ? lead & 31u : lead;
    for (; more && *at < s.len; more--)
        c = c << 6 | ((unsigned char)s.data[(*at)++] & 63u);
    return c;
}

bool name_is_original(str name)
{
    size_t counts[LETTER_CLASS_COUNT] = {0}, first_at[LETTER_CLASS_COUNT] = {0};
    for (size_t at = 0; at < name.len;) {
        size_t start = at;
        letter_class class = class_of(next_code(name, &at));
        if (counts[class]++ == 0)
            first_at[class] = start;
    }
    letter_class best = LETTER_NONE;
    for (letter_class class = LETTER_LATIN; class < LETTER_CLASS_COUNT; class ++) {
        if (!counts[class])
            continue;
        if (best == LETTER_NONE || counts[class] > counts[best] ||
            (counts[class] == counts[best] && first_at[class] < first_at[best]))
            best = class;
    }
    return best > LETTER_LATIN;
}
