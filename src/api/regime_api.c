/* The public calls of interdict/regime.h. */
#include "answer/measure_json.h"
#include "api/handles.h"
#include "base/error.h"
#include "decide/decide.h"

itd_status itd_regime_list_json(itd_worker *w, const char *on, int all, const char **json, size_t *len,
                                itd_error *error)
{
    calendar_day day = date_today();
    if (on && !date_parse(str_of(on), &day))
        return error_set(error, ITD_ERROR_USAGE, NULL, "'%s' is no day, expected YYYY-MM-DD", on);
    itd_status status = worker_decider(w, error);
    if (status != ITD_OK)
        return status;
    buf_reset(&w->json);
    const regime_set *set = regime_data(decider_rules(w->decider));
    for (size_t i = 0; i < set->measure_count; i++) {
        const regime_period *period = NULL;
        if (regime_measure_live(&set->measures[i], day, DATE_NONE, &period) || all)
            measure_line_json(&set->measures[i], period, &w->json);
    }
    return worker_lend(w, json, len, error);
}
