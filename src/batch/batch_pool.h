/* Threads that answer the records of one chunk after another. With one thread none is started. */
#ifndef BATCH_BATCH_POOL_H
#define BATCH_BATCH_POOL_H

#include "batch/batch.h"
#include "batch/records.h"

typedef struct batch_pool batch_pool;

typedef struct batch_answer {
    str text; /* one line of JSON with its line end; empty: `message` says why there is none */
    bool found;
    itd_status status;
    char message[ITD_ERROR_MESSAGE_CAP];
} batch_answer;

ITD_MUST_CHECK itd_status batch_pool_new(const batch_job *job, const record_source *source, batch_pool **out,
                                         itd_error *error);
void batch_pool_free(batch_pool *p);

/* Answers records[0…count), the i-th into answers[i]; texts live until the next call. */
void batch_pool_answer(batch_pool *p, const raw_record *records, batch_answer *answers, size_t count);

#endif
