#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void buf_init(buf *b, size_t limit)
{
    *b = (buf){.limit = limit};
}

void buf_reset(buf *b)
{
    b->len = 0;
    b->failed = false;
}

void buf_free(buf *b)
{
    free(b->data);
    *b = (buf){.limit = b->limit};
}

char *buf_reserve(buf *b, size_t len)
{
    if (b->failed)
        return NULL;
    if (len > b->limit || b->len > b->limit - len) {
        b->failed = true;
        return NULL;
    }
    if (b->cap - b->len < len) {
        size_t cap = b->cap ? b->cap : 64;
        while (cap - b->len < len)
            cap = cap > b->limit / 2 ? b->limit : cap * 2;
        char *data = realloc(b->data, cap);
        if (!data) {
            b->failed = true;
            return NULL;
        }
        b->data = data;
        b->cap = cap;
    }
    return b->data + b->len;
}

void buf_append(buf *b, const void *data, size_t len)
{
    if (len == 0)
        return;
    char *to = buf_reserve(b, len);
    if (!to)
        return;
    memcpy(to, data, len);
    b->len += len;
}

void buf_str(buf *b, str s)
{
    buf_append(b, s.data, s.len);
}

void buf_puts(buf *b, const char *text)
{
    buf_append(b, text, strlen(text));
}

void buf_putc(buf *b, char c)
{
    buf_append(b, &c, 1);
}

void buf_markup(buf *b, str text)
{
    for (size_t i = 0; i < text.len; i++) {
        switch (text.data[i]) {
        case '<':
            buf_puts(b, "&lt;");
            break;
        case '>':
            buf_puts(b, "&gt;");
            break;
        case '&':
            buf_puts(b, "&amp;");
            break;
        case '"':
            buf_puts(b, "&quot;");
            break;
        default:
            buf_putc(b, text.data[i]);
        }
    }
}

void buf_printf(buf *b, const char *format, ...)
{
    char small[256];
    va_list args;
    va_start(args, format);
    int len = vsnprintf(small, sizeof small, format, args);
    va_end(args);
    if (len < 0) {
        b->failed = true;
        return;
    }
    if ((size_t)len < sizeof small) {
        buf_append(b, small, (size_t)len);
        return;
    }
    char *to = buf_reserve(b, (size_t)len + 1);
    if (!to)
        return;
    va_start(args, format);
    vsnprintf(to, (size_t)len + 1, format, args);
    va_end(args);
    b->len += (size_t)len;
}

void buf_u16(buf *b, uint16_t value)
{
    unsigned char bytes[2] = {(unsigned char)value, (unsigned char)(value >> 8)};
    buf_append(b, bytes, sizeof bytes);
}

void buf_u32(buf *b, uint32_t value)
{
    buf_u16(b, (uint16_t)value);
    buf_u16(b, (uint16_t)(value >> 16));
}

void buf_u64(buf *b, uint64_t value)
{
    buf_u32(b, (uint32_t)value);
    buf_u32(b, (uint32_t)(value >> 32));
}

void buf_align(buf *b, size_t alignment)
{
    while (b->len % alignment && !b->failed)
        buf_putc(b, 0);
}
