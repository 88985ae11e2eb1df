/* The names of a snapshot, analysed: every name as the numbers of its units in one dictionary.
 *
 * The dictionary holds each token and each joined unit once; a name is a run of numbers. Made once for a
 * snapshot; nothing changes afterwards.
 *
 *     listed_new(snapshot, &l, &error);
 *     for (uint32_t i = 0; i < l->name_count; i++) ... l->units[l->names[i].first_unit] ...
 */
#ifndef MATCH_LISTED_H
#define MATCH_LISTED_H

#include "base/arena.h"
#include "match/align.h"
#include "snapshot/snapshot.h"

typedef struct listed_name {
    uint32_t first_unit; /* into units and spans */
    uint32_t entity;
    uint8_t count, unit_count;
    uint8_t kind; /* match_kind */
    uint8_t weak;
} listed_name;

/* A joined unit or token by the skeleton of one of its spellings. */
typedef struct listed_skeleton {
    uint64_t skeleton;
    uint32_t unit;
} listed_skeleton;

/* What a unit weighs in a name of each kind. */
typedef struct listed_weight {
    token_weight weight;
    uint8_t role, generic, patronymic, syllable;
} listed_weight;

typedef struct listed {
    arena memory;
    const snapshot *snapshot;
    token **dictionary;
    listed_weight (*weights)[KIND_COUNT];
    uint32_t dictionary_count;
    uint32_t *singles; /* numbers of the tokens */
    size_t single_count;
    uint32_t *known; /* joined units that the lexicon knows */
    size_t known_count;
    listed_skeleton *joined_skeletons, *single_skeletons;
    size_t joined_skeleton_count, single_skeleton_count;
    listed_name *names;
    uint32_t name_count;
    uint32_t *units;
    unit *spans;
} listed;

ITD_MUST_CHECK itd_status listed_new(const snapshot *s, listed **out, itd_error *error);
void listed_free(listed *l);

/* The view of a listed name for align_names. */
void listed_view(const listed *l, const listed_name *n, name_view *out);

#endif
