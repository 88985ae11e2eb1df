/* Words of the index: the dictionary, what its words weigh, and the look-ups by meaning and number. */
#include "match/index_builder.h"

#include <stdlib.h>

enum { WEIGHT_SLOTS = 1 << 16, WEIGHTS_MAX = WEIGHT_SLOTS / 2 };

static int compare_pairs(const void *a, const void *b)
{
    const index_pair *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return x->unit < y->unit ? -1 : x->unit > y->unit;
}

void index_sort_pairs(buf *part)
{
    if (!part->failed && part->len)
        qsort(part->data, part->len / sizeof(index_pair), sizeof(index_pair), compare_pairs);
}

void index_put_pair(buf *part, uint64_t key, uint32_t number)
{
    index_pair p = {(uint32_t)key, number};
    buf_append(part, &p, sizeof p);
}

static index_weights weights_of(const token *t)
{
    index_weights all;
    memset(&all, 0, sizeof all);
    for (unsigned kind = 0; kind < KIND_COUNT; kind++) {
        index_weight *w = &all.kind[kind];
        token_weight weight = token_get_weight(t, (match_kind)kind);
        w->information = weight.information;
        w->contrast = weight.contrast;
        w->role = (uint8_t)token_get_role(t, (match_kind)kind);
        w->generic = w->role == ROLE_FORM ? (uint8_t)lexicon_form_kind(t->word) : 0;
        w->syllable = kind == KIND_PERSON ? (uint8_t)token_get_syllable(t) : 0;
        w->trait = token_get_trait(t, (match_kind)kind);
        w->patronymic = kind == KIND_PERSON && (t->flags & TOKEN_PATRONYMIC);
    }
    return all;
}

/* Number of the weights in their table, put in if they are new; UINT32_MAX if there is no more room. */
static uint32_t number_of_weights(buf *part, uint32_t *slots, const index_weights *w)
{
    uint64_t h = 14695981039346656037u;
    for (size_t i = 0; i < sizeof *w; i++)
        h = (h ^ ((const unsigned char *)w)[i]) * 1099511628211u;
    size_t at = (h ^ h >> 29) & (WEIGHT_SLOTS - 1);
    for (; slots[at]; at = (at + 1) & (WEIGHT_SLOTS - 1))
        if (memcmp(part->data + (slots[at] - 1) * sizeof *w, w, sizeof *w) == 0)
            return slots[at] - 1;
    uint32_t number = (uint32_t)(part->len / sizeof *w);
    buf_append(part, w, sizeof *w);
    if (part->failed || number >= WEIGHTS_MAX)
        return UINT32_MAX;
    slots[at] = number + 1;
    return number;
}

static void put_pairs(index_builder *b, const token *t, uint32_t number)
{
    uint32_t keys[INDEX_MEANINGS_MAX];
    if (t->number >= 0)
        index_put_pair(&b->parts[INDEX_PART_NUMBERS], (uint64_t)t->number, number);
    if (t->roman)
        index_put_pair(&b->parts[INDEX_PART_NUMBERS], t->roman, number);
    size_t count = index_meaning_keys(t, keys);
    for (size_t k = 0; k < count; k++)
        index_put_pair(&b->parts[INDEX_PART_MEANINGS], keys[k], number);
}

bool index_build_words(index_builder *b)
{
    const listed *l = b->listed;
    uint32_t *slots = arena_array(&b->memory, WEIGHT_SLOTS, sizeof *slots);
    b->weights = arena_array(&b->memory, l->word_count, sizeof *b->weights);
    if (!slots || (l->word_count && !b->weights))
        return false;
    for (uint32_t i = 0; i < l->word_count; i++) {
        const token *t = l->words[i];
        index_weights weights = weights_of(t);
        uint32_t number = number_of_weights(&b->parts[INDEX_PART_WEIGHTS], slots, &weights);
        if (number == UINT32_MAX)
            return false;
        b->weights[i] = (uint16_t)number;
        index_word w = {.record = (uint32_t)b->parts[INDEX_PART_POOL].len,
                        .known = (uint16_t)(t->word ? lexicon_number(t->word) + 1 : 0),
                        .weights = (uint16_t)number,
                        .flags = t->flags,
                        .script = t->script,
                        .len = t->spellings[0].sound.len};
        buf_append(&b->parts[INDEX_PART_WORDS], &w, sizeof w);
        index_record_put(&b->parts[INDEX_PART_POOL], t);
        put_pairs(b, t, i);
    }
    index_sort_pairs(&b->parts[INDEX_PART_NUMBERS]);
    index_sort_pairs(&b->parts[INDEX_PART_MEANINGS]);
    return true;
}
