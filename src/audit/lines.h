/* Lines in and out of a file that may be compressed (zstd where its name ends in .zst).
 *
 *     line_output *o;
 *     status = line_output_open("log.jsonl.zst", &o, &error);       // NULL: standard output
 *     status = line_output_put(o, line, &error);
 *     status = line_output_finish(o, &error);                        // the file is there, and durable
 *     line_output_free(o);                                           // unfinished: nothing is there
 */
#ifndef AUDIT_LINES_H
#define AUDIT_LINES_H

#include "base/buf.h"

typedef struct line_output line_output;

ITD_MUST_CHECK itd_status line_output_open(const char *path, line_output **out, itd_error *error);
ITD_MUST_CHECK itd_status line_output_put(line_output *o, str line, itd_error *error);
ITD_MUST_CHECK itd_status line_output_finish(line_output *o, itd_error *error);
void line_output_free(line_output *o);

typedef struct line_input line_input;

/* "-" is standard input. Compressed content is known by its first bytes. */
ITD_MUST_CHECK itd_status line_input_open(const char *path, line_input **out, itd_error *error);

/* The next line without its end, borrowed until the next call. *there false: no more. A last line without
 * an end, a line that is too long, a damaged file: ITD_ERROR_INPUT. */
ITD_MUST_CHECK itd_status line_input_next(line_input *in, str *line, bool *there, itd_error *error);
unsigned long line_input_number(const line_input *in);
void line_input_close(line_input *in);

#endif
