/* Signs that stand where letters were: ? * _ □ and U+FFFD, as left by converters and by people who hide a
 * name. */
#ifndef TEXT_LOST_LETTERS_H
#define TEXT_LOST_LETTERS_H

#include "base/str.h"

#include <stdbool.h>

/* True if a word lost two letters or more, and a third of itself or more: what is left is too little to
 * compare. Inside a word each of the signs is a lost letter; at its edge only □ and U+FFFD are, which nobody
 * types. */
bool lost_letters_are_many(str raw);

/* Signs that touch a letter: bits. LOST_SIGNS_LINE are * and _, LOST_SIGNS_ASKED all others. */
enum { LOST_SIGNS_ASKED = 1, LOST_SIGNS_LINE = 2 };
unsigned lost_letters_signs(str raw);

#endif
