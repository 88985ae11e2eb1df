/* What `interdict message` says of one message. */
#ifndef CLI_MESSAGE_OUTPUT_H
#define CLI_MESSAGE_OUTPUT_H

#include "base/buf.h"
#include "decide/message_screen.h"

#include <stdio.h>

/* One line of JSON, appended. hash: of the snapshot. */
void message_output_json(buf *out, const char *path, const message *m, const message_screening *screening,
                         const char *hash);

/* For people. */
void message_output_text(FILE *out, const char *path, const message *m, const message_screening *screening);

/* The source with the places of its hits marked: in colour on a terminal, else in «». */
void message_output_marked(FILE *out, str source, const message_screening *screenings, size_t count,
                           bool colour);

#endif
