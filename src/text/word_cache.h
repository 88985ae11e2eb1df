/* The last words of other alphabets that were spelled: given names and words of companies come again and
 * again, and copying eight spellings is cheaper than making them.
 *
 * A table of fixed size in which each word has one place; a newcomer takes the place of what was there. An
 * entry holds the raw bytes of the word and all that its spellings depend on, so an answer from here is the one
 * that would be made anew. Long words have no room and are made each time.
 */
#ifndef TEXT_WORD_CACHE_H
#define TEXT_WORD_CACHE_H

#include "text/reader.h"

#define WORD_CACHE_BITS 12

typedef struct word_cache_entry {
    uint8_t key_len; /* bytes of the raw word; 0: nothing here */
    uint8_t context;
    uint8_t marks; /* TEXT_REPAIRED or 0 */
    uint8_t folded_len;
    uint8_t spelling_count;
    uint8_t lens[TEXT_SPELLINGS_MAX];
    char bytes[115]; /* folded form, spellings, raw word */
} word_cache_entry;

typedef struct word_cache {
    word_cache_entry entries[1 << WORD_CACHE_BITS];
} word_cache;

/* Room that word_cache_find needs behind `out`. */
#define WORD_CACHE_ROOM sizeof(((word_cache_entry *)0)->bytes)

/* True if the word of the reader may be looked for and kept here. */
bool word_cache_takes(const raw_word *w);

/* The place of the word; `context` is what its spellings depend on beside its letters. */
word_cache_entry *word_cache_place(word_cache *c, const raw_word *w, uint8_t context);

/* Fills folded form, spellings and marks, written to `out`; returns their length, 0 if the entry is of another
 * word. */
size_t word_cache_find(const word_cache_entry *e, str raw, uint8_t context, text_word *word, char *out);

/* Keeps what `word` has, all in a row from word->folded on. */
void word_cache_keep(word_cache_entry *e, str raw, uint8_t context, const text_word *word);

#endif
