/* Words that sound like a word of the query: skeletons that are near, then signatures, then distances. */
#include "match/lookup.h"
#include "name/parameters.h"
#include "metric/signature.h"

_Static_assert((int)VARIANT_LIMIT_4 < 2 * (int)DISTANCE_UNIT, "short words lie within one skeleton edit");
_Static_assert((int)VARIANT_LIMIT_8 < 3 * (int)DISTANCE_UNIT, "all words lie within FAR_EDITS");
_Static_assert((int)ABJAD_LIMIT_8 < 2 * (int)DISTANCE_UNIT,
               "frames of consonants lie within one skeleton edit");
_Static_assert((int)JOINED_LIMIT < (int)DISTANCE_UNIT, "joined units have equal skeletons");
_Static_assert((int)DISTANCE_TABLE > (int)PHONES_MAX, "lengths index tables of this size");

enum {
    SKELETON_CLASSES = 7,
    SKELETON_MAX = 21,
    SOFT_COST = 3,       /* no soft phone goes in or out for less, */
    SOFT_COST_PLAIN = 8, /* none but a glide, */
    EXCHANGE_COST = 6,   /* and sounds of two groups of a signature are not exchanged for less */
    SOFT_COST_ABJAD = 2, /* likewise where one side is without vowels */
    FAR_EDITS = 2,       /* of the skeleton, at most */
    NEVER = -1,
};

/* One spelling of the present unit. */
typedef struct probe {
    lookup *l;
    const phone_word *sound;
    str letters;
    uint64_t signature;
    int soft, cost;
    bool abjad, batched, glides;
    bool unfiltered;          /* the skeleton tells nothing: every word is measured */
    const uint8_t *limits[2]; /* of the relation, by whether one side is without vowels, then by
                                 phones of the other */
    int most;                 /* likewise, whatever the other */
} probe;

static int min_of(int a, int b)
{
    return a < b ? a : b;
}

/* The limit of the relation to the longest words. */
static int longest_limit(const probe *p)
{
    return min_of(p->most, p->limits[false][DISTANCE_TABLE - 1]);
}

/* Bits in which signatures may differ: two for each edit of the skeleton, one for each soft phone more or
 * less, two for each exchange that the rest of the limit pays. A glide goes in or out for the cost of one
 * bit. */
static int bits_within(int rest, int edits, int soft, bool glides)
{
    if (rest < 0)
        return NEVER;
    if (glides)
        return 2 * edits + rest / INDEX_BIT_COST;
    int left = rest - soft * SOFT_COST_PLAIN;
    return left < 0 ? NEVER : 2 * edits + soft + 2 * (left / EXCHANGE_COST);
}

/* Cost of the spelling among those of the word that has just these letters, NEVER if none has. */
static int cost_of_letters(lookup *l, uint32_t word, str letters)
{
    token *t = &l->other;
    index_token(l->index, word, INDEX_DEPTH_LETTERS, t);
    for (size_t i = 0; i < t->spelling_count; i++)
        if (str_equal(t->spellings[i].letters, letters))
            return t->spellings[i].cost;
    return NEVER;
}

/* A spelling of the word lies `distance` away; its own cost and `extra` are added. */
static void accept(const probe *p, uint32_t word, int distance, int own_cost, int extra, int limit)
{
    int total = distance + own_cost + extra;
    if (total > limit)
        return;
    if (distance > 0) {
        lookup_note(p->l, word, total);
        return;
    }
    int same = cost_of_letters(p->l, word, p->letters);
    if (same != NEVER && same + extra <= limit)
        lookup_note(p->l, word, same + extra);
    lookup_note(p->l, word, total + RELATION_COST_SPELLING);
}

/* Beside a distance and its own cost, a spelling of so many phones costs this. */
static int extra_cost(const probe *p, size_t len, bool abjad)
{
    size_t longer = p->sound->len > len ? p->sound->len : len;
    return p->cost + (abjad ? relation_abjad_cost(longer) : 0);
}

/* A waiting spelling was measured: only now, where it is near, its word is looked at. */
static void measured(const probe *p, const lookup_waiting *w, int distance, bool abjad)
{
    int limit = min_of(p->most, p->limits[abjad][w->len]);
    if (distance > limit)
        return;
    uint32_t packed = p->l->index->spellings[w->spelling];
    limit = min_of(limit, p->l->ceilings[index_spelling_first(packed)]);
    accept(p, index_spelling_word(packed), distance, (int)index_spelling_cost(packed),
           extra_cost(p, w->len, abjad), limit);
}

/* Measures the first spellings that are waiting, as many as are measured together. */
static void measure_batch(const probe *p, lookup_batch *b, distance_mode mode)
{
    distance_batch words = {.count = 0};
    uint8_t distances[DISTANCE_BATCH];
    size_t count = b->count < DISTANCE_BATCH ? b->count : DISTANCE_BATCH;
    bool abjad = b != &p->l->batches[0];
    for (size_t i = 0; i < count; i++)
        distance_batch_add(&words, b->waiting[i].phones, b->waiting[i].len);
    distance_batch_run(p->sound, &words, mode, distances);
    for (size_t i = 0; i < count; i++)
        measured(p, &b->waiting[i], distances[i], abjad);
    b->count -= count;
    memmove(b->waiting, b->waiting + count, b->count * sizeof *b->waiting);
}

static void flush(const probe *p, lookup_batch *b, distance_mode mode)
{
    while (b->count)
        measure_batch(p, b, mode);
}

/* What is the same for all spellings of a group. */
typedef struct group_probe {
    const index_group *group;
    lookup_batch *batch;
    distance_mode mode;
    int limit; /* of the relation */
    int extra;
} group_probe;

/* A word that does not fit the batch. */
static void measure_alone(const probe *p, const group_probe *g, const lookup_waiting *w)
{
    phone_word other = {.len = w->len};
    memcpy(other.phones, w->phones, w->len);
    int distance = distance_within(p->sound, &other, g->limit - g->extra, g->mode);
    if (distance != DISTANCE_NONE)
        measured(p, w, distance, g->mode != DISTANCE_FULL);
}

static inline void measure(const probe *p, const group_probe *g, uint32_t spelling)
{
    const match_index *x = p->l->index;
    uint8_t len = g->group->len;
    lookup_waiting w = {spelling, len,
                        x->phones + g->group->phones + (size_t)(spelling - g->group->first) * len};
    if (!(g->group->flags & INDEX_GROUP_BATCHED) || !p->batched) {
        measure_alone(p, g, &w);
        return;
    }
    __builtin_prefetch(w.phones);
    g->batch->waiting[g->batch->count++] = w;
    if (g->batch->count == LOOKUP_WAITING)
        measure_batch(p, g->batch, g->mode);
}

/* False if no spelling of the group can be near. */
static bool group_fits(const probe *p, const index_group *group, int edits, group_probe *g)
{
    bool abjad = p->abjad != ((group->flags & INDEX_GROUP_ABJAD) != 0);
    int limit = min_of(p->most, p->limits[abjad][group->len]);
    int most = min_of(limit, p->l->ceilings[group->longest]);
    int least = edits * DISTANCE_UNIT + p->cost, gap = p->soft - group->soft;
    gap = (gap < 0 ? -gap : gap) - edits;
    if (gap > 0)
        least += gap * (abjad                                            ? SOFT_COST_ABJAD
                        : p->glides || group->flags & INDEX_GROUP_GLIDES ? SOFT_COST
                                                                         : SOFT_COST_PLAIN);
    if ((least > most && !p->unfiltered) || !relation_lengths_fit(p->sound->len, group->len, most, abjad))
        return false;
    *g = (group_probe){
        .group = group,
        .batch = &p->l->batches[abjad],
        .mode = !abjad     ? DISTANCE_FULL
                : p->abjad ? DISTANCE_ABJAD
                           : DISTANCE_VOWELLED,
        .limit = limit,
        .extra = extra_cost(p, group->len, abjad),
    };
    return true;
}

static void probe_group(const probe *p, const index_group *group, int edits)
{
    const match_index *x = p->l->index;
    group_probe g;
    uint32_t end = group[1].first;
    if (!group_fits(p, group, edits, &g))
        return;
    if (p->unfiltered || g.mode != DISTANCE_FULL) { /* nor do signatures tell where vowels were not written */
        for (uint32_t i = group->first; i < end; i++)
            measure(p, &g, i);
        return;
    }
    int limit = min_of(g.limit, p->l->ceilings[group->longest]);
    int gap = p->soft < group->soft ? group->soft - p->soft : p->soft - group->soft;
    int most = bits_within(limit - g.extra - edits * DISTANCE_UNIT, edits, gap > edits ? gap - edits : 0,
                           p->glides || group->flags & INDEX_GROUP_GLIDES);
    size_t hits = most < 0 ? 0
                           : signature_scan(x->signatures + group->first, end - group->first, p->signature,
                                            most, p->l->places);
    for (size_t i = 0; i < hits; i++)
        measure(p, &g, group->first + p->l->places[i]);
}

/* Most skeletons that are looked up together: those one edit away from one of SKELETON_MAX classes. */
enum { LOOKED_UP_MAX = SKELETON_MAX * (2 * SKELETON_CLASSES + 2) + SKELETON_CLASSES, GROUPS_MAX = 512 };

/* Number of the skeleton plus one, looked for from the slot on; 0 if there is none. */
static uint32_t find_skeleton(const match_index *x, uint64_t skeleton, uint32_t at)
{
    for (; x->skeleton_slots[at]; at = (at + 1) & (x->skeleton_slot_count - 1))
        if (x->skeletons[x->skeleton_slots[at] - 1] == skeleton)
            return x->skeleton_slots[at];
    return 0;
}

static void fetch_group(const match_index *x, const index_group *g)
{
    __builtin_prefetch(x->signatures + g->first);
    __builtin_prefetch(x->phones + g->phones);
}

static void probe_groups(const probe *p, const uint32_t *groups, size_t count, int edits)
{
    enum { AHEAD = 4 };
    const match_index *x = p->l->index;
    for (size_t i = 0; i < count; i++) {
        if (i + AHEAD < count)
            fetch_group(x, &x->groups[groups[i + AHEAD]]);
        probe_group(p, &x->groups[groups[i]], edits);
    }
}

/* The groups of many skeletons, in steps: what each step reads was fetched in the one before, for all of them
 * at once. */
static void probe_skeletons(const probe *p, const uint64_t *skeletons, size_t count, int edits)
{
    const match_index *x = p->l->index;
    uint32_t slots[LOOKED_UP_MAX], found[LOOKED_UP_MAX], groups[GROUPS_MAX];
    size_t found_count = 0, group_count = 0;
    for (size_t i = 0; i < count; i++) {
        slots[i] = (uint32_t)index_hash_skeleton(skeletons[i]) & (x->skeleton_slot_count - 1);
        __builtin_prefetch(&x->skeleton_slots[slots[i]]);
    }
    for (size_t i = 0; i < count; i++)
        if (x->skeleton_slots[slots[i]])
            __builtin_prefetch(&x->skeletons[x->skeleton_slots[slots[i]] - 1]);
    for (size_t i = 0; i < count; i++) {
        uint32_t number = find_skeleton(x, skeletons[i], slots[i]);
        if (!number || p->l->seen_skeletons[number - 1] == p->l->skeleton_round)
            continue;
        p->l->seen_skeletons[number - 1] = p->l->skeleton_round;
        found[found_count++] = number - 1;
        __builtin_prefetch(&x->group_starts[number - 1]);
    }
    for (size_t i = 0; i < found_count; i++)
        __builtin_prefetch(&x->skeleton_groups[x->group_starts[found[i]]]);
    for (size_t i = 0; i < found_count; i++)
        for (uint32_t g = x->group_starts[found[i]]; g < x->group_starts[found[i] + 1]; g++) {
            if (group_count == GROUPS_MAX) {
                probe_groups(p, groups, group_count, edits);
                group_count = 0;
            }
            __builtin_prefetch(&x->groups[x->skeleton_groups[g]]);
            groups[group_count++] = x->skeleton_groups[g];
        }
    probe_groups(p, groups, group_count, edits);
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
static void probe_neighbours(const probe *p)
{
    uint64_t s = p->sound->skeleton, all[LOOKED_UP_MAX];
    unsigned len = skeleton_len(s);
    size_t count = 0;
    for (unsigned i = 0; i <= len; i++) {
        uint64_t head = s & low_bits(i), tail = i < len ? s >> (3 * i) : 0;
        if (i < len)
            all[count++] = head | (tail >> 3) << (3 * i);
        for (uint64_t class = 1; class <= SKELETON_CLASSES; class ++) {
            if (i < len && (tail & 7) != class)
                all[count++] = head | ((tail & ~(uint64_t)7) | class) << (3 * i);
            if (len < SKELETON_MAX)
                all[count++] = head | (tail << 3 | class) << (3 * i);
        }
        if (i + 1 < len && (tail & 7) != (tail >> 3 & 7)) {
            uint64_t swapped = (tail & ~(uint64_t)63) | (tail & 7) << 3 | (tail >> 3 & 7);
            all[count++] = head | swapped << (3 * i);
        }
    }
    probe_skeletons(p, all, count, 1);
}

/* Spellings [from, to) that may be two edits of the skeleton away. */
static void probe_range(const probe *p, uint32_t from, uint32_t to, int most)
{
    const match_index *x = p->l->index;
    const uint32_t *places = p->l->places;
    size_t hits = signature_scan(x->signatures + from, to - from, p->signature, most, p->l->places);
    uint32_t group = 0, end = 0; /* of the group */
    group_probe g;
    bool fits = false;
    for (size_t i = 0; i < hits; i++) {
        uint32_t spelling = from + places[i];
        if (spelling >= end) {
            group =
                p->l->blocks[spelling / LOOKUP_BLOCK] > group ? p->l->blocks[spelling / LOOKUP_BLOCK] : group;
            while (x->groups[group + 1].first <= spelling)
                group++;
            end = x->groups[group + 1].first;
            fits = group_fits(p, &x->groups[group], FAR_EDITS, &g);
        }
        if (fits)
            measure(p, &g, spelling);
    }
}

/* Two edits of the skeleton put a consonant in or take it out (one bit of a signature), exchange it for
 * another (two bits), or for a soft phone (two bits, one class less, one soft phone more). By the difference
 * of classes and of soft phones: bits that they change; NEVER where two edits do not lead there. */
static int bits_of_far(int classes, int soft)
{
    static const int8_t bits[3][3] = {{4, 3, NEVER}, {3, 4, NEVER}, {2, 3, 4}}; /* by |classes| and |soft| */
    if (soft != 0 && classes != 0 && (soft > 0) == (classes > 0))
        return NEVER;
    int c = classes < 0 ? -classes : classes, s = soft < 0 ? -soft : soft;
    return s > FAR_EDITS ? NEVER : bits[c][s];
}

/* Most bits over all ways to a cell: the rest of the limit puts further soft phones in or takes them out, for
 * a bit and SOFT_COST each, or changes other bits. */
static int bits_of_cell(int classes, int soft, int rest)
{
    int most = NEVER, room = rest / SOFT_COST;
    for (int by_edits = -FAR_EDITS; by_edits <= FAR_EDITS; by_edits++) {
        int further = soft > by_edits ? soft - by_edits : by_edits - soft,
            bits = bits_of_far(classes, by_edits);
        if (bits != NEVER && further <= room && bits + rest / INDEX_BIT_COST > most)
            most = bits + rest / INDEX_BIT_COST;
    }
    return most;
}

static void probe_far(const probe *p)
{
    const match_index *x = p->l->index;
    int least = FAR_EDITS * DISTANCE_UNIT + p->cost;
    int rest = min_of(p->l->ceilings_most, longest_limit(p)) - least;
    int reach = FAR_EDITS + rest / SOFT_COST, own = (int)skeleton_len(p->sound->skeleton);
    for (int classes = -FAR_EDITS; classes <= FAR_EDITS; classes++) {
        for (int soft = -reach; soft <= reach; soft++) {
            int row = own + classes, column = p->soft + soft;
            if (row < 0 || row > INDEX_CLASSES_MAX || column < 0 || column > PHONES_MAX)
                continue;
            const index_cell *cell = &x->cells[row][column];
            int bits = bits_of_cell(classes, soft, min_of(rest, p->l->ceilings[cell->longest] - least));
            if (bits != NEVER && cell->end > cell->first && p->l->ceilings[cell->longest] >= least)
                probe_range(p, cell->first, cell->end, bits);
        }
    }
}

/* False if the budget or the length of the word leave no room for so many edits of its skeleton. */
static bool has_room(const probe *p, int edits)
{
    int least = edits * DISTANCE_UNIT + p->cost;
    return p->l->ceilings_most >= least && longest_limit(p) >= least;
}

static int soft_phones(const phone_word *p)
{
    int soft = 0;
    for (size_t i = 0; i < p->len; i++)
        soft += phone_class(p->phones[i]) == PHONE_CLASS_SOFT;
    return soft;
}

static void probe_make(probe *p, lookup *l, const token *t, const token_spelling *s)
{
    *p = (probe){.l = l,
                 .sound = &s->sound,
                 .letters = s->letters,
                 .signature = index_signature(s->sound.phones, s->sound.len),
                 .soft = soft_phones(&s->sound),
                 .cost = s->cost,
                 .abjad = (t->flags & TOKEN_ABJAD) != 0,
                 .glides = memchr(s->sound.phones, PHONE_GLIDE, s->sound.len) != NULL,
                 .unfiltered = l->everything || skeleton_len(s->sound.skeleton) + FAR_EDITS >= SKELETON_MAX,
                 .batched = distance_batch_fits(s->sound.phones, s->sound.len),
                 .limits = {l->variant_limits[false][s->sound.len], l->variant_limits[true][s->sound.len]},
                 .most = t->flags & TOKEN_JOINED ? JOINED_LIMIT : DISTANCE_NONE - 1};
}

/* Another spelling before it with the same sounds and no other letters, at no more cost, has found all that
 * this one can. */
static bool sounds_like_earlier(const token *t, size_t spelling)
{
    const token_spelling *s = &t->spellings[spelling];
    for (size_t i = 0; i < spelling; i++)
        if (t->spellings[i].cost + RELATION_COST_SPELLING <= s->cost &&
            t->spellings[i].sound.len == s->sound.len &&
            memcmp(t->spellings[i].sound.phones, s->sound.phones, s->sound.len) == 0)
            return true;
    return false;
}

static void flush_all(const probe *p)
{
    flush(p, &p->l->batches[0], DISTANCE_FULL);
    flush(p, &p->l->batches[1], p->abjad ? DISTANCE_ABJAD : DISTANCE_VOWELLED);
}

void lookup_sounds(lookup *l, size_t u)
{
    const token *t = &l->query->units[u];
    for (size_t i = 0; i < t->spelling_count; i++) {
        probe p;
        if (sounds_like_earlier(t, i))
            continue;
        probe_make(&p, l, t, &t->spellings[i]);
        l->skeleton_round++;
        if (p.unfiltered && !(t->flags & TOKEN_JOINED && !l->everything)) {
            for (uint32_t g = 0; g + 1 < l->index->group_count; g++)
                probe_group(&p, &l->index->groups[g], 0);
        } else {
            probe_skeletons(&p, &p.sound->skeleton, 1, 0);
        }
        flush_all(&p);
    }
}

bool lookup_may_be_near(const lookup *l, size_t u, int edits, int budget)
{
    const token *t = &l->query->units[u];
    if (t->flags & (TOKEN_JOINED | TOKEN_SINGLE))
        return false;
    bool small = lookup_is_small(t);
    for (size_t i = 0; i < t->spelling_count; i++) {
        const token_spelling *s = &t->spellings[i];
        int least = edits * DISTANCE_UNIT + s->cost;
        if (skeleton_len(s->sound.skeleton) + FAR_EDITS < SKELETON_MAX &&
            l->variant_limits[false][s->sound.len][DISTANCE_TABLE - 1] >= least &&
            (small || align_edit_penalty(least, PHONES_MAX) <= budget))
            return true;
    }
    return false;
}

void lookup_near_sounds(lookup *l, size_t u, int edits)
{
    const token *t = &l->query->units[u];
    for (size_t i = 0; i < t->spelling_count; i++) {
        probe p;
        if (sounds_like_earlier(t, i))
            continue;
        probe_make(&p, l, t, &t->spellings[i]);
        if (p.unfiltered || !has_room(&p, edits))
            continue;
        l->skeleton_round++;
        if (edits == 1)
            probe_neighbours(&p);
        else
            probe_far(&p);
        flush_all(&p);
    }
}
