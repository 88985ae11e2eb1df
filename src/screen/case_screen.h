/* The parties, owners and vessels of a case against the lists of the snapshot.
 *
 * A hit makes the verdict at least REVIEW. Where a listing belongs to a programme that a measure joins, the
 * party is tagged for the engine: surely, if an identifier is the same, else as a possible match. A listing
 * counts from its date, where that is unknown from the date of the list. Ports that lie in a place under
 * comprehensive measures which the case does not name are a reason to look.
 *
 *     case_screener *s;
 *     case_screener_new(worker, rules, &s, &error);
 *     case_screening found;
 *     case_screen(s, arena, record, &found, &error);   // before regime_evaluate: it writes the tags
 */
#ifndef SCREEN_CASE_SCREEN_H
#define SCREEN_CASE_SCREEN_H

#include "case/case.h"
#include "engine/worker.h"
#include "policy/policy.h"
#include "screen/findings.h"

typedef struct case_screening {
    findings found;
    uint64_t decided; /* parties of the question that are listed and left to the measures */
} case_screening;

typedef struct case_screener case_screener;

/* Worker and rules are borrowed and must outlive the screener. */
ITD_MUST_CHECK itd_status case_screener_new(engine_worker *worker, const regime *rules, case_screener **out,
                                            itd_error *error);
void case_screener_free(case_screener *s);

/* The policy is borrowed and checked (policy_check); without one the built-in policy holds. */
void case_screener_set_policy(case_screener *s, const policy *p);

/* What is found and the tags lie in the arena. Errors: ITD_ERROR_MEMORY. */
ITD_MUST_CHECK itd_status case_screen(case_screener *s, arena *a, case_record *c, case_screening *out,
                                      itd_error *error);

#endif
