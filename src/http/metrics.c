#include "http/metrics.h"

#include "base/error.h"

#include <stdatomic.h>
#include <stdlib.h>

static const unsigned STATUSES[] = {200, 202, 204, 304, 308, 400, 401, 403, 404, 405,
                                    409, 413, 414, 422, 429, 500, 501, 503, 0};
enum { STATUS_COUNT = sizeof STATUSES / sizeof STATUSES[0] };

static const unsigned BOUNDS[] = {250,   500,    1000,   2500,   5000,    10000,   25000,
                                  50000, 100000, 250000, 500000, 1000000, 2500000, 10000000};
enum { BOUND_COUNT = sizeof BOUNDS / sizeof BOUNDS[0] };

typedef struct route_metrics {
    atomic_ullong by_status[STATUS_COUNT]; /* the last: any other */
    atomic_ullong by_time[BOUND_COUNT + 1];
    atomic_ullong microseconds;
} route_metrics;

struct metrics {
    size_t count;
    route_metrics routes[];
};

itd_status metrics_new(size_t route_count, metrics **out, itd_error *error)
{
    metrics *m = calloc(1, sizeof *m + (route_count + 1) * sizeof m->routes[0]);
    if (!m)
        return error_memory(error);
    m->count = route_count + 1;
    *out = m;
    return ITD_OK;
}

void metrics_free(metrics *m)
{
    free(m);
}

static void add(atomic_ullong *to, unsigned long long n)
{
    atomic_fetch_add_explicit(to, n, memory_order_relaxed);
}

void metrics_count(metrics *m, size_t route, unsigned status, unsigned long long microseconds)
{
    route_metrics *r = &m->routes[route < m->count ? route : m->count - 1];
    size_t s = 0, t = 0;
    while (s + 1 < STATUS_COUNT && STATUSES[s] != status)
        s++;
    while (t < BOUND_COUNT && microseconds > BOUNDS[t])
        t++;
    add(&r->by_status[s], 1);
    add(&r->by_time[t], 1);
    add(&r->microseconds, microseconds);
}

static const char *path_of(const http_routes *routes, size_t i)
{
    return i < routes->count ? routes->items[i].path : "other";
}

static const char *method_of(const http_routes *routes, size_t i)
{
    return i < routes->count ? http_method_name(routes->items[i].method) : "";
}

static void write_times(const route_metrics *r, const char *method, const char *path, buf *out)
{
    unsigned long long so_far = 0;
    for (size_t t = 0; t <= BOUND_COUNT; t++) {
        so_far += atomic_load_explicit(&r->by_time[t], memory_order_relaxed);
        buf_printf(out, "interdict_http_request_seconds_bucket{method=\"%s\",route=\"%s\",le=\"", method,
                   path);
        if (t < BOUND_COUNT)
            buf_printf(out, "%g\"} %llu\n", BOUNDS[t] / 1e6, so_far);
        else
            buf_printf(out, "+Inf\"} %llu\n", so_far);
    }
    buf_printf(out, "interdict_http_request_seconds_sum{method=\"%s\",route=\"%s\"} %.6f\n", method, path,
               (double)atomic_load(&r->microseconds) / 1e6);
    buf_printf(out, "interdict_http_request_seconds_count{method=\"%s\",route=\"%s\"} %llu\n", method, path,
               so_far);
}

static bool was_asked(const route_metrics *r)
{
    for (size_t t = 0; t <= BOUND_COUNT; t++)
        if (atomic_load_explicit(&r->by_time[t], memory_order_relaxed))
            return true;
    return false;
}

void metrics_write(const metrics *m, const http_routes *routes, buf *out)
{
    buf_puts(out, "# HELP interdict_http_requests_total Answers by route and status.\n"
                  "# TYPE interdict_http_requests_total counter\n");
    for (size_t i = 0; i < m->count; i++)
        for (size_t s = 0; s < STATUS_COUNT; s++) {
            unsigned long long n = atomic_load_explicit(&m->routes[i].by_status[s], memory_order_relaxed);
            if (n)
                buf_printf(out,
                           "interdict_http_requests_total{method=\"%s\",route=\"%s\",status=\"%u\"} %llu\n",
                           method_of(routes, i), path_of(routes, i), STATUSES[s], n);
        }
    buf_puts(out, "# HELP interdict_http_request_seconds Time from the whole request to the answer.\n"
                  "# TYPE interdict_http_request_seconds histogram\n");
    for (size_t i = 0; i < m->count; i++)
        if (was_asked(&m->routes[i]))
            write_times(&m->routes[i], method_of(routes, i), path_of(routes, i), out);
}
