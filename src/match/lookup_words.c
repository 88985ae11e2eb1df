#include "match/lookup.h"

#include "base/error.h"
#include "match/bound.h"
#include "match/lookup_cache.h"
#include "metric/signature.h"
#include "name/parameters.h"

#include <stdlib.h>

static void list_cut_words(lookup *l)
{
    const match_index *x = l->index;
    uint32_t at = 0;
    for (uint32_t i = 0; i < x->word_count; i++) {
        if (!(x->words[i].flags & TOKEN_CUT))
            continue;
        str text = index_text(x, i);
        l->cut_words[at++] = i;
        l->cut_starts[text.len ? (unsigned char)text.data[0] + 1 : 1]++;
    }
    for (size_t c = 0; c < 256; c++)
        l->cut_starts[c + 1] += l->cut_starts[c];
}

itd_status lookup_new(const match_index *x, lookup **out, itd_error *error)
{
    lookup *l = calloc(1, sizeof *l);
    if (!l)
        return error_memory(error);
    l->index = x;
    l->related = bits_new(x->word_count);
    l->slots = calloc((size_t)x->word_count + 1, sizeof *l->slots);
    l->run_first = bits_new(x->word_count);
    l->run_starts = calloc((size_t)x->word_count + 1, sizeof *l->run_starts);
    l->seen = calloc((size_t)x->word_count + 1, sizeof *l->seen);
    l->nearest = calloc((size_t)x->word_count + 1, sizeof *l->nearest);
    l->seen_skeletons = calloc((size_t)x->skeleton_count + 1, sizeof *l->seen_skeletons);
    l->places = calloc((size_t)x->spelling_count + SIGNATURE_SPARE, sizeof *l->places);
    l->blocks = calloc((size_t)x->spelling_count / LOOKUP_BLOCK + 1, sizeof *l->blocks);
    l->cache = lookup_cache_new();
    for (uint32_t i = 0; i < x->word_count; i++)
        l->cut_count += (x->words[i].flags & TOKEN_CUT) != 0;
    l->cut_words = calloc(l->cut_count + 1, sizeof *l->cut_words);
    if (!l->related || !l->slots || !l->run_first || !l->run_starts || !l->seen || !l->nearest ||
        !l->seen_skeletons || !l->places || !l->blocks || !l->cache || !l->cut_words) {
        lookup_free(l);
        return error_memory(error);
    }
    list_cut_words(l);
    for (size_t own = 0; own <= PHONES_MAX; own++)
        for (size_t len = 0; len < DISTANCE_TABLE; len++)
            for (unsigned abjad = 0; abjad < 2; abjad++)
                l->variant_limits[abjad][own][len] = (uint8_t)relation_variant_limit(own, len, abjad);
    for (uint32_t g = 0, i = 0; i < x->spelling_count; i += LOOKUP_BLOCK) {
        while (x->groups[g + 1].first <= i)
            g++;
        l->blocks[i / LOOKUP_BLOCK] = g;
    }
    *out = l;
    return ITD_OK;
}

void lookup_free(lookup *l)
{
    if (!l)
        return;
    lookup_cache_free(l->cache);
    free(l->related);
    free(l->slots);
    free(l->run_first);
    free(l->rows);
    free(l->masks);
    free(l->runs);
    free(l->run_slots);
    free(l->run_starts);
    free(l->found);
    free(l->seen);
    free(l->nearest);
    free(l->near_words);
    free(l->places);
    free(l->blocks);
    free(l->seen_skeletons);
    free(l->cut_words);
    free(l);
}

void lookup_start(lookup *l, const token_name *query, bool everything, int budget)
{
    for (size_t i = 0; i < l->found_count; i++)
        if (!l->found[i].is_run) {
            bits_clear(l->related, l->found[i].unit);
            l->slots[l->found[i].unit] = 0;
        }
    for (size_t i = 0; i < l->run_count; i++) {
        bits_clear(l->run_first, l->runs[i].words[0]);
        l->run_starts[l->runs[i].words[0]] = 0;
    }
    if (l->run_count)
        memset(l->run_slots, 0, l->run_slot_count * sizeof *l->run_slots);
    l->found_count = l->row_count = l->run_count = 0;
    l->query = query;
    l->row_width = query->unit_count;
    l->everything = everything;
    l->budget = budget;
    l->failed = false;
    memset(l->least, UINT8_MAX, sizeof l->least);
}

/* ---- what was found ---- */

/* Makes room for `wanted` elements; false without memory. */
static bool grow(void **memory, size_t *cap, size_t wanted, size_t size)
{
    size_t larger = *cap ? *cap : 1024;
    if (wanted <= *cap)
        return true;
    while (larger < wanted)
        larger *= 2;
    void *grown = realloc(*memory, larger * size);
    if (!grown)
        return false;
    *memory = grown;
    *cap = larger;
    return true;
}

static uint32_t tokens_of(unit span)
{
    return ((1u << span.count) - 1) << span.first;
}

/* Number of a new row plus one; 0 without memory. */
static uint32_t new_row(lookup *l)
{
    if (!grow((void **)&l->rows, &l->row_cap, (l->row_count + 1) * l->row_width, sizeof *l->rows) ||
        !grow((void **)&l->masks, &l->mask_cap, l->row_count + 1, sizeof *l->masks))
        return 0;
    memset(l->rows + l->row_count * l->row_width, 0, l->row_width * sizeof *l->rows);
    l->masks[l->row_count++] = 0;
    return (uint32_t)l->row_count;
}

static size_t hash_of_run(const uint32_t *words, size_t count)
{
    uint64_t h = count;
    for (size_t i = 0; i < count; i++)
        h = (h ^ index_word_of(words[i])) * 0x9E3779B97F4A7C15u;
    return (size_t)(h ^ h >> 32);
}

static bool is_run(const related_run *r, const uint32_t *words, size_t count)
{
    bool same = r->count == count;
    for (size_t i = 0; i < count && same; i++)
        same = r->words[i] == index_word_of(words[i]);
    return same;
}

/* The slot of the run, or the free one where it would be put. */
static size_t slot_of_run(const lookup *l, const uint32_t *words, size_t count)
{
    size_t at = hash_of_run(words, count) & (l->run_slot_count - 1);
    while (l->run_slots[at] && !is_run(&l->runs[l->run_slots[at] - 1], words, count))
        at = (at + 1) & (l->run_slot_count - 1);
    return at;
}

const related_run *lookup_find_run(const lookup *l, const uint32_t *name_words, size_t count)
{
    uint32_t number = l->run_count ? l->run_slots[slot_of_run(l, name_words, count)] : 0;
    return number ? &l->runs[number - 1] : NULL;
}

/* Room for one run more; false without memory. */
static bool widen_runs(lookup *l)
{
    if (2 * (l->run_count + 1) <= l->run_slot_count)
        return true;
    size_t count = l->run_slot_count ? 2 * l->run_slot_count : 64;
    uint32_t *slots = calloc(count, sizeof *slots);
    if (!slots)
        return false;
    free(l->run_slots);
    l->run_slots = slots;
    l->run_slot_count = count;
    for (size_t i = 0; i < l->run_count; i++)
        l->run_slots[slot_of_run(l, l->runs[i].words, l->runs[i].count)] = (uint32_t)i + 1;
    return true;
}

static uint32_t row_of_run(lookup *l, uint32_t run, uint8_t len)
{
    related_run r = {.count = 0};
    r.count = (uint8_t)index_run_words(l->index, run, r.words);
    const related_run *known = lookup_find_run(l, r.words, r.count);
    if (known)
        return known->row + 1;
    uint32_t row = new_row(l);
    if (!row || !widen_runs(l) || !grow((void **)&l->runs, &l->run_cap, l->run_count + 1, sizeof *l->runs))
        return 0;
    r.len = len;
    r.row = row - 1;
    bits_set(l->run_first, r.words[0]);
    l->run_starts[r.words[0]] |= (uint8_t)(1u << r.count);
    l->run_slots[slot_of_run(l, r.words, r.count)] = (uint32_t)l->run_count + 1;
    l->runs[l->run_count++] = r;
    return row;
}

static uint32_t row_of_word(lookup *l, uint32_t word)
{
    if (!l->slots[word]) {
        l->slots[word] = new_row(l);
        if (l->slots[word])
            bits_set(l->related, word);
    }
    return l->slots[word];
}

void lookup_keep(lookup *l, size_t u, related_unit r)
{
    if (!grow((void **)&l->found, &l->found_cap, l->found_count + 1, sizeof *l->found)) {
        l->failed = true;
        return;
    }
    r.query = u & 127;
    l->found[l->found_count++] = r; /* before the row, so that lookup_start forgets it */
    uint32_t row = r.is_run ? row_of_run(l, r.unit, r.penalty) : row_of_word(l, r.unit);
    if (!row) {
        l->failed = true;
        return;
    }
    l->rows[(row - 1) * l->row_width + u] = (relation){r.type, r.cost};
    l->masks[row - 1] |= tokens_of(l->query->spans[u]);
    unit span = l->query->spans[u];
    uint8_t each = r.is_run ? 0 : r.penalty / span.count; /* one link for all words that are joined */
    for (size_t t = span.first; t < (size_t)span.first + span.count; t++)
        l->least[t] = each < l->least[t] ? each : l->least[t];
}

/* ---- words that may relate ---- */

void lookup_note(lookup *l, uint32_t word, int distance)
{
    if (l->seen[word] == l->round) {
        if (distance < l->nearest[word])
            l->nearest[word] = (uint8_t)distance;
        return;
    }
    if (!grow((void **)&l->near_words, &l->near_cap, l->near_count + 1, sizeof *l->near_words)) {
        l->failed = true;
        return;
    }
    l->seen[word] = l->round;
    l->nearest[word] = (uint8_t)distance;
    l->near_words[l->near_count++] = word;
}

static void note_pairs(lookup *l, const index_pair *pairs, uint32_t count, uint32_t key)
{
    uint32_t first, end;
    index_find_pairs(pairs, count, key, &first, &end);
    for (uint32_t i = first; i < end; i++)
        lookup_note(l, pairs[i].unit, DISTANCE_NONE);
}

/* First word of the dictionary whose letters do not come before `text`. */
static uint32_t first_from(const match_index *x, str text)
{
    uint32_t low = 0, high = x->word_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        str s = index_text(x, middle);
        int order = memcmp(s.data, text.data, s.len < text.len ? s.len : text.len);
        if (order < 0 || (order == 0 && s.len < text.len))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Words of just these letters. */
static void note_letters(lookup *l, str text)
{
    for (uint32_t i = first_from(l->index, text);
         i < l->index->word_count && str_equal(index_text(l->index, i), text); i++)
        lookup_note(l, i, DISTANCE_NONE);
}

static void note_keys(lookup *l, const token *t)
{
    const match_index *x = l->index;
    uint32_t keys[INDEX_MEANINGS_MAX];
    size_t count = index_meaning_keys(t, keys);
    for (size_t i = 0; i < count; i++)
        note_pairs(l, x->meanings, x->meaning_count, keys[i]);
    if (t->flags & TOKEN_JOINED)
        return;
    if (!str_equal(t->folded, t->text))
        note_letters(l, t->folded);
    if (t->number >= 0)
        note_pairs(l, x->numbers, x->number_count, (uint32_t)t->number);
    if (t->roman)
        note_pairs(l, x->numbers, x->number_count, t->roman);
}

/* Words that were cut off relate to those that begin like them. */
static void note_beginnings(lookup *l, const token *t)
{
    if (t->flags & TOKEN_JOINED)
        return;
    unsigned first = t->text.len ? (unsigned char)t->text.data[0] : 0;
    for (uint32_t i = l->cut_starts[first]; i < l->cut_starts[first + 1]; i++)
        if (str_starts(t->text, index_text(l->index, l->cut_words[i])))
            lookup_note(l, l->cut_words[i], DISTANCE_NONE);
    if (!(t->flags & TOKEN_CUT))
        return;
    for (uint32_t i = first_from(l->index, t->text);
         i < l->index->word_count && str_starts(index_text(l->index, i), t->text); i++)
        lookup_note(l, i, DISTANCE_NONE);
}

/* What align.c counts for a link of the relation, at least. */
static uint8_t penalty_of(const token *t, int other_len, relation r, bool small)
{
    if (r.type != RELATION_VARIANT)
        return r.cost;
    int penalty = align_edit_penalty(r.cost, (t->spellings[0].sound.len + other_len + 1) / 2);
    penalty = small ? penalty / 4 : penalty;
    return (uint8_t)(penalty < UINT8_MAX ? penalty : UINT8_MAX);
}

static void judge(lookup *l, size_t u, uint32_t word)
{
    const token *t = &l->query->units[u];
    relation r;
    index_token(l->index, word, INDEX_DEPTH_HEAD, &l->other);
    if (relation_needs_spellings(t, &l->other)) {
        index_token(l->index, word, INDEX_DEPTH_SOUNDS, &l->other);
        r = relation_of(t, &l->other);
    } else {
        r = relation_at_distance(t, &l->other, l->nearest[word]);
    }
    if (r.type != RELATION_NONE && r.type != RELATION_INITIAL) /* initials: lookup_get */
        lookup_keep(l, u,
                    (related_unit){.unit = word,
                                   .type = r.type,
                                   .cost = r.cost,
                                   .penalty = penalty_of(t, l->index->words[word].len, r, l->small)});
}

bool lookup_is_small(const token *t)
{
    bool small = false;
    for (unsigned kind = 0; kind < KIND_COUNT; kind++)
        small = small || align_is_small((uint8_t)token_get_role(t, (match_kind)kind));
    return small;
}

/* Costs of variants that the budget allows: align.c counts an edit by the mean length of the first spellings.
 * None is left out for words that may be small, and none that what the lexicon knows might cost. */
static void set_ceilings(lookup *l, const token *t, int budget)
{
    int first = t->spelling_count ? t->spellings[0].sound.len : 0, cost = RELATION_COST_KNOWN;
    l->small = lookup_is_small(t);
    bool all = l->everything || l->small;
    for (int len = 0; len <= PHONES_MAX; len++) {
        while (cost < DISTANCE_NONE - 1 &&
               (all || align_edit_penalty(cost + 1, (first + len + 1) / 2) <= budget))
            cost++;
        l->ceilings[len] = (uint8_t)cost;
    }
    l->ceilings_most = cost;
}

/* A new set of words that may relate. */
static void start_round(lookup *l)
{
    l->near_count = 0;
    if (++l->round == 0) { /* the rounds have come full circle */
        memset(l->seen, 0, l->index->word_count * sizeof *l->seen);
        l->round = 1;
    }
}

static void find(lookup *l, size_t u)
{
    const token *t = &l->query->units[u];
    start_round(l);
    set_ceilings(l, t, l->budget);
    if (l->everything)
        for (uint32_t i = 0; i < l->index->word_count; i++)
            lookup_note(l, i, DISTANCE_NONE);
    lookup_sounds(l, u);
    if (!l->everything) {
        note_keys(l, t);
        note_beginnings(l, t);
    }
    for (size_t i = 0; i < l->near_count; i++)
        judge(l, u, l->near_words[i]);
    lookup_runs(l, u);
}

static void find_near(lookup *l, size_t u, int edits, int budget)
{
    start_round(l);
    set_ceilings(l, &l->query->units[u], budget);
    lookup_near_sounds(l, u, edits);
    for (size_t i = 0; i < l->near_count; i++) {
        uint32_t word = l->near_words[i], row = l->slots[word];
        relation r = row ? l->rows[(row - 1) * l->row_width + u] : (relation){RELATION_NONE, 0};
        if (r.type == RELATION_NONE || (r.type == RELATION_VARIANT && r.cost > l->nearest[word]))
            judge(l, u, word);
    }
}

/* Puts what was found before for the unit among what is found; false if that is not known. */
static bool recall(lookup *l, size_t u, unsigned edits, int budget)
{
    const related_unit *known;
    size_t count;
    if (l->everything || !lookup_cache_get(l->cache, &l->query->units[u], budget, edits, &known, &count))
        return false;
    for (size_t i = 0; i < count; i++)
        lookup_keep(l, u, known[i]);
    return true;
}

static void remember(lookup *l, size_t u, unsigned edits, int budget, size_t first)
{
    if (!l->everything && !l->failed)
        lookup_cache_put(l->cache, &l->query->units[u], budget, edits, l->found + first,
                         l->found_count - first);
}

void lookup_relate(lookup *l, size_t u)
{
    size_t first = l->found_start[u] = l->found_count;
    if (!recall(l, u, 0, l->budget)) {
        find(l, u);
        remember(l, u, 0, l->budget, first);
    }
    l->found_start[u + 1] = l->found_count;
}

void lookup_relate_near(lookup *l, const name_view views[KIND_COUNT], unsigned kinds)
{
    enum { EDITS_MAX = 2 };
    for (int edits = 1; edits <= EDITS_MAX && !l->everything; edits++) {
        for (size_t u = 0; u < l->query->count; u++) {
            if (!lookup_may_be_near(l, u, edits, l->budget))
                continue;
            int budget = lookup_rest(l, views, kinds, u, edits);
            size_t first = l->found_count;
            if (!lookup_may_be_near(l, u, edits, budget) || recall(l, u, (unsigned)edits, l->budget) ||
                (budget < l->budget && recall(l, u, (unsigned)edits, budget)))
                continue;
            find_near(l, u, edits, budget);
            remember(l, u, (unsigned)edits, budget, first);
        }
    }
}

relation lookup_get(lookup *l, uint32_t word, size_t u, bool complete)
{
    const token *t = &l->query->units[u];
    uint8_t flags = l->index->words[word].flags;
    if ((t->flags | flags) & TOKEN_SINGLE) {
        if (t->flags & TOKEN_JOINED)
            return (relation){RELATION_NONE, 0};
        index_token(l->index, word, INDEX_DEPTH_LETTERS, &l->other);
        return relation_of(t, &l->other);
    }
    uint32_t row = l->slots[word];
    relation r = row ? l->rows[(row - 1) * l->row_width + u] : (relation){RELATION_NONE, 0};
    if (!complete || r.type != RELATION_NONE || l->everything)
        return r;
    /* A variant over the budget is none of what was found, but the alignment must know of it. */
    index_token(l->index, word, INDEX_DEPTH_SOUNDS, &l->other);
    return relation_of(t, &l->other);
}
