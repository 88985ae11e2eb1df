#include "http/http.h"

#include <stdarg.h>
#include <stdio.h>

void http_add_header(http_response *a, const char *name, const char *value)
{
    const char *kept = arena_copy(a->memory, str_of(value));
    if (!kept || a->header_count == HTTP_HEADERS_MAX) {
        a->body.failed = true;
        return;
    }
    a->headers[a->header_count++] = (http_pair){str_of(name), str_of(kept)};
}

void http_error(http_response *a, unsigned status, const char *format, ...)
{
    char text[ITD_ERROR_MESSAGE_CAP];
    json_emitter w;
    va_list args;
    va_start(args, format);
    int len = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (len < 0)
        text[0] = 0;
    a->status = status;
    a->type = "application/json";
    buf_reset(&a->body);
    emit_init(&w, &a->body);
    emit_object(&w);
    emit_pair_text(&w, "detail", text);
    emit_end_object(&w);
}

void http_fail(http_response *a, const itd_error *error)
{
    switch (error->status) {
    case ITD_ERROR_USAGE:
    case ITD_ERROR_INPUT:
        http_error(a, 400, "%s", error->message);
        break;
    case ITD_ERROR_LIMIT:
        http_error(a, 413, "%s", error->message);
        break;
    case ITD_ERROR_MEMORY:
        http_error(a, 503, "%s", error->message);
        break;
    default:
        http_error(a, 500, "%s", error->message);
        break;
    }
}
