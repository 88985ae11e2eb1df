#include "mention/mention_lists.h"

#include "base/error.h"
#include "name/lexicon.h"

#include <stdlib.h>

enum { SLOT_COUNT = 1 << 13, POOL_CAP = 1 << 16, PAIR_SLOTS = 1 << 14 };

typedef struct list_slot {
    uint32_t start;
    uint16_t len;
    uint16_t flags;
} list_slot;

struct mention_lists {
    list_slot slots[SLOT_COUNT];
    size_t count, pool_len;
    char pool[POOL_CAP];
    uint64_t pairs[PAIR_SLOTS]; /* with which phrases of the lexicon begin; 0 none */
};

typedef struct word_list {
    unsigned flags;
    const char *words; /* parted by blanks */
} word_list;

#include "mention/tables/words.inc"

static uint32_t hash_of(str s)
{
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < s.len; i++)
        h = (h ^ (unsigned char)s.data[i]) * 16777619u;
    return h ^ h >> 15;
}

static list_slot *slot_of(mention_lists *l, str word)
{
    for (uint32_t at = hash_of(word);; at++) {
        list_slot *s = &l->slots[at % SLOT_COUNT];
        if (s->flags == 0 || str_equal(str_make(l->pool + s->start, s->len), word))
            return s;
    }
}

static bool put(mention_lists *l, str word, unsigned flags)
{
    list_slot *s = slot_of(l, word);
    if (s->flags == 0) {
        if (l->count * 2 > SLOT_COUNT || l->pool_len + word.len > POOL_CAP)
            return false;
        memcpy(l->pool + l->pool_len, word.data, word.len);
        *s = (list_slot){.start = (uint32_t)l->pool_len, .len = (uint16_t)word.len};
        l->pool_len += word.len;
        l->count++;
    }
    s->flags = (uint16_t)(s->flags | flags);
    return true;
}

/* Words are kept as text/text.h folds them. */
static bool put_list(mention_lists *l, text_scratch *t, const word_list *list)
{
    str rest = str_of(list->words), word;
    while (str_split(&rest, ' ', &word)) {
        const text_name *n = text_analyse(t, word);
        if (n->word_count == 1 && !put(l, n->words[0].folded, list->flags))
            return false;
    }
    return true;
}

/* ---- phrases ---- */

uint32_t mention_fold_hash(str folded)
{
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < folded.len; i++)
        h = (h ^ (unsigned char)folded.data[i]) * 16777619u;
    return h;
}

/* The slot of a pair, its own or a free one. */
static size_t pair_slot(const mention_lists *l, uint64_t pair)
{
    size_t at = (size_t)(pair * 0x9E3779B97F4A7C15u >> 40);
    while (l->pairs[at % PAIR_SLOTS] && l->pairs[at % PAIR_SLOTS] != pair)
        at++;
    return at % PAIR_SLOTS;
}

static uint64_t pair_of(uint32_t first, uint32_t second)
{
    return (uint64_t)first << 32 | second | 1;
}

/* The first two words of every phrase. */
static bool read_phrases(mention_lists *l)
{
    size_t count = 0;
    for (uint32_t i = 0; lexicon_at(i); i++) {
        str rest = lexicon_text(lexicon_at(i)), first, second;
        if (!str_split(&rest, ' ', &first) || !str_split(&rest, ' ', &second))
            continue;
        uint64_t pair = pair_of(mention_fold_hash(first), mention_fold_hash(second));
        size_t slot = pair_slot(l, pair);
        count += l->pairs[slot] == 0;
        l->pairs[slot] = pair;
        if (count > PAIR_SLOTS / 2)
            return false;
    }
    return true;
}

bool mention_lists_pair(const mention_lists *l, uint32_t first, uint32_t second)
{
    uint64_t pair = pair_of(first, second);
    return l->pairs[pair_slot(l, pair)] == pair;
}

itd_status mention_lists_new(mention_lists **out, itd_error *error)
{
    text_scratch *t;
    mention_lists *l = calloc(1, sizeof *l);
    itd_status status = l ? text_scratch_new(&t, error) : error_memory(error);
    if (status != ITD_OK) {
        free(l);
        return status;
    }
    for (size_t i = 0; i < sizeof WORD_LISTS / sizeof *WORD_LISTS && status == ITD_OK; i++)
        if (!put_list(l, t, &WORD_LISTS[i]))
            status = error_memory(error);
    if (status == ITD_OK && !read_phrases(l))
        status = error_set(error, ITD_ERROR_LIMIT, "lexicon", "more phrases than there is room for");
    text_scratch_free(t);
    if (status != ITD_OK) {
        free(l);
        return status;
    }
    *out = l;
    return ITD_OK;
}

void mention_lists_free(mention_lists *l)
{
    free(l);
}

unsigned mention_lists_find(const mention_lists *l, str folded)
{
    for (uint32_t at = hash_of(folded);; at++) {
        const list_slot *s = &l->slots[at % SLOT_COUNT];
        if (s->flags == 0)
            return 0;
        if (str_equal(str_make(l->pool + s->start, s->len), folded))
            return s->flags;
    }
}
