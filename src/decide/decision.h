/* The answer to a case: the engine's result with what it was made from. answer/decision_json.h renders it.
 *
 *     decision d = {.record = c, .result = regime_evaluate(w, &c->question, REGIME_NEXT_CHANGE),
 *                   .snapshot = snapshot_hash(s)};
 */
#ifndef DECIDE_DECISION_H
#define DECIDE_DECISION_H

#include "base/buf.h"
#include "screen/findings.h"

typedef struct decision {
    const case_record *record;
    const regime_result *result;
    const regime *rules;
    uint8_t verdict;      /* the engine's, or a stronger one of screening and policy */
    const char *snapshot; /* "sha256:…"; nullable */
    const char *policy;
    const snapshot *lists; /* that the hits are of */
    const findings *found; /* of the screening, and the law that is not held; NULL: not screened */
    str scenario;          /* a what-if that the measures were put under; empty: none */
    const findings *why;   /* reasons that explain the verdict; nullable */
} decision;

/* True for a verdict after which nothing need be done: PASS and LICENSED. */
bool decision_is_clear(uint8_t verdict);

/* ---- sentences ---- */

/* Why a node matches: one sentence per reason, each handed to the function. */
typedef void decision_sentence(void *context, str sentence);
void decision_because(const decision *d, const regime_node *n, decision_sentence *take, void *context);

/* Every warning of the engine and of the decision. */
void decision_warnings(const decision *d, decision_sentence *take, void *context);

/* Why a permit does not help. */
void decision_failure(const regime_failed *f, buf *out);

/* Why the nearest rule does not stand in a case that passes. */
void decision_miss(const decision *d, const regime_miss *m, buf *out);

/* True if the node stands with the effect that decides its jurisdiction. */
bool decision_decides(const decision *d, const regime_node *n, const regime_jurisdiction *j);

/* True if a node of the measure of this node was already seen: a measure may match with several targets. */
bool decision_seen_before(const decision *d, const regime_node *n, bool (*wanted)(const regime_node *n));

#endif
