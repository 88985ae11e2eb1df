/* The listed names as a text is searched for them: made from the match index while the snapshot is compiled,
 * and kept in a section of it.
 *
 * A name is sought where one of its anchors stands: its rarest words, so many of them that without any the
 * rest could not score MENTION_SCORE. A word finds the listed tokens that it may stand for through keys: the
 * skeleton of its sounds (metric/phone.h), and for longer words the skeleton without each of its classes. The
 * table says where to look; whether a text names a party is judged in mention_window.h and by the matcher.
 *
 * Weak aliases are not in it, nor names without a word that could be an anchor.
 *
 *     mention_table_open(snapshot, &index, &table, &error);
 *     for (uint32_t i = table->starts[key]; i < table->starts[key + 1]; i++) ... table->keys[i].spelling ...
 */
#ifndef MENTION_MENTION_TABLE_H
#define MENTION_MENTION_TABLE_H

#include "mention/mention_keys.h"
#include "mention/mention_lists.h"
#include "match/index.h"
#include "match/match.h"

enum {
    MENTION_SCORE = 8000, /* a window of a text is cut to the words of a name, so it must fit better */
    TABLE_ANCHORS = 3,
    TABLE_NO_TOKEN = -1,
    TABLE_SHORT_NAME = 5, /* tokens of a name that is looked for over few words */
    TABLE_GROUPS = 5,
    TABLE_GROUP_COUNT = 4096,
    TABLE_SOUNDS = 15,
    TABLE_LISTED_BITS = 1 << 21,
    SPELLING_FOLDED = 255, /* in the token's own alphabet */
};

/* One token of the dictionary, numbered as in the match index. */
typedef struct table_token {
    uint32_t first_posting, posting_count; /* names that it is an anchor of; the short ones first */
    uint32_t short_count;
    uint32_t names;                /* that hold it */
    uint16_t groups[TABLE_GROUPS]; /* words of one group mean the same; 0 none */
    uint16_t information[KIND_COUNT], contrast[KIND_COUNT];
    uint8_t roles[KIND_COUNT];
    uint8_t flags; /* TOKEN_* */
    uint8_t script;
    uint8_t len; /* sounds */
    /* 0 or 1 */
    uint8_t given; /* a popular given name */
    uint8_t patronymic;
    uint8_t phrase; /* several words: what it stands for is not looked for */
    uint8_t common; /* of organisations, places, letters: it tells nothing alone */
} table_token;

typedef struct table_name {
    uint32_t first_token; /* into name_tokens */
    uint32_t row, entity;
    uint8_t count;
    uint8_t kind; /* match_kind */
    uint8_t schema;
    uint8_t anchor_count;
    uint8_t anchors[TABLE_ANCHORS]; /* places in the name, the rarest first */
    uint8_t heavy;                  /* tokens that are more than particles, titles and forms */
    uint8_t has_form;               /* 1: a legal form is part of it */
    uint8_t turned;                 /* 1: with a comma, so that its tokens may stand in another order */
    uint8_t family_from,
        family_to; /* tokens of the family name, as the list writes it; none where it does not say */
} table_name;

/* A name that a token is an anchor of. */
typedef struct table_posting {
    uint32_t name : 30;
    uint32_t small : 1;        /* may be meant where all its words are in small letters */
    uint32_t organisation : 1; /* its words may be in small letters beside others with capitals */
    uint32_t partner;          /* a token that must be there too; TABLE_NO_TOKEN where none must */
} table_posting;

typedef struct table_spelling {
    uint32_t letters; /* where they are in the texts of the match index */
    uint32_t token;
    uint8_t len;
    uint8_t cost;
    uint8_t number;    /* of the token's spellings; SPELLING_FOLDED */
    uint8_t frame;     /* 1: written without short vowels */
    uint8_t sound_len; /* 0: more than TABLE_SOUNDS, to be made of the letters */
    uint8_t sounds[TABLE_SOUNDS];
} table_spelling;

/* sketch: of what must be nearly equal in spellings that this key brings together. */
typedef struct table_key {
    uint32_t spelling, sketch;
} table_key;

/* The structs above lie in the snapshot as they are, and nothing of them is left unset. */
_Static_assert(sizeof(table_token) == 48 && sizeof(table_name) == 24 && sizeof(table_posting) == 8 &&
                   sizeof(table_spelling) == 28 && sizeof(table_key) == 8,
               "no room between the members");

typedef struct mention_table {
    arena memory;
    const snapshot *snapshot;
    match_index index;
    const table_token *tokens;
    uint32_t token_count;
    const table_name *names;
    uint32_t name_count;
    const uint32_t *name_tokens;
    uint32_t name_token_count;
    const table_posting *postings;
    uint32_t posting_count;
    const table_spelling *spellings;
    uint32_t spelling_count;
    const uint32_t *starts; /* by key: first of `keys` */
    const table_key *keys;
    uint32_t key_count, key_mask;
    const uint64_t *listed; /* a bit for the letters of every spelling: TABLE_LISTED_BITS */
    mention_lists *lists;   /* NULL in a table that was only made */
} mention_table;

/* The table of the snapshot's section, checked; one is made where it has none. The index is that of the
 * snapshot, opened; what it points to must outlive the table. Read-only afterwards: any number of threads may
 * use it. Errors: ITD_ERROR_SNAPSHOT, ITD_ERROR_MEMORY. */
ITD_MUST_CHECK itd_status mention_table_open(const snapshot *s, const match_index *index, mention_table **out,
                                             itd_error *error);
void mention_table_free(mention_table *t);

/* Makes the table from the names. */
ITD_MUST_CHECK itd_status mention_table_make(const snapshot *s, const match_index *index, mention_table **out,
                                             itd_error *error);

/* Makes the section for a snapshot that is compiled; `index` is the section of the match index. */
ITD_MUST_CHECK itd_status mention_section_build(const snapshot *core, str index, match_section_sink *sink,
                                                void *context, itd_error *error);

/* The letters of a listed spelling. */
static inline str table_letters(const mention_table *t, const table_spelling *s)
{
    return str_make(t->index.pool.data + s->letters, s->len);
}

/* The bit of `listed` for these letters. */
static inline uint32_t table_listed_bit(str letters)
{
    uint64_t hash = keys_hash(0, letters);
    return (uint32_t)((hash ^ hash >> 32) % TABLE_LISTED_BITS);
}

/* The sounds of a listed spelling; of the rest of *out only `len` is set. */
void mention_sounds(const mention_table *t, const table_spelling *s, phone_word *out);

/* The keys that a hash of mention_keys.h selects: [*from, *to). */
static inline void mention_table_keys(const mention_table *t, uint32_t hash, uint32_t *from, uint32_t *to)
{
    *from = t->starts[hash & t->key_mask];
    *to = t->starts[(hash & t->key_mask) + 1];
}

/* True for a word of organisations, places or letters: it tells nothing alone. */
bool mention_is_common(const lexicon_word *known);

/* Groups of a word of the lexicon, nullable; returns how many. */
size_t mention_groups(const lexicon_word *w, uint16_t groups[TABLE_GROUPS]);

/* What words of so much information matched, and so much missing, cost at least. */
int mention_least_penalty(int matched, int missing);

/* The greatest penalty with this score or more. */
int mention_penalty_of(int score);

#endif
