/* From the units of a query to the words and runs of words of the index that relate to them.
 *
 * What it finds is what relation_of says over the whole dictionary, but for two things that are judged where
 * a name is scored: initials, and variants that alone cost more than the budget. A cache keeps what was found
 * for a word; it is emptied when it is full, and never changes an answer.
 *
 *     lookup_start(l, &query, false, budget);
 *     for (size_t u = 0; u < query.unit_count; u++) lookup_relate(l, u);
 *     lookup_relate_near(l, views, kinds);
 *     relation r = lookup_get(l, word, u, true);
 */
#ifndef MATCH_LOOKUP_H
#define MATCH_LOOKUP_H

#include "base/bits.h"
#include "match/index.h"
#include "metric/batch.h"

typedef struct related_unit {
    uint32_t unit;      /* word, or run as in index.h */
    uint8_t type, cost; /* relation */
    uint8_t query : 7;  /* unit of the query */
    uint8_t is_run : 1;
    uint8_t penalty; /* of a link by it, at least; of a run: phones of its first spelling */
} related_unit;

/* A run that relates to something of the query. */
typedef struct related_run {
    uint32_t words[INDEX_RUN_WORDS];
    uint8_t count, len; /* words; phones of its first spelling */
    uint32_t row;
} related_run;

enum { LOOKUP_BLOCK = 16 };

typedef struct lookup_cache lookup_cache;

/* A spelling that waits to be measured: nothing of it is read before its turn, so that the memory has time to
 * come. */
typedef struct lookup_waiting {
    uint32_t spelling;
    uint8_t len;           /* of its phones */
    const uint8_t *phones; /* DISTANCE_BATCH_ROW bytes can be read */
} lookup_waiting;

/* Words near one spelling of the query are measured together. */
enum { LOOKUP_WAITING = 2 * DISTANCE_BATCH };
typedef struct lookup_batch {
    lookup_waiting waiting[LOOKUP_WAITING];
    size_t count;
} lookup_batch;

/* Runs that wait to be measured against one spelling. */
typedef struct run_batch {
    distance_batch sounds;
    uint32_t runs[DISTANCE_BATCH];
} run_batch;

typedef struct lookup {
    const match_index *index;
    const token_name *query;
    uint64_t *related; /* bits by word: it has a row. Small, for most words that are looked at have none */
    uint32_t *slots;   /* by word: number of its row plus one; 0 not related to anything */
    relation *rows;    /* one relation per unit of the query */
    uint32_t *masks;   /* by row: tokens of the query that it relates to */
    uint8_t least[TOKENS_MAX]; /* share of each token of the query in the penalty of its best link so far */
    size_t row_count, row_cap, mask_cap, row_width;
    related_run *runs;
    size_t run_count, run_cap;
    uint64_t *run_first; /* bits by word: a run that relates begins with it */
    uint8_t *run_starts; /* by word: how long the runs are that begin with it, bits of 1 << words */
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
    uint32_t
        *cut_words; /* words of names that end where a message field does, in the order of their letters */
    size_t cut_count;
    uint32_t cut_starts[257]; /* of them, by their first byte */
    lookup_cache *cache;
    lookup_batch batches[2];  /* by whether one of the two sides is without vowels */
    run_batch run_batches[2]; /* likewise */
    uint32_t *blocks;         /* by spelling / LOOKUP_BLOCK: the group that holds the first */
    /* relation_variant_limit, by whether one side is without vowels and the phones of both */
    uint8_t variant_limits[2][PHONES_MAX + 1][DISTANCE_TABLE];
    uint8_t ceilings[PHONES_MAX + 1]; /* cost of a variant of the present unit that the budget allows, by the
                                         phones of the first spelling of the other */
    int ceilings_most;                /* the greatest of them */
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

/* Finds what relates to unit u of the query without a full edit; to be called for u = 0, 1, … */
void lookup_relate(lookup *l, size_t u);

/* Finds the words that lie one or two full edits from a word of the query, where the other words leave room
 * for that within the budget in names of one of the kinds (bits); to be called when all units are done. */
void lookup_relate_near(lookup *l, const name_view views[KIND_COUNT], unsigned kinds);

/* The relation of unit u of the query to a word. `complete`: variants over the budget too. */
relation lookup_get(lookup *l, uint32_t word, size_t u, bool complete);

static inline bool lookup_has_row(const lookup *l, uint32_t word)
{
    return bits_get(l->related, word);
}

/* The related run of `count` words that stands here in a name; NULL if there is none. */
const related_run *lookup_find_run(const lookup *l, const uint32_t *name_words, size_t count);
static inline const related_run *lookup_run_at(const lookup *l, const uint32_t *name_words, size_t count)
{
    uint32_t first = index_word_of(name_words[0]);
    bool may_be = bits_get(l->run_first, first) && l->run_starts[first] >> count & 1;
    return may_be ? lookup_find_run(l, name_words, count) : NULL;
}

/* The relation of unit u to a run of l->runs. */
static inline relation lookup_get_run(const lookup *l, const related_run *r, size_t u)
{
    return l->rows[r->row * l->row_width + u];
}

/* Private to the files of the lookup. */
void lookup_note(lookup *l, uint32_t word, int distance);
void lookup_sounds(lookup *l, size_t u);
/* Words whose skeletons are that many edits away, one or two. may: false if a link to one costs more than the
 * budget. */
bool lookup_may_be_near(const lookup *l, size_t u, int edits, int budget);
void lookup_near_sounds(lookup *l, size_t u, int edits);
bool lookup_is_small(const token *t); /* in names of one kind at least */
/* What of the budget the other words leave to a variant of the word with so many full edits. */
int lookup_rest(const lookup *l, const name_view views[KIND_COUNT], unsigned kinds, size_t word, int edits);
void lookup_runs(lookup *l, size_t u);
void lookup_keep(lookup *l, size_t u, related_unit r);

#endif
