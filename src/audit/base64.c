#include "audit/base64.h"

static const char LETTERS[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void base64_put(buf *out, const void *data, size_t size)
{
    const unsigned char *b = data;
    for (size_t i = 0; i < size; i += 3) {
        const size_t left = size - i;
        const unsigned n = (unsigned)b[i] << 16 | (left > 1 ? (unsigned)b[i + 1] << 8 : 0) |
                           (left > 2 ? (unsigned)b[i + 2] : 0);
        buf_putc(out, LETTERS[n >> 18]);
        buf_putc(out, LETTERS[n >> 12 & 63]);
        buf_putc(out, left > 1 ? LETTERS[n >> 6 & 63] : '=');
        buf_putc(out, left > 2 ? LETTERS[n & 63] : '=');
    }
}

static int value_of(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/* The bytes that the text stands for, or -1 where base64_put would not have written it. `to` has room for
 * three bytes for each four of the text. */
static long long decode(str text, unsigned char *to)
{
    const unsigned char *start = to;
    if (text.len % 4)
        return -1;
    for (size_t i = 0; i < text.len; i += 4) {
        const char *c = text.data + i;
        const bool last = i + 4 == text.len;
        const int padding = !last || c[3] != '=' ? 0 : c[2] == '=' ? 2 : 1;
        unsigned n = 0;
        for (int k = 0; k < 4; k++) {
            const int value = k >= 4 - padding ? 0 : value_of(c[k]);
            if (value < 0)
                return -1;
            n = n << 6 | (unsigned)value;
        }
        if ((padding == 1 && n & 0xff) || (padding == 2 && n & 0xffff)) /* bits that say nothing */
            return -1;
        for (int k = 0; k < 3 - padding; k++)
            *to++ = (unsigned char)(n >> (16 - 8 * k));
    }
    return to - start;
}

bool base64_read(str text, buf *out)
{
    char *to = buf_reserve(out, text.len / 4 * 3 + 1);
    const long long size = to ? decode(text, (unsigned char *)to) : -1;
    if (size > 0)
        out->len += (size_t)size;
    return size >= 0;
}

bool base64_take(str text, void *to, size_t size)
{
    unsigned char bytes[128];
    if (size > sizeof bytes - 3 || text.len != (size + 2) / 3 * 4 || decode(text, bytes) != (long long)size)
        return false;
    memcpy(to, bytes, size);
    return true;
}
