#include "cli/watch/spool.h"

#include "base/error.h"
#include "base/sha256.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define NAMES_AT_ONCE 4096
#define KEPT_LEN      200 /* bytes of a name that is cut */
#define CUT_AT        240 /* longer names are: room for '.', "~99999", ".json" */
#define NUMBER_MAX    100000u

static itd_status problem(const spool *s, const char *what, itd_error *error)
{
    return error_errno(error, ITD_ERROR_IO, s->path, errno, what);
}

static int open_folder(int at, const char *name)
{
    if (mkdirat(at, name, 0750) != 0 && errno != EEXIST)
        return -1;
    return openat(at, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

itd_status spool_open(const char *path, spool *out, itd_error *error)
{
    char lock[LOCK_PATH_CAP];
    *out = (spool){path, -1, -1, -1, -1, -1, {.fd = -1}};
    out->folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (out->folder < 0)
        return problem(out, "cannot be used as a spool folder", error);
    out->work = open_folder(out->folder, ".work");
    if (out->work < 0)
        return problem(out, "cannot be used as a spool folder", error);
    if ((size_t)snprintf(lock, sizeof lock, "%s/.work/.lock", path) >= sizeof lock)
        return error_set(error, ITD_ERROR_IO, path, "the path is too long");
    itd_status status = lock_take(lock, "interdict message --watch", &out->lock, error);
    if (status != ITD_OK)
        return status;
    out->ready = open_folder(out->work, ".ready");
    out->done = open_folder(out->folder, "done");
    out->failed = openat(out->folder, "failed", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (out->ready < 0 || out->done < 0 || (out->failed < 0 && errno != ENOENT))
        return problem(out, "cannot be used as a spool folder", error);
    return ITD_OK;
}

void spool_close(spool *s)
{
    const int folders[] = {s->folder, s->work, s->ready, s->done, s->failed};
    lock_release(&s->lock);
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++)
        if (folders[i] >= 0)
            close(folders[i]);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

itd_status spool_list(int folder, char ***names, size_t *count, char odd[SPOOL_NAME_CAP], itd_error *error)
{
    int again = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *d = again >= 0 ? fdopendir(again) : NULL;
    *count = 0;
    odd[0] = 0;
    *names = d ? calloc(NAMES_AT_ONCE, sizeof **names) : NULL;
    if (!*names) {
        itd_status status =
            d ? error_memory(error)
              : error_errno(error, ITD_ERROR_IO, NULL, errno, "the spool folder cannot be read");
        if (d)
            closedir(d);
        else if (again >= 0)
            close(again);
        return status;
    }
    for (struct dirent *e; *count < NAMES_AT_ONCE && (e = readdir(d));) {
        struct stat st;
        if (e->d_name[0] == '.' || fstatat(folder, e->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0)
            continue;
        if (!S_ISREG(st.st_mode)) {
            if (!S_ISDIR(st.st_mode))
                snprintf(odd, SPOOL_NAME_CAP, "%s", e->d_name);
            continue;
        }
        char *copy = strdup(e->d_name);
        if (!copy)
            break; /* at the next look */
        (*names)[(*count)++] = copy;
    }
    closedir(d);
    qsort(*names, *count, sizeof **names, by_name);
    return ITD_OK;
}

itd_status spool_check(const spool *s, itd_error *error)
{
    struct stat there, open;
    if (stat(s->path, &there) == 0 && fstat(s->folder, &open) == 0 && there.st_dev == open.st_dev &&
        there.st_ino == open.st_ino)
        return ITD_OK;
    return error_set(error, ITD_ERROR_IO, s->path, "is gone, or another folder than at the start");
}

bool spool_take(const spool *s, const char *name)
{
    return renameat2(s->folder, name, s->work, name, RENAME_NOREPLACE) == 0;
}

static bool exists_at(int folder, const char *name)
{
    struct stat st;
    return folder >= 0 && fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW) == 0;
}

/* The name as it is, or its beginning and a hash of all of it; characters are not cut. */
static void stem_of(const char *name, char stem[SPOOL_NAME_CAP])
{
    unsigned char hash[SHA256_SIZE];
    char hex[SHA256_HEX_LEN + 1];
    size_t len = strlen(name), kept = KEPT_LEN;
    if (len <= CUT_AT) {
        snprintf(stem, SPOOL_NAME_CAP, "%s", name);
        return;
    }
    while (kept > KEPT_LEN - 4 && ((unsigned char)name[kept] & 0xC0) == 0x80)
        kept--;
    sha256(name, len, hash);
    sha256_hex(hash, hex);
    snprintf(stem, SPOOL_NAME_CAP, "%.*s~%.16s", (int)kept, name, hex);
}

/* Made when something lies in it. */
static itd_status need_failed(spool *s, itd_error *error)
{
    if (s->failed < 0)
        s->failed = open_folder(s->folder, "failed");
    return s->failed < 0 ? problem(s, "the folder failed cannot be made", error) : ITD_OK;
}

itd_status spool_final(const spool *s, const char *name, char final[SPOOL_NAME_CAP], itd_error *error)
{
    char stem[SPOOL_NAME_CAP], verdict[SPOOL_NAME_CAP + 8];
    stem_of(name, stem);
    for (unsigned n = 1; n < NUMBER_MAX; n++) {
        char number[16] = "";
        if (n > 1)
            snprintf(number, sizeof number, "~%u", n);
        int len = snprintf(final, SPOOL_NAME_CAP, "%.*s%s", CUT_AT, stem, number);
        snprintf(verdict, sizeof verdict, "%s.json", final);
        if (len > 0 && len < SPOOL_NAME_CAP && !exists_at(s->done, final) && !exists_at(s->done, verdict) &&
            !exists_at(s->failed, final) && !exists_at(s->failed, verdict) && !exists_at(s->ready, final))
            return ITD_OK;
    }
    return error_set(error, ITD_ERROR_LIMIT, s->path, "more than %u messages of one name in done",
                     NUMBER_MAX);
}

itd_status spool_ready(const spool *s, const char *name, const char *final, itd_error *error)
{
    if (renameat2(s->work, name, s->ready, final, RENAME_NOREPLACE) != 0)
        return problem(s, "a message cannot be moved", error);
    (void)fsync(s->ready);
    return ITD_OK;
}

static bool move_message(const spool *s, const char *final, int to)
{
    return renameat2(s->ready, final, to, final, RENAME_NOREPLACE) == 0 && (fsync(to), true);
}

itd_status spool_give(spool *s, const char *final, bool failed, itd_error *error)
{
    char draft[SPOOL_NAME_CAP + 8], verdict[SPOOL_NAME_CAP + 8];
    if (failed && need_failed(s, error) != ITD_OK)
        return ITD_ERROR_IO;
    snprintf(draft, sizeof draft, ".%s.json", final);
    snprintf(verdict, sizeof verdict, "%s.json", final);
    if (failed && linkat(s->ready, draft, s->failed, verdict, 0) != 0 && errno != EEXIST)
        return problem(s, "a verdict cannot be copied to failed", error);
    if (renameat2(s->ready, draft, s->done, verdict, RENAME_NOREPLACE) != 0)
        return problem(s, "a verdict cannot be moved to done", error);
    (void)fsync(s->done);
    if (!move_message(s, final, failed ? s->failed : s->done))
        return problem(s, "a message cannot be moved", error);
    return ITD_OK;
}

itd_status spool_follow(const spool *s, const char *final, itd_error *error)
{
    char verdict[SPOOL_NAME_CAP + 8];
    snprintf(verdict, sizeof verdict, "%s.json", final);
    if (!move_message(s, final, exists_at(s->failed, verdict) ? s->failed : s->done))
        return problem(s, "a message cannot be moved", error);
    return ITD_OK;
}

bool spool_has_draft(const spool *s, const char *final)
{
    char draft[SPOOL_NAME_CAP + 8];
    snprintf(draft, sizeof draft, ".%s.json", final);
    return exists_at(s->ready, draft);
}

void spool_remove_drafts(const spool *s)
{
    int again = openat(s->ready, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *d = again >= 0 ? fdopendir(again) : NULL;
    if (!d && again >= 0)
        close(again);
    for (struct dirent *e; d && (e = readdir(d));) {
        char final[SPOOL_NAME_CAP];
        size_t len = strlen(e->d_name);
        if (len < 7 || e->d_name[0] != '.' || strcmp(e->d_name + len - 5, ".json") != 0)
            continue;
        snprintf(final, sizeof final, "%.*s", (int)(len - 6), e->d_name + 1);
        if (!exists_at(s->ready, final))
            (void)unlinkat(s->ready, e->d_name, 0);
    }
    if (d)
        closedir(d);
}

static itd_status path_of(const spool *s, const char *middle, const char *name, const char *end,
                          char path[SPOOL_PATH_CAP], itd_error *error)
{
    if ((size_t)snprintf(path, SPOOL_PATH_CAP, "%s/%s%s%s", s->path, middle, name, end) >= SPOOL_PATH_CAP)
        return error_set(error, ITD_ERROR_IO, s->path, "the path is too long");
    return ITD_OK;
}

itd_status spool_work_path(const spool *s, const char *name, char path[SPOOL_PATH_CAP], itd_error *error)
{
    return path_of(s, ".work/", name, "", path, error);
}

itd_status spool_ready_path(const spool *s, const char *final, char path[SPOOL_PATH_CAP], itd_error *error)
{
    return path_of(s, ".work/.ready/", final, "", path, error);
}

itd_status spool_draft_path(const spool *s, const char *final, char path[SPOOL_PATH_CAP], itd_error *error)
{
    return path_of(s, ".work/.ready/.", final, ".json", path, error);
}
