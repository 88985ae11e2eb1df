#include "match/listed.h"

#include "base/error.h"
#include "base/limits.h"
#include "match/pair.h"

#include <stdlib.h>

typedef struct builder {
    listed *l;
    uint32_t *slots; /* hash table of dictionary numbers plus one */
    size_t slot_count;
    size_t dictionary_cap, unit_cap, span_cap, unit_count;
    token_name *name;
    text_scratch *text;
} builder;

static uint64_t hash_of(const token *t)
{
    uint64_t h = 14695981039346656037u + (t->flags & TOKEN_JOINED) * 977u;
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
    for (uint32_t i = 0; i < b->l->dictionary_count; i++) {
        size_t at = hash_of(b->l->dictionary[i]) & (count - 1);
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
    if (2 * (size_t)l->dictionary_count >= b->slot_count && !widen_slots(b))
        return UINT32_MAX;
    size_t at = hash_of(t) & (b->slot_count - 1);
    for (; b->slots[at]; at = (at + 1) & (b->slot_count - 1))
        if (same_token(l->dictionary[b->slots[at] - 1], t))
            return b->slots[at] - 1;
    if (l->dictionary_count == b->dictionary_cap) {
        token **grown =
            arena_grow(&l->memory, l->dictionary, l->dictionary_count, &b->dictionary_cap, sizeof *grown);
        if (!grown)
            return UINT32_MAX;
        l->dictionary = grown;
    }
    token *kept = keep(b, t);
    if (!kept)
        return UINT32_MAX;
    l->dictionary[l->dictionary_count] = kept;
    b->slots[at] = ++l->dictionary_count;
    return l->dictionary_count - 1;
}

static bool add_name(builder *b, const snapshot_name *row, schema_id schema, listed_name *out)
{
    listed *l = b->l;
    token_name *n = b->name;
    tokens_analyse(b->text, row->text, n);
    const token_name *const names[] = {n};
    *out = (listed_name){.first_unit = (uint32_t)b->unit_count,
                         .entity = row->entity,
                         .count = (uint8_t)n->count,
                         .unit_count = (uint8_t)n->unit_count,
                         .kind = (uint8_t)match_kind_of(schema, names, 1),
                         .weak = row->kind == NAME_WEAK};
    while (b->unit_count + n->unit_count > b->unit_cap || b->unit_count + n->unit_count > b->span_cap) {
        uint32_t *units = arena_grow(&l->memory, l->units, b->unit_count, &b->unit_cap, sizeof *units);
        unit *spans = arena_grow(&l->memory, l->spans, b->unit_count, &b->span_cap, sizeof *spans);
        if (!units || !spans)
            return false;
        l->units = units;
        l->spans = spans;
    }
    for (size_t i = 0; i < n->unit_count; i++) {
        uint32_t number = number_of(b, &n->units[i]);
        if (number == UINT32_MAX)
            return false;
        l->spans[b->unit_count] = n->spans[i];
        l->units[b->unit_count++] = number;
    }
    return true;
}

static int compare_skeletons(const void *a, const void *b)
{
    const listed_skeleton *x = a, *y = b;
    if (x->skeleton != y->skeleton)
        return x->skeleton < y->skeleton ? -1 : 1;
    return x->unit < y->unit ? -1 : x->unit > y->unit;
}

/* Lists by skeleton, weights by kind. */
static bool finish(listed *l)
{
    size_t spellings = 0;
    for (uint32_t i = 0; i < l->dictionary_count; i++)
        spellings += l->dictionary[i]->spelling_count;
    l->weights = arena_array(&l->memory, l->dictionary_count, sizeof *l->weights);
    l->singles = arena_array(&l->memory, l->dictionary_count, sizeof *l->singles);
    l->known = arena_array(&l->memory, l->dictionary_count, sizeof *l->known);
    l->joined_skeletons = arena_array(&l->memory, spellings, sizeof *l->joined_skeletons);
    l->single_skeletons = arena_array(&l->memory, spellings, sizeof *l->single_skeletons);
    if (l->dictionary_count > 0 &&
        (!l->weights || !l->singles || !l->known || !l->joined_skeletons || !l->single_skeletons))
        return false;
    for (uint32_t i = 0; i < l->dictionary_count; i++) {
        const token *t = l->dictionary[i];
        bool joined = (t->flags & TOKEN_JOINED) != 0;
        for (size_t s = 0; s < t->spelling_count; s++) {
            listed_skeleton entry = {t->spellings[s].sound.skeleton, i};
            if (joined)
                l->joined_skeletons[l->joined_skeleton_count++] = entry;
            else
                l->single_skeletons[l->single_skeleton_count++] = entry;
        }
        if (joined && t->word)
            l->known[l->known_count++] = i;
        if (joined)
            continue;
        l->singles[l->single_count++] = i;
        for (unsigned kind = 0; kind < KIND_COUNT; kind++) {
            listed_weight *w = &l->weights[i][kind];
            w->role = (uint8_t)token_get_role(t, (match_kind)kind);
            w->generic = w->role == ROLE_FORM ? (uint8_t)lexicon_form_kind(t->word) : 0;
            w->weight = token_get_weight(t, (match_kind)kind);
            w->syllable = kind == KIND_PERSON ? (uint8_t)token_get_syllable(t) : 0;
            w->patronymic = kind == KIND_PERSON && (t->flags & TOKEN_PATRONYMIC);
        }
    }
    if (l->joined_skeleton_count)
        qsort(l->joined_skeletons, l->joined_skeleton_count, sizeof(listed_skeleton), compare_skeletons);
    if (l->single_skeleton_count)
        qsort(l->single_skeletons, l->single_skeleton_count, sizeof(listed_skeleton), compare_skeletons);
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
    if (finish(l))
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

void listed_view(const listed *l, const listed_name *n, name_view *out)
{
    out->kind = n->kind;
    out->count = n->count;
    out->unit_count = n->unit_count;
    for (size_t i = 0; i < n->unit_count; i++) {
        const token *t = l->dictionary[l->units[n->first_unit + i]];
        out->spans[i] = l->spans[n->first_unit + i];
        out->lens[i] = t->spelling_count ? t->spellings[0].sound.len : 0;
    }
    for (size_t i = 0; i < n->count; i++) {
        const listed_weight *w = &l->weights[l->units[n->first_unit + i]][n->kind];
        out->roles[i] = w->role;
        out->generic[i] = w->generic;
        out->weights[i] = w->weight;
        out->patronymic[i] = w->patronymic;
        out->syllable[i] = w->syllable;
    }
    name_view_scale(out);
}
