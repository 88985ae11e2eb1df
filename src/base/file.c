#include "base/file.h"

#include "base/error.h"
#include "base/limits.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define READ_STEP ((size_t)1 << 20)

static itd_status read_all(int fd, const char *path, size_t limit, buf *out, itd_error *error)
{
    size_t start = out->len;
    for (;;) {
        char *to = buf_reserve(out, READ_STEP);
        if (!to)
            return error_memory(error);
        ssize_t got = read(fd, to, READ_STEP);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return error_errno(error, ITD_ERROR_IO, path, errno, "cannot read");
        if (got == 0)
            return ITD_OK;
        out->len += (size_t)got;
        if (out->len - start > limit)
            return error_set(error, ITD_ERROR_LIMIT, path, "larger than the ceiling of %zu bytes", limit);
    }
}

itd_status file_input_open(const char *path, file_input *out, itd_error *error)
{
    struct stat info;
    *out = (file_input){STDIN_FILENO, "standard input"};
    if (strcmp(path, "-") == 0)
        return ITD_OK;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return error_errno(error, ITD_ERROR_IO, path, errno, "cannot open");
    if (fstat(fd, &info) == 0 && !S_ISDIR(info.st_mode)) {
        *out = (file_input){fd, path};
        return ITD_OK;
    }
    close(fd);
    return error_set(error, ITD_ERROR_IO, path, "is a directory, expected a file");
}

itd_status file_input_read(void *input, char *to, size_t size, size_t *len, itd_error *error)
{
    const file_input *in = input;
    ssize_t got;
    do
        got = read(in->fd, to, size);
    while (got < 0 && errno == EINTR);
    *len = got > 0 ? (size_t)got : 0;
    return got < 0 ? error_errno(error, ITD_ERROR_IO, in->path, errno, "cannot read") : ITD_OK;
}

void file_input_close(file_input *input)
{
    if (input->fd > STDIN_FILENO)
        close(input->fd);
    input->fd = -1;
}

itd_status file_read(const char *path, size_t limit, buf *out, itd_error *error)
{
    if (strcmp(path, "-") == 0)
        return read_all(STDIN_FILENO, "standard input", limit, out, error);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return error_errno(error, ITD_ERROR_IO, path, errno, "cannot open");
    itd_status status = ITD_OK;
    struct stat info;
    if (fstat(fd, &info) != 0) {
        status = error_errno(error, ITD_ERROR_IO, path, errno, "cannot read");
        goto done;
    }
    if (S_ISDIR(info.st_mode)) {
        status = error_set(error, ITD_ERROR_IO, path, "is a directory, expected a file");
        goto done;
    }
    if (S_ISREG(info.st_mode) && info.st_size > 0) {
        if ((unsigned long long)info.st_size > limit) {
            status = error_set(error, ITD_ERROR_LIMIT, path, "larger than the ceiling of %zu bytes", limit);
            goto done;
        }
        if (!buf_reserve(out, (size_t)info.st_size + READ_STEP)) {
            status = error_memory(error);
            goto done;
        }
    }
    status = read_all(fd, path, limit, out, error);
done:
    close(fd);
    return status;
}

static itd_status write_part(int fd, const char *path, str part, itd_error *error)
{
    while (part.len) {
        ssize_t put = write(fd, part.data, part.len);
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return error_errno(error, ITD_ERROR_IO, path, put < 0 ? errno : EIO, "cannot write");
        part.data += put;
        part.len -= (size_t)put;
    }
    return ITD_OK;
}

/* A rename lasts over a power cut only when the folder is synced too; a file system that cannot is no error.
 */
void file_sync_folder(const char *path)
{
    char folder[4096];
    const char *slash = strrchr(path, '/');
    size_t len = slash ? (size_t)(slash - path) : 0;
    if (len >= sizeof folder)
        return;
    if (slash && len == 0)
        snprintf(folder, sizeof folder, "/");
    else if (slash)
        snprintf(folder, sizeof folder, "%.*s", (int)len, path);
    else
        snprintf(folder, sizeof folder, ".");
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return;
    (void)fsync(fd);
    close(fd);
}

bool file_identify(const char *path, file_identity *out)
{
    struct stat st;
    *out = (file_identity){0};
    if (!path || stat(path, &st) != 0)
        return false;
    *out = (file_identity){(unsigned long long)st.st_dev, (unsigned long long)st.st_ino,
                           (unsigned long long)st.st_size, (long long)st.st_mtim.tv_sec,
                           (long long)st.st_mtim.tv_nsec};
    return true;
}

bool file_identity_equal(const file_identity *left, const file_identity *right)
{
    return left->device == right->device && left->inode == right->inode && left->size == right->size &&
           left->seconds == right->seconds && left->nanoseconds == right->nanoseconds;
}

bool file_is_same(const char *left, const char *right)
{
    file_identity a, b;
    return file_identify(left, &a) && file_identify(right, &b) && a.device == b.device && a.inode == b.inode;
}

itd_status file_rename(const char *from, const char *to, itd_error *error)
{
    if (rename(from, to) != 0)
        return error_errno(error, ITD_ERROR_IO, to, errno, "cannot rename to it");
    file_sync_folder(to);
    return ITD_OK;
}

itd_status file_write(const char *path, const str *parts, size_t part_count, itd_error *error)
{
    char temporary[4096];
    int len = snprintf(temporary, sizeof temporary, "%s.XXXXXX", path);
    if (len < 0 || (size_t)len >= sizeof temporary)
        return error_set(error, ITD_ERROR_IO, path, "the path is too long");
    int fd = mkostemp(temporary, O_CLOEXEC);
    if (fd < 0)
        return error_errno(error, ITD_ERROR_IO, path, errno, "cannot create a file beside it");
    itd_status status = ITD_OK;
    for (size_t i = 0; i < part_count && status == ITD_OK; i++)
        status = write_part(fd, path, parts[i], error);
    mode_t mask = umask(0);
    umask(mask);
    if (status == ITD_OK && (fchmod(fd, 0666 & ~mask) != 0 || fsync(fd) != 0))
        status = error_errno(error, ITD_ERROR_IO, path, errno, "cannot write");
    if (close(fd) != 0 && status == ITD_OK)
        status = error_errno(error, ITD_ERROR_IO, path, errno, "cannot write");
    if (status == ITD_OK && rename(temporary, path) != 0)
        status = error_errno(error, ITD_ERROR_IO, path, errno, "cannot rename to it");
    if (status == ITD_OK)
        file_sync_folder(path);
    else
        unlink(temporary);
    return status;
}
