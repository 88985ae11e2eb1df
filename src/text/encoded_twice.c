#include "text/encoded_twice.h"

#include "text/text.h"
#include "base/utf8.h"

#include <stdint.h>

/* What Windows-1252 has for the bytes 0x80 to 0x9F; 0 where it has nothing: those stay control characters. */
static const uint16_t windows_1252[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

/* The byte that a character was before; -1 if it was none. */
static int byte_of(uint32_t c)
{
    if (c <= 0xFF)
        return (int)c;
    for (int i = 0; i < 32; i++)
        if (windows_1252[i] == c)
            return 0x80 + i;
    return -1;
}

static size_t undo_once(str raw, char *out, size_t cap)
{
    size_t len = 0, at = 0;
    bool any = false, repaired = false;
    while (at < raw.len) {
        int byte = byte_of(utf8_next(raw, &at, &repaired));
        if (byte < 0 || repaired || len == cap)
            return 0;
        any |= byte >= 0x80;
        out[len++] = (char)byte;
    }
    return any && utf8_is_valid(str_make(out, len), NULL) ? len : 0;
}

size_t encoded_twice_undo(str raw, char *out, size_t cap)
{
    size_t first = 0;
    while (first < raw.len && (unsigned char)raw.data[first] < 0x80)
        first++;
    /* The first byte in disguise begins a character, and so is one of U+00C2 to U+00F4: most texts end here.
     */
    if (first + 3 >= raw.len || (unsigned char)raw.data[first] != 0xC3 ||
        (unsigned char)raw.data[first + 1] < 0x82 || (unsigned char)raw.data[first + 1] > 0xB4)
        return 0;
    size_t len = undo_once(raw, out, cap), again = len;
    for (int i = 0; again && i < 2; i++) {
        again = undo_once(str_make(out, len), out, cap);
        len = again ? again : len;
    }
    return len;
}

#define RUN_LEN 3 /* characters in disguise in a row that are no chance */

bool encoded_twice_in(str text)
{
    size_t at = 0, run = 0;
    bool repaired = false;
    while (at < text.len) {
        const char *lead = memchr(text.data + at, 0xC3, text.len - at);
        if (!lead)
            return false;
        size_t here = (size_t)(lead - text.data), next = here;
        int first = byte_of(utf8_next(text, &next, &repaired));
        int wanted = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC2 ? 1 : 0;
        run = here == at ? run : 0;
        for (int i = 0; i < wanted && wanted; i++) {
            int byte = next < text.len ? byte_of(utf8_next(text, &next, &repaired)) : -1;
            if (byte < 0x80 || byte > 0xBF)
                wanted = 0;
        }
        run = wanted ? run + 1 : 0;
        if (run == RUN_LEN)
            return true;
        at = wanted ? next : here + 1;
    }
    return false;
}

/* ---- read in a wrong encoding ---- */

enum {
    WORD_LEN = 4,    /* letters of a word that are no chance */
    PAIRS_LEN = 4,   /* characters of UTF-8 that each became two */
    PRIVATE_LEN = 3, /* characters of private use in a row: one or two are bullets */
};

/* What was met in a row so far. */
typedef struct wrong_run {
    size_t latin, pairs, inverted, words, private;
    bool sign;       /* one half of a pair was no letter */
    uint32_t before; /* the character before */
} wrong_run;

static bool is_small_cyrillic(uint32_t c)
{
    return c >= 0x430 && c <= 0x45F;
}

static bool is_capital_cyrillic(uint32_t c)
{
    return c >= 0x400 && c <= 0x42F;
}

/* Half of a pair: "Р" or "С", and then what CP1251 has for the bytes 0x80 to 0xBF. */
static void take_pair(wrong_run *r, uint32_t c)
{
    bool lead = r->before == 0x420 || r->before == 0x421;
    bool odd = (c >= 0x80 && c < 0x400) || (c >= 0x2000 && c < 0x2200), letter = c >= 0x400 && c < 0x460;
    bool second = odd || (letter && !(c >= 0x410 && c <= 0x44F));
    if (lead && (second || c == ' ')) {
        r->pairs++;
        r->sign = r->sign || odd;
    } else if (c != 0x420 && c != 0x421) {
        r->pairs = 0;
        r->sign = false;
    }
}

/* True where the run is no chance any more. */
static bool take_character(wrong_run *r, uint32_t c)
{
    bool letter = c >= 0x80 || (c | 0x20u) - 'a' < 26u;
    r->latin = c >= 0xC0 && c <= 0xFF && c != 0xD7 && c != 0xF7 ? r->latin + 1 : 0;
    r->private = c >= 0xE000 && c <= 0xF8FF ? r->private + 1 : 0;
    take_pair(r, c);
    if (is_capital_cyrillic(c) && (r->inverted || is_small_cyrillic(r->before)))
        r->inverted++;
    else if (r->inverted >= WORD_LEN - 1 && !letter) /* a small letter and then capitals only */
        r->words++;
    if (!is_capital_cyrillic(c))
        r->inverted = 0;
    if (is_small_cyrillic(c) && is_small_cyrillic(r->before)) /* an ordinary word */
        r->words = 0;
    r->before = c;
    return r->latin >= WORD_LEN || r->private >= PRIVATE_LEN || (r->pairs >= PAIRS_LEN && r->sign) ||
           r->words >= 2;
}

bool read_wrongly_in(str text)
{
    wrong_run r = {.before = ' '};
    bool repaired = false;
    size_t at = 0;
    while (at < text.len && (unsigned char)text.data[at] < 0x80)
        at++;
    while (at < text.len)
        if (take_character(&r, utf8_next(text, &at, &repaired)))
            return true;
    return take_character(&r, ' ');
}
