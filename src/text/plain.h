/* Plain words: ASCII letters, or digits, with a blank or a comma and a blank between them. Most names are
 * nothing else, so they have a reader of their own that looks at up to 64 bytes at once: a bit for each byte
 * says what it is, and words are runs of ones. It gives what word_reader_next gives, and leaves all else to
 * it.
 */
#ifndef TEXT_PLAIN_H
#define TEXT_PLAIN_H

#include "text/reader.h"

/* Reads the plain words that come next, at most `max`, moves behind the last of them and returns how many.
 * They are written to r->lower one after the other; there must be room for PLAIN_WINDOW bytes for each. */
size_t plain_words(word_reader *r, text_word *words, size_t max);

#endif
