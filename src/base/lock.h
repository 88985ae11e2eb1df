/* One writer: a lock file beside what is written, which says who holds it.
 *
 * The lock is the kernel's (flock): it ends with the process and what that had started, so a file that was
 * left behind locks nothing. Where the holder has ended, what it had started is waited for, 5 seconds at
 * most.
 *
 *     file_lock lock;
 *     status = lock_take("answers.jsonl.lock", "interdict batch", &lock, &error);
 *     ...
 *     lock_release(&lock);
 */
#ifndef BASE_LOCK_H
#define BASE_LOCK_H

#include <interdict/status.h>

#define LOCK_PATH_CAP 4096

typedef struct file_lock {
    int fd; /* -1: none */
    char path[LOCK_PATH_CAP];
} file_lock;

/* `who` is written into the file for others to read, with the number of the process. Errors: ITD_ERROR_IO,
 * which names the holder, or says why the file cannot be made. *out is always set. */
ITD_MUST_CHECK itd_status lock_take(const char *path, const char *who, file_lock *out, itd_error *error);

/* The lock of an output file: OUTPUT.lock. What is no ordinary file, a pipe say, takes none. */
ITD_MUST_CHECK itd_status lock_output(const char *output, const char *who, file_lock *out, itd_error *error);

/* Removes the file and lets go. Nothing to do for a lock that was not taken. */
void lock_release(file_lock *lock);

#endif
