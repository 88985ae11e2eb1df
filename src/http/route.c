#include "http/route.h"

#include <stdio.h>

const char *http_method_name(http_method method)
{
    static const char *const names[HTTP_METHOD_COUNT] = {"GET",   "HEAD",   "POST",    "PUT",
                                                         "PATCH", "DELETE", "OPTIONS", "OTHER"};
    return names[method < HTTP_METHOD_COUNT ? method : HTTP_OTHER];
}

/* True if the path of the route has the parts of the request. */
static bool fits(const char *path, http_request *q, str values[HTTP_VALUES_MAX])
{
    str rest = str_of(path + 1), part;
    size_t at = 0, value = 0;
    if (!rest.len)
        return q->segment_count == 1 && !q->segments[0].len;
    while (str_split(&rest, '/', &part)) {
        if (at == q->segment_count)
            return false;
        str given = q->segments[at++];
        bool any = part.len > 2 && part.data[0] == '{';
        if (any ? !given.len || value == HTTP_VALUES_MAX : !str_equal(part, given))
            return false;
        if (any)
            values[value++] = given;
    }
    return at == q->segment_count;
}

const http_route *http_route_find(const http_routes *routes, http_request *q, unsigned *allowed)
{
    http_method method = q->method == HTTP_HEAD ? HTTP_GET : q->method;
    *allowed = 0;
    for (size_t i = 0; i < routes->count; i++) {
        str values[HTTP_VALUES_MAX] = {STR_NONE};
        if (!fits(routes->items[i].path, q, values))
            continue;
        *allowed |= 1u << routes->items[i].method;
        if (routes->items[i].method != method)
            continue;
        for (size_t v = 0; v < HTTP_VALUES_MAX; v++)
            q->values[v] = values[v];
        return &routes->items[i];
    }
    return NULL;
}

void http_allowed_text(unsigned allowed, char text[64])
{
    size_t len = 0;
    text[0] = 0;
    for (http_method m = 0; m < HTTP_OTHER; m++)
        if (allowed & 1u << m || (m == HTTP_HEAD && allowed & 1u << HTTP_GET))
            len += (size_t)snprintf(text + len, 64 - len, "%s%s", len ? ", " : "", http_method_name(m));
}
