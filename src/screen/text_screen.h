/* A text screened: every listed party and place that it mentions, and a verdict.
 *
 * The text comes in pieces, of any length, and is what document/document.h makes of it: marks are taken out,
 * old encodings and escapes read, and what is no text is a reason to look. Plain text is searched as it
 * comes; what has to be converted is kept whole, up to DOCUMENT_SIZE_MAX. Places are those of the input.
 * Mentions are handed on as they are found; what stays until the end is bounded: the places, and the reasons.
 * The verdict is REVIEW where anything is found, was left out, could not be read, or where a list is older
 * than the firm allows; else PASS.
 *
 *     text_screener *s;
 *     text_screener_new(worker, &s, &error);
 *     text_screen_begin(s, arena, &asked);
 *     text_screen_put(s, piece);
 *     text_screening found;
 *     text_screen_end(s, &found, &error);
 *     ... findings_verdict(&found.found, VERDICT_PASS) ...
 */
#ifndef SCREEN_TEXT_SCREEN_H
#define SCREEN_TEXT_SCREEN_H

#include "engine/worker.h"
#include "policy/policy.h"
#include "screen/findings.h"

enum { TEXT_PLACES_MAX = 10000 }; /* named places of one text that are kept */

typedef struct text_place {
    unsigned long long start, end; /* bytes of the input */
    str text;                      /* empty where it is too long to be kept */
    const char *code;
    const char *reason; /* place_comprehensive, country_comprehensive, address_comprehensive */
} text_place;

/* One window of the text and the parties that it may be, the best first; none where none is to be shown. */
typedef struct text_mention {
    unsigned long long start, end;
    str text;
    const screen_hit *hits;
    size_t hit_count;
} text_mention;

/* Borrowed for the call. */
typedef void text_mention_sink(void *context, const text_mention *m);

typedef struct text_question {
    match_options options;
    const policy *policy; /* borrowed until the end */
    calendar_day on;
    text_mention_sink *sink;
    void *context;
    const char *encoding; /* of the bytes; NULL: as they declare or look */
} text_question;

typedef struct text_screening {
    findings found; /* its reasons; hits went to the sink */
    unsigned long long bytes;
    size_t mention_count;
    text_place *places;
    size_t place_count; /* of those kept */
    size_t named_count; /* of all */
} text_screening;

typedef struct text_screener text_screener;

/* The worker is borrowed and must outlive the screener. */
ITD_MUST_CHECK itd_status text_screener_new(engine_worker *w, text_screener **out, itd_error *error);
void text_screener_free(text_screener *s);

/* What is kept lies in the arena, which must not be reset before the end. */
void text_screen_begin(text_screener *s, arena *a, const text_question *asked);
void text_screen_put(text_screener *s, str piece);

/* The text could not be read to its end: a reason to look. */
void text_screen_broken(text_screener *s);

/* Errors: ITD_ERROR_MEMORY, ITD_ERROR_USAGE (no such encoding). */
ITD_MUST_CHECK itd_status text_screen_end(text_screener *s, text_screening *out, itd_error *error);

/* Mentions so far. */
size_t text_screen_count(const text_screener *s);

#endif
