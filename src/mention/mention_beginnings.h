/* Listed words by how they begin: for a name that was cut within its last word ("JOINT STOCK COMPANY
 * ROSOBORONEX").
 *
 * Only long words that tell something are kept, in the order of their letters. It is made from the table of
 * names when it is first asked for, and read-only then.
 *
 *     mention_beginnings_new(table, &b, &error);
 *     str words[BEGINNINGS_MOST];
 *     size_t count = mention_beginnings_find(b, str_of("rosoboronex"), words);
 */
#ifndef MENTION_MENTION_BEGINNINGS_H
#define MENTION_MENTION_BEGINNINGS_H

#include "mention/mention_table.h"

#define BEGINNINGS_MOST    6 /* words that one may be the beginning of; of more it tells too little */
#define BEGINNINGS_LETTERS 6 /* of a beginning that is asked */

typedef struct mention_beginnings mention_beginnings;

/* The table must outlive it. Error: ITD_ERROR_MEMORY. */
ITD_MUST_CHECK itd_status mention_beginnings_new(const mention_table *table, mention_beginnings **out,
                                                 itd_error *error);
void mention_beginnings_free(mention_beginnings *b);

/* The listed words, in small letters, that are longer than this word and begin with it; 0 where there are
 * none or more than BEGINNINGS_MOST, or the word is a whole one. */
size_t mention_beginnings_find(const mention_beginnings *b, str word, str out[BEGINNINGS_MOST]);

#endif
