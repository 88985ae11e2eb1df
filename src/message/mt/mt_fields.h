/* The fields of a FIN text block, without losing a byte.
 *
 * ":50K:/12345\r\nNAME\r\n" is one field: tag "50K", value "/12345\r\nNAME\r\n". What stands before the first
 * tag is a field without a tag. Lines end in CR LF, LF, CR or LF CR. Writing prefix, tag, suffix and value of
 * all fields one after the other gives the block again (mt_fields_print).
 *
 *     mt_field_list fields;
 *     mt_fields_read(arena, block, &fields);
 *     for (size_t i = 0; i < fields.count; i++) ... fields.items[i].tag ...
 */
#ifndef MESSAGE_MT_MT_FIELDS_H
#define MESSAGE_MT_MT_FIELDS_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

#include <stdbool.h>

typedef struct mt_field {
    str prefix;   /* ":" */
    str tag;      /* as written; empty: no tag */
    str suffix;   /* ":", or empty where it was left out */
    str value;    /* up to the next tag, with line ends */
    char name[4]; /* the tag in capitals, terminated */
    int number;   /* 50 of "50K"; -1 if there is no tag */
    char option;  /* 'K' of "50K", or 0 */
    bool odd;     /* lower case, or the second colon missing */
} mt_field;

typedef struct mt_field_list {
    mt_field *items;
    size_t count, cap;
    bool too_many; /* beyond the ceiling only party fields are fields of their own */
} mt_field_list;

#define MT_FIELDS_MAX       100000 /* of one message; a FIN message has 10,000 characters */
#define MT_PARTY_FIELDS_MAX 110000 /* with party fields behind them */

/* False without memory. Slices of the block. */
bool mt_fields_read(arena *a, str block, mt_field_list *out);

/* Adds the fields of another piece of the same message. */
bool mt_fields_append(arena *a, str block, mt_field_list *out);

void mt_fields_print(const mt_field_list *fields, buf *out);

/* Takes the next line off the front of *rest, without its end; false when nothing is left. */
bool mt_line(str *rest, str *line);

#endif
