/* Which listed names may stand where in a text: a sieve, not a judge.
 *
 * Every listed name is known by its rarest words, at most four. A word of a text stands for a listed word if
 * their skeletons of sounds (metric/phone.h) are at most one edit apart and the words sound alike. A name may
 * stand where all of its rarest words do, or all but one of three and more, within a few words of each other.
 * Whether it does, the matcher says.
 *
 *     mention_index_new(snapshot, &index, &error);
 *     mention_index_scan(index, words, count, on_candidate, context);
 */
#ifndef DECIDE_MENTION_INDEX_H
#define DECIDE_MENTION_INDEX_H

#include "snapshot/snapshot.h"
#include "text/text.h"

typedef struct mention_index mention_index;

/* name: row of the snapshot; words[first] … words[last] hold its rarest words; word_count: of the name. */
typedef void mention_candidate(void *context, uint32_t name, size_t first, size_t last, size_t word_count);

ITD_MUST_CHECK itd_status mention_index_new(const snapshot *s, mention_index **out, itd_error *error);
void mention_index_free(mention_index *x);

/* Calls `found` for every name that may stand among the words, in the order of their last word. */
void mention_index_scan(mention_index *x, const text_word *words, size_t count, mention_candidate *found,
                        void *context);

#endif
