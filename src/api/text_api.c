/* The public calls of interdict/text.h. */
#include "answer/text_answer.h"
#include "api/handles.h"

void worker_free_text(itd_worker *w)
{
    text_screener_free(w->text);
}

static void take(void *context, const text_mention *m)
{
    text_answer_mention(context, m);
}

itd_status itd_text_json(itd_worker *w, const char *bytes, size_t bytes_len, const itd_context *context,
                         const char **json, size_t *len, itd_error *error)
{
    call_terms terms;
    text_answer answer;
    text_screening found;
    itd_status status = context_convert(context, &terms, error);
    if (status == ITD_OK && !w->text)
        status = text_screener_new(w->tools, &w->text, error);
    if (status != ITD_OK)
        return status;
    const text_question asked = {terms.options, terms.policy, terms.on, take, &answer, NULL};
    arena_reset(&w->texts);
    buf_reset(&w->json);
    text_answer_begin(&answer, &w->json, w->snapshot->core, terms.source ? terms.source : "text", bytes_len);
    text_screen_begin(w->text, &w->texts, &asked);
    text_screen_put(w->text, str_make(bytes, bytes_len));
    status = text_screen_end(w->text, &found, error);
    if (status != ITD_OK)
        return status;
    text_answer_end(&answer, &found);
    if (w->json.len && w->json.data[w->json.len - 1] == '\n')
        w->json.len--;
    return worker_lend(w, json, len, error);
}
