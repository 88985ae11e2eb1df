/* Everything that is asked about one message, in one order: the lists, the earlier messages, the age of the
 * lists, and the measures where the policy names an actor.
 *
 *     const message_judge judge = {.screener = s, .policy = p, .decider = d, .on = day};
 *     message_judge_one(&judge, arena, &message, &screening, &error);
 *     ... message_screening_verdict(&screening) ...
 */
#ifndef DECIDE_MESSAGE_VERDICT_H
#define DECIDE_MESSAGE_VERDICT_H

#include "decide/message_case.h"

typedef struct message_judge {
    message_screener *screener;
    decider *decider; /* NULL: the policy names no actor */
    const policy *policy;
    const message_list *earlier; /* nullable: a party of the same payment that is missing now is a reason */
    calendar_day on;
} message_judge;

/* As message_screen; the decision in *out is that of the decider until it is used again. */
ITD_MUST_CHECK itd_status message_judge_one(const message_judge *j, arena *a, message *m,
                                            message_screening *out, itd_error *error);

#endif
