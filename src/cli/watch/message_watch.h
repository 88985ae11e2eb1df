/* A spool folder: messages dropped into it get their verdict (cli/watch/spool.h draws their way).
 *
 * A stop at any moment, kill -9 too, loses nothing and gives no verdict twice. A verdict holds the SHA-256 of
 * the bytes that it is about. One watcher per folder. Names that begin with '.' are left alone: write under
 * such a name, then rename.
 *
 * The messages are read in a process of its own. A message that ends it, or that cannot be read, is REVIEW
 * with the reason and lies in DIR/failed; the others go on.
 */
#ifndef CLI_WATCH_MESSAGE_WATCH_H
#define CLI_WATCH_MESSAGE_WATCH_H

#include <stdbool.h>
#include <stdio.h>

typedef enum watch_outcome {
    WATCH_ANSWERED,
    WATCH_UNREAD,       /* this message cannot be read */
    WATCH_NO_MEMORY,    /* or not with the memory that is there */
    WATCH_CANNOT_WRITE, /* the disk: the watcher stops */
    WATCH_CHANGED,      /* somebody wrote into it meanwhile */
} watch_outcome;

typedef struct watch_work {
    /* Answers one file with lines of JSON; `name` is what they call it, `hash` the SHA-256 of its bytes. Runs
     * in a process of its own. */
    watch_outcome (*answer)(void *context, const char *path, const char *name, const char *hash, FILE *to);
    /* The answer to a message that cannot be answered. */
    watch_outcome (*refuse)(void *context, const char *name, const char *hash, const char *reason, FILE *to);
    /* Before each message: true when a new snapshot is in place and open. May be NULL. */
    bool (*renewed)(void *context);
    void *context;
} watch_work;

/* Works until SIGTERM or SIGINT, or, with `once`, until the folder is empty. Returns an exit code. */
int message_watch(const char *folder, bool once, const watch_work *work);

#endif
