#include "regime/timeline/chart.h"

#include "base/error.h"

#include <stdlib.h>

bool timeline_is_permit(const regime_measure *m)
{
    return m->role == ROLE_PERMIT || m->role == ROLE_LIFTING;
}

static bool shown(const timeline *t, const regime_measure *m)
{
    if (m->role >= ROLE_CHANNEL || m->period_count == 0)
        return false;
    if (t->regime.len && !str_equal_nocase(m->regime, t->regime))
        return false;
    return t->imposer.len == 0 || str_equal_nocase(m->imposer, t->imposer);
}

static str sector_of(const regime_measure *m)
{
    return m->sectors.count ? m->sectors.items[0] : str_of("all sectors");
}

static int compare_rows(const void *a, const void *b)
{
    const timeline_row *left = a, *right = b;
    int order = str_compare(left->measure->imposer, right->measure->imposer);
    if (order == 0)
        order = str_compare(left->group, right->group);
    if (order == 0 && left->measure->periods[0].from != right->measure->periods[0].from)
        order = left->measure->periods[0].from < right->measure->periods[0].from ? -1 : 1;
    return order ? order : str_compare(left->measure->id, right->measure->id);
}

static void widen(timeline_chart *c, calendar_day day)
{
    if (day == DATE_NONE)
        return;
    if (day < c->from)
        c->from = day;
    if (day > c->until)
        c->until = day;
}

calendar_day timeline_year_start(calendar_day day, int years)
{
    int y, m, d;
    calendar_day start = day;
    date_to_parts(day, &y, &m, &d);
    (void)date_from_parts(y + years, 1, 1, &start);
    return start;
}

itd_status timeline_chart_init(timeline_chart *c, const timeline *t, itd_error *error)
{
    *c = (timeline_chart){.t = t, .from = t->on, .until = t->on};
    c->rows = calloc(t->set->measure_count + 1, sizeof *c->rows);
    if (c->rows == NULL)
        return error_memory(error);
    for (size_t i = 0; i < t->set->measure_count; i++) {
        const regime_measure *m = &t->set->measures[i];
        if (!shown(t, m))
            continue;
        c->rows[c->count++] = (timeline_row){m, sector_of(m)};
        for (size_t k = 0; k < m->period_count; k++) {
            widen(c, m->periods[k].from);
            widen(c, m->periods[k].until);
        }
    }
    qsort(c->rows, c->count, sizeof *c->rows, compare_rows);
    c->from = t->from != DATE_NONE ? t->from : timeline_year_start(c->from, 0);
    c->until = t->until != DATE_NONE ? t->until : timeline_year_start(c->until, 1);
    if (c->until <= c->from)
        c->until = c->from + 1;
    return ITD_OK;
}

int timeline_position(const timeline_chart *c, calendar_day day, int width)
{
    if (day == DATE_NONE || day >= c->until)
        return width;
    if (day <= c->from)
        return 0;
    return (int)((int64_t)(day - c->from) * width / (c->until - c->from));
}

bool timeline_wind_down_at(const regime_measure *m, const regime_period *p, size_t n, regime_span *out)
{
    const regime_wind_down *wind = n == 0                    ? &p->wind_down
                                   : n == 1                  ? &m->exposure_wind_down
                                   : n - 2 < m->target_count ? &m->targets[n - 2].wind_down
                                                             : NULL;
    if (wind == NULL)
        return false;
    calendar_day begins = n >= 2 ? m->targets[n - 2].span.from : DATE_NONE;
    *out = (regime_span){begins != DATE_NONE && begins > p->from ? begins : p->from, DATE_NONE};
    bool inside =
        wind->present && wind->until >= out->from && (p->until == DATE_NONE || wind->until < p->until);
    out->until = inside ? wind->until + 1 : out->from;
    return true;
}
