/* Opening: a mapping or a copy of our own, then its sections. */
#include "base/error.h"
#include "snapshot/internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LARGE = 8 << 20 /* bytes of a file that need not stay in memory as a whole */ };

void snapshot_rest(const snapshot *s)
{
    if (s->mapped && s->size >= LARGE)
        (void)madvise((void *)(uintptr_t)s->data, s->size, MADV_DONTNEED);
}

static itd_status open_bytes(snapshot *s, bool trusted, itd_error *error)
{
    itd_status status = sections_read(s, trusted, error);
    if (status == ITD_OK && !trusted)
        status = sections_verify_core(s, error);
    if (status == ITD_OK && !trusted)
        status = snapshot_check(s, error);
    if (status == ITD_OK)
        hash_as_text(s->head + HEADER_HASH, s->hash);
    return status;
}

/* An empty one with a name for messages. */
static snapshot *new_snapshot(const char *name)
{
    snapshot *s = calloc(1, sizeof *s);
    size_t size = strlen(name) + 1;
    if (!s)
        return NULL;
    s->fd = -1;
    s->name = malloc(size);
    if (!s->name) {
        free(s);
        return NULL;
    }
    memcpy(s->name, name, size);
    return s;
}

/* A small one becomes our own: what was checked stays what is served, whatever happens to the file. */
static itd_status copy_file(snapshot *s, const char *path, int fd, itd_error *error)
{
    void *data = mmap(NULL, s->size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (data == MAP_FAILED)
        return error_errno(error, ITD_ERROR_SNAPSHOT, path, errno, "cannot read");
    s->data = data;
    s->mapped = true;
    for (size_t at = 0; at < s->size;) {
        ssize_t got = pread(fd, (char *)data + at, s->size - at, (off_t)at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return error_errno(error, ITD_ERROR_SNAPSHOT, path, errno, "cannot read");
        if (got == 0)
            return error_set(error, ITD_ERROR_SNAPSHOT, path, "was cut short while it was read");
        at += (size_t)got;
    }
    (void)mprotect(data, s->size, PROT_READ);
    return ITD_OK;
}

static itd_status map_file(snapshot *s, const char *path, itd_error *error)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return error_errno(error, ITD_ERROR_SNAPSHOT, path, errno, "cannot open");
    itd_status status = ITD_OK;
    struct stat info;
    if (fstat(fd, &info) != 0) {
        status = error_errno(error, ITD_ERROR_SNAPSHOT, path, errno, "cannot read");
    } else if (!S_ISREG(info.st_mode)) {
        status = error_set(error, ITD_ERROR_SNAPSHOT, path, "is no regular file, expected a snapshot");
    } else if (info.st_size == 0) {
        status = error_set(error, ITD_ERROR_SNAPSHOT, path, "is empty, expected a snapshot");
    } else if (info.st_size < LARGE) {
        s->size = (size_t)info.st_size;
        status = copy_file(s, path, fd, error);
    } else {
        s->size = (size_t)info.st_size;
        void *data = mmap(NULL, s->size, PROT_READ, MAP_SHARED, fd, 0);
        if (data == MAP_FAILED) {
            status = error_errno(error, ITD_ERROR_SNAPSHOT, path, errno, "cannot map");
        } else {
            s->data = data;
            s->mapped = true;
            s->fd = fd;
            s->written = info.st_mtim;
        }
    }
    if (s->fd < 0)
        close(fd);
    return status;
}

static itd_status open_path(const char *path, bool trusted, snapshot **out, itd_error *error)
{
    *out = NULL;
    snapshot *s = new_snapshot(path);
    if (!s)
        return error_memory(error);
    itd_status status = map_file(s, path, error);
    if (status == ITD_OK)
        status = open_bytes(s, trusted, error);
    if (status == ITD_OK) {
        snapshot_rest(s);
        *out = s;
    } else {
        snapshot_close(s);
    }
    return status;
}

itd_status snapshot_unchanged(const snapshot *s, itd_error *error)
{
    struct stat now;
    if (s->fd < 0) /* our own copy */
        return ITD_OK;
    if (fstat(s->fd, &now) != 0)
        return error_errno(error, ITD_ERROR_SNAPSHOT, NULL, errno, "the snapshot cannot be looked at");
    if ((uint64_t)now.st_size != s->size || now.st_mtim.tv_sec != s->written.tv_sec ||
        now.st_mtim.tv_nsec != s->written.tv_nsec)
        return error_set(
            error, ITD_ERROR_SNAPSHOT, NULL,
            "the snapshot was written to while it was in use: this answer is none; put a new one in "
            "place by a rename");
    return ITD_OK;
}

itd_status snapshot_open(const char *path, snapshot **out, itd_error *error)
{
    return open_path(path, false, out, error);
}

itd_status snapshot_open_trusted(const char *path, snapshot **out, itd_error *error)
{
    return open_path(path, true, out, error);
}

itd_status snapshot_open_memory(const void *data, size_t size, const char *name, snapshot **out,
                                itd_error *error)
{
    *out = NULL;
    snapshot *s = new_snapshot(name);
    if (!s)
        return error_memory(error);
    s->data = data;
    s->size = size;
    itd_status status = open_bytes(s, false, error);
    if (status == ITD_OK)
        *out = s;
    else
        snapshot_close(s);
    return status;
}

void snapshot_close(snapshot *s)
{
    if (!s)
        return;
    if (s->mapped) {
        munmap((void *)(uintptr_t)s->data, s->size);
        if (s->fd >= 0)
            close(s->fd);
    }
    free(s->parts);
    free(s->name);
    free(s);
}
