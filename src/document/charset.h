/* One character of an encoding, for charset.c and charset_guess.c. Inside this room only. */
#ifndef DOCUMENT_CHARSET_H
#define DOCUMENT_CHARSET_H

#include "document/stage.h"

#include <iconv.h>

enum { CHARACTER_MOST = 4 }; /* bytes; the escape sequences of ISO-2022 have as many */

/* One character at `at` as UTF-8; *taken bytes make it, 0 if there is none. The length, 0 too for bytes that
 * only shift the alphabet. */
size_t charset_character(iconv_t cd, str s, size_t at, size_t *taken, char out[CHARACTER_MOST * 2]);

#endif
