#include "match/listed.h"

#include "base/error.h"
#include "base/limits.h"
#include "name/pair.h"

#include <stdlib.h>

typedef struct builder {
    listed *l;
    uint32_t *slots; /* hash table of dictionary numbers plus one */
    size_t slot_count;
    size_t word_cap, name_word_cap;
    token_name *name;
    text_scratch *text;
} builder;

static uint64_t hash_of(const token *t)
{
    uint64_t h = 14695981039346656037u;
    for (size_t i = 0; i < t->folded.len; i++)
        h = (h ^ (unsigned char)t->folded.data[i]) * 1099511628211u;
    for (size_t i = 0; i < t->text.len; i++)
        h = (h ^ (unsigned char)t->text.data[i]) * 1099511628211u;
    return h ^ h >> 29;
}

static bool same_token(const token *a, const token *b)
{
    return a->spelling_count == b->spelling_count && a->flags == b->flags && a->script == b->script &&
           a->word == b->word && a->roman == b->roman && a->number == b->number &&
           str_equal(a->folded, b->folded) && str_equal(a->text, b->text);
}

static token *keep(builder *b, const token *t)
{
    arena *a = &b->l->memory;
    size_t size = offsetof(token, spellings) + t->spelling_count * sizeof(token_spelling);
    token *k = arena_alloc(a, size);
    if (!k)
        return NULL;
    memcpy(k, t, size);
    k->folded = arena_str(a, t->folded);
    for (size_t i = 0; i < t->spelling_count; i++)
        k->spellings[i].letters = arena_str(a, t->spellings[i].letters);
    k->text = t->spelling_count ? k->spellings[0].letters : k->folded;
    return k->folded.data ? k : NULL;
}

static bool widen_slots(builder *b)
{
    size_t count = b->slot_count ? 2 * b->slot_count : 1u << 16;
    uint32_t *slots = calloc(count, sizeof *slots);
    if (!slots)
        return false;
    for (uint32_t i = 0; i < b->l->word_count; i++) {
        size_t at = hash_of(b->l->words[i]) & (count - 1);
        while (slots[at])
            at = (at + 1) & (count - 1);
        slots[at] = i + 1;
    }
    free(b->slots);
    b->slots = slots;
    b->slot_count = count;
    return true;
}

/* Number of the unit in the dictionary, put in if it is new; UINT32_MAX without memory. */
static uint32_t number_of(builder *b, const token *t)
{
    listed *l = b->l;
    if (2 * (size_t)l->word_count >= b->slot_count && !widen_slots(b))
        return UINT32_MAX;
    size_t at = hash_of(t) & (b->slot_count - 1);
    for (; b->slots[at]; at = (at + 1) & (b->slot_count - 1))
        if (same_token(l->words[b->slots[at] - 1], t))
            return b->slots[at] - 1;
    if (l->word_count == b->word_cap) {
        token **grown = arena_grow(&l->memory, l->words, l->word_count, &b->word_cap, sizeof *grown);
        if (!grown)
            return UINT32_MAX;
        l->words = grown;
    }
    token *kept = keep(b, t);
    if (!kept)
        return UINT32_MAX;
    l->words[l->word_count] = kept;
    b->slots[at] = ++l->word_count;
    return l->word_count - 1;
}

static bool add_name(builder *b, const snapshot_name *row, schema_id schema, listed_name *out)
{
    listed *l = b->l;
    token_name *n = b->name;
    tokens_read(b->text, row->text, n);
    const token_name *const names[] = {n};
    *out = (listed_name){.first_word = (uint32_t)l->name_word_count,
                         .entity = row->entity,
                         .count = (uint8_t)n->count,
                         .kind = (uint8_t)match_kind_of(schema, names, 1),
                         .weak = row->kind == NAME_WEAK};
    while (l->name_word_count + n->count > b->name_word_cap) {
        uint32_t *grown =
            arena_grow(&l->memory, l->name_words, l->name_word_count, &b->name_word_cap, sizeof *grown);
        if (!grown)
            return false;
        l->name_words = grown;
    }
    for (size_t i = 0; i < n->count; i++) {
        uint32_t number = number_of(b, &n->units[i]);
        if (number == UINT32_MAX)
            return false;
        l->name_words[l->name_word_count++] = number;
    }
    return true;
}

static int compare_texts(str a, str b)
{
    int order = memcmp(a.data, b.data, a.len < b.len ? a.len : b.len);
    return order ? order : a.len < b.len ? -1 : a.len > b.len;
}

/* By letters; then by what else tells two tokens apart, at last in the order in which the names bring them.
 */
static int compare_words(const void *a, const void *b, void *context)
{
    const listed *l = context;
    uint32_t at_x = *(const uint32_t *)a, at_y = *(const uint32_t *)b;
    const token *x = l->words[at_x], *y = l->words[at_y];
    int order = compare_texts(x->text, y->text);
    if (order == 0)
        order = compare_texts(x->folded, y->folded);
    return order ? order : at_x < at_y ? -1 : at_x > at_y;
}

static bool sort_words(listed *l)
{
    uint32_t *order = arena_array(&l->memory, l->word_count, sizeof *order);
    uint32_t *number = arena_array(&l->memory, l->word_count, sizeof *number);
    token **words = arena_array(&l->memory, l->word_count, sizeof *words);
    if (l->word_count == 0)
        return true;
    if (!order || !number || !words)
        return false;
    for (uint32_t i = 0; i < l->word_count; i++)
        order[i] = i;
    qsort_r(order, l->word_count, sizeof *order, compare_words, l);
    for (uint32_t i = 0; i < l->word_count; i++) {
        words[i] = l->words[order[i]];
        number[order[i]] = i;
    }
    l->words = words;
    for (size_t i = 0; i < l->name_word_count; i++)
        l->name_words[i] = number[l->name_words[i]];
    return true;
}

itd_status listed_new(const snapshot *s, listed **out, itd_error *error)
{
    builder b = {0};
    itd_status status = ITD_ERROR_MEMORY;
    listed *l = b.l = calloc(1, sizeof *l);
    if (!l)
        return error_memory(error);
    arena_init(&l->memory, LIMIT_ARENA_SIZE);
    l->snapshot = s;
    l->name_count = s ? snapshot_name_count(s) : 0;
    l->names = arena_array(&l->memory, l->name_count, sizeof *l->names);
    b.name = malloc(sizeof *b.name);
    if (!b.name || text_scratch_new(&b.text, error) != ITD_OK || (l->name_count > 0 && !l->names))
        goto done;
    for (uint32_t i = 0; i < l->name_count; i++) {
        snapshot_name row = snapshot_name_at(s, i);
        if (!add_name(&b, &row, snapshot_entity_at(s, row.entity).schema, &l->names[i]))
            goto done;
    }
    if (sort_words(l))
        status = ITD_OK;
done:
    free(b.slots);
    free(b.name);
    text_scratch_free(b.text);
    if (status != ITD_OK) {
        listed_free(l);
        return error_memory(error);
    }
    *out = l;
    return ITD_OK;
}

void listed_free(listed *l)
{
    if (!l)
        return;
    arena_free(&l->memory);
    free(l);
}
