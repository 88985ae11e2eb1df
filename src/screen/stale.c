#include "screen/stale.h"

void screen_stale(findings *f, const policy *p, const snapshot *s, calendar_day on)
{
    char text[POLICY_TEXT_CAP];
    for (uint16_t i = 0; s && i < snapshot_source_count(s); i++)
        if (policy_stale(p, s, i, on, text))
            findings_reason(f, "stale_list", STR_NONE, "%s", text);
}
