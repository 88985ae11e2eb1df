/* What a worker holds between calls. Private to src/match. */
#ifndef MATCH_WORKER_H
#define MATCH_WORKER_H

#include "match/evidence.h"
#include "match/identifiers.h"
#include "match/listed.h"
#include "match/match.h"

enum { EXPLAIN_TOKENS = 2 * TOKENS_MAX, EXPLAIN_FEATURES = EVIDENCE_FEATURES + 8 };

typedef struct entity_best {
    int penalty; /* evidence included */
    int16_t score, name_score;
    uint32_t name;
    int16_t weak_score; /* best of the weak names */
    int16_t weak_name_score;
    uint32_t weak_name;
    bool seen;
} entity_best;

struct match_worker {
    const snapshot *snapshot;
    listed *listed;
    identifier_table identifiers;
    text_scratch *text;
    token_name query, other;
    relation *relations; /* UNITS_MAX rows of UNITS_MAX */
    uint16_t *related;   /* one row per unit of the query, one column per unit of the dictionary */
    uint8_t *touched;    /* units of the dictionary that relate to any of the query */
    entity_best *best;   /* by entity */
    uint32_t *reached;   /* entities with a score */
    size_t reached_count;
    match_hit *hits;
    match_result result;
    match_token tokens[EXPLAIN_TOKENS];
    match_feature features[EXPLAIN_FEATURES];
    match_explanation explanation;
};

/* Relations of the query in w->query to the whole dictionary. */
void worker_relate(match_worker *w);

/* Relations of the query to one listed name, into w->relations; false if there are none. */
bool worker_relations(match_worker *w, const listed_name *n);

#endif
