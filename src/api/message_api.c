/* The public calls of interdict/message.h. */
#include "api/handles.h"
#include "api/message_answer.h"
#include "base/error.h"
#include "base/limits.h"
#include "decide/message_screen.h"

void worker_free_messages(itd_worker *w)
{
    message_screener_free(w->messages);
}

static itd_status answer_messages(itd_worker *w, const char *source, message_list *list, itd_error *error)
{
    static const message_advice no_advice = {0};
    for (size_t i = 0; i < list->count; i++) {
        message_screening screening;
        itd_status status = message_screen(w->messages, &w->texts, &list->items[i], &screening, error);
        if (status != ITD_OK)
            return status;
        message_output_json(&w->json, source, &list->items[i], &screening, &no_advice,
                            snapshot_hash(w->snapshot->core));
    }
    return ITD_OK;
}

itd_status itd_message_json(itd_worker *w, const char *source, const char *bytes, size_t bytes_len,
                            const itd_options *options, const char **json, size_t *len, itd_error *error)
{
    match_options o;
    message_list list;
    itd_status status = options_convert(options, &o, error);
    if (status == ITD_OK && bytes_len > LIMIT_FILE_SIZE)
        status = error_set(error, ITD_ERROR_LIMIT, source, "larger than the ceiling of %zu bytes",
                           LIMIT_FILE_SIZE);
    if (status == ITD_OK && !w->messages)
        status = message_screener_new(w->snapshot->core, &o, &w->messages, error);
    if (status != ITD_OK)
        return status;
    arena_reset(&w->texts);
    buf_reset(&w->json);
    source = source ? source : "message";
    status = message_read(&w->texts, source, str_make(bytes, bytes_len), &list, error);
    if (status == ITD_OK)
        status = answer_messages(w, source, &list, error);
    return status == ITD_OK ? worker_lend(w, json, len, error) : status;
}
