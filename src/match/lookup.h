/* From the units of a query to the words and runs of words of the index that relate to them.
 *
 * What it finds is what relation_of says over the whole dictionary, but for two things that are judged where
 * a name is scored: initials, and variants that alone cost more than the budget. A cache keeps what was found
 * for a word; it is emptied when it is full, and never changes an answer.
 *
 *     lookup_start(l, &query, false, budget);
 *     for (size_t u = 0; u < query.unit_count; u++) lookup_relate(l, u);
 *     lookup_relate_far(l);
 *     relation r = lookup_get(l, word, u, true);
 */
#ifndef MATCH_LOOKUP_H
#define MATCH_LOOKUP_H

#include "match/index.h"
#include "metric/batch.h"

typedef struct related_unit {
    uint32_t unit;      /* word, or run as in index.h */
    uint8_t type, cost; /* relation */
    uint8_t query : 7;  /* unit of the query */
    uint8_t is_run : 1;
    uint8_t penalty; /* of a link by it, at least */
} related_unit;

/* A run that relates to something of the query. */
typedef struct related_run {
    uint32_t words[INDEX_RUN_WORDS];
    uint8_t count, len; /* words; phones of its first spelling */
    uint32_t row;
} related_run;

enum { LOOKUP_BLOCK = 16 };

typedef struct lookup_cache lookup_cache;

/* Words near one spelling of the query are measured together. */
typedef struct lookup_batch {
    distance_batch words;
    uint32_t numbers[DISTANCE_BATCH]; /* of the words */
    uint8_t own_costs[DISTANCE_BATCH];
    uint8_t limits[DISTANCE_BATCH]; /* of distance and costs together */
    uint8_t extras[DISTANCE_BATCH]; /* costs besides the own ones */
} lookup_batch;

/* Runs that wait to be measured against one spelling. */
typedef struct run_batch {
    distance_batch sounds;
    uint32_t runs[DISTANCE_BATCH];
} run_batch;

typedef struct lookup {
    const match_index *index;
    const token_name *query;
    uint32_t *slots;           /* by word: number of its row plus one; 0 not related to anything */
    relation *rows;            /* one relation per unit of the query */
    uint32_t *masks;           /* by row: tokens of the query that it relates to */
    uint8_t least[TOKENS_MAX]; /* penalty of the best link of each token of the query so far */
    size_t row_count, row_cap, mask_cap, row_width;
    related_run *runs;
    size_t run_count, run_cap;
    uint32_t *run_slots; /* hash table of run numbers plus one, by their words */
    size_t run_slot_count;
    related_unit *found; /* in the order of the units of the query */
    size_t found_count, found_cap;
    size_t found_start[UNITS_MAX + 1];
    /* words seen for the present unit, with the least distance of their spellings */
    uint32_t *seen; /* by word: round */
    uint8_t *nearest;
    uint32_t *near_words;
    size_t near_count, near_cap;
    uint32_t round;
    uint32_t *places; /* room for the hits of signatures */
    uint32_t *seen_skeletons;
    uint32_t skeleton_round;
    uint32_t *cut_words; /* words of names that end where a message field does */
    size_t cut_count;
    lookup_cache *cache;
    lookup_batch batches[2];          /* by whether one of the two sides is without vowels */
    run_batch run_batches[2];         /* likewise */
    uint32_t *blocks;                 /* by spelling / LOOKUP_BLOCK: the group that holds the first */
    uint8_t ceilings[PHONES_MAX + 1]; /* cost of a variant of the present unit that the budget allows, by the
                                         phones of the first spelling of the other */
    int ceiling;                      /* the greatest of them */
    bool small;                       /* the present unit may be a small word */
    int budget;
    token other;
    token_name room;
    bool everything; /* judge the whole dictionary */
    bool failed;     /* no memory: the answer would not be whole */
} lookup;

ITD_MUST_CHECK itd_status lookup_new(const match_index *x, lookup **out, itd_error *error);
void lookup_free(lookup *l);

/* Forgets the last query. The query must stay where it is. The budget is a penalty. */
void lookup_start(lookup *l, const token_name *query, bool everything, int budget);

/* Finds what relates to unit u of the query; to be called for u = 0, 1, … */
void lookup_relate(lookup *l, size_t u);

/* Finds the words that lie two full edits from a word of the query, where the other words leave room for that
 * within the budget; to be called when all units are done. */
void lookup_relate_far(lookup *l);

/* The relation of unit u of the query to a word. `complete`: variants over the budget too. */
relation lookup_get(lookup *l, uint32_t word, size_t u, bool complete);

/* The related run of `count` words that stands here in a name; NULL if there is none. */
const related_run *lookup_run_at(const lookup *l, const uint32_t *name_words, size_t count);

/* The relation of unit u to a run of l->runs. */
static inline relation lookup_get_run(const lookup *l, const related_run *r, size_t u)
{
    return l->rows[r->row * l->row_width + u];
}

/* Private to the files of the lookup. */
void lookup_note(lookup *l, uint32_t word, int distance);
void lookup_sounds(lookup *l, size_t u);
bool lookup_may_be_far(lookup *l, size_t u); /* for the ceilings that are set */
void lookup_far_sounds(lookup *l, size_t u);
void lookup_runs(lookup *l, size_t u);
void lookup_keep(lookup *l, size_t u, related_unit r);

#endif
