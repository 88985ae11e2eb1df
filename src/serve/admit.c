/* Who may ask. In this order: the Host and the Origin of the request, then the key, then its role. */
#include "serve/server.h"

#include "base/error.h"

/* "[::1]:8000" without its port and brackets. */
static str host_alone(str host)
{
    if (host.len && host.data[0] == '[') {
        const char *end = memchr(host.data, ']', host.len);
        return end ? str_make(host.data + 1, (size_t)(end - host.data) - 1) : host;
    }
    size_t colon = host.len;
    while (colon > 0 && host.data[colon - 1] != ':')
        colon--;
    return colon ? str_make(host.data, colon - 1) : host;
}

static bool is_loopback_name(str host)
{
    return str_equal_nocase(host, str_of("localhost")) || str_is(host, "::1") ||
           (str_starts(host, str_of("127.")) && host.len <= 15);
}

/* The names that the server goes by, where somebody set them. */
static bool is_own_name(const serve_options *o, str host)
{
    str rest = str_of(o->hosts), name;
    while (rest.len && str_split(&rest, ',', &name))
        if (str_equal_nocase(str_trim(name), host))
            return true;
    return str_is(host, o->address.host);
}

static bool is_own_host(const serve_options *o, str host)
{
    str name = host_alone(host);
    if (is_own_name(o, name))
        return true;
    return o->address.loopback ? is_loopback_name(name) : !o->hosts; /* without names: whatever leads here */
}

/* The page that asks stands on this server: "http://127.0.0.1:8000" for the Host 127.0.0.1:8000. */
static bool is_own_origin(const http_request *q, str origin)
{
    str scheme = q->secure ? str_of("https://") : str_of("http://");
    return str_starts(origin, scheme) &&
           str_equal_nocase(str_make(origin.data + scheme.len, origin.len - scheme.len), q->host);
}

static bool refuse(http_response *a, unsigned status, const char *why)
{
    http_error(a, status, "%s", why);
    if (status == 401)
        http_add_header(a, "WWW-Authenticate", "ApiKey");
    return false;
}

/* "ApiKey KEY" or "Bearer KEY". */
static str given_key(const http_request *q)
{
    str text = str_trim(http_header(q, "Authorization"));
    static const char *const schemes[] = {"ApiKey ", "Bearer "};
    for (size_t i = 0; i < 2; i++) {
        str scheme = str_of(schemes[i]);
        if (text.len > scheme.len && str_equal_nocase(str_make(text.data, scheme.len), scheme))
            return str_trim(str_make(text.data + scheme.len, text.len - scheme.len));
    }
    return STR_NONE;
}

static bool may_ask(serve_context *c, http_request *q, http_response *a)
{
    const http_route *r = q->route;
    itd_error error = {0};
    if (c->keys && keys_refresh(c->keys, &error) != ITD_OK)
        return refuse(a, 503, "the store of keys cannot be read");
    bool wanted = !c->options->address.loopback || c->options->need_keys || (c->keys && keys_any(c->keys));
    if (!wanted || r->flags & (ROUTE_PUBLIC | ROUTE_TOKEN))
        return true;
    str key = given_key(q);
    if (!key.len)
        return refuse(a, 401, "a key is wanted: Authorization: ApiKey KEY");
    long long number = 0;
    serve_role role = c->keys ? keys_check(c->keys, key, &number) : ROLE_NOBODY;
    q->caller = (void *)(intptr_t)number;
    if (role == ROLE_NOBODY)
        return refuse(a, 401, "the key is not known, or was withdrawn");
    if ((int)role < r->role)
        return refuse(a, 403, "the role of the key is too small for this");
    return true;
}

bool serve_admit(void *context, http_request *q, http_response *a)
{
    serve_context *c = context;
    str origin = str_trim(http_header(q, "Origin"));
    bool writes = q->method != HTTP_GET && q->method != HTTP_HEAD;
    if (!is_own_host(c->options, q->host))
        return refuse(a, 403, "the Host is not one of this server");
    /* A page of another site can not read an answer without its leave, but it can send. */
    bool closed = q->route->flags & ROUTE_OWN || (writes && !(q->route->flags & ROUTE_CORS));
    if (closed && origin.len && !is_own_origin(q, origin))
        return refuse(a, 403, "the page that asks is not of this server");
    return may_ask(c, q, a);
}

void serve_answered(void *context, http_request *q, http_response *a)
{
    serve_context *c = context;
    const service_tools *t = service_last_tools(&c->service);
    const bool asks = q->method == HTTP_POST || http_param(q, "queries").data;
    if (q->route->flags & ROUTE_LOGGED && asks && a->status == 200 && !a->produce && !a->body.failed &&
        c->recording.writer && t)
        recording_answer(&c->recording, t->generation, q, a);
}
