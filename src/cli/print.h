/* The one way out for what a command put into a buffer: a buffer that lost something is never printed.
 *
 * tools/check_source.py refuses any other way from a buffer to a stream in src/cli.
 *
 *     code = print_or_fail(&out, EXIT_FOUND);   // EXIT_FOUND, or EXIT_CANNOT_RUN after a message
 */
#ifndef CLI_PRINT_H
#define CLI_PRINT_H

#include "base/buf.h"

#include <stdio.h>

/* All of it to the stream, which may keep it for a while. The buffer is empty afterwards. Errors:
 * ITD_ERROR_MEMORY for a buffer that failed, ITD_ERROR_SNAPSHOT for an answer from a snapshot that was
 * changed in place (nothing is written), ITD_ERROR_IO. */
ITD_MUST_CHECK itd_status print_buf(FILE *to, buf *out, itd_error *error);

/* To standard output, now. Returns `code`, or EXIT_CANNOT_RUN after a message. */
int print_or_fail(buf *out, int code);

/* An answer for people that is made in memory first, so that all of it is printed or nothing.
 *
 *     print_held held;
 *     FILE *out = print_hold(&held);
 *     int code = out ? write_answer(out, …) : EXIT_CANNOT_RUN;
 *     return print_held_or_fail(&held, code);
 */
typedef struct print_held {
    FILE *stream;
    char *text;
    size_t len;
} print_held;

/* NULL without memory. */
FILE *print_hold(print_held *h);

/* Appends what was written to the buffer; false without memory. Frees it. */
bool print_held_into(print_held *h, buf *out);

/* Prints what was written if `code` is EXIT_FOUND or EXIT_NOTHING; such an answer is never empty. Frees it.
 * Returns `code`, or EXIT_CANNOT_RUN after a message where something of it was lost. */
int print_held_or_fail(print_held *h, int code);

#endif
