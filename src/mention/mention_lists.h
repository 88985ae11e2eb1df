/* Words of languages, payments and ships that a reader of a text must know. No names.
 *
 * Function words are those of which every text is full: articles, pronouns, prepositions, conjunctions,
 * auxiliary and common verbs. A name may hold one ("Thein Sein", "An"), but then it is written as a name is.
 *
 * Made once for all who search texts, and read-only then.
 *
 *     mention_lists_new(&lists, &error);
 *     unsigned flags = mention_lists_find(lists, word->folded);   // LIST_FUNCTION | LIST_LEADS
 */
#ifndef MENTION_MENTION_LISTS_H
#define MENTION_MENTION_LISTS_H

#include "text/text.h"

enum {
    LIST_FUNCTION = 1,
    LIST_BREAK = 2,   /* of payments and letters: stands in no name of a party */
    LIST_LEADS = 4,   /* joins others or leads to a name: a name neither begins nor ends with it */
    LIST_SHIP = 8,    /* stands before the name of a ship */
    LIST_VOYAGE = 16, /* behind it */
    LIST_FLAG = 32,   /* behind it and a country */
    LIST_FORMER = 64, /* between two names of a ship */
    LIST_SEA = 128,   /* of ships and their cargo */
};

typedef struct mention_lists mention_lists;

ITD_MUST_CHECK itd_status mention_lists_new(mention_lists **out, itd_error *error);
void mention_lists_free(mention_lists *l);

unsigned mention_lists_find(const mention_lists *l, str folded);

uint32_t mention_fold_hash(str folded);

/* True if a phrase of the lexicon begins with two words of these hashes. */
bool mention_lists_pair(const mention_lists *l, uint32_t first, uint32_t second);

#endif
