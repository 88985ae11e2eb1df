#include "match/candidates.h"

#include "base/error.h"
#include "match/bound.h"
#include "match/initials.h"
#include "name/common_words.h"

#include <stdlib.h>

enum {
    CONTRAST_MAX = 130, /* no word that stands for a single letter has more */
    TIER_MASK = (1 << INDEX_TIER_BITS) - 1,
};

itd_status candidates_new(const match_index *x, candidates **out, itd_error *error)
{
    candidates *c = calloc(1, sizeof *c);
    if (!c)
        return error_memory(error);
    c->index = x;
    c->seen = bits_new(x->name_count);
    c->walked = calloc((size_t)x->word_count + 1, sizeof *c->walked);
    itd_status status = c->seen && c->walked ? initials_list(c, error) : error_memory(error);
    if (status != ITD_OK) {
        candidates_free(c);
        return status;
    }
    *out = c;
    return ITD_OK;
}

void candidates_free(candidates *c)
{
    if (!c)
        return;
    free(c->seen);
    free(c->walked);
    free(c->names);
    free(c->with_initials);
    free(c->rest);
    free(c);
}

void candidates_add(candidates *c, uint32_t name)
{
    if (bits_get(c->seen, name))
        return;
    if (c->count == c->cap) {
        size_t cap = c->cap ? 2 * c->cap : 4096;
        uint32_t *names = realloc(c->names, cap * sizeof *names);
        c->failed = c->failed || !names;
        if (!names)
            return;
        c->names = names;
        c->cap = cap;
    }
    bits_set(c->seen, name);
    c->names[c->count++] = name;
}

/* ---- the words of the query ---- */

typedef struct query_words {
    bound_side word[TOKENS_MAX]; /* nothing for words that are not heavy */
    size_t count;
    int information; /* of all words */
    int initials;    /* single letters */
    uint32_t heavy;  /* bits */
    uint32_t whole;  /* bits of words that are no small words: they count for PENALTY_LONE */
    uint32_t needed; /* bits of words of which all but one must agree for common_words_relief; 0 without it */
    bool person, alone; /* alone: shortage may not count, see align_may_stand_alone */
} query_words;

static void weigh_query(const token_name *query, const name_view *view, query_words *out)
{
    *out = (query_words){.count = query->count,
                         .needed = common_words_needed(view),
                         .person = view->kind == KIND_PERSON,
                         .alone = align_may_stand_alone(view)};
    for (size_t i = 0; i < query->count; i++) {
        token_weight w = view->weights[i];
        out->information += w.information;
        out->initials += (query->units[i].flags & TOKEN_SINGLE) != 0;
        out->whole |= align_is_small(view->roles[i]) ? 0 : 1u << i;
        if (!index_is_heavy(query->units[i].flags, w.contrast))
            continue;
        out->word[i] = (bound_side){w.information, w.contrast};
        out->heavy |= 1u << i;
    }
}

static int heavy_information(const query_words *q)
{
    int sum = 0;
    for (size_t i = 0; i < q->count; i++)
        sum += q->word[i].information;
    return sum;
}

/* Adds a word that is left over. */
static void leave(bound_side *left, bound_side *most, bound_side word)
{
    left->information += word.information;
    left->contrast += word.contrast;
    most->information = word.information > most->information ? word.information : most->information;
    most->contrast = word.contrast > most->contrast ? word.contrast : most->contrast;
}

/* Each single letter of the other side may stand for one of the words after all. */
static bound_side less_initials(bound_side left, bound_side most, int initials)
{
    left.information -= initials * most.information;
    left.contrast -= initials * most.contrast;
    return (bound_side){left.information > 0 ? left.information : 0, left.contrast > 0 ? left.contrast : 0};
}

static bound_side left_of_query(const query_words *q, uint32_t touched, int initials)
{
    bound_side left = {0, 0}, most = {0, 0};
    for (uint32_t rest = q->heavy & ~touched; rest; rest &= rest - 1)
        leave(&left, &most, q->word[__builtin_ctz(rest)]);
    return less_initials(left, most, initials);
}

/* ---- which words must lead to a name ---- */

/* How the names of one kind are reached: all names of the words in `full`, and of the other words those up to
 * `tier`. */
typedef struct route {
    uint32_t full; /* bits of words of the query */
    unsigned tier;
    int rest;      /* of the budget, when the words of `full` are left over */
    int must_link; /* a listed word of more contrast can not be left over then */
} route;

static uint32_t posting_count(const match_index *x, const related_unit *r)
{
    return r->is_run ? 1 : x->posting_offsets[r->unit + 1] - x->posting_offsets[r->unit];
}

/* Words of the query, those with few names first; words that are not heavy last. */
static size_t order_words(const lookup *l, const query_words *q, uint8_t order[TOKENS_MAX])
{
    uint64_t names[TOKENS_MAX] = {0};
    for (size_t i = 0; i < l->found_count; i++) {
        unit span = l->query->spans[l->found[i].query];
        for (size_t t = span.first; t < (size_t)span.first + span.count; t++)
            names[t] += posting_count(l->index, &l->found[i]);
    }
    for (size_t i = 0; i < q->count; i++) {
        names[i] += q->heavy >> i & 1 ? 0 : (uint64_t)1 << 32;
        size_t at = i;
        for (; at > 0 && names[order[at - 1]] > names[i]; at--)
            order[at] = order[at - 1];
        order[at] = (uint8_t)i;
    }
    return q->count;
}

static int bound_for(const query_words *q, bound_side mine, bound_side theirs, int matched)
{
    return bound_of(mine, theirs, q->alone ? SHORTAGE_FROM : matched);
}

/* The bound of names of persons of which at most one whole word of the query is matched, by one word: either
 * it is, and the lone match costs more, or it is left over too. `touched`: words that may be matched. */
static int bound_of_lone(const query_words *q, uint32_t touched, bound_side mine, bound_side theirs,
                         int matched)
{
    uint32_t whole = touched & q->whole;
    int bound = bound_for(q, mine, theirs, matched);
    if (!q->person || q->alone || q->initials || whole == 0 || (touched & ~q->whole) ||
        (whole & (whole - 1)) || (mine.contrast < CONTRAST_WHOLE && theirs.contrast < CONTRAST_WHOLE))
        return bound;
    bound_side word = q->word[__builtin_ctz(whole)];
    bound_side all = {mine.information + word.information, mine.contrast + word.contrast};
    int without = bound_for(q, all, theirs, matched - word.information);
    return bound + PENALTY_LONE < without ? bound + PENALTY_LONE : without;
}

/* More contrast than this is not left over on both sides within the budget. */
static int contrast_paid(const query_words *q, int budget)
{
    return (budget + BOUND_ROUNDING) * 100 / PENALTY_CONTRADICTION + 1 + q->initials * CONTRAST_MAX;
}

/* The tier that holds a word of every name of which words of more contrast than the budget pays are left. */
static unsigned tier_of(const query_words *q, int budget)
{
    int pays = contrast_paid(q, budget);
    if (budget <= INDEX_FIRST_BUDGET && pays <= INDEX_FIRST_CONTRAST)
        return INDEX_TIER_FIRST;
    return budget <= INDEX_SECOND_BUDGET && pays <= INDEX_SECOND_CONTRAST ? INDEX_TIER_SECOND
                                                                          : INDEX_TIER_REST;
}

/* A name that no word of `full` leads to leaves all of them over. Either that alone is more than the budget:
 * then nothing else need be followed. Or it is more contrast than the budget pays: then the name has few
 * words left over itself, and one of its own rarest words is matched. */
static route plan_without_relief(const query_words *q, const uint8_t *order, size_t count, int budget)
{
    route r = {.full = 0, .tier = tier_of(q, budget), .rest = budget, .must_link = contrast_paid(q, budget)};
    bound_side left = BOUND_NOTHING;
    for (size_t i = 0; i < count; i++) {
        bound_side word = q->word[order[i]];
        r.full |= 1u << order[i];
        left.information += word.information;
        left.contrast += word.contrast;
        uint32_t others = ((1u << q->count) - 1) & ~r.full;
        int bound = bound_of_lone(q, others, left, BOUND_NOTHING, q->information - left.information);
        r.rest = budget - bound;
        if (bound > budget) {
            r.tier = INDEX_TIER_ALWAYS;
            return r;
        }
        bool clash = left.contrast * PENALTY_CONTRADICTION / 100 - BOUND_ROUNDING > budget;
        if (clash && r.tier < INDEX_TIER_REST)
            return r;
    }
    return r;
}

/* Of a name that is within the budget by common_words_relief only, all words that the query needs but one are
 * linked, so one of any two of them is. */
static route plan(const lookup *l, const query_words *q, int budget)
{
    uint8_t order[TOKENS_MAX];
    size_t count = order_words(l, q, order);
    route r = plan_without_relief(q, order, count, budget);
    int led = __builtin_popcount(r.full & q->needed);
    for (size_t i = 0; q->needed && i < count && led < 2; i++)
        if ((q->needed & ~r.full) >> order[i] & 1) {
            r.full |= 1u << order[i];
            led++;
        }
    return r;
}

/* ---- reaching ---- */

static bool has_run(const match_index *x, const lookup *l, uint32_t name)
{
    const index_name *n = &x->names[name];
    const uint32_t *words = index_name_words(x, n);
    for (size_t i = 0; i + 2 <= n->count; i++)
        for (size_t count = 2; count <= INDEX_RUN_WORDS && i + count <= n->count; count++)
            if (lookup_run_at(l, words + i, count))
                return true;
    return false;
}

static void reach(candidates *c, const uint32_t *postings, uint32_t count, unsigned tier, uint32_t from,
                  uint32_t to)
{
    for (uint32_t i = 0; i < count && (postings[i] & TIER_MASK) <= tier; i++) {
        uint32_t name = postings[i] >> INDEX_TIER_BITS;
        if (name >= from && name < to)
            candidates_add(c, name);
    }
}

static uint32_t rarest_word(const match_index *x, const related_run *r)
{
    uint32_t rarest = r->words[0];
    for (size_t i = 1; i < r->count; i++)
        if (x->posting_offsets[r->words[i] + 1] - x->posting_offsets[r->words[i]] <
            x->posting_offsets[rarest + 1] - x->posting_offsets[rarest])
            rarest = r->words[i];
    return rarest;
}

/* What the names of the postings to come will need, so that it is there when they are looked at. */
static void fetch_postings(const match_index *x, uint32_t i, uint32_t end)
{
    enum { NAME_AHEAD = 16 };
    if (i + NAME_AHEAD < end)
        __builtin_prefetch(&x->names[x->postings[i + NAME_AHEAD] >> INDEX_TIER_BITS]);
}

/* Names of the word up to `tier` with a run that relates. */
static void reach_runs_of(candidates *c, const lookup *l, uint32_t word, unsigned tier, uint32_t from,
                          uint32_t to)
{
    const match_index *x = c->index;
    uint32_t end = x->posting_offsets[word + 1];
    for (uint32_t i = x->posting_offsets[word]; i < end && (x->postings[i] & TIER_MASK) <= tier; i++) {
        uint32_t name = x->postings[i] >> INDEX_TIER_BITS;
        fetch_postings(x, i, end);
        if (name >= from && name < to && !bits_get(c->seen, name) && has_run(x, l, name))
            candidates_add(c, name);
    }
}

/* Names with a run that relates: those of its rarest word are looked through, once for all runs with it.
 * Where a name must have a word of `full`, runs that relate to others lead to names without a bound only. */
static void reach_runs(candidates *c, const lookup *l, route r, uint32_t from, uint32_t to)
{
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < l->run_count; i++) {
            bool full = r.tier > INDEX_TIER_ALWAYS || (l->masks[l->runs[i].row] & r.full) != 0;
            uint32_t rarest = rarest_word(c->index, &l->runs[i]);
            if (full != (pass == 0) || c->walked[rarest] == c->walk)
                continue;
            c->walked[rarest] = c->walk;
            reach_runs_of(c, l, rarest, full ? INDEX_TIER_REST : INDEX_TIER_ALWAYS, from, to);
        }
    }
}

/* A word that is light in names of the kind leads to names that are within the budget by it alone only in the
 * tiers that were made for that. */
static bool leads_by_light_word(const match_index *x, uint32_t word, match_kind kind)
{
    const index_word *w = &x->words[word];
    return !index_is_heavy(w->flags, x->weights[w->weights].kind[kind].contrast);
}

/* Where the words of `full` are left over, a word of much contrast must be linked, and the link costs more
 * than is left of the budget. Names without a bound are no part of that. */
static bool costs_too_much(const match_index *x, const related_unit *f, route r, match_kind kind)
{
    const index_word *w = &x->words[f->unit];
    return f->penalty > r.rest && x->weights[w->weights].kind[kind].contrast > r.must_link;
}

static void follow(candidates *c, const lookup *l, route r, const query_words *q, match_kind kind, int budget)
{
    const match_index *x = c->index;
    uint32_t from = x->kind_start[kind], to = x->kind_start[kind + 1];
    unsigned alone = budget <= INDEX_FIRST_BUDGET    ? INDEX_TIER_FIRST
                     : budget <= INDEX_SECOND_BUDGET ? INDEX_TIER_SECOND
                                                     : INDEX_TIER_REST;
    for (size_t i = 0; i < l->found_count; i++) {
        const related_unit *f = &l->found[i];
        unit span = l->query->spans[f->query];
        bool full = ((((1u << span.count) - 1) << span.first) & r.full) != 0;
        unsigned tier = full ? (unsigned)INDEX_TIER_REST : r.tier;
        if (f->is_run)
            continue;
        if (!full && tier > INDEX_TIER_ALWAYS && costs_too_much(x, f, r, kind))
            tier = INDEX_TIER_ALWAYS;
        if (q->count == 1 && leads_by_light_word(x, f->unit, kind) && tier > alone)
            tier = alone;
        reach(c, x->postings + x->posting_offsets[f->unit],
              x->posting_offsets[f->unit + 1] - x->posting_offsets[f->unit], tier, from, to);
    }
    c->walk++;
    reach_runs(c, l, r, from, to);
}

/* ---- the bound of one name ---- */

typedef struct touched_words {
    uint32_t query, listed; /* bits */
    bool by_run;
} touched_words;

static touched_words touched_of(const match_index *x, const lookup *l, uint32_t name)
{
    const index_name *n = &x->names[name];
    const uint32_t *words = index_name_words(x, n);
    touched_words t = {0};
    for (size_t i = 0; i < n->count; i++) {
        uint32_t word = index_word_of(words[i]);
        if (lookup_has_row(l, word)) {
            t.query |= l->masks[l->slots[word] - 1];
            t.listed |= 1u << i;
        }
    }
    for (size_t i = 0; l->run_count && i + 2 <= n->count; i++)
        for (size_t count = 2; count <= INDEX_RUN_WORDS && i + count <= n->count; count++) {
            const related_run *r = lookup_run_at(l, words + i, count);
            if (!r)
                continue;
            t.by_run = true;
            t.query |= l->masks[r->row];
            t.listed |= ((1u << count) - 1) << i;
        }
    return t;
}

static bool within(const candidates *c, const lookup *l, const query_words *q, uint32_t name, int budget)
{
    const match_index *x = c->index;
    const index_name *n = &x->names[name];
    if (n->flags & INDEX_NAME_EXACT)
        return true;
    const uint32_t *words = index_name_words(x, n);
    touched_words t = touched_of(x, l, name);
    bound_side left = {0, 0}, most = {0, 0};
    int singles = 0;
    for (size_t i = 0; i < n->count; i++) {
        uint32_t word = words[i];
        if (!(t.listed >> i & 1))
            leave(&left, &most, (bound_side){index_word_information(word), index_word_contrast(word)});
        if (n->flags & INDEX_NAME_SINGLE)
            singles += (x->words[index_word_of(word)].flags & TOKEN_SINGLE) != 0;
    }
    bound_side mine = left_of_query(q, t.query, singles);
    bound_side theirs = less_initials(left, most, q->initials);
    int matched = q->information - mine.information, other = n->information - theirs.information;
    matched = matched < other ? matched : other;
    if (q->needed && __builtin_popcount(q->needed & ~t.query) <= 1)
        budget += RELIEF_SWAP;
    bool lone = singles == 0 && !t.by_run; /* a run counts as several words */
    return (lone ? bound_of_lone(q, t.query, mine, theirs, matched) : bound_for(q, mine, theirs, matched)) <=
           budget;
}

/* What the names to come will need, so that it is there when they are looked at. */
static void fetch_ahead(const candidates *c, size_t i)
{
    enum { NAME_AHEAD = 12 };
    if (i + NAME_AHEAD < c->count)
        __builtin_prefetch(&c->index->names[c->names[i + NAME_AHEAD]]);
}

void candidates_find(candidates *c, lookup *l, const name_view views[KIND_COUNT], unsigned kinds, int budget)
{
    const match_index *x = c->index;
    c->count = 0;
    c->failed = false;
    for (unsigned kind = 0; kind < KIND_COUNT; kind++) {
        query_words q;
        if (!(kinds >> kind & 1) || x->kind_start[kind] == x->kind_start[kind + 1])
            continue;
        size_t first = c->count, kept = c->count;
        weigh_query(l->query, &views[kind], &q);
        follow(c, l, plan(l, &q, budget), &q, (match_kind)kind, budget);
        initials_add_listed(c, q.count, (match_kind)kind, budget);
        if (q.initials)
            initials_add_asked(c, heavy_information(&q), q.initials, (match_kind)kind, budget);
        for (size_t i = first; i < c->count; i++) {
            uint32_t name = c->names[i];
            fetch_ahead(c, i);
            bits_clear(c->seen, name);
            if (within(c, l, &q, name, budget))
                c->names[kept++] = name;
        }
        c->count = kept;
    }
}
