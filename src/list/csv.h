/* Records of a CSV file (RFC 4180), with line numbers.
 *
 * Fields are separated by a comma (or another byte that the caller names), may be quoted, and a quoted field
 * may hold line breaks and doubled quotes. Both kinds of line end are accepted, a byte order mark is passed
 * over. Fields are borrowed from the file or, where quotes had to be undone, from the reader's own buffer:
 * good until the next record.
 *
 * Refused with file and line: invalid UTF-8, a zero byte, a quoted field that does not end, text behind a
 * closing quote, more than CSV_FIELD_MAX fields, a field longer than LIMIT_ELEMENT_LEN.
 * A quote inside an unquoted field is text. Blank lines are passed over.
 *
 *     csv_reader csv;
 *     csv_open(&csv, file, ',');
 *     while ((status = csv_next(&csv, &more, error)) == ITD_OK && more)
 *         use(csv.fields[0], csv.line);
 *     csv_close(&csv);
 */
#ifndef LIST_CSV_H
#define LIST_CSV_H

#include "base/buf.h"
#include "list/reader.h"

#define CSV_FIELD_MAX 1024

typedef struct csv_reader {
    const list_file *file;
    char separator;
    size_t at;          /* the next byte */
    unsigned long line; /* where the current record begins, from 1 */
    const str *fields;  /* of the current record, not trimmed */
    size_t field_count;
    bool line_ended; /* the record ends with a line end, not with the end of the file */
    /* inside */
    unsigned long next_line;
    str *all;
    buf unquoted;
    bool checked;
} csv_reader;

void csv_open(csv_reader *csv, const list_file *file, char separator);

/* Reads the next record; *more is false at the end of the file. Errors: ITD_ERROR_INPUT, ITD_ERROR_LIMIT,
 * ITD_ERROR_MEMORY. */
ITD_MUST_CHECK itd_status csv_next(csv_reader *csv, bool *more, itd_error *error);
void csv_close(csv_reader *csv);

/* The field, trimmed; empty where the record is shorter. */
str csv_field(const csv_reader *csv, size_t index);

/* In the current record taken as a header: the position of a column (ASCII case does not count), or
 * SIZE_MAX. */
size_t csv_column(const csv_reader *csv, const char *name);

/* For list_format.detect: the first line of the file without a byte order mark and line end. */
str csv_first_line(const list_file *file);

/* True if the line, taken as a header, has that column. */
bool csv_line_has(str line, char separator, const char *name);

#endif
