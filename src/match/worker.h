/* What a worker holds between calls. Private to src/match. */
#ifndef MATCH_WORKER_H
#define MATCH_WORKER_H

#include "match/candidates.h"
#include "match/evidence.h"
#include "match/identifiers.h"
#include "match/tables.h"
#include "match/match.h"
#include "match/reading.h"
#include "name/aligned.h"

enum { EXPLAIN_TOKENS = 2 * TOKENS_MAX, EXPLAIN_FEATURES = EVIDENCE_FEATURES + 8, PART_TEXT_CAP = 200 };

/* A name of an entity that scored: by it equal scores are put in order. */
typedef struct scored_name {
    int penalty;               /* evidence included; may be below 0 */
    int16_t score, name_score; /* -1: there is none */
    uint32_t name;
    uint8_t standing; /* match_hit */
} scored_name;

typedef struct entity_best {
    scored_name strong, weak; /* weak: the best of the weak names */
    bool seen;
} entity_best;

struct match_worker {
    const snapshot *snapshot;
    match_index index;
    lookup *lookup;
    candidates *candidates;
    match_tables *own; /* NULL: they are shared */
    identifier_table identifiers;
    text_scratch *text;
    token_name query, other;
    relation *relations; /* UNITS_MAX rows of UNITS_MAX */
    aligned_names *aligned;
    entity_best *best; /* by entity */
    uint32_t *reached; /* entities with a score */
    size_t reached_count;
    match_hit *hits;
    match_result result;
    reading_list readings; /* of the query that is asked */
    bool parts_known;      /* and the parts of its names are among them */
    char part[PART_TEXT_CAP];
    match_token tokens[EXPLAIN_TOKENS];
    match_feature features[EXPLAIN_FEATURES];
    match_explanation explanation;
};

/* Which rules a listed name is matched by. */
match_kind worker_kind_of_row(const match_worker *w, uint32_t row);

#endif
