#include "cli/policy_option.h"

static int checked(const policy *p, const snapshot *s)
{
    regime *rules = NULL;
    itd_error error = {0};
    int code = 0;
    str section;
    if (snapshot_section(s, REGIME_SECTION, &section, &error) != ITD_OK ||
        regime_open(section, &rules, &error) != ITD_OK)
        return fail(&error, false);
    if (policy_check(p, rules, s, &error) != ITD_OK)
        code = fail(&error, true);
    regime_close(rules);
    return code;
}

int policy_option(const arguments *args, const snapshot *s, arena *a, match_options *o, policy *out)
{
    itd_error error = {0};
    policy_init(out);
    if (!arguments_has(args, "policy"))
        return 0;
    if (policy_read(arguments_get(args, "policy"), a, out, &error) != ITD_OK)
        return fail(&error, true);
    int code = checked(out, s);
    if (arguments_has(args, "threshold"))
        out->threshold_count = 0;
    else
        o->threshold = policy_lowest_threshold(out);
    if (!arguments_has(args, "limit"))
        o->limit = out->limit;
    return code;
}
