/* The nodes of a day: what matches, what attacks what, what is left standing. */
#include "regime/program.h"

#define STAMP_LAST 0x7ffffff0u

/* True if the words of the place stand in the port together: "Port of Ust-Luga". */
static bool holds_words(const regime_worker *w, uint32_t port, str place)
{
    size_t len = w->ports[port].len;
    for (size_t from = 0; place.len && from + place.len <= len; from++) {
        size_t end = from + place.len;
        if (w->ports[port].begins[from] && (end == len || w->ports[port].begins[end]) &&
            memcmp(w->ports[port].folded + from, place.data, place.len) == 0)
            return true;
    }
    return false;
}

/* A port of another name that has the words of the place, and a port known by a code in the country of the
 * target, may be the place. */
static uint8_t port_state(const regime_worker *w, const target *t, uint32_t port, str place)
{
    if (str_equal(place, str_make(w->ports[port].folded, w->ports[port].len)))
        return YES;
    if (holds_words(w, port, place))
        return MAYBE;
    for (uint32_t i = 0; i < t->country_count && w->ports[port].code_country; i++)
        if (t->countries[i] == w->ports[port].code_country)
            return MAYBE;
    return NO;
}

uint8_t place_state(const regime_worker *w, const target *t)
{
    uint8_t best = NO;
    for (size_t i = 0; i < t->source->place_count; i++) {
        if (!span_has(t->source->places[i].span, w->day))
            continue;
        for (uint32_t k = 0; k < w->port_count; k++) {
            uint8_t state = port_state(w, t, k, t->places[i]);
            best = state > best ? state : best;
        }
    }
    return best;
}

bool asset_matches(const regime_worker *w, const target *t)
{
    for (size_t i = 0; i < t->source->asset_count; i++)
        if (span_has(t->source->assets[i].span, w->day) && t->assets[i].len &&
            str_is(t->assets[i], w->currency))
            return true;
    return false;
}

static bool any_live(regime_worker *w, const measure *m)
{
    for (uint32_t i = 0; i < m->implementer_count; i++)
        if (measure_period(w, m->implementers[i]))
            return true;
    return false;
}

/* A frame beside a rule that carries it out fires only through a list, for those whom no such rule names. */
static void leave_to_implementers(regime_worker *w, const measure *m, uint64_t *sure, uint64_t *maybe)
{
    for (uint32_t i = 0; i < m->implementer_count; i++) {
        const measure *rule = &w->r->measures[m->implementers[i]];
        if (measure_period(w, m->implementers[i]) == NULL)
            continue;
        for (uint32_t k = 0; k < rule->target_count; k++) {
            uint64_t named = 0, possible = 0;
            parties_on(w, rule->first_target + k, &named, &possible);
            *sure &= ~named;
            *maybe &= ~named;
        }
    }
}

/* True if the rule says of whom it names no less than the target does, to this actor, for this activity. */
static bool says_as_much(regime_worker *w, const measure *other, uint32_t index, const target *t)
{
    const target *o = &w->r->targets[index];
    return o->by_party && o->effect >= t->effect && (o->source->activities >> w->c->activity & 1) &&
           measure_period(w, o->measure) && span_has(o->span, w->day) &&
           reach_of(w, other, o->only) >= REACH_NEXUS;
}

/* A fallback is for those alone whom no other rule of the imposer names with the same effect. */
static void leave_to_others(regime_worker *w, const measure *m, const target *t, uint64_t *sure,
                            uint64_t *maybe)
{
    for (uint32_t i = 0; i < w->r->measure_count && (*sure || *maybe); i++) {
        const measure *other = &w->r->measures[i];
        if (!other->rule || other->general || other->source->fallback ||
            other->imposer_word != m->imposer_word)
            continue;
        for (uint32_t k = 0; k < other->target_count; k++) {
            uint64_t named = 0, possible = 0;
            if (!says_as_much(w, other, other->first_target + k, t))
                continue;
            parties_on(w, other->first_target + k, &named, &possible);
            *sure &= ~named;
            *maybe &= ~named;
        }
    }
}

/* Parties, and the frame rule; false if the target is out. */
static bool match_parties(regime_worker *w, const target *t, uint32_t index, regime_node *node)
{
    const measure *m = &w->r->measures[t->measure];
    uint64_t sure = 0, maybe = 0;
    bool beside = m->source->role == ROLE_FRAME && any_live(w, m);
    if (beside && t->join_count == 0)
        return false;
    if (!t->by_party)
        return true;
    parties_on(w, index, &sure, &maybe);
    if (beside)
        leave_to_implementers(w, m, &sure, &maybe);
    if (m->source->fallback)
        leave_to_others(w, m, t, &sure, &maybe);
    if (sure == 0 && maybe == 0)
        return false;
    node->parties = sure ? sure : maybe;
    node->maybe = sure == 0;
    return true;
}

static uint8_t effect_of(const regime_worker *w, const measure *m, const target *t, uint8_t reach,
                         bool *contested)
{
    uint8_t effect = t->effect;
    *contested = false;
    for (uint32_t i = 0; i < m->contested_count && w->day >= m->source->contested_from; i++)
        *contested |= m->contested_by[i] == w->actor_country;
    if (effect == EFFECT_NONE || effect == EFFECT_PERMIT)
        return effect;
    if (*contested)
        return EFFECT_REVIEW;
    if (reach == REACH_EXPOSED)
        return EFFECT_EXPOSURE;
    return reach == REACH_NEXUS && effect == EFFECT_BLOCK ? EFFECT_REJECT : effect;
}

static void ask_reach(const regime_worker *w, const measure *m, asked *ask)
{
    if (m->bound & w->class_ask_via)
        ask_add(ask, str_of("payment.via"), NULL);
    if ((m->bound | m->exposes) & w->class_ask_country)
        ask_add(ask, str_of("actor.country"), NULL);
    for (uint32_t i = 0; i < w->r->class_count; i++) {
        const class_rule *k = &w->r->classes[i];
        bool unknown = k->fact >= 0 && !w->values[k->fact].known;
        uint64_t bit = (uint64_t)1 << i;
        if (unknown && m->bound & w->class_unknown & bit)
            ask_add(ask, k->source->fact, NULL);
        bool by_role = k->source->actor_roles.count && w->c->actor_role.len == 0;
        if (by_role && ((m->bound & w->class_unknown) | (m->exposes & w->class_ask_role)) & bit)
            ask_add(ask, str_of("actor.role"), NULL);
    }
}

/* True if a party is meant only perhaps because its role is not stated. */
static bool asks_role(const regime_worker *w, const target *t, const regime_node *n)
{
    uint64_t unsure = 0;
    for (uint32_t i = 0; i < t->status_count; i++)
        unsure |= w->status_unsure[t->statuses[i]];
    return n->maybe && (n->parties & unsure) != 0;
}

/* NO, or the node. With `ask`, notes what is not known instead of only that it is not. */
uint8_t node_match(regime_worker *w, uint32_t index, regime_node *node, asked *ask)
{
    candidate *c = &w->candidates[index];
    const target *t = &w->r->targets[c->target];
    const measure *m = &w->r->measures[t->measure];
    w->false_condition[index] = w->not_met[index] = NULL;
    if (measure_period(w, t->measure) == NULL || !span_has(t->span, w->day))
        return NO;
    if (t->goods.dated) {
        c->lines = c->maybe_lines = (regime_lines){{0}};
        c->goods = goods_state(w, t, w->day, &c->lines, &c->maybe_lines);
        if (c->goods == NO)
            return NO;
    }
    *node = (regime_node){.measure = m->source,
                          .target = t->source,
                          .target_index = c->target,
                          .reach = c->reach,
                          .lines = c->lines};
    uint8_t place = t->by_place ? place_state(w, t) : YES;
    if (place == NO || !match_parties(w, t, c->target, node) || (t->by_asset && !asset_matches(w, t)))
        return NO;
    node->maybe |= place == MAYBE;
    uint8_t state = conditions_state(w, &t->conditions, t, node->parties, c->goods == MAYBE ? NULL : ask,
                                     &w->false_condition[index], &w->not_met[index]);
    if (state == NO)
        return NO;
    node->effect = effect_of(w, m, t, c->reach, &node->contested);
    node->maybe |= state == MAYBE || c->goods == MAYBE || c->reach == REACH_UNKNOWN || m->general;
    if (ask && c->goods == MAYBE) {
        ask_add(ask, str_of("goods.hs"), NULL);
    } else if (ask) {
        if (c->reach == REACH_UNKNOWN)
            ask_reach(w, m, ask);
        if (asks_role(w, t, node))
            ask_add(ask, str_of("parties.role"), NULL);
        if (place == MAYBE)
            ask_add(ask, str_of("route.ports"), NULL);
    }
    if (ask && m->general)
        ask->general = true;
    return node->maybe ? MAYBE : YES;
}

/* YES, NO, or MAYBE: lines whose code is not known may fall under what is attacked, and are not permitted. */
uint8_t covers(const regime_worker *w, const regime_node *attacker, const regime_node *attacked,
               const regime_lines *attacked_maybe)
{
    const target *q = &w->r->targets[attacker->target_index];
    uint32_t effects = attacker->measure->defeats_effects;
    if (q->by_goods && !lines_subset(&attacked->lines, &attacker->lines))
        return NO;
    if (q->by_party && attacked->parties & ~attacker->parties)
        return NO;
    if (effects && !(effects >> attacked->target->effect & 1))
        return NO;
    return q->by_goods && !lines_subset(attacked_maybe, &attacker->lines) ? MAYBE : YES;
}

static void find_edges(regime_worker *w, uint32_t node, uint32_t measure_index, uint32_t *edge_count)
{
    const regime *r = w->r;
    const measure *m = &r->measures[measure_index];
    const regime_lines *maybe = &w->candidates[w->node_candidate[node]].maybe_lines;
    for (uint32_t k = 0; k < m->attack_count; k++) {
        const attack *a = &r->attacks[m->first_attack + k];
        if (w->node_stamp[a->measure] != w->stamp)
            continue;
        for (uint32_t n = 0; n < w->node_total[a->measure]; n++) {
            uint32_t attacker = w->first_node[a->measure] + n;
            uint8_t sure = a->voids ? YES : covers(w, &w->nodes[attacker], &w->nodes[node], maybe);
            if (sure != NO)
                w->edges[(*edge_count)++] = attacker | (sure == MAYBE ? REGIME_ATTACK_MAYBE : 0);
        }
    }
}

static void add_node(regime_worker *w, uint32_t index, uint32_t *edge_count)
{
    uint32_t measure_index = w->r->targets[w->candidates[index].target].measure;
    uint32_t node = w->node_count;
    regime_node *n = &w->nodes[node];
    const regime_wind_down *used = NULL;
    uint8_t state = node_match(w, index, n, NULL);
    w->candidate_node[index] = UINT32_MAX;
    if (state == NO)
        return;
    bool rule = is_rule(n->measure);
    if (rule && n->effect <= EFFECT_PERMIT)
        return;
    n->soft_until = DATE_NONE;
    uint8_t wind = rule ? wind_state(w, &w->candidates[index], &used, NULL) : NO;
    if (wind == YES) {
        n->soft_until = used->until;
        state = NO;
    } else if (wind == MAYBE) {
        state = MAYBE;
    }
    if (w->node_stamp[measure_index] != w->stamp) {
        w->node_stamp[measure_index] = w->stamp;
        w->first_node[measure_index] = node;
        w->node_total[measure_index] = 0;
    }
    w->states[node] = state;
    w->node_candidate[node] = index;
    w->candidate_node[index] = node;
    w->edge_first[node] = *edge_count;
    find_edges(w, node, measure_index, edge_count);
    w->node_total[measure_index]++;
    w->node_count++;
}

static void list_attackers(regime_worker *w, regime_node *n, uint32_t node)
{
    n->by_first = w->by_count;
    for (uint32_t k = w->edge_first[node]; k < w->edge_first[node + 1]; k++)
        if (!(w->edges[k] & REGIME_ATTACK_MAYBE) && w->labels[w->edges[k]] == YES)
            w->by[w->by_count++] = w->edges[k];
    n->by_count = w->by_count - n->by_first;
}

/* A new number says that what was noted for another day counts no more. Before the numbers run out all notes
 * are wiped. */
static void next_stamp(regime_worker *w)
{
    const regime *r = w->r;
    if (w->stamp >= STAMP_LAST) {
        memset(w->status_stamp, 0, r->status_count * sizeof *w->status_stamp);
        memset(w->live_stamp, 0, r->measure_count * sizeof *w->live_stamp);
        memset(w->node_stamp, 0, r->measure_count * sizeof *w->node_stamp);
        memset(w->helps_stamp, 0, r->measure_count * sizeof *w->helps_stamp);
        w->stamp = 0;
    }
    w->stamp++;
}

static void label_nodes(regime_worker *w)
{
    w->by_count = 0;
    regime_label_graph(w->node_count, w->states, w->edge_first, w->edges, w->labels);
    for (uint32_t i = 0; i < w->node_count; i++) {
        regime_node *n = &w->nodes[i];
        list_attackers(w, n, i);
        n->label = n->soft_until != DATE_NONE ? LABEL_SOFTENED
                   : w->labels[i] == YES      ? LABEL_STANDS
                   : w->labels[i] == MAYBE    ? LABEL_UNSURE
                                              : LABEL_DEFEATED;
    }
}

void nodes_on(regime_worker *w, calendar_day day)
{
    uint32_t edge_count = 0;
    w->day = day;
    next_stamp(w);
    w->node_count = 0;
    for (uint32_t i = 0; i < w->candidate_count; i++) {
        /* What is dead is looked at on the day of the case alone, for the reasons. */
        if (w->candidates[i].dead && day != w->c->on)
            w->candidate_node[i] = UINT32_MAX;
        else
            add_node(w, i, &edge_count);
    }
    w->edge_first[w->node_count] = edge_count;
    label_nodes(w);
}

/* Whether a permit had a part in it: what only a lifting ends counts as not in force. */
static bool licensed(const regime_worker *w, const regime_node *n)
{
    if (n->label == LABEL_SOFTENED)
        return true;
    for (uint32_t k = 0; n->label == LABEL_DEFEATED && k < n->by_count; k++)
        if (w->nodes[w->by[n->by_first + k]].measure->role != ROLE_LIFTING)
            return true;
    return false;
}

/* The effect that decides: of what stands; or of a rule that surely matches and that a permit or a wind-down
 * may lift, of which something is not known, where it is stronger. A permit that is not known to hold must
 * not leave the weaker effect. Alone such a rule is only asked about. */
static uint8_t deciding(uint8_t certain, uint8_t unless_permitted)
{
    return certain >= EFFECT_EXPOSURE && unless_permitted > certain ? unless_permitted : certain;
}

uint8_t verdict_of(regime_worker *w, uint32_t jurisdiction, uint8_t *effect)
{
    bool unsure = false, permitted = false;
    uint8_t unless_permitted = EFFECT_NONE;
    *effect = EFFECT_NONE;
    for (uint32_t i = 0; i < w->node_count; i++) {
        const regime_node *n = &w->nodes[i];
        if (!is_rule(n->measure) ||
            w->r->measures[w->r->targets[n->target_index].measure].imposer != (int)jurisdiction)
            continue;
        if (n->label == LABEL_STANDS && n->effect > *effect)
            *effect = n->effect;
        if (n->label == LABEL_UNSURE && !n->maybe && n->effect > unless_permitted)
            unless_permitted = n->effect;
        unsure |= n->label == LABEL_UNSURE;
        permitted |= licensed(w, n);
    }
    *effect = deciding(*effect, unless_permitted);
    switch (*effect) {
    case EFFECT_BLOCK:
        return VERDICT_BLOCK;
    case EFFECT_REJECT:
        return VERDICT_REJECT;
    case EFFECT_EXPOSURE:
        return VERDICT_EXPOSURE;
    default:
        return unsure || *effect == EFFECT_REVIEW || cover_lacks(w, jurisdiction, w->day) ? VERDICT_REVIEW
               : permitted                                                                ? VERDICT_LICENSED
                                                                                          : VERDICT_PASS;
    }
}

/* What the verdict of a jurisdiction comes to for whoever asks. */
uint8_t verdict_seen(const regime_worker *w, uint32_t jurisdiction, uint8_t verdict)
{
    if (!(w->here >> jurisdiction & 1))
        return VERDICT_PASS;
    return verdict == VERDICT_EXPOSURE ? w->exposure : verdict;
}

uint8_t verdict_overall(regime_worker *w)
{
    uint8_t strongest = VERDICT_PASS, effect;
    for (uint32_t i = 0; i < w->r->jurisdiction_count; i++) {
        uint8_t verdict = verdict_seen(w, i, verdict_of(w, i, &effect));
        if (verdict > strongest)
            strongest = verdict;
    }
    return strongest;
}

/* The verdict if a permit did not apply. The labels are those of that case afterwards. */
uint8_t verdict_without(regime_worker *w, const regime_measure *permit)
{
    nodes_on(w, w->c->on);
    for (uint32_t i = 0; i < w->node_count; i++)
        if (w->nodes[i].measure == permit)
            w->states[i] = NO;
    label_nodes(w);
    return verdict_overall(w);
}
