#include "cli/message_watch.h"

#include "base/error.h"
#include "base/file.h"
#include "cli/command.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define PATH_CAP      4096
#define PAUSE_NS      200000000L /* between two looks into an empty folder */
#define NAMES_AT_ONCE 4096

typedef struct spool {
    const char *folder;
    message_watch_answer *answer;
    void *context;
    int lock;
} spool;

static volatile sig_atomic_t stop_asked;

static void ask_stop(int number)
{
    (void)number;
    stop_asked = 1;
}

static bool join(char path[PATH_CAP], const char *folder, const char *middle, const char *name,
                 const char *suffix)
{
    int len = snprintf(path, PATH_CAP, "%s/%s%s%s", folder, middle, name, suffix);
    return len > 0 && len < PATH_CAP;
}

static int complain(const char *path, const char *what)
{
    itd_error error = {0};
    (void)error_errno(&error, ITD_ERROR_IO, path, errno, what);
    return fail(&error, false);
}

static bool exists(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0;
}

static bool make_folder(const char *folder, const char *name)
{
    char path[PATH_CAP];
    if (!join(path, folder, "", name, ""))
        return false;
    return mkdir(path, 0750) == 0 || errno == EEXIST;
}

/* The name in done/: another one where an earlier message of that name lies there. At a start a verdict
 * without its message is that of this message; later it is a left-over. */
static bool final_name(const spool *s, const char *name, bool at_start, char final[PATH_CAP])
{
    char path[PATH_CAP], verdict[PATH_CAP];
    for (unsigned n = 1; n < 100000; n++) {
        int len =
            n == 1 ? snprintf(final, PATH_CAP, "%s", name) : snprintf(final, PATH_CAP, "%s~%u", name, n);
        if (len <= 0 || len >= PATH_CAP || !join(path, s->folder, "done/", final, "") ||
            !join(verdict, s->folder, "done/", final, ".json"))
            return false;
        if (!exists(path) && (at_start || !exists(verdict)))
            return true;
    }
    return false;
}

/* Moves the message beside its verdict. */
static int move_done(const spool *s, const char *name, const char *final)
{
    char work[PATH_CAP], done[PATH_CAP];
    if (!join(work, s->folder, ".work/", name, "") || !join(done, s->folder, "done/", final, ""))
        return EXIT_CANNOT_RUN;
    return rename(work, done) == 0 ? EXIT_NOTHING : complain(work, "cannot be moved");
}

/* The verdict, whole and on disk, or no verdict. */
static int write_verdict(const spool *s, const char *work, const char *name, const char *verdict)
{
    char draft[PATH_CAP];
    itd_error error = {0};
    if (!join(draft, s->folder, ".work/.", name, ".json"))
        return complain(name, "name too long");
    FILE *to = fopen(draft, "we");
    if (!to)
        return complain(draft, "cannot be written");
    int code = s->answer(s->context, work, name, to);
    bool good = fflush(to) == 0 && fsync(fileno(to)) == 0;
    good = fclose(to) == 0 && good;
    if (code != EXIT_CANNOT_RUN && !good)
        code = complain(draft, "cannot be written");
    if (code == EXIT_CANNOT_RUN) {
        unlink(draft);
        return code;
    }
    return file_rename(draft, verdict, &error) == ITD_OK ? code : fail(&error, false);
}

static int answer_taken(const spool *s, const char *name, bool at_start)
{
    char work[PATH_CAP], verdict[PATH_CAP], final[PATH_CAP];
    if (!final_name(s, name, at_start, final) || !join(work, s->folder, ".work/", name, "") ||
        !join(verdict, s->folder, "done/", final, ".json"))
        return complain(name, "name too long");
    if (!exists(verdict)) { /* else written before a stop: the message only has to follow it */
        int code = write_verdict(s, work, name, verdict);
        if (code == EXIT_CANNOT_RUN)
            return code;
    }
    return move_done(s, name, final);
}

/* Regular files of a folder, sorted by name; at most NAMES_AT_ONCE. The caller frees them. */
static int list_names(const char *path, char ***names, size_t *count)
{
    DIR *d = opendir(path);
    *count = 0;
    *names = d ? calloc(NAMES_AT_ONCE, sizeof **names) : NULL;
    if (!*names) {
        int code = complain(path, d ? "no memory" : "cannot be opened");
        if (d)
            closedir(d);
        return code;
    }
    for (struct dirent *e; *count < NAMES_AT_ONCE && (e = readdir(d));) {
        struct stat st;
        if (e->d_name[0] == '.' || fstatat(dirfd(d), e->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0 ||
            !S_ISREG(st.st_mode))
            continue;
        char *copy = strdup(e->d_name);
        if (copy)
            (*names)[(*count)++] = copy;
    }
    closedir(d);
    return EXIT_NOTHING;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Answers what lies in the folder (or, for `taken`, in .work). *done counts the files. */
static int answer_all(const spool *s, bool taken, size_t *done)
{
    char folder[PATH_CAP], from[PATH_CAP], to[PATH_CAP];
    char **names;
    size_t count;
    *done = 0;
    if (!join(folder, s->folder, taken ? ".work" : "", "", ""))
        return EXIT_CANNOT_RUN;
    int code = list_names(folder, &names, &count);
    if (code)
        return code;
    qsort(names, count, sizeof *names, by_name);
    for (size_t i = 0; i < count && !stop_asked && code != EXIT_CANNOT_RUN; i++) {
        bool mine = taken;
        if (!taken && join(from, s->folder, "", names[i], "") && join(to, s->folder, ".work/", names[i], ""))
            mine = rename(from, to) == 0;
        if (mine) {
            code = answer_taken(s, names[i], taken);
            *done += 1;
        }
    }
    for (size_t i = 0; i < count; i++)
        free(names[i]);
    free(names);
    return code == EXIT_CANNOT_RUN ? code : EXIT_NOTHING;
}

static int prepare(spool *s)
{
    char path[PATH_CAP];
    if (!make_folder(s->folder, ".work") || !make_folder(s->folder, "done") ||
        !join(path, s->folder, ".work/", ".lock", ""))
        return complain(s->folder, "cannot be used as a spool folder");
    s->lock = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0640);
    if (s->lock < 0 || flock(s->lock, LOCK_EX | LOCK_NB) != 0)
        return complain(s->folder, "is watched by another process");
    struct sigaction action = {.sa_handler = ask_stop};
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGINT, &action, NULL);
    return EXIT_NOTHING;
}

int message_watch(const char *folder, bool once, message_watch_answer *answer, void *context)
{
    spool s = {.folder = folder, .answer = answer, .context = context, .lock = -1};
    size_t done;
    int code = prepare(&s);
    if (code == EXIT_NOTHING)
        code = answer_all(&s, true, &done);
    while (code == EXIT_NOTHING && !stop_asked) {
        code = answer_all(&s, false, &done);
        if (done == 0 && once)
            break;
        if (done == 0)
            nanosleep(&(struct timespec){.tv_nsec = PAUSE_NS}, NULL);
    }
    if (s.lock >= 0)
        close(s.lock);
    return code;
}
