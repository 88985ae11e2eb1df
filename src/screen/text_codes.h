/* Codes in a text that comes in pieces: banks, accounts and addresses of the internet in countries under
 * comprehensive measures, and numbers with a label for the lists. What is found does not depend on where the
 * pieces end.
 *
 *     text_codes c;
 *     text_codes_begin(&c, places, take, context);
 *     text_codes_put(&c, piece);
 *     text_codes_end(&c);
 */
#ifndef SCREEN_TEXT_CODES_H
#define SCREEN_TEXT_CODES_H

#include "base/buf.h"
#include "exact/place_screen.h"
#include "match/match.h"

typedef struct text_code {
    unsigned long long start, end; /* bytes of the text */
    str text;
    const char *place;  /* the territory, or NULL */
    const char *reason; /* a code of docs/reasons.md, with the place */
    bool has_number;
    match_identifier number; /* for the lists */
} text_code;

/* Borrowed for the call. */
typedef void text_code_sink(void *context, const text_code *found);

typedef struct text_codes {
    const place_screen *places;
    text_code_sink *sink;
    void *context;
    buf held;                /* the end of the text so far */
    size_t judged;           /* bytes of it that were looked at: kept for the words before a number */
    unsigned long long base; /* of the first byte held */
} text_codes;

void text_codes_init(text_codes *c);
void text_codes_free(text_codes *c);
void text_codes_begin(text_codes *c, const place_screen *places, text_code_sink *sink, void *context);
void text_codes_put(text_codes *c, str piece);

/* False where there was no memory. */
ITD_MUST_CHECK bool text_codes_end(text_codes *c);

#endif
