/* The match index: the section of a snapshot that makes searching fast without losing a name.
 *
 * It holds every listed name as the numbers of its units (tokens and joined units) in one dictionary, and the
 * ways from a word of a query to the units that relate to it (skeletons of the sounds, numbers, words of the
 * lexicon) and from a unit to the names that hold it. Names are numbered by kind, then by row. It is used
 * where it lies in the mapped file, nothing is copied; the layout is that of the structs below,
 * little-endian. docs/internals/candidates.md says why nothing is lost.
 *
 *     match_index x;
 *     index_open(snapshot, &x, &error);
 *     for (uint32_t p = x.posting_offsets[unit]; p < x.posting_offsets[unit + 1]; p++) ... x.postings[p] ...
 */
#ifndef MATCH_INDEX_H
#define MATCH_INDEX_H

#include "match/listed.h"
#include "metric/batch.h"

#define INDEX_TAG "NIDX"

enum {
    INDEX_VERSION = 1,
    INDEX_PHONES = DISTANCE_BATCH_PHONES,
    INDEX_LONG = 5, /* phones from which a variant may lie two full edits away */
};

typedef struct index_unit {
    uint32_t record; /* in the pool: see index_token */
    uint16_t word;   /* of the lexicon, plus one; 0 none */
    uint16_t stem;   /* likewise */
    uint8_t flags;   /* of the token */
    uint8_t script;
    uint8_t unused[2];
} index_unit;

typedef struct index_weight {
    int16_t information, contrast;
    uint8_t role, generic, patronymic, syllable;
} index_weight;

typedef struct index_name {
    uint32_t first_unit; /* into name_units and name_spans */
    uint32_t row;        /* of the name in the snapshot */
    uint32_t entity;
    uint16_t heavy; /* sum of the contrast of its heavy tokens */
    uint8_t count, unit_count;
    uint8_t weak;
    uint8_t exact;   /* too light for a bound: scored whenever it is touched */
    uint8_t singles; /* tokens that are a single letter */
    uint8_t unused;
} index_name;

/* One spelling of a single token, by its skeleton. */
typedef struct index_spelling {
    uint32_t unit;
    uint8_t cost, soft; /* soft phones */
    uint8_t abjad;
    uint8_t len;     /* phones */
    uint8_t batched; /* all of them are in `phones`, for metric/batch.h */
    uint8_t phones[INDEX_PHONES];
} index_spelling;

/* All spellings of single tokens that have one skeleton. */
typedef struct index_bucket {
    uint64_t skeleton, counts;
    uint32_t first, count; /* spellings: those without vowels first, then the others, the longest first */
    uint32_t abjad;        /* how many are without vowels */
    uint32_t unused;
} index_bucket;

typedef struct index_pair {
    uint32_t key, unit;
} index_pair;

typedef struct match_index {
    const snapshot *snapshot;
    const index_unit *units;
    uint32_t unit_count, single_count;         /* single tokens are numbered first */
    const index_weight (*weights)[KIND_COUNT]; /* of the single tokens */
    const index_name *names;
    uint32_t name_count;
    uint32_t kind_start[KIND_COUNT + 1]; /* names of a kind are [start, next start) */
    uint32_t kind_schemata[KIND_COUNT];  /* bits of the schemata of the entities of a kind */
    const uint32_t *name_units;
    const uint8_t *name_spans; /* first token, and number of tokens less one times 32 */
    const uint32_t *posting_offsets, *postings;
    const index_bucket *buckets; /* by skeleton */
    uint32_t bucket_count;
    const uint32_t *bucket_slots; /* hash table of bucket numbers plus one */
    uint32_t bucket_slot_count;   /* a power of two */
    const index_spelling *spellings;
    const uint64_t *signatures; /* of the spellings, in the same order */
    uint32_t spelling_count;
    const index_pair *joined; /* joined units by hash of the skeleton */
    uint32_t joined_count;
    const index_pair *numbers; /* single tokens by value, Roman numerals too */
    uint32_t number_count;
    const index_pair *meanings; /* units by what the lexicon knows of them, and by their folded letters */
    uint32_t meaning_count;
    const uint32_t *long_buckets; /* buckets with a spelling of INDEX_LONG phones or more */
    uint32_t long_bucket_count;
    str pool;
} match_index;

/* Finds and checks the section: model, sizes, every offset and number. ITD_ERROR_SNAPSHOT if there is none,
 * it is damaged, or it was made for another model. */
ITD_MUST_CHECK itd_status index_open(const snapshot *s, match_index *out, itd_error *error);

/* The unit as a token; its texts are borrowed from the section. */
void index_token(const match_index *x, uint32_t unit, token *out);

/* The letters of its first spelling, without making a token of it. */
str index_text(const match_index *x, uint32_t unit);

/* The view of a listed name for align_names. */
void index_view(const match_index *x, const index_name *n, match_kind kind, name_view *out);

/* Information of a token where it stands in a name of so many tokens, before name_view_scale makes names of
 * small words whole. */
int index_information(const index_weight *w, size_t count);

/* Heavy tokens carry the bound of match/candidates.h; the others count as if they were always matched. */
bool index_is_heavy(uint8_t flags, token_weight weight);

uint64_t index_hash_skeleton(uint64_t skeleton);

/* Which sounds a word holds and how often, four bits a group of sounds, as many set as there are (at most
 * four). The number of bits in which two words differ is at most the sum over the groups of the difference of
 * their counts. Sounds of two groups are exchanged at INDEX_GROUP_COST or more. */
enum { INDEX_GROUP_COST = 5 };
uint64_t index_signature(const phone_word *p);

/* Keys of index_pair in `meanings`: two tokens that relation_of relates by the lexicon or by their folded
 * letters share one. At most INDEX_MEANINGS_MAX. */
enum { INDEX_MEANINGS_MAX = 11 + 2 * LEXICON_VARIANTS + LEXICON_NICKNAMES };
size_t index_meaning_keys(const token *t, uint32_t *keys);

/* The run of pairs with this key. */
void index_find_pairs(const index_pair *pairs, uint32_t count, uint32_t key, uint32_t *first, uint32_t *end);

#endif
