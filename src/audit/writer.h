/* The one thread that writes the log of a server. Many hand it records; it takes all that wait as one group.
 *
 * Nothing of a handed record may change until its `done` was called, which is from the writer's thread: it is
 * durable then, or it is not in the log, and the error says why. A group that failed is not tried again by
 * itself; the next one is, so that a full disk that has room again needs nobody.
 *
 *     status = audit_writer_start(log, &w, &error);
 *     audit_writer_put(w, &entry);                    // entry.done is called later
 *     status = audit_writer_wait(w, records, count, &number, &error);
 *     audit_writer_stop(w);                            // what waits is written first
 */
#ifndef AUDIT_WRITER_H
#define AUDIT_WRITER_H

#include "audit/log.h"

typedef struct audit_entry {
    struct audit_entry *next;
    log_record record; /* sealed */
    itd_status status;
    uint64_t number;
    const itd_error *error; /* until done returns */
    void (*done)(struct audit_entry *entry);
    void *context;
} audit_entry;

typedef struct audit_writer audit_writer;

/* The log is the writer's from now on, and is closed with it. */
ITD_MUST_CHECK itd_status audit_writer_start(audit_log *log, audit_writer **out, itd_error *error);
void audit_writer_stop(audit_writer *w);

void audit_writer_put(audit_writer *w, audit_entry *entry);

/* Hands over some and waits until all are durable; they follow each other. */
ITD_MUST_CHECK itd_status audit_writer_wait(audit_writer *w, log_record *const *records, size_t count,
                                            uint64_t *number, itd_error *error);

/* Work on the log by the writer's thread, between two groups; waits for it. */
typedef itd_status audit_work(void *context, audit_log *log, itd_error *error);
ITD_MUST_CHECK itd_status audit_writer_do(audit_writer *w, audit_work *work, void *context, itd_error *error);

/* For the metrics. */
typedef struct audit_figures {
    unsigned long long records, groups, failures;
    size_t waiting;
    uint64_t size;
    bool failing; /* the last group was not written */
} audit_figures;
audit_figures audit_writer_figures(audit_writer *w);

#endif
