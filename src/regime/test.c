/* One target against the case: what does not move with the day, and what does. */
#include "regime/program.h"

void ask_add(asked *ask, str fact, const regime_condition *source)
{
    if (ask == NULL || ask->count == REGIME_QUESTIONS_MAX)
        return;
    for (size_t i = 0; i < ask->count; i++)
        if (str_equal(ask->facts[i], fact))
            return;
    ask->facts[ask->count] = fact;
    ask->sources[ask->count++] = source;
}

static uint64_t power_of_ten(unsigned n)
{
    uint64_t p = 1;
    while (n-- > 0)
        p *= 10;
    return p;
}

static uint8_t hs_match_one(const hs_entry *e, const code *c)
{
    if (c->len == 0)
        return MAYBE;
    if (c->len >= e->len)
        return e->low <= c->heads[e->len] && c->heads[e->len] <= e->high ? YES : NO;
    uint64_t scale = power_of_ten((unsigned)(e->len - c->len)), digits = c->heads[c->len];
    return e->low / scale <= digits && digits <= e->high / scale ? MAYBE : NO;
}

uint8_t hs_match(const hs_list *list, const code *c)
{
    uint8_t best = NO;
    for (uint32_t i = 0; i < list->count && best != YES; i++) {
        uint8_t match = hs_match_one(&list->items[i], c);
        if (match > best)
            best = match;
    }
    return best;
}

static void set_line(regime_lines *lines, size_t line)
{
    lines->bits[line / 64] |= (uint64_t)1 << (line % 64);
}

/* All lines of the case, for a target that does not ask for goods. */
static void all_lines(const regime_worker *w, regime_lines *lines)
{
    for (size_t i = 0; i < w->c->goods_count; i++)
        set_line(lines, i);
}

uint8_t goods_state(const regime_worker *w, const target *t, calendar_day day, regime_lines *lines,
                    regime_lines *unsure)
{
    const regime_goods *g = &t->source->goods;
    regime_lines maybe = {{0}};
    uint8_t best = NO;
    if (!t->by_goods) {
        all_lines(w, lines);
        return YES;
    }
    if (w->c->goods_count == 0) {
        uint8_t activity = w->c->activity;
        bool moves_goods =
            activity == ACTIVITY_IMPORT || activity == ACTIVITY_EXPORT || activity == ACTIVITY_TRANSIT;
        return g->if_no_goods == NO_GOODS_TEST ? YES : moves_goods ? MAYBE : NO;
    }
    for (size_t i = 0; i < w->c->goods_count; i++) {
        uint8_t match = hs_match(&t->hs, &w->codes[i]);
        uint8_t by_list = match == YES ? NO : goods_list_match(&t->goods, &w->codes[i], day);
        match = by_list > match ? by_list : match;
        if (match != NO && t->hs_except.count) {
            uint8_t except = hs_match(&t->hs_except, &w->codes[i]);
            match = except == YES ? NO : except == MAYBE ? MAYBE : match;
        }
        if (match == YES)
            set_line(lines, i);
        else if (match == MAYBE)
            set_line(&maybe, i);
        if (match > best)
            best = match;
    }
    *(best == MAYBE ? lines : unsure) = maybe;
    return best;
}

/* Whether the case tells of what origin all its goods are, or to which country they go. */
static bool side_told(const regime_worker *w, bool from)
{
    bool told = from && w->c->goods_count > 0;
    for (size_t i = 0; i < w->c->goods_count && from; i++)
        told &= w->c->goods[i].origin.len > 0;
    for (uint32_t k = 0; k < w->link_count && !from; k++)
        told |= (w->links[k].sides & SIDE_TO) != 0;
    return told;
}

bool countries_match(const regime_worker *w, const target *t)
{
    unsigned sides = 0;
    if (t->by_party || t->by_place || t->by_asset || t->country_count == 0)
        return true;
    for (uint32_t i = 0; i < t->country_count; i++)
        for (uint32_t k = 0; k < w->link_count; k++)
            if (w->links[k].country == t->countries[i])
                sides |= w->links[k].sides;
    if (!(sides & SIDE_LINKED))
        return false;
    bool through = !(sides & SIDE_NOT_THROUGH);
    if (!(sides & (SIDE_FROM | SIDE_TO)))
        sides |= SIDE_FROM | SIDE_TO;
    switch (t->direction) {
    case DIRECTION_FROM:
        return sides & SIDE_FROM;
    case DIRECTION_TO:
        return sides & SIDE_TO;
    case DIRECTION_FROM_NOT_THROUGH:
        return (sides & SIDE_FROM) && !(through && side_told(w, true));
    case DIRECTION_TO_NOT_THROUGH:
        return (sides & SIDE_TO) && !(through && side_told(w, false));
    default:
        return true;
    }
}

uint8_t reach_of(const regime_worker *w, const measure *m, uint8_t only)
{
    uint64_t bound = only == ONLY_EXPOSED ? 0 : m->bound;
    uint64_t exposes = only == ONLY_BOUND ? 0 : m->exposes;
    if (bound & w->class_yes)
        return REACH_BOUND;
    if (bound & w->class_nexus)
        return REACH_NEXUS;
    if (exposes & w->class_yes)
        return REACH_EXPOSED;
    bool unknown = (bound & (w->class_unknown | w->class_ask_via)) ||
                   (exposes & (w->class_ask_country | w->class_ask_role));
    return unknown ? REACH_UNKNOWN : REACH_NONE;
}

/* ---- conditions ---- */

static bool same_text(str a, str b)
{
    return str_equal_nocase(a, b);
}

static bool listed(const condition *c, str text)
{
    for (size_t i = 0; i < c->source->values.count; i++)
        if (same_text(c->source->values.items[i], text))
            return true;
    return false;
}

/* The value of a parameter on the day: false if it has none then. */
static bool parameter_on(const regime_parameter *p, calendar_day day, int64_t *number)
{
    for (size_t i = 0; i < p->value_count; i++)
        if (span_has(p->values[i].span, day)) {
            *number = index_value(p->type, p->values[i].text);
            return true;
        }
    return false;
}

static bool compare(const condition *c, const value *v, int64_t limit)
{
    if (c->type == FACT_STRING) {
        bool found = listed(c, v->text);
        return c->op == OP_NOT_IN ? !found : (c->op == OP_EQ || c->op == OP_IN) && found;
    }
    bool found = false;
    for (size_t i = 0; i < c->source->values.count; i++)
        found |= (c->parameter ? limit : c->numbers[i]) == v->number;
    switch (c->op) {
    case OP_NOT_IN:
        return !found;
    case OP_LE:
        return v->number <= limit;
    case OP_GE:
        return v->number >= limit;
    case OP_LT:
        return v->number < limit;
    case OP_GT:
        return v->number > limit;
    default:
        return found;
    }
}

/* The roles of the named parties: in, if one of them is; not_in, if none is. */
static uint8_t named_role_state(const regime_worker *w, const condition *c, uint64_t parties)
{
    bool found = false, unknown = false;
    for (size_t i = 0; i < w->c->party_count; i++) {
        if (!(parties >> i & 1))
            continue;
        found |= listed(c, w->c->parties[i].role);
        unknown |= w->c->parties[i].role.len == 0;
    }
    if (found)
        return c->op == OP_NOT_IN ? NO : YES;
    return unknown ? MAYBE : c->op == OP_NOT_IN ? YES : NO;
}

static uint8_t party_status_state(regime_worker *w, const condition *c, const target *t)
{
    uint64_t sure = 0, maybe = 0;
    for (size_t i = 0; i < c->source->values.count; i++) {
        uint32_t status = status_find(w->r, c->source->values.items[i]);
        if (status != UINT32_MAX)
            sure |= status_on(w, status, &maybe);
    }
    parties_of(w, &w->r->measures[t->measure], &sure, &maybe);
    bool found = sure != 0;
    if (!found && maybe)
        return MAYBE;
    return found == (c->op != OP_NOT_IN) ? YES : NO;
}

/* A fact that follows from the way of the payment: true if it goes through a country that is neither one of
 * the given ones nor the target's. */
static bool derive_via(const regime_worker *w, const condition *c, const target *t, value *out)
{
    const regime_vocabulary *words = &w->r->set->words;
    if (c->slot >= words->fact_count || words->facts[c->slot].via_outside.count == 0 || w->via_count == 0)
        return false;
    const str_list *outside = &words->facts[c->slot].via_outside;
    *out = (value){.known = true};
    for (uint32_t i = 0; i < w->via_count; i++) {
        bool inside = false;
        for (size_t k = 0; k < outside->count; k++)
            inside |= country_number(outside->items[k]) == w->via[i];
        for (uint32_t k = 0; k < t->country_count; k++)
            inside |= t->countries[k] == w->via[i];
        out->number |= !inside;
    }
    return true;
}

/* The origins of the goods: in, if one of them is; not_in, if none is. */
static uint8_t origin_state(const regime_worker *w, const condition *c)
{
    bool found = false, unknown = w->c->goods_count == 0;
    for (size_t i = 0; i < w->c->goods_count; i++) {
        found |= w->c->goods[i].origin.len && listed(c, w->c->goods[i].origin);
        unknown |= w->c->goods[i].origin.len == 0;
    }
    if (found)
        return c->op == OP_NOT_IN ? NO : YES;
    return unknown ? MAYBE : c->op == OP_NOT_IN ? YES : NO;
}

/* A fact that a region in the case perhaps tells is asked for, whatever the measure would assume. */
static bool must_ask(const regime_worker *w, const condition *c)
{
    return c->slot < w->r->set->words.fact_count && w->values[c->slot].asked;
}

static uint8_t condition_state(regime_worker *w, const condition *c, const target *t, uint64_t parties)
{
    size_t facts = w->r->set->words.fact_count;
    value derived;
    if (c->slot == UINT32_MAX)
        return MAYBE;
    if (c->slot == facts + PATH_NAMED_ROLE)
        return named_role_state(w, c, parties);
    if (c->slot == facts + PATH_PARTY_STATUS)
        return party_status_state(w, c, t);
    if (c->slot == facts + PATH_GOODS_ORIGIN)
        return origin_state(w, c);
    const value *v = &w->values[c->slot];
    if (!v->known && derive_via(w, c, t, &derived))
        v = &derived;
    int64_t limit = c->source->values.count && c->type != FACT_STRING ? c->numbers[0] : 0;
    if (c->parameter && !parameter_on(c->parameter, w->day, &limit))
        return MAYBE;
    if (v->asked && !compare(c, v, limit) && c->op != OP_NOT_IN)
        return NO; /* not even if the region is the one that is perhaps meant */
    return v->known ? (compare(c, v, limit) ? YES : NO) : MAYBE;
}

static bool condition_applies(const regime_worker *w, const condition *c)
{
    if (c->always)
        return true;
    const regime_when *when = &c->source->when;
    if (when->on_or_after != DATE_NONE && w->day < when->on_or_after)
        return false;
    bool payment = w->c->has_payment || w->c->activity == ACTIVITY_PAYMENT;
    if (when->payment_or_bank && !payment && !w->any_bank && !w->actor_bank)
        return false;
    if (c->when_hs.count == 0)
        return true;
    for (size_t i = 0; i < w->c->goods_count; i++)
        if (hs_match(&c->when_hs, &w->codes[i]) != NO)
            return true;
    return false;
}

uint8_t conditions_state(regime_worker *w, const condition_list *list, const target *t, uint64_t parties,
                         asked *ask, const condition **false_one, const condition **not_met)
{
    uint8_t state = YES;
    for (uint32_t i = 0; i < list->count; i++) {
        const condition *c = &list->items[i];
        uint8_t one = condition_applies(w, c) ? condition_state(w, c, t, parties) : YES;
        bool assume = one == MAYBE && !must_ask(w, c);
        if (assume && c->unknown == UNKNOWN_ASSUME_MET)
            one = YES;
        if (assume && c->unknown == UNKNOWN_NOT_MET) {
            if (not_met)
                *not_met = c;
            one = NO;
        } else if (one == NO && false_one) {
            *false_one = c;
        }
        if (one == MAYBE)
            ask_add(ask, c->source->fact, c->source);
        if (one < state)
            state = one;
    }
    return state;
}

/* ---- candidates ---- */

/* A status may follow from a fact that nobody stated: it counts as not given, and that must be said. */
void candidate_unstated(regime_worker *w, uint32_t index)
{
    const target *t = &w->r->targets[index];
    const measure *m = &w->r->measures[t->measure];
    regime_lines lines = {{0}}, maybe = {{0}};
    if (reach_of(w, m, t->only) == REACH_NONE)
        return;
    for (uint32_t i = 0; i < t->status_count && is_rule(m->source) && w->not_stated < 0; i++) {
        const status_rule *s = &w->r->statuses[t->statuses[i]];
        bool in_country = false;
        for (size_t p = 0; p < w->c->party_count && s->country; p++)
            in_country |= w->party_country[p][0] == s->country || w->party_country[p][1] == s->country;
        if (in_country && s->fact >= 0 && !w->values[s->fact].known &&
            regime_measure_live(m->source, w->c->on, w->c->as_of, NULL) &&
            goods_state(w, t, w->c->on, &lines, &maybe) != NO)
            w->not_stated = (int32_t)t->statuses[i];
    }
}

bool candidate_make(regime_worker *w, uint32_t index, candidate *out)
{
    const target *t = &w->r->targets[index];
    const measure *m = &w->r->measures[t->measure];
    *out = (candidate){.target = index, .reach = reach_of(w, m, t->only)};
    if (out->reach == REACH_NONE || !countries_match(w, t))
        return false;
    out->goods = goods_state(w, t, DATE_NONE, &out->lines, &out->maybe_lines);
    if (out->goods == NO)
        return false;
    for (uint32_t i = 0; i < t->conditions.count && !out->dead; i++) {
        const condition_list one = {.items = &t->conditions.items[i], .count = 1};
        out->dead = one.items->steady && conditions_state(w, &one, t, 0, NULL, NULL, NULL) == NO;
    }
    return true;
}

/* ---- wind-downs ---- */

const wind_down *wind_of(regime_worker *w, const candidate *c)
{
    const target *t = &w->r->targets[c->target];
    const measure *m = &w->r->measures[t->measure];
    if (t->wind.source)
        return &t->wind;
    if (c->reach == REACH_EXPOSED && m->exposure_wind.source)
        return &m->exposure_wind;
    const regime_period *period = measure_period(w, t->measure);
    return period ? &m->period_winds[period - m->source->periods] : NULL;
}

/* YES: the rule is softened; NO: it stands in full; MAYBE: something is unknown. */
uint8_t wind_state(regime_worker *w, const candidate *c, const regime_wind_down **used, asked *ask)
{
    const wind_down *wind = wind_of(w, c);
    uint8_t state = YES;
    if (wind == NULL || wind->source == NULL || w->day > wind->source->until)
        return NO;
    *used = wind->source;
    if (wind->source->contract_before != DATE_NONE && w->c->contract != DATE_NONE &&
        w->c->contract >= wind->source->contract_before)
        return NO;
    uint8_t conditions =
        conditions_state(w, &wind->conditions, &w->r->targets[c->target], 0, NULL, NULL, NULL);
    const value *business = w->r->new_business >= 0 ? &w->values[w->r->new_business] : NULL;
    bool known = business && business->known;
    if (conditions == NO || (wind->source->ask_new_business && known && business->number))
        return NO;
    if (wind->source->contract_before != DATE_NONE && w->c->contract == DATE_NONE) {
        ask_add(ask, str_of("dates.contract"), NULL);
        state = MAYBE;
    }
    if (conditions == MAYBE) {
        (void)conditions_state(w, &wind->conditions, &w->r->targets[c->target], 0, ask, NULL, NULL);
        state = MAYBE;
    }
    if (wind->source->ask_new_business && !known) {
        ask_add(ask, str_of("new_business"), NULL);
        state = MAYBE;
    }
    return state;
}
