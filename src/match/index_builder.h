/* What the parts of the builder of the match index share. Private to src/match. */
#ifndef MATCH_INDEX_BUILDER_H
#define MATCH_INDEX_BUILDER_H

#include "match/index.h"
#include "match/index_layout.h"
#include "match/listed.h"

typedef struct index_builder {
    const snapshot *snapshot;
    listed *listed;
    arena memory;
    uint32_t *names;   /* rows in the order of the index */
    uint16_t *weights; /* by word: number of its weights */
    uint32_t *held_by; /* by word: names that hold it */
    uint32_t kind_start[KIND_COUNT];
    uint32_t kind_schemata[KIND_COUNT];
    buf parts[INDEX_PART_COUNT];
} index_builder;

/* Each is false without memory. Words first, then names, then the others. */
bool index_build_words(index_builder *b);
bool index_build_names(index_builder *b);
bool index_build_sounds(index_builder *b);
bool index_build_runs(index_builder *b);

void index_put_pair(buf *part, uint64_t key, uint32_t number);
void index_sort_pairs(buf *part);

#endif
