/* Words of a raw text, one after the other, with what stood around them. Nothing is folded here but ASCII.
 *
 * A word ends where a separator stands or where the script changes; a mix of Latin with Cyrillic, Greek or
 * Armenian letters stays one word until repair.h has looked at it.
 *
 *     word_reader r;
 *     char lower[WORD_CPS_MAX];
 *     word_reader_init(&r, raw, lower);
 *     while (word_reader_next(&r)) ... r.word.cps ...
 */
#ifndef TEXT_READER_H
#define TEXT_READER_H

#include "base/str.h"
#include "text/text.h"

#include <stdint.h>

#define WORD_CPS_MAX 192 /* characters of a word; a longer one is cut into joined pieces */

#define LOST_MAX 4 /* lost letters of a word whose places are kept */
#define LOST_RUN 3 /* so many signs in a row stand for letters; more are an ornament or a line to fill in */

typedef struct raw_word {
    uint32_t cps[WORD_CPS_MAX];
    uint32_t at[WORD_CPS_MAX + 1];                     /* byte offset of each; the last is the end */
    uint32_t folded[WORD_CPS_MAX], bare[WORD_CPS_MAX]; /* of each, if `simple` */
    size_t count;
    uint32_t counts;     /* UNICODE_COUNT_… of all */
    uint32_t start, end; /* bytes */
    uint16_t marks;      /* of text_word */
    uint32_t scripts;    /* bit per text_script of its letters */
    bool ascii;          /* letters and digits of ASCII only; cps is then not filled, reader.lower is */
    bool digits;         /* an ASCII word has some */
    bool skipped;        /* a sign or an invisible character inside was left out */
    bool simple;         /* every character has one folded and one bare form, and none combines: most words */
    uint8_t lost_count;
    uint8_t lost_at[LOST_MAX]; /* a letter is lost before this character */
} raw_word;

#define PLAIN_WINDOW 64

/* Bytes that text/plain.h has looked at: bit i tells of byte `base + i`. */
typedef struct plain_window {
    uint64_t alnum, upper, digits;
    size_t base, len;
    char lower[PLAIN_WINDOW + 16]; /* in lower case; sixteen may be read from each */
} plain_window;

typedef struct word_reader {
    str raw;
    size_t at;
    raw_word word;
    char *lower;   /* the caller's, WORD_CPS_MAX bytes: an ASCII word in lower case */
    bool repaired; /* bad bytes were met */
    bool unread;   /* a sign of another script, or one that Unicode does not know, parted words */
    bool lost;     /* a question mark stood inside a word: one at the end of a word is a letter too */
    bool any;      /* a word has been read */
    bool quote, single_quote; /* one is open */
    uint8_t last_class;       /* combining class of the character before, for the order of marks */
    uint8_t signs;            /* text_signs */
    uint16_t around; /* marks that the next word has from what stands around it, TEXT_JOINED_BEFORE until a
                        sign shows that it is not */
    uint32_t single_close; /* where the single quotation mark found last closes */
    bool single_none;      /* none closes any more */
    plain_window window;
} word_reader;

void word_reader_init(word_reader *r, str raw, char *lower);
bool word_reader_next(word_reader *r);

/* Moves to the first letter or digit of the next word; false if there is none. */
bool word_reader_skip(word_reader *r);

/* A word that was read by other means ends at `end`. */
void word_reader_pass(word_reader *r, size_t end);

/* True if the word is its letters alone: nothing left out or repaired, no digits, not of ASCII. */
bool word_reader_is_whole(const raw_word *w);

/* Gives back all of the word from its character `count` on: the next call reads it as a word of its own. */
void word_reader_cut(word_reader *r, size_t count);

/* Bits of alphabets whose letters imitate each other. */
#define SCRIPTS_ALIKE                                                                                        \
    (1u << SCRIPT_LATIN | 1u << SCRIPT_CYRILLIC | 1u << SCRIPT_GREEK | 1u << SCRIPT_ARMENIAN)

#endif
