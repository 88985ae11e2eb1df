/* The log: records go in, in groups; each group ends in a signed checkpoint, in the same transaction.
 *
 * Several processes may write one log: who appends takes up first what others have appended. One audit_log is
 * of one thread at a time (audit/writer.h has a thread of its own for many).
 *
 *     status = audit_log_open("state/interdict.db", DATABASE_MAKE, &log, &error);
 *     status = record_seal(&r, &error);
 *     status = audit_log_append(log, (log_record *[]){&r}, 1, &number, &error);   // durable now
 *     audit_log_close(log);
 */
#ifndef AUDIT_LOG_H
#define AUDIT_LOG_H

#include "audit/checkpoint.h"
#include "audit/database.h"
#include "audit/leaf.h"

typedef struct audit_log audit_log;

/* A log that is made gets its first record, which names it and its key. */
ITD_MUST_CHECK itd_status audit_log_open(const char *name, database_use use, audit_log **out,
                                         itd_error *error);
void audit_log_close(audit_log *log);

database *audit_log_database(audit_log *log);

/* Takes up what others wrote. Errors: ITD_ERROR_INPUT: what is stored cannot be gone on from. */
ITD_MUST_CHECK itd_status audit_log_refresh(audit_log *log, itd_error *error);

/* As of the last append or refresh. The origin is borrowed from the log. */
uint64_t audit_log_size(const audit_log *log);
str audit_log_origin(const audit_log *log);

/* Appends sealed records; the first gets *number, the others follow. On an error none is in the log. */
ITD_MUST_CHECK itd_status audit_log_append(audit_log *log, log_record *const *records, size_t count,
                                           uint64_t *number, itd_error *error);

/* The same with something done in the transaction, before the records are. */
typedef itd_status audit_log_with(void *context, database *d, itd_error *error);
ITD_MUST_CHECK itd_status audit_log_append_with(audit_log *log, log_record *const *records, size_t count,
                                                audit_log_with *with, void *context, uint64_t *number,
                                                itd_error *error);

/* A new key signs from now on: a record, which the old key's checkpoint covers. */
ITD_MUST_CHECK itd_status audit_log_new_signer(audit_log *log, itd_error *error);

/* The key that signs now: private, for safe keeping, or public. */
ITD_MUST_CHECK itd_status audit_log_put_key(audit_log *log, bool private, buf *out, itd_error *error);

/* For a log that was restored without the key that signed it: a new one, which no earlier key vouches for. */
ITD_MUST_CHECK itd_status audit_log_restored(audit_log *log, itd_error *error);

#endif
