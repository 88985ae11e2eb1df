/* Words where the standards have codes and references, and words in disguise: somebody may have put a name
 * there.
 *
 *     if (words_may_hold_name(arena, value)) ... it is text too
 *     str meant = words_repair(arena, value);   // "N4T10N4L", "N A T I O N A L": "NATIONAL"
 */
#ifndef FIELD_WORDS_H
#define FIELD_WORDS_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>

/* Two runs of three letters, or letters beyond Latin; eight letters in all; as written or as repaired. */
bool words_may_hold_name(arena *a, str value);

/* Six letters and more, and nothing else, as no reference has: "HEZBOLLAH". Not "NOTPROVIDED". */
bool words_is_one(str value);

/* The text with letters that stand apart joined (five and more; two blanks part words) and with digits
 * between letters read as the letters they look like. Empty where nothing is to be repaired, or without
 * memory. */
str words_repair(arena *a, str text);

#endif
