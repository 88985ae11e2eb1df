/* The readings of a query: its names as they stand, and the parts of them that may be names of their own
 * (field/party.h). The best reading counts. */
#ifndef MATCH_READING_H
#define MATCH_READING_H

#include "match/match.h"
#include "name/align.h"
#include "text/text.h"

enum { READINGS_MAX = 4 * MATCH_VALUES_MAX };

typedef struct reading {
    str text;
    int cost;       /* added to the penalty of a name that is found by it */
    unsigned kinds; /* bits of match_kind: whose name it may be */
    bool part;
    bool marked; /* a part that stands apart: of a person it is a name as one that stands alone. The names of
                    firms are short and alike, they must be met as they are listed */
    bool initials; /* its single letters are initials of a person */
    uint8_t signs; /* text_signs */
} reading;

typedef struct reading_list {
    reading list[READINGS_MAX];
    size_t count;
} reading_list;

/* The names of the query alone. */
void readings_start(const match_query *q, reading_list *out);

/* The greatest penalty that a name may have for a part, its cost left out. */
int reading_penalty_max(const reading *r);

/* False for a part that meets the name by words that stand in many names, or not nearly enough: beside a town
 * or a street a name must be there as it is listed, or almost; two words of which neither is a name of its
 * own
 * ("Bank Tejarat") just as they are. Always true for a name of the query. */
bool reading_counts(const reading *r, const name_view *query, const alignment *a);

/* Adds the parts of the name that the scratch has analysed last. */
void readings_add_parts(const text_scratch *t, str name, reading_list *out);

/* Reads the words of a reading. */
void reading_analyse(text_scratch *t, const reading *r, token_name *out);

#endif
