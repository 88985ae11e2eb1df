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
 * Nothing is dropped without a word: what does not count is passed over before it takes any room, and where
 * there was no room for what counts, mention_end says so.
 *
 *     mention_finder *f;
 *     mention_finder_new(table, banks, worker, &f, &error);
 *     const mention_asking asking = {.alone = MENTION_ALONE_IN_PROSE, .options = &options, .sink = take,
 * .context = &mine}; bool whole = mention_find(f, text, &asking);   // take(&mine, found, count) for each
 * window
 */
#ifndef MENTION_MENTION_H
#define MENTION_MENTION_H

#include "exact/bic_table.h"
#include "exact/place_screen.h"
#include "match/match.h"
#include "mention/mention_rules.h"
#include "mention/mention_table.h"

typedef struct mention {
    unsigned long long start, end; /* bytes of the input */
    str text;                      /* what stands there, in UTF-8 */
    str name;                      /* as it was compared; empty for an identifier */
    bool has_identifier;
    match_identifier identifier;
    match_hit hit;
} mention;

typedef struct place_mention {
    unsigned long long start, end;
    str text;
    const char *code; /* of place_screen.h */
} place_mention;

typedef struct mention_finder mention_finder;

/* Table and banks are shared; they and the worker are borrowed and must outlive the finder. */
ITD_MUST_CHECK itd_status mention_finder_new(const mention_table *table, const bic_table *banks,
                                             match_worker *worker, mention_finder **out, itd_error *error);
void mention_finder_free(mention_finder *f);

/* A sink gets the mentions of one window after the other, in the order of the text, the best first, at most
 * options->limit entities for each (but one at least); what it is given is borrowed for the call. The worker
 * may be used in it. */
typedef void mention_sink(void *context, const mention *found, size_t count);

/* False for a hit that the caller does not count: it leaves no trace. */
typedef bool mention_filter(void *context, const match_hit *hit);
typedef void mention_place_sink(void *context, const place_mention *place);

typedef struct mention_asking {
    mention_alone alone; /* whether words alone count too */
    bool identifiers;    /* IMO numbers, BICs, LEIs and wallets are looked up */
    const match_options *options;
    place_screen *places;   /* nullable: places are not looked for */
    mention_filter *counts; /* nullable: every hit counts */
    mention_sink *sink;
    mention_place_sink *place_sink;
    void *context;
} mention_asking;

/* For a text that comes in pieces of any size. What *asking points to must outlive mention_end. */
void mention_begin(mention_finder *f, const mention_asking *asking);
void mention_put(mention_finder *f, str piece);
/* False where mentions that count were left out for want of room: a person must look. */
ITD_MUST_CHECK bool mention_end(mention_finder *f);

/* After the end: a word of the text was in a script that cannot be read here; somebody must look. */
bool mention_unread(const mention_finder *f);

/* All three for a text in memory. */
ITD_MUST_CHECK bool mention_find(mention_finder *f, str text, const mention_asking *asking);

#endif
