/* Listed parties mentioned in free text of any length and script.
 *
 * One pass over the words (mention_reader.h). For each word it is remembered which listed words it may stand
 * for (mention_words.h); where a rare word of a listed name stands and enough of the others near it, the run
 * of words that fits best (mention_window.h) is put to the matcher, if it is written as a name is
 * (mention_rules.h). Endings, possessives, broken and parted words are undone before the matcher is asked:
 * `name` is what it saw.
 *
 * It finds no surname alone, and no name that is written in another word of the same meaning.
 *
 *     mention_finder *f;
 *     mention_finder_new(snapshot, worker, &f, &error);
 *     const mention *found;
 *     size_t count = mention_find(f, text, true, &options, &found);
 *     for (size_t i = 0; i < count; i++) ... found[i].text, found[i].hit.entity ...
 */
#ifndef DECIDE_MENTION_H
#define DECIDE_MENTION_H

#include "match/match.h"

typedef struct mention {
    unsigned long long start, end; /* bytes of the input */
    str text;                      /* what stands there, in UTF-8 */
    str name;                      /* as it was compared */
    match_hit hit;
} mention;

typedef struct mention_finder mention_finder;

/* Snapshot and worker are borrowed and must outlive the finder. */
ITD_MUST_CHECK itd_status mention_finder_new(const snapshot *s, match_worker *worker, mention_finder **out,
                                             itd_error *error);
void mention_finder_free(mention_finder *f);

/* Mentions in the order of the text, at most options->limit entities for each window. alone: words alone
 * count too. Borrowed until the next call; at most MENTIONS_MAX. */
enum { MENTIONS_MAX = 512 };
size_t mention_find(mention_finder *f, str text, bool alone, const match_options *options,
                    const mention **out);

/* The same for a text that comes in pieces of any size: `sink` gets the mentions of one window after the
 * other, the best first; what it is given is borrowed for the call. The worker may be used in it. */
typedef void mention_sink(void *context, const mention *found, size_t count);
void mention_begin(mention_finder *f, bool alone, const match_options *options, mention_sink *sink,
                   void *context);
void mention_put(mention_finder *f, str piece);
void mention_end(mention_finder *f);

#endif
