/* A message screened: every party, bank, vessel, place and text by its own profile, and a verdict.
 *
 * Names are compared fuzzily; BICs, LEIs, account and document numbers and IMO numbers exactly; narrative and
 * address lines are searched for listed parties; places, country codes and the countries of BICs and IBANs
 * are compared with those under comprehensive measures. The verdict is REVIEW where anything is found or
 * could not be read, else PASS: a firm's policy decides more than that elsewhere.
 *
 *     message_screener *s;
 *     message_screener_new(worker, &options, &s, &error);
 *     message_screen(s, arena, &message, &screening, &error);
 *     ... screening.found.hits[i].where, screening.found.reasons[i].text ...
 */
#ifndef SCREEN_MESSAGE_SCREEN_H
#define SCREEN_MESSAGE_SCREEN_H

#include "base/arena.h"
#include "engine/worker.h"
#include "policy/policy.h"
#include "screen/findings.h"
#include "message/message.h"

/* What is known of one message. */
typedef struct message_screening {
    findings found;
    uint8_t verdict; /* regime_verdict by the measures, where message_decide was asked; else PASS */
    const struct decision *decision; /* of the measures, until its decider is used again; NULL: not asked */
} message_screening;

/* The stronger of what screening and measures say. */
static inline uint8_t message_screening_verdict(const message_screening *s)
{
    return findings_verdict(&s->found, s->verdict);
}

typedef struct message_screener message_screener;

/* The worker is borrowed and must outlive the screener. */
ITD_MUST_CHECK itd_status message_screener_new(engine_worker *worker, const match_options *options,
                                               message_screener **out, itd_error *error);
void message_screener_free(message_screener *s);
const snapshot *message_screener_snapshot(const message_screener *s);

/* Options for the messages to come; those of message_screener_new hold until then. */
void message_screener_set_day(message_screener *s, calendar_day on);
void message_screener_set_options(message_screener *s, const match_options *options);

/* The firm's thresholds by list and schema, above those of the options; borrowed. */
void message_screener_set_policy(message_screener *s, const policy *p);

/* What has been asked since the screener was made. */
typedef struct message_work {
    size_t searches;   /* names and identifiers */
    size_t text_bytes; /* searched for mentions */
} message_work;

message_work message_screener_work(const message_screener *s);

/* Screens the message. Places found in addresses are added to its places. Everything in *out lies in the
 * arena or the message. */
ITD_MUST_CHECK itd_status message_screen(message_screener *s, arena *a, message *m, message_screening *out,
                                         itd_error *error);

#endif
