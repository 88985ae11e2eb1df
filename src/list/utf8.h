/* Is it UTF-8? The readers ask before they believe a file. */
#ifndef LIST_UTF8_H
#define LIST_UTF8_H

#include "base/str.h"

#include <stdint.h>

/* Position of the first byte that is not part of a well-formed UTF-8 sequence (RFC 3629: no surrogates, no
 * overlong forms, nothing above U+10FFFF), or SIZE_MAX. A sequence cut off by the end is not well-formed. */
size_t utf8_first_invalid(str text);

#endif
