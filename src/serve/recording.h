/* The decision log of the server: what is asked and answered becomes a record, and an answer goes out when
 * its record is durable.
 *
 * Records are written by one thread, all that wait at once. Meanwhile the connection rests, and its thread
 * answers others.
 */
#ifndef SERVE_RECORDING_H
#define SERVE_RECORDING_H

#include "audit/writer.h"
#include "http/http.h"
#include "service/service.h"

typedef enum recording_mode {
    RECORDING_DURABLE, /* an answer waits for its record */
    RECORDING_LATER,   /* it does not */
    RECORDING_OFF
} recording_mode;

typedef struct recording {
    audit_writer *writer; /* NULL: off */
    recording_mode mode;
    char built_in[8 + SHA256_HEX_LEN]; /* hash of the built-in policy */
    const char *folder;                /* of the state; NULL: snapshots are not archived */
} recording;

bool recording_mode_from(const char *text, recording_mode *out);

/* Opens the log, making it where it is not there, and starts its thread. */
ITD_MUST_CHECK itd_status recording_open(recording *r, const char *store, itd_error *error);

/* What waits is written first. */
void recording_close(recording *r);

/* A generation answers from now on: a record; its snapshot is archived, its policy is in the log. */
ITD_MUST_CHECK itd_status recording_activate(recording *r, const generation *g, str policy_text,
                                             itd_error *error);

/* Makes the record of an answered question and lets the answer wait for it. g: whose answer it is. */
void recording_answer(recording *r, const generation *g, http_request *q, http_response *a);

/* Writes the records of some questions of a kind and waits for them. A request is path and query, as if it
 * had been asked alone. */
ITD_MUST_CHECK itd_status recording_lines(recording *r, const generation *g, const char *kind, long long key,
                                          const str *requests, const str *questions, const str *answers,
                                          size_t count, itd_error *error);

void recording_write_metrics(const recording *r, buf *out);

#endif
