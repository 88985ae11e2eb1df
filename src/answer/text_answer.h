/* The answer to a text as one line of JSON, written while the text is read: a text may be longer than memory.
 *
 *     text_answer t;
 *     text_answer_begin(&t, &out, snapshot, "page.txt", size);
 *     ... text_answer_mention(&t, m) from the sink of screen/text_screen.h; out may be emptied between ...
 *     text_answer_end(&t, &found);
 */
#ifndef ANSWER_TEXT_ANSWER_H
#define ANSWER_TEXT_ANSWER_H

#include "base/json_emit.h"
#include "screen/text_screen.h"

typedef struct text_answer {
    json_emitter emitter;
    const snapshot *snapshot;
    bool sized; /* the bytes were told at the beginning */
} text_answer;

/* size: bytes of the text, 0 where that is not known before it is read. */
void text_answer_begin(text_answer *t, buf *out, const snapshot *s, const char *source,
                       unsigned long long size);
void text_answer_mention(text_answer *t, const text_mention *m);
void text_answer_end(text_answer *t, const text_screening *found);

#endif
