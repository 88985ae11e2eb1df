#include "mention/mention_lists.h"

#include "base/error.h"

#include <stdlib.h>

enum { SLOT_COUNT = 1 << 13, POOL_CAP = 1 << 16 };

typedef struct list_slot {
    uint32_t start;
    uint16_t len;
    uint16_t flags;
} list_slot;

struct mention_lists {
    list_slot slots[SLOT_COUNT];
    size_t count, pool_len;
    char pool[POOL_CAP];
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
