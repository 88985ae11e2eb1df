#include "yente/form.h"

#include <stdio.h>

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static str decode(arena *memory, str raw)
{
    char *to = arena_alloc(memory, raw.len + 1);
    size_t len = 0;
    for (size_t i = 0; to && i < raw.len; i++) {
        int high = raw.data[i] == '%' && raw.len - i > 2 ? hex_digit(raw.data[i + 1]) : -1;
        int low = high >= 0 ? hex_digit(raw.data[i + 2]) : -1;
        if (low >= 0) {
            to[len++] = (char)(high * 16 + low);
            i += 2;
        } else {
            to[len++] = raw.data[i] == '+' ? ' ' : raw.data[i];
        }
    }
    return to ? str_make(to, len) : STR_NONE;
}

static str from_pairs(const http_request *q, const char *name)
{
    str rest = q->body, part;
    while (rest.len && str_split(&rest, '&', &part)) {
        str value = part, key;
        (void)str_split(&value, '=', &key);
        if (str_is(decode(q->memory, key), name))
            return value.data ? decode(q->memory, value) : str_of("");
    }
    return STR_NONE;
}

/* "name=\"queries\"" in the head of a part. */
static bool is_part(str head, const char *name)
{
    char wanted[64];
    int len = snprintf(wanted, sizeof wanted, "name=\"%s\"", name);
    return len > 0 && (size_t)len < sizeof wanted && str_find(head, str_of(wanted)) != SIZE_MAX;
}

static str from_parts(const http_request *q, str boundary, const char *name)
{
    str rest = q->body;
    for (size_t at; (at = str_find(rest, boundary)) != SIZE_MAX;) {
        rest = str_make(rest.data + at + boundary.len, rest.len - at - boundary.len);
        size_t head = str_find(rest, str_of("\r\n\r\n")), end = str_find(rest, boundary);
        if (head == SIZE_MAX || end == SIZE_MAX || head + 4 > end)
            continue;
        if (is_part(str_make(rest.data, head), name)) {
            size_t len = end - head - 4;
            return str_make(rest.data + head + 4, len >= 4 ? len - 4 : 0); /* without "\r\n--" */
        }
    }
    return STR_NONE;
}

str form_value(const http_request *q, const char *name)
{
    str type = http_header(q, "Content-Type");
    size_t at = str_find(type, str_of("boundary="));
    if (!str_starts(type, str_of("multipart/form-data")) || at == SIZE_MAX)
        return from_pairs(q, name);
    str boundary = str_make(type.data + at + 9, type.len - at - 9);
    if (boundary.len > 2 && boundary.data[0] == '"')
        boundary = str_make(boundary.data + 1, boundary.len - 2);
    return boundary.len ? from_parts(q, boundary, name) : STR_NONE;
}
