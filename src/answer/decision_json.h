/* The answer to a case, as one line of JSON (docs/output.md) and as text for a person.
 *
 *     decision_json(decider_run(d, c, REGIME_NEXT_CHANGE), &out);
 */
#ifndef ANSWER_DECISION_JSON_H
#define ANSWER_DECISION_JSON_H

#include "base/buf.h"
#include "decide/decision.h"

void decision_json(const decision *d, buf *out);
void decision_text(const decision *d, buf *out);

/* What must be answered before the decision stands, a line each; nothing where there is nothing. */
void decision_questions(const decision *d, buf *out);

#endif
