/* Why a decision came out as it did, as reasons with stable codes (docs/reasons.md): the law that is not
 * held, the facts that are missing, the measures that stand, the permits that made it LICENSED. A REVIEW
 * never comes without one.
 *
 *     decision_law_reasons(&d, findings);    // before the verdict: what is not held makes it REVIEW
 *     decision_reasons(&d, &more);           // after it: notes that explain the verdict
 */
#ifndef DECIDE_REASONS_H
#define DECIDE_REASONS_H

#include "decide/decision.h"

void decision_law_reasons(const decision *d, findings *f);
void decision_reasons(const decision *d, findings *f);

#endif
