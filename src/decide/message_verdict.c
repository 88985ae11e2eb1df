#include "decide/message_verdict.h"

#include "screen/stale.h"
#include "screen/stripping.h"

enum { STRIPPED_MAX = 64 };

static void add_stripped(const message_list *earlier, const message *m, findings *f)
{
    stripped_party found[STRIPPED_MAX];
    size_t count = earlier ? stripping_find(earlier, m, found, STRIPPED_MAX) : 0;
    for (size_t i = 0; i < count; i++) {
        const message_party *p = found[i].party;
        str name = p->name.len ? p->name : p->bic;
        findings_reason(f, "stripping", p->where,
                        "stripping: %.*s (%.*s) stood in the earlier message %.*s and is missing here",
                        STR_ARG(name), STR_ARG(p->where), STR_ARG(found[i].reference));
    }
}

itd_status message_judge_one(const message_judge *j, arena *a, message *m, message_screening *out,
                             itd_error *error)
{
    message_screener_set_day(j->screener, j->on);
    itd_status status = message_screen(j->screener, a, m, out, error);
    if (status != ITD_OK)
        return status;
    add_stripped(j->earlier, m, &out->found);
    screen_stale(&out->found, j->policy, message_screener_snapshot(j->screener), j->on);
    return j->decider ? message_decide(j->decider, &j->policy->actor, j->on, a, m, out, error)
                      : findings_check(&out->found, error);
}
