#include "decide/reasons.h"

#include "model/country.h"

#include <stdio.h>

/* "Russia", "UA-43"; a code that has no name stays. */
static str place_name(str code)
{
    str name = code.len == 2 ? country_name(code) : STR_NONE;
    return name.len ? name : code;
}

static void say_no_map(const regime_uncovered *u, findings *f)
{
    findings_reason(f, "law_not_stated", STR_NONE,
                    "the packs do not say which regimes %.*s has, so its silence says nothing",
                    STR_ARG(u->imposer));
}

static void say_uncovered(const decision *d, const regime_uncovered *u, findings *f)
{
    char where[32] = "", hs[32] = "";
    const regime_case *q = &d->record->question;
    if (u->line >= 0) {
        snprintf(where, sizeof where, "goods[%d]", u->line);
        if (q->goods[u->line].hs.len >= 2)
            snprintf(hs, sizeof hs, " in HS %.2s", q->goods[u->line].hs.data);
    }
    str place = arena_str(f->memory, str_of(where));
    f->failed |= place.len != strlen(where);
    if (u->no_map)
        say_no_map(u, f);
    else if (u->not_held_at_all)
        findings_reason(f, "law_not_held", place, "the law of %.*s on %.*s is not in these packs",
                        STR_ARG(place_name(u->imposer)), STR_ARG(place_name(u->where)));
    else
        findings_reason(f, "law_not_held", place, "%.*s %s rules for %.*s%s are not in these packs%s%.*s",
                        STR_ARG(u->imposer), regime_activity_name(q->activity), STR_ARG(place_name(u->where)),
                        hs, u->why.len ? ": " : "", STR_ARG(u->why));
}

void decision_law_reasons(const decision *d, findings *f)
{
    for (size_t i = 0; i < d->result->uncovered_count; i++)
        say_uncovered(d, &d->result->uncovered[i], f);
    for (size_t i = 0; i < d->result->note_count; i++) {
        const regime_note *n = &d->result->notes[i];
        if (n->kind == NOTE_NO_LIST)
            findings_say(f, d->result->verdict >= VERDICT_REVIEW, "list_not_in_snapshot", n->fact,
                         "the list %.*s is not in this snapshot (%.*s)", STR_ARG(n->fact),
                         STR_ARG(n->measure->id));
    }
    if (regime_data(d->rules)->measure_count == 0)
        findings_reason(f, "no_law", STR_NONE,
                        "the snapshot has no measures: nothing but the lists was asked");
}

static bool says_so(const decision *d, const regime_node *n)
{
    return (n->measure->role == ROLE_OPERATIVE || n->measure->role == ROLE_FRAME) &&
           (n->label == LABEL_STANDS || n->label == LABEL_UNSURE) && n->effect > EFFECT_PERMIT &&
           d->verdict >= VERDICT_REVIEW;
}

/* Each measure once, the strongest label first. */
static bool said_before(const decision *d, const regime_node *n)
{
    for (const regime_node *k = d->result->nodes; k < n; k++)
        if (k->measure == n->measure && says_so(d, k) && k->label == n->label)
            return true;
    return false;
}

static void say_node(const decision *d, const regime_node *n, findings *f)
{
    bool stands = n->label == LABEL_STANDS;
    if (says_so(d, n) && !said_before(d, n))
        findings_note(f, stands ? "measure_stands" : "measure_unsure", n->measure->id, "%s%s: %.*s, %.*s",
                      stands ? "" : "perhaps ", regime_effect_name(n->effect),
                      STR_ARG(n->measure->instrument), STR_ARG(n->measure->provision));
    if (d->verdict == VERDICT_LICENSED && n->label == LABEL_SOFTENED)
        findings_note(f, "wind_down", n->measure->id, "the wind-down of %.*s runs", STR_ARG(n->measure->id));
    for (uint32_t k = 0; d->verdict == VERDICT_LICENSED && n->label == LABEL_DEFEATED && k < n->by_count;
         k++) {
        const regime_measure *by = d->result->nodes[d->result->by[n->by_first + k]].measure;
        findings_note(f, "permit_applies", by->id, "%.*s is lifted by %.*s, %.*s", STR_ARG(n->measure->id),
                      STR_ARG(by->instrument), STR_ARG(by->provision));
    }
}

void decision_reasons(const decision *d, findings *f)
{
    for (size_t i = 0; i < d->result->node_count; i++)
        say_node(d, &d->result->nodes[i], f);
    for (size_t i = 0; i < d->result->missing_count; i++)
        findings_note(f, "fact_missing", d->result->missing[i].fact, "%.*s",
                      STR_ARG(d->result->missing[i].question));
    for (size_t i = 0; i < d->result->conflict_count; i++)
        findings_note(f, "conflict", d->result->conflicts[i].counter->id, "%.*s forbids to comply with %.*s",
                      STR_ARG(d->result->conflicts[i].counter->id),
                      STR_ARG(d->result->conflicts[i].against->id));
    bool said = f->reason_count > 0;
    for (size_t i = 0; d->found && i < d->found->reason_count && !said; i++)
        said = d->found->reasons[i].review;
    if (d->verdict == VERDICT_REVIEW && !said)
        findings_note(f, "not_decidable", STR_NONE, "something in the case could not be decided");
}
