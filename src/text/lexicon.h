/* Words of other scripts whose usual Latin spelling no rule finds: given names without their vowels, surnames
 * with a reading of their own, words that companies and offices are made of, with their English meaning.
 *
 * The table is data/names/script-words.tsv, compiled by tools/tables/lexicon_tables.py.
 */
#ifndef TEXT_LEXICON_H
#define TEXT_LEXICON_H

#include "base/str.h"

#include <stdint.h>

typedef enum lexicon_kind {
    LEXICON_NAME,    /* spellings of a name */
    LEXICON_SURNAME, /* also begins a name written without blanks */
    LEXICON_WORD,    /* meaning first, then spellings */
} lexicon_kind;

typedef struct lexicon_entry {
    lexicon_kind kind;
    unsigned count;
    const char *spellings; /* `count` texts, each with its terminator */
} lexicon_entry;

/* The entry of a folded word (text_word.folded); false if there is none. */
bool lexicon_find(str folded, lexicon_entry *entry);

/* Number of code points of the longest entry that `cps` begins with, at least `least`; 0 if none. */
size_t lexicon_longest(const uint32_t *cps, size_t count, size_t least, lexicon_entry *entry);

#endif
