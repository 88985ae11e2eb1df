/* Screening of a whole file: several threads, answers in the order of the input, the same bytes for any
 * number of threads, and going on where an interrupted run stopped.
 *
 * With an output file the answers grow in OUTPUT.partial and the state of the run in OUTPUT.state; at the end
 * the first is renamed and the second removed. A run that finds both, made from the same beginning of the
 * input, the same snapshot and the same options, goes on behind the last saved answer. OUTPUT.lock keeps a
 * second run away from all of them.
 */
#ifndef BATCH_BATCH_H
#define BATCH_BATCH_H

#include "batch/row.h"
#include "base/date.h"
#include "base/buf.h"
#include "match/match.h"
#include "screen/query.h"

#include <stdint.h>

typedef struct batch_progress {
    uint64_t bytes_read, bytes_total; /* total 0: not known */
    uint64_t records;                 /* answered or refused */
    uint64_t resumed;                 /* of these, in an earlier run */
    uint64_t found;                   /* records with a hit */
    uint64_t bad;                     /* records without an answer */
    bool stopped;                     /* not at the end: job.stop said so */
} batch_progress;

typedef struct batch_job {
    const snapshot *snapshot;
    const char *input;    /* "-": standard input */
    const char *encoding; /* of the input, as iconv calls it; NULL: UTF-8 */
    const char *output;   /* NULL: standard output, without state */
    match_options options;
    bool has_schema; /* for records without one */
    schema_id schema;
    calendar_day on; /* DATE_NONE: everything in the snapshot counts */
    size_t threads;
    row_ignored ignored; /* columns of a table that are left out */
    /* How an answer is written, with its line ends; NULL: as one line of JSON (screen_render). `form` names
     * it, for the state of an interrupted run; `head` goes before the first answer. Both may be NULL. */
    itd_status (*render)(match_worker *w, const snapshot *s, const screening_query *q, const match_options *o,
                         buf *out, match_result *result, itd_error *error);
    const char *form, *head;
    /* Called from the calling thread. All may be NULL. */
    void (*progress)(void *context, const batch_progress *p);
    void (*report)(void *context, unsigned long line, const char *message);
    void (*note)(void *context, const char *message);
    bool (*stop)(void *context); /* true: save the state and come back */
    void *context;
} batch_job;

/* Runs the job. *done is filled also on failure; the state is saved then where that is possible. Errors:
 * those of record_source_open, ITD_ERROR_IO (the output cannot be written), ITD_ERROR_MEMORY, ITD_ERROR_USAGE
 * (a column that is not known has values). Other bad records are no error of the run. */
ITD_MUST_CHECK itd_status batch_run(const batch_job *job, batch_progress *done, itd_error *error);

#endif
