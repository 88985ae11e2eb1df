/* Speed of reading and screening messages, from bytes to the answer in JSON.
 *
 * All files are read into memory first. The first pass meets empty caches; later passes repeat it for some
 * seconds. Then the files are only read, without screening. Times are of one message each.
 */
#ifndef CLI_MESSAGE_BENCH_H
#define CLI_MESSAGE_BENCH_H

#include "screen/message_screen.h"

typedef struct message_bench {
    message_reader *reader;
    message_screener *screener;
    const snapshot *snapshot;
    const char *const *paths;
    size_t path_count;
    size_t seconds;
    bool json;
} message_bench;

/* Prints the report. Returns an exit code. */
int message_bench_run(const message_bench *b);

#endif
