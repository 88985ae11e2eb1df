/* interdict bench: speed from raw text to result, as one thread or several see it. */
#include "base/limits.h"
#include "cli/command.h"
#include "api/handles.h"
#include "cli/open.h"
#include "evaluate/bench.h"

#include <stdio.h>

static void print_text(const bench_report *r)
{
    printf("queries %zu, threads %zu\n", r->queries, r->threads);
    printf("first pass   %9.0f /s   p50 %.1f us   p99 %.1f us   p99.9 %.1f us   max %.1f us\n", r->per_second,
           r->p50_us, r->p99_us, r->p999_us, r->max_us);
    printf("later passes %9.0f /s   p50 %.1f us   p99 %.1f us\n", r->warm_per_second, r->warm_p50_us,
           r->warm_p99_us);
    printf("names scored exactly per query %.1f of %u\n", r->scored_per_query, r->names);
    printf("entities %u, snapshot %zu bytes, memory %zu bytes, checked open %.1f ms\n", r->entities,
           r->snapshot_bytes, r->rss_bytes, r->open_ms);
}

static void print_json(const bench_report *r)
{
    printf("{\"queries\":%zu,\"threads\":%zu,\"per_second\":%.1f,\"p50_us\":%.1f,\"p99_us\":%.1f,\"p999_us\":"
           "%.1f,"
           "\"max_us\":%.1f,\"warm_per_second\":%.1f,\"warm_p50_us\":%.1f,\"warm_p99_us\":%.1f,"
           "\"scored_per_query\":%.2f,\"entities\":%u,\"names\":%u,\"snapshot_bytes\":%zu,\"rss_bytes\":%zu,"
           "\"open_ms\":%.2f}\n",
           r->queries, r->threads, r->per_second, r->p50_us, r->p99_us, r->p999_us, r->max_us,
           r->warm_per_second, r->warm_p50_us, r->warm_p99_us, r->scored_per_query, r->entities, r->names,
           r->snapshot_bytes, r->rss_bytes, r->open_ms);
}

static int run(const arguments *args)
{
    arena a;
    table t;
    itd_snapshot *s = NULL;
    bench_report r;
    bench_options o = {.threads = 1, .seconds = 5};
    itd_error error = {0};
    int code = EXIT_NOTHING;
    if (!arguments_unsigned(args, "threads", LIMIT_THREADS, &o.threads) ||
        !arguments_unsigned(args, "seconds", 3600, &o.seconds))
        return EXIT_USAGE;
    if (o.threads == 0)
        return usage_error("--threads 0: expected at least 1");
    o.name_only = arguments_has(args, "name-only");
    arena_init(&a, LIMIT_ARENA_SIZE);
    if (table_load(&a, arguments_operand(args, 0), &t, &error) != ITD_OK) {
        code = fail(&error, true);
        goto done;
    }
    double open_start = bench_clock_us();
    code = open_snapshot(args, &s);
    if (code)
        goto done;
    o.snapshot = itd_snapshot_core(s);
    o.open_ms = (bench_clock_us() - open_start) / 1000;
    if (bench_run(&a, &t, &o, &r, &error) != ITD_OK) {
        code = fail(&error, true);
        goto done;
    }
    if (arguments_has(args, "json"))
        print_json(&r);
    else
        print_text(&r);
done:
    close_snapshot(s);
    arena_free(&a);
    return code;
}

static const option_spec options[] = {
    {"threads", 0, "N", "threads, a worker each (default 1)", false},
    {"seconds", 0, "S", "how long the later passes go on (default 5)", false},
    {"name-only", 0, NULL, "leave out birth date and country", false},
    {0},
};

extern const command cmd_bench;
const command cmd_bench = {
    .name = "bench",
    .summary = "measure the speed of screening",
    .usage = "QUERIES.csv",
    .description = "Asks every query of a CSV file (column name; schema, birth_date and country where they "
                   "are there) once with\n"
                   "empty caches, then again and again for some seconds, and prints queries per second and "
                   "percentiles of the\n"
                   "time of one query, from raw text to result.",
    .examples = "  interdict bench queries.csv --seconds 10 --json",
    .options = options,
    .common = COMMON_SNAPSHOT | COMMON_JSON,
    .operand_min = 1,
    .operand_max = 1,
    .run = run,
};
