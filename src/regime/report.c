/* What the labels mean to the person who asked: verdicts, questions, duties, conflicts, notes. */
#include "regime/program.h"

static const measure *measure_of(const regime_worker *w, const regime_node *n)
{
    return &w->r->measures[w->r->targets[n->target_index].measure];
}

void note_add(regime_worker *w, unsigned kind, const regime_measure *m, str fact, calendar_day day)
{
    regime_result *x = &w->result;
    for (size_t i = 0; i < x->note_count; i++)
        if (x->notes[i].kind == kind && x->notes[i].measure == m && str_equal(x->notes[i].fact, fact))
            return;
    if (x->note_count < REGIME_NOTES_MAX)
        x->notes[x->note_count++] = (regime_note){(uint8_t)kind, m, fact, day};
}

/* ---- jurisdictions ---- */

/* What stands for sure, and what may: a stronger effect that is unsure is told beside the verdict. */
static void look_for_stronger(regime_worker *w, uint32_t jurisdiction, regime_jurisdiction *j)
{
    j->certain = j->perhaps = EFFECT_NONE;
    for (uint32_t i = 0; i < w->node_count; i++) {
        const regime_node *n = &w->nodes[i];
        if (!is_rule(n->measure) || measure_of(w, n)->imposer != (int)jurisdiction)
            continue;
        if (n->label == LABEL_STANDS && n->effect > j->certain)
            j->certain = n->effect;
        if (n->label == LABEL_UNSURE && n->effect > j->perhaps)
            j->perhaps = n->effect;
    }
}

static void note_stronger(regime_worker *w)
{
    for (uint32_t i = 0; i < w->node_count; i++) {
        const regime_node *n = &w->nodes[i];
        int imposer = measure_of(w, n)->imposer;
        if (!is_rule(n->measure) || n->label != LABEL_UNSURE || imposer < 0)
            continue;
        const regime_jurisdiction *j = &w->result.jurisdictions[imposer];
        if (j->certain >= EFFECT_EXPOSURE && n->effect > j->certain)
            note_add(w, NOTE_STRONGER, n->measure, STR_NONE, DATE_NONE);
    }
}

static void judge(regime_worker *w)
{
    regime_result *x = &w->result;
    x->jurisdiction_count = w->r->jurisdiction_count;
    for (uint32_t i = 0; i < w->r->jurisdiction_count; i++) {
        regime_jurisdiction *j = &x->jurisdictions[i];
        j->imposer = w->r->jurisdictions[i];
        j->bound = (w->r->jurisdiction_binds[i] & w->class_yes) != 0;
        j->verdict = verdict_of(w, i, &j->effect);
        look_for_stronger(w, i, j);
        uint8_t seen = verdict_seen(w, i, j->verdict);
        if (seen > x->verdict)
            x->verdict = seen;
    }
}

/* True if the node stands with the effect that is the verdict of its jurisdiction. */
static bool decides(const regime_worker *w, const regime_node *n)
{
    int imposer = measure_of(w, n)->imposer;
    return imposer >= 0 && is_rule(n->measure) && n->label == LABEL_STANDS &&
           n->effect == w->result.jurisdictions[imposer].effect;
}

/* ---- duties ---- */

static calendar_day due_day(regime_worker *w, const regime_duty *d)
{
    switch (d->unit) {
    case UNIT_US_BUSINESS_DAYS:
        if (w->business.day != w->day || w->business.within != d->within) {
            w->business.day = w->day;
            w->business.within = d->within;
            w->business.due = regime_us_business_days(w->day, d->within);
        }
        return w->business.due;
    case UNIT_DAYS:
        return w->day + (calendar_day)d->within;
    case UNIT_YEARS:
        return regime_add_years(w->day, d->within);
    default:
        return DATE_NONE;
    }
}

static void add_duty(regime_worker *w, str text, str provision, calendar_day due, const regime_measure *m)
{
    regime_result *x = &w->result;
    for (size_t i = 0; i < x->duty_count; i++)
        if (str_equal(x->duties[i].text, text) && str_equal(x->duties[i].provision, provision) &&
            x->duties[i].due == due)
            return;
    if (x->duty_count < REGIME_DUTIES_MAX)
        x->duties[x->duty_count++] = (regime_result_duty){text, provision, due, m};
}

static bool in_class(const regime_worker *w, str key)
{
    for (uint32_t i = 0; i < w->r->class_count; i++)
        if (str_equal(w->r->classes[i].source->key, key))
            return w->class_yes >> i & 1;
    return false;
}

static bool duty_exists(const regime_worker *w, const regime_duty *d)
{
    if (d->span.until != DATE_NONE && w->day >= d->span.until)
        return false;
    if (d->span.from == DATE_NONE || w->day >= d->span.from)
        return true;
    return d->before_from_only.len && in_class(w, d->before_from_only);
}

static void measure_duties(regime_worker *w, const regime_measure *m, uint8_t verdict)
{
    for (size_t i = 0; i < m->duty_count; i++) {
        const regime_duty *d = &m->duties[i];
        if (d->when >> verdict & 1 && duty_exists(w, d))
            add_duty(w, d->text, d->provision, due_day(w, d), m);
    }
}

static str provision_of(const regime_measure *m)
{
    return m->provision.len ? m->provision : m->instrument;
}

/* Conditions that counted as met although nobody said so. */
static void assumed_in(regime_worker *w, const regime_node *n, const condition_list *list)
{
    const target *t = &w->r->targets[n->target_index];
    for (uint32_t i = 0; i < list->count; i++) {
        condition strict = list->items[i];
        const condition_list one = {.items = &strict, .count = 1};
        if (strict.unknown != UNKNOWN_ASSUME_MET)
            continue;
        strict.unknown = UNKNOWN_REVIEW;
        if (conditions_state(w, &one, t, n->parties, NULL, NULL, NULL) == MAYBE)
            add_duty(w, strict.source->text.len ? strict.source->text : strict.source->fact,
                     provision_of(n->measure), DATE_NONE, n->measure);
    }
}

static void assumed_duties(regime_worker *w, const regime_node *n)
{
    assumed_in(w, n, &w->r->targets[n->target_index].conditions);
}

static void licence_duties(regime_worker *w, const regime_node *n)
{
    static const char finish[] = "Finish the business that the wind-down covers";
    if (n->label == LABEL_SOFTENED) {
        const wind_down *wind = wind_of(w, &w->candidates[w->node_candidate[n - w->nodes]]);
        add_duty(w, str_of(finish), provision_of(n->measure), n->soft_until, n->measure);
        assumed_duties(w, n);
        if (wind)
            assumed_in(w, n, &wind->conditions);
    }
    for (uint32_t k = 0; k < n->by_count; k++) {
        const regime_node *permit = &w->nodes[w->by[n->by_first + k]];
        assumed_duties(w, permit);
        if (permit->measure->role != ROLE_LIFTING && permit->reach == REACH_BOUND && n->reach != REACH_NEXUS)
            measure_duties(w, permit->measure, VERDICT_LICENSED);
    }
}

static void collect_duties(regime_worker *w)
{
    for (uint32_t i = 0; i < w->node_count; i++) {
        const regime_node *n = &w->nodes[i];
        int imposer = measure_of(w, n)->imposer;
        if (!is_rule(n->measure) || imposer < 0)
            continue;
        uint8_t verdict = w->result.jurisdictions[imposer].verdict;
        if (decides(w, n)) {
            if (n->reach == REACH_BOUND)
                measure_duties(w, n->measure, verdict);
            assumed_duties(w, n);
        } else if (verdict == VERDICT_LICENSED &&
                   (n->label == LABEL_SOFTENED || n->label == LABEL_DEFEATED)) {
            licence_duties(w, n);
        }
    }
}

/* ---- conflicts, failed permits, notes ---- */

static void find_conflicts(regime_worker *w)
{
    regime_result *x = &w->result;
    for (uint32_t i = 0; i < w->r->counter_measure_count; i++) {
        const measure *counter = &w->r->measures[w->r->counter_measures[i]];
        if (!(counter->bound & w->class_yes) || measure_period(w, w->r->counter_measures[i]) == NULL)
            continue;
        for (uint32_t n = 0; n < w->node_count; n++) {
            const regime_node *node = &w->nodes[n];
            uint32_t rank = w->r->targets[node->target_index].measure;
            bool named = false;
            if (!is_rule(node->measure) || node->label < LABEL_UNSURE)
                continue;
            for (uint32_t k = 0; k < counter->counter_count; k++)
                named |= counter->counters[k] == rank;
            for (size_t k = 0; k < x->conflict_count; k++)
                named &=
                    x->conflicts[k].against != node->measure || x->conflicts[k].counter != counter->source;
            if (!named || x->conflict_count == REGIME_CONFLICTS_MAX)
                continue;
            x->conflicts[x->conflict_count++] = (regime_conflict){counter->source, node->measure};
            note_add(w, NOTE_CONFLICT, counter->source, node->measure->id, DATE_NONE);
        }
    }
}

/* Marks the permits that name a rule which stands in the case, or may. */
static void mark_helpers(regime_worker *w)
{
    for (uint32_t n = 0; n < w->node_count; n++) {
        const measure *m = measure_of(w, &w->nodes[n]);
        if (!is_rule(w->nodes[n].measure) || w->nodes[n].label < LABEL_UNSURE)
            continue;
        for (uint32_t k = 0; k < m->attack_count; k++) {
            const attack *a = &w->r->attacks[m->first_attack + k];
            uint32_t mark = w->stamp * 2 + (w->nodes[n].label == LABEL_STANDS);
            if (!a->voids && w->helps_stamp[a->measure] < mark)
                w->helps_stamp[a->measure] = mark;
        }
    }
}

static void add_failed(regime_worker *w, const regime_failed *f)
{
    regime_result *x = &w->result;
    for (size_t i = 0; i < x->failed_count; i++)
        if (x->failed[i].permit == f->permit)
            return;
    if (x->failed_count < REGIME_FAILED_MAX)
        x->failed[x->failed_count++] = *f;
}

static void explain_failure(regime_worker *w, uint32_t index, uint32_t node)
{
    const target *t = &w->r->targets[w->candidates[index].target];
    regime_failed f = {.permit = w->r->measures[t->measure].source};
    if (node == UINT32_MAX) {
        if (w->false_condition[index] == NULL)
            return;
        f.failure = FAILURE_CONDITION;
        f.condition = w->false_condition[index]->source;
        add_failed(w, &f);
        return;
    }
    const regime_node *n = &w->nodes[node];
    if (n->label == LABEL_STANDS) {
        f.failure = FAILURE_COVERS;
        if (w->helps_stamp[t->measure] & 1)
            add_failed(w, &f);
    } else if (n->label == LABEL_DEFEATED && n->by_count) {
        f.other = w->nodes[w->by[n->by_first]].measure;
        f.failure = f.other->role == ROLE_LIMIT ? FAILURE_TAKEN_AWAY : FAILURE_VOID;
        add_failed(w, &f);
    }
}

static void find_failed(regime_worker *w)
{
    mark_helpers(w);
    for (uint32_t i = 0; i < w->candidate_count; i++) {
        uint32_t rank = w->r->targets[w->candidates[i].target].measure;
        if (w->r->measures[rank].source->role == ROLE_PERMIT && w->helps_stamp[rank] >= w->stamp * 2)
            explain_failure(w, i, w->candidate_node[i]);
    }
}

static void note_node(regime_worker *w, const regime_node *n)
{
    str dataset = STR_NONE;
    if (n->label == LABEL_UNSURE && join_missing(w, &w->r->targets[n->target_index], &dataset))
        note_add(w, NOTE_NO_LIST, n->measure, dataset, DATE_NONE);
    const measure *m = measure_of(w, n);
    const regime_period *p = measure_period(w, w->r->targets[n->target_index].measure);
    if (p && p->notice_until != DATE_NONE && n->label >= LABEL_UNSURE)
        note_add(w, NOTE_NOTICE, n->measure, STR_NONE, p->notice_until);
    if (m->contested_count && w->day >= n->measure->contested_from && n->label >= LABEL_UNSURE)
        note_add(w, NOTE_CONTESTED, n->measure, STR_NONE, n->measure->contested_from);
    if (n->measure->sunset != DATE_NONE && n->label >= LABEL_UNSURE && n->measure->sunset >= w->day &&
        n->measure->sunset - w->day <= 90)
        note_add(w, NOTE_SUNSET, n->measure, STR_NONE, n->measure->sunset);
}

/* Rules that begin after their notice, and conditions that counted as not met. */
static void note_candidates(regime_worker *w)
{
    for (uint32_t i = 0; i < w->candidate_count; i++) {
        const measure *m = &w->r->measures[w->r->targets[w->candidates[i].target].measure];
        if (!is_rule(m->source))
            continue;
        if (w->not_met[i] && w->false_condition[i] == NULL)
            note_add(w, NOTE_NOT_MET, m->source, w->not_met[i]->source->fact, DATE_NONE);
        for (size_t k = 0; k < m->source->period_count; k++) {
            const regime_period *p = &m->source->periods[k];
            bool known = w->c->as_of == DATE_NONE || p->known_from <= w->c->as_of;
            if (known && p->notice_from != DATE_NONE && p->notice_from <= w->day && w->day < p->from)
                note_add(w, NOTE_COMING, m->source, STR_NONE, p->notice_until);
        }
    }
}

/* A law that holds no measure here, that does not bind the actor and that says nothing is left out. */
static void leave_out_strangers(regime_worker *w)
{
    regime_result *x = &w->result;
    size_t kept = 0;
    for (size_t i = 0; i < x->jurisdiction_count; i++) {
        const regime_jurisdiction *j = &x->jurisdictions[i];
        if (j->bound || j->verdict != VERDICT_PASS || w->r->jurisdiction_held[i])
            x->jurisdictions[kept++] = *j;
    }
    x->jurisdiction_count = kept;
}

static void tell_sides(regime_worker *w)
{
    unsigned sides = 0;
    for (uint32_t i = 0; i < w->link_count; i++)
        sides |= w->links[i].sides;
    w->result.told_from = sides & SIDE_FROM;
    w->result.told_to = sides & SIDE_TO;
    w->result.told_any = sides & SIDE_LINKED;
}

void report(regime_worker *w)
{
    judge(w);
    tell_sides(w);
    ask_all(w);
    ask_mappings(w);
    collect_duties(w);
    find_conflicts(w);
    find_failed(w);
    if (w->result.verdict == VERDICT_PASS)
        find_nearest(w);
    for (uint32_t i = 0; i < w->node_count; i++)
        if (is_rule(w->nodes[i].measure))
            note_node(w, &w->nodes[i]);
    note_candidates(w);
    note_stronger(w);
    if (w->not_stated >= 0)
        note_add(w, NOTE_NOT_STATED, NULL, w->r->statuses[w->not_stated].source->fact, DATE_NONE);
    for (size_t i = 0; i < w->c->party_count; i++)
        if (w->party_country[i][0] == 0 && w->party_country[i][1] == 0 && !w->c->parties[i].owner)
            note_add(w, NOTE_NO_COUNTRY, NULL,
                     w->c->parties[i].name.len ? w->c->parties[i].name : w->c->parties[i].role, DATE_NONE);
    find_alone(w);
    cover_report(w);
    leave_out_strangers(w);
    w->result.nodes = w->nodes;
    w->result.node_count = w->node_count;
    w->result.by = w->by;
}
