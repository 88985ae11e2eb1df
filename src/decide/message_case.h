/* From a message to a case: what a payment or trade message tells of a question that the measures answer.
 *
 * The message names no actor; the firm's policy does. Banks have the role "bank"; parties have country,
 * BIC and LEI where they are well formed, and their name where the screening found something; goods have a
 * description and no code; what a message does not tell (facts, origins, routes) stays open, and the measures
 * ask for it.
 *
 *     message_case(&m, &screening, policy.actor, day, &text);
 *     case_read(buf_as_str(&text), "message", 1, rules, day, arena, &c, &error);
 */
#ifndef DECIDE_MESSAGE_CASE_H
#define DECIDE_MESSAGE_CASE_H

#include "base/buf.h"
#include "base/date.h"
#include "decide/decide.h"
#include "screen/message_screen.h"

/* Writes the case as JSON. actor: a JSON object. Parties beyond the ceiling of a case are left out; returns
 * how many. */
size_t message_case(const message *m, const message_screening *screening, str actor, calendar_day on,
                    buf *out);

/* Decides the message under the measures, for the actor of the policy: the verdict of the screening becomes
 * the stronger of the two, its decision that of the decider. What can not be decided is a
 * reason, and the verdict REVIEW. Fails for want of memory only. */
ITD_MUST_CHECK itd_status message_decide(decider *d, str actor, calendar_day on, arena *a, const message *m,
                                         message_screening *screening, itd_error *error);

#endif
