/* The cases of a file: one JSON object, a list of them, or one per line (JSON Lines).
 *
 *     case_file f;
 *     case_file_init(&f, bytes);
 *     while (case_file_next(&f, &text, &line)) ... case_read(text, path, line, …) ...
 *
 * A file that is one JSON text as a whole is taken as such; any other is taken line by line, so that one bad
 * line keeps no other from being answered. */
#ifndef CASE_CASE_FILE_H
#define CASE_CASE_FILE_H

#include "base/str.h"

typedef struct case_file {
    str rest;
    unsigned long line; /* of the beginning of rest */
    enum { CASE_FILE_ONE, CASE_FILE_LIST, CASE_FILE_LINES, CASE_FILE_DONE } form;
} case_file;

void case_file_init(case_file *f, str bytes);

/* The text of the next case and the line (from 1) where it begins; false at the end. */
bool case_file_next(case_file *f, str *text, unsigned long *line);

#endif
