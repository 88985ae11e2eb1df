/* LD_PRELOAD: the n-th allocation fails, and every one after it where FAULT_ALWAYS is set.
 *
 *     FAULT_AT=12 FAULT_REPORT=file LD_PRELOAD=libfault_memory.so interdict screen …
 *
 * Counted from the begin of the program (not of the loader), from 0, in every thread, and on in every process
 * that it forks. A program that it runs counts anew; FAULT_IN names the one program that is meant, by the
 * name of its file. FAULT_REPORT gets a line when the failure comes.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Seen by everybody, whatever the flags of the build. */
#pragma GCC visibility push(default)

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);
void *__libc_memalign(size_t alignment, size_t size);

static atomic_long left = -1;
static atomic_bool reached;
static bool always;

static int report = -1;

__attribute__((constructor)) static void begin(void)
{
    const char *at = getenv("FAULT_AT"), *in = getenv("FAULT_IN"), *path = getenv("FAULT_REPORT");
    if (!at || (in && strcmp(in, program_invocation_short_name) != 0))
        return;
    always = getenv("FAULT_ALWAYS") != NULL;
    report = path ? open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644) : -1;
    left = strtol(at, NULL, 10);
}

static bool fails(void)
{
    if (left < 0)
        return always && reached;
    if (atomic_fetch_sub(&left, 1) != 0)
        return false;
    reached = true;
    if (report >= 0)
        (void)!write(report, "reached\n", 8);
    errno = ENOMEM;
    return true;
}

void *malloc(size_t size)
{
    return fails() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return fails() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
    return fails() ? NULL : __libc_realloc(old, size);
}

void *aligned_alloc(size_t alignment, size_t size)
{
    return fails() ? NULL : __libc_memalign(alignment, size);
}

int posix_memalign(void **out, size_t alignment, size_t size)
{
    *out = fails() ? NULL : __libc_memalign(alignment, size);
    return *out ? 0 : ENOMEM;
}
