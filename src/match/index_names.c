/* Names of the index, and from each word to the names that hold it. */
#include "match/bound.h"
#include "match/index_builder.h"

#include <stdlib.h>

static int compare_names(const void *a, const void *b, void *context)
{
    const listed *l = context;
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    if (l->names[x].kind != l->names[y].kind)
        return l->names[x].kind < l->names[y].kind ? -1 : 1;
    return x < y ? -1 : x > y;
}

static bool order_names(index_builder *b)
{
    const listed *l = b->listed;
    b->names = arena_array(&b->memory, l->name_count, sizeof *b->names);
    if (l->name_count && !b->names)
        return false;
    for (uint32_t i = 0; i < l->name_count; i++)
        b->names[i] = i;
    if (l->name_count)
        qsort_r(b->names, l->name_count, sizeof *b->names, compare_names, b->listed);
    uint32_t start = 0;
    for (unsigned kind = 0; kind < KIND_COUNT; kind++) {
        b->kind_start[kind] = start;
        for (; start < l->name_count && l->names[b->names[start]].kind == kind; start++)
            b->kind_schemata[kind] |=
                1u << snapshot_entity_at(b->snapshot, l->names[b->names[start]].entity).schema;
    }
    return true;
}

/* True for the second and further places of a word in a name. */
static bool stands_before(const uint32_t *words, size_t place)
{
    for (size_t i = 0; i < place; i++)
        if (words[i] == words[place])
            return true;
    return false;
}

static bool count_names(index_builder *b)
{
    const listed *l = b->listed;
    b->held_by = arena_array(&b->memory, l->word_count, sizeof *b->held_by);
    if (l->word_count && !b->held_by)
        return false;
    for (uint32_t i = 0; i < l->name_count; i++) {
        const uint32_t *words = l->name_words + l->names[i].first_word;
        for (size_t w = 0; w < l->names[i].count; w++)
            b->held_by[words[w]] += !stands_before(words, w);
    }
    return true;
}

/* A name as the bound sees it. */
typedef struct weighed {
    name_view view;
    bool heavy[TOKENS_MAX];
    bound_side all_heavy;
    int information, light; /* of all words, of those that are not heavy */
    bool exact, single;
} weighed;

static void weigh(const index_builder *b, const listed_name *n, weighed *out)
{
    const listed *l = b->listed;
    const index_weights *table = (const index_weights *)(const void *)b->parts[INDEX_PART_WEIGHTS].data;
    name_view *v = &out->view;
    memset(out, 0, sizeof *out);
    v->kind = n->kind;
    v->count = v->unit_count = n->count;
    for (size_t i = 0; i < n->count; i++) {
        const index_weight *w = &table[b->weights[l->name_words[n->first_word + i]]].kind[n->kind];
        v->roles[i] = w->role;
        v->patronymic[i] = w->patronymic;
        v->syllable[i] = w->syllable;
        v->trait[i] = w->trait;
        v->weights[i] = (token_weight){w->information, w->contrast};
    }
    name_view_scale(v);
    for (size_t i = 0; i < n->count; i++) {
        uint32_t word = l->name_words[n->first_word + i];
        const index_weight *w = &table[b->weights[word]].kind[n->kind];
        token_weight weight = v->weights[i];
        out->heavy[i] = index_is_heavy(l->words[word]->flags, weight.contrast);
        out->single = out->single || (l->words[word]->flags & TOKEN_SINGLE);
        out->exact = out->exact || weight.contrast != w->contrast ||
                     weight.information != index_information(w, n->count);
        out->information += weight.information;
        if (out->heavy[i]) {
            out->all_heavy.information += weight.information;
            out->all_heavy.contrast += weight.contrast;
        } else {
            out->light += weight.information;
        }
    }
    out->exact = out->exact || out->all_heavy.contrast == 0 || align_may_stand_alone(v);
}

/* For which searches words that are not heavy must lead to the name: those in which it is within the budget
 * though none of its heavy words is matched. */
static unsigned tier_of_light(const weighed *n)
{
    int bound = bound_of(BOUND_NOTHING, n->all_heavy, n->light);
    return bound <= INDEX_FIRST_BUDGET    ? INDEX_TIER_FIRST
           : bound <= INDEX_SECOND_BUDGET ? INDEX_TIER_SECOND
                                          : INDEX_TIER_REST;
}

static void set_tiers(const index_builder *b, const listed_name *n, const weighed *w, uint8_t *tiers)
{
    const uint32_t *words = b->listed->name_words + n->first_word;
    bool done[TOKENS_MAX] = {false};
    unsigned light = tier_of_light(w);
    int contrast = 0;
    for (size_t i = 0; i < n->count; i++)
        tiers[i] = (uint8_t)(w->exact || w->single ? (unsigned)INDEX_TIER_ALWAYS : light);
    for (size_t turn = 0; turn < n->count && !w->exact && !w->single; turn++) {
        size_t rarest = n->count;
        for (size_t i = 0; i < n->count; i++)
            if (w->heavy[i] && !done[i] &&
                (rarest == n->count || b->held_by[words[i]] < b->held_by[words[rarest]]))
                rarest = i;
        if (rarest == n->count)
            break;
        done[rarest] = true;
        tiers[rarest] = contrast <= INDEX_FIRST_CONTRAST    ? INDEX_TIER_FIRST
                        : contrast <= INDEX_SECOND_CONTRAST ? INDEX_TIER_SECOND
                                                            : INDEX_TIER_REST;
        contrast += w->view.weights[rarest].contrast;
    }
}

static uint32_t steps(int weight)
{
    enum { MOST = (1 << INDEX_WEIGHT_BITS) - 1 };
    int all = weight / INDEX_WEIGHT_STEP;
    return (uint32_t)(all < MOST ? all : MOST);
}

static uint32_t packed(token_weight w)
{
    return (steps(w.contrast) << INDEX_WEIGHT_BITS | steps(w.information)) << INDEX_WORD_BITS;
}

static void put_name(index_builder *b, uint32_t number, uint8_t *tiers)
{
    const listed *l = b->listed;
    const listed_name *n = &l->names[b->names[number]];
    weighed w;
    weigh(b, n, &w);
    set_tiers(b, n, &w, tiers);
    index_name out = {.row = b->names[number],
                      .information = (uint16_t)(w.information < UINT16_MAX ? w.information : UINT16_MAX),
                      .count = n->count,
                      .flags = (uint8_t)((n->weak ? INDEX_NAME_WEAK : 0) | (w.exact ? INDEX_NAME_EXACT : 0) |
                                         (w.single ? INDEX_NAME_SINGLE : 0))};
    bool inside = n->count <= INDEX_NAME_WORDS;
    if (!inside)
        out.words[0] = (uint32_t)(b->parts[INDEX_PART_NAME_WORDS].len / sizeof(uint32_t));
    for (size_t i = 0; i < n->count; i++) {
        uint32_t word = l->name_words[n->first_word + i] | (w.heavy[i] ? packed(w.view.weights[i]) : 0);
        if (inside)
            out.words[i] = word;
        else
            buf_u32(&b->parts[INDEX_PART_NAME_WORDS], word);
    }
    buf_append(&b->parts[INDEX_PART_NAMES], &out, sizeof out);
}

static int compare_postings(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    unsigned tier_x = x & ((1 << INDEX_TIER_BITS) - 1), tier_y = y & ((1 << INDEX_TIER_BITS) - 1);
    if (tier_x != tier_y)
        return tier_x < tier_y ? -1 : 1;
    return x < y ? -1 : x > y;
}

/* The lowest tier of a word that a name has several times. */
static uint8_t lowest_tier(const uint32_t *words, const uint8_t *tiers, size_t count, size_t place)
{
    uint8_t lowest = tiers[place];
    for (size_t i = place + 1; i < count; i++)
        if (words[i] == words[place] && tiers[i] < lowest)
            lowest = tiers[i];
    return lowest;
}

static bool put_postings(index_builder *b, const uint8_t *tiers)
{
    const listed *l = b->listed;
    uint32_t *offsets = arena_array(&b->memory, (size_t)l->word_count + 1, sizeof *offsets);
    if (!offsets)
        return false;
    for (uint32_t i = 0; i < l->word_count; i++)
        offsets[i + 1] = offsets[i] + b->held_by[i];
    buf_append(&b->parts[INDEX_PART_POSTING_OFFSETS], offsets, ((size_t)l->word_count + 1) * sizeof *offsets);
    uint32_t total = offsets[l->word_count];
    uint32_t *postings = arena_array(&b->memory, total, sizeof *postings);
    if (total && !postings)
        return false;
    size_t at = 0;
    for (uint32_t i = 0; i < l->name_count; i++) {
        const listed_name *n = &l->names[b->names[i]];
        const uint32_t *words = l->name_words + n->first_word;
        for (size_t w = 0; w < n->count; w++)
            if (!stands_before(words, w))
                postings[offsets[words[w]]++] =
                    i << INDEX_TIER_BITS | lowest_tier(words, tiers + at, n->count, w);
        at += n->count;
    }
    for (uint32_t i = 0, first = 0; i < l->word_count; first = offsets[i++])
        if (offsets[i] > first)
            qsort(postings + first, offsets[i] - first, sizeof *postings, compare_postings);
    buf_append(&b->parts[INDEX_PART_POSTINGS], postings, total * sizeof *postings);
    return true;
}

bool index_build_names(index_builder *b)
{
    const listed *l = b->listed;
    uint8_t *tiers = arena_array(&b->memory, l->name_word_count + 1, sizeof *tiers);
    if (!tiers || !order_names(b) || !count_names(b))
        return false;
    size_t at = 0;
    for (uint32_t i = 0; i < l->name_count; i++) {
        put_name(b, i, tiers + at);
        at += l->names[b->names[i]].count;
    }
    return put_postings(b, tiers);
}
