/* From the units of a query to the units of the dictionary that relate to them, with the relation.
 *
 * What it finds is what relation_of says over the whole dictionary, initials left out: those are judged where
 * a name is scored. A cache keeps what was found for a word; it is emptied when it is full, and never changes
 * an answer.
 *
 *     lookup_start(l, &query, false, budget);
 *     for (size_t u = 0; u < query.unit_count; u++) lookup_relate(l, u);
 *     relation r = lookup_get(l, unit, u);
 */
#ifndef MATCH_LOOKUP_H
#define MATCH_LOOKUP_H

#include "match/index.h"
#include "metric/batch.h"

typedef struct related_unit {
    uint32_t unit;
    uint8_t type, cost; /* relation */
    uint8_t query;      /* unit of the query */
} related_unit;

typedef struct lookup_cache lookup_cache;

typedef struct lookup {
    const match_index *index;
    const token_name *query;
    uint32_t *slots; /* by unit of the dictionary: number of its row plus one; 0 not related to anything */
    relation *rows;  /* one relation per unit of the query */
    size_t row_count, row_cap, row_width;
    related_unit *found; /* in the order of the units of the query */
    size_t found_count, found_cap;
    size_t found_start[UNITS_MAX + 1];
    uint32_t *seen; /* by unit: round in which it was judged */
    uint32_t round;
    uint32_t *seen_buckets;
    uint32_t bucket_round;
    uint32_t *cut_units; /* units of the dictionary that end where a message field does */
    size_t cut_count;
    lookup_cache *cache;
    distance_batch batch;
    uint32_t batch_units[DISTANCE_BATCH];
    uint8_t batch_limits[DISTANCE_BATCH];
    uint8_t ceilings[PHONES_MAX + 1]; /* cost of a variant of the present unit that the budget allows, by the
                                         phones of the other */
    int ceiling;                      /* the greatest of them */
    bool complete[UNITS_MAX];         /* no variant of the unit was left out for its cost */
    int budget;
    token other;
    bool everything; /* judge the whole dictionary */
    bool failed;     /* no memory: the answer would not be whole */
} lookup;

ITD_MUST_CHECK itd_status lookup_new(const match_index *x, lookup **out, itd_error *error);
void lookup_free(lookup *l);

/* Forgets the last query. The query must stay where it is. The budget is a penalty. */
void lookup_start(lookup *l, const token_name *query, bool everything, int budget);

/* Finds what relates to unit u of the query; to be called for u = 0, 1, … */
void lookup_relate(lookup *l, size_t u);

/* The relation of unit u of the query to a unit of the dictionary, whatever its cost; initials included. */
relation lookup_get(lookup *l, uint32_t unit, size_t u);

#endif
