/* How two tokens are related, and what it costs.
 *
 * Equal; of one meaning (legal forms, words of organisations, numbers, variants of a given name); a spelling
 * variant (weighted edit distance of the sounds); an initial; else none. Joined units relate when their
 * skeletons are equal. Symmetric. docs/internals/scoring.md states what an index may rely on.
 *
 *     relation r = relation_of(&a, &b);
 *     if (r.type != RELATION_NONE) ... r.cost ...
 */
#ifndef MATCH_RELATION_H
#define MATCH_RELATION_H

#include "match/tokens.h"

typedef enum relation_type {
    RELATION_NONE,
    RELATION_EQUAL,
    RELATION_SYMBOL,  /* another word for the same: form, word, number, nickname */
    RELATION_VARIANT, /* another spelling */
    RELATION_INITIAL,
} relation_type;

typedef struct relation {
    uint8_t type;
    uint8_t cost; /* twentieths of an edit */
} relation;

relation relation_of(const token *a, const token *b);

/* False where the words are of too different length for a variant within the limit. */
bool relation_lengths_fit(size_t phones_a, size_t phones_b, int limit, bool abjad);

/* Greatest cost of a spelling variant of two words of so many phones; abjad: one of them was written without
 * short vowels. */
int relation_variant_limit(size_t phones_a, size_t phones_b, bool abjad);

#endif
