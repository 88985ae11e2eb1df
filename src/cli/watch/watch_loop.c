#include "cli/watch/message_watch.h"

#include "base/error.h"
#include "cli/command.h"
#include "cli/watch/spool.h"
#include "cli/watch/worker.h"

#include <fcntl.h>
#include <jansson.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define PAUSE_NS 200000000L /* between two looks into an empty folder */
#define TRIES    3          /* of a message that ended its reader, or was changed meanwhile */

typedef struct watcher {
    spool spool;
    const watch_work *work;
    watch_worker worker;
    char skipped[SPOOL_NAME_CAP]; /* what could not be taken and was said */
    char odd[SPOOL_NAME_CAP];     /* what is no ordinary file and was said */
} watcher;

static volatile sig_atomic_t stop_asked;

static void ask_stop(int number)
{
    (void)number;
    stop_asked = 1;
}

static void pause_shortly(void)
{
    nanosleep(&(struct timespec){.tv_nsec = PAUSE_NS}, NULL);
}

/* Why a message could not be answered, as a sentence of its verdict. */
static void reason_of(watch_outcome outcome, int ended, char text[160])
{
    if (ended)
        snprintf(text, 160, "the message could not be answered: reading it ended the program (%s)",
                 strsignal(ended));
    else if (outcome == WATCH_NO_MEMORY)
        snprintf(text, 160, "the message could not be answered: not enough memory");
    else if (outcome == WATCH_CHANGED)
        snprintf(text, 160, "the message could not be answered: it was written to while it was read");
    else
        snprintf(text, 160, "the file cannot be read");
}

/* Where a message is while it is answered. */
typedef struct place {
    const char *name; /* as it was dropped */
    char path[SPOOL_PATH_CAP], draft[SPOOL_PATH_CAP];
} place;

typedef struct refusal {
    const watch_work *work;
    const char *name, *hash, *reason;
} refusal;

static watch_outcome write_refusal(void *context, FILE *to)
{
    const refusal *r = context;
    return r->work->refuse(r->work->context, r->name, r->hash, r->reason, to);
}

/* The verdict of a message that has none of its own. */
static itd_status refuse(watcher *w, const place *p, const char *reason, itd_error *error)
{
    worker_stamp stamp;
    bool readable = worker_stamp_of(p->path, &stamp);
    refusal r = {w->work, p->name, readable ? stamp.hash : NULL, reason};
    warn("%s: %s; it is set aside in %s/failed", p->name, reason, w->spool.path);
    switch (worker_write_draft(p->draft, write_refusal, &r)) {
    case WATCH_ANSWERED:
        return ITD_OK;
    case WATCH_CANNOT_WRITE:
        return error_set(error, ITD_ERROR_IO, p->draft, "cannot be written");
    case WATCH_UNREAD:
    case WATCH_NO_MEMORY:
    case WATCH_CHANGED:
        break;
    }
    return error_memory(error);
}

/* Its verdict into the draft. *failed: it is one that could not be answered. */
static itd_status answer(watcher *w, const place *p, bool *failed, itd_error *error)
{
    watch_outcome outcome = WATCH_UNREAD;
    int ended = 0;
    *failed = false;
    if (w->work->renewed && w->work->renewed(w->work->context))
        worker_end(&w->worker);
    for (int i = 0; i < TRIES; i++) {
        if (i)
            pause_shortly();
        itd_status status =
            worker_answer(&w->worker, w->work, p->path, p->name, p->draft, &outcome, &ended, error);
        if (status != ITD_OK)
            return status;
        if (outcome == WATCH_ANSWERED)
            return ITD_OK;
        if (outcome == WATCH_CANNOT_WRITE)
            return error_set(error, ITD_ERROR_IO, p->draft, "cannot be written");
        if (outcome == WATCH_UNREAD && !ended)
            break;
    }
    char reason[160];
    *failed = true;
    reason_of(outcome, ended, reason);
    return refuse(w, p, reason, error);
}

/* A verdict of the same bytes lies in done/ without its message: written before a stop by a release that
 * moved the message last. It is that of this message only if it is what would be answered now. */
static bool same_file(const char *left, const char *right)
{
    worker_stamp a, b;
    return worker_stamp_of(left, &a) && worker_stamp_of(right, &b) && strcmp(a.hash, b.hash) == 0;
}

static bool already_given(watcher *w, const place *p)
{
    char verdict[SPOOL_PATH_CAP], message[SPOOL_PATH_CAP];
    if ((size_t)snprintf(message, sizeof message, "%s/done/%s", w->spool.path, p->name) >= sizeof message ||
        (size_t)snprintf(verdict, sizeof verdict, "%s/done/%s.json", w->spool.path, p->name) >=
            sizeof verdict ||
        access(message, F_OK) == 0 || !same_file(verdict, p->draft))
        return false;
    return unlink(p->draft) == 0 && renameat(w->spool.work, p->name, w->spool.done, p->name) == 0;
}

static itd_status answer_taken(watcher *w, const char *name, bool at_start, itd_error *error)
{
    char final[SPOOL_NAME_CAP];
    place p = {.name = name};
    bool failed;
    itd_status status = spool_final(&w->spool, name, final, error);
    if (status == ITD_OK)
        status = spool_work_path(&w->spool, name, p.path, error);
    if (status == ITD_OK)
        status = spool_draft_path(&w->spool, final, p.draft, error);
    if (status == ITD_OK)
        status = answer(w, &p, &failed, error);
    if (status != ITD_OK || (at_start && already_given(w, &p)))
        return status;
    status = spool_ready(&w->spool, name, final, error);
    return status == ITD_OK ? spool_give(&w->spool, final, failed, error) : status;
}

/* What the draft calls its message: the name under which it was dropped. */
static void source_of(const char *draft, const char *final, char name[SPOOL_NAME_CAP])
{
    json_t *line = json_load_file(draft, JSON_DISABLE_EOF_CHECK, NULL);
    const char *source = json_string_value(json_object_get(line, "source"));
    snprintf(name, SPOOL_NAME_CAP, "%s", source && *source ? source : final);
    json_decref(line);
}

/* A stop came between the answer and its giving: it is answered anew, by what holds today. */
static itd_status answer_ready(watcher *w, const char *final, itd_error *error)
{
    char name[SPOOL_NAME_CAP];
    place p = {.name = name};
    bool failed;
    if (!spool_has_draft(&w->spool, final))
        return spool_follow(&w->spool, final, error);
    itd_status status = spool_ready_path(&w->spool, final, p.path, error);
    if (status == ITD_OK)
        status = spool_draft_path(&w->spool, final, p.draft, error);
    if (status != ITD_OK)
        return status;
    source_of(p.draft, final, name);
    status = answer(w, &p, &failed, error);
    return status == ITD_OK ? spool_give(&w->spool, final, failed, error) : status;
}

typedef enum stage { STAGE_READY, STAGE_TAKEN, STAGE_DROPPED } stage;

static itd_status answer_name(watcher *w, stage from, const char *name, size_t *done, itd_error *error)
{
    if (from == STAGE_DROPPED && !spool_take(&w->spool, name)) {
        if (strcmp(w->skipped, name) != 0)
            warn("%s/%s: cannot be taken", w->spool.path, name);
        snprintf(w->skipped, sizeof w->skipped, "%s", name);
        return ITD_OK;
    }
    *done += 1;
    return from == STAGE_READY ? answer_ready(w, name, error)
                               : answer_taken(w, name, from == STAGE_TAKEN, error);
}

/* One look into one folder. *done counts the messages that were answered. */
static itd_status answer_all(watcher *w, stage from, size_t *done, itd_error *error)
{
    const int folders[] = {w->spool.ready, w->spool.work, w->spool.folder};
    char **names;
    size_t count;
    *done = 0;
    char odd[SPOOL_NAME_CAP];
    itd_status status = spool_list(folders[from], &names, &count, odd, error);
    if (status != ITD_OK)
        return status;
    if (*odd && strcmp(w->odd, odd) != 0) {
        warn("%s/%s: is no ordinary file and is not answered", w->spool.path, odd);
        snprintf(w->odd, sizeof w->odd, "%s", odd);
    }
    for (size_t i = 0; i < count && !stop_asked && status == ITD_OK; i++)
        status = answer_name(w, from, names[i], done, error);
    for (size_t i = 0; i < count; i++)
        free(names[i]);
    free(names);
    return status;
}

/* What an earlier run left behind. */
static itd_status answer_left(watcher *w, itd_error *error)
{
    itd_status status = ITD_OK;
    spool_remove_drafts(&w->spool);
    for (stage from = STAGE_READY; from <= STAGE_TAKEN; from++) {
        size_t done = 1;
        while (done && !stop_asked && status == ITD_OK)
            status = answer_all(w, from, &done, error);
    }
    return status;
}

static void catch_signals(void)
{
    struct sigaction action = {.sa_handler = ask_stop};
    stop_asked = 0;
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGINT, &action, NULL);
}

int message_watch(const char *folder, bool once, const watch_work *work)
{
    itd_error error = {0};
    watcher w = {.work = work, .worker = {.fd = -1}};
    itd_status status = spool_open(folder, &w.spool, &error);
    if (status == ITD_OK) {
        catch_signals();
        status = answer_left(&w, &error);
    }
    while (status == ITD_OK && !stop_asked) {
        size_t done;
        status = answer_all(&w, STAGE_DROPPED, &done, &error);
        if (done == 0 && once)
            break;
        if (done == 0 && status == ITD_OK)
            status = spool_check(&w.spool, &error);
        if (done == 0 && status == ITD_OK)
            pause_shortly();
    }
    worker_end(&w.worker);
    spool_close(&w.spool);
    return status == ITD_OK ? EXIT_NOTHING : fail(&error, false);
}
