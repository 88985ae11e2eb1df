/* The columns of a CSV list by the names in its header, in any order.
 *
 * A table of the reader says what each column may be called; columns that are not in it are counted as
 * unknown fields, and a mandatory one that is missing is an error at the line of the header. A list may hold
 * a line or two before its header: until the header is read, the rows are the caller's.
 *
 *     static const column_name NAMES[] = {[COLUMN_ID] = {{"Group ID"}, true}, ...};
 *     status = columns_read(&columns, job, &csv, NAMES, COLUMN_COUNT, error);
 *     str id = columns_cell(&columns, &csv, COLUMN_ID);
 */
#ifndef LIST_COLUMNS_H
#define LIST_COLUMNS_H

#include "list/csv.h"

enum { COLUMNS_MAX = 64, COLUMN_SPELLINGS = 4 };

typedef struct column_name {
    const char *spellings[COLUMN_SPELLINGS]; /* the current one first; compared without ASCII case */
    bool mandatory;
} column_name;

typedef struct columns {
    size_t at[COLUMNS_MAX]; /* position, or SIZE_MAX */
    size_t field_count;     /* of the header */
} columns;

/* Takes the current record as the header. Errors: ITD_ERROR_INPUT, ITD_ERROR_MEMORY. */
ITD_MUST_CHECK itd_status columns_read(columns *c, list_job *job, const csv_reader *csv,
                                       const column_name *names, size_t count, itd_error *error);

/* The cell of the current record, trimmed; empty where the list has no such column. */
str columns_cell(const columns *c, const csv_reader *csv, size_t column);

/* Error unless the current record has as many fields as the header. */
ITD_MUST_CHECK itd_status columns_check_row(const columns *c, const csv_reader *csv, itd_error *error);

#endif
