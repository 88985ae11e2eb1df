/* From a message to a case: what a payment or trade message tells of a question that the measures answer.
 *
 * The message names no actor; the firm's policy does. Banks have the role "bank"; parties have country,
 * BIC and LEI where they are well formed, and their name where the screening found something; goods have a
 * description and no code; what a message does not tell (facts, origins, routes) stays open, and the measures
 * ask for it.
 *
 *     message_case(&m, &screening, &policy.actor, day, arena, &c, &left_out, &error);
 *     decider_run(decider, c, 0);
 */
#ifndef DECIDE_MESSAGE_CASE_H
#define DECIDE_MESSAGE_CASE_H

#include "base/date.h"
#include "decide/decide.h"
#include "screen/message_screen.h"

/* The case, in the arena; texts are borrowed from the message. *left_out: parties and goods beyond the
 * ceilings of a case. Errors: ITD_ERROR_INPUT (what it tells makes no case), ITD_ERROR_MEMORY. */
ITD_MUST_CHECK itd_status message_case(const message *m, const message_screening *screening,
                                       const case_actor *actor, calendar_day on, arena *a, case_record **out,
                                       size_t *left_out, itd_error *error);

/* Decides the message under the measures, for the actor of the policy: the verdict of the screening becomes
 * the stronger of the two, its decision that of the decider. What can not be decided is a
 * reason, and the verdict REVIEW. Fails for want of memory only. */
ITD_MUST_CHECK itd_status message_decide(decider *d, const case_actor *actor, calendar_day on, arena *a,
                                         const message *m, message_screening *screening, itd_error *error);

#endif
