#include "decide/decide.h"

#include "base/error.h"
#include "base/limits.h"
#include "screen/case_screen.h"

#include <stdio.h>
#include <stdlib.h>

struct decider {
    const snapshot *snapshot;
    regime *rules;
    regime_worker *worker;
    case_screener *screener;
    arena texts; /* of one decision */
    case_screening found;
    str kept;
    bool lost; /* a sentence, for want of memory */
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

itd_status decider_set_policy(decider *d, const policy *p, itd_error *error)
{
    itd_status status = policy_check(p, d->rules, d->snapshot, error);
    if (status != ITD_OK)
        return status;
    d->policy = p;
    case_screener_set_policy(d->screener, p);
    regime_worker_view(d->worker, &p->jurisdictions, p->exposure);
    return ITD_OK;
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
    d->found.question_count = 0;
    d->found.decided = 0;
    d->found.reasons = &d->kept;
    d->found.reason_count = 1;
    d->kept = no_memory;
    return true;
}

/* Without memory the sentences are lost, and decider_run says that instead. */
static void add_warning(decider *d, decision *x, str text)
{
    str *more = arena_array(&d->texts, x->warning_count + 1, sizeof *more);
    d->lost |= more == NULL || text.data == NULL;
    if (d->lost)
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

/* A listed party whose listings measures join, and no measure says anything of it for this actor: somebody
 * looks, since a licence cannot be the reason. */
static bool left_open(decider *d, decision *x)
{
    uint64_t told = 0;
    for (size_t i = 0; i < x->result->node_count; i++) {
        const regime_node *n = &x->result->nodes[i];
        told |= n->measure->role == ROLE_OPERATIVE || n->measure->role == ROLE_FRAME ? n->parties : 0;
    }
    uint64_t open = d->found.decided & ~told;
    const regime_case *q = &x->record->question;
    for (size_t i = 0; i < q->party_count; i++) {
        char text[512];
        if (!(open >> i & 1))
            continue;
        snprintf(text, sizeof text, "%.*s is listed, and no measure says what that means for this actor",
                 STR_ARG(q->parties[i].name.len ? q->parties[i].name : q->parties[i].bic));
        add_warning(d, x, arena_str(&d->texts, str_of(text)));
    }
    return open != 0;
}

/* Lists that are older than the policy allows on the day of the case, or of an age that nobody knows. */
static bool warn_of_stale(decider *d, decision *x, calendar_day on)
{
    bool found = false;
    char text[POLICY_TEXT_CAP];
    for (uint16_t i = 0; d->snapshot && i < snapshot_source_count(d->snapshot); i++) {
        if (!policy_stale(d->policy, d->snapshot, i, on, text))
            continue;
        found = true;
        add_warning(d, x, arena_str(&d->texts, str_of(text)));
    }
    return found;
}

const decision *decider_run(decider *d, case_record *c, unsigned options)
{
    d->lost = false;
    bool review = screen(d, c);
    const regime_result *result = regime_evaluate(d->worker, &c->question, options);
    decision *x = &d->decision;
    *x = (decision){.record = c,
                    .result = result,
                    .rules = d->rules,
                    .verdict = result->verdict,
                    .policy = d->policy->hash,
                    .snapshot = d->snapshot ? snapshot_hash(d->snapshot) : NULL,
                    .questions = d->found.questions,
                    .question_count = d->found.question_count,
                    .hits = d->found.json};
    if (review && x->verdict < VERDICT_REVIEW)
        x->verdict = VERDICT_REVIEW;
    add_warnings(d, x);
    bool open = left_open(d, x), stale = warn_of_stale(d, x, c->question.on);
    if (d->lost) {
        d->kept = no_memory;
        x->warnings = &d->kept;
        x->warning_count = 1;
    }
    if ((open || stale || d->lost) && x->verdict < VERDICT_REVIEW)
        x->verdict = VERDICT_REVIEW;
    return x;
}
