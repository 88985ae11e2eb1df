#include "regime/timeline_chart.h"

#include "base/error.h"

#include <stdio.h>
#include <stdlib.h>

#define TEXT_WIDTH 60
#define NAME_WIDTH 26

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

static bool new_group(const timeline_chart *c, size_t i)
{
    return i == 0 || !str_equal(c->rows[i].group, c->rows[i - 1].group) ||
           !str_equal(c->rows[i].measure->imposer, c->rows[i - 1].measure->imposer);
}

/* The n-th wind-down of a period: its own, that for those who are exposed, those of the targets. False behind
 * the last one; a place without any gives an empty span. */
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

/* ---- text ---- */

static void text_bar(const timeline_chart *c, const regime_measure *m, char bar[TEXT_WIDTH + 1])
{
    memset(bar, ' ', TEXT_WIDTH);
    bar[TEXT_WIDTH] = '\0';
    for (size_t k = 0; k < m->period_count; k++) {
        const regime_period *p = &m->periods[k];
        int from = timeline_position(c, p->from, TEXT_WIDTH),
            until = timeline_position(c, p->until, TEXT_WIDTH);
        regime_span wind;
        for (int x = timeline_position(c, p->notice_from, TEXT_WIDTH);
             p->notice_from != DATE_NONE && x < from; x++)
            bar[x] = '~';
        if (p->from >= c->until || (p->until != DATE_NONE && p->until <= c->from))
            continue;
        if (until == from)
            until = from + 1;
        for (int x = from; x < until && x < TEXT_WIDTH; x++)
            bar[x] = timeline_is_permit(m) ? '+' : '#';
        for (size_t n = 0; timeline_wind_down_at(m, p, n, &wind); n++)
            for (int x = timeline_position(c, wind.from, TEXT_WIDTH);
                 x < timeline_position(c, wind.until, TEXT_WIDTH); x++)
                bar[x] = '~';
    }
    int on = timeline_position(c, c->t->on, TEXT_WIDTH);
    if (on < TEXT_WIDTH && bar[on] == ' ')
        bar[on] = '|';
}

static void text_axis(const timeline_chart *c, buf *out)
{
    char axis[TEXT_WIDTH + 16];
    int y, m, d, last = -6;
    memset(axis, ' ', sizeof axis);
    for (calendar_day day = timeline_year_start(c->from, 0); day < c->until;
         day = timeline_year_start(day, 1)) {
        int x = timeline_position(c, day, TEXT_WIDTH);
        if (day < c->from || x < last + 6 || x > TEXT_WIDTH)
            continue;
        char year[16];
        date_to_parts(day, &y, &m, &d);
        snprintf(year, sizeof year, "%d", y);
        memcpy(axis + x, year, strlen(year));
        last = x;
    }
    size_t len = sizeof axis;
    while (len && axis[len - 1] == ' ')
        len--;
    buf_printf(out, "%-*s %.*s\n", NAME_WIDTH, "", (int)len, axis);
}

itd_status timeline_text(const timeline *t, buf *out, itd_error *error)
{
    timeline_chart c;
    char bar[TEXT_WIDTH + 1], on[DATE_TEXT_CAP];
    itd_status status = timeline_chart_init(&c, t, error);
    if (status != ITD_OK)
        return status;
    date_format(t->on, on);
    buf_printf(out, "# in force   ~ wind-down   + permit   | %s\n", on);
    text_axis(&c, out);
    for (size_t i = 0; i < c.count; i++) {
        const regime_measure *m = c.rows[i].measure;
        if (new_group(&c, i))
            buf_printf(out, "%.*s, %.*s\n", STR_ARG(m->imposer), STR_ARG(c.rows[i].group));
        text_bar(&c, m, bar);
        size_t len = TEXT_WIDTH;
        while (len && bar[len - 1] == ' ')
            len--;
        buf_printf(out, "%-*.*s %.*s\n", NAME_WIDTH, (int)(m->id.len < NAME_WIDTH ? m->id.len : NAME_WIDTH),
                   m->id.data, (int)len, bar);
    }
    free(c.rows);
    return ITD_OK;
}
