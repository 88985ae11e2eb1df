#include "cli/watch/worker.h"

#include "base/error.h"
#include "base/sha256.h"
#include "process/channel.h"
#include "process/program.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define CPU_SECONDS 600 /* for all messages of one worker's life between two answers */
#define READ_STEP   65536

static bool stamp(int fd, worker_stamp *out, bool with_hash)
{
    struct stat st;
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
        return false;
    out->size = (long long)st.st_size;
    out->seconds = (long long)st.st_mtim.tv_sec;
    out->nanoseconds = (long long)st.st_mtim.tv_nsec;
    if (!with_hash)
        return true;
    static unsigned char bytes[READ_STEP];
    unsigned char hash[SHA256_SIZE];
    sha256_state s;
    sha256_init(&s);
    for (ssize_t got; (got = read(fd, bytes, sizeof bytes)) != 0;) {
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return false;
        sha256_update(&s, bytes, (size_t)got);
    }
    sha256_final(&s, hash);
    sha256_hex(hash, out->hash);
    return true;
}

static bool stamp_path(const char *path, worker_stamp *out, bool with_hash)
{
    *out = (worker_stamp){.size = -1};
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    bool good = fd >= 0 && stamp(fd, out, with_hash);
    if (fd >= 0)
        close(fd);
    return good;
}

bool worker_stamp_of(const char *path, worker_stamp *out)
{
    return stamp_path(path, out, true);
}

watch_outcome worker_write_draft(const char *draft, worker_write *write, void *context)
{
    FILE *to = fopen(draft, "we");
    if (!to)
        return errno == ENOMEM ? WATCH_NO_MEMORY : WATCH_CANNOT_WRITE;
    watch_outcome outcome = write(context, to);
    bool good = fflush(to) == 0 && fsync(fileno(to)) == 0;
    good = fclose(to) == 0 && good;
    if (outcome == WATCH_ANSWERED && !good)
        outcome = WATCH_CANNOT_WRITE;
    if (outcome != WATCH_ANSWERED)
        (void)unlink(draft);
    return outcome;
}

typedef struct one_answer {
    const watch_work *work;
    const char *path, *name;
    worker_stamp before;
} one_answer;

static watch_outcome write_answer(void *context, FILE *to)
{
    one_answer *a = context;
    worker_stamp after;
    if (!stamp_path(a->path, &a->before, true))
        return WATCH_UNREAD;
    watch_outcome outcome = a->work->answer(a->work->context, a->path, a->name, a->before.hash, to);
    if (outcome == WATCH_ANSWERED &&
        (!stamp_path(a->path, &after, false) || after.size != a->before.size ||
         after.seconds != a->before.seconds || after.nanoseconds != a->before.nanoseconds))
        return WATCH_CHANGED;
    return outcome;
}

/* A message that is never done with is one that ends the worker. */
static void limit_time(void)
{
    struct rusage used;
    struct rlimit limit = {CPU_SECONDS, RLIM_INFINITY};
    if (getrusage(RUSAGE_SELF, &used) == 0)
        limit.rlim_cur += (rlim_t)(used.ru_utime.tv_sec + used.ru_stime.tv_sec);
    (void)setrlimit(RLIMIT_CPU, &limit);
}

/* The next of the texts in a message, each of which ends with a zero; NULL when there is none. */
static const char *next_text(str *rest)
{
    const char *text = rest->data, *end = rest->len ? memchr(text, 0, rest->len) : NULL;
    if (!end)
        return NULL;
    *rest = str_make(end + 1, rest->len - (size_t)(end + 1 - text));
    return text;
}

static void serve(int fd, const watch_work *work)
{
    buf message;
    buf_init(&message, CHANNEL_MESSAGE_MAX);
    while (channel_receive(fd, CHANNEL_MESSAGE_MAX, &message, NULL) == ITD_OK) {
        str rest = buf_as_str(&message);
        one_answer a = {.work = work, .path = next_text(&rest)};
        a.name = next_text(&rest);
        const char *draft = next_text(&rest);
        if (!draft)
            break;
        limit_time();
        watch_outcome outcome = worker_write_draft(draft, write_answer, &a);
        char code = (char)('0' + (int)outcome);
        if (channel_send(fd, str_make(&code, 1), NULL) != ITD_OK)
            break;
    }
    buf_free(&message);
}

static itd_status start(watch_worker *w, const watch_work *work, itd_error *error)
{
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
        return error_errno(error, ITD_ERROR_UNSUPPORTED, NULL, errno, "a process cannot be talked to");
    fflush(NULL);
    pid_t parent = getpid(), pid = fork();
    if (pid == 0) {
        program_follow_parent();
        signal(SIGTERM, SIG_IGN); /* the parent says when */
        signal(SIGINT, SIG_IGN);
        close(pair[0]);
        if (getppid() == parent)
            serve(pair[1], work);
        fflush(NULL);
        _exit(0);
    }
    int number = errno;
    close(pair[1]);
    if (pid < 0) {
        close(pair[0]);
        return error_errno(error, ITD_ERROR_MEMORY, NULL, number, "a process cannot be started");
    }
    *w = (watch_worker){pid, pair[0]};
    return ITD_OK;
}

/* Waits for it; the signal that ended it, or 0. */
static int reap(watch_worker *w)
{
    int state = 0;
    close(w->fd);
    w->fd = -1;
    while (waitpid(w->pid, &state, 0) < 0 && errno == EINTR)
        ;
    return WIFSIGNALED(state) ? WTERMSIG(state) : 0;
}

void worker_end(watch_worker *w)
{
    if (w->fd >= 0)
        (void)reap(w);
}

itd_status worker_answer(watch_worker *w, const watch_work *work, const char *path, const char *name,
                         const char *draft, watch_outcome *outcome, int *ended, itd_error *error)
{
    buf message;
    itd_status status = w->fd >= 0 ? ITD_OK : start(w, work, error);
    *ended = 0;
    if (status != ITD_OK)
        return status;
    buf_init(&message, CHANNEL_MESSAGE_MAX);
    buf_append(&message, path, strlen(path) + 1);
    buf_append(&message, name, strlen(name) + 1);
    buf_append(&message, draft, strlen(draft) + 1);
    if (message.failed) {
        buf_free(&message);
        return error_memory(error);
    }
    bool answered = channel_send(w->fd, buf_as_str(&message), NULL) == ITD_OK &&
                    channel_receive(w->fd, CHANNEL_MESSAGE_MAX, &message, NULL) == ITD_OK && message.len == 1;
    if (answered) {
        *outcome = (watch_outcome)(message.data[0] - '0');
    } else {
        *ended = reap(w);
        *outcome = *ended ? WATCH_UNREAD : WATCH_NO_MEMORY;
    }
    buf_free(&message);
    return ITD_OK;
}
