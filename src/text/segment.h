/* Parts a run of letters that holds several words: the Arabic article, a Han or Korean name written without
 * blanks, the words of a company's name. The parts are joined words (TEXT_JOINED_BEFORE).
 *
 * Han: at the start of a run of two to four characters, a surname and then the rest as one given name; else
 * the longest entries of the lexicon and what is left between them. Hangul: a run of up to four syllables is
 * a name and parted into its syllables, if it is no foreign name; longer ones by the lexicon. Arabic and
 * Hebrew: the article, and abd before it.
 */
#ifndef TEXT_SEGMENT_H
#define TEXT_SEGMENT_H

#include "text/reader.h"

/* What the part before says of the next; zero before each name. */
typedef struct segment_state {
    size_t syllables_left; /* of a Korean name */
    bool foreign;          /* a foreign name in Hangul: its words are not parted */
    bool given_next;       /* a Han given name follows */
    bool surname;          /* the word now cut is a surname */
} segment_state;

/* What is left of the state when all words of a run in `script` are read. */
void segment_done(segment_state *state, uint8_t script);

/* Cuts the word in the reader, which has one script and is repaired. */
void segment_word(word_reader *r, segment_state *state);

#endif
