#include "cli/bench/text_bench.h"

#include "base/buf.h"
#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "cli/command.h"
#include "evaluate/bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

typedef struct counters {
    size_t mentions, places;
} counters;

typedef struct figures {
    size_t bytes;
    counters found; /* in one pass */
    double table_ms, first_mb, later_mb;
} figures;

static void on_mention(void *context, const mention *found, size_t count)
{
    counters *c = context;
    (void)found;
    c->mentions += count > 0;
}

static void on_place(void *context, const place_mention *place)
{
    counters *c = context;
    (void)place;
    c->places++;
}

/* Every file once; microseconds. */
static double go_through(const text_bench *b, mention_finder *f, const buf *files, counters *found)
{
    const mention_asking asking = {.alone = MENTION_ALONE_IN_PROSE,
                                   .identifiers = true,
                                   .options = &b->options,
                                   .places = &b->tools->places,
                                   .sink = on_mention,
                                   .place_sink = on_place,
                                   .context = found};
    double start = bench_clock_us();
    for (size_t i = 0; i < b->path_count; i++) {
        mention_begin(f, &asking);
        mention_put(f, buf_as_str(&files[i]));
        (void)!mention_end(f);
    }
    return bench_clock_us() - start;
}

static itd_status measure(const text_bench *b, const buf *files, figures *out, itd_error *error)
{
    mention_finder *f;
    counters later = {0};
    double us = 0;
    size_t passes = 0;
    double start = bench_clock_us();
    itd_status status = engine_worker_finder(b->tools, &f, error);
    if (status != ITD_OK)
        return status;
    out->table_ms = (bench_clock_us() - start) / 1000;
    for (size_t i = 0; i < b->path_count; i++)
        out->bytes += files[i].len;
    out->first_mb = (double)out->bytes / go_through(b, f, files, &out->found);
    do {
        us += go_through(b, f, files, &later);
        passes++;
    } while (us < (double)b->seconds * 1e6);
    out->later_mb = (double)out->bytes * (double)passes / us;
    return ITD_OK;
}

static void print(const text_bench *b, const figures *f)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    if (b->json) {
        printf("{\"files\":%zu,\"bytes\":%zu,\"mentions\":%zu,\"places\":%zu,\"table_ms\":%.1f,"
               "\"megabytes_per_second\":%.2f,\"warm_megabytes_per_second\":%.2f,\"rss_bytes\":%zu}\n",
               b->path_count, f->bytes, f->found.mentions, f->found.places, f->table_ms, f->first_mb,
               f->later_mb, (size_t)usage.ru_maxrss * 1024);
        return;
    }
    printf("%zu bytes in %zu files: %zu mentions, %zu places; table of names built in %.0f ms\n", f->bytes,
           b->path_count, f->found.mentions, f->found.places, f->table_ms);
    printf("first pass   %6.2f MB/s\nlater passes %6.2f MB/s\n", f->first_mb, f->later_mb);
}

int text_bench_run(const text_bench *b)
{
    itd_error error = {0};
    figures f = {0};
    buf *files = calloc(b->path_count, sizeof *files);
    itd_status status = files ? ITD_OK : error_memory(&error);
    for (size_t i = 0; i < b->path_count && status == ITD_OK; i++) {
        buf_init(&files[i], LIMIT_FILE_SIZE);
        status = file_read(b->paths[i], LIMIT_FILE_SIZE, &files[i], &error);
    }
    if (status == ITD_OK)
        status = measure(b, files, &f, &error);
    if (status == ITD_OK)
        print(b, &f);
    for (size_t i = 0; files && i < b->path_count; i++)
        buf_free(&files[i]);
    free(files);
    return status == ITD_OK ? EXIT_NOTHING : fail(&error, true);
}
