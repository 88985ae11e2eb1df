#include "decide/decide.h"

#include "base/error.h"

#include <stdlib.h>

struct decider {
    const snapshot *snapshot;
    regime *rules;
    regime_worker *worker;
    decision decision;
};

itd_status decider_new(const snapshot *s, const regime_set *set, decider **out, itd_error *error)
{
    decider *d = calloc(1, sizeof *d);
    *out = NULL;
    if (d == NULL)
        return error_memory(error);
    d->snapshot = s;
    itd_status status =
        set ? regime_open_set(set, &d->rules, error)
            : regime_open(s ? snapshot_section(s, REGIME_SECTION) : STR_NONE, &d->rules, error);
    if (status == ITD_OK)
        status = regime_worker_new(d->rules, &d->worker, error);
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
    regime_worker_free(d->worker);
    regime_close(d->rules);
    free(d);
}

const regime *decider_rules(const decider *d)
{
    return d->rules;
}

const decision *decider_run(decider *d, case_record *c, unsigned options)
{
    const regime_result *result = regime_evaluate(d->worker, &c->question, options);
    d->decision = (decision){.record = c,
                             .result = result,
                             .rules = d->rules,
                             .verdict = result->verdict,
                             .snapshot = d->snapshot ? snapshot_hash(d->snapshot) : NULL};
    return &d->decision;
}
