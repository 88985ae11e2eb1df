#include "evaluate/bench.h"

#include "base/error.h"
#include "base/limits.h"
#include "evaluate/query_row.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

typedef struct bench_thread {
    pthread_t thread;
    bool started;
    match_worker *worker;
    const match_query *queries;
    size_t query_count, first, step; /* queries first, first + step, … */
    float *first_us;                 /* time of every query of the first pass, by query */
    float *warm_us;                  /* of later passes, until warm_cap */
    size_t warm_count, warm_cap;
    size_t warm_queries, scored;
    double first_seconds, warm_seconds, budget_seconds;
} bench_thread;

double bench_clock_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

static void first_pass(bench_thread *b)
{
    const match_options o = MATCH_OPTIONS_DEFAULT;
    double start = bench_clock_us(), before = start;
    for (size_t i = b->first; i < b->query_count; i += b->step) {
        b->scored += match_search(b->worker, &b->queries[i], &o)->scored;
        double now = bench_clock_us();
        b->first_us[i] = (float)(now - before);
        before = now;
    }
    b->first_seconds = (before - start) / 1e6;
}

static void later_passes(bench_thread *b)
{
    const match_options o = MATCH_OPTIONS_DEFAULT;
    double start = bench_clock_us(), before = start;
    do {
        for (size_t i = b->first; i < b->query_count; i += b->step) {
            (void)match_search(b->worker, &b->queries[i], &o);
            double now = bench_clock_us();
            if (b->warm_count < b->warm_cap)
                b->warm_us[b->warm_count++] = (float)(now - before);
            b->warm_queries++;
            before = now;
        }
    } while ((before - start) / 1e6 < b->budget_seconds && b->warm_queries);
    b->warm_seconds = (before - start) / 1e6;
}

static void *run_thread(void *argument)
{
    first_pass(argument);
    later_passes(argument);
    return NULL;
}

static int by_value(const void *a, const void *b)
{
    float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

/* Nearest-rank percentile of a sorted array. */
static double percentile(const float *sorted, size_t count, double share)
{
    if (count == 0)
        return 0;
    size_t index = (size_t)(share * (double)count);
    return (double)sorted[index < count ? index : count - 1];
}

static itd_status read_queries(arena *a, const table *t, bool name_only, match_query **queries,
                               itd_error *error)
{
    query_columns columns;
    itd_status status = query_columns_find(t, &columns, error);
    *queries = arena_array(a, t->row_count, sizeof **queries);
    if (status == ITD_OK && !*queries)
        return error_memory(error);
    for (size_t row = 0; row < t->row_count && status == ITD_OK; row++)
        status = query_row(t, &columns, row, name_only, &(*queries)[row], error);
    return status;
}

static itd_status prepare(arena *a, const bench_options *o, const match_query *queries, size_t count,
                          float *first_us, bench_thread *threads, itd_error *error)
{
    enum { WARM_SAMPLES = 4 << 20 };
    itd_status status = ITD_OK;
    for (size_t i = 0; i < o->threads && status == ITD_OK; i++) {
        bench_thread *b = &threads[i];
        *b = (bench_thread){.queries = queries,
                            .query_count = count,
                            .first = i,
                            .step = o->threads,
                            .first_us = first_us,
                            .warm_cap = WARM_SAMPLES / o->threads,
                            .budget_seconds = (double)o->seconds};
        b->warm_us = arena_array(a, b->warm_cap, sizeof *b->warm_us);
        if (!b->warm_us)
            return error_memory(error);
        status = match_worker_new(o->snapshot, &b->worker, error);
    }
    return status;
}

static void sum_up(bench_thread *threads, float *first_us, float *warm_us, const bench_options *o,
                   bench_report *r)
{
    size_t warm_count = 0, scored = 0;
    double first_seconds = 0;
    for (size_t i = 0; i < o->threads; i++) {
        bench_thread *b = &threads[i];
        memcpy(warm_us + warm_count, b->warm_us, b->warm_count * sizeof *warm_us);
        warm_count += b->warm_count;
        scored += b->scored;
        r->warm_per_second += b->warm_seconds > 0 ? (double)b->warm_queries / b->warm_seconds : 0;
        first_seconds = b->first_seconds > first_seconds ? b->first_seconds : first_seconds;
    }
    qsort(first_us, r->queries, sizeof *first_us, by_value);
    qsort(warm_us, warm_count, sizeof *warm_us, by_value);
    r->per_second = first_seconds > 0 ? (double)r->queries / first_seconds : 0;
    r->p50_us = percentile(first_us, r->queries, 0.50);
    r->p99_us = percentile(first_us, r->queries, 0.99);
    r->p999_us = percentile(first_us, r->queries, 0.999);
    r->max_us = percentile(first_us, r->queries, 1);
    r->warm_p50_us = percentile(warm_us, warm_count, 0.50);
    r->warm_p99_us = percentile(warm_us, warm_count, 0.99);
    r->scored_per_query = r->queries ? (double)scored / (double)r->queries : 0;
}

itd_status bench_run(arena *a, const table *t, const bench_options *o, bench_report *r, itd_error *error)
{
    bench_thread threads[LIMIT_THREADS] = {0};
    match_query *queries;
    itd_status status = read_queries(a, t, o->name_only, &queries, error);
    if (status != ITD_OK)
        return status;
    float *first_us = arena_array(a, t->row_count, sizeof *first_us);
    if (!first_us)
        return error_memory(error);
    *r = (bench_report){.queries = t->row_count, .threads = o->threads, .open_ms = o->open_ms};
    status = prepare(a, o, queries, t->row_count, first_us, threads, error);
    if (status == ITD_OK) {
        for (size_t i = 1; i < o->threads; i++)
            threads[i].started = pthread_create(&threads[i].thread, NULL, run_thread, &threads[i]) == 0;
        run_thread(&threads[0]);
        for (size_t i = 1; i < o->threads; i++) {
            if (threads[i].started)
                pthread_join(threads[i].thread, NULL);
            else
                status = error_set(error, ITD_ERROR_MEMORY, NULL, "cannot start thread %zu", i + 1);
        }
    }
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    r->rss_bytes = (size_t)usage.ru_maxrss * 1024;
    r->entities = snapshot_entity_count(o->snapshot);
    r->names = snapshot_name_count(o->snapshot);
    r->snapshot_bytes = snapshot_size(o->snapshot);
    size_t warm_total = 0;
    for (size_t i = 0; i < o->threads; i++)
        warm_total += threads[i].warm_count;
    float *warm_us = arena_array(a, warm_total + 1, sizeof *warm_us);
    if (status == ITD_OK && !warm_us)
        status = error_memory(error);
    if (status == ITD_OK)
        sum_up(threads, first_us, warm_us, o, r);
    for (size_t i = 0; i < o->threads; i++)
        match_worker_free(threads[i].worker);
    return status;
}
