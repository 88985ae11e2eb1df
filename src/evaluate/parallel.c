#include "evaluate/parallel.h"

#include "base/error.h"
#include "base/limits.h"

#include <pthread.h>
#include <stdatomic.h>

#define CHUNK_ROWS 16

typedef struct job {
    size_t row_count;
    row_task *task;
    void *context;
    atomic_size_t next;
} job;

typedef struct share {
    job *job;
    match_worker *worker;
    pthread_t thread;
    bool started;
} share;

static void *run(void *argument)
{
    share *s = argument;
    for (;;) {
        size_t start = atomic_fetch_add(&s->job->next, CHUNK_ROWS);
        if (start >= s->job->row_count)
            return NULL;
        for (size_t row = start; row < start + CHUNK_ROWS && row < s->job->row_count; row++)
            s->job->task(s->job->context, s->worker, row);
    }
}

itd_status parallel_rows(const evaluate_options *o, size_t row_count, row_task *task, void *context,
                         itd_error *error)
{
    job j = {.row_count = row_count, .task = task, .context = context};
    share shares[LIMIT_THREADS] = {0};
    size_t threads = o->threads < 1 ? 1 : o->threads > LIMIT_THREADS ? LIMIT_THREADS : o->threads;
    itd_status status = ITD_OK;
    for (size_t i = 0; i < threads && status == ITD_OK; i++) {
        shares[i].job = &j;
        status = match_worker_new(o->snapshot, &shares[i].worker, error);
    }
    if (status == ITD_OK) {
        /* The calling thread is the first worker; a thread that cannot start leaves its share to the others.
         */
        for (size_t i = 1; i < threads; i++)
            shares[i].started = pthread_create(&shares[i].thread, NULL, run, &shares[i]) == 0;
        run(&shares[0]);
        for (size_t i = 1; i < threads; i++)
            if (shares[i].started)
                pthread_join(shares[i].thread, NULL);
    }
    for (size_t i = 0; i < threads; i++)
        match_worker_free(shares[i].worker);
    return status;
}
