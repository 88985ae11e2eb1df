/* The lines of an export: written, and read back strictly. */
#ifndef AUDIT_EXPORT_LINE_H
#define AUDIT_EXPORT_LINE_H

#include "audit/walk.h"
#include "base/arena.h"

typedef enum export_kind { EXPORT_HEAD, EXPORT_RECORD, EXPORT_CHECKPOINT, EXPORT_KEY } export_kind;

typedef struct export_line {
    export_kind kind;
    uint64_t number; /* of the record, the checkpoint; HEAD: how many records */
    str text;        /* origin, leaf, note */
    uint64_t size;   /* of the checkpoint */
    bool has_values;
    stored_values values;
    key_row_values key;
} export_line;

/* Appended, without line end. */
void export_line_write(const export_line *line, buf *out);

/* Texts are of the arena. Errors: ITD_ERROR_INPUT (no place is set), ITD_ERROR_MEMORY. */
ITD_MUST_CHECK itd_status export_line_read(str text, arena *a, export_line *out, itd_error *error);

#endif
