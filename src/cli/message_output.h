/* What `interdict message` says of one message. */
#ifndef CLI_MESSAGE_OUTPUT_H
#define CLI_MESSAGE_OUTPUT_H

#include "answer/message_answer.h"

#include <stdio.h>

/* For people. */
void message_output_text(FILE *out, const char *path, const message *m, const message_screening *screening,
                         const message_advice *advice);

/* The source with the places of its hits marked: in colour on a terminal, else in «». */
void message_output_marked(FILE *out, str source, const message_screening *screenings, size_t count,
                           bool colour);

#endif
