#include "cli/bench/message_bench.h"

#include "answer/message_answer.h"
#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "cli/command.h"
#include "evaluate/bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#define SAMPLES_MAX ((size_t)4 << 20)

typedef struct pass {
    const message_bench *b;
    bool screens; /* else the messages are only read */
    arena memory;
    buf out;
    const char *path;
    double before; /* the end of the last message */
    float *times;
    size_t messages, samples;
    double us;
} pass;

typedef struct figures {
    size_t messages;
    double per_second, p50_us, p99_us, max_us;
} figures;

static itd_status take(void *context, message *m, itd_error *error)
{
    static const message_advice no_advice = {0};
    pass *p = context;
    itd_status status = ITD_OK;
    if (p->screens) {
        message_screening screening;
        arena_reset(&p->memory);
        buf_reset(&p->out);
        status = message_screen(p->b->screener, &p->memory, m, &screening, error);
        if (status == ITD_OK)
            message_output_json(&p->out, p->path, m, &screening, &no_advice, p->b->snapshot);
    }
    double now = bench_clock_us();
    if (p->samples < SAMPLES_MAX)
        p->times[p->samples++] = (float)(now - p->before);
    p->messages++;
    p->before = now;
    return status;
}

/* Every file once. */
static itd_status go_through(pass *p, const buf *files, itd_error *error)
{
    itd_status status = ITD_OK;
    double start = bench_clock_us();
    for (size_t i = 0; i < p->b->path_count && status == ITD_OK; i++) {
        p->path = p->b->paths[i];
        p->before = bench_clock_us();
        status = message_reader_bytes(p->b->reader, buf_as_str(&files[i]), take, p, error);
    }
    p->us += bench_clock_us() - start;
    return status;
}

static int by_value(const void *a, const void *b)
{
    float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

static figures sum_up(pass *p)
{
    figures f = {.messages = p->messages, .per_second = (double)p->messages / p->us * 1e6};
    qsort(p->times, p->samples, sizeof *p->times, by_value);
    f.p50_us = (double)p->times[p->samples / 2];
    f.p99_us = (double)p->times[p->samples * 99 / 100];
    f.max_us = (double)p->times[p->samples - 1];
    p->messages = p->samples = 0;
    p->us = 0;
    return f;
}

/* At least one pass, then for the time. */
static itd_status repeat(pass *p, const buf *files, double seconds, itd_error *error)
{
    itd_status status;
    do
        status = go_through(p, files, error);
    while (status == ITD_OK && p->us < seconds * 1e6);
    return status;
}

static void print(const message_bench *b, const figures *first, const figures *later, const figures *read,
                  const message_work *work)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    double searches = (double)work->searches / (double)first->messages;
    double bytes = (double)work->text_bytes / (double)first->messages;
    if (b->json) {
        printf("{\"files\":%zu,\"messages\":%zu,\"per_second\":%.1f,\"p50_us\":%.1f,\"p99_us\":%.1f,"
               "\"max_us\":%.1f,\"warm_per_second\":%.1f,\"warm_p50_us\":%.1f,\"warm_p99_us\":%.1f,"
               "\"read_per_second\":%.1f,\"read_p50_us\":%.1f,\"searches_per_message\":%.2f,"
               "\"text_bytes_per_message\":%.1f,\"rss_bytes\":%zu}\n",
               b->path_count, first->messages, first->per_second, first->p50_us, first->p99_us, first->max_us,
               later->per_second, later->p50_us, later->p99_us, read->per_second, read->p50_us, searches,
               bytes, (size_t)usage.ru_maxrss * 1024);
        return;
    }
    printf("messages %zu in %zu files; %.1f searches and %.0f bytes of text a message\n", first->messages,
           b->path_count, searches, bytes);
    printf("first pass   %9.0f /s   p50 %.1f us   p99 %.1f us   max %.1f us\n", first->per_second,
           first->p50_us, first->p99_us, first->max_us);
    printf("later passes %9.0f /s   p50 %.1f us   p99 %.1f us\n", later->per_second, later->p50_us,
           later->p99_us);
    printf("reading only %9.0f /s   p50 %.1f us\n", read->per_second, read->p50_us);
}

static itd_status measure(const message_bench *b, const buf *files, pass *p, itd_error *error)
{
    figures first, later, read;
    itd_status status = repeat(p, files, 0, error);
    if (status != ITD_OK)
        return status;
    message_work work = message_screener_work(b->screener);
    first = sum_up(p);
    status = repeat(p, files, (double)b->seconds, error);
    if (status != ITD_OK)
        return status;
    later = sum_up(p);
    p->screens = false;
    status = repeat(p, files, (double)b->seconds / 4, error);
    if (status != ITD_OK)
        return status;
    read = sum_up(p);
    print(b, &first, &later, &read, &work);
    return ITD_OK;
}

int message_bench_run(const message_bench *b)
{
    itd_error error = {0};
    pass p = {.b = b, .screens = true, .times = malloc(SAMPLES_MAX * sizeof *p.times)};
    buf *files = calloc(b->path_count, sizeof *files);
    itd_status status = files && p.times ? ITD_OK : error_memory(&error);
    arena_init(&p.memory, LIMIT_ARENA_SIZE);
    buf_init(&p.out, LIMIT_BUF_SIZE);
    for (size_t i = 0; i < b->path_count && status == ITD_OK; i++) {
        buf_init(&files[i], LIMIT_FILE_SIZE);
        status = file_read(b->paths[i], LIMIT_FILE_SIZE, &files[i], &error);
    }
    if (status == ITD_OK)
        status = measure(b, files, &p, &error);
    for (size_t i = 0; files && i < b->path_count; i++)
        buf_free(&files[i]);
    free(files);
    free(p.times);
    buf_free(&p.out);
    arena_free(&p.memory);
    return status == ITD_OK ? EXIT_NOTHING : fail(&error, true);
}
