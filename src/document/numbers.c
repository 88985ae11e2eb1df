/* Characters written as numbers, one behind the other: "52 61 6d", "0x52, 0x61", "5261 6d7a", "U+0052",
 * "82 97 109", "01010010", the lines of a hexadecimal dump. */
#include "document/stage.h"

#include "base/utf8.h"

typedef enum number_kind {
    NUMBERS_NONE,
    NUMBERS_HEX,
    NUMBERS_BITS,
    NUMBERS_DECIMAL,
    NUMBERS_POINTS
} number_kind;

enum { DIGITS_MOST = 40, PARTED_MOST = 4, POINT_MOST = 0xFFFF };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_hexadecimal(char c)
{
    return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

typedef struct number_token {
    size_t from, len, behind; /* of the digits; behind them */
    bool prefixed, point, decimal, bits;
} number_token;

/* The token at `at`; false if none is there. */
static bool token_at(str s, size_t at, number_token *t)
{
    *t = (number_token){.from = at, .decimal = true, .bits = true};
    if (at + 2 < s.len && s.data[at] == '0' && (s.data[at + 1] | 0x20) == 'x')
        t->prefixed = true;
    if (at + 2 < s.len && (s.data[at] | 0x20) == 'u' && s.data[at + 1] == '+')
        t->point = true;
    t->from += t->prefixed || t->point ? 2 : 0;
    size_t end = t->from;
    while (end < s.len && end < t->from + DIGITS_MOST && is_hexadecimal(s.data[end])) {
        t->decimal = t->decimal && is_digit(s.data[end]);
        t->bits = t->bits && (s.data[end] == '0' || s.data[end] == '1');
        end++;
    }
    t->len = end - t->from;
    t->behind = end;
    bool word = end < s.len && (((s.data[end] | 0x20) >= 'g' && (s.data[end] | 0x20) <= 'z') ||
                                (unsigned char)s.data[end] >= 0x80);
    return t->len > 0 && !word;
}

static number_kind kind_of(const number_token *t)
{
    if (t->point)
        return t->len >= 4 && t->len <= 6 ? NUMBERS_POINTS : NUMBERS_NONE;
    if (t->bits && t->len == 8)
        return NUMBERS_BITS;
    if (t->len % 2 == 0 && (t->len <= 8 || t->len == 16) && (t->len > 2 || t->prefixed || !t->decimal))
        return NUMBERS_HEX;
    return t->len >= 2 && t->len <= 3 && t->decimal ? NUMBERS_DECIMAL : NUMBERS_NONE;
}

/* Behind the signs between two numbers of a list; the gutter of a dump ("  Ramzan\n00000010: ") too. */
static size_t behind_parting(str s, size_t at, number_kind kind)
{
    size_t end = at;
    while (end < s.len && end - at < PARTED_MOST && memchr(" ,;:-\r\n\t", s.data[end], 8))
        end++;
    bool gutter = kind == NUMBERS_HEX && end >= at + 2 && s.data[at] == ' ' && s.data[at + 1] == ' ';
    size_t line = end;
    if (!gutter && !(end > at && s.data[end - 1] == '\n'))
        return end;
    if (gutter && memchr(s.data + at, '\n', end - at) == NULL) {
        const char *found =
            s.len - end < 80 ? memchr(s.data + end, '\n', s.len - end) : memchr(s.data + end, '\n', 80);
        if (!found)
            return end;
        line = (size_t)(found - s.data) + 1;
    }
    size_t digits = line;
    while (digits < s.len && is_hexadecimal(s.data[digits]))
        digits++;
    bool offset = digits - line >= 4 && digits - line <= 8 && digits < s.len && s.data[digits] == ':';
    return offset ? digits + 2 : gutter ? line : end;
}

/* Bytes of one number; 0 where it is none of that kind. */
static size_t put_number(str s, const number_token *t, number_kind kind, char *to)
{
    uint32_t value = 0;
    size_t out = 0;
    if (kind == NUMBERS_HEX) {
        for (size_t i = 0; i + 1 < t->len && hexadecimal(s, t->from + i, 2, &value); i += 2)
            to[out++] = (char)value;
        return out;
    }
    for (size_t i = 0; i < t->len; i++) {
        uint32_t digit;
        if (!hexadecimal(s, t->from + i, 1, &digit))
            return 0;
        value = value * (kind == NUMBERS_BITS ? 2 : kind == NUMBERS_DECIMAL ? 10 : 16) + digit;
    }
    if (kind == NUMBERS_POINTS)
        return value <= POINT_MOST ? utf8_put(to, value) : 0;
    if (value > 0xFF)
        return 0;
    to[0] = (char)value;
    return 1;
}

size_t numbers_as_bytes(str s, size_t at, size_t *end, char *to)
{
    number_token t;
    size_t out = 0, count = 0;
    *end = at;
    if (!token_at(s, at, &t))
        return 0;
    number_kind kind = kind_of(&t);
    if (kind == NUMBERS_DECIMAL && t.len == 2 && !t.prefixed) { /* "52 61 6d": a later one tells */
        number_token later = t;
        for (size_t i = 0, next; i < NUMBERS_LEAST && kind == NUMBERS_DECIMAL; i++) {
            next = behind_parting(s, later.behind, NUMBERS_HEX);
            if (next == later.behind || !token_at(s, next, &later))
                break;
            kind = later.len == 3 ? NUMBERS_NONE : later.decimal ? kind : NUMBERS_HEX;
        }
        kind = kind == NUMBERS_NONE ? NUMBERS_DECIMAL : kind;
    }
    while (kind != NUMBERS_NONE && out + DIGITS_MOST < NUMBERS_TEXT_MAX) {
        bool fits = kind == NUMBERS_HEX ? t.len % 2 == 0 && t.len <= 16
                                        : kind_of(&t) == kind || kind == NUMBERS_DECIMAL;
        size_t put = fits ? put_number(s, &t, kind, to + out) : 0;
        if (put == 0)
            break;
        out += put;
        count++;
        *end = t.behind;
        size_t next = behind_parting(s, t.behind, kind);
        if (next == t.behind || !token_at(s, next, &t))
            break;
    }
    return count >= NUMBERS_LEAST ? out : 0;
}
