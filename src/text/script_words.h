/* Words of other scripts whose usual Latin spelling no rule finds: given names without their vowels, surnames
 * with a reading of their own, words that companies and offices are made of, with their English meaning.
 *
 * The table is data/names/script-words.tsv, compiled by tools/tables/script_word_tables.py.
 */
#ifndef TEXT_SCRIPT_WORD_H
#define TEXT_SCRIPT_WORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum script_word_kind {
    SCRIPT_WORD_NAME,    /* spellings of a name */
    SCRIPT_WORD_SURNAME, /* also begins a name written without blanks */
    SCRIPT_WORD_WORD,    /* meaning first, then spellings */
} script_word_kind;

typedef struct script_word {
    script_word_kind kind;
    unsigned count;
    const char *spellings; /* `count` texts, each with its terminator */
} script_word;

/* The entry of a word of bare letters, for inflected languages also by its stem; false if there is none. */
bool script_word_find(const uint32_t *cps, size_t count, bool inflected, script_word *entry);

/* Number of code points of the longest entry that `cps` begins with, at least `least`; 0 if none. */
size_t script_word_longest(const uint32_t *cps, size_t count, size_t least, script_word *entry);

#endif
