#include "message/encoding.h"

#include "base/utf8.h"

#include <stdint.h>

/* EBCDIC code page 037 for the characters that payment messages are made of; 0: none of them. Positions are
 * those of IBM's registry of code pages. */
static const char ebcdic_037[257] = "\0\0\0\0\0\t\0\0\0\0\0\0\0\r\0\0" /* 0x */
                                    "\0\0\0\0\0\n\0\0\0\0\0\0\0\0\0\0" /* 1x */
                                    "\0\0\0\0\0\n\0\0\0\0\0\0\0\0\0\0" /* 2x */
                                    "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0" /* 3x */
                                    " \0\0\0\0\0\0\0\0\0\0.<(+|"       /* 4x */
                                    "&\0\0\0\0\0\0\0\0\0!$*);\0"       /* 5x */
                                    "-/\0\0\0\0\0\0\0\0\0,%_>?"        /* 6x */
                                    "\0\0\0\0\0\0\0\0\0`:#@'=\""       /* 7x */
                                    "\0abcdefghi\0\0\0\0\0\0"          /* 8x */
                                    "\0jklmnopqr\0\0\0\0\0\0"          /* 9x */
                                    "\0~stuvwxyz\0\0\0\0\0\0"          /* Ax */
                                    "^\0\0\0\0\0\0\0\0\0[]\0\0\0\0"    /* Bx */
                                    "{ABCDEFGHI\0\0\0\0\0\0"           /* Cx */
                                    "}JKLMNOPQR\0\0\0\0\0\0"           /* Dx */
                                    "\\\0STUVWXYZ\0\0\0\0\0\0"         /* Ex */
                                    "0123456789\0\0\0\0\0\0";          /* Fx */

str encoding_from_latin1(arena *a, str bytes)
{
    char *to = arena_alloc(a, bytes.len * 2 + 1);
    size_t len = 0;
    for (size_t i = 0; to && i < bytes.len; i++)
        len += utf8_put(to + len, (unsigned char)bytes.data[i]);
    return str_make(to, to ? len : 0);
}

static uint32_t unit_at(const unsigned char *p, size_t width, bool little)
{
    uint32_t value = 0;
    for (size_t i = 0; i < width; i++)
        value = value << 8 | p[little ? width - 1 - i : i];
    return value;
}

/* UTF-16 (width 2) or UTF-32 (width 4) to UTF-8; what is no character becomes U+FFFD. *used is less than the
 * whole where the last character is not complete and more may follow. */
static size_t from_wide(str bytes, size_t width, bool little, bool last, char *to, size_t *used)
{
    const unsigned char *p = (const unsigned char *)bytes.data;
    size_t units = bytes.len / width, len = 0, i = 0;
    for (; i < units; i++) {
        uint32_t c = unit_at(p + i * width, width, little);
        bool high = width == 2 && c >= 0xD800 && c < 0xDC00;
        if (high && i + 1 == units && !last)
            break;
        if (high && i + 1 < units) {
            uint32_t low = unit_at(p + (i + 1) * width, width, little);
            if (low >= 0xDC00 && low < 0xE000) {
                c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
                i++;
            }
        }
        if (c > 0x10FFFF || (c >= 0xD800 && c < 0xE000))
            c = 0xFFFD;
        if (c != 0xFEFF)
            len += utf8_put(to + len, c);
    }
    *used = last ? bytes.len : i * width;
    return len;
}

static size_t from_ebcdic(str bytes, char *to)
{
    for (size_t i = 0; i < bytes.len; i++) {
        char c = ebcdic_037[(unsigned char)bytes.data[i]];
        to[i] = c ? c : ' ';
    }
    return bytes.len;
}

size_t encoding_convert(const text_encoding *e, str bytes, bool last, char *to, size_t *used)
{
    if (e->width > 1)
        return from_wide(bytes, e->width, e->little, last, to, used);
    *used = bytes.len;
    return from_ebcdic(bytes, to);
}

/* The width of the characters by the byte order mark, or by where the zero bytes of the first characters lie;
 * 1 if neither tells. */
static size_t wide_width(str bytes, bool *little, bool *marked)
{
    const unsigned char *p = (const unsigned char *)bytes.data;
    *little = false;
    *marked = true;
    if (bytes.len >= 4 && p[0] == 0xFF && p[1] == 0xFE && p[2] == 0 && p[3] == 0) {
        *little = true;
        return 4;
    }
    if (bytes.len >= 4 && p[0] == 0 && p[1] == 0 && p[2] == 0xFE && p[3] == 0xFF)
        return 4;
    if (bytes.len >= 2 && p[0] == 0xFF && p[1] == 0xFE) {
        *little = true;
        return 2;
    }
    if (bytes.len >= 2 && p[0] == 0xFE && p[1] == 0xFF)
        return 2;
    *marked = false;
    if (bytes.len < 8)
        return 1;
    bool zero[4], text[4];
    for (size_t i = 0; i < 4; i++) {
        zero[i] = p[i] == 0 && p[i + 4] == 0;
        text[i] = p[i] >= 0x20 && p[i] < 0x7F;
    }
    if (text[0] && zero[1] && zero[2] && zero[3]) {
        *little = true;
        return 4;
    }
    if (zero[0] && zero[1] && zero[2] && text[3])
        return 4;
    if (text[0] && zero[1] && text[2] && zero[3]) {
        *little = true;
        return 2;
    }
    return zero[0] && text[1] && zero[2] && text[3] ? 2 : 1;
}

/* "{1:", "{2:", ":20:" or "<?xm" in EBCDIC at the start. */
static bool looks_ebcdic(str bytes)
{
    const unsigned char *p = (const unsigned char *)bytes.data;
    if (bytes.len < 8)
        return false;
    if (memcmp(p, "\x4C\x6F\xA7\x94", 4) == 0)
        return true;
    return (p[0] == 0xC0 && p[1] >= 0xF1 && p[1] <= 0xF5 && p[2] == 0x7A) ||
           (p[0] == 0x7A && p[1] >= 0xF0 && p[1] <= 0xF9 && p[2] >= 0xF0 && p[2] <= 0xF9);
}

static const char *other_format(str s)
{
    const unsigned char *p = (const unsigned char *)s.data;
    if (s.len >= 2 && p[0] == 0x1F && p[1] == 0x8B)
        return "the file is compressed with gzip: unpack it first";
    if (s.len >= 4 && memcmp(p, "PK\x03\x04", 4) == 0)
        return "the file is a zip archive: unpack it first";
    return NULL;
}

text_encoding encoding_guess(str head)
{
    text_encoding e = {.width = 1};
    bool marked;
    e.width = wide_width(head, &e.little, &marked);
    if (e.width > 1 && !marked)
        e.problem = e.width == 2 ? "the text is UTF-16 without a byte order mark"
                                 : "the text is UTF-32 without a byte order mark";
    else if (e.width == 4)
        e.problem = "the text is UTF-32, which payment formats do not allow";
    else if (e.width == 1 && looks_ebcdic(head)) {
        e.ebcdic = true;
        e.problem = "the text is EBCDIC: it was read by code page 037";
    } else if (e.width == 1) {
        e.problem = other_format(head);
    }
    return e;
}

bool encoding_decode(arena *a, str bytes, decoded_text *out)
{
    *out = (decoded_text){.text = bytes};
    text_encoding e = encoding_guess(bytes);
    out->problem = e.problem;
    if (encoding_is_converted(&e)) {
        size_t used;
        char *to = arena_alloc(a, bytes.len * ENCODING_GROWTH + ENCODING_GROWTH);
        if (!to)
            return false;
        out->text = str_make(to, encoding_convert(&e, bytes, true, to, &used));
        out->transcoded = true;
    }
    out->content = content_find(out->text, &out->prefix);
    if (out->content == CONTENT_FIN && !out->transcoded && !utf8_is_valid(out->text, NULL)) {
        out->text = encoding_from_latin1(a, out->text);
        out->transcoded = true;
        out->latin1 = true;
        return out->text.data != NULL;
    }
    return true;
}

const char *const encoding_latin1_problem = "bytes that are not UTF-8 were read as Latin-1";
