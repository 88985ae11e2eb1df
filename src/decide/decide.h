/* From a case to a decision: the measures of a snapshot, and what the lists say about the parties.
 *
 * A decider belongs to one thread. It holds the memory of its decisions; each lives until the next call.
 *
 *     decider *d;
 *     decider_new(worker, NULL, &d, &error);
 *     case_read(text, path, line, decider_rules(d), on, &arena, &c, &error);
 *     const decision *x = decider_run(d, c, REGIME_NEXT_CHANGE);
 */
#ifndef DECIDE_DECIDE_H
#define DECIDE_DECIDE_H

#include "decide/decision.h"
#include "policy/policy.h"
#include "engine/worker.h"

typedef struct decider decider;

/* Over the lists of a worker's snapshot and its measures, or those of a set (both must outlive it). The set
 * may be NULL; without a worker there are no lists. */
ITD_MUST_CHECK itd_status decider_new(engine_worker *worker, const regime_set *set, decider **out,
                                      itd_error *error);
void decider_free(decider *d);
const regime *decider_rules(const decider *d);

/* Memory was refused during the last decision: something of it may be missing, it is no answer. */
bool decider_lacks_memory(const decider *d);

/* The firm's policy, borrowed; NULL: the built-in one, which holds at first. An error if it names a
 * jurisdiction or a list that neither the measures nor the snapshot have. */
ITD_MUST_CHECK itd_status decider_set_policy(decider *d, const policy *p, itd_error *error);

/* Never NULL; borrowed until the next call. */
const decision *decider_run(decider *d, case_record *c, unsigned options);

/* Names the scenario that the measures were put under, for the answers. Borrowed. */
void decider_set_scenario(decider *d, str id);

#endif
