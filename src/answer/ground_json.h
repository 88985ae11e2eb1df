/* The ground of a verdict: which lists were compared, as of when, how far the law that was asked about is
 * held, and what was not looked at. Every verdict carries it, and it is rendered here for all commands.
 *
 *     emit_key(&w, "ground");
 *     ground_emit(&w, snapshot, decision);     // a decision; NULL: names and places alone were looked at
 */
#ifndef ANSWER_GROUND_JSON_H
#define ANSWER_GROUND_JSON_H

#include "base/json_emit.h"
#include "decide/decision.h"
#include "snapshot/snapshot.h"

/* The value of `ground`. The snapshot may be NULL: then there are no lists. */
void ground_emit(json_emitter *w, const snapshot *s, const decision *d);

/* The same for a person, in lines. */
void ground_text(buf *out, const snapshot *s, const decision *d);

#endif
