/* Altered names, made from the snapshot's own entries, by kind of manipulation.
 *
 * Each kind is one row of a table: what it alters, whom it applies to, whether the altered name must still be
 * found or must not alert. The same seed gives the same names. Kinds that need a birth date alter that and
 * leave the name.
 *
 *     variants_report r;
 *     evaluate_variants(arena, &options, 200, 1, &r, &error);
 */
#ifndef EVALUATE_VARIANTS_H
#define EVALUATE_VARIANTS_H

#include "base/buf.h"
#include "evaluate/evaluate.h"

#define VARIANT_WORDS_MAX 32

/* A stream of pseudo-random numbers (SplitMix64, Steele, Lea and Flood, OOPSLA 2014). */
typedef struct variant_random {
    uint64_t state;
} variant_random;

uint64_t random_next(variant_random *r);
size_t random_below(variant_random *r, size_t bound); /* bound at least 1 */

/* A listed name about to be altered. */
typedef struct variant_base {
    const snapshot *snapshot;
    uint32_t entity, row;
    schema_id schema;
    str name; /* "LAST, First" already turned to "First LAST" */
    str words[VARIANT_WORDS_MAX];
    size_t word_count;
    str birth_date; /* the first full one of the entity, or empty */
} variant_base;

/* Writes the altered name (and birth date, where the kind alters that). False where the kind does not apply
 * to the base. */
typedef bool variant_make(const variant_base *base, variant_random *random, buf *name, buf *birth_date);

typedef enum variant_aim {
    VARIANT_CONTROL,   /* unaltered */
    VARIANT_FIND,      /* must be found */
    VARIANT_FIND_HARD, /* must be found, but often cannot be: reported apart, left out of the average */
    VARIANT_REFUSE,    /* must not alert */
} variant_aim;

typedef struct variant_kind {
    const char *name;
    variant_aim aim;
    variant_make *make;
} variant_kind;

/* The table; NULL at the end. Its parts are in variants_<family>.c. */
const variant_kind *variant_kind_at(size_t index);

#define VARIANT_LENGTHS 5 /* 1–8, 9–14, 15–22, 23–35, 36+ characters of the altered name */

typedef struct variant_figures {
    const variant_kind *kind;
    size_t made, found; /* found: detected, or for VARIANT_REFUSE alerting */
    size_t made_by_length[VARIANT_LENGTHS], found_by_length[VARIANT_LENGTHS];
    size_t made_by_schema[3], found_by_schema[3]; /* person, organisation, object */
    size_t made_by_words[4], found_by_words[4];   /* 1, 2, 3, 4 and more */
} variant_figures;

typedef struct variant_miss {
    const variant_kind *kind;
    str listed, altered, id, top_id;
    int top_score;
} variant_miss;

typedef struct variants_report {
    variant_figures *figures;
    size_t figure_count;
    variant_miss *misses; /* not found, or alerting where it must not */
    size_t miss_count;
    double average; /* share found, averaged over the VARIANT_FIND kinds that were made */
} variants_report;

/* only: nullable name of the one kind to make. */
ITD_MUST_CHECK itd_status evaluate_variants(arena *a, const evaluate_options *o, size_t per_kind,
                                            uint64_t seed, const char *only, variants_report *r,
                                            itd_error *error);

void report_variants_text(const variants_report *r, buf *out);
void report_variants_json(const evaluate_options *o, const variants_report *r, buf *out);
void variants_misses_csv(const variants_report *r, buf *out);

#endif
