#include "batch/batch_pool.h"

#include "answer/screening_json.h"
#include "base/error.h"
#include "base/limits.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

typedef struct pool_thread {
    batch_pool *pool;
    match_worker *worker;
    arena texts; /* of one query */
    arena lines; /* answers of one chunk */
    buf line;
    pthread_t thread;
    bool started;
} pool_thread;

struct batch_pool {
    const batch_job *job;
    const record_source *source;
    pool_thread *threads;
    size_t thread_count;
    pthread_mutex_t mutex;
    pthread_cond_t go, ready;
    unsigned long round; /* of the chunk that is worked on */
    size_t working;      /* threads that are not done with it */
    bool stop;
    const raw_record *records;
    batch_answer *answers;
    size_t count;
    atomic_size_t next;
};

static void answer_one(pool_thread *t, const raw_record *record, batch_answer *answer)
{
    const batch_job *job = t->pool->job;
    screening_query q;
    itd_error error = {0};
    match_result result = {0};
    *answer = (batch_answer){0};
    arena_reset(&t->texts);
    buf_reset(&t->line);
    itd_status status = record_query(t->pool->source, record, &t->texts, &q, &error);
    if (status == ITD_OK && !q.match.has_schema && job->has_schema) {
        q.match.has_schema = true;
        q.match.schema = job->schema;
    }
    q.on = job->on;
    if (status == ITD_OK)
        status = (job->render ? job->render : screen_render)(t->worker, job->snapshot, &q, &job->options,
                                                             &t->line, &result, &error);
    if (!job->render)
        buf_putc(&t->line, '\n');
    if (status == ITD_OK && t->texts.failed) /* something of the record or of its answer may be missing */
        status = error_memory(&error);
    if (status == ITD_OK) {
        answer->text = t->line.failed ? STR_NONE : arena_str(&t->lines, buf_as_str(&t->line));
        if (!answer->text.data)
            status = error_memory(&error);
    }
    answer->status = status;
    answer->found = result.total || match_result_must_be_looked_at(&result);
    if (status != ITD_OK)
        memcpy(answer->message, error.message, sizeof answer->message);
}

/* Takes records until none is left. Which thread takes which has no influence on the answers. */
static void work(pool_thread *t)
{
    batch_pool *p = t->pool;
    arena_reset(&t->lines);
    for (;;) {
        size_t i = atomic_fetch_add_explicit(&p->next, 1, memory_order_relaxed);
        if (i >= p->count)
            return;
        answer_one(t, &p->records[i], &p->answers[i]);
    }
}

static void *run_thread(void *context)
{
    pool_thread *t = context;
    batch_pool *p = t->pool;
    unsigned long seen = 0;
    pthread_mutex_lock(&p->mutex);
    for (;;) {
        while (!p->stop && p->round == seen)
            pthread_cond_wait(&p->go, &p->mutex);
        if (p->stop)
            break;
        seen = p->round;
        pthread_mutex_unlock(&p->mutex);
        work(t);
        pthread_mutex_lock(&p->mutex);
        if (--p->working == 0)
            pthread_cond_signal(&p->ready);
    }
    pthread_mutex_unlock(&p->mutex);
    return NULL;
}

/* The first of the threads is the calling one. */
static itd_status start_threads(batch_pool *p, itd_error *error)
{
    for (size_t i = 0; i < p->thread_count; i++) {
        pool_thread *t = &p->threads[i];
        t->pool = p;
        arena_init(&t->texts, LIMIT_ARENA_SIZE);
        arena_init(&t->lines, LIMIT_ARENA_SIZE);
        buf_init(&t->line, LIMIT_BUF_SIZE);
        itd_status status = match_worker_new(p->job->snapshot, &t->worker, error);
        if (status != ITD_OK)
            return status;
        if (i == 0)
            continue;
        int number = pthread_create(&t->thread, NULL, run_thread, t);
        if (number)
            return error_errno(error, ITD_ERROR_MEMORY, NULL, number, "cannot start a thread");
        t->started = true;
    }
    return ITD_OK;
}

itd_status batch_pool_new(const batch_job *job, const record_source *source, batch_pool **out,
                          itd_error *error)
{
    batch_pool *p = calloc(1, sizeof *p);
    if (!p)
        return error_memory(error);
    p->job = job;
    p->source = source;
    p->thread_count = job->threads ? job->threads : 1;
    pthread_mutex_init(&p->mutex, NULL);
    pthread_cond_init(&p->go, NULL);
    pthread_cond_init(&p->ready, NULL);
    p->threads = calloc(p->thread_count, sizeof *p->threads);
    itd_status status = p->threads ? start_threads(p, error) : error_memory(error);
    if (status == ITD_OK)
        *out = p;
    else
        batch_pool_free(p);
    return status;
}

void batch_pool_free(batch_pool *p)
{
    if (!p)
        return;
    pthread_mutex_lock(&p->mutex);
    p->stop = true;
    pthread_cond_broadcast(&p->go);
    pthread_mutex_unlock(&p->mutex);
    for (size_t i = 0; p->threads && i < p->thread_count; i++) {
        pool_thread *t = &p->threads[i];
        if (t->started)
            pthread_join(t->thread, NULL);
        match_worker_free(t->worker);
        arena_free(&t->texts);
        arena_free(&t->lines);
        buf_free(&t->line);
    }
    pthread_cond_destroy(&p->go);
    pthread_cond_destroy(&p->ready);
    pthread_mutex_destroy(&p->mutex);
    free(p->threads);
    free(p);
}

void batch_pool_answer(batch_pool *p, const raw_record *records, batch_answer *answers, size_t count)
{
    p->records = records;
    p->answers = answers;
    p->count = count;
    atomic_store(&p->next, 0);
    if (p->thread_count > 1) {
        pthread_mutex_lock(&p->mutex);
        p->working = p->thread_count - 1;
        p->round++;
        pthread_cond_broadcast(&p->go);
        pthread_mutex_unlock(&p->mutex);
    }
    work(&p->threads[0]);
    if (p->thread_count > 1) {
        pthread_mutex_lock(&p->mutex);
        while (p->working)
            pthread_cond_wait(&p->ready, &p->mutex);
        pthread_mutex_unlock(&p->mutex);
    }
}
