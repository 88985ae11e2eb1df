#include "base/utf8.h"

/* Windows-1252, bytes 0x80 to 0x9F; 0 where it has no character. */
static const uint16_t windows_1252[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

size_t utf8_sequence(str s, size_t at)
{
    const unsigned char *p = (const unsigned char *)s.data + at;
    size_t left = s.len - at;
    if (p[0] < 0x80)
        return 1;
    if (p[0] < 0xC2 || p[0] > 0xF4)
        return 0;
    size_t len = p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
    if (left < len)
        return 0;
    for (size_t i = 1; i < len; i++)
        if ((p[i] & 0xC0) != 0x80)
            return 0;
    if ((p[0] == 0xE0 && p[1] < 0xA0) || (p[0] == 0xED && p[1] > 0x9F) || (p[0] == 0xF0 && p[1] < 0x90) ||
        (p[0] == 0xF4 && p[1] > 0x8F))
        return 0;
    return len;
}

uint32_t utf8_next_any(str s, size_t *at, bool *repaired)
{
    const unsigned char *p = (const unsigned char *)s.data + *at;
    size_t len = utf8_sequence(s, *at);
    *at += len ? len : 1;
    switch (len) {
    case 1:
        return p[0];
    case 2:
        return (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu);
    case 3:
        return (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
    case 4:
        return (p[0] & 0x07u) << 18 | (p[1] & 0x3Fu) << 12 | (p[2] & 0x3Fu) << 6 | (p[3] & 0x3Fu);
    default:
        *repaired = true;
        if (p[0] >= 0xA0)
            return p[0];
        return windows_1252[p[0] & 0x1F] ? windows_1252[p[0] & 0x1F] : 0xFFFD;
    }
}

size_t utf8_put_any(char *out, uint32_t cp)
{
    unsigned char *o = (unsigned char *)out;
    if (cp < 0x80) {
        o[0] = (unsigned char)cp;
        return 1;
    }
    if (cp < 0x800) {
        o[0] = (unsigned char)(0xC0 | cp >> 6);
        o[1] = (unsigned char)(0x80 | (cp & 0x3F));
        return 2;
    }
    if (cp < 0x10000) {
        o[0] = (unsigned char)(0xE0 | cp >> 12);
        o[1] = (unsigned char)(0x80 | (cp >> 6 & 0x3F));
        o[2] = (unsigned char)(0x80 | (cp & 0x3F));
        return 3;
    }
    o[0] = (unsigned char)(0xF0 | cp >> 18);
    o[1] = (unsigned char)(0x80 | (cp >> 12 & 0x3F));
    o[2] = (unsigned char)(0x80 | (cp >> 6 & 0x3F));
    o[3] = (unsigned char)(0x80 | (cp & 0x3F));
    return 4;
}

/* Both bytes at once, of which the second may not count. */
static inline char *put_near(char *out, uint32_t cp)
{
    bool two = cp >= 0x80;
    out[0] = (char)(two ? 0xC0 | cp >> 6 : cp);
    out[1] = (char)(0x80 | (cp & 0x3F));
    return out + 1 + two;
}

char *utf8_put_all(char *out, const uint32_t *cps, size_t count)
{
    const uint32_t *end = cps + count;
    for (; cps < end && *cps < 0x800; cps++)
        out = put_near(out, *cps);
    for (; cps < end; cps++)
        out += utf8_put_any(out, *cps);
    return out;
}

bool utf8_is_valid(str bytes, size_t *bad)
{
    size_t at = 0;
    while (at < bytes.len) {
        uint64_t eight; /* runs of ASCII are passed over eight at a time */
        if (bytes.len - at >= sizeof eight &&
            (memcpy(&eight, bytes.data + at, sizeof eight), (eight & 0x8080808080808080u) == 0)) {
            at += sizeof eight;
            continue;
        }
        size_t len = utf8_sequence(bytes, at);
        if (len == 0) {
            if (bad)
                *bad = at;
            return false;
        }
        at += len;
    }
    return true;
}
