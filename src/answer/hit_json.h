/* Queries and hits as JSON: the one rendering for every command and for the servers.
 *
 * Keys and their order are those of docs/output.md; the same hit gives the same bytes. The caller opens and
 * closes the object, so that it can put members of its own in front or behind.
 *
 *     emit_object(&w);
 *     emit_pair_str(&w, "where", where);
 *     hit_emit(&w, snapshot, &hit, match_explain(worker, &q, &o, hit.entity), o.threshold);
 *     emit_end_object(&w);
 */
#ifndef ANSWER_HIT_JSON_H
#define ANSWER_HIT_JSON_H

#include "base/json_emit.h"
#include "match/match.h"

/* Members id, schema, caption, score, match, datasets, programs, explanation. `match` is true from the
 * threshold upwards. x may be NULL: no explanation. */
void hit_emit(json_emitter *w, const snapshot *s, const match_hit *hit, const match_explanation *x,
              int threshold);

/* Member explanation with matched_name, tokens, features. */
void hit_emit_explanation(json_emitter *w, const match_explanation *x);

/* The query as an object {"id","schema","properties"}; id and schema are left out where there is none. */
void query_emit(json_emitter *w, str id, const match_query *q);

/* Distinct programmes of an entity, in the order of its listings; returns the count, at most cap are
 * written. */
size_t hit_programs(const snapshot *s, uint32_t index, str *programs, size_t cap);

#endif
