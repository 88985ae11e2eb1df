/* A message file with what was found in it marked.
 *
 * A finding knows the field that it stands in and its words as they were compared: joined across line ends,
 * without numbers of lines and codes of subfields. The words are looked for in the bytes of the field; where
 * they are not there as they are, the field as a whole is marked.
 *
 *     message_marks_print(stdout, &arena, source, screenings, count, colour);
 */
#ifndef CLI_MESSAGE_MARKS_H
#define CLI_MESSAGE_MARKS_H

#include "answer/message_answer.h"

#include <stdio.h>

/* In colour on a terminal, else in «». False without memory. */
bool message_marks_print(FILE *out, arena *a, str source, const message_screening *screenings, size_t count,
                         bool colour);

#endif
