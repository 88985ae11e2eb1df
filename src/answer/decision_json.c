/* The decision as one line of JSON. */
#include "answer/decision_json.h"

#include "answer/ground_json.h"
#include "answer/hits_json.h"
#include "answer/reasons_json.h"
#include "base/limits.h"

static void pair_null(json_emitter *w, const char *key)
{
    emit_key(w, key);
    emit_null(w);
}

static void day_value(json_emitter *w, calendar_day day)
{
    char text[DATE_TEXT_CAP];
    if (day == DATE_NONE) {
        emit_null(w);
        return;
    }
    date_format(day, text);
    emit_text(w, text);
}

static void take_sentence(void *context, str sentence)
{
    emit_str(context, sentence);
}

static bool stands(const regime_node *n)
{
    return n->label == LABEL_STANDS;
}

static bool unsure(const regime_node *n)
{
    return n->label == LABEL_UNSURE;
}

static bool out(const regime_node *n)
{
    return n->label <= LABEL_SOFTENED;
}

static bool is_rule(const regime_node *n)
{
    return n->measure->role == ROLE_OPERATIVE || n->measure->role == ROLE_FRAME;
}

static void write_node(json_emitter *w, const decision *d, const regime_node *n)
{
    emit_object(w);
    emit_pair_str(w, "measure", n->measure->id);
    emit_pair_text(w, "effect", regime_effect_name(n->effect));
    emit_pair_str(w, "instrument", n->measure->instrument);
    emit_key(w, "provision");
    if (n->measure->provision.len)
        emit_str(w, n->measure->provision);
    else
        emit_null(w);
    emit_key(w, "because");
    emit_array(w);
    decision_because(d, n, take_sentence, w);
    emit_end_array(w);
    emit_pair_text(w, "confidence", regime_confidence_name(n->measure->confidence));
    emit_end_object(w);
}

/* A measure that matches with several targets is told once, with the target whose effect is strongest. */
static const regime_node *strongest(const decision *d, const regime_node *n,
                                    bool (*wanted)(const regime_node *))
{
    const regime_node *best = n;
    for (size_t i = 0; i < d->result->node_count; i++) {
        const regime_node *k = &d->result->nodes[i];
        if (k->measure == n->measure && wanted(k) && k->effect > best->effect)
            best = k;
    }
    return best;
}

static bool measure_stands(const decision *d, const regime_measure *m)
{
    for (size_t i = 0; i < d->result->node_count; i++)
        if (d->result->nodes[i].measure == m && stands(&d->result->nodes[i]))
            return true;
    return false;
}

static void write_standing(json_emitter *w, const decision *d, const regime_jurisdiction *j, const char *key,
                           bool (*wanted)(const regime_node *), bool deciding)
{
    emit_key(w, key);
    emit_array(w);
    for (size_t i = 0; i < d->result->node_count; i++) {
        const regime_node *n = &d->result->nodes[i];
        if (!is_rule(n) || !wanted(n) || !str_equal(n->measure->imposer, j->imposer) ||
            decision_seen_before(d, n, wanted))
            continue;
        n = strongest(d, n, wanted);
        if (!unsure(n) && decision_decides(d, n, j) != deciding)
            continue;
        write_node(w, d, n);
    }
    emit_end_array(w);
}

static void write_defeated(json_emitter *w, const decision *d, const regime_jurisdiction *j)
{
    emit_key(w, "defeated");
    emit_array(w);
    for (size_t i = 0; i < d->result->node_count; i++) {
        const regime_node *n = &d->result->nodes[i];
        if (!is_rule(n) || !out(n) || !str_equal(n->measure->imposer, j->imposer) ||
            decision_seen_before(d, n, out) || measure_stands(d, n->measure))
            continue;
        emit_object(w);
        emit_pair_str(w, "measure", n->measure->id);
        emit_key(w, "by");
        emit_array(w);
        if (n->label == LABEL_SOFTENED)
            emit_text(w, "wind-down");
        for (uint32_t k = 0; k < n->by_count; k++) {
            const regime_measure *by = d->result->nodes[d->result->by[n->by_first + k]].measure;
            bool again = k > 0 && d->result->nodes[d->result->by[n->by_first + k - 1]].measure == by;
            if (!again)
                emit_str(w, by->id);
        }
        emit_end_array(w);
        emit_end_object(w);
    }
    emit_end_array(w);
}

/* Permits belong to the jurisdiction whose rule they were to defeat: their imposer. */
static void write_failed(json_emitter *w, const decision *d, const regime_jurisdiction *j)
{
    buf why;
    buf_init(&why, LIMIT_BUF_SIZE);
    emit_key(w, "permits_failed");
    emit_array(w);
    for (size_t i = 0; i < d->result->failed_count; i++) {
        const regime_failed *f = &d->result->failed[i];
        if (!str_equal(f->permit->imposer, j->imposer))
            continue;
        buf_reset(&why);
        decision_failure(f, &why);
        emit_object(w);
        emit_pair_str(w, "measure", f->permit->id);
        emit_pair_buf(w, "why", &why);
        emit_end_object(w);
    }
    emit_end_array(w);
    buf_free(&why);
}

/* Questions of this law that the packs do not hold. */
static void write_uncovered(json_emitter *w, const decision *d, const regime_jurisdiction *j)
{
    const regime_case *q = &d->record->question;
    bool any = false;
    for (size_t i = 0; i < d->result->uncovered_count; i++)
        any |= str_equal(d->result->uncovered[i].imposer, j->imposer);
    if (!any)
        return;
    emit_key(w, "uncovered");
    emit_array(w);
    for (size_t i = 0; i < d->result->uncovered_count; i++) {
        const regime_uncovered *u = &d->result->uncovered[i];
        if (!str_equal(u->imposer, j->imposer))
            continue;
        emit_object(w);
        if (u->where.len)
            emit_pair_str(w, "country", u->where);
        else
            pair_null(w, "country");
        emit_pair_text(w, "activity", regime_activity_name(q->activity));
        if (u->line >= 0 && q->goods[u->line].hs.len)
            emit_pair_str(w, "hs", q->goods[u->line].hs);
        else
            pair_null(w, "hs");
        emit_pair_str(w, "why",
                      u->why.len           ? u->why
                      : u->not_held_at_all ? str_of("the law of this imposer is not held")
                      : u->no_map          ? str_of("the packs do not say which regimes there are")
                                           : str_of("no pack says that it covers this"));
        emit_end_object(w);
    }
    emit_end_array(w);
}

/* The verdict that an effect above review would be. */
static const char *verdict_of_effect(uint8_t effect)
{
    return regime_verdict_name(effect == EFFECT_BLOCK    ? VERDICT_BLOCK
                               : effect == EFFECT_REJECT ? VERDICT_REJECT
                                                         : VERDICT_EXPOSURE);
}

static void write_jurisdictions(json_emitter *w, const decision *d)
{
    emit_key(w, "jurisdictions");
    emit_array(w);
    for (size_t i = 0; i < d->result->jurisdiction_count; i++) {
        const regime_jurisdiction *j = &d->result->jurisdictions[i];
        emit_object(w);
        emit_pair_str(w, "imposer", j->imposer);
        emit_pair_bool(w, "bound", j->bound);
        emit_pair_text(w, "verdict", regime_verdict_name(j->verdict));
        if (j->certain >= EFFECT_EXPOSURE && j->perhaps > j->certain)
            emit_pair_text(w, "perhaps", verdict_of_effect(j->perhaps));
        write_standing(w, d, j, "stands", stands, true);
        write_standing(w, d, j, "also_stands", stands, false);
        write_standing(w, d, j, "unsure", unsure, true);
        write_defeated(w, d, j);
        write_failed(w, d, j);
        write_uncovered(w, d, j);
        emit_end_object(w);
    }
    emit_end_array(w);
}

/* Left out where no answer was tried. */
static void pair_verdict(json_emitter *w, const char *key, uint8_t verdict)
{
    if (verdict < VERDICT_COUNT)
        emit_pair_text(w, key, regime_verdict_name(verdict));
}

static void write_question(json_emitter *w, const regime_missing *m)
{
    static const char *const holds[HOLDS_COUNT] = {"permit", "prohibition", "wind_down",
                                                   "code",   "list",        "party"};
    emit_object(w);
    emit_pair_str(w, "fact", m->fact);
    emit_pair_str(w, "asked_by", m->asked_by->id);
    emit_pair_str(w, "question", m->question);
    emit_pair_bool(w, "alone", m->alone);
    emit_pair_text(w, "holds", holds[m->holds]);
    pair_verdict(w, "if_true", m->if_true);
    pair_verdict(w, "if_false", m->if_false);
    emit_end_object(w);
}

/* What screening asks hangs on a party or a code; what the answer would be is not known before. */
static void write_screening_question(json_emitter *w, const decision_question *q)
{
    emit_object(w);
    emit_pair_text(w, "fact", q->fact);
    emit_pair_text(w, "asked_by", q->asked_by);
    emit_pair_str(w, "question", q->question);
    emit_pair_bool(w, "alone", false);
    emit_pair_text(w, "holds", str_is(str_of(q->fact), "goods.hs") ? "code" : "party");
    emit_end_object(w);
}

static void write_missing(json_emitter *w, const decision *d)
{
    emit_key(w, "missing");
    emit_array(w);
    for (size_t i = 0; i < d->result->missing_count; i++) {
        write_question(w, &d->result->missing[i]);
    }
    for (size_t i = 0; d->found && i < d->found->question_count; i++)
        write_screening_question(w, &d->found->questions[i]);
    emit_end_array(w);
}

static void write_duties(json_emitter *w, const decision *d)
{
    emit_key(w, "duties");
    emit_array(w);
    for (size_t i = 0; i < d->result->duty_count; i++) {
        const regime_result_duty *u = &d->result->duties[i];
        emit_object(w);
        emit_pair_str(w, "text", u->text);
        emit_pair_str(w, "provision", u->provision);
        emit_key(w, "due");
        day_value(w, u->due);
        emit_pair_str(w, "measure", u->measure->id);
        emit_end_object(w);
    }
    emit_end_array(w);
}

static void write_conflicts(json_emitter *w, const decision *d)
{
    emit_key(w, "conflicts");
    emit_array(w);
    for (size_t i = 0; i < d->result->conflict_count; i++) {
        const regime_conflict *c = &d->result->conflicts[i];
        emit_object(w);
        emit_pair_str(w, "measure", c->counter->id);
        emit_pair_str(w, "against", c->against->id);
        emit_pair_str(w, "instrument", c->counter->instrument);
        emit_end_object(w);
    }
    emit_end_array(w);
}

static void write_change(json_emitter *w, const regime_result *x)
{
    emit_key(w, "next_change");
    if (x->change_day == DATE_NONE) {
        emit_null(w);
        return;
    }
    emit_object(w);
    emit_key(w, "date");
    day_value(w, x->change_day);
    emit_key(w, "measure");
    if (x->change_measure)
        emit_str(w, x->change_measure->id);
    else
        emit_null(w);
    emit_end_object(w);
}

static void write_nearest(json_emitter *w, const decision *d)
{
    buf why;
    const regime_miss *m = &d->result->nearest;
    if (!decision_is_clear(d->verdict) || m->measure == NULL)
        return;
    buf_init(&why, LIMIT_BUF_SIZE);
    decision_miss(d, m, &why);
    emit_key(w, "nearest");
    emit_object(w);
    emit_pair_str(w, "measure", m->measure->id);
    emit_pair_buf(w, "why", &why);
    emit_end_object(w);
    buf_free(&why);
}

void decision_json(const decision *d, buf *text)
{
    json_emitter w;
    emit_init(&w, text);
    emit_object(&w);
    emit_key(&w, "id");
    if (d->record->id.len)
        emit_str(&w, d->record->id);
    else
        emit_null(&w);
    emit_pair_text(&w, "verdict", regime_verdict_name(d->verdict));
    if (d->scenario.len)
        emit_pair_str(&w, "scenario", d->scenario);
    reasons_emit_with(&w, d->found, d->why);
    emit_key(&w, "on");
    day_value(&w, d->record->question.on);
    if (d->record->question.as_of != DATE_NONE) {
        emit_key(&w, "as_of");
        day_value(&w, d->record->question.as_of);
    }
    emit_key(&w, "ground");
    ground_emit(&w, d->lists, d);
    write_jurisdictions(&w, d);
    write_missing(&w, d);
    write_duties(&w, d);
    write_conflicts(&w, d);
    write_change(&w, d->result);
    write_nearest(&w, d);
    emit_key(&w, "warnings");
    emit_array(&w);
    decision_warnings(d, take_sentence, &w);
    emit_end_array(&w);
    emit_key(&w, "hits");
    emit_array(&w);
    if (d->found)
        hits_emit(&w, d->lists, d->found);
    emit_end_array(&w);
    emit_pair_text(&w, "snapshot", d->snapshot);
    emit_pair_text(&w, "policy", d->policy);
    emit_end_object(&w);
    emit_newline(&w);
}
