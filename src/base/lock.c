#include "base/lock.h"

#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define TRIES 100 /* while others take and remove the same file */
#define PAUSE 50  /* milliseconds for what an ended holder had started */

/* What the holder wrote, without characters that a terminal would obey. */
static void read_holder(int fd, char text[128])
{
    ssize_t len = pread(fd, text, 127, 0);
    text[len > 0 ? len : 0] = 0;
    for (char *c = text; *c; c++)
        if ((unsigned char)*c < 0x20 || *c == 0x7f)
            *c = 0;
}

/* True if the process that took the lock has ended: then only what it had started holds it, and ends too. */
static bool holder_ended(const char *holder)
{
    const char *number = strstr(holder, ", process ");
    long pid = number ? strtol(number + strlen(", process "), NULL, 10) : 0;
    return pid > 0 && pid <= INT_MAX && kill((pid_t)pid, 0) != 0 && errno == ESRCH;
}

static bool still_there(int fd, const char *path)
{
    struct stat open_file, named;
    return fstat(fd, &open_file) == 0 && stat(path, &named) == 0 && open_file.st_dev == named.st_dev &&
           open_file.st_ino == named.st_ino;
}

/* One try; *again: the file was removed by its holder meanwhile, or the holder has ended. */
static itd_status try_lock(const char *path, int *out, bool *again, itd_error *error)
{
    char holder[128];
    *again = false;
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (fd < 0)
        return error_errno(error, ITD_ERROR_IO, path, errno, "cannot be made as a lock");
    if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        int number = errno;
        read_holder(fd, holder);
        close(fd);
        if (number != EWOULDBLOCK)
            return error_errno(error, ITD_ERROR_IO, path, number, "cannot be locked");
        if (holder_ended(holder)) {
            *again = true;
            nanosleep(&(struct timespec){.tv_nsec = PAUSE * 1000000L}, NULL);
        }
        return *again ? ITD_OK
                      : error_set(error, ITD_ERROR_IO, path, "is held by another process%s%s",
                                  *holder ? ": " : "", holder);
    }
    if (!still_there(fd, path)) {
        close(fd);
        *again = true;
        return ITD_OK;
    }
    *out = fd;
    return ITD_OK;
}

itd_status lock_take(const char *path, const char *who, file_lock *out, itd_error *error)
{
    char text[128];
    out->fd = -1;
    if ((size_t)snprintf(out->path, sizeof out->path, "%s", path) >= sizeof out->path)
        return error_set(error, ITD_ERROR_IO, path, "the path is too long");
    bool again = true;
    for (int i = 0; again && i < TRIES; i++) {
        itd_status status = try_lock(path, &out->fd, &again, error);
        if (status != ITD_OK)
            return status;
    }
    if (out->fd < 0)
        return error_set(
            error, ITD_ERROR_IO, path,
            "cannot be locked: others take it all the time, or what an ended holder started goes on");
    int len = snprintf(text, sizeof text, "%s, process %ld\n", who, (long)getpid());
    /* Who holds it is a help, not a need: half a sentence is wiped off again. */
    bool told = ftruncate(out->fd, 0) == 0 && pwrite(out->fd, text, (size_t)len, 0) == len;
    return told || ftruncate(out->fd, 0) == 0
               ? ITD_OK
               : error_set(error, ITD_ERROR_IO, path, "cannot be written: %s", strerror(errno));
}

itd_status lock_output(const char *output, const char *who, file_lock *out, itd_error *error)
{
    char path[LOCK_PATH_CAP];
    struct stat info;
    out->fd = -1;
    if (stat(output, &info) == 0 && !S_ISREG(info.st_mode))
        return ITD_OK;
    if ((size_t)snprintf(path, sizeof path, "%s.lock", output) >= sizeof path)
        return error_set(error, ITD_ERROR_IO, output, "the path is too long");
    return lock_take(path, who, out, error);
}

void lock_release(file_lock *lock)
{
    if (lock->fd < 0)
        return;
    (void)unlink(lock->path);
    close(lock->fd);
    lock->fd = -1;
}
