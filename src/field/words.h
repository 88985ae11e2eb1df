/* Words where the standards have codes and references, and words in disguise: somebody may have put a name
 * there.
 *
 *     if (words_may_hold_name(arena, value)) ... it is text too
 *     str meant;   // "N4T10N4L", "N A T I O N A L": "NATIONAL"
 *     if (!words_repair(arena, value, &meant)) ... no memory ...
 */
#ifndef FIELD_WORDS_H
#define FIELD_WORDS_H

#include "base/arena.h"
#include "base/str.h"

#include <interdict/status.h>

#include <stdbool.h>

/* Two runs of three letters, or letters beyond Latin; eight letters in all; as written or as repaired. True
 * without memory to repair. */
bool words_may_hold_name(arena *a, str value);

/* Six letters and more, and nothing else, as no reference has: "HEZBOLLAH". Not "NOTPROVIDED". */
bool words_is_one(str value);

/* The text with letters that stand apart joined (five and more; two blanks part words) and with digits
 * between letters read as the letters they look like. *out is empty where nothing is to be repaired. False
 * without memory. */
ITD_MUST_CHECK bool words_repair(arena *a, str text, str *out);

/* True if there are three letters at least: a word may be a name. */
bool words_has_letters(str value);

#endif
