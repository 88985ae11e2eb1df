/* What screening found in a message, a case or a text: hits, reasons, questions. Typed, and rendered
 * elsewhere (answer/).
 *
 * This is the one place where a reason is added and where the verdict of screening is made: a reason that
 * asks for a person makes it REVIEW at least, a note only says something. Codes are those of docs/reasons.md
 * and stay. Whoever adds something without memory makes the findings fail: findings_check at the end, and
 * nothing is answered from what failed.
 *
 *     findings f;
 *     findings_init(&f, arena);
 *     findings_reason(&f, "place_comprehensive", where, "%.*s lies in %s", STR_ARG(place), code);
 *     findings_hit(&f, &(screen_hit){.where = where, .hit = hit}, explanation);
 *     itd_status status = findings_check(&f, &error);
 *     uint8_t verdict = findings_verdict(&f, verdict_of_the_measures);
 */
#ifndef SCREEN_FINDINGS_H
#define SCREEN_FINDINGS_H

#include "base/arena.h"
#include "case/case.h"
#include "match/match.h"
#include "message/message.h"
#include "policy/record_hash.h"

/* An entity found somewhere. Texts are borrowed from the input or lie in the arena. */
typedef struct screen_hit {
    str where;
    str text;                      /* what was found, as it stands in the input; empty: the whole field */
    unsigned long long start, end; /* bytes of the source; 0, 0 where unknown */
    const message_item *item;      /* of a statement: its entry; NULL: the whole */
    match_hit hit;
    int threshold;                      /* that it reached */
    const match_explanation *explained; /* NULL: it was found otherwise than by a query */
    bool hidden;                        /* counts, but more hits are shown already */
    bool has_records;                   /* of a case: the hashes that a suppression names follow */
    char record[RECORD_HASH_CAP], party_record[RECORD_HASH_CAP]; /* "": there is none */
    bool suppressed; /* somebody looked at it: it does not count */
} screen_hit;

typedef struct screen_reason {
    const char *code;
    str text;
    str where;                     /* empty: of the whole */
    bool review;                   /* a person must look */
    str found;                     /* what it is about, as it stands in the input; empty: the whole field */
    unsigned long long start, end; /* bytes of the source that hold it; 0, 0 where unknown */
} screen_reason;

typedef struct findings {
    arena *memory;
    screen_hit *hits;
    size_t hit_count, hit_cap;
    screen_reason *reasons;
    size_t reason_count, reason_cap;
    decision_question *questions; /* what screening asks beside the measures */
    size_t question_count, question_cap;
    bool review; /* the verdict is REVIEW at least */
    bool failed; /* no memory for something */
} findings;

/* Empty. Everything that is added lies in the arena. */
void findings_init(findings *f, arena *a);

/* Texts of reasons and questions are cut at FINDINGS_TEXT_CAP bytes, at a whole character. */
#define FINDINGS_TEXT_CAP 1023

/* A reason to look: REVIEW at least. The code is static, the place is borrowed. */
void findings_reason(findings *f, const char *code, str where, const char *format, ...) ITD_PRINTF(4, 5);

/* Either of them. */
void findings_say(findings *f, bool review, const char *code, str where, const char *format, ...)
    ITD_PRINTF(5, 6);

/* Something to say that leaves the verdict as it is. */
void findings_note(findings *f, const char *code, str where, const char *format, ...) ITD_PRINTF(4, 5);

/* Where in the source stands what the reasons from `first` on are about. The text is borrowed. */
void findings_locate(findings *f, size_t first, str found, unsigned long long start, unsigned long long end);

/* A reason or a note whose text may be longer; copied. */
void findings_add(findings *f, const char *code, str where, str text, bool review);

/* A question for what is missing, once; at most FINDINGS_QUESTIONS_MAX. */
#define FINDINGS_QUESTIONS_MAX 64
void findings_question(findings *f, const char *fact, const char *asked_by, const char *format, ...)
    ITD_PRINTF(4, 5);

/* A hit with a copy of its explanation, which may be NULL. It is no reason by itself: its finder says what it
 * means. */
void findings_hit(findings *f, const screen_hit *hit, const match_explanation *explained);

/* ITD_ERROR_MEMORY where something could not be kept. */
ITD_MUST_CHECK itd_status findings_check(const findings *f, itd_error *error);

/* The stronger of what screening and the measures say. */
uint8_t findings_verdict(const findings *f, uint8_t by_law);

#endif
