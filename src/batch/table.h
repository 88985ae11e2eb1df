/* Comma-separated values, RFC 4180 with what the world does to it: a byte order mark, semicolons or tabs,
 * lone line feeds, lone carriage returns (all through, if the header ends so), blanks around fields, quotes
 * that are never closed.
 *
 * A record whose quotes do not close swallows no more than its own line: the rest of the file is still read.
 *
 *     table_reader r;
 *     table_init(&r, text);
 *     while (table_next(&r, arena, &record)) ... record.fields[2] ...
 *
 * Fields point into the text, or into the arena where quotes had to be undone.
 */
#ifndef BATCH_TABLE_H
#define BATCH_TABLE_H

#include "base/arena.h"
#include "base/str.h"

#define TABLE_RECORD_LEN_MAX ((size_t)1 << 20)
#define TABLE_FIELDS_MAX     1024

typedef struct table_record {
    unsigned long line; /* of its first byte, from 1 */
    str *fields;
    size_t field_count;
    const char *problem; /* NULL, or why it cannot be used; the fields are then empty */
} table_record;

/* What parts fields and what ends lines: '\n', also behind '\r', or '\r'. */
typedef struct table_form {
    char separator, line_end;
} table_form;

typedef struct table_reader {
    str rest;
    unsigned long line;
    table_form form;
} table_reader;

/* Over a whole text; passes over a byte order mark and finds the separator in the first line. */
void table_init(table_reader *r, str text);

/* The next record that is not blank; false at the end. */
bool table_next(table_reader *r, arena *a, table_record *record);

/* The form of the header, which begins the text: its line end outside quotes, and the one of , ; tab that
 * stands there most often outside quotes. */
table_form table_form_of(str text);

/* Measures the first record with its line end; *lines is how many lines it has. A record with a stray quote
 * is its first line. False when nothing is left, or, with `more` bytes still to come, when it may go on. */
bool table_cut(str text, table_form form, bool more, size_t *len, unsigned long *lines);

/* Takes one cut record apart. Never fails otherwise than by record->problem. */
void table_split(str raw, char separator, arena *a, table_record *record);

#endif
