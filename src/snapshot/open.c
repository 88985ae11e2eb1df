/* Opening: mapping, header, section table, hash. */
#include "base/error.h"
#include "base/limits.h"
#include "snapshot/internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static itd_status damaged(itd_error *error, const char *name, size_t byte, const char *what)
{
    return error_at_byte(error, ITD_ERROR_SNAPSHOT, name, byte, "%s", what);
}

static itd_status check_header(const snapshot *s, const char *name, itd_error *error)
{
    size_t magic_len = sizeof SNAPSHOT_MAGIC - 1;
    if (s->size < magic_len || memcmp(s->data, SNAPSHOT_MAGIC, magic_len) != 0)
        return error_set(error, ITD_ERROR_SNAPSHOT, name,
                         "is no snapshot: its first bytes are not those of one");
    if (s->size < HEADER_SIZE)
        return damaged(error, name, s->size, "the file ends inside the header of a snapshot");
    uint32_t format = read_u32(s->data + HEADER_FORMAT);
    if (format != SNAPSHOT_FORMAT)
        return error_set(error, ITD_ERROR_SNAPSHOT, name,
                         "is a snapshot of format %u, expected %u; compile it again", format,
                         SNAPSHOT_FORMAT);
    uint64_t size = read_u64(s->data + HEADER_FILE_SIZE);
    if (size != s->size)
        return error_set(error, ITD_ERROR_SNAPSHOT, name,
                         "has %zu bytes, its header says %llu: cut or damaged", s->size,
                         (unsigned long long)size);
    if (read_u64(s->data + HEADER_ZERO) != 0)
        return damaged(error, name, HEADER_ZERO, "expected zero bytes in the header");
    uint32_t sections = read_u32(s->data + HEADER_SECTIONS);
    if (sections < CORE_COUNT || sections > SNAPSHOT_SECTIONS_MAX ||
        HEADER_SIZE + (size_t)sections * ENTRY_ROW > s->size)
        return damaged(error, name, HEADER_SECTIONS, "the number of sections is out of range");
    return ITD_OK;
}

static bool all_zero(const unsigned char *data, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (data[i])
            return false;
    return true;
}

/* Sections stand in the order of their tags, each at the next multiple of the alignment, zeros between. */
static itd_status read_sections(snapshot *s, const char *name, itd_error *error)
{
    uint32_t count = read_u32(s->data + HEADER_SECTIONS);
    size_t end = HEADER_SIZE + (size_t)count * ENTRY_ROW;
    const unsigned char *entry = s->data + HEADER_SIZE;
    unsigned found = 0;
    for (uint32_t i = 0; i < count; i++, entry += ENTRY_ROW) {
        size_t place = (size_t)(entry - s->data);
        uint64_t offset = read_u64(entry + ENTRY_OFFSET), size = read_u64(entry + ENTRY_SIZE);
        size_t expected = (end + SNAPSHOT_ALIGN - 1) / SNAPSHOT_ALIGN * SNAPSHOT_ALIGN;
        if (read_u32(entry + ENTRY_ZERO) != 0)
            return damaged(error, name, place + ENTRY_ZERO, "expected zero bytes in the section table");
        if (i && memcmp(entry - ENTRY_ROW, entry, 4) >= 0)
            return damaged(error, name, place, "the sections are not in the order of their tags");
        if (expected > s->size || offset != expected || size > s->size - offset)
            return damaged(error, name, place + ENTRY_OFFSET, "the section lies outside of its place");
        if (!all_zero(s->data + end, (size_t)offset - end))
            return damaged(error, name, end, "expected zero bytes between sections");
        str bytes = str_make((const char *)s->data + offset, (size_t)size);
        core_section core = core_section_find((const char *)entry);
        if (core != CORE_COUNT) {
            s->core[core] = bytes;
            found++;
        } else {
            memcpy(s->extra[s->extra_count].tag, entry, 4);
            s->extra[s->extra_count++].bytes = bytes;
        }
        end = (size_t)(offset + size);
    }
    if (found != CORE_COUNT)
        return error_set(error, ITD_ERROR_SNAPSHOT, name, "lacks a section that every snapshot has");
    if (end != s->size)
        return damaged(error, name, end, "bytes follow the last section");
    core_section wrong = snapshot_count_rows(s);
    if (wrong != CORE_COUNT)
        return error_set(error, ITD_ERROR_SNAPSHOT, name, "the size of section %s is no whole number of rows",
                         core_sections[wrong].tag);
    if (s->count[CORE_TEXT_INDEX] < 2 || s->count[CORE_SOURCES] > LIMIT_SOURCES)
        return error_set(error, ITD_ERROR_SNAPSHOT, name, "has too few texts or too many sources");
    return ITD_OK;
}

enum { LARGE = 8 << 20 /* bytes of a file that need not stay in memory as a whole */ };

void snapshot_rest(const snapshot *s)
{
    if (s->mapped && s->size >= LARGE)
        (void)madvise((void *)(uintptr_t)s->data, s->size, MADV_DONTNEED);
}

static itd_status check_hash(const snapshot *s, const char *name, itd_error *error)
{
    enum { HASH_STEP = 16 * SNAPSHOT_CHUNK_SIZE };
    static const unsigned char zero[SHA256_SIZE];
    unsigned char hash[SHA256_SIZE];
    file_hash h;
    file_hash_init(&h);
    file_hash_update(&h, s->data, HEADER_HASH);
    file_hash_update(&h, zero, sizeof zero);
    size_t first = s->size < SNAPSHOT_CHUNK_SIZE ? s->size : SNAPSHOT_CHUNK_SIZE;
    file_hash_update(&h, s->data + HEADER_SIZE, first - HEADER_SIZE);
    for (size_t at = first; at < s->size; at += HASH_STEP) {
        file_hash_chunks(&h, s->data + at, s->size - at < HASH_STEP ? s->size - at : HASH_STEP);
        snapshot_rest(s);
    }
    file_hash_final(&h, hash);
    if (memcmp(hash, s->data + HEADER_HASH, sizeof hash) != 0)
        return error_set(error, ITD_ERROR_SNAPSHOT, name,
                         "is damaged: its content does not have the SHA-256 that its header states");
    return ITD_OK;
}

static itd_status open_bytes(snapshot *s, const char *name, bool trusted, itd_error *error)
{
    itd_status status = check_header(s, name, error);
    if (status == ITD_OK && !trusted)
        status = check_hash(s, name, error);
    if (status == ITD_OK)
        status = read_sections(s, name, error);
    if (status == ITD_OK && !trusted)
        status = snapshot_check(s, name, error);
    if (status == ITD_OK)
        file_hash_text(s->data + HEADER_HASH, s->hash);
    return status;
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
    snapshot *s = calloc(1, sizeof *s);
    if (!s)
        return error_memory(error);
    s->fd = -1;
    itd_status status = map_file(s, path, error);
    if (status == ITD_OK)
        status = open_bytes(s, path, trusted, error);
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
    snapshot *s = calloc(1, sizeof *s);
    if (!s)
        return error_memory(error);
    s->data = data;
    s->size = size;
    s->fd = -1;
    itd_status status = open_bytes(s, name, false, error);
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
    free(s);
}
