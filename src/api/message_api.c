/* The public calls of interdict/message.h. */
#include "api/handles.h"
#include "answer/message_answer.h"
#include "base/error.h"
#include "base/limits.h"
#include "screen/message_screen.h"

void worker_free_messages(itd_worker *w)
{
    message_screener_free(w->messages);
    message_reader_free(w->reader);
}

/* What the sink of one call needs. */
typedef struct message_call {
    itd_worker *w;
    const char *source;
} message_call;

static itd_status answer(void *context, message *m, itd_error *error)
{
    static const message_advice no_advice = {0};
    message_call *call = context;
    itd_worker *w = call->w;
    message_screening screening;
    arena_reset(&w->texts);
    itd_status status = message_screen(w->messages, &w->texts, m, &screening, error);
    if (status == ITD_OK)
        message_output_json(&w->json, call->source, m, &screening, &no_advice, w->snapshot->core);
    return status;
}

itd_status itd_message_json(itd_worker *w, const char *source, const char *bytes, size_t bytes_len,
                            const itd_options *options, const char **json, size_t *len, itd_error *error)
{
    match_options o;
    message_call call = {w, source ? source : "message"};
    itd_status status = options_convert(options, &o, error);
    if (status == ITD_OK && bytes_len > LIMIT_FILE_SIZE)
        status = error_set(error, ITD_ERROR_LIMIT, source, "larger than the ceiling of %zu bytes",
                           LIMIT_FILE_SIZE);
    if (status == ITD_OK && !w->messages)
        status = message_screener_new(w->tools, &o, &w->messages, error);
    if (status == ITD_OK)
        message_screener_set_options(w->messages, &o);
    if (status == ITD_OK && !w->reader)
        status = message_reader_new(&w->reader, error);
    if (status != ITD_OK)
        return status;
    buf_reset(&w->json);
    status = message_reader_bytes(w->reader, str_make(bytes, bytes_len), answer, &call, error);
    return status == ITD_OK ? worker_lend(w, json, len, error) : status;
}
