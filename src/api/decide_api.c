/* The public calls of interdict/decide.h. */
#include "api/handles.h"
#include "base/date.h"
#include "base/error.h"
#include "case/case.h"
#include "answer/decision_json.h"
#include "decide/decide.h"

void worker_free_decider(itd_worker *w)
{
    decider_free(w->decider);
}

itd_status worker_decider(itd_worker *w, itd_error *error)
{
    return w->decider ? ITD_OK : decider_new(w->tools, NULL, &w->decider, error);
}

itd_status itd_decide_json_in(itd_worker *w, const char *text, size_t text_len, const itd_context *context,
                              const char **json, size_t *len, itd_error *error)
{
    call_terms terms;
    case_record *c = NULL;
    itd_status status = context_convert(context, &terms, error);
    if (status == ITD_OK)
        status = worker_decider(w, error);
    if (status == ITD_OK)
        status = decider_set_policy(w->decider, terms.policy, error);
    arena_reset(&w->texts);
    buf_reset(&w->json);
    if (status == ITD_OK)
        status = case_read(str_make(text, text_len), "case", 1, decider_rules(w->decider), terms.on,
                           &w->texts, &c, error);
    if (status == ITD_OK) {
        if (terms.has_on)
            c->question.on = terms.on;
        decision_json(decider_run(w->decider, c, REGIME_NEXT_CHANGE), &w->json);
        if (w->json.len && w->json.data[w->json.len - 1] == '\n')
            w->json.len--;
        status = worker_lend(w, json, len, error);
    }
    if (w->decider) /* it must not keep what belongs to the call */
        (void)!decider_set_policy(w->decider, NULL, NULL);
    return status;
}

itd_status itd_decide_json(itd_worker *w, const char *text, size_t text_len, const char *on,
                           const char **json, size_t *len, itd_error *error)
{
    itd_context context = ITD_CONTEXT_INIT;
    context.on = on;
    return itd_decide_json_in(w, text, text_len, &context, json, len, error);
}
