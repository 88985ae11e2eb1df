/* Entities found by words in any of their fields: the search of somebody who looks for something, not a
 * screening.
 *
 * It answers in the query language of Lucene as far as people use it, counts by field, sorts and pages. It
 * knows nothing of spellings: who must not miss a party asks match/match.h.
 *
 *     find_index *f;
 *     find_new(snapshot, &f, &error);                 // once; read-only then, for any number of threads
 *     find_question q = {.text = str_of("names:putin AND topics:sanction"), .limit = 10};
 *     find_result r;
 *     status = find_search(f, &q, &arena, &r, &error);   // ITD_ERROR_INPUT: the query cannot be parsed
 */
#ifndef FIND_FIND_H
#define FIND_FIND_H

#include "base/arena.h"
#include "find/field.h"
#include "snapshot/snapshot.h"

enum { FIND_FILTERS_MAX = 64, FIND_SORTS_MAX = 8, FIND_FACETS_MAX = 8 };

typedef struct find_index find_index;

/* Entities with one of the values in the field; all: with all of them. A value beginning with '*' is none. */
typedef struct find_filter {
    find_field field;
    const str *values;
    size_t count;
    bool all;
} find_filter;

typedef struct find_sort {
    find_field field;
    bool descending;
} find_sort;

typedef struct find_question {
    str text;                /* empty: everything */
    bool simple;             /* a box for people: nothing is a syntax error */
    bool fuzzy;              /* words with a letter wrong are found too */
    bool prefix;             /* the last word may go on: what stands in a box that is being typed into */
    const uint8_t *datasets; /* one byte per source, 0: not these; NULL: all */
    bool has_schema;
    schema_id schema;         /* and what may be what it looks for */
    const schema_id *without; /* schemata left out, with what is below them */
    size_t without_count;
    const find_filter *filters;
    size_t filter_count;
    bool (*accept)(void *context, uint32_t index); /* a last word; NULL: all */
    void *accept_context;
    const find_sort *sorts; /* before the score */
    size_t sort_count;
    size_t limit, offset;
    const find_field *facets;
    size_t facet_count;
} find_question;

typedef struct find_bucket {
    str value;
    size_t count;
} find_bucket;

typedef struct find_facet {
    find_bucket *buckets; /* by count, then by value */
    size_t count;
} find_facet;

typedef struct find_result {
    const uint32_t *entities; /* of the page */
    size_t count, total;
    find_facet facets[FIND_FACETS_MAX];
} find_result;

ITD_MUST_CHECK itd_status find_new(const snapshot *s, find_index **out, itd_error *error);
void find_free(find_index *f);
const snapshot *find_snapshot(const find_index *f);

/* Everything in the result lives in the arena. Errors: ITD_ERROR_INPUT (the query cannot be parsed),
 * ITD_ERROR_MEMORY. */
ITD_MUST_CHECK itd_status find_search(const find_index *f, const find_question *q, arena *a, find_result *out,
                                      itd_error *error);

#endif
