/* The next day on which the verdict differs: only days on which something that may match begins or ends can
 * be. */
#include "regime/program.h"

#define NO_NODE 255

static void add_day(regime_worker *w, uint32_t *count, calendar_day day)
{
    if (day != DATE_NONE && day > w->c->on && *count < w->r->boundary_cap)
        w->boundaries[(*count)++] = day;
}

static void add_span(regime_worker *w, uint32_t *count, regime_span span)
{
    add_day(w, count, span.from);
    add_day(w, count, span.until);
}

void day_add_span(regime_worker *w, uint32_t *count, regime_span span)
{
    add_span(w, count, span);
}

static void add_conditions(regime_worker *w, uint32_t *count, const regime_condition *conditions,
                           size_t total)
{
    for (size_t i = 0; i < total; i++)
        add_day(w, count, conditions[i].when.on_or_after);
}

static void add_wind(regime_worker *w, uint32_t *count, const regime_wind_down *wind)
{
    if (!wind->present)
        return;
    add_day(w, count, wind->until + 1);
    add_conditions(w, count, wind->conditions, wind->condition_count);
}

static void add_periods(regime_worker *w, uint32_t *count, const regime_measure *m)
{
    calendar_day as_of = w->c->as_of;
    for (size_t i = 0; i < m->period_count; i++) {
        const regime_period *p = &m->periods[i];
        if (as_of != DATE_NONE && p->known_from > as_of)
            continue;
        add_day(w, count, p->from);
        if (as_of == DATE_NONE || p->until_known_from <= as_of)
            add_day(w, count, p->until);
        add_wind(w, count, &p->wind_down);
    }
    add_wind(w, count, &m->exposure_wind_down);
    add_day(w, count, m->contested_from);
}

static void add_hits(regime_worker *w, uint32_t *count, uint32_t first)
{
    for (uint32_t h = first; h != UINT32_MAX; h = w->hits[h].next) {
        const regime_name *name = w->r->entries[w->hits[h].entry].source;
        for (size_t k = 0; k < name->span_count; k++)
            add_span(w, count, name->spans[k]);
    }
}

static void add_named_by(regime_worker *w, uint32_t *count, const target *t)
{
    for (uint32_t s = 0; s < t->status_count; s++) {
        const status_rule *status = &w->r->statuses[t->statuses[s]];
        for (uint32_t k = 0; k < status->named_by_count; k++) {
            const measure *m = &w->r->measures[status->named_by[k]];
            add_periods(w, count, m->source);
            for (uint32_t n = 0; n < m->target_count; n++) {
                add_span(w, count, w->r->targets[m->first_target + n].source->span);
                add_hits(w, count, w->target_hits[m->first_target + n]);
            }
        }
    }
}

static void add_parameters(regime_worker *w, uint32_t *count, const target *t)
{
    for (uint32_t i = 0; i < t->conditions.count; i++) {
        const regime_parameter *p = t->conditions.items[i].parameter;
        for (size_t k = 0; p && k < p->value_count; k++)
            add_span(w, count, p->values[k].span);
    }
}

static void add_candidate(regime_worker *w, uint32_t *count, const candidate *c)
{
    const target *t = &w->r->targets[c->target];
    const measure *m = &w->r->measures[t->measure];
    add_periods(w, count, m->source);
    for (uint32_t i = 0; i < m->implementer_count; i++)
        add_periods(w, count, w->r->measures[m->implementers[i]].source);
    add_span(w, count, t->source->span);
    add_wind(w, count, &t->source->wind_down);
    add_conditions(w, count, t->source->conditions, t->source->condition_count);
    for (size_t i = 0; i < t->source->place_count; i++)
        add_span(w, count, t->source->places[i].span);
    for (size_t i = 0; i < t->source->asset_count; i++)
        add_span(w, count, t->source->assets[i].span);
    for (uint32_t i = 0; i < t->goods.count && t->goods.dated; i++)
        add_span(w, count, t->goods.items[i].span);
    add_parameters(w, count, t);
    add_hits(w, count, w->target_hits[c->target]);
    add_named_by(w, count, t);
}

static void add_tags(regime_worker *w, uint32_t *count)
{
    for (size_t i = 0; i < w->c->party_count; i++)
        for (size_t k = 0; k < w->c->parties[i].tag_count; k++)
            add_day(w, count, w->c->parties[i].tags[k].from);
}

/* Shell sort, and each day once: no memory, and there are few. */
static uint32_t sort_days(calendar_day *days, uint32_t count)
{
    for (uint32_t gap = count / 2; gap > 0; gap /= 2)
        for (uint32_t i = gap; i < count; i++) {
            calendar_day day = days[i];
            uint32_t k = i;
            for (; k >= gap && days[k - gap] > day; k -= gap)
                days[k] = days[k - gap];
            days[k] = day;
        }
    uint32_t unique = 0;
    for (uint32_t i = 0; i < count; i++)
        if (i == 0 || days[i] != days[i - 1])
            days[unique++] = days[i];
    return unique;
}

static void keep_labels(regime_worker *w)
{
    for (uint32_t i = 0; i < w->candidate_count; i++) {
        uint32_t node = w->candidate_node[i];
        w->candidates[i].base_label = node == UINT32_MAX ? NO_NODE : w->nodes[node].label;
    }
}

/* How well the change of a candidate between the day before and the day explains that the verdict rose or
 * fell. */
static int weight_of(const regime_worker *w, uint32_t index, bool rises)
{
    const regime_measure *m = w->r->measures[w->r->targets[w->candidates[index].target].measure].source;
    uint32_t node = w->candidate_node[index];
    uint8_t before = w->candidates[index].base_label,
            after = node == UINT32_MAX ? NO_NODE : w->nodes[node].label;
    bool rule = is_rule(m) || m->role == ROLE_LIMIT;
    bool comes = before == NO_NODE, goes = after == NO_NODE;
    if (before == after)
        return -1;
    /* What comes or goes explains; what merely changes its label because of it does not. */
    return m->effect + (comes || goes ? 100 : 0) +
           ((rule ? comes : goes) == rises && (comes || goes) ? 50 : 0);
}

static const regime_measure *cause(regime_worker *w, bool rises)
{
    const regime_measure *best = NULL;
    int best_weight = -1;
    for (uint32_t i = 0; i < w->candidate_count; i++) {
        int weight = weight_of(w, i, rises);
        if (weight > best_weight) {
            best = w->r->measures[w->r->targets[w->candidates[i].target].measure].source;
            best_weight = weight;
        }
    }
    return best;
}

void next_change(regime_worker *w)
{
    uint32_t count = 0;
    nodes_on(w, w->c->on);
    uint8_t before = verdict_overall(w);
    for (uint32_t i = 0; i < w->candidate_count; i++)
        if (!w->candidates[i].dead)
            add_candidate(w, &count, &w->candidates[i]);
    add_tags(w, &count);
    cover_days(w, &count);
    count = sort_days(w->boundaries, count);
    for (uint32_t i = 0; i < count; i++) {
        nodes_on(w, w->boundaries[i]);
        uint8_t after = verdict_overall(w);
        if (after == before)
            continue;
        nodes_on(w, w->boundaries[i] - 1);
        keep_labels(w);
        nodes_on(w, w->boundaries[i]);
        w->result.change_day = w->boundaries[i];
        w->result.change_measure = cause(w, after > before);
        return;
    }
}
