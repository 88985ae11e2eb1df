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

itd_status itd_decide_json(itd_worker *w, const char *text, size_t text_len, const char *on,
                           const char **json, size_t *len, itd_error *error)
{
    calendar_day day = date_today();
    case_record *c = NULL;
    if (on && !date_parse(str_of(on), &day))
        return error_set(error, ITD_ERROR_USAGE, NULL, "'%s' is no day, expected YYYY-MM-DD", on);
    if (!w->decider) {
        itd_status status = decider_new(w->tools, NULL, &w->decider, error);
        if (status != ITD_OK)
            return status;
    }
    arena_reset(&w->texts);
    buf_reset(&w->json);
    itd_status status =
        case_read(str_make(text, text_len), "case", 1, decider_rules(w->decider), day, &w->texts, &c, error);
    if (status != ITD_OK)
        return status;
    if (on)
        c->question.on = day;
    decision_json(decider_run(w->decider, c, REGIME_NEXT_CHANGE), &w->json);
    if (w->json.len && w->json.data[w->json.len - 1] == '\n')
        w->json.len--;
    return worker_lend(w, json, len, error);
}
