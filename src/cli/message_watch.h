/* A spool folder: messages dropped into it get their verdict.
 *
 * A message is taken by renaming it to DIR/.work/NAME. Its verdict is written to DIR/.work/.NAME.json,
 * renamed to DIR/done/NAME.json when it is whole, and only then the message is renamed to DIR/done/NAME,
 * beside it. A stop at any moment, kill -9 too, loses nothing and answers nothing twice: at the next start a
 * message in .work whose verdict exists is only moved, any other is read again. One watcher per folder, by a
 * lock. Names that begin with '.' are left alone: write under such a name, then rename.
 */
#ifndef CLI_MESSAGE_WATCH_H
#define CLI_MESSAGE_WATCH_H

#include <interdict/status.h>

#include <stdbool.h>
#include <stdio.h>

/* Answers one file with lines of JSON. Returns an exit code; EXIT_CANNOT_RUN stops the watcher. */
typedef int message_watch_answer(void *context, const char *path, const char *name, FILE *to);

/* Works until SIGTERM or SIGINT, or, with `once`, until the folder is empty. Returns an exit code. */
int message_watch(const char *folder, bool once, message_watch_answer *answer, void *context);

#endif
