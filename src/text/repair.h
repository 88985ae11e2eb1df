/* Letters that imitate others. In a word of mixed alphabets each letter is led back to the alphabet that the
 * rest of the word is in; what can not be explained so stays as it is and parts the word.
 */
#ifndef TEXT_REPAIR_H
#define TEXT_REPAIR_H

#include "text/reader.h"

/* Settles a word of several alphabets in the reader: rewrites its letters and marks it TEXT_REPAIRED, or cuts
 * it where the alphabet first changes. Words of one script are left alone. */
void repair_mixed(word_reader *r);

/* True if more letters of the text are ASCII letters than others. */
bool repair_mostly_latin(str raw);

/* True if the text has an ASCII letter that no Cyrillic one looks like: the name is at least in part Latin.
 */
bool repair_has_latin(str raw);

/* The word as its letters look to a Latin reader, in lower case ASCII, when every letter of a Cyrillic or
 * Greek word has a Latin twin; 0 if one has none. `out` holds WORD_CPS_MAX. */
size_t repair_look_alike(const raw_word *w, char *out);

/* The letters that digits in an ASCII word may stand for: variant 0 reads 1 as i, variant 1 as l. Returns
 * false if the digits are no disguise (few letters, a number behind the word, an ordinal) or the variant adds
 * nothing. */
bool repair_digits(str word, int variant, char *out);

#endif
