/* interdict regime bench FILE: how fast cases are decided. */
#include "api/handles.h"
#include "base/file.h"
#include "base/limits.h"
#include "cli/command.h"
#include "cli/open.h"
#include "case/case_file.h"
#include "decide/decide.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define BENCH_CASES_MAX 100000
#define TIMES_MAX       4000000

typedef struct bench {
    arena a;
    regime *rules;
    regime_worker *worker;
    regime_set set;
    case_record **cases;
    size_t count;
    uint32_t *times; /* nanoseconds */
    size_t time_count;
} bench;

static str renamed(arena *a, str id, size_t copy)
{
    char text[512];
    int len = snprintf(text, sizeof text, "%.*s~%zu", STR_ARG(id), copy);
    return arena_str(a, str_make(text, (size_t)len < sizeof text ? (size_t)len : sizeof text - 1));
}

static str_list renamed_list(arena *a, const str_list *list, size_t copy)
{
    str_list out = {arena_array(a, list->count + 1, sizeof *out.items), 0};
    for (size_t i = 0; i < list->count && out.items; i++)
        out.items[out.count++] = renamed(a, list->items[i], copy);
    return out;
}

static int by_id(const void *a, const void *b)
{
    return str_compare(((const regime_measure *)a)->id, ((const regime_measure *)b)->id);
}

/* The same measures several times over, each copy referring to itself: a larger law of the same kind. */
static bool multiply(bench *b, const regime_set *set, size_t copies)
{
    b->set.words = set->words;
    b->set.measures = arena_array(&b->a, set->measure_count * copies + 1, sizeof *b->set.measures);
    if (b->set.measures == NULL)
        return false;
    for (size_t copy = 0; copy < copies; copy++)
        for (size_t i = 0; i < set->measure_count; i++) {
            regime_measure *m = &b->set.measures[b->set.measure_count++];
            *m = set->measures[i];
            if (copy == 0)
                continue;
            m->id = renamed(&b->a, m->id, copy);
            m->defeats = renamed_list(&b->a, &m->defeats, copy);
            m->void_if_stands = renamed_list(&b->a, &m->void_if_stands, copy);
            m->implemented_by = renamed_list(&b->a, &m->implemented_by, copy);
            m->counters = renamed_list(&b->a, &m->counters, copy);
        }
    qsort(b->set.measures, b->set.measure_count, sizeof *b->set.measures, by_id);
    return true;
}

static int read_cases(bench *b, const char *path, buf *bytes)
{
    case_file file;
    itd_error error = {0};
    str text;
    unsigned long line;
    if (file_read(path, LIMIT_FILE_SIZE, bytes, &error) != ITD_OK)
        return fail(&error, true);
    b->cases = arena_array(&b->a, BENCH_CASES_MAX, sizeof(case_record *));
    b->times = arena_array(&b->a, TIMES_MAX, sizeof *b->times);
    if (!b->cases || !b->times)
        return fail_memory();
    case_file_init(&file, buf_as_str(bytes));
    while (b->count < BENCH_CASES_MAX && case_file_next(&file, &text, &line)) {
        itd_status status =
            case_read(text, path, line, b->rules, date_today(), &b->a, &b->cases[b->count], &error);
        if (status == ITD_ERROR_MEMORY)
            return fail(&error, false);
        b->count += status == ITD_OK;
    }
    if (b->count == 0) {
        warn("%s: no case that can be decided", path);
        return EXIT_INPUT;
    }
    return 0;
}

static uint64_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t); /* of this thread: other work on the machine does not count */
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static int compare_times(const void *a, const void *b)
{
    uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

static void measure(bench *b, size_t seconds, unsigned options)
{
    uint64_t start = now(), last = start, end = start + (uint64_t)seconds * 1000000000u, sum = 0;
    for (size_t i = 0; i < b->count || last < end; i++) {
        sum += regime_evaluate(b->worker, &b->cases[i % b->count]->question, options)->verdict;
        uint64_t after = now();
        if (b->time_count < TIMES_MAX)
            b->times[b->time_count++] = (uint32_t)(after - last);
        last = after;
    }
    double total = 0;
    for (size_t i = 0; i < b->time_count; i++)
        total += b->times[i];
    qsort(b->times, b->time_count, sizeof *b->times, compare_times);
    printf("{\"measures\":%zu,\"cases\":%zu,\"decided\":%zu,\"next_change\":%s,\"per_second\":%.0f,\"p50_"
           "us\":%.1f,"
           "\"p99_us\":%.1f,\"max_us\":%.1f,\"check\":%llu}\n",
           regime_data(b->rules)->measure_count, b->count, b->time_count, options ? "true" : "false",
           (double)b->time_count / total * 1e9, b->times[b->time_count / 2] / 1e3,
           b->times[b->time_count * 99 / 100] / 1e3, b->times[b->time_count - 1] / 1e3,
           (unsigned long long)sum);
}

static int run_bench(const arguments *args, const snapshot *s, bench *b)
{
    itd_error error = {0};
    regime *first = NULL;
    buf bytes;
    size_t seconds = 3, copies = 1;
    if (!arguments_unsigned(args, "seconds", 3600, &seconds) ||
        !arguments_unsigned(args, "copies", 1000, &copies))
        return EXIT_USAGE;
    str section;
    if (snapshot_section(s, REGIME_SECTION, &section, &error) != ITD_OK ||
        regime_open(section, &first, &error) != ITD_OK)
        return fail(&error, false);
    buf_init(&bytes, LIMIT_FILE_SIZE);
    int code = multiply(b, regime_data(first), copies ? copies : 1) && !b->a.failed ? 0 : fail_memory();
    if (code == 0 && (regime_open_set(&b->set, &b->rules, &error) != ITD_OK ||
                      regime_worker_new(b->rules, &b->worker, &error) != ITD_OK))
        code = fail(&error, false);
    if (code == 0)
        code = read_cases(b, arguments_operand(args, 0), &bytes);
    if (code == 0)
        measure(b, seconds, arguments_has(args, "no-next-change") ? 0 : REGIME_NEXT_CHANGE);
    regime_worker_free(b->worker);
    regime_close(b->rules);
    regime_close(first);
    buf_free(&bytes);
    return code;
}

static int run(const arguments *args)
{
    itd_snapshot *opened = NULL;
    bench b = {0};
    int code = open_snapshot(args, &opened);
    if (code)
        return code;
    arena_init(&b.a, LIMIT_ARENA_SIZE);
    code = run_bench(args, itd_snapshot_core(opened), &b);
    arena_free(&b.a);
    close_snapshot(opened);
    return code;
}

static const option_spec options[] = {
    {.name = "seconds", .placeholder = "N", .help = "how long to measure (3); 0: each case once"},
    {.name = "copies", .placeholder = "N", .help = "the measures that many times over (1)"},
    {.name = "no-next-change", .help = "without the day of the next change"},
    {.name = NULL},
};

const command cmd_regime_bench = {
    .name = "regime bench",
    .summary = "measure how fast cases are decided",
    .usage = "FILE",
    .description = "Decides the cases of the file over and over on one core, from the case in memory to the "
                   "result, and prints "
                   "decisions per second and the times of single decisions as JSON.",
    .examples = "interdict regime bench cases.jsonl --no-next-change\n  decisions per second",
    .options = options,
    .common = COMMON_SNAPSHOT,
    .operand_min = 1,
    .operand_max = 1,
    .run = run,
};
