#include "http/request.h"

#include "base/utf8.h"
#include "text/text.h"

#include <microhttpd.h>
#include <stdint.h>

http_method request_method(const char *name)
{
    for (http_method m = 0; m < HTTP_OTHER; m++)
        if (strcmp(name, http_method_name(m)) == 0)
            return m;
    return HTTP_OTHER;
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* %41 and, in a query, '+' undone. False for bad escapes, control characters and what is not UTF-8. */
static bool decode(arena *memory, str raw, bool plus, str *out)
{
    char *to = arena_alloc(memory, raw.len + 1);
    size_t len = 0;
    if (!to)
        return false;
    for (size_t i = 0; i < raw.len; i++) {
        char c = raw.data[i];
        if (c == '%') {
            int high = raw.len - i > 2 ? hex_digit(raw.data[i + 1]) : -1;
            int low = raw.len - i > 2 ? hex_digit(raw.data[i + 2]) : -1;
            if (high < 0 || low < 0)
                return false;
            c = (char)(high * 16 + low);
            i += 2;
        } else if (c == '+' && plus) {
            c = ' ';
        }
        if (c == 0)
            return false;
        to[len++] = c;
    }
    *out = str_make(to, len);
    return utf8_is_valid(*out, NULL);
}

static bool has_controls(str text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.data[i] < 0x20 || text.data[i] == 0x7f)
            return true;
    return false;
}

/* Scheme and host of an absolute address off the front; the host then counts. */
static str without_authority(http_request *q, str target)
{
    static const char *const schemes[] = {"http://", "https://"};
    for (size_t i = 0; i < 2; i++) {
        str scheme = str_of(schemes[i]);
        if (target.len < scheme.len || !str_equal_nocase(str_make(target.data, scheme.len), scheme))
            continue;
        str rest = str_make(target.data + scheme.len, target.len - scheme.len);
        size_t end = 0;
        while (end < rest.len && rest.data[end] != '/' && rest.data[end] != '?')
            end++;
        q->host = str_make(rest.data, end);
        return end < rest.len && rest.data[end] == '/' ? str_make(rest.data + end, rest.len - end)
                                                       : str_of("/");
    }
    return target;
}

static bool read_segments(http_request *q)
{
    str rest = str_make(q->path.data + 1, q->path.len - 1), part;
    if (!rest.len) {
        q->segments[q->segment_count++] = str_of("");
        return true;
    }
    while (str_split(&rest, '/', &part)) {
        if (q->segment_count == HTTP_SEGMENTS_MAX) /* no route is so long */
            return true;
        str *to = &q->segments[q->segment_count++];
        if (!decode(q->memory, part, false, to) || has_controls(*to))
            return false;
    }
    return true;
}

static const char *read_params(http_request *q)
{
    http_pair *pairs = NULL;
    size_t cap = 0;
    str rest = q->query, part;
    while (str_split(&rest, '&', &part)) {
        if (!part.len)
            continue;
        if (q->param_count == HTTP_PARAMS_MAX)
            return "more parameters than fit";
        if (q->param_count == cap) {
            pairs = arena_grow(q->memory, pairs, q->param_count, &cap, sizeof *pairs);
            if (!pairs)
                return "not enough memory";
        }
        const char *equal = memchr(part.data, '=', part.len);
        str name = equal ? str_make(part.data, (size_t)(equal - part.data)) : part;
        str value = equal ? str_make(equal + 1, part.len - name.len - 1) : str_of("");
        http_pair *to = &pairs[q->param_count];
        if (!decode(q->memory, name, true, &to->name) || !decode(q->memory, value, true, &to->value))
            return "a parameter that cannot be decoded";
        q->param_count++;
        q->params = pairs;
    }
    return NULL;
}

unsigned request_read(http_request *q, str target, const char **why)
{
    target = without_authority(q, target);
    if (q->method == HTTP_OPTIONS && str_is(target, "*"))
        target = str_of("/");
    *why = "a path that cannot be decoded";
    if (!target.len || target.data[0] != '/' || has_controls(target))
        return 400;
    const char *mark = memchr(target.data, '?', target.len);
    q->path = mark ? str_make(target.data, (size_t)(mark - target.data)) : target;
    q->query = mark ? str_make(mark + 1, target.len - q->path.len - 1) : STR_NONE;
    if (!read_segments(q))
        return 400;
    *why = read_params(q);
    return *why ? 400 : 0;
}

/* ---- headers ---- */

typedef struct header_check {
    http_request *q;
    size_t hosts, lengths, codings;
    bool bad_name, bad_length, bad_coding;
    uint64_t length;
} header_check;

static bool is_token(const char *name, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)name[i] <= 0x20 || (unsigned char)name[i] >= 0x7f ||
            strchr("()<>@,;:\\\"/[]?={}", name[i]))
            return false;
    return len > 0;
}

static enum MHD_Result look_at(void *context, enum MHD_ValueKind kind, const char *name, size_t name_len,
                               const char *value, size_t value_len)
{
    header_check *c = context;
    str text = str_make(value, value_len);
    (void)kind;
    c->bad_name |= !is_token(name, name_len);
    if (str_equal_nocase(str_make(name, name_len), str_of("Host"))) {
        c->hosts++;
        if (!c->q->host.len)
            c->q->host = text;
    } else if (str_equal_nocase(str_make(name, name_len), str_of("Content-Length"))) {
        unsigned long long number = 0;
        c->lengths++;
        c->bad_length |= !str_to_unsigned(text, &number);
        c->length = number;
    } else if (str_equal_nocase(str_make(name, name_len), str_of("Transfer-Encoding"))) {
        c->codings++;
        c->bad_coding |= !str_equal_nocase(text, str_of("chunked"));
    }
    return MHD_YES;
}

unsigned request_check_headers(http_request *q, uint64_t *body_size, const char **why)
{
    header_check c = {.q = q};
    MHD_get_connection_values_n(q->connection, MHD_HEADER_KIND, look_at, &c);
    *body_size = c.codings ? UINT64_MAX : c.length;
    *why = NULL;
    if (c.bad_name)
        *why = "a header whose name is none";
    else if (c.hosts > 1)
        *why = "more than one Host";
    else if (c.lengths > 1 || c.bad_length)
        *why = "a Content-Length that is none";
    else if (c.lengths && c.codings)
        *why = "a Content-Length beside Transfer-Encoding";
    else if (c.codings > 1 || c.bad_coding)
        *why = "a Transfer-Encoding other than chunked";
    return *why ? 400 : 0;
}

/* ---- what handlers ask ---- */

str http_header(const http_request *q, const char *name)
{
    const char *value = NULL;
    size_t len = 0;
    if (!q->connection) /* a request that came from nowhere (serve/log/log_replay.c) */
        return str_of("");
    if (MHD_lookup_connection_value_n(q->connection, MHD_HEADER_KIND, name, strlen(name), &value, &len) !=
            MHD_YES ||
        !value)
        return str_of("");
    return str_make(value, len);
}

str http_param(const http_request *q, const char *name)
{
    for (size_t i = q->param_count; i-- > 0;)
        if (str_is(q->params[i].name, name))
            return q->params[i].value;
    return STR_NONE;
}

str http_param_nth(const http_request *q, const char *name, size_t n)
{
    for (size_t i = 0; i < q->param_count; i++)
        if (str_is(q->params[i].name, name) && n-- == 0)
            return q->params[i].value;
    return STR_NONE;
}
