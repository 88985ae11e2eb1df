/* Bytes that came out of base64 and the like: are they text, and in which encoding? */
#include "document/stage.h"

#include "base/utf8.h"

enum {
    TEXT_LEAST = 10,  /* bytes of a text */
    FILLED = 12,      /* of sixteen characters so many are letters, digits and blanks */
    SMALL_PLANE = 32, /* blocks of 256 characters that hold the alphabets */
};

/* True for UTF-8 without signs that no text has, most of it letters. */
static bool is_text(str s)
{
    size_t letters = 0, left = 0;
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.data[i];
        if (left) {
            if ((c & 0xC0) != 0x80)
                return false;
            left--;
            letters++;
            continue;
        }
        if ((c < ' ' && c != '\n' && c != '\r' && c != '\t') || c == 0x7F || (c >= 0x80 && c < 0xC2) ||
            c > 0xF4)
            return false;
        left = c < 0x80 ? 0 : c < 0xE0 ? 1 : c < 0xF0 ? 2 : 3;
        letters += c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                   c == ' ' || c == '\n';
    }
    return s.len >= TEXT_LEAST && letters * 16 >= s.len * FILLED;
}

/* Every other byte is the number of an alphabet. */
static size_t from_wide(str s, char *to, size_t cap)
{
    size_t high[2] = {0, 0}, len = 0;
    for (size_t i = 0; i + 1 < s.len; i++)
        high[i & 1] += (unsigned char)s.data[i] < SMALL_PLANE / 4;
    size_t half = s.len / 2, first = high[0] >= high[1] ? 0 : 1;
    if (half < TEXT_LEAST || high[first] * 16 < half * 15)
        return 0;
    for (size_t i = 0; i + 1 < s.len && len + 4 < cap; i += 2) {
        uint32_t c = (uint32_t)(unsigned char)s.data[i + first] << 8 | (unsigned char)s.data[i + 1 - first];
        len += utf8_put(to + len, c);
    }
    return is_text(str_make(to, len)) ? len : 0;
}

size_t bytes_as_text(str s, char *to, size_t cap)
{
    bool guessed = false;
    size_t high = 0;
    if (s.len > cap)
        return 0;
    if (is_text(s)) {
        memcpy(to, s.data, s.len);
        return s.len;
    }
    size_t len = from_wide(s, to, cap);
    if (len)
        return len;
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.data[i];
        high += c >= 0xC0;
        if (c < ' ' && c != '\n' && c != '\r' && c != '\t')
            return 0;
    }
    const char *encoding = high * 2 > s.len ? charset_guess(s, &guessed) : NULL;
    len = encoding ? charset_to_text(encoding, s, to, cap) : 0;
    return len && is_text(str_make(to, len)) ? len : 0;
}
