#include "exact/phones.h"

enum { DIGITS_MAX = 16 };

/* Country codes of ITU-T E.164; numbers in Crimea and Sevastopol are called under Russian codes. */
static const struct phone_row {
    const char *digits, *place;
    size_t least, most; /* digits of a whole number */
} ROWS[] = {
    {"98", "IR", 11, 12},      {"850", "KP", 8, 13},      {"53", "CU", 9, 10},
    {"7365", "UA-43", 11, 11}, {"7978", "UA-43", 11, 11}, {"7869", "UA-40", 11, 11},
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The digits behind a plus; the count, and where they end. */
static size_t digits_at(str text, size_t from, char digits[DIGITS_MAX], size_t *end)
{
    size_t count = 0;
    *end = from;
    for (size_t i = from; i < text.len && count < DIGITS_MAX; i++) {
        char c = text.data[i];
        if (is_digit(c)) {
            digits[count++] = c;
            *end = i + 1;
        } else if (!memchr(" -().", c, 5)) {
            break;
        }
    }
    return count;
}

const char *phones_next(const place_screen *p, str text, size_t *at, str *number)
{
    while (*at < text.len) {
        const char *plus = memchr(text.data + *at, '+', text.len - *at);
        char digits[DIGITS_MAX];
        size_t end;
        if (plus == NULL)
            break;
        size_t from = (size_t)(plus - text.data);
        size_t count = digits_at(text, from + 1, digits, &end);
        *at = end;
        bool inside = from > 0 && is_digit(text.data[from - 1]);
        for (size_t i = 0; i < sizeof ROWS / sizeof ROWS[0] && !inside; i++) {
            bool fits = count >= ROWS[i].least && count <= ROWS[i].most &&
                        str_starts(str_make(digits, count), str_of(ROWS[i].digits));
            const char *code = fits ? place_screen_region(p, str_of(ROWS[i].place)) : NULL;
            if (code == NULL)
                continue;
            *number = str_make(plus, end - from);
            return code;
        }
    }
    *at = text.len;
    return NULL;
}
