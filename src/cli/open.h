/* What every command that asks a snapshot does first, and what holds for all of them: from a large snapshot
 * that somebody wrote into while it was in use there is no answer. Whatever goes out through cli/print.h
 * asks, and so does the end of the program. */
#ifndef CLI_OPEN_H
#define CLI_OPEN_H

#include "cli/command.h"

#include <interdict/snapshot.h>

/* Opens --snapshot, else $INTERDICT_SNAPSHOT, else the built-in sample, which is said on standard error.
 * Returns 0, or the exit code after a message. The caller closes *out with close_snapshot. */
int open_snapshot(const arguments *args, itd_snapshot **out);

/* The path that open_snapshot opens; NULL: the built-in sample. */
const char *snapshot_path(const arguments *args);

/* As open_snapshot for commands that look for listed parties: without any list the exit code is 4, unless
 * --allow-empty is given. */
int open_lists(const arguments *args, itd_snapshot **out);

/* As open_snapshot for a file that is named otherwise. */
int open_snapshot_at(const char *path, itd_snapshot **out);

/* NULL is nothing. Asks a last time whether it was changed. */
void close_snapshot(itd_snapshot *s);

/* ITD_ERROR_SNAPSHOT if a snapshot that is open, or was, has been changed in place (snapshot_unchanged). */
ITD_MUST_CHECK itd_status opened_unchanged(itd_error *error);

/* The same of those that are open, for a signal handler. */
bool opened_look_changed(void);

#endif
