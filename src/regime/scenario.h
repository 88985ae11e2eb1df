/* A what-if over the measures: a scenario of the packs ends some on a day and puts others in force.
 *
 *     const regime_scenario *s = regime_scenario_find(&set, str_of("jcpoa-revived"));
 *     if (s && regime_scenario_apply(&set, s, &arena, &changed)) ... changed.measures ...
 */
#ifndef REGIME_SCENARIO_H
#define REGIME_SCENARIO_H

#include "regime/model.h"

/* NULL if there is none with this id. */
const regime_scenario *regime_scenario_find(const regime_set *set, str id);

/* The set under the scenario; what does not change is borrowed. False: no memory. */
bool regime_scenario_apply(const regime_set *set, const regime_scenario *s, arena *a, regime_set *out);

#endif
