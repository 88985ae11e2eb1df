#include "audit/writer.h"

#include "base/error.h"

#include <pthread.h>
#include <stdlib.h>

enum { GROUP_MAX = 1024 };

/* Work that is waited for: on the stack of whoever waits. */
typedef struct job {
    struct job *next;
    audit_work *work;
    void *context;
    itd_status status;
    itd_error *error;
    bool ended;
} job;

struct audit_writer {
    audit_log *log;
    pthread_t thread;
    pthread_mutex_t lock; /* of everything below */
    pthread_cond_t filled, worked;
    audit_entry *first, **last;
    job *jobs, **last_job;
    bool stopping;
    audit_figures figures;
};

static void write_group(audit_writer *w, audit_entry *first, size_t count)
{
    log_record *records[GROUP_MAX];
    itd_error error = {0};
    uint64_t number = 0;
    size_t i = 0;
    for (audit_entry *e = first; i < count; e = e->next)
        records[i++] = &e->record;
    itd_status status = audit_log_append(w->log, records, count, &number, &error);
    pthread_mutex_lock(&w->lock);
    w->figures.waiting -= count;
    w->figures.failing = status != ITD_OK;
    w->figures.groups += status == ITD_OK;
    w->figures.records += status == ITD_OK ? count : 0;
    w->figures.failures += status != ITD_OK;
    w->figures.size = audit_log_size(w->log);
    pthread_mutex_unlock(&w->lock);
    audit_entry *e = first;
    for (i = 0; i < count; i++) {
        audit_entry *next = e->next; /* done may free it */
        e->status = status;
        e->number = number + i;
        e->error = &error;
        e->done(e);
        e = next;
    }
}

/* Takes up to GROUP_MAX of those that wait, in their order. */
static audit_entry *take_group(audit_writer *w, size_t *count)
{
    audit_entry *first = w->first, *e = first;
    for (*count = 0; e && *count < GROUP_MAX; ++*count)
        e = e->next;
    w->first = e;
    if (!e)
        w->last = &w->first;
    return first;
}

static void do_job(audit_writer *w, job *j)
{
    itd_status status = j->work(j->context, w->log, j->error);
    pthread_mutex_lock(&w->lock);
    w->figures.size = audit_log_size(w->log);
    j->status = status;
    j->ended = true;
    pthread_cond_broadcast(&w->worked);
    pthread_mutex_unlock(&w->lock);
}

static void *run(void *context)
{
    audit_writer *w = context;
    for (;;) {
        size_t count;
        pthread_mutex_lock(&w->lock);
        while (!w->first && !w->jobs && !w->stopping)
            pthread_cond_wait(&w->filled, &w->lock);
        job *j = w->jobs;
        if (j && !(w->jobs = j->next))
            w->last_job = &w->jobs;
        audit_entry *first = take_group(w, &count);
        pthread_mutex_unlock(&w->lock);
        if (j)
            do_job(w, j);
        if (count)
            write_group(w, first, count);
        if (!j && !count)
            return NULL;
    }
}

itd_status audit_writer_start(audit_log *log, audit_writer **out, itd_error *error)
{
    audit_writer *w = calloc(1, sizeof *w);
    if (!w)
        return error_memory(error);
    w->log = log;
    w->last = &w->first;
    w->last_job = &w->jobs;
    w->figures.size = audit_log_size(log);
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->filled, NULL);
    pthread_cond_init(&w->worked, NULL);
    if (pthread_create(&w->thread, NULL, run, w) != 0) {
        free(w);
        return error_set(error, ITD_ERROR_UNSUPPORTED, NULL, "no thread for the log");
    }
    *out = w;
    return ITD_OK;
}

void audit_writer_stop(audit_writer *w)
{
    if (!w)
        return;
    pthread_mutex_lock(&w->lock);
    w->stopping = true;
    pthread_cond_signal(&w->filled);
    pthread_mutex_unlock(&w->lock);
    pthread_join(w->thread, NULL);
    pthread_cond_destroy(&w->filled);
    pthread_cond_destroy(&w->worked);
    pthread_mutex_destroy(&w->lock);
    audit_log_close(w->log);
    free(w);
}

void audit_writer_put(audit_writer *w, audit_entry *entry)
{
    entry->next = NULL;
    pthread_mutex_lock(&w->lock);
    *w->last = entry;
    w->last = &entry->next;
    w->figures.waiting++;
    pthread_cond_signal(&w->filled);
    pthread_mutex_unlock(&w->lock);
}

itd_status audit_writer_do(audit_writer *w, audit_work *work, void *context, itd_error *error)
{
    job j = {.work = work, .context = context, .error = error};
    pthread_mutex_lock(&w->lock);
    *w->last_job = &j;
    w->last_job = &j.next;
    pthread_cond_signal(&w->filled);
    while (!j.ended)
        pthread_cond_wait(&w->worked, &w->lock);
    pthread_mutex_unlock(&w->lock);
    return j.status;
}

typedef struct several {
    log_record *const *records;
    size_t count;
    uint64_t *number;
} several;

static itd_status append_several(void *context, audit_log *log, itd_error *error)
{
    const several *s = context;
    return audit_log_append(log, s->records, s->count, s->number, error);
}

itd_status audit_writer_wait(audit_writer *w, log_record *const *records, size_t count, uint64_t *number,
                             itd_error *error)
{
    several s = {records, count, number};
    return audit_writer_do(w, append_several, &s, error);
}

audit_figures audit_writer_figures(audit_writer *w)
{
    pthread_mutex_lock(&w->lock);
    audit_figures f = w->figures;
    pthread_mutex_unlock(&w->lock);
    return f;
}
