/* The public calls of interdict/message.h. */
#include "api/handles.h"
#include "answer/message_answer.h"
#include "base/error.h"
#include "base/limits.h"
#include "decide/message_verdict.h"

void worker_free_messages(itd_worker *w)
{
    message_screener_free(w->messages);
    message_reader_free(w->reader);
}

/* What the sink of one call needs. */
typedef struct message_call {
    itd_worker *w;
    const char *source;
    message_judge judge;
} message_call;

static itd_status answer(void *context, message *m, itd_error *error)
{
    static const message_advice no_advice = {0};
    message_call *call = context;
    itd_worker *w = call->w;
    message_screening screening;
    arena_reset(&w->texts);
    itd_status status = message_judge_one(&call->judge, &w->texts, m, &screening, error);
    if (status == ITD_OK)
        message_output_json(&w->json, call->source, m, &screening, &no_advice, w->snapshot->core);
    return status;
}

/* Reader, screener and, where the policy names an actor, decider. */
static itd_status prepare(itd_worker *w, const call_terms *terms, message_judge *judge, itd_error *error)
{
    itd_status status =
        w->messages ? ITD_OK : message_screener_new(w->tools, &terms->options, &w->messages, error);
    if (status == ITD_OK && !w->reader)
        status = message_reader_new(&w->reader, error);
    if (status == ITD_OK && terms->policy->actor.given)
        status = worker_decider(w, error);
    if (status == ITD_OK && terms->policy->actor.given)
        status = decider_set_policy(w->decider, terms->policy, error);
    if (status != ITD_OK)
        return status;
    message_screener_set_options(w->messages, &terms->options);
    message_screener_set_policy(w->messages, terms->policy);
    *judge = (message_judge){.screener = w->messages,
                             .decider = terms->policy->actor.given ? w->decider : NULL,
                             .policy = terms->policy,
                             .on = terms->on};
    return ITD_OK;
}

itd_status itd_message_json_in(itd_worker *w, const char *bytes, size_t bytes_len, const itd_context *context,
                               const char **json, size_t *len, itd_error *error)
{
    call_terms terms;
    message_call call = {.w = w};
    itd_status status = context_convert(context, &terms, error);
    if (status != ITD_OK)
        return status;
    call.source = terms.source ? terms.source : "message";
    if (bytes_len > LIMIT_FILE_SIZE)
        return error_set(error, ITD_ERROR_LIMIT, call.source, "larger than the ceiling of %zu bytes",
                         LIMIT_FILE_SIZE);
    status = prepare(w, &terms, &call.judge, error);
    buf_reset(&w->json);
    if (status == ITD_OK)
        status = message_reader_bytes(w->reader, str_make(bytes, bytes_len), answer, &call, error);
    /* neither must keep what belongs to the call */
    if (w->messages)
        message_screener_set_policy(w->messages, NULL);
    if (w->decider)
        (void)!decider_set_policy(w->decider, NULL, NULL);
    return status == ITD_OK ? worker_lend(w, json, len, error) : status;
}

itd_status itd_message_json(itd_worker *w, const char *source, const char *bytes, size_t bytes_len,
                            const itd_options *options, const char **json, size_t *len, itd_error *error)
{
    itd_context context = ITD_CONTEXT_INIT;
    context.source = source;
    context.options = options;
    return itd_message_json_in(w, bytes, bytes_len, &context, json, len, error);
}
