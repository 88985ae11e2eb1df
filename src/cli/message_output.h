/* What `interdict message` says of one message. */
#ifndef CLI_MESSAGE_OUTPUT_H
#define CLI_MESSAGE_OUTPUT_H

#include "answer/message_answer.h"

#include <stdio.h>

/* For people, with the questions of the decision. False without memory. */
bool message_output_text(FILE *out, const char *path, const message *m, const message_screening *screening,
                         const message_advice *advice, const snapshot *s);

/* One line a message: verdict, format, reference, amount, debtor, creditor, hits; m NULL: the head of the
 * table. */
void message_output_row(FILE *out, const message *m, const message_screening *screening);

/* "FILE: n messages, n to look at". */
void message_output_summary(FILE *out, const char *path, size_t count, size_t found);

#endif
