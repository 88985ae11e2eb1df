/* A file of many queries: CSV with a header, or JSON Lines. Read in chunks, so that its size does not matter.
 *
 * The first byte that is no blank decides: '{' is JSON Lines. Columns of a table are found by name (see
 * docs/batch.md); several values in a cell are parted by ';', names are never parted.
 *
 *     record_source *source;
 *     status = record_source_open("customers.csv", NULL, &source, &error);
 *     while ((status = record_source_chunk(source, records, CAP, &count, &error)) == ITD_OK && count)
 *         for (size_t i = 0; i < count; i++)
 *             status = record_query(source, &records[i], arena, &q, &error);
 */
#ifndef BATCH_RECORDS_H
#define BATCH_RECORDS_H

#include "batch/row.h"
#include "screen/query.h"

#include <stdint.h>

typedef struct record_source record_source;

typedef struct raw_record {
    str bytes;           /* borrowed until the next chunk */
    unsigned long line;  /* of its first byte, from 1 */
    uint64_t number;     /* of the record, from 1, without header and blank lines */
    const char *problem; /* NULL, or why it cannot be read */
} raw_record;

/* How far a source was read, to go on later. */
typedef struct record_position {
    uint64_t offset;    /* bytes */
    unsigned long line; /* lines before the offset */
    uint64_t number;    /* records before the offset */
    char sha256[65];    /* of the bytes before the offset */
} record_position;

/* "-" is standard input. ignored: columns of a table that are left out. Errors: ITD_ERROR_USAGE (there is no
 * such column), ITD_ERROR_IO, ITD_ERROR_INPUT (empty, compressed, UTF-16, no column with a
 * name or identifier). */
ITD_MUST_CHECK itd_status record_source_open(const char *path, const char *encoding,
                                             const row_ignored *ignored, record_source **out,
                                             itd_error *error);
void record_source_close(record_source *s);

/* Up to cap records; *count 0 at the end. Errors: ITD_ERROR_IO, ITD_ERROR_MEMORY. */
ITD_MUST_CHECK itd_status record_source_chunk(record_source *s, raw_record *records, size_t cap,
                                              size_t *count, itd_error *error);

/* The place behind the last chunk. Call it when the chunk is done with. */
void record_source_position(const record_source *s, record_position *position);

/* Goes on from a place of an earlier reading. *same is false if the bytes before it are not those of then;
 * the source must then be opened anew. */
ITD_MUST_CHECK itd_status record_source_skip(record_source *s, const record_position *to, bool *same,
                                             itd_error *error);

/* Size in bytes, 0 where it is not known (a pipe). */
uint64_t record_source_size(const record_source *s);

/* Columns of the header that are not used, as "a, b"; empty for JSON Lines. */
str record_source_unused(const record_source *s);

/* The query of a record; safe from several threads with an arena each. Texts point into the record or the
 * arena. Without an id it is "row-<number>". */
ITD_MUST_CHECK itd_status record_query(const record_source *s, const raw_record *r, arena *a,
                                       screening_query *q, itd_error *error);

#endif
