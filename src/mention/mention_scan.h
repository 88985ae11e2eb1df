/* The words around the one that is looked at: a ring of places in the text, and what may stand at each.
 *
 * A word of a text may be read in several ways: as it is, without what an apostrophe or an Arabic particle
 * adds, joined with the words before it ("Vladi-" "mir", "P" "U" "T" "I" "N"), or as part of a phrase that
 * means one thing. Each way is an occurrence; it ends at one place. For each listed token the ring remembers
 * where it was seen last, so that most names are passed over at the cost of a look.
 *
 *     mention_scan_put(scan, reader, &word);
 *     for (size_t i = 0; i < place->count; i++) ... place->occurrences[i].entry ...
 */
#ifndef MENTION_MENTION_SCAN_H
#define MENTION_MENTION_SCAN_H

#include "mention/mention_reader.h"
#include "mention/mention_words.h"

enum {
    SCAN_RING = 128,
    SCAN_SPAN = 27,       /* words before and behind over which a name may lie */
    SCAN_EXTRA = 3,       /* more than the words of the name */
    SCAN_OCCURRENCES = 8, /* that end at one place */
    SCAN_SOLIDS = LEXICON_PHRASE_WORDS,
    SCAN_JOINED = 16, /* words that are joined to one at most */
};

typedef struct occurrence {
    const word_entry *entry;
    uint64_t first, last;          /* places */
    unsigned long long start, end; /* bytes of the input */
    unsigned long long at, to;     /* of the text in UTF-8 */
} occurrence;

typedef struct scan_place {
    uint16_t gap;
    bool capital; /* it, or the word that it is joined to, begins with a capital letter */
    bool cased, upper;
    bool sentence; /* a sentence may begin here */
    uint8_t count;
    occurrence occurrences[SCAN_OCCURRENCES]; /* the first is the word as it is */
} scan_place;

/* A word as it is, whole where a line end broke it. */
typedef struct solid_word {
    occurrence occurrence;
    bool pair; /* with the word before it may begin a phrase */
} solid_word;

typedef struct mention_scan {
    const mention_table *table;
    mention_words *words;
    text_scratch *scratch;
    scan_place ring[SCAN_RING];
    uint64_t from, next;    /* places of the present text: the first, and the one to come */
    uint32_t *seen;         /* by token: place plus one */
    uint32_t *seen_capital; /* likewise where it was written as a name is: with a capital, or without such
                               letters */
    uint32_t *seen_small;   /* likewise where the very word was in small letters */
    uint32_t seen_group[TABLE_GROUP_COUNT];
    solid_word solids[SCAN_SOLIDS]; /* the last ones, as far back as a phrase may reach */
    size_t solid_count;
    size_t letters_run; /* single letters up to here */
    uint64_t spread;    /* last place where many words were joined to one */
} mention_scan;

ITD_MUST_CHECK itd_status mention_scan_new(const mention_table *t, mention_scan **out, itd_error *error);
void mention_scan_free(mention_scan *s);

/* Another text begins. */
void mention_scan_start(mention_scan *s);
void mention_scan_put(mention_scan *s, const mention_reader *r, const reader_word *word);

static inline scan_place *mention_scan_at(mention_scan *s, uint64_t place)
{
    return &s->ring[place % SCAN_RING];
}

/* Words before and behind over which a name of so many tokens may lie. */
uint64_t mention_scan_span(const mention_scan *s, size_t count);

/* True if the token, or a word that means the same, was seen at `place` or later. */
bool mention_scan_seen(const mention_scan *s, uint32_t number, uint64_t place);

/* True if the very token was in small letters before, in this text. */
bool mention_scan_is_word(const mention_scan *s, uint32_t number);

/* True if the token alone, written as a name is, was seen at `place` or later. */
static inline bool mention_scan_seen_capital(const mention_scan *s, uint32_t number, uint64_t place)
{
    return (uint32_t)s->next - s->seen_capital[number] < (uint32_t)s->next - (uint32_t)place;
}

#endif
