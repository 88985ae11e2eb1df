/* The timeline as text: a line for each measure, a column for each stretch of time. */
#include "regime/timeline/chart.h"

#include <stdio.h>
#include <stdlib.h>

#define TEXT_WIDTH 60
#define NAME_WIDTH 26

static bool new_group(const timeline_chart *c, size_t i)
{
    return i == 0 || !str_equal(c->rows[i].group, c->rows[i - 1].group) ||
           !str_equal(c->rows[i].measure->imposer, c->rows[i - 1].measure->imposer);
}

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
