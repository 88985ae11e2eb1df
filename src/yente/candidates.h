/* One example entity of a client, searched among the listed: what /match and /reconcile share.
 *
 * Values are cleaned as yente cleans them: a country by its name becomes a code, a date one of ISO; what is
 * not understood, and properties that the schema does not have, play no part, and the answer shows what was
 * used. More names or numbers than one search takes are searched in several; none is left out.
 *
 *     example e;
 *     if (example_read(&e, schema, properties, arena) …) example_search(&e, worker, snapshot, &terms, &found,
 * &error);
 */
#ifndef YENTE_CANDIDATES_H
#define YENTE_CANDIDATES_H

#include "base/arena.h"
#include "base/json_emit.h"
#include "match/match.h"
#include "yente/scope.h"

#include <jansson.h>

enum { EXAMPLE_VALUES_MAX = 2000 };

typedef struct example_value {
    property_id property;
    str text;
} example_value;

typedef struct example {
    schema_id schema;
    str id; /* data NULL: not given */
    example_value *values;
    size_t count, cap;
} example;

typedef struct search_terms {
    int threshold; /* hits score this or more */
    const uint8_t *datasets;
    bool (*accept)(void *context, uint32_t entity); /* NULL: all */
    void *context;
} search_terms;

typedef struct candidate_list {
    match_hit hits[MATCH_LIMIT_MAX];             /* by score, then by entity */
    const match_query *queries[MATCH_LIMIT_MAX]; /* the one that found it, for the explanation */
    size_t count;
    bool more;      /* there were more than fit */
    bool nothing;   /* nothing in the example can be searched */
    bool looked_at; /* something was not compared: a person must look */
} candidate_list;

/* Adds the values of one property; unknown ones are passed over. Errors: ITD_ERROR_MEMORY, ITD_ERROR_LIMIT.
 */
ITD_MUST_CHECK itd_status example_add(example *e, str name, const json_t *value, arena *a, itd_error *error);
ITD_MUST_CHECK itd_status example_add_text(example *e, property_id p, str text, arena *a, itd_error *error);

ITD_MUST_CHECK itd_status example_search(const example *e, match_worker *w, const search_terms *terms,
                                         arena *a, candidate_list *out, itd_error *error);

/* The member "query": {"id","schema","properties"}. */
void example_emit(const example *e, json_emitter *w);

#endif
