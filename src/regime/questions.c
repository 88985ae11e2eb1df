/* What is to be asked: what is unknown about rules that are unsure, in an order that helps whoever must
 * answer. */
#include "regime/program.h"

static const measure *measure_of(const regime_worker *w, const regime_node *n)
{
    return &w->r->measures[w->r->targets[n->target_index].measure];
}

static str question_of(const regime_worker *w, str fact, const regime_condition *source)
{
    static const struct {
        const char *fact, *question;
    } paths[] = {{"goods.hs", "Under which code of the Harmonized System do the goods fall?"},
                 {"dates.contract", "On which day was the contract made?"},
                 {"dates.shipment", "On which day are the goods shipped?"},
                 {"payment.via", "Through which countries does the payment go?"},
                 {"payment.currency", "In which currency is the payment?"},
                 {"payment.amount", "What is the amount of the payment?"},
                 {"actor.country", "In which country is the actor?"},
                 {"actor.role", "What is the role of the actor?"},
                 {"route.ports", "Which ports are these, by name?"},
                 {"parties.role", "What is the role of the party?"},
                 {"@named.role", "What is the role of the party?"},
                 {"@party_status", "Is the party the one that is listed?"}};
    if (source && source->question.len)
        return source->question;
    const regime_fact_word *word = regime_fact_find(w->r, fact);
    if (word)
        return word->question;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        if (str_is(fact, paths[i].fact))
            return str_of(paths[i].question);
    return fact;
}

/* What is unknown about a node: its own match, its wind-down, and its unsure attackers likewise. */
static void ask_node(regime_worker *w, uint32_t node, asked *ask, int depth)
{
    regime_node copy;
    const regime_wind_down *used = NULL;
    uint32_t index = w->node_candidate[node];
    uint8_t match = node_match(w, index, &copy, ask);
    if (is_rule(w->nodes[node].measure) && !(match == MAYBE && w->candidates[index].goods == MAYBE))
        (void)wind_state(w, &w->candidates[index], &used, ask);
    for (uint32_t k = w->edge_first[node]; k < w->edge_first[node + 1] && depth < 8; k++) {
        uint32_t attacker = w->edges[k] & ~REGIME_ATTACK_MAYBE;
        if (w->labels[attacker] == MAYBE)
            ask_node(w, attacker, ask, depth + 1);
        else if (w->labels[attacker] == YES && w->edges[k] != attacker)
            ask_add(ask, str_of("goods.hs"), NULL);
    }
}

/* What hangs on a fact that a measure asks for. */
static uint8_t holds_of(str fact, const regime_measure *by, const regime_condition *source)
{
    if (str_is(fact, "goods.hs"))
        return HOLDS_CODE;
    if (str_starts(fact, str_of("@")) || str_is(fact, "parties.role"))
        return HOLDS_PARTY;
    if (by->role == ROLE_PERMIT || by->role == ROLE_LIMIT || by->role == ROLE_LIFTING)
        return HOLDS_PERMIT;
    bool wind = source == NULL && (str_is(fact, "dates.contract") || str_is(fact, "new_business"));
    return wind ? HOLDS_WIND_DOWN : HOLDS_PROHIBITION;
}

static void add_missing(regime_worker *w, const asked *ask, const regime_measure *by)
{
    regime_result *x = &w->result;
    for (size_t i = 0; i < ask->count; i++) {
        bool known = false;
        for (size_t k = 0; k < x->missing_count; k++)
            known |= str_equal(x->missing[k].fact, ask->facts[i]);
        if (!known && x->missing_count < REGIME_QUESTIONS_MAX)
            x->missing[x->missing_count++] =
                (regime_missing){.fact = ask->facts[i],
                                 .asked_by = by,
                                 .question = question_of(w, ask->facts[i], ask->sources[i]),
                                 .holds = holds_of(ask->facts[i], by, ask->sources[i]),
                                 .if_true = VERDICT_COUNT,
                                 .if_false = VERDICT_COUNT};
    }
}

static const regime_measure *asked_by(const regime_worker *w, uint32_t node, const asked *ask)
{
    /* The measure whose condition it is: an attacker's, where the node itself is sure. */
    for (uint32_t k = w->edge_first[node]; k < w->edge_first[node + 1] && !w->nodes[node].maybe; k++)
        if (w->labels[w->edges[k] & ~REGIME_ATTACK_MAYBE] == MAYBE && ask->count)
            return w->nodes[w->edges[k] & ~REGIME_ATTACK_MAYBE].measure;
    return w->nodes[node].measure;
}

/* An unsure rule is asked about where it makes the verdict REVIEW, or where it is stronger than what stands.
 */
static bool matters(const regime_jurisdiction *j, const regime_node *n)
{
    return j->verdict == VERDICT_REVIEW || n->effect > j->certain;
}

/* Questions about rules that are unsure, the smallest set first. */
void ask_all(regime_worker *w)
{
    asked ask;
    for (size_t size = 1; size <= REGIME_QUESTIONS_MAX; size++) {
        bool more = false;
        for (uint32_t i = 0; i < w->node_count; i++) {
            const regime_node *n = &w->nodes[i];
            int imposer = measure_of(w, n)->imposer;
            if (!is_rule(n->measure) || n->label != LABEL_UNSURE || imposer < 0 ||
                !matters(&w->result.jurisdictions[imposer], n))
                continue;
            ask.count = 0;
            ask.general = false;
            ask_node(w, i, &ask, 0);
            more |= ask.count > size;
            if (ask.count == size)
                add_missing(w, &ask, asked_by(w, i, &ask));
            if (size == 1 && ask.general)
                note_add(w, NOTE_GENERAL, n->measure, STR_NONE, DATE_NONE);
        }
        if (!more)
            return;
    }
}

/* ---- permits whose codes are our own ---- */

/* What is defeated by such permits alone, and would otherwise be stronger than what stands. */
static bool rests_on_mapping(const regime_worker *w, const regime_node *n)
{
    bool mapped = n->label == LABEL_DEFEATED && n->by_count > 0;
    for (uint32_t k = 0; k < n->by_count && mapped; k++) {
        const regime_node *by = &w->nodes[w->by[n->by_first + k]];
        mapped = by->measure->role == ROLE_PERMIT && w->r->targets[by->target_index].own_mapping;
    }
    return mapped;
}

static void add_mapping(regime_worker *w, const regime_measure *permit)
{
    regime_result *x = &w->result;
    for (size_t i = 0; i < x->missing_count; i++)
        if (x->missing[i].mapping && x->missing[i].asked_by == permit)
            return;
    if (x->missing_count < REGIME_QUESTIONS_MAX)
        x->missing[x->missing_count++] = (regime_missing){
            .fact = str_of("goods.hs"),
            .asked_by = permit,
            .question = str_of("Do the goods fall under the words of the permit? Its codes are our "
                               "own reading of them."),
            .holds = HOLDS_CODE,
            .mapping = true,
            .if_true = x->verdict,
            .if_false = VERDICT_COUNT};
}

/* Such a permit applies, and it is never applied silently: whether the goods are those that its text means is
 * asked. */
void ask_mappings(regime_worker *w)
{
    for (uint32_t i = 0; i < w->node_count && w->c->goods_count; i++) {
        const regime_node *n = &w->nodes[i];
        int imposer = measure_of(w, n)->imposer;
        if (!is_rule(n->measure) || imposer < 0 || n->effect <= w->result.jurisdictions[imposer].certain ||
            !rests_on_mapping(w, n))
            continue;
        for (uint32_t k = 0; k < n->by_count; k++)
            add_mapping(w, w->nodes[w->by[n->by_first + k]].measure);
    }
}

/* ---- which answer alone can change the verdict ---- */

/* The slot of a fact that nothing but conditions look at, so that other answers can be tried on the nodes
 * alone. */
static bool plain_slot(const regime_worker *w, str fact, uint32_t *slot)
{
    const regime *r = w->r;
    for (*slot = 0; *slot < r->set->words.fact_count; (*slot)++)
        if (str_equal(r->set->words.facts[*slot].key, fact))
            break;
    bool plain = *slot < r->set->words.fact_count;
    for (uint32_t i = 0; i < r->class_count; i++)
        plain &= r->classes[i].fact != (int32_t)*slot;
    for (uint32_t i = 0; i < r->status_count; i++)
        plain &= r->statuses[i].fact != (int32_t)*slot;
    return plain;
}

static uint8_t verdict_with(regime_worker *w, uint32_t slot, value answer)
{
    w->values[slot] = answer;
    nodes_on(w, w->c->on);
    return verdict_overall(w);
}

/* Yes and no; each word that measures know, and one that none knows. Numbers and days are not tried. */
static bool changes_alone(regime_worker *w, uint32_t slot, regime_missing *m)
{
    const regime_fact_word *word = &w->r->set->words.facts[slot];
    const value before = w->values[slot];
    bool changes = false;
    uint8_t now = w->result.verdict;
    if (word->type == FACT_BOOLEAN) {
        m->if_false = verdict_with(w, slot, (value){.known = true, .number = 0});
        m->if_true = verdict_with(w, slot, (value){.known = true, .number = 1});
        changes = m->if_false != now || m->if_true != now;
    }
    for (size_t i = 0; word->type == FACT_STRING && i <= word->values.count && !changes; i++) {
        str text = i < word->values.count ? word->values.items[i] : str_of("\x01");
        changes = verdict_with(w, slot, (value){.known = true, .text = text}) != now;
    }
    w->values[slot] = before;
    return changes;
}

/* Puts first what can change the verdict alone; the others keep their order. The nodes are as before at the
 * end. */
void find_alone(regime_worker *w)
{
    regime_result *x = &w->result;
    size_t first = 0;
    for (size_t i = 0; i < x->missing_count; i++) {
        uint32_t slot;
        regime_missing m = x->missing[i];
        if (m.mapping)
            x->missing[i].if_false = verdict_without(w, m.asked_by);
        if (!plain_slot(w, m.fact, &slot))
            continue;
        bool alone = changes_alone(w, slot, &m);
        x->missing[i] = m;
        if (!alone)
            continue;
        m.alone = true;
        memmove(x->missing + first + 1, x->missing + first, (i - first) * sizeof m);
        x->missing[first++] = m;
    }
    if (x->missing_count)
        nodes_on(w, w->c->on);
}
