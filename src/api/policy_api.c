/* The public calls of interdict/policy.h. */
#include "api/handles.h"

#include "base/error.h"
#include "base/limits.h"

#include <stdlib.h>

static itd_status check(const itd_snapshot *s, const policy *p, itd_error *error)
{
    const regime *rules;
    itd_status status = engine_rules(s->engine, &rules, error);
    return status == ITD_OK ? policy_check(p, rules, s->core, error) : status;
}

itd_status itd_policy_read(const itd_snapshot *s, const char *name, const char *text, size_t text_len,
                           itd_policy **out, itd_error *error)
{
    itd_policy *p = calloc(1, sizeof *p);
    *out = NULL;
    if (!p)
        return error_memory(error);
    arena_init(&p->memory, LIMIT_ARENA_SIZE);
    const char *kept_name = arena_copy(&p->memory, str_of(name ? name : "policy"));
    str kept = arena_str(&p->memory, str_make(text, text_len));
    itd_status status = kept_name && kept.data
                            ? policy_read_text(kept_name, kept, &p->memory, &p->firm, error)
                            : error_memory(error);
    if (status == ITD_OK)
        status = check(s, &p->firm, error);
    if (status != ITD_OK) {
        itd_policy_free(p);
        return status;
    }
    p->without_thresholds = p->firm;
    p->without_thresholds.threshold_count = 0;
    *out = p;
    return ITD_OK;
}

void itd_policy_free(itd_policy *p)
{
    if (!p)
        return;
    arena_free(&p->memory);
    free(p);
}

const char *itd_policy_hash(const itd_policy *p)
{
    return p->firm.hash;
}

itd_status context_convert(const itd_context *given, call_terms *t, itd_error *error)
{
    static const itd_context none = {.size = sizeof none};
    const itd_context *c = given ? given : &none;
    if (c->size != 0 && c->size < sizeof *c)
        return error_set(error, ITD_ERROR_USAGE, NULL, "a context of %zu bytes, expected %zu", c->size,
                         sizeof *c);
    *t = (call_terms){.on = date_today(), .source = c->source};
    policy_init(&t->built_in);
    t->policy = !c->policy ? &t->built_in : c->options ? &c->policy->without_thresholds : &c->policy->firm;
    itd_status status = options_convert(c->options, &t->options, error);
    if (status == ITD_OK && c->policy && !c->options) {
        t->options.threshold = policy_lowest_threshold(&c->policy->firm);
        t->options.limit = c->policy->firm.limit;
    }
    t->has_on = c->on != NULL;
    if (status == ITD_OK && c->on && !date_parse(str_of(c->on), &t->on))
        return error_set(error, ITD_ERROR_USAGE, NULL, "'%s' is no day, expected YYYY-MM-DD", c->on);
    return status;
}
