/* Erasure: values and their salts are deleted, the leaves stay, and the tree proves what it proved. That it
 * was done is a record of its own, which names the records and nobody.
 *
 *     status = audit_erase(log, &(erasure){.subject = str_of("c-17"), .before = -1}, &count, &error);
 */
#ifndef AUDIT_ERASE_H
#define AUDIT_ERASE_H

#include "audit/log.h"

typedef struct erasure {
    str subject;        /* data NULL: whoever it is */
    long long record;   /* -1: any */
    long long before;   /* records below this number; -1: any */
    const char *reason; /* "request", "retention" */
} erasure;

/* *count: records that lost their values. None: nothing is written. Errors: those of audit_log_append; where
 * others read the store all the while ITD_ERROR_IO: the values are deleted, and still in the file beside it.
 */
ITD_MUST_CHECK itd_status audit_erase(audit_log *log, const erasure *what, uint64_t *count, itd_error *error);

/* The first record that is not older than the time (microseconds since 1970); the size where all are. */
ITD_MUST_CHECK itd_status audit_first_since(audit_log *log, long long time, uint64_t *out, itd_error *error);

#endif
