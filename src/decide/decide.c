#include "decide/decide.h"

#include "base/error.h"
#include "base/limits.h"
#include "decide/case_screen.h"

#include <stdlib.h>

struct decider {
    const snapshot *snapshot;
    regime *rules;
    regime_worker *worker;
    case_screener *screener;
    arena texts; /* of one decision */
    case_screening found;
    str kept;
    policy built_in;
    const policy *policy;
    decision decision;
};

itd_status decider_new(const snapshot *s, const regime_set *set, decider **out, itd_error *error)
{
    decider *d = calloc(1, sizeof *d);
    *out = NULL;
    if (d == NULL)
        return error_memory(error);
    d->snapshot = s;
    arena_init(&d->texts, LIMIT_ARENA_SIZE);
    policy_init(&d->built_in);
    d->policy = &d->built_in;
    itd_status status =
        set ? regime_open_set(set, &d->rules, error)
            : regime_open(s ? snapshot_section(s, REGIME_SECTION) : STR_NONE, &d->rules, error);
    if (status == ITD_OK)
        status = regime_worker_new(d->rules, &d->worker, error);
    if (status == ITD_OK)
        status = case_screener_new(s, d->rules, &d->screener, error);
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
    regime_worker_free(d->worker);
    regime_close(d->rules);
    free(d);
}

const regime *decider_rules(const decider *d)
{
    return d->rules;
}

void decider_set_policy(decider *d, const policy *p)
{
    d->policy = p;
    case_screener_set_policy(d->screener, p);
}

static const str no_memory = STR("there was no memory to ask the lists: nothing is known of the parties");
static const str no_lists =
    STR("the snapshot has no lists: the names were compared with those of the measures alone");

/* What screening found goes before the engine, which reads the tags. No memory is a reason to look, not to
 * pass. */
static bool screen(decider *d, case_record *c)
{
    itd_error error = {0};
    arena_reset(&d->texts);
    if (case_screen(d->screener, &d->texts, c, &d->found, &error) == ITD_OK)
        return d->found.review;
    d->found.reasons = &d->kept;
    d->found.reason_count = 1;
    d->kept = no_memory;
    return true;
}

static void add_warning(decider *d, decision *x, str text)
{
    str *more = arena_array(&d->texts, x->warning_count + 1, sizeof *more);
    if (more == NULL)
        return;
    if (x->warning_count)
        memcpy(more, x->warnings, x->warning_count * sizeof *more);
    more[x->warning_count++] = text;
    x->warnings = more;
}

/* The reasons, and a word more where there are no lists. */
static void add_warnings(decider *d, decision *x)
{
    x->warnings = d->found.reasons;
    x->warning_count = d->found.reason_count;
    if (d->snapshot && snapshot_source_count(d->snapshot) == 0)
        add_warning(d, x, no_lists);
}

/* The verdict of the jurisdictions that count here, with what an exposure means here. */
static uint8_t verdict_here(const decider *d, const regime_result *x)
{
    uint8_t strongest = VERDICT_PASS;
    for (size_t i = 0; i < x->jurisdiction_count; i++) {
        uint8_t verdict = x->jurisdictions[i].verdict;
        bool counts = d->policy->jurisdictions.count == 0;
        for (size_t k = 0; k < d->policy->jurisdictions.count; k++)
            counts |= str_equal(d->policy->jurisdictions.items[k], x->jurisdictions[i].imposer);
        if (verdict == VERDICT_EXPOSURE)
            verdict = d->policy->exposure;
        if (counts && verdict > strongest)
            strongest = verdict;
    }
    return strongest;
}

static const str stale_lists = STR("a list is older than the policy allows");

static bool stale(const decider *d, calendar_day on)
{
    for (uint16_t i = 0; d->policy->stale_after_days && d->snapshot && i < snapshot_source_count(d->snapshot);
         i++) {
        calendar_day day;
        if (date_parse(snapshot_source_at(d->snapshot, i).date, &day) &&
            on - day > d->policy->stale_after_days)
            return true;
    }
    return false;
}

const decision *decider_run(decider *d, case_record *c, unsigned options)
{
    bool review = screen(d, c);
    const regime_result *result = regime_evaluate(d->worker, &c->question, options);
    decision *x = &d->decision;
    *x = (decision){.record = c,
                    .result = result,
                    .rules = d->rules,
                    .verdict = verdict_here(d, result),
                    .policy = d->policy->hash,
                    .snapshot = d->snapshot ? snapshot_hash(d->snapshot) : NULL,
                    .hits = d->found.json};
    if (review && x->verdict < VERDICT_REVIEW)
        x->verdict = VERDICT_REVIEW;
    add_warnings(d, x);
    if (stale(d, c->question.on)) {
        x->verdict = x->verdict < VERDICT_REVIEW ? VERDICT_REVIEW : x->verdict;
        add_warning(d, x, stale_lists);
    }
    return x;
}
