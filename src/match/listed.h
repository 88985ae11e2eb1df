/* The names of a snapshot, analysed: every name as the numbers of its words in one dictionary.
 *
 * The dictionary holds each token once, in the order of the letters; a name is a run of numbers. Made once,
 * when the index is built.
 *
 *     listed_new(snapshot, &l, &error);
 *     for (uint32_t i = 0; i < l->names[n].count; i++) ... l->words[l->name_words[l->names[n].first_word +
 * i]]
 */
#ifndef MATCH_LISTED_H
#define MATCH_LISTED_H

#include "base/arena.h"
#include "name/tokens.h"
#include "snapshot/snapshot.h"

typedef struct listed_name {
    uint32_t first_word; /* into name_words */
    uint32_t entity;
    uint8_t count;
    uint8_t kind; /* match_kind */
    uint8_t weak;
} listed_name;

typedef struct listed {
    arena memory;
    const snapshot *snapshot;
    token **words;
    uint32_t word_count;
    listed_name *names; /* by row of the snapshot */
    uint32_t name_count;
    uint32_t *name_words;
    size_t name_word_count;
} listed;

ITD_MUST_CHECK itd_status listed_new(const snapshot *s, listed **out, itd_error *error);
void listed_free(listed *l);

#endif
