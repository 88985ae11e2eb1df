/* Words where the standards have codes and references: somebody may have put a name there.
 *
 *     if (reads_like_words(value) || is_one_word(value)) ... it is text too
 */
#ifndef MESSAGE_WORDS_H
#define MESSAGE_WORDS_H

#include "base/str.h"

#include <stdbool.h>

/* Two runs of three letters, or letters beyond Latin; eight letters in all. */
bool reads_like_words(str value);

/* Six letters and more, and nothing else, as no reference has: "HEZBOLLAH". Not "NOTPROVIDED". */
bool is_one_word(str value);

#endif
