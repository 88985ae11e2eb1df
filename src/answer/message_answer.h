/* What is said of one screened message, as one line of JSON: for `interdict message` and the library. */
#ifndef ANSWER_MESSAGE_ANSWER_H
#define ANSWER_MESSAGE_ANSWER_H

#include "base/buf.h"
#include "screen/message_screen.h"
#include "snapshot/snapshot.h"

/* Advice of a schema check about the file. */
typedef struct message_advice {
    bool asked;
    const str *items;
    size_t count;
} message_advice;

/* Appended, with line end. s: the snapshot that was asked. */
void message_output_json(buf *out, const char *path, const message *m, const message_screening *screening,
                         const message_advice *advice, const snapshot *s);

#endif
