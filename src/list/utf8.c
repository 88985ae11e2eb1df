#include "list/utf8.h"

/* Length of the sequence at p, 0 if it is not well-formed. */
static size_t sequence_len(const unsigned char *p, size_t rest)
{
    static const struct {
        unsigned char first_low, first_high, second_low, second_high, len;
    } forms[] = {
        {0xC2, 0xDF, 0x80, 0xBF, 2}, {0xE0, 0xE0, 0xA0, 0xBF, 3}, {0xE1, 0xEC, 0x80, 0xBF, 3},
        {0xED, 0xED, 0x80, 0x9F, 3}, {0xEE, 0xEF, 0x80, 0xBF, 3}, {0xF0, 0xF0, 0x90, 0xBF, 4},
        {0xF1, 0xF3, 0x80, 0xBF, 4}, {0xF4, 0xF4, 0x80, 0x8F, 4},
    };
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        if (p[0] < forms[i].first_low || p[0] > forms[i].first_high)
            continue;
        if (rest < forms[i].len || p[1] < forms[i].second_low || p[1] > forms[i].second_high)
            return 0;
        for (size_t k = 2; k < forms[i].len; k++)
            if (p[k] < 0x80 || p[k] > 0xBF)
                return 0;
        return forms[i].len;
    }
    return 0;
}

size_t utf8_first_invalid(str text)
{
    const unsigned char *p = (const unsigned char *)text.data;
    for (size_t at = 0; at < text.len;) {
        size_t len = p[at] < 0x80 ? 1 : sequence_len(p + at, text.len - at);
        if (len == 0)
            return at;
        at += len;
    }
    return SIZE_MAX;
}
