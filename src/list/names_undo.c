/* Undoes what programs on the way to us did to the letters of a name. */
#include "list/names.h"

#include "base/utf8.h"
#include "document/references.h"
#include "text/text.h"

#include <stdint.h>

/* ---- characters ---- */

/* The next character of well-formed UTF-8. */
static uint32_t next_character(str s, size_t *at)
{
    unsigned char lead = (unsigned char)s.data[(*at)++];
    size_t more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
    uint32_t c = more == 3 ? lead & 7u : more == 2 ? lead & 15u : more == 1 ? lead & 31u : lead;
    for (; more && *at < s.len; more--)
        c = c << 6 | ((unsigned char)s.data[(*at)++] & 63u);
    return c;
}

static size_t put_character(char *out, uint32_t c)
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    size_t more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    static const unsigned char leads[] = {0, 0xC0, 0xE0, 0xF0};
    out[0] = (char)(leads[more] | c >> (6 * more));
    for (size_t i = 1; i <= more; i++)
        out[i] = (char)(0x80 | (c >> (6 * (more - i)) & 63u));
    return more + 1;
}

/* ---- references of HTML ---- */

static str undo_references(arena *a, str text)
{
    size_t found = str_find(text, str_of("&")), len = 0, used;
    if (found == SIZE_MAX || str_find(text, str_of(";")) == SIZE_MAX)
        return text;
    char *out = arena_alloc(a, text.len + 4);
    if (!out)
        return STR_NONE;
    for (size_t at = 0; at < text.len;) {
        str rest = str_make(text.data + at + 1, text.len - at - 1);
        uint32_t c = text.data[at] == '&' ? character_reference(rest, &used) : 0;
        if (!c || rest.data[used - 1] != ';' || c < 0x20) {
            out[len++] = text.data[at++];
            continue;
        }
        len += put_character(out + len, c == 0xA0 ? ' ' : c); /* never longer than the reference */
        at += used + 1;
    }
    return str_make(out, len);
}

/* ---- UTF-8 that was taken for Windows-1252 and encoded again ---- */

/* The byte of Windows-1252 for the character; those that it does not have stand for themselves. 0: none. */
static unsigned char byte_of(uint32_t c)
{
    static const uint16_t high[32] = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                      0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                      0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                      0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
    if (c < 0x100)
        return (unsigned char)c;
    for (unsigned i = 0; i < 32; i++)
        if (high[i] == c)
            return (unsigned char)(0x80 + i);
    return 0;
}

/* A letter and a typographic mark beside it may happen to look like a pair: "PERÚ”". Only what no text has
 * counts as a sign: a letter and one of ¡ to ¿ or of the odd signs. */
static bool is_odd(uint32_t c)
{
    bool mark = (c >= 0x2013 && c <= 0x201E) || c == 0xAB || c == 0xBB || c == 0xA0 || c == 0xB0 ||
                c == 0xBA || c == 0xAA || c == 0xAE || c == 0x2122 || c == 0x0160 || c == 0x0161 ||
                c == 0x017D || c == 0x017E || c == 0x0152 || c == 0x0153 || c == 0x0178;
    return !mark;
}

/* The text as bytes of Windows-1252, if it is all of these, and they are UTF-8 that says more than ASCII. */
static str undo_encoding(arena *a, str text)
{
    size_t len = 0, bad, high = 0, odd = 0;
    for (size_t i = 0; i < text.len; i++)
        high += (unsigned char)text.data[i] >= 0x80;
    if (!high || !utf8_is_valid(text, &bad))
        return text;
    char *out = arena_alloc(a, text.len + 1);
    if (!out)
        return STR_NONE;
    for (size_t at = 0; at < text.len;) {
        uint32_t c = next_character(text, &at);
        unsigned char byte = byte_of(c);
        if (!byte)
            return text;
        odd += byte >= 0x80 && byte < 0xC0 && is_odd(c);
        out[len++] = (char)byte;
    }
    str bytes = str_make(out, len);
    return odd && utf8_is_valid(bytes, &bad) ? bytes : text;
}

str names_undo(arena *a, str text)
{
    str undone = undo_references(a, text);
    for (int i = 0; i < 2 && undone.data; i++) /* a file may have gone through it twice */
        undone = undo_encoding(a, undone);
    return undone;
}
