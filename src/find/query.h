/* The query language: words, "phrases", field:word, field:(…), AND OR NOT, + and -, *, ?, ~, [from TO until],
 * boosts (read and passed over). As a tree; nothing is looked up here.
 *
 *     query_node *root;
 *     status = query_parse(text, false, arena, &root, &error);    // ITD_ERROR_INPUT: where and what
 */
#ifndef FIND_QUERY_H
#define FIND_QUERY_H

#include "base/arena.h"
#include "find/field.h"

#include <interdict/status.h>

enum { QUERY_DEPTH_MAX = 64, QUERY_NODES_MAX = 1024 };

typedef enum query_kind {
    QUERY_ALL,
    QUERY_NONE,
    QUERY_WORD,    /* text, one word as written */
    QUERY_PHRASE,  /* text */
    QUERY_PATTERN, /* text with * and ? */
    QUERY_RANGE,   /* text to upper; an empty one is open */
    QUERY_AND,
    QUERY_OR,
    QUERY_NOT,
} query_kind;

typedef struct query_node query_node;
struct query_node {
    query_kind kind;
    find_field field;
    str text, upper;
    bool above, below; /* of a range: without its ends */
    int edits;         /* letters that may differ */
    query_node *left, *right;
};

/* lenient: what is no operator in its place is a word, and there are no errors of syntax. */
ITD_MUST_CHECK itd_status query_parse(str text, bool lenient, arena *a, query_node **out, itd_error *error);

#endif
