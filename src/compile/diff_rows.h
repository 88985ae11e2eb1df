/* One entity, as one dataset has it, as rows of text that can be compared. */
#ifndef COMPILE_DIFF_ROWS_H
#define COMPILE_DIFF_ROWS_H

#include "base/arena.h"
#include "snapshot/snapshot.h"

typedef struct diff_row {
    str field;  /* property name, "address", schema of a link, "schema" */
    str text;   /* the value */
    str detail; /* what is said about it: country, kind, note; compared too */
} diff_row;

typedef struct diff_rows {
    arena *arena;
    diff_row *rows;
    size_t count, cap;
    bool failed;
} diff_rows;

/* The rows of the entity in the dataset, sorted, each once. `whole_listings`: one row for each listing
 * instead of one for each of its parts. False when there is no memory. */
bool diff_rows_make(diff_rows *out, arena *a, const snapshot *s, uint32_t index, uint16_t dataset,
                    bool whole_listings);

int diff_row_compare(const diff_row *a, const diff_row *b);

#endif
