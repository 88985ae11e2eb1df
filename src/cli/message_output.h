/* What `interdict message` says of one message. */
#ifndef CLI_MESSAGE_OUTPUT_H
#define CLI_MESSAGE_OUTPUT_H

#include "base/buf.h"
#include "decide/message_screen.h"

#include <stdio.h>

/* Advice of a schema check about the file. */
typedef struct message_advice {
    bool asked;
    const str *items;
    size_t count;
} message_advice;

/* One line of JSON, appended. hash: of the snapshot. */
void message_output_json(buf *out, const char *path, const message *m, const message_screening *screening,
                         const message_advice *advice, const char *hash);

/* For people. */
void message_output_text(FILE *out, const char *path, const message *m, const message_screening *screening,
                         const message_advice *advice);

/* The source with the places of its hits marked: in colour on a terminal, else in «». */
void message_output_marked(FILE *out, str source, const message_screening *screenings, size_t count,
                           bool colour);

#endif
