#include "decide/decide.h"

#include "base/error.h"
#include "base/limits.h"
#include "decide/reasons.h"
#include "decide/untold.h"
#include "screen/case_screen.h"
#include "screen/stale.h"

#include <stdlib.h>

struct decider {
    const snapshot *snapshot;
    engine *own_engine; /* without lists */
    engine_worker *own_worker;
    const regime *rules;
    regime *own_rules; /* NULL: those of the engine, shared */
    regime_worker *worker;
    case_screener *screener;
    arena texts;  /* of one decision */
    bool refused; /* there was no memory to ask the lists */
    case_screening found;
    findings why;
    str_list datasets;
    str scenario;
    policy built_in;
    const policy *policy;
    decision decision;
};

static itd_status open_own(decider *d, itd_error *error)
{
    itd_status status = engine_new(NULL, &d->own_engine, error);
    return status == ITD_OK ? engine_worker_new(d->own_engine, &d->own_worker, error) : status;
}

/* The engine is told which lists there are, so that a measure that reads another one is unsure. */
static itd_status name_lists(decider *d, itd_error *error)
{
    uint16_t count = d->snapshot ? snapshot_source_count(d->snapshot) : 0;
    d->datasets.items = calloc(count ? count : 1, sizeof *d->datasets.items);
    if (d->datasets.items == NULL)
        return error_memory(error);
    for (uint16_t i = 0; i < count; i++)
        d->datasets.items[d->datasets.count++] = snapshot_source_at(d->snapshot, i).dataset;
    regime_worker_lists(d->worker, &d->datasets);
    return ITD_OK;
}

static itd_status open_rules(decider *d, engine_worker *tools, const regime_set *set, itd_error *error)
{
    if (!set)
        return engine_rules(tools->engine, &d->rules, error);
    itd_status status = regime_open_set(set, &d->own_rules, error);
    d->rules = d->own_rules;
    return status;
}

itd_status decider_new(engine_worker *worker, const regime_set *set, decider **out, itd_error *error)
{
    const snapshot *s = worker ? worker->snapshot : NULL;
    decider *d = calloc(1, sizeof *d);
    *out = NULL;
    if (d == NULL)
        return error_memory(error);
    d->snapshot = s;
    arena_init(&d->texts, LIMIT_ARENA_SIZE);
    policy_init(&d->built_in);
    d->policy = &d->built_in;
    itd_status status = worker ? ITD_OK : open_own(d, error);
    engine_worker *tools = worker ? worker : d->own_worker;
    if (status == ITD_OK)
        status = open_rules(d, tools, set, error);
    if (status == ITD_OK)
        status = regime_worker_new(d->rules, &d->worker, error);
    if (status == ITD_OK)
        status = name_lists(d, error);
    if (status == ITD_OK)
        status = case_screener_new(tools, d->rules, &d->screener, error);
    if (status == ITD_OK)
        *out = d;
    else
        decider_free(d);
    return status;
}

void decider_free(decider *d)
{
    if (d == NULL)
        return;
    case_screener_free(d->screener);
    arena_free(&d->texts);
    free(d->datasets.items);
    regime_worker_free(d->worker);
    regime_close(d->own_rules);
    engine_worker_free(d->own_worker);
    engine_free(d->own_engine);
    free(d);
}

bool decider_lacks_memory(const decider *d)
{
    return d->texts.failed || d->refused;
}

const regime *decider_rules(const decider *d)
{
    return d->rules;
}

void decider_set_scenario(decider *d, str id)
{
    d->scenario = id;
}

itd_status decider_set_policy(decider *d, const policy *p, itd_error *error)
{
    p = p ? p : &d->built_in;
    itd_status status = policy_check(p, d->rules, d->snapshot, error);
    if (status != ITD_OK)
        return status;
    d->policy = p;
    case_screener_set_policy(d->screener, p);
    regime_worker_view(d->worker, &p->jurisdictions, p->exposure);
    return ITD_OK;
}

/* No memory is a reason to look, not to pass: what was found so far is not told. */
static void say_no_memory(decider *d)
{
    static screen_reason reason = {.code = "no_memory",
                                   .text = STR("there was no memory to ask the lists: nothing is known of "
                                               "the parties"),
                                   .where = STR(""),
                                   .review = true};
    d->found = (case_screening){.found = {.reasons = &reason, .reason_count = 1, .review = true}};
}

/* What screening found goes before the engine, which reads the tags. */
static void screen(decider *d, case_record *c)
{
    arena_reset(&d->texts);
    d->refused = case_screen(d->screener, &d->texts, c, &d->found, NULL) != ITD_OK;
    if (d->refused)
        say_no_memory(d);
}

/* A listed party whose listings measures join, and no measure says anything of it for this actor, nor names
 * it at all: somebody looks, since a licence cannot be the reason. */
static void add_left_open(decider *d, const decision *x)
{
    uint64_t told = 0;
    for (size_t i = 0; i < x->result->node_count; i++) {
        const regime_node *n = &x->result->nodes[i];
        told |= n->measure->role == ROLE_OPERATIVE || n->measure->role == ROLE_FRAME ? n->parties : 0;
    }
    uint64_t open = d->found.decided & ~told;
    const regime_case *q = &x->record->question;
    for (size_t i = 0; i < q->party_count; i++)
        if (open >> i & 1 && !regime_names(d->rules, q->parties[i].name, q->parties[i].bic))
            findings_reason(&d->found.found, "listed_without_measure", STR_NONE,
                            "%.*s is listed, and no measure says what that means for this actor",
                            STR_ARG(q->parties[i].name.len ? q->parties[i].name : q->parties[i].bic));
}

/* The reasons that are not of the screening. Without memory for one of them nothing is told but that. */
static void add_reasons(decider *d, const decision *x)
{
    findings *f = &d->found.found;
    if (f->memory == NULL)
        return;
    if (d->snapshot && snapshot_source_count(d->snapshot) == 0)
        findings_note(f, "no_lists", STR_NONE,
                      "the snapshot has no lists: the names were compared with those of the measures alone");
    add_left_open(d, x);
    decision_untold(x, f);
    decision_law_reasons(x, f);
    screen_stale(f, d->policy, d->snapshot, x->record->question.on);
    if (f->failed)
        say_no_memory(d);
}

const decision *decider_run(decider *d, case_record *c, unsigned options)
{
    screen(d, c);
    decision *x = &d->decision;
    *x = (decision){.record = c,
                    .result = regime_evaluate(d->worker, &c->question, options),
                    .rules = d->rules,
                    .policy = d->policy->hash,
                    .snapshot = d->snapshot ? snapshot_hash(d->snapshot) : NULL,
                    .lists = d->snapshot,
                    .scenario = d->scenario,
                    .found = &d->found.found};
    add_reasons(d, x);
    x->verdict = findings_verdict(x->found, x->result->verdict);
    findings_init(&d->why, &d->texts);
    decision_reasons(x, &d->why);
    x->why = &d->why;
    return x;
}
