/* Names as lists deliver them, mended and taken apart: after a reader has read, whatever the list.
 *
 * Character references of HTML ("Société &amp; Cie", "&#233;") and UTF-8 that was encoded twice ("Ã©") are
 * undone; the text as published stays as a note of the value, and a warning names file and line. Several
 * names in one field ("A; B", "A a.k.a. B", "A (formerly B)") are kept as published and counted once; each of
 * them is matched on its own too (entity_value.derived). Letters that are lost (U+FFFD) are reported.
 *
 *     status = format->read(&job, &error);
 *     if (status == ITD_OK)
 *         status = names_mend(&job, &error);
 */
#ifndef LIST_NAMES_H
#define LIST_NAMES_H

#include "list/reader.h"

/* Errors: ITD_ERROR_MEMORY. */
ITD_MUST_CHECK itd_status names_mend(list_job *job, itd_error *error);

/* The text with references and a second encoding undone, in the arena; the text itself where there is nothing
 * to undo. NULL data: no memory. */
str names_undo(arena *a, str text);

enum { NAMES_PARTS_MAX = 32 };

typedef struct name_part {
    str text;
    bool former; /* "formerly B", "f.k.a. B" */
} name_part;

/* The names in one field; 0 where it holds one. */
size_t names_split(str text, name_part parts[NAMES_PARTS_MAX]);

#endif
