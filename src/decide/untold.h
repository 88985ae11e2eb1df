/* What every law asks and a case does not tell: in which country a party is, where goods go to or come from,
 * who the other side is. Rules by country were not tested then, and silence about a country is no ground to
 * pass.
 *
 *     decision_untold(&d, findings);    // reasons and questions; before the verdict is made
 */
#ifndef DECIDE_UNTOLD_H
#define DECIDE_UNTOLD_H

#include "decide/decision.h"

void decision_untold(const decision *d, findings *f);

#endif
