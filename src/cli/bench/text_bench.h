/* Speed of searching texts for mentions, from bytes to what is found.
 *
 * All files are read into memory first. The table of listed names is built and timed; the first pass meets
 * empty caches; later passes repeat it for some seconds.
 */
#ifndef CLI_TEXT_BENCH_H
#define CLI_TEXT_BENCH_H

#include "engine/worker.h"

typedef struct text_bench {
    engine_worker *tools; /* that has no finder yet */
    match_options options;
    const char *const *paths;
    size_t path_count;
    size_t seconds;
    bool json;
} text_bench;

/* Prints the report. Returns an exit code. */
int text_bench_run(const text_bench *b);

#endif
