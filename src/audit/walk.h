/* A log from its beginning to its end, wherever it lies: in a store, in an export. Whoever looks at it,
 * copies it or restores it is a sink.
 *
 *     status = walk_store(database, &sink, &error);
 *     status = export_read("log.jsonl.zst", &sink, &error);
 */
#ifndef AUDIT_WALK_H
#define AUDIT_WALK_H

#include "audit/database.h"
#include "audit/key_row.h"
#include "audit/leaf.h"

/* The values of a record as they are stored. */
typedef struct stored_values {
    str salts;
    str values[VALUE_COUNT];
} stored_values;

/* Called in the order of the log: each checkpoint behind the records that it covers, rows of API keys last.
 * Everything is borrowed until the call returns. */
typedef struct log_sink {
    /* hash (data NULL: none is stored), values (NULL: none are stored). */
    itd_status (*record)(void *context, uint64_t number, str text, str hash, const stored_values *values,
                         itd_error *error);
    itd_status (*checkpoint)(void *context, uint64_t number, uint64_t size, str note, itd_error *error);
    itd_status (*key_row)(void *context, const key_row_values *row, itd_error *error);
    void *context;
} log_sink;

/* Errors: those of the sink, ITD_ERROR_INPUT (the store is damaged), ITD_ERROR_IO, ITD_ERROR_MEMORY. */
ITD_MUST_CHECK itd_status walk_store(database *d, const log_sink *sink, itd_error *error);

/* One record. *found false: there is none. */
ITD_MUST_CHECK itd_status walk_one(database *d, uint64_t number, const log_sink *sink, bool *found,
                                   itd_error *error);

#endif
