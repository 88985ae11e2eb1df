#include "http/exchange.h"

#include "http/gzip.h"
#include "http/request.h"
#include "http/trace.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { MEMORY_SIZE_MAX = 64 << 20, ANSWER_SIZE_MAX = 1 << 30, PIECE_SIZE = 65536, SWALLOW_TIMES = 4 };

struct exchange {
    exchange_site *site;
    arena memory;
    str target;
    http_request q;
    http_response a;
    buf body;
    size_t counted;     /* bytes of the body in site->bodies_size */
    uint64_t swallowed; /* bytes of a body that nobody wants any more */
    bool begun, refused, waiting, answered;
    struct timespec start;
    unsigned long long microseconds;
    size_t answer_size;
};

/* The rest of an answer that is made while it is sent. */
typedef struct stream {
    buf pending;
    size_t at;
    bool ended;
    http_producer *produce;
    void *state;
    void (*end)(void *state);
} stream;

exchange *exchange_new(exchange_site *site, const char *target)
{
    exchange *x = calloc(1, sizeof *x);
    if (!x)
        return NULL;
    x->site = site;
    arena_init(&x->memory, MEMORY_SIZE_MAX);
    buf_init(&x->body, site->limits.body_size + 1);
    buf_init(&x->a.body, ANSWER_SIZE_MAX);
    x->a.memory = &x->memory;
    x->a.status = 200;
    x->a.type = "application/json";
    x->q.memory = &x->memory;
    x->q.secure = site->secure;
    x->target = arena_str(&x->memory, str_of(target));
    atomic_fetch_add(&site->running, 1);
    if (!x->target.data && *target) {
        exchange_free(x);
        return NULL;
    }
    return x;
}

void exchange_free(exchange *x)
{
    if (!x)
        return;
    atomic_fetch_sub(&x->site->bodies_size, x->counted);
    atomic_fetch_sub(&x->site->running, 1);
    if (x->a.end && x->a.state)
        x->a.end(x->a.state);
    buf_free(&x->body);
    buf_free(&x->a.body);
    arena_free(&x->memory);
    free(x);
}

/* ---- the answer goes out ---- */

static ssize_t read_stream(void *context, uint64_t position, char *to, size_t size)
{
    stream *s = context;
    (void)position;
    while (s->at == s->pending.len && !s->ended) {
        buf_reset(&s->pending);
        s->at = 0;
        s->ended = !s->produce(s->state, &s->pending);
        if (s->pending.failed)
            return MHD_CONTENT_READER_END_WITH_ERROR;
    }
    size_t left = s->pending.len - s->at;
    if (!left)
        return MHD_CONTENT_READER_END_OF_STREAM;
    if (size > left)
        size = left;
    memcpy(to, s->pending.data + s->at, size);
    s->at += size;
    return (ssize_t)size;
}

static void free_stream(void *context)
{
    stream *s = context;
    if (s->end)
        s->end(s->state);
    buf_free(&s->pending);
    free(s);
}

static struct MHD_Response *make_stream(exchange *x)
{
    stream *s = calloc(1, sizeof *s);
    if (!s)
        return NULL;
    *s = (stream){.pending = x->a.body, .produce = x->a.produce, .state = x->a.state, .end = x->a.end};
    struct MHD_Response *r =
        MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, PIECE_SIZE, read_stream, s, free_stream);
    if (!r) {
        free(s);
        return NULL;
    }
    buf_init(&x->a.body, 0);
    x->a.state = NULL;
    x->a.end = NULL;
    return r;
}

static struct MHD_Response *make_response(exchange *x)
{
    http_response *a = &x->a;
    x->answer_size = a->body.len;
    if (a->produce)
        return make_stream(x);
    struct MHD_Response *r =
        MHD_create_response_from_buffer(a->body.len, a->body.data, MHD_RESPMEM_MUST_FREE);
    if (r)
        buf_init(&a->body, 0); /* the library has it now */
    return r;
}

static void log_request(const exchange *x)
{
    const http_service *service = x->site->service;
    char line[512];
    struct timespec now;
    struct tm day;
    if (!service->log)
        return;
    clock_gettime(CLOCK_REALTIME, &now);
    gmtime_r(&now.tv_sec, &day);
    int len =
        snprintf(line, sizeof line,
                 "{\"time\":\"%04d-%02d-%02dT%02d:%02d:%02d.%03ldZ\",\"method\":\"%s\",\"route\":\"%s\","
                 "\"status\":%u,\"us\":%llu,\"in\":%zu,\"out\":%zu,\"trace\":\"%.32s\"}\n",
                 day.tm_year + 1900, day.tm_mon + 1, day.tm_mday, day.tm_hour, day.tm_min, day.tm_sec,
                 now.tv_nsec / 1000000, http_method_name(x->q.method), x->q.route ? x->q.route->path : "",
                 x->a.status, x->microseconds, x->body.len, x->answer_size, x->q.traceparent + 3);
    if (len > 0 && (size_t)len < sizeof line)
        service->log(service->context, str_make(line, (size_t)len));
}

static void add_common_headers(exchange *x)
{
    http_response *a = &x->a;
    if (x->q.route && x->q.route->flags & ROUTE_CORS && http_header(&x->q, "Origin").len)
        http_add_header(a, "Access-Control-Allow-Origin", "*");
    http_add_header(a, "X-Content-Type-Options", "nosniff");
    trace_answer(&x->q, a);
    gzip_answer(&x->q, a);
    if (a->close || atomic_load(&x->site->stopping))
        http_add_header(a, "Connection", "close");
}

static void count(exchange *x)
{
    const http_routes *routes = &x->site->service->routes;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    x->microseconds = (unsigned long long)((now.tv_sec - x->start.tv_sec) * 1000000 +
                                           (now.tv_nsec - x->start.tv_nsec) / 1000);
    metrics_count(x->site->metrics, x->q.route ? (size_t)(x->q.route - routes->items) : routes->count,
                  x->a.status, x->microseconds);
}

static enum MHD_Result send_answer(exchange *x, struct MHD_Connection *connection)
{
    http_response *a = &x->a;
    add_common_headers(x);
    if (a->body.failed) {
        http_error(a, 503, "not enough memory");
        a->header_count = 0;
        a->produce = NULL;
    }
    struct MHD_Response *r = make_response(x);
    if (!r)
        return MHD_NO;
    bool good = !a->type || MHD_add_response_header(r, "Content-Type", a->type) == MHD_YES;
    for (size_t i = 0; i < a->header_count && good; i++)
        good = MHD_add_response_header(r, a->headers[i].name.data, a->headers[i].value.data) == MHD_YES;
    if (good)
        good = MHD_queue_response(connection, a->status, r) == MHD_YES;
    MHD_destroy_response(r);
    x->answered = true;
    count(x);
    log_request(x);
    return good ? MHD_YES : MHD_NO;
}

/* ---- the request comes in ---- */

static void answer_preflight(exchange *x)
{
    http_response *a = &x->a;
    str wanted = http_header(&x->q, "Access-Control-Request-Headers");
    char headers[1024];
    snprintf(headers, sizeof headers, "%.*s", STR_ARG(wanted));
    a->type = "text/plain; charset=utf-8";
    buf_puts(&a->body, "OK");
    http_add_header(a, "Access-Control-Allow-Origin", "*");
    http_add_header(a, "Access-Control-Allow-Methods", "GET, HEAD, POST, OPTIONS");
    http_add_header(a, "Access-Control-Max-Age", "600");
    if (wanted.len)
        http_add_header(a, "Access-Control-Allow-Headers", headers);
}

static bool has_open_route(exchange *x, unsigned allowed)
{
    http_request copy = x->q;
    for (http_method m = HTTP_GET; m < HTTP_OTHER; m++) {
        unsigned ignored;
        copy.method = m;
        const http_route *r =
            allowed & 1u << m ? http_route_find(&x->site->service->routes, &copy, &ignored) : NULL;
        if (r && r->flags & ROUTE_CORS)
            return true;
    }
    return false;
}

/* The route, or the answer where there is none. True: it is answered. */
static bool no_route(exchange *x)
{
    unsigned allowed;
    char methods[64];
    x->q.route = http_route_find(&x->site->service->routes, &x->q, &allowed);
    if (x->q.route)
        return false;
    if (!allowed) {
        http_error(&x->a, 404, "Not Found");
    } else if (x->q.method == HTTP_OPTIONS && has_open_route(x, allowed)) {
        answer_preflight(x);
    } else {
        http_error(&x->a, 405, "Method Not Allowed");
        http_allowed_text(allowed, methods);
        http_add_header(&x->a, "Allow", methods);
    }
    return true;
}

/* Everything that can be said before the body. True: it is refused. */
static bool refuse(exchange *x, uint64_t *body_size)
{
    const exchange_site *site = x->site;
    const char *why = NULL;
    unsigned status = request_check_headers(&x->q, body_size, &why);
    if (status) {
        http_error(&x->a, status, "%s", why);
        x->a.close = true; /* where the next request begins is not sure */
        return true;
    }
    if (x->target.len > site->limits.url_len) {
        http_error(&x->a, 414, "Request URI too long");
        return true;
    }
    status = request_read(&x->q, x->target, &why);
    if (status) {
        http_error(&x->a, status, "%s", why);
        return true;
    }
    if (no_route(x) || !site->service->admit(site->service->context, &x->q, &x->a))
        return true;
    if (*body_size != UINT64_MAX && *body_size > site->limits.body_size) {
        http_error(&x->a, 413, "the body is larger than %zu bytes", site->limits.body_size);
        return true;
    }
    return false;
}

static enum MHD_Result begin(exchange *x, struct MHD_Connection *connection, const char *method)
{
    uint64_t body_size = 0;
    x->begun = true;
    x->q.connection = connection;
    x->q.method = request_method(method);
    clock_gettime(CLOCK_MONOTONIC, &x->start);
    x->refused = refuse(x, &body_size);
    /* A small body is read before a refusal is sent, so that the connection can be used again and the client
     * reads it. */
    if (x->refused && (x->a.close || (body_size != UINT64_MAX && body_size > x->site->limits.body_size))) {
        x->a.close = true;
        return send_answer(x, connection);
    }
    return MHD_YES;
}

static enum MHD_Result take_body(exchange *x, const char *data, size_t *size)
{
    exchange_site *site = x->site;
    if (!x->refused && x->body.len + *size > site->limits.body_size) {
        http_error(&x->a, 413, "the body is larger than %zu bytes", site->limits.body_size);
        x->refused = x->a.close = true;
    }
    if (!x->refused && atomic_load(&site->bodies_size) + *size > site->limits.bodies_size) {
        http_error(&x->a, 503, "too many bodies at once");
        x->refused = x->a.close = true;
    }
    if (!x->refused) {
        buf_append(&x->body, data, *size);
        atomic_fetch_add(&site->bodies_size, *size);
        x->counted += *size;
    } else {
        x->swallowed += *size;
        if (x->swallowed > SWALLOW_TIMES * (uint64_t)site->limits.body_size)
            return MHD_NO;
    }
    *size = 0;
    return MHD_YES;
}

static void resume(void *at)
{
    const exchange *x = at;
    MHD_resume_connection(x->q.connection);
}

/* The connection rests first: it may be over before `begin` returns, and then the exchange is another
 * thread's. */
static enum MHD_Result begin_waiting(exchange *x, struct MHD_Connection *connection)
{
    x->waiting = true;
    MHD_suspend_connection(connection);
    x->a.wait.begin(x->a.wait.state, resume, x);
    return MHD_YES;
}

static enum MHD_Result end_waiting(exchange *x, struct MHD_Connection *connection)
{
    x->waiting = false;
    x->a.wait.end(x->a.wait.state, &x->a);
    return send_answer(x, connection);
}

static enum MHD_Result finish(exchange *x, struct MHD_Connection *connection)
{
    const http_service *service = x->site->service;
    if (!x->refused && x->body.failed)
        http_error(&x->a, 503, "not enough memory");
    else if (!x->refused) {
        clock_gettime(CLOCK_MONOTONIC, &x->start);
        x->q.body = buf_as_str(&x->body);
        x->q.route->handle(service->context, &x->q, &x->a);
        if (service->answered)
            service->answered(service->context, &x->q, &x->a);
        if (x->a.wait.begin)
            return begin_waiting(x, connection);
    }
    return send_answer(x, connection);
}

enum MHD_Result exchange_go_on(exchange *x, struct MHD_Connection *connection, const char *method,
                               const char *data, size_t *data_size)
{
    if (!x->begun)
        return begin(x, connection, method);
    if (*data_size)
        return take_body(x, data, data_size);
    if (x->waiting)
        return end_waiting(x, connection);
    return x->answered ? MHD_YES : finish(x, connection);
}

bool exchange_is_answered(const exchange *x)
{
    return x->answered;
}
