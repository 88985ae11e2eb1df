/* Whole files in, whole files out.
 *
 * Reading knows regular files and, as "-", standard input; it does not decompress (list/source.h does).
 * Writing is atomic: a temporary file beside the target, synced, renamed over it; on any failure the target
 * is as it was and the temporary file is gone. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/buf.h"
#include "base/str.h"

#include <interdict/status.h>

/* Reads the whole file into *out (appended). Refuses a directory and more than `limit` bytes. Errors:
 * ITD_ERROR_IO, ITD_ERROR_LIMIT, ITD_ERROR_MEMORY. */
ITD_MUST_CHECK itd_status file_read(const char *path, size_t limit, buf *out, itd_error *error);

/* Writes data as the whole content of path. The data may be given in parts. Errors: ITD_ERROR_IO. */
ITD_MUST_CHECK itd_status file_write(const char *path, const str *parts, size_t part_count, itd_error *error);

#endif
