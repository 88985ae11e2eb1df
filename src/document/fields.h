/* A text read once more over the signs that stand between the parts of a name: one name in several cells of a
 * table, values of a record, words in marks, behind the sign for quoted lines, in one word (RamzanKadyrov).
 *
 * Around each such sign the words next to it are put behind one another with a blank, what names the field
 * ("surname:") and numbers left out, or, where the sign lies within a word, without one. What lies in one
 * piece in the text is no business of this reading: fields_parts tells.
 *
 *     fields_reading r;
 *     if (fields_read(text, &r)) … search r.text … if (fields_parts(&r, from, to)) … count it …
 *     fields_free(&r);
 */
#ifndef DOCUMENT_FIELDS_H
#define DOCUMENT_FIELDS_H

#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct fields_reading {
    char *text;
    uint32_t *origin; /* of each byte: where it stands in the text that was read; blanks between: behind the
                         word before */
    size_t len, cap;
    bool failed; /* no memory */
} fields_reading;

/* False without memory. *out is to be freed either way. */
bool fields_read(str text, fields_reading *out);
void fields_free(fields_reading *r);

/* True if the bytes from `from` to `to` of the reading do not stand in one piece in the text. */
bool fields_parts(const fields_reading *r, size_t from, size_t to);

#endif
