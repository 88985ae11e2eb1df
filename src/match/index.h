/* The match index: the section of a snapshot that makes searching fast without losing a name.
 *
 * It holds every listed name as the numbers of its words (the single tokens) in one dictionary, and the ways
 * from a word of a query to the words and runs of words that relate to it (skeletons of the sounds, numbers,
 * words of the lexicon) and from a word to the names that hold it. Words are numbered in the order of their
 * letters, names by kind, then by row. It is used where it lies in the mapped file, nothing is copied; the
 * layout is that of the structs below, little-endian. docs/internals/candidates.md says why nothing is lost.
 *
 *     match_index x;
 *     index_open(snapshot, &x, &error);
 *     for (uint32_t p = x.posting_offsets[word]; p < x.posting_offsets[word + 1]; p++)
 *         ... x.postings[p] >> INDEX_TIER_BITS ...
 */
#ifndef MATCH_INDEX_H
#define MATCH_INDEX_H

#include "name/align.h"
#include "metric/batch.h"
#include "snapshot/snapshot.h"

#define INDEX_TAG "NIDX"

enum { INDEX_VERSION = 3 };

typedef struct index_word {
    uint32_t record;  /* in the pool: see index_record.c */
    uint16_t known;   /* word of the lexicon, plus one; 0 none */
    uint16_t weights; /* into match_index.weights */
    uint8_t flags;    /* of the token */
    uint8_t script;
    uint8_t len; /* phones of the first spelling */
    uint8_t unused;
} index_word;

/* What a word weighs in a name of each kind. */
typedef struct index_weight {
    int16_t information, contrast;
    uint8_t role, generic, patronymic, syllable, trait, unused;
} index_weight;

typedef struct index_weights {
    index_weight kind[KIND_COUNT];
} index_weights;

enum {
    INDEX_NAME_WEAK = 1,
    INDEX_NAME_EXACT = 2,  /* no bound holds for it: always scored when it is touched */
    INDEX_NAME_SINGLE = 4, /* holds a single letter */
};

/* One place of memory for what is asked of most names: their words stand in it, unless they are more than
 * INDEX_NAME_WORDS. */
enum { INDEX_NAME_WORDS = 6 };

typedef struct index_name {
    uint32_t row;         /* of the name in the snapshot */
    uint16_t information; /* of all its words, 65535 for more */
    uint8_t count;
    uint8_t flags;
    uint32_t words[INDEX_NAME_WORDS]; /* see index_word_of; of a longer name the first is where its words
                                         begin in name_words */
} index_name;

/* A word of a name: its number, and above it what it weighs there, in steps of INDEX_WEIGHT_STEP, rounded
 * down. No contrast: the word is not heavy. */
enum {
    INDEX_WORD_BITS = 24,
    INDEX_WORDS_MAX = 1 << INDEX_WORD_BITS,
    INDEX_WEIGHT_STEP = 8,
    INDEX_WEIGHT_BITS = 4
};

static inline uint32_t index_word_of(uint32_t name_word)
{
    return name_word & (INDEX_WORDS_MAX - 1);
}

/* At least this much information and contrast. */
static inline int index_word_information(uint32_t name_word)
{
    return (int)(name_word >> INDEX_WORD_BITS & ((1 << INDEX_WEIGHT_BITS) - 1)) * INDEX_WEIGHT_STEP;
}

static inline int index_word_contrast(uint32_t name_word)
{
    return (int)(name_word >> (INDEX_WORD_BITS + INDEX_WEIGHT_BITS)) * INDEX_WEIGHT_STEP;
}

/* A spelling: its word, and above it its cost, and the phones of the first spelling of the word. */
enum { INDEX_COST_BITS = 2, INDEX_COST_MAX = 3 };

static inline uint32_t index_spelling_word(uint32_t spelling)
{
    return spelling & (INDEX_WORDS_MAX - 1);
}

static inline unsigned index_spelling_cost(uint32_t spelling)
{
    return spelling >> INDEX_WORD_BITS & INDEX_COST_MAX;
}

static inline unsigned index_spelling_first(uint32_t spelling)
{
    return spelling >> (INDEX_WORD_BITS + INDEX_COST_BITS);
}

/* Postings are (name << INDEX_TIER_BITS | tier), ascending by tier, then by name. The tier says for which
 * searches the word must lead to the name (match/candidates.h). */
enum {
    INDEX_TIER_ALWAYS, /* names without a bound */
    INDEX_TIER_FIRST,  /* rarest words of the name, of more than INDEX_FIRST_CONTRAST together */
    INDEX_TIER_SECOND, /* likewise INDEX_SECOND_CONTRAST */
    INDEX_TIER_REST,
    INDEX_TIER_BITS = 2,
    INDEX_FIRST_CONTRAST = 95,
    INDEX_SECOND_CONTRAST = 220,
    INDEX_FIRST_BUDGET = 100,  /* penalty up to which the first tier will do */
    INDEX_SECOND_BUDGET = 210, /* likewise the second */
};

/* Spellings of one skeleton, of words with or without short vowels, of so many soft phones. Groups, and the
 * spellings with them, are ordered by that: written-out words first, by classes, by soft phones, by skeleton.
 */
typedef struct index_group {
    uint32_t first;  /* spelling; up to the first of the next group */
    uint32_t phones; /* where the phones of the first begin, `len` of each */
    uint8_t len, soft, classes;
    uint8_t flags;
    uint8_t longest;   /* phones of the first spelling of its words, the most of them */
    uint8_t unused[3]; /* not left to the compiler, which would write what it finds there */
} index_group;

/* Classes of a skeleton, at most. */
enum { INDEX_CLASSES_MAX = 21 };

/* Spellings of words that are written out, of so many classes and soft phones: [first, end). */
typedef struct index_cell {
    uint32_t first, end;
    uint8_t longest; /* of their groups */
} index_cell;

enum {
    INDEX_GROUP_ABJAD = 1,
    INDEX_GROUP_BATCHED = 2, /* all fit metric/batch.h */
    INDEX_GROUP_GLIDES = 4,  /* one of them has a PHONE_GLIDE, which goes in or out for little */
};

typedef struct index_pair {
    uint32_t key, unit;
} index_pair;

/* A run of two or three words of a name, written as one word: name << 6 | first word << 1 | (words - 2). Each
 * different run is there once, by the first name that has it. */
enum { INDEX_RUN_NAME = 6, INDEX_RUN_WORDS = 3, INDEX_NAMES_MAX = 1 << 26 };

/* Where the runs of a slot, and their phones one after the other, begin. */
typedef struct index_run_slot {
    uint32_t first, phones;
} index_run_slot;

enum { INDEX_RUN_ABJAD = 128 /* the run is written without vowels */ };

typedef struct match_index {
    const snapshot *snapshot;
    const index_word *words;
    uint32_t word_count;
    const index_weights *weights;
    uint32_t weights_count;
    const index_name *names;
    uint32_t name_count;
    uint32_t kind_start[KIND_COUNT + 1]; /* names of a kind are [start, next start) */
    uint32_t kind_schemata[KIND_COUNT];  /* bits of the schemata of the entities of a kind */
    const uint32_t *name_words;          /* of names with more than INDEX_NAME_WORDS words */
    const uint32_t *posting_offsets, *postings;
    const uint64_t *skeletons; /* ascending */
    uint32_t skeleton_count;
    index_cell cells[INDEX_CLASSES_MAX + 1][PHONES_MAX + 1]; /* by classes and soft phones */
    const uint32_t *group_starts;    /* into skeleton_groups, by skeleton; one more than there are */
    const uint32_t *skeleton_groups; /* the groups of each skeleton */
    const index_group *groups;       /* one more than there are */
    uint32_t group_count;
    const uint32_t *skeleton_slots; /* hash table of numbers plus one */
    uint32_t skeleton_slot_count;   /* a power of two */
    const uint32_t *spellings;      /* see index_spelling_word */
    const uint64_t *signatures;     /* of the spellings */
    uint32_t spelling_count;
    const uint8_t *phones;
    uint32_t phones_len;
    const index_run_slot
        *run_slots;          /* by the low bits of the hash of the skeleton; one more than there are */
    uint32_t run_slot_count; /* a power of two */
    const uint32_t *runs;
    const uint8_t *run_lens; /* phones of the spelling that has the skeleton; INDEX_RUN_ABJAD */
    const uint8_t *run_phones;
    uint32_t run_phones_len;
    uint32_t run_count;
    const index_pair *numbers; /* words by value, Roman numerals too */
    uint32_t number_count;
    const index_pair *meanings; /* words by what the lexicon knows of them, and by their folded letters */
    uint32_t meaning_count;
    const index_pair *run_meanings; /* runs that the lexicon knows, likewise */
    uint32_t run_meaning_count;
    str pool;
} match_index;

/* Finds and checks the section: model, sizes, every offset and number. ITD_ERROR_SNAPSHOT if there is none,
 * it is damaged, or it was made for another model. */
ITD_MUST_CHECK itd_status index_open(const snapshot *s, match_index *out, itd_error *error);

/* Likewise over the bytes of the section, before it is in a snapshot. */
ITD_MUST_CHECK itd_status index_open_section(const snapshot *s, str bytes, match_index *out,
                                             itd_error *error);

/* The words of a name, `count` of them: see index_word_of. */
static inline const uint32_t *index_name_words(const match_index *x, const index_name *n)
{
    return n->count <= INDEX_NAME_WORDS ? n->words : x->name_words + n->words[0];
}

/* The word as a token; its texts are borrowed from the section. How much is made of its spellings: none,
 * their letters without sounds, all. */
typedef enum index_depth { INDEX_DEPTH_HEAD, INDEX_DEPTH_LETTERS, INDEX_DEPTH_SOUNDS } index_depth;
void index_token(const match_index *x, uint32_t word, index_depth depth, token *out);

/* The letters of its first spelling, without making a token of it. */
str index_text(const match_index *x, uint32_t word);

/* Appends the record of a token to the pool; index_record_fits tells whether one lies whole in the pool. */
void index_record_put(buf *pool, const token *t);
bool index_record_fits(str pool, uint64_t at);

/* Words of a run, and how many. */
size_t index_run_words(const match_index *x, uint32_t run, uint32_t words[INDEX_RUN_WORDS]);

/* The run as a token, made in *room. NULL if its words do not join. */
const token *index_run_token(const match_index *x, uint32_t run, token_name *room);

/* The view of a listed name for align_names: its words, no joined units. */
void index_view(const match_index *x, uint32_t name, match_kind kind, name_view *out);

static inline match_kind index_kind_of(const match_index *x, uint32_t name)
{
    unsigned kind = 0;
    while (name >= x->kind_start[kind + 1])
        kind++;
    return (match_kind)kind;
}

/* Number of the name that is a row of the snapshot. */
uint32_t index_name_of_row(const match_index *x, uint32_t row);

/* Information of a token where it stands in a name of so many tokens, before name_view_scale makes names of
 * small words whole. */
int index_information(const index_weight *w, size_t count);

/* Heavy tokens carry the bound of match/candidates.h; the others count as if they were always matched. */
bool index_is_heavy(uint8_t flags, int contrast);

uint64_t index_hash_skeleton(uint64_t skeleton);

/* Which sounds a word holds and how often, a few bits a group of sounds, as many set as there are (at most
 * the width of the group). Every INDEX_BIT_COST of a distance changes at most one bit, and what is a full
 * edit changes two. */
enum { INDEX_BIT_COST = 3 };
uint64_t index_signature(const uint8_t *phones, size_t len);

/* Keys of index_pair in `meanings`: two tokens that relation_of relates by the lexicon or by their folded
 * letters share one. At most INDEX_MEANINGS_MAX. */
enum { INDEX_MEANINGS_MAX = 11 + 2 * LEXICON_VARIANTS + LEXICON_NICKNAMES };
size_t index_meaning_keys(const token *t, uint32_t *keys);

/* The run of pairs with this key. */
void index_find_pairs(const index_pair *pairs, uint32_t count, uint32_t key, uint32_t *first, uint32_t *end);

#endif
