/* Character references of HTML: "&nbsp;", "&#160;", "&#xA0;".
 *
 *     uint32_t c = character_reference(str_of("eacute;"), &len);   // U+00E9, 7
 */
#ifndef DOCUMENT_REFERENCES_H
#define DOCUMENT_REFERENCES_H

#include "base/str.h"

#include <stdint.h>

/* The character of a reference behind '&' ("nbsp;", "#160;"); 0 if it is none. *len: with its semicolon. */
uint32_t character_reference(str text, size_t *len);

#endif
