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

/* A file, or "-" for standard input, read as it comes. */
typedef struct file_input {
    int fd;
    const char *path; /* borrowed */
} file_input;

/* Refuses a directory. The caller closes it. */
ITD_MUST_CHECK itd_status file_input_open(const char *path, file_input *out, itd_error *error);

/* At most `size` bytes to `to`; *len is 0 at the end. `input` is a file_input. */
ITD_MUST_CHECK itd_status file_input_read(void *input, char *to, size_t size, size_t *len, itd_error *error);

void file_input_close(file_input *input);

/* What is at a path, so that one can see later whether another file took its place. */
typedef struct file_identity {
    unsigned long long device, inode, size;
    long long seconds, nanoseconds; /* changed last */
} file_identity;

/* False when nothing can be found there. */
bool file_identify(const char *path, file_identity *out);
bool file_identity_equal(const file_identity *left, const file_identity *right);

/* True if both paths lead to one file that is there, by whatever names and links. */
bool file_is_same(const char *left, const char *right);

/* Renames, and syncs the folder it goes to: it lasts over a power cut. */
ITD_MUST_CHECK itd_status file_rename(const char *from, const char *to, itd_error *error);

/* Syncs the folder that holds `path`, after a rename in it. */
void file_sync_folder(const char *path);

/* Writes data as the whole content of path. The data may be given in parts. Errors: ITD_ERROR_IO. */
ITD_MUST_CHECK itd_status file_write(const char *path, const str *parts, size_t part_count, itd_error *error);

#endif
