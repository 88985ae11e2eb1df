#include "batch/batch.h"

#include "batch/batch_pool.h"
#include "batch/batch_state.h"
#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define CHUNK_MIN     64
#define CHUNK_MAX     4096
#define SAVE_SECONDS  2.0
#define CHUNK_SECONDS 0.05 /* a chunk that takes less is made larger: the progress bar keeps moving */
#define PATH_CAP      4096

typedef struct batch {
    const batch_job *job;
    record_source *source;
    batch_pool *pool;
    buf key;
    char partial[PATH_CAP], state[PATH_CAP];
    file_lock lock; /* of the output */
    int fd;         /* the output */
    uint64_t output_size;
    struct timespec saved; /* when the state was written last */
    batch_progress progress;
    raw_record records[CHUNK_MAX];
    batch_answer answers[CHUNK_MAX];
} batch;

static const char *output_name(const batch *b)
{
    return b->job->output ? b->partial : "standard output";
}

static itd_status write_bytes(batch *b, str bytes, itd_error *error)
{
    while (bytes.len) {
        ssize_t put = write(b->fd, bytes.data, bytes.len);
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return error_errno(error, ITD_ERROR_IO, output_name(b), put < 0 ? errno : EIO, "cannot write");
        bytes = str_make(bytes.data + put, bytes.len - (size_t)put);
        b->output_size += (uint64_t)put;
    }
    return ITD_OK;
}

static void note(const batch *b, const char *message)
{
    if (b->job->note)
        b->job->note(b->job->context, message);
}

static itd_status write_head(batch *b, itd_error *error)
{
    return b->job->head ? write_bytes(b, str_of(b->job->head), error) : ITD_OK;
}

/* Goes on behind the saved answers if there are any that fit; otherwise everything is as at the start. */
static itd_status resume(batch *b, bool *resumed, itd_error *error)
{
    batch_state state;
    struct stat info;
    bool same = false;
    *resumed = false;
    if (strcmp(b->job->input, "-") == 0 || !batch_state_load(b->state, buf_as_str(&b->key), &state))
        return ITD_OK;
    if (fstat(b->fd, &info) != 0 || (uint64_t)info.st_size < state.output_size)
        return ITD_OK;
    itd_status status = record_source_skip(b->source, &state.input, &same, error);
    if (status != ITD_OK)
        return status;
    if (!same) {
        note(b, "the input is not that of the interrupted run; starting anew");
        record_source_close(b->source);
        b->source = NULL;
        return record_source_open(b->job->input, b->job->encoding, &b->job->ignored, &b->source, error);
    }
    b->output_size = state.output_size;
    b->progress.records = b->progress.resumed = state.input.number;
    b->progress.found = state.found;
    b->progress.bad = state.bad;
    *resumed = true;
    return ITD_OK;
}

static itd_status open_output(batch *b, itd_error *error)
{
    const char *output = b->job->output;
    struct stat info;
    bool resumed;
    b->fd = STDOUT_FILENO;
    if (!output)
        return write_head(b, error);
    int partial_len = snprintf(b->partial, sizeof b->partial, "%s.partial", output);
    int state_len = snprintf(b->state, sizeof b->state, "%s.state", output);
    if (partial_len < 0 || partial_len >= PATH_CAP || state_len < 0 || state_len >= PATH_CAP)
        return error_set(error, ITD_ERROR_IO, output, "the path is too long");
    if (stat(output, &info) == 0 && !S_ISREG(info.st_mode))
        return error_set(error, ITD_ERROR_IO, output, "is no ordinary file, expected a place for one");
    itd_status locked = lock_output(output, "interdict batch", &b->lock, error);
    if (locked != ITD_OK)
        return locked;
    b->fd = open(b->partial, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (b->fd < 0)
        return error_errno(error, ITD_ERROR_IO, b->partial, errno, "cannot create");
    itd_status status = resume(b, &resumed, error);
    if (status != ITD_OK)
        return status;
    if (!resumed)
        (void)unlink(b->state);
    if (ftruncate(b->fd, (off_t)b->output_size) != 0 || lseek(b->fd, (off_t)b->output_size, SEEK_SET) < 0)
        return error_errno(error, ITD_ERROR_IO, b->partial, errno, "cannot write");
    if (resumed) {
        char message[96];
        snprintf(message, sizeof message, "going on behind record %llu of an interrupted run",
                 (unsigned long long)b->progress.resumed);
        note(b, message);
        return ITD_OK;
    }
    return write_head(b, error);
}

/* The answers first, then the state that counts on them. */
static itd_status save(batch *b, itd_error *error)
{
    batch_state state = {.output_size = b->output_size, .found = b->progress.found, .bad = b->progress.bad};
    record_source_position(b->source, &state.input);
    if (fdatasync(b->fd) != 0)
        return error_errno(error, ITD_ERROR_IO, b->partial, errno, "cannot write");
    clock_gettime(CLOCK_MONOTONIC, &b->saved);
    return batch_state_save(b->state, buf_as_str(&b->key), &state, error);
}

static itd_status finish_output(batch *b, itd_error *error)
{
    if (!b->job->output)
        return ITD_OK;
    if (fsync(b->fd) != 0)
        return error_errno(error, ITD_ERROR_IO, b->job->output, errno, "cannot write");
    itd_status status = file_rename(b->partial, b->job->output, error);
    if (status == ITD_OK)
        (void)unlink(b->state);
    return status;
}

static itd_status take_answers(batch *b, size_t count, itd_error *error)
{
    itd_status status = ITD_OK;
    for (size_t i = 0; i < count && status == ITD_OK; i++) {
        const batch_answer *answer = &b->answers[i];
        if (answer->status == ITD_ERROR_MEMORY)
            return error_memory(error);
        if (answer->status == ITD_ERROR_USAGE)
            return error_at_line(error, ITD_ERROR_USAGE, b->job->input, b->records[i].line, "%s",
                                 answer->message);
        b->progress.records++;
        b->progress.found += answer->found;
        if (answer->status == ITD_OK) {
            status = write_bytes(b, answer->text, error);
            continue;
        }
        b->progress.bad++;
        if (b->job->report)
            b->job->report(b->job->context, b->records[i].line, answer->message);
    }
    return status;
}

static double seconds_since(const struct timespec *from)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - from->tv_sec) + (double)(now.tv_nsec - from->tv_nsec) / 1e9;
}

static itd_status answer_chunk(batch *b, size_t count, itd_error *error)
{
    record_position here;
    batch_pool_answer(b->pool, b->records, b->answers, count);
    itd_status status = snapshot_unchanged(b->job->snapshot, error);
    if (status == ITD_OK)
        status = take_answers(b, count, error);
    if (status != ITD_OK)
        return status;
    record_source_position(b->source, &here);
    b->progress.bytes_read = here.offset;
    if (b->job->progress)
        b->job->progress(b->job->context, &b->progress);
    b->progress.stopped = b->job->stop && b->job->stop(b->job->context);
    if (b->job->output &&
        (b->progress.stopped || !b->saved.tv_sec || seconds_since(&b->saved) >= SAVE_SECONDS))
        status = save(b, error);
    return status;
}

static itd_status answer_all(batch *b, itd_error *error)
{
    size_t count, chunk = CHUNK_MIN;
    while (!b->progress.stopped) {
        struct timespec start;
        clock_gettime(CLOCK_MONOTONIC, &start);
        itd_status status = record_source_chunk(b->source, b->records, chunk, &count, error);
        if (status != ITD_OK || !count)
            return status;
        status = answer_chunk(b, count, error);
        if (status != ITD_OK)
            return status;
        if (seconds_since(&start) < CHUNK_SECONDS && chunk < CHUNK_MAX)
            chunk *= 2;
    }
    return ITD_OK;
}

itd_status batch_run(const batch_job *job, batch_progress *done, itd_error *error)
{
    batch *b = calloc(1, sizeof *b);
    *done = (batch_progress){0};
    if (!b)
        return error_memory(error);
    b->job = job;
    b->fd = b->lock.fd = -1;
    buf_init(&b->key, LIMIT_VALUE_LEN);
    batch_key(job, &b->key);
    itd_status status = record_source_open(job->input, job->encoding, &job->ignored, &b->source, error);
    if (status == ITD_OK)
        status = open_output(b, error);
    if (status == ITD_OK) {
        b->progress.bytes_total = record_source_size(b->source);
        str unused = record_source_unused(b->source);
        char message[256];
        snprintf(message, sizeof message, "columns without use: %.*s",
                 (int)(unused.len < 200 ? unused.len : 200), unused.data ? unused.data : "");
        if (unused.len)
            note(b, message);
        status = batch_pool_new(job, b->source, &b->pool, error);
    }
    if (status == ITD_OK)
        status = answer_all(b, error);
    if (status == ITD_OK && !b->progress.stopped)
        status = finish_output(b, error);
    *done = b->progress;
    if (b->fd > STDOUT_FILENO)
        close(b->fd);
    lock_release(&b->lock);
    batch_pool_free(b->pool);
    record_source_close(b->source);
    buf_free(&b->key);
    free(b);
    return status;
}
