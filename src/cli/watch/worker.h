/* The process that reads the messages of a spool: started again whenever one of them ends it. */
#ifndef CLI_WATCH_WORKER_H
#define CLI_WATCH_WORKER_H

#include "cli/watch/message_watch.h"

#include <interdict/status.h>

#include <sys/types.h>

typedef struct watch_worker {
    pid_t pid;
    int fd; /* -1: none is running */
} watch_worker;

/* Has the worker answer the file at `path` into the file at `draft`. ended: the signal that ended the worker,
 * 0 for none (then *outcome is set). An error is one of starting it. */
ITD_MUST_CHECK itd_status worker_answer(watch_worker *w, const watch_work *work, const char *path,
                                        const char *name, const char *draft, watch_outcome *outcome,
                                        int *ended, itd_error *error);
void worker_end(watch_worker *w);

/* Writes a file whole and on disk through `write`, or removes it. */
typedef watch_outcome worker_write(void *context, FILE *to);
watch_outcome worker_write_draft(const char *draft, worker_write *write, void *context);

/* SHA-256 of the file and what it is now, to see whether it changed. False when it cannot be read. */
typedef struct worker_stamp {
    char hash[65];
    long long size, seconds, nanoseconds;
} worker_stamp;
bool worker_stamp_of(const char *path, worker_stamp *out);

#endif
