/* W3C Trace Context (2020-02-06): version 00, 32 digits of the trace, 16 of the parent, 2 of flags. */
#include "http/trace.h"

#include <stdio.h>
#include <sys/random.h>

enum { TRACE_LEN = 55, STATE_LEN_MAX = 512 };

static bool is_hex(str text)
{
    bool any = false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.data[i];
        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')))
            return false;
        any |= c != '0';
    }
    return any;
}

/* "00-<trace>-<parent>-<flags>"; all zeros are no trace. */
static bool is_traceparent(str text)
{
    if (text.len != TRACE_LEN || text.data[2] != '-' || text.data[35] != '-' || text.data[52] != '-')
        return false;
    str version = str_make(text.data, 2), flags = str_make(text.data + 53, 2);
    return str_is(version, "00") && is_hex(str_make(text.data + 3, 32)) &&
           is_hex(str_make(text.data + 36, 16)) && (is_hex(flags) || str_is(flags, "00"));
}

/* Numbers that only have to differ: a key is not made here. */
static void random_hex(char *to, size_t digits)
{
    static const char hex[] = "0123456789abcdef";
    unsigned char bytes[16] = {0};
    if (getrandom(bytes, digits / 2, GRND_NONBLOCK) < 0)
        bytes[0] = 1;
    for (size_t i = 0; i < digits / 2; i++) {
        to[2 * i] = hex[bytes[i] >> 4];
        to[2 * i + 1] = hex[bytes[i] & 15];
    }
    to[digits] = 0;
}

static bool printable(str text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.data[i] < 0x20 || (unsigned char)text.data[i] > 0x7e)
            return false;
    return true;
}

void trace_answer(http_request *q, http_response *a)
{
    char trace[33], parent[17], state[STATE_LEN_MAX + 32];
    str given = str_trim(http_header(q, "traceparent")), before = str_trim(http_header(q, "tracestate"));
    bool known = is_traceparent(given);
    random_hex(parent, 16);
    if (known)
        snprintf(trace, sizeof trace, "%.*s", 32, given.data + 3);
    else
        random_hex(trace, 32);
    snprintf(q->traceparent, sizeof q->traceparent, "00-%s-%s-%.2s", trace, parent,
             known ? given.data + 53 : "00");
    if (known && before.len && before.len <= STATE_LEN_MAX && printable(before))
        snprintf(state, sizeof state, "yente=%s,%.*s", parent, STR_ARG(before));
    else
        snprintf(state, sizeof state, "yente=%s", parent);
    http_add_header(a, "traceparent", q->traceparent);
    http_add_header(a, "tracestate", state);
}
