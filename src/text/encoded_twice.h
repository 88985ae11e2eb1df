/* Text that was UTF-8, was taken for Windows-1252 or Latin-1, and was written as UTF-8 once more: "JosÃ©" for
 * "José".
 *
 *     char out[LIMIT_NAME_LEN];
 *     size_t len = encoded_twice_undo(raw, out, sizeof out);   // 0: it was not
 */
#ifndef TEXT_ENCODED_TWICE_H
#define TEXT_ENCODED_TWICE_H

#include "base/str.h"

#include <stdbool.h>

/* The text as it was, where all its characters beyond ASCII are bytes of UTF-8 in disguise; its length, or 0
 * where one is not, there are none, or `cap` is too small. Done twice over where it happened twice. */
size_t encoded_twice_undo(str raw, char *out, size_t cap);

/* True for a text in which several such characters stand one behind the other, as in a word of another
 * alphabet: for running text, of which only a part may have been encoded twice. */
bool encoded_twice_in(str text);

/* True for a text with words of another alphabet that was read in a wrong encoding: "Ðàìçàí" (CP1251 as
 * Latin-1), "Р Р°РјР·" (UTF-8 as CP1251), "йЮДШПНБ" (KOI8-R as CP1251), or letters of private use. */
bool read_wrongly_in(str text);

#endif
