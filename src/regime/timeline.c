#include "regime/timeline.h"

#include "base/error.h"

#include <stdio.h>
#include <stdlib.h>

#define TEXT_WIDTH 60
#define NAME_WIDTH 26

#define SVG_LEFT  230
#define SVG_WIDTH 900
#define SVG_ROW   16
#define SVG_TOP   40
#define SVG_GROUP 26

typedef struct row {
    const regime_measure *measure;
    str group;
} row;

typedef struct chart {
    const timeline *t;
    row *rows;
    size_t count;
    calendar_day from, until;
} chart;

static bool is_permit(const regime_measure *m)
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
    const row *left = a, *right = b;
    int order = str_compare(left->measure->imposer, right->measure->imposer);
    if (order == 0)
        order = str_compare(left->group, right->group);
    if (order == 0 && left->measure->periods[0].from != right->measure->periods[0].from)
        order = left->measure->periods[0].from < right->measure->periods[0].from ? -1 : 1;
    return order ? order : str_compare(left->measure->id, right->measure->id);
}

static void widen(chart *c, calendar_day day)
{
    if (day == DATE_NONE)
        return;
    if (day < c->from)
        c->from = day;
    if (day > c->until)
        c->until = day;
}

static calendar_day year_start(calendar_day day, int years)
{
    int y, m, d;
    calendar_day start = day;
    date_to_parts(day, &y, &m, &d);
    (void)date_from_parts(y + years, 1, 1, &start);
    return start;
}

static itd_status chart_init(chart *c, const timeline *t, itd_error *error)
{
    *c = (chart){.t = t, .from = t->on, .until = t->on};
    c->rows = calloc(t->set->measure_count + 1, sizeof *c->rows);
    if (c->rows == NULL)
        return error_memory(error);
    for (size_t i = 0; i < t->set->measure_count; i++) {
        const regime_measure *m = &t->set->measures[i];
        if (!shown(t, m))
            continue;
        c->rows[c->count++] = (row){m, sector_of(m)};
        for (size_t k = 0; k < m->period_count; k++) {
            widen(c, m->periods[k].from);
            widen(c, m->periods[k].until);
        }
    }
    qsort(c->rows, c->count, sizeof *c->rows, compare_rows);
    c->from = t->from != DATE_NONE ? t->from : year_start(c->from, 0);
    c->until = t->until != DATE_NONE ? t->until : year_start(c->until, 1);
    if (c->until <= c->from)
        c->until = c->from + 1;
    return ITD_OK;
}

static int position(const chart *c, calendar_day day, int width)
{
    if (day == DATE_NONE || day >= c->until)
        return width;
    if (day <= c->from)
        return 0;
    return (int)((int64_t)(day - c->from) * width / (c->until - c->from));
}

static bool new_group(const chart *c, size_t i)
{
    return i == 0 || !str_equal(c->rows[i].group, c->rows[i - 1].group) ||
           !str_equal(c->rows[i].measure->imposer, c->rows[i - 1].measure->imposer);
}

/* The n-th wind-down of a period: its own, that for those who are exposed, those of the targets. False behind
 * the last one; a place without any gives an empty span. */
static bool wind_down_at(const regime_measure *m, const regime_period *p, size_t n, regime_span *out)
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

static void text_bar(const chart *c, const regime_measure *m, char bar[TEXT_WIDTH + 1])
{
    memset(bar, ' ', TEXT_WIDTH);
    bar[TEXT_WIDTH] = '\0';
    for (size_t k = 0; k < m->period_count; k++) {
        const regime_period *p = &m->periods[k];
        int from = position(c, p->from, TEXT_WIDTH), until = position(c, p->until, TEXT_WIDTH);
        regime_span wind;
        for (int x = position(c, p->notice_from, TEXT_WIDTH); p->notice_from != DATE_NONE && x < from; x++)
            bar[x] = '~';
        if (p->from >= c->until || (p->until != DATE_NONE && p->until <= c->from))
            continue;
        if (until == from)
            until = from + 1;
        for (int x = from; x < until && x < TEXT_WIDTH; x++)
            bar[x] = is_permit(m) ? '+' : '#';
        for (size_t n = 0; wind_down_at(m, p, n, &wind); n++)
            for (int x = position(c, wind.from, TEXT_WIDTH); x < position(c, wind.until, TEXT_WIDTH); x++)
                bar[x] = '~';
    }
    int on = position(c, c->t->on, TEXT_WIDTH);
    if (on < TEXT_WIDTH && bar[on] == ' ')
        bar[on] = '|';
}

static void text_axis(const chart *c, buf *out)
{
    char axis[TEXT_WIDTH + 16];
    int y, m, d, last = -6;
    memset(axis, ' ', sizeof axis);
    for (calendar_day day = year_start(c->from, 0); day < c->until; day = year_start(day, 1)) {
        int x = position(c, day, TEXT_WIDTH);
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
    chart c;
    char bar[TEXT_WIDTH + 1], on[DATE_TEXT_CAP];
    itd_status status = chart_init(&c, t, error);
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

/* ---- SVG ---- */

static void svg_bar(const chart *c, const regime_measure *m, int y, calendar_day from, calendar_day until,
                    const char *kind, buf *out)
{
    char first[DATE_TEXT_CAP], last[DATE_TEXT_CAP] = "open end";
    int x = position(c, from, SVG_WIDTH), end = position(c, until, SVG_WIDTH);
    if (from >= c->until || (until != DATE_NONE && until <= c->from))
        return;
    date_format(from, first);
    if (until != DATE_NONE)
        date_format(until, last);
    buf_printf(out, "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"><title>", kind,
               SVG_LEFT + x, y + 2, end - x < 1 ? 1 : end - x, SVG_ROW - 4);
    buf_markup(out, m->id);
    buf_printf(out, ", %s to %s: ", first, last);
    buf_markup(out, m->instrument);
    buf_puts(out, ", ");
    buf_markup(out, m->provision);
    buf_puts(out, "</title></rect>\n");
}

static void svg_row(const chart *c, const regime_measure *m, int y, buf *out)
{
    buf_printf(out, "<text class=\"id\" x=\"%d\" y=\"%d\">", SVG_LEFT - 8, y + SVG_ROW - 4);
    buf_markup(out, m->id);
    buf_puts(out, "</text>\n");
    for (size_t k = 0; k < m->period_count; k++) {
        const regime_period *p = &m->periods[k];
        svg_bar(c, m, y, p->from, p->until,
                is_permit(m)                ? "permit"
                : m->role == ROLE_OPERATIVE ? "rule"
                                            : "other",
                out);
        regime_span wind;
        for (size_t n = 0; wind_down_at(m, p, n, &wind); n++)
            if (wind.until > wind.from)
                svg_bar(c, m, y, wind.from, wind.until, "wind", out);
        if (p->notice_from != DATE_NONE)
            svg_bar(c, m, y, p->notice_from, p->from, "wind", out);
    }
}

static void svg_legend(buf *out)
{
    static const struct {
        const char *kind, *label;
        int x, y;
    } marks[] = {{"rule", "rule in force", 8, 4},
                 {"wind", "wind-down", 8, 20},
                 {"permit", "permit", 112, 4},
                 {"other", "frame, limit", 112, 20}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        buf_printf(out,
                   "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"16\" height=\"10\"/><text x=\"%d\" "
                   "y=\"%d\">%s</text>\n",
                   marks[i].kind, marks[i].x, marks[i].y, marks[i].x + 22, marks[i].y + 9, marks[i].label);
}

static void svg_head(const chart *c, int height, buf *out)
{
    int width = SVG_LEFT + SVG_WIDTH + 20;
    buf_printf(out,
               "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" "
               "role=\"img\" "
               "aria-label=\"Measures over time\">\n",
               width, height, width, height);
    buf_puts(
        out,
        "<style>text{font:11px sans-serif;fill:#222}.id{text-anchor:end}.group{font-weight:bold}"
        ".year{text-anchor:middle;fill:#666}.grid{stroke:#ddd}.on{stroke:#000;stroke-dasharray:4 2}"
        ".rule{fill:#b3261e}.other{fill:#8a8a8a}.permit{fill:#2e7d32}.wind{fill:url(#hatch);stroke:#b3261e}"
        "</style>\n"
        "<defs><pattern id=\"hatch\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" "
        "patternTransform=\"rotate(45)\"><rect width=\"5\" height=\"5\" fill=\"#fff\"/>"
        "<line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"5\" stroke=\"#b3261e\" "
        "stroke-width=\"2\"/></pattern></defs>\n");
    buf_printf(out, "<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>\n", width, height);
    svg_legend(out);
    int last = -50;
    for (calendar_day day = year_start(c->from, 0); day <= c->until; day = year_start(day, 1)) {
        int y, m, d, x = position(c, day, SVG_WIDTH);
        if (day < c->from || x < last + 40)
            continue;
        date_to_parts(day, &y, &m, &d);
        buf_printf(out,
                   "<line class=\"grid\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/><text class=\"year\" "
                   "x=\"%d\" y=\"%d\">%d</text>\n",
                   SVG_LEFT + x, SVG_TOP - 6, SVG_LEFT + x, height - 10, SVG_LEFT + x, SVG_TOP - 10, y);
        last = x;
    }
}

itd_status timeline_svg(const timeline *t, buf *out, itd_error *error)
{
    chart c;
    char on[DATE_TEXT_CAP];
    itd_status status = chart_init(&c, t, error);
    if (status != ITD_OK)
        return status;
    int height = SVG_TOP + 20;
    for (size_t i = 0; i < c.count; i++)
        height += SVG_ROW + (new_group(&c, i) ? SVG_GROUP : 0);
    svg_head(&c, height, out);
    int y = SVG_TOP;
    for (size_t i = 0; i < c.count; i++) {
        if (new_group(&c, i)) {
            buf_printf(out, "<text class=\"group\" x=\"8\" y=\"%d\">", y + SVG_GROUP - 8);
            buf_markup(out, c.rows[i].measure->imposer);
            buf_puts(out, ", ");
            buf_markup(out, c.rows[i].group);
            buf_puts(out, "</text>\n");
            y += SVG_GROUP;
        }
        svg_row(&c, c.rows[i].measure, y, out);
        y += SVG_ROW;
    }
    date_format(t->on, on);
    int x = SVG_LEFT + position(&c, t->on, SVG_WIDTH);
    buf_printf(out,
               "<line class=\"on\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/><text class=\"year\" x=\"%d\" "
               "y=\"14\">%s</text>\n</svg>\n",
               x, 18, x, height - 10, x, on);
    free(c.rows);
    return out->failed ? error_memory(error) : ITD_OK;
}
