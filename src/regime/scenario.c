#include "regime/scenario.h"

#include <string.h>

const regime_scenario *regime_scenario_find(const regime_set *set, str id)
{
    for (size_t i = 0; i < set->scenario_count; i++)
        if (str_equal(set->scenarios[i].id, id))
            return &set->scenarios[i];
    return NULL;
}

static bool in_list(const str_list *list, str text)
{
    for (size_t i = 0; i < list->count; i++)
        if (str_equal(list->items[i], text))
            return true;
    return false;
}

/* No period reaches beyond the day; those that would begin later are gone. */
static bool end_measure(regime_measure *m, calendar_day day, arena *a)
{
    regime_period *kept = arena_array(a, m->period_count + 1, sizeof *kept);
    size_t count = 0;
    if (kept == NULL)
        return false;
    for (size_t i = 0; i < m->period_count; i++) {
        if (m->periods[i].from >= day)
            continue;
        kept[count] = m->periods[i];
        if (kept[count].until == DATE_NONE || kept[count].until > day)
            kept[count].until = kept[count].until_known_from = day;
        count++;
    }
    m->periods = kept;
    m->period_count = count;
    return true;
}

/* In force from the day on, beside what it was before. */
static bool start_measure(regime_measure *m, calendar_day day, arena *a)
{
    if (!end_measure(m, day, a))
        return false;
    if (m->period_count && m->periods[m->period_count - 1].until == day) {
        m->periods[m->period_count - 1].until = m->periods[m->period_count - 1].until_known_from = DATE_NONE;
        return true;
    }
    m->periods[m->period_count++] = (regime_period){.from = day,
                                                    .until = DATE_NONE,
                                                    .known_from = day,
                                                    .until_known_from = DATE_NONE,
                                                    .notice_from = DATE_NONE,
                                                    .notice_until = DATE_NONE};
    return true;
}

/* "measure: name of the target" */
static bool names_target(const regime_scenario *s, str id, str target)
{
    for (size_t i = 0; i < s->ends_targets.count; i++) {
        str rest = s->ends_targets.items[i], measure = STR_NONE;
        if (str_split(&rest, ':', &measure) && str_equal(measure, id) && str_equal(str_trim(rest), target))
            return true;
    }
    return false;
}

static bool end_targets(regime_measure *m, const regime_scenario *s, arena *a)
{
    regime_target *targets = arena_array(a, m->target_count + 1, sizeof *targets);
    if (targets == NULL)
        return false;
    if (m->target_count)
        memcpy(targets, m->targets, m->target_count * sizeof *targets);
    for (size_t i = 0; i < m->target_count; i++)
        if (names_target(s, m->id, targets[i].name) &&
            (targets[i].span.until == DATE_NONE || targets[i].span.until > s->from))
            targets[i].span.until = s->from;
    m->targets = targets;
    return true;
}

bool regime_scenario_apply(const regime_set *set, const regime_scenario *s, arena *a, regime_set *out)
{
    *out = *set;
    out->measures = arena_array(a, set->measure_count + 1, sizeof *out->measures);
    if (out->measures == NULL)
        return false;
    bool good = true;
    for (size_t i = 0; i < set->measure_count && good; i++) {
        regime_measure *m = &out->measures[i];
        *m = set->measures[i];
        if (in_list(&s->ends, m->id))
            good = end_measure(m, s->from, a);
        else if (in_list(&s->starts, m->id))
            good = start_measure(m, s->from, a);
        if (good && s->ends_targets.count)
            good = end_targets(m, s, a);
    }
    return good;
}
