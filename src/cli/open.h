/* What every command that asks a snapshot does first. */
#ifndef CLI_OPEN_H
#define CLI_OPEN_H

#include "cli/command.h"

#include <interdict/snapshot.h>

/* Opens --snapshot, else $INTERDICT_SNAPSHOT, else the built-in sample, which is said on standard error.
 * Returns 0, or the exit code after a message. The caller closes *out with itd_snapshot_close. */
int open_snapshot(const arguments *args, itd_snapshot **out);

/* The path that open_snapshot opens; NULL: the built-in sample. */
const char *snapshot_path(const arguments *args);

/* As open_snapshot for commands that look for listed parties: without any list the exit code is 4, unless
 * --allow-empty is given. */
int open_lists(const arguments *args, itd_snapshot **out);

#endif
