/* Listed parties mentioned in narrative: windows of words, each asked as a name.
 *
 * A window is two to eight words that may be a name: it neither begins nor ends with a word such as "for",
 * and holds no reference, no code and no word that belongs to payments ("invoice"). A word alone is asked
 * only where it is a rare one, and counts only if it is the whole listed name. The best window per entity
 * counts.
 *
 *     mention_finder *f;
 *     mention_finder_new(snapshot, worker, &f, &error);
 *     const mention *found;
 *     size_t count = mention_find(f, text, true, &options, &found);
 *     for (size_t i = 0; i < count; i++) ... str_make(text.data + found[i].start, …) ...
 */
#ifndef DECIDE_MENTION_H
#define DECIDE_MENTION_H

#include "match/match.h"

typedef struct mention {
    size_t start, end; /* bytes of the text */
    match_hit hit;
} mention;

typedef struct mention_finder mention_finder;

/* Snapshot and worker are borrowed and must outlive the finder. */
ITD_MUST_CHECK itd_status mention_finder_new(const snapshot *s, match_worker *worker, mention_finder **out,
                                             itd_error *error);
void mention_finder_free(mention_finder *f);

/* Mentions in the order of the text, at most options->limit entities for each window. alone: words alone
 * count too. Borrowed until the next call. */
size_t mention_find(mention_finder *f, str text, bool alone, const match_options *options,
                    const mention **out);

#endif
