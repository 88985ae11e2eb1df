/* How two tokens are related, and what it costs.
 *
 * Equal; of one meaning (legal forms, words of organisations, numbers, variants of a given name); a spelling
 * variant (weighted edit distance of the sounds); an initial; else none. Joined units relate when their
 * skeletons are equal. Symmetric. docs/internals/scoring.md states what an index may rely on.
 *
 *     relation r = relation_of(&a, &b);
 *     if (r.type != RELATION_NONE) ... r.cost ...
 */
#ifndef NAME_RELATION_H
#define NAME_RELATION_H

#include "name/tokens.h"

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

enum {
    RELATION_COST_SPELLING = 2, /* other letters for the same sounds */
    RELATION_COST_KNOWN = 18,   /* no relation by the lexicon costs more */
};

relation relation_of(const token *a, const token *b);

/* The same, when the distance of the spellings is known: the least over all pairs of spellings within their
 * limit, reading costs and RELATION_COST_SPELLING included, DISTANCE_NONE if there is none. The spellings of
 * the tokens are not looked at, but for single letters. Not for pairs that relation_needs_spellings. */
relation relation_at_distance(const token *a, const token *b, int distance);
bool relation_needs_spellings(const token *a, const token *b);

/* False where the words are of too different length for a variant within the limit. */
enum { RELATION_SHORTEST_EDIT = 8 /* no phone goes in or out for less */ };
static inline bool relation_lengths_fit(size_t phones_a, size_t phones_b, int limit, bool abjad)
{
    size_t gap = phones_a < phones_b ? phones_b - phones_a : phones_a - phones_b;
    return abjad || (int)gap * RELATION_SHORTEST_EDIT <= limit;
}

/* Added where a word without short vowels of so many phones (or the other, if it is longer) is compared to a
 * written out one. */
int relation_abjad_cost(size_t phones);

/* Greatest cost of a spelling variant of two words of so many phones; abjad: one of them was written without
 * short vowels. */
int relation_variant_limit(size_t phones_a, size_t phones_b, bool abjad);

#endif
