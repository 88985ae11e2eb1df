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

/* Measures the words that are waiting. */
static void flush(const probe *p, lookup_batch *b, distance_mode mode)
{
    uint8_t distances[DISTANCE_BATCH];
    distance_batch_run(p->sound, &b->words, mode, distances);
    for (size_t i = 0; i < b->words.count; i++) {
        const lookup_waiting *w = &b->waiting[i];
        if (distances[i] <= w->limit)
            accept(p, w->word, distances[i], w->own_cost, w->extra, w->limit);
    }
    b->words.count = 0;
}

/* What is the same for all spellings of a group. */
typedef struct group_probe {
    const index_group *group;
    lookup_batch *batch;
    distance_mode mode;
    int limit; /* of the relation */
    int extra;
    int edits; /* of the skeleton */
} group_probe;

/* A word that does not fit the batch. */
static void measure_alone(const probe *p, const group_probe *g, lookup_waiting w, const uint8_t *phones)
{
    phone_word other = {.len = g->group->len};
    memcpy(other.phones, phones, other.len);
    int distance = distance_within(p->sound, &other, w.limit - w.own_cost - w.extra, g->mode);
    if (distance != DISTANCE_NONE)
        accept(p, w.word, distance, w.own_cost, w.extra, w.limit);
}

static inline void measure(const probe *p, const group_probe *g, uint32_t spelling)
{
    const match_index *x = p->l->index;
    uint32_t packed = x->spellings[spelling];
    int cost = (int)index_spelling_cost(packed);
    int limit = min_of(g->limit, p->l->ceilings[index_spelling_first(packed)]);
    const uint8_t *phones = x->phones + g->group->phones + (spelling - g->group->first) * g->group->len;
    if (g->edits * DISTANCE_UNIT + cost + g->extra > limit)
        return;
    lookup_waiting w = {index_spelling_word(packed), (uint8_t)cost, (uint8_t)g->extra, (uint8_t)limit};
    if (!(g->group->flags & INDEX_GROUP_BATCHED) || !p->batched) {
        measure_alone(p, g, w, phones);
        return;
    }
    lookup_batch *b = g->batch;
    b->waiting[b->words.count] = w;
    distance_batch_add(&b->words, phones, g->group->len);
    if (b->words.count == DISTANCE_BATCH)
        flush(p, b, g->mode);
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
    size_t longer = p->sound->len > group->len ? p->sound->len : group->len;
    *g = (group_probe){
        .group = group,
        .batch = &p->l->batches[abjad],
        .mode = !abjad     ? DISTANCE_FULL
                : p->abjad ? DISTANCE_ABJAD
                           : DISTANCE_VOWELLED,
        .limit = limit,
        .extra = p->cost + (abjad ? relation_abjad_cost(longer) : 0),
        .edits = edits,
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

static void probe_groups(const probe *p, uint32_t skeleton, int edits)
{
    const match_index *x = p->l->index;
    if (p->l->seen_skeletons[skeleton] == p->l->skeleton_round)
        return;
    p->l->seen_skeletons[skeleton] = p->l->skeleton_round;
    for (uint32_t g = x->group_starts[skeleton]; g < x->group_starts[skeleton + 1]; g++)
        probe_group(p, &x->groups[x->skeleton_groups[g]], edits);
}

static void probe_skeleton(const probe *p, uint64_t skeleton, int edits)
{
    const match_index *x = p->l->index;
    uint32_t mask = x->skeleton_slot_count - 1;
    for (uint32_t at = (uint32_t)index_hash_skeleton(skeleton) & mask; x->skeleton_slots[at];
         at = (at + 1) & mask) {
        if (x->skeletons[x->skeleton_slots[at] - 1] == skeleton) {
            probe_groups(p, x->skeleton_slots[at] - 1, edits);
            return;
        }
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
static void probe_neighbours(const probe *p)
{
    uint64_t s = p->sound->skeleton;
    unsigned len = skeleton_len(s);
    for (unsigned i = 0; i <= len; i++) {
        uint64_t head = s & low_bits(i), tail = i < len ? s >> (3 * i) : 0;
        if (i < len)
            probe_skeleton(p, head | (tail >> 3) << (3 * i), 1);
        for (uint64_t class = 1; class <= SKELETON_CLASSES; class ++) {
            if (i < len && (tail & 7) != class)
                probe_skeleton(p, head | ((tail & ~(uint64_t)7) | class) << (3 * i), 1);
            if (len < SKELETON_MAX)
                probe_skeleton(p, head | (tail << 3 | class) << (3 * i), 1);
        }
        if (i + 1 < len && (tail & 7) != (tail >> 3 & 7)) {
            uint64_t swapped = (tail & ~(uint64_t)63) | (tail & 7) << 3 | (tail >> 3 & 7);
            probe_skeleton(p, head | swapped << (3 * i), 1);
        }
    }
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
            probe_skeleton(&p, p.sound->skeleton, 0);
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
