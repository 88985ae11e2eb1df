/* Lets the n-th call of a kind fail. The programs of this folder are linked with --wrap for these functions,
 * so that every call from the project's own code comes here.
 *
 *     fail_at(&fail_memory, n);   // the n-th allocation from now on fails, counted from 0
 *     ... one run ...
 *     if (!fail_stop(&fail_memory)) break;   // the run needed fewer: all failures were seen
 */
#ifndef TESTS_FAULT_FAIL_H
#define TESTS_FAULT_FAIL_H

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/types.h>

typedef struct failure {
    long left; /* calls until the one that fails; negative: none will */
    bool reached;
} failure;

static failure fail_memory = {-1, false};
static failure fail_file = {-1, false};  /* write, fsync, rename */
static failure fail_input = {-1, false}; /* read, mmap */

static inline void fail_at(failure *f, long n)
{
    *f = (failure){n, false};
}

/* Ends the failing; true if the failure was reached. */
static inline bool fail_stop(failure *f)
{
    f->left = -1;
    return f->reached;
}

static inline bool fail_now(failure *f)
{
    if (f->left < 0)
        return false;
    if (f->left-- > 0)
        return false;
    f->reached = true;
    return true;
}

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
ssize_t __real_read(int fd, void *data, size_t size);
void *__real_mmap(void *at, size_t size, int protection, int flags, int fd, off_t offset);
ssize_t __real_write(int fd, const void *data, size_t size);
int __real_fsync(int fd);
int __real_rename(const char *from, const char *to);

void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);
ssize_t __wrap_read(int fd, void *data, size_t size);
void *__wrap_mmap(void *at, size_t size, int protection, int flags, int fd, off_t offset);
ssize_t __wrap_write(int fd, const void *data, size_t size);
int __wrap_fsync(int fd);
int __wrap_rename(const char *from, const char *to);

void *__wrap_malloc(size_t size)
{
    return fail_now(&fail_memory) ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return fail_now(&fail_memory) ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *old, size_t size)
{
    return fail_now(&fail_memory) ? NULL : __real_realloc(old, size);
}

ssize_t __wrap_read(int fd, void *data, size_t size)
{
    if (!fail_now(&fail_input))
        return __real_read(fd, data, size);
    errno = EIO;
    return -1;
}

void *__wrap_mmap(void *at, size_t size, int protection, int flags, int fd, off_t offset)
{
    if (!fail_now(&fail_input))
        return __real_mmap(at, size, protection, flags, fd, offset);
    errno = ENODEV;
    return MAP_FAILED;
}

ssize_t __wrap_write(int fd, const void *data, size_t size)
{
    if (!fail_now(&fail_file))
        return __real_write(fd, data, size);
    errno = ENOSPC;
    return -1;
}

int __wrap_fsync(int fd)
{
    if (!fail_now(&fail_file))
        return __real_fsync(fd);
    errno = EIO;
    return -1;
}

int __wrap_rename(const char *from, const char *to)
{
    if (!fail_now(&fail_file))
        return __real_rename(from, to);
    errno = EACCES;
    return -1;
}

#endif
