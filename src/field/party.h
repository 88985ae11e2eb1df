/* A party field taken apart: what else stands in it beside a name.
 *
 * Real fields carry a branch, a town, a street, numbers with and without a label, a job, a voyage, a former
 * name or a second party. party_read says which runs of words may be a name of their own. Each is a part of
 * the field as it stands, and the field as a whole is always asked too: nothing is left out, parts only add.
 *
 * A part costs a little, the more the less sure it is that what stands around it belongs to no name: a town
 * may be part of a name, and so may a number. Words are those of data/field.
 *
 *     const text_name *text = text_analyse(scratch, raw);
 *     party_parts parts;
 *     party_read(text, raw, &parts);
 *     for (size_t i = 0; i < parts.count; i++) ... raw.data + parts.list[i].start ...
 */
#ifndef FIELD_PARTY_H
#define FIELD_PARTY_H

#include "text/text.h"

enum { PARTY_PARTS_MAX = 12, PARTY_NUMBERS_MAX = 4 };

/* Whose name a part may be: bits. */
enum { PARTY_OF_PERSON = 1, PARTY_OF_ORGANISATION = 2, PARTY_OF_OBJECT = 4, PARTY_OF_ANY = 7 };

typedef struct party_part {
    uint32_t start, end; /* bytes of the raw field */
    uint8_t cost;        /* penalty of a name that is found in it */
    uint8_t kinds;       /* PARTY_OF_… */
    bool marked; /* a comma, a bracket or a word says that a name ends there: nothing of it is stripped */
} party_part;

/* A number with its label: "INN 7707083893". */
typedef struct party_number {
    uint32_t label_start, label_end, start, end; /* bytes of the raw field */
} party_number;

typedef struct party_parts {
    party_part list[PARTY_PARTS_MAX];
    size_t count;
    party_number numbers[PARTY_NUMBERS_MAX];
    size_t number_count;
} party_parts;

/* Nothing is allocated; `text` is that of `raw`. */
void party_read(const text_name *text, str raw, party_parts *out);

#endif
