/* Speed of screening, measured from raw text to result.
 *
 * The first pass meets empty caches: a new worker that has seen nothing. Later passes repeat the same
 * queries. Times are of one query each, by the monotonic clock.
 */
#ifndef EVALUATE_BENCH_H
#define EVALUATE_BENCH_H

#include "evaluate/evaluate.h"

typedef struct bench_options {
    const snapshot *snapshot;
    size_t threads;
    size_t seconds; /* of later passes; at least one pass is made */
    bool name_only;
    double open_ms; /* passed through into the report */
} bench_options;

typedef struct bench_report {
    size_t queries, threads;
    double per_second, p50_us, p99_us, p999_us, max_us; /* first pass */
    double warm_per_second, warm_p50_us, warm_p99_us;   /* later passes */
    double scored_per_query;
    uint32_t entities, names;
    size_t snapshot_bytes, rss_bytes;
    double open_ms;
} bench_report;

ITD_MUST_CHECK itd_status bench_run(arena *a, const table *t, const bench_options *o, bench_report *r,
                                    itd_error *error);

/* Microseconds of the monotonic clock. */
double bench_clock_us(void);

#endif
