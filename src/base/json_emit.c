#include "base/json_emit.h"

#include <stdlib.h>

void emit_init(json_emitter *w, buf *out)
{
    *w = (json_emitter){.out = out};
}

static void before(json_emitter *w)
{
    if (w->comma)
        buf_putc(w->out, ',');
    w->comma = true;
}

static void open_with(json_emitter *w, char c)
{
    before(w);
    buf_putc(w->out, c);
    w->comma = false;
}

static void close_with(json_emitter *w, char c)
{
    buf_putc(w->out, c);
    w->comma = true;
}

void emit_raw(json_emitter *w, str json)
{
    before(w);
    buf_str(w->out, json);
}

void emit_object(json_emitter *w)
{
    open_with(w, '{');
}

void emit_end_object(json_emitter *w)
{
    close_with(w, '}');
}

void emit_array(json_emitter *w)
{
    open_with(w, '[');
}

void emit_end_array(json_emitter *w)
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

void emit_key_str(json_emitter *w, str key)
{
    before(w);
    quoted(w->out, key);
    buf_putc(w->out, ':');
    w->comma = false;
}

void emit_key(json_emitter *w, const char *key)
{
    emit_key_str(w, str_of(key));
}

void emit_str(json_emitter *w, str value)
{
    before(w);
    quoted(w->out, value);
}

void emit_text(json_emitter *w, const char *value)
{
    if (value)
        emit_str(w, str_of(value));
    else
        emit_null(w);
}

void emit_int(json_emitter *w, long long value)
{
    before(w);
    buf_printf(w->out, "%lld", value);
}

void emit_bool(json_emitter *w, bool value)
{
    before(w);
    buf_puts(w->out, value ? "true" : "false");
}

void emit_null(json_emitter *w)
{
    before(w);
    buf_puts(w->out, "null");
}

void emit_score(json_emitter *w, int ten_thousandths)
{
    before(w);
    int size = abs(ten_thousandths);
    buf_printf(w->out, "%s%d.%04d", ten_thousandths < 0 ? "-" : "", size / 10000, size % 10000);
}

void emit_newline(json_emitter *w)
{
    buf_putc(w->out, '\n');
    w->comma = false;
}

void emit_pair_str(json_emitter *w, const char *key, str value)
{
    emit_key(w, key);
    emit_str(w, value);
}

void emit_pair_text(json_emitter *w, const char *key, const char *value)
{
    emit_key(w, key);
    emit_text(w, value);
}

void emit_pair_int(json_emitter *w, const char *key, long long value)
{
    emit_key(w, key);
    emit_int(w, value);
}

void emit_pair_bool(json_emitter *w, const char *key, bool value)
{
    emit_key(w, key);
    emit_bool(w, value);
}

void emit_pair_buf(json_emitter *w, const char *key, const buf *text)
{
    w->out->failed |= text->failed;
    emit_pair_str(w, key, buf_as_str(text));
}
