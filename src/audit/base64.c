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

bool base64_read(str text, buf *out)
{
    if (text.len % 4)
        return false;
    for (size_t i = 0; i < text.len; i += 4) {
        const char *c = text.data + i;
        const bool last = i + 4 == text.len;
        const int padding = !last || c[3] != '=' ? 0 : c[2] == '=' ? 2 : 1;
        unsigned n = 0;
        for (int k = 0; k < 4; k++) {
            const int value = k >= 4 - padding ? 0 : value_of(c[k]);
            if (value < 0)
                return false;
            n = n << 6 | (unsigned)value;
        }
        if ((padding == 1 && n & 0xff) || (padding == 2 && n & 0xffff)) /* bits that say nothing */
            return false;
        for (int k = 0; k < 3 - padding; k++)
            buf_putc(out, (char)(n >> (16 - 8 * k)));
    }
    return !out->failed;
}

bool base64_take(str text, void *to, size_t size)
{
    buf bytes;
    buf_init(&bytes, size);
    bool good = text.len == (size + 2) / 3 * 4 && base64_read(text, &bytes) && bytes.len == size;
    if (good)
        memcpy(to, bytes.data, size);
    buf_free(&bytes);
    return good;
}
