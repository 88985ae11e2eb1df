#include "base/json.h"

#include <stdlib.h>

void json_init(json_writer *w, buf *out)
{
    *w = (json_writer){.out = out};
}

static void before(json_writer *w)
{
    if (w->comma)
        buf_putc(w->out, ',');
    w->comma = true;
}

static void open_with(json_writer *w, char c)
{
    before(w);
    buf_putc(w->out, c);
    w->comma = false;
}

static void close_with(json_writer *w, char c)
{
    buf_putc(w->out, c);
    w->comma = true;
}

void json_object(json_writer *w)
{
    open_with(w, '{');
}

void json_end_object(json_writer *w)
{
    close_with(w, '}');
}

void json_array(json_writer *w)
{
    open_with(w, '[');
}

void json_end_array(json_writer *w)
{
    close_with(w, ']');
}

/* Length of the valid UTF-8 sequence at s, or 0. */
static size_t sequence(const unsigned char *s, size_t len)
{
    if (s[0] < 0x80)
        return 1;
    if (s[0] >= 0xC2 && s[0] <= 0xDF)
        return len >= 2 && (s[1] & 0xC0) == 0x80 ? 2 : 0;
    if (s[0] >= 0xE0 && s[0] <= 0xEF) {
        if (len < 3 || (s[1] & 0xC0) != 0x80 || (s[2] & 0xC0) != 0x80)
            return 0;
        if ((s[0] == 0xE0 && s[1] < 0xA0) || (s[0] == 0xED && s[1] > 0x9F))
            return 0;
        return 3;
    }
    if (s[0] >= 0xF0 && s[0] <= 0xF4) {
        if (len < 4 || (s[1] & 0xC0) != 0x80 || (s[2] & 0xC0) != 0x80 || (s[3] & 0xC0) != 0x80)
            return 0;
        if ((s[0] == 0xF0 && s[1] < 0x90) || (s[0] == 0xF4 && s[1] > 0x8F))
            return 0;
        return 4;
    }
    return 0;
}

static void escape(buf *out, unsigned char c)
{
    switch (c) {
    case '"':
        buf_puts(out, "\\\"");
        break;
    case '\\':
        buf_puts(out, "\\\\");
        break;
    case '\n':
        buf_puts(out, "\\n");
        break;
    case '\r':
        buf_puts(out, "\\r");
        break;
    case '\t':
        buf_puts(out, "\\t");
        break;
    default:
        buf_printf(out, "\\u%04x", c);
    }
}

static void quoted(buf *out, str value)
{
    const unsigned char *s = (const unsigned char *)value.data;
    size_t start = 0, i = 0;
    buf_putc(out, '"');
    while (i < value.len) {
        if (s[i] >= 0x20 && s[i] < 0x7F && s[i] != '"' && s[i] != '\\') {
            i++;
            continue;
        }
        size_t len = s[i] < 0x80 ? 0 : sequence(s + i, value.len - i);
        if (len) {
            i += len;
            continue;
        }
        buf_append(out, value.data + start, i - start);
        if (s[i] < 0x80)
            escape(out, s[i]);
        else
            buf_puts(out, "\xEF\xBF\xBD");
        start = ++i;
    }
    buf_append(out, value.data + start, value.len - start);
    buf_putc(out, '"');
}

void json_key_str(json_writer *w, str key)
{
    before(w);
    quoted(w->out, key);
    buf_putc(w->out, ':');
    w->comma = false;
}

void json_key(json_writer *w, const char *key)
{
    json_key_str(w, str_of(key));
}

void json_str(json_writer *w, str value)
{
    before(w);
    quoted(w->out, value);
}

void json_text(json_writer *w, const char *value)
{
    if (value)
        json_str(w, str_of(value));
    else
        json_null(w);
}

void json_int(json_writer *w, long long value)
{
    before(w);
    buf_printf(w->out, "%lld", value);
}

void json_bool(json_writer *w, bool value)
{
    before(w);
    buf_puts(w->out, value ? "true" : "false");
}

void json_null(json_writer *w)
{
    before(w);
    buf_puts(w->out, "null");
}

void json_score(json_writer *w, int ten_thousandths)
{
    before(w);
    int size = abs(ten_thousandths);
    buf_printf(w->out, "%s%d.%04d", ten_thousandths < 0 ? "-" : "", size / 10000, size % 10000);
}

void json_newline(json_writer *w)
{
    buf_putc(w->out, '\n');
    w->comma = false;
}

void json_pair_str(json_writer *w, const char *key, str value)
{
    json_key(w, key);
    json_str(w, value);
}

void json_pair_text(json_writer *w, const char *key, const char *value)
{
    json_key(w, key);
    json_text(w, value);
}

void json_pair_int(json_writer *w, const char *key, long long value)
{
    json_key(w, key);
    json_int(w, value);
}

void json_pair_bool(json_writer *w, const char *key, bool value)
{
    json_key(w, key);
    json_bool(w, value);
}
