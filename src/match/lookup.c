#include "match/lookup.h"

#include "base/error.h"
#include "match/lookup_cache.h"
#include "match/parameters.h"
#include "metric/distance.h"

#include <stdlib.h>

_Static_assert((int)VARIANT_LIMIT_4 < 2 * (int)DISTANCE_UNIT,
               "words below INDEX_LONG lie within one skeleton edit");
_Static_assert((int)VARIANT_LIMIT_8 < 3 * (int)DISTANCE_UNIT, "long words lie within two skeleton edits");
_Static_assert((int)ABJAD_LIMIT_8 < 2 * (int)DISTANCE_UNIT,
               "frames of consonants lie within one skeleton edit");
_Static_assert((int)JOINED_LIMIT < (int)DISTANCE_UNIT, "joined units have equal skeletons");

enum { SKELETON_CLASSES = 7, SKELETON_MAX = 21 };

itd_status lookup_new(const match_index *x, lookup **out, itd_error *error)
{
    lookup *l = calloc(1, sizeof *l);
    if (!l)
        return error_memory(error);
    l->index = x;
    l->slots = calloc((size_t)x->unit_count + 1, sizeof *l->slots);
    l->seen = calloc((size_t)x->unit_count + 1, sizeof *l->seen);
    l->seen_buckets = calloc((size_t)x->bucket_count + 1, sizeof *l->seen_buckets);
    l->cache = lookup_cache_new();
    for (uint32_t i = 0; i < x->single_count; i++)
        l->cut_count += (x->units[i].flags & TOKEN_CUT) != 0;
    l->cut_units = calloc(l->cut_count + 1, sizeof *l->cut_units);
    if (!l->slots || !l->seen || !l->seen_buckets || !l->cache || !l->cut_units) {
        lookup_free(l);
        return error_memory(error);
    }
    for (uint32_t i = 0, at = 0; i < x->single_count; i++)
        if (x->units[i].flags & TOKEN_CUT)
            l->cut_units[at++] = i;
    *out = l;
    return ITD_OK;
}

void lookup_free(lookup *l)
{
    if (!l)
        return;
    lookup_cache_free(l->cache);
    free(l->slots);
    free(l->rows);
    free(l->found);
    free(l->seen);
    free(l->seen_buckets);
    free(l->cut_units);
    free(l);
}

void lookup_start(lookup *l, const token_name *query, bool everything, int budget)
{
    for (size_t i = 0; i < l->found_count; i++)
        l->slots[l->found[i].unit] = 0;
    l->found_count = l->row_count = 0;
    l->query = query;
    l->row_width = query->unit_count;
    l->everything = everything;
    l->budget = budget;
    l->failed = false;
}

/* ---- what was found ---- */

static void *grow(void *old, size_t *cap, size_t wanted, size_t size)
{
    size_t larger = *cap ? *cap : 1024;
    while (larger < wanted)
        larger *= 2;
    void *memory = realloc(old, larger * size);
    if (memory)
        *cap = larger;
    return memory;
}

static void keep(lookup *l, size_t u, uint32_t number, relation r)
{
    if (l->found_count == l->found_cap) {
        related_unit *found = grow(l->found, &l->found_cap, l->found_count + 1, sizeof *found);
        l->failed = l->failed || !found;
        if (!found)
            return;
        l->found = found;
    }
    uint32_t row = l->slots[number];
    if (!row) {
        size_t end = (l->row_count + 1) * l->row_width;
        if (end > l->row_cap) {
            relation *rows = grow(l->rows, &l->row_cap, end, sizeof *rows);
            l->failed = l->failed || !rows;
            if (!rows)
                return;
            l->rows = rows;
        }
        row = l->slots[number] = (uint32_t)++l->row_count;
        memset(l->rows + (row - 1) * l->row_width, 0, l->row_width * sizeof *l->rows);
    }
    l->rows[(row - 1) * l->row_width + u] = r;
    l->found[l->found_count++] = (related_unit){number, r.type, r.cost, (uint8_t)u};
}

static void judge(lookup *l, size_t u, uint32_t number)
{
    const token *t = &l->query->units[u];
    if (l->seen[number] == l->round)
        return;
    l->seen[number] = l->round;
    if ((t->flags & TOKEN_JOINED) && (l->index->units[number].flags & TOKEN_JOINED))
        return;
    index_token(l->index, number, &l->other);
    relation r = relation_of(t, &l->other);
    if (r.type != RELATION_NONE && r.type != RELATION_INITIAL) /* initials: lookup_get */
        keep(l, u, number, r);
}

/* ---- by sound ---- */

static unsigned soft_phones(const phone_word *p)
{
    unsigned soft = 0;
    for (size_t i = 0; i < p->len; i++)
        soft += phone_class(p->phones[i]) == PHONE_CLASS_SOFT;
    return soft;
}

/* Least cost of a soft phone in or out; metric/distance.c has none below. */
enum { SOFT_COST = 3, SOFT_COST_ABJAD = 2 };

typedef struct probe {
    const phone_word *sound;
    uint64_t signature;
    unsigned soft, cost;
    bool abjad, batched;
} probe;

static int limit_of(const lookup *l, const probe *p, size_t len, bool abjad)
{
    int limit = relation_variant_limit(p->sound->len, len, abjad);
    int ceiling = l->ceilings[len < PHONES_MAX ? len : PHONES_MAX];
    return limit < ceiling ? limit : ceiling;
}

static bool may_be_near(const probe *p, const index_spelling *s, unsigned skeleton_edits, int limit)
{
    int gap = (int)p->soft - (int)s->soft;
    gap = (gap < 0 ? -gap : gap) - (int)skeleton_edits;
    int least = (int)skeleton_edits * DISTANCE_UNIT + (int)p->cost + (int)s->cost;
    if (gap > 0)
        least += gap * (p->abjad != (s->abjad != 0) ? SOFT_COST_ABJAD : SOFT_COST);
    return least <= limit && relation_lengths_fit(p->sound->len, s->len, limit, p->abjad != (s->abjad != 0));
}

/* Bits in which the signatures of variants may differ: each full edit of the skeleton moves a sound from one
 * group to another, and so does every INDEX_GROUP_COST of what is left of the limit. */
static int most_bits(const lookup *l, const probe *p, size_t len, unsigned skeleton_edits)
{
    int rest = limit_of(l, p, len, false) - (int)p->cost - (int)skeleton_edits * DISTANCE_UNIT;
    return rest < 0 ? -1 : 2 * ((int)skeleton_edits + rest / INDEX_GROUP_COST);
}

/* Measures what is waiting and judges what is near. */
static void flush(lookup *l, size_t u, const probe *p)
{
    uint8_t distances[DISTANCE_BATCH];
    distance_batch_run(p->sound, &l->batch, distances);
    for (size_t i = 0; i < l->batch.count; i++)
        if (distances[i] <= l->batch_limits[i])
            judge(l, u, l->batch_units[i]);
    l->batch.count = 0;
}

static void judge_spelling(lookup *l, size_t u, const probe *p, uint32_t number, unsigned skeleton_edits)
{
    const index_spelling *s = &l->index->spellings[number];
    bool abjad = p->abjad != (s->abjad != 0);
    int limit = limit_of(l, p, s->len, abjad);
    if (l->seen[s->unit] == l->round || !may_be_near(p, s, skeleton_edits, limit))
        return;
    if (abjad || !s->batched || !p->batched) {
        judge(l, u, s->unit);
        return;
    }
    l->batch_units[l->batch.count] = s->unit;
    l->batch_limits[l->batch.count] = (uint8_t)(limit - (int)(p->cost + s->cost));
    distance_batch_add(&l->batch, s->phones, s->len);
    if (l->batch.count == DISTANCE_BATCH)
        flush(l, u, p);
}

/* The spellings [from, to), the longest first, that lie skeleton_edits away. */
static void judge_range(lookup *l, size_t u, const probe *p, uint32_t from, uint32_t to,
                        unsigned skeleton_edits)
{
    const match_index *x = l->index;
    size_t len = SIZE_MAX;
    int bits = 0;
    for (uint32_t i = from; i < to; i++) {
        if (x->spellings[i].len != len) {
            len = x->spellings[i].len;
            bits = most_bits(l, p, len, skeleton_edits);
            if (bits < 0 && len < p->sound->len)
                return; /* nor has a shorter word a higher limit */
        }
        if (__builtin_popcountll(x->signatures[i] ^ p->signature) <= bits)
            judge_spelling(l, u, p, i, skeleton_edits);
    }
}

static void judge_bucket(lookup *l, size_t u, const probe *p, const index_bucket *b, unsigned skeleton_edits)
{
    uint32_t middle = b->first + b->abjad, end = b->first + b->count;
    if (p->abjad) { /* rare enough to look at each */
        for (uint32_t i = b->first; i < end; i++)
            judge_spelling(l, u, p, i, skeleton_edits);
        return;
    }
    for (uint32_t i = b->first; i < middle && skeleton_edits < 2; i++)
        judge_spelling(l, u, p, i, skeleton_edits);
    judge_range(l, u, p, middle, end, skeleton_edits);
}

static void judge_skeleton(lookup *l, size_t u, const probe *p, uint64_t skeleton, unsigned edits)
{
    const match_index *x = l->index;
    uint32_t mask = x->bucket_slot_count - 1;
    for (uint32_t at = (uint32_t)index_hash_skeleton(skeleton) & mask; x->bucket_slots[at];
         at = (at + 1) & mask) {
        uint32_t number = x->bucket_slots[at] - 1;
        if (x->buckets[number].skeleton != skeleton)
            continue;
        if (l->seen_buckets[number] != l->bucket_round) {
            l->seen_buckets[number] = l->bucket_round;
            judge_bucket(l, u, p, &x->buckets[number], edits);
        }
        return;
    }
}

static unsigned skeleton_len(uint64_t s)
{
    unsigned len = 0;
    while (len < SKELETON_MAX && (s >> (3 * len) & 7))
        len++;
    return len;
}

static uint64_t low_bits(unsigned classes)
{
    return ((uint64_t)1 << (3 * classes)) - 1;
}

/* Every skeleton one edit away: deletions, substitutions, transpositions, insertions. */
static void judge_neighbours(lookup *l, size_t u, const probe *p)
{
    uint64_t s = p->sound->skeleton;
    unsigned len = skeleton_len(s);
    for (unsigned i = 0; i <= len; i++) {
        uint64_t head = s & low_bits(i), tail = i < len ? s >> (3 * i) : 0;
        if (i < len)
            judge_skeleton(l, u, p, head | (tail >> 3) << (3 * i), 1);
        for (uint64_t class = 1; class <= SKELETON_CLASSES; class ++) {
            if (i < len && (tail & 7) != class)
                judge_skeleton(l, u, p, head | ((tail & ~(uint64_t)7) | class) << (3 * i), 1);
            if (len < SKELETON_MAX)
                judge_skeleton(l, u, p, head | (tail << 3 | class) << (3 * i), 1);
        }
        if (i + 1 < len && (tail & 7) != (tail >> 3 & 7)) {
            uint64_t swapped = (tail & ~(uint64_t)63) | (tail & 7) << 3 | (tail >> 3 & 7);
            judge_skeleton(l, u, p, head | swapped << (3 * i), 1);
        }
    }
}

/* Sum of the differences of eight packed counts. */
static unsigned gap_of_counts(uint64_t a, uint64_t b)
{
    unsigned gap = 0;
    for (unsigned i = 0; i < 56; i += 8) {
        int d = (int)(a >> i & 255) - (int)(b >> i & 255);
        gap += (unsigned)(d < 0 ? -d : d);
    }
    return gap;
}

/* Long words two skeleton edits away have class counts that differ by four at most. */
static void judge_long(lookup *l, size_t u, const probe *p)
{
    const match_index *x = l->index;
    for (uint32_t i = 0; i < x->long_bucket_count; i++) {
        const index_bucket *b = &x->buckets[x->long_buckets[i]];
        if (gap_of_counts(b->counts, p->sound->counts) <= 4 &&
            l->seen_buckets[x->long_buckets[i]] != l->bucket_round)
            judge_bucket(l, u, p, b, 2);
    }
}

/* A skeleton that was cut off at its end does not tell what follows. */
static bool skeleton_is_cut(const phone_word *p)
{
    return p->skeleton >> 60 & 7 || p->len == PHONES_MAX;
}

/* Another spelling before it with the same sounds, at no more cost, has found all that this one can. */
static bool sounds_like_earlier(const token *t, size_t spelling)
{
    const token_spelling *s = &t->spellings[spelling];
    for (size_t i = 0; i < spelling; i++)
        if (t->spellings[i].cost <= s->cost && t->spellings[i].sound.len == s->sound.len &&
            memcmp(t->spellings[i].sound.phones, s->sound.phones, s->sound.len) == 0)
            return true;
    return false;
}

static void judge_sounds(lookup *l, size_t u)
{
    const token *t = &l->query->units[u];
    for (size_t i = 0; i < t->spelling_count; i++) {
        const phone_word *sound = &t->spellings[i].sound;
        probe p = {.sound = sound,
                   .signature = index_signature(sound),
                   .soft = soft_phones(sound),
                   .cost = t->spellings[i].cost,
                   .batched = distance_batch_fits(sound->phones, sound->len),
                   .abjad = (t->flags & TOKEN_ABJAD) != 0};
        if (sounds_like_earlier(t, i))
            continue;
        l->bucket_round++;
        judge_skeleton(l, u, &p, sound->skeleton, 0);
        if (t->flags & (TOKEN_JOINED | TOKEN_SINGLE)) {
            flush(l, u, &p);
            continue;
        }
        if (l->ceiling >= DISTANCE_UNIT + (int)p.cost)
            judge_neighbours(l, u, &p);
        if (sound->len >= INDEX_LONG && l->ceiling >= 2 * DISTANCE_UNIT + (int)p.cost)
            judge_long(l, u, &p);
        flush(l, u, &p);
    }
}

/* ---- by other keys ---- */

static void judge_pairs(lookup *l, size_t u, const index_pair *pairs, uint32_t count, uint32_t key)
{
    uint32_t first, end;
    index_find_pairs(pairs, count, key, &first, &end);
    for (uint32_t i = first; i < end; i++)
        judge(l, u, pairs[i].unit);
}

static void judge_keys(lookup *l, size_t u)
{
    const match_index *x = l->index;
    const token *t = &l->query->units[u];
    uint32_t keys[INDEX_MEANINGS_MAX];
    size_t count = index_meaning_keys(t, keys);
    for (size_t i = 0; i < count; i++)
        judge_pairs(l, u, x->meanings, x->meaning_count, keys[i]);
    if (t->flags & TOKEN_JOINED)
        return;
    if (t->number >= 0)
        judge_pairs(l, u, x->numbers, x->number_count, (uint32_t)t->number);
    if (t->roman)
        judge_pairs(l, u, x->numbers, x->number_count, t->roman);
    for (size_t i = 0; i < t->spelling_count; i++)
        judge_pairs(l, u, x->joined, x->joined_count,
                    (uint32_t)index_hash_skeleton(t->spellings[i].sound.skeleton));
}

/* Words that were cut off relate to those that begin like them. */
static void judge_beginnings(lookup *l, size_t u)
{
    const token *t = &l->query->units[u];
    if (t->flags & TOKEN_JOINED)
        return;
    for (size_t i = 0; i < l->cut_count; i++)
        if (str_starts(t->text, index_text(l->index, l->cut_units[i])))
            judge(l, u, l->cut_units[i]);
    for (uint32_t i = 0; i < l->index->single_count && (t->flags & TOKEN_CUT); i++)
        if (str_starts(index_text(l->index, i), t->text))
            judge(l, u, i);
}

/* Costs of variants that the budget allows. align.c counts an edit by the mean length of the first spellings;
 * any other spelling of a word is at most SPELLING_SLACK phones shorter. None is left out for words that may
 * be small. */
static void set_ceilings(lookup *l, const token *t)
{
    enum { SPELLING_SLACK = 4 };
    int first = t->spelling_count ? t->spellings[0].sound.len : 0, cost = 0;
    bool all = l->everything;
    for (unsigned kind = 0; kind < KIND_COUNT; kind++)
        all = all || align_is_small((uint8_t)token_get_role(t, (match_kind)kind));
    for (int len = 0; len <= PHONES_MAX; len++) {
        while (cost < DISTANCE_NONE - 1 &&
               (all || align_edit_penalty(cost + 1, (first + len + SPELLING_SLACK + 1) / 2) <= l->budget))
            cost++;
        l->ceilings[len] = (uint8_t)cost;
    }
    l->ceiling = cost;
}

void lookup_relate(lookup *l, size_t u)
{
    const token *t = &l->query->units[u];
    bool cut = false;
    set_ceilings(l, t);
    l->complete[u] = l->ceilings[0] >= relation_variant_limit(PHONES_MAX, PHONES_MAX, false);
    l->found_start[u] = l->found_count;
    l->round++;
    if (l->round == 0) { /* the rounds have come full circle */
        memset(l->seen, 0, l->index->unit_count * sizeof *l->seen);
        l->round = 1;
    }
    for (size_t i = 0; i < t->spelling_count; i++)
        cut = cut || skeleton_is_cut(&t->spellings[i].sound);
    const related_unit *known;
    size_t count;
    if (!l->everything && lookup_cache_get(l->cache, t, l->budget, &known, &count)) {
        for (size_t i = 0; i < count; i++)
            keep(l, u, known[i].unit, (relation){known[i].type, known[i].cost});
    } else {
        uint32_t all = l->everything || cut ? l->index->single_count : 0;
        for (uint32_t i = 0; i < all && !(t->flags & TOKEN_JOINED); i++)
            judge(l, u, i);
        judge_sounds(l, u);
        judge_keys(l, u);
        judge_beginnings(l, u);
        if (!l->everything && !l->failed)
            lookup_cache_put(l->cache, t, l->budget, l->found + l->found_start[u],
                             l->found_count - l->found_start[u]);
    }
    l->found_start[u + 1] = l->found_count;
}

relation lookup_get(lookup *l, uint32_t number, size_t u)
{
    const token *t = &l->query->units[u];
    uint8_t flags = l->index->units[number].flags;
    if ((t->flags | flags) & TOKEN_SINGLE) {
        if ((t->flags | flags) & TOKEN_JOINED)
            return (relation){RELATION_NONE, 0};
        index_token(l->index, number, &l->other);
        return relation_of(t, &l->other);
    }
    uint32_t row = l->slots[number];
    relation r = row ? l->rows[(row - 1) * l->row_width + u] : (relation){RELATION_NONE, 0};
    if (r.type != RELATION_NONE || l->everything || (t->flags & flags & TOKEN_JOINED) || l->complete[u])
        return r;
    /* A variant over the budget is none of what was found, but the alignment must know of it. */
    index_token(l->index, number, &l->other);
    return relation_of(t, &l->other);
}
