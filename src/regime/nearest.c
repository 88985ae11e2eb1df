/* What a pass passed by: the rule that one part of one target kept from standing. */
#include "regime/program.h"

#include <stdlib.h>

#define NEAR_DAYS 366

/* Takes the first day of a span that is to come, or the last of one that is over, if it is nearer. */
static void take_span(const regime_worker *w, calendar_day from, calendar_day until, regime_miss *out)
{
    if (from != DATE_NONE && from > w->day &&
        (out->day == DATE_NONE || from - w->day < abs(out->day - w->day))) {
        out->day = from;
        out->kind = MISS_NOT_YET;
    }
    if (until != DATE_NONE && until <= w->day &&
        (out->day == DATE_NONE || w->day - until < abs(out->day - w->day))) {
        out->day = until;
        out->kind = MISS_ENDED;
    }
}

/* When a target that is not in force was or will be. */
static void take_periods(const regime_worker *w, const regime_measure *m, regime_span span, regime_miss *out)
{
    for (size_t i = 0; i < m->period_count; i++) {
        const regime_period *p = &m->periods[i];
        bool sooner = p->until == DATE_NONE || (span.until != DATE_NONE && span.until < p->until);
        if (w->c->as_of == DATE_NONE || p->known_from <= w->c->as_of)
            take_span(w, span.from != DATE_NONE && span.from > p->from ? span.from : p->from,
                      sooner ? span.until : p->until, out);
    }
}

/* Whether the case has a place of the target; else, when the place was or will be one. */
static bool place_today(const regime_worker *w, const target *t, regime_miss *out)
{
    if (place_state(w, t) != NO)
        return true;
    for (size_t i = 0; i < t->source->place_count; i++)
        for (uint32_t k = 0; k < w->port_count; k++)
            if (str_equal(t->places[i], str_make(w->ports[k].folded, w->ports[k].len)))
                take_span(w, t->source->places[i].span.from, t->source->places[i].span.until, out);
    return false;
}

static bool party_today(regime_worker *w, uint32_t index, regime_miss *out)
{
    uint64_t sure, maybe;
    parties_on(w, index, &sure, &maybe);
    for (uint32_t h = w->target_hits[index]; h != UINT32_MAX && !sure && !maybe; h = w->hits[h].next) {
        const regime_name *name = w->r->entries[w->hits[h].entry].source;
        for (size_t k = 0; k < name->span_count; k++)
            take_span(w, name->spans[k].from, name->spans[k].until, out);
    }
    return sure || maybe;
}

/* A near miss must touch the case: by a party, a place, the money, or the country and the side of its goods.
 * *misses grows where that is so on another day. */
static bool touches(regime_worker *w, const target *t, uint32_t index, unsigned *misses, regime_miss *out)
{
    regime_miss when = *out;
    if (t->by_asset)
        return asset_matches(w, t);
    if (!t->by_place && !t->by_party)
        return t->country_count > 0 && countries_match(w, t);
    when.day = DATE_NONE;
    if ((!t->by_place || place_today(w, t, &when)) && (!t->by_party || party_today(w, index, &when)))
        return true;
    if (when.day == DATE_NONE)
        return false;
    if (out->day == DATE_NONE)
        (*misses)++;
    *out = when;
    return true;
}

/* How near a miss is; 0 is nearest. A rule of another decade is further off than one about other goods. */
static int distance(const regime_worker *w, const regime_miss *m)
{
    static const int by_kind[] = {
        [MISS_CONDITION] = 0, [MISS_LIFTED] = 1,   [MISS_NOT_YET] = 2, [MISS_ENDED] = 2,
        [MISS_GOODS] = 3,     [MISS_ACTIVITY] = 4, [MISS_ACTOR] = 5};
    return m->day != DATE_NONE && abs(m->day - w->day) > NEAR_DAYS ? 6 : by_kind[m->kind];
}

/* The nearer one, then the stronger effect, then the day that is nearer. */
static bool better(const regime_worker *w, const regime_miss *a, unsigned effect, const regime_miss *b,
                   unsigned other)
{
    if (b->measure == NULL)
        return true;
    int left = distance(w, a), right = distance(w, b);
    if (left != right || effect != other)
        return left != right ? left < right : effect > other;
    return a->day != DATE_NONE && b->day != DATE_NONE && abs(a->day - w->day) < abs(b->day - w->day);
}

/* The one part that fails; false if none or more than one does. */
static bool one_miss(regime_worker *w, uint32_t index, regime_miss *out)
{
    const target *t = &w->r->targets[index];
    const measure *m = &w->r->measures[t->measure];
    regime_lines lines = {{0}}, unsure = {{0}};
    unsigned misses = 0;
    *out = (regime_miss){.measure = m->source, .day = DATE_NONE};
    if (!(t->source->activities >> w->c->activity & 1)) {
        misses++;
        out->kind = MISS_ACTIVITY;
    }
    if (reach_of(w, m, t->only) == REACH_NONE) {
        misses++;
        out->kind = MISS_ACTOR;
    }
    if (!measure_period(w, t->measure) || !span_has(t->span, w->day)) {
        misses++;
        take_periods(w, m->source, t->span, out);
        if (out->day == DATE_NONE)
            return false; /* not known on as_of */
    }
    if (misses > 1 || !touches(w, t, index, &misses, out) || misses > 1)
        return false;
    if (goods_state(w, t, w->c->on, &lines, &unsure) == NO) {
        misses++;
        out->kind = MISS_GOODS;
    }
    const condition *false_one = NULL;
    for (uint32_t i = 0; i < t->conditions.count && misses < 2; i++) {
        condition_list one = {.items = &t->conditions.items[i], .count = 1};
        if (conditions_state(w, &one, t, UINT64_MAX, NULL, &false_one, NULL) != NO)
            continue;
        misses++;
        out->kind = MISS_CONDITION;
        out->condition = t->conditions.items[i].source;
    }
    return misses == 1;
}

/* Rules that a lifting ended stand among the nodes. */
static void take_lifted(regime_worker *w, regime_miss *best, unsigned *best_effect)
{
    for (uint32_t i = 0; i < w->node_count; i++) {
        const regime_node *n = &w->nodes[i];
        if (!is_rule(n->measure) || n->label != LABEL_DEFEATED || n->by_count == 0)
            continue;
        regime_miss miss = {.measure = n->measure,
                            .kind = MISS_LIFTED,
                            .lifting = w->nodes[w->by[n->by_first]].measure,
                            .day = DATE_NONE};
        if (better(w, &miss, n->effect, best, *best_effect)) {
            *best = miss;
            *best_effect = n->effect;
        }
    }
}

/* The first selected target from this one on, or UINT32_MAX. */
static uint32_t next_selected(const regime_worker *w, uint32_t from)
{
    for (uint32_t i = from / 64; i < w->r->mask_words; i++) {
        uint64_t bits = i == from / 64 ? w->selected[i] >> (from % 64) << (from % 64) : w->selected[i];
        if (bits)
            return i * 64 + (uint32_t)__builtin_ctzll(bits);
    }
    return UINT32_MAX;
}

void find_nearest(regime_worker *w)
{
    regime_miss *best = &w->result.nearest, miss;
    unsigned best_effect = EFFECT_NONE;
    take_lifted(w, best, &best_effect);
    select_near(w);
    for (uint32_t i = next_selected(w, 0); i != UINT32_MAX; i = next_selected(w, i + 1)) {
        if (!one_miss(w, i, &miss))
            continue;
        const target *t = &w->r->targets[i];
        const measure *m = &w->r->measures[t->measure];
        bool bound = m->bound & w->class_yes;
        unsigned effect = bound || miss.kind == MISS_ACTOR ? t->effect : EFFECT_EXPOSURE;
        if (better(w, &miss, effect, best, best_effect)) {
            *best = miss;
            best_effect = effect;
        }
    }
}
