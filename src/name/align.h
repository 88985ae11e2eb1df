/* The best one-to-one alignment of the tokens of two names, and the penalties that it leaves.
 *
 * A link joins one token with one token, or one with a run of two or three (merge, split). Links are chosen
 * so that what they explain, less what they cost, is greatest; what is left over is missing on one side, or,
 * as far as both sides have something left, a contradiction. All in integers; swapping the names swaps the
 * answer.
 *
 *     name_view_make(&query, KIND_PERSON, &a);
 *     name_view_make(&listed, KIND_PERSON, &b);
 *     align_names(&a, &b, relations, &alignment);
 *     int score = score_of_penalty(alignment.penalty);
 */
#ifndef NAME_ALIGN_H
#define NAME_ALIGN_H

#include "name/relation.h"

/* What the alignment needs to know of a name. */
typedef struct name_view {
    uint8_t count, unit_count;
    uint8_t kind; /* match_kind */
    /* of queries only, not of listed names: */
    bool cut;        /* at the length of a field */
    uint32_t around; /* bits of the tokens around a name in quotation marks */
    /* of name_view_scale: */
    bool is_eastern; /* a name of China, Korea or Vietnam in Latin letters */
    bool is_common;  /* of small words and such as "company" or "bank" only */
    unit spans[UNITS_MAX];
    uint8_t lens[UNITS_MAX]; /* letters */
    uint8_t roles[TOKENS_MAX];
    uint8_t generic[TOKENS_MAX]; /* form_kind */
    uint8_t patronymic[TOKENS_MAX], syllable[TOKENS_MAX];
    uint8_t trait[TOKENS_MAX]; /* token_get_trait */
    token_weight weights[TOKENS_MAX];
} name_view;

void name_view_make(const token_name *n, match_kind kind, name_view *out);

/* What weights depend on the whole name: a patronymic between other names tells little that the rest does
 * not; a name of small words only has nothing else. */
void name_view_scale(name_view *n);

typedef struct align_link {
    uint8_t a, b; /* units */
    relation relation;
    int16_t penalty;
    int16_t gain;
} align_link;

typedef struct alignment {
    align_link links[TOKENS_MAX];
    size_t link_count;
    int penalty; /* the sum of what follows, less the relief */
    int edits, contradiction, missing, shortage, order, form, relief;
    int matched;     /* information matched */
    int initials;    /* information that initials leave open */
    int whole_links; /* links of words that are no small words */
    bool whole;      /* nothing but legal forms and stop words is left over */
    bool involved;   /* so many links that the search for the best may have been given up early */
    uint32_t covered_a, covered_b;     /* bits of tokens in links */
    uint32_t duplicate_a, duplicate_b; /* bits of tokens that repeat a linked one */
} alignment;

/* `relations` has a->unit_count rows of b->unit_count. */
void align_names(const name_view *a, const name_view *b, const relation *relations, alignment *out);

/* Penalty of a spelling variant of this cost (metric/distance.h) between words of which the shorter has `len`
 * phones. Grows with the cost, falls with the length. */
int align_edit_penalty(int cost, int len);

/* True for the roles whose variants cost a quarter, where both words have one. */
bool align_is_small(uint8_t role);

/* True if the link is one slip in a word so long that no other firm or ship bears one like it by chance. */
bool align_is_slip_of_long(const name_view *a, const name_view *b, const align_link *l);

/* True for a title and one rare word ("President Erdogan"): the shortage of an alignment may then be nothing,
 * whatever is left over of the other name. */
bool align_may_stand_alone(const name_view *n);

/* The most that is taken off what is left over for this query: a bound on that may be over the budget by so
 * much. */
int align_relief(const name_view *query);

/* Score of 0 to 10000; falls as the penalty grows. */
int score_of_penalty(int penalty);

#endif
