/* The files of a spool folder and their way through it.
 *
 *     DIR/NAME                    dropped by somebody
 *     DIR/.work/NAME              taken
 *     DIR/.work/.ready/.FINAL.json its verdict, whole and on disk …
 *     DIR/.work/.ready/FINAL       … and the message beside it
 *     DIR/done/FINAL.json         the verdict is given
 *     DIR/done/FINAL              and the message follows it
 *     DIR/failed/FINAL            or lies here, beside a copy of its verdict, when it could not be answered
 *
 * Each line is one rename, so a stop at any moment leaves one of these states, and the names in .work/ready
 * tell which: a message with a verdict was not given one yet, a message without one was. Nothing is concluded
 * from what lies in done/.
 *
 * FINAL is NAME, with "~2" … where that name is taken, and cut, with a hash of the whole name, where ".json"
 * would make it too long.
 */
#ifndef CLI_WATCH_SPOOL_H
#define CLI_WATCH_SPOOL_H

#include "base/lock.h"

#include <interdict/status.h>

#include <stdbool.h>
#include <stddef.h>

#define SPOOL_NAME_CAP 256  /* the longest legal name and its end */
#define SPOOL_PATH_CAP 4608 /* of a file in the spool */

typedef struct spool {
    const char *path;
    int folder, work, ready, done, failed; /* open folders; failed is made when something lies in it */
    file_lock lock;
} spool;

/* Makes the folders and takes the lock. */
ITD_MUST_CHECK itd_status spool_open(const char *path, spool *out, itd_error *error);
void spool_close(spool *s);

/* An error if the folder is no longer what lies at its path: it was removed, moved or made anew. */
ITD_MUST_CHECK itd_status spool_check(const spool *s, itd_error *error);

/* Regular files of an open folder whose names do not begin with '.', by name, at most 4096. The caller frees
 * each and the list. `odd` is the name of something that is neither a file nor a folder (a link, a pipe), or
 * empty. */
ITD_MUST_CHECK itd_status spool_list(int folder, char ***names, size_t *count, char odd[SPOOL_NAME_CAP],
                                     itd_error *error);

/* DIR/NAME → DIR/.work/NAME; false when it cannot be taken. */
bool spool_take(const spool *s, const char *name);

/* A free name in done/ for a message. */
ITD_MUST_CHECK itd_status spool_final(const spool *s, const char *name, char final[SPOOL_NAME_CAP],
                                      itd_error *error);

/* The verdict is whole in .work/.ready/.FINAL.json: message to it. */
ITD_MUST_CHECK itd_status spool_ready(const spool *s, const char *name, const char *final, itd_error *error);

/* Gives the verdict and moves the message behind it, to done/ or to failed/. */
ITD_MUST_CHECK itd_status spool_give(spool *s, const char *final, bool failed, itd_error *error);

/* A message without a verdict beside it: only the last step is left. */
ITD_MUST_CHECK itd_status spool_follow(const spool *s, const char *final, itd_error *error);

/* Verdicts in .work/.ready whose message is not there: from an answer that was stopped. */
void spool_remove_drafts(const spool *s);

bool spool_has_draft(const spool *s, const char *final);

/* Paths for those who need one. */
ITD_MUST_CHECK itd_status spool_work_path(const spool *s, const char *name, char path[SPOOL_PATH_CAP],
                                          itd_error *error);
ITD_MUST_CHECK itd_status spool_ready_path(const spool *s, const char *final, char path[SPOOL_PATH_CAP],
                                           itd_error *error);
ITD_MUST_CHECK itd_status spool_draft_path(const spool *s, const char *final, char path[SPOOL_PATH_CAP],
                                           itd_error *error);

#endif
