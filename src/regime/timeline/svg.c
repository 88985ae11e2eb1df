/* The picture of a timeline: a line of bars for each measure, or, where those would be too many, for each
 * act, sector or regime. */
#include "base/error.h"
#include "base/limits.h"
#include "regime/timeline/chart.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SCALE      900 /* pixels from the first to the last day */
#define LINE       16  /* height of a line */
#define HEADING    26  /* room above a group */
#define TOP        74  /* title, legend, years */
#define BOTTOM     16
#define RIGHT      26   /* room for arrows */
#define HEIGHT_MAX 2000 /* taller ones are grouped */
#define LETTER     6.3  /* mean width of a letter of a label */
#define ARROW      8

/* What has a line of its own. */
typedef enum line_of { LINE_MEASURE, LINE_ACT, LINE_SECTOR, LINE_REGIME, LINE_OF_COUNT } line_of;

typedef struct picture {
    timeline_chart chart;
    line_of level;
    int left, height;
} picture;

static int compare_text(str a, str b, int before)
{
    return before ? before : str_compare(a, b);
}

/* By what is in one line, so that it stands together. */
static int compare_for_lines(const void *a, const void *b)
{
    const timeline_row *left = a, *right = b;
    const regime_measure *x = left->measure, *y = right->measure;
    int order = str_compare(x->imposer, y->imposer);
    order = compare_text(x->regime, y->regime, order);
    order = compare_text(left->group, right->group, order);
    order = compare_text(x->instrument, y->instrument, order);
    return compare_text(x->id, y->id, order);
}

static bool same_line(const picture *p, const timeline_row *a, const timeline_row *b)
{
    const regime_measure *x = a->measure, *y = b->measure;
    if (p->level == LINE_MEASURE || !str_equal(x->imposer, y->imposer) || !str_equal(x->regime, y->regime))
        return false;
    return p->level == LINE_REGIME || (str_equal(a->group, b->group) &&
                                       (p->level == LINE_SECTOR || str_equal(x->instrument, y->instrument)));
}

static bool same_heading(const picture *p, const timeline_row *a, const timeline_row *b)
{
    const regime_measure *x = a->measure, *y = b->measure;
    if (!str_equal(x->imposer, y->imposer))
        return false;
    if (p->level == LINE_MEASURE)
        return str_equal(a->group, b->group);
    return p->level == LINE_REGIME ||
           (str_equal(x->regime, y->regime) && (p->level == LINE_SECTOR || str_equal(a->group, b->group)));
}

/* Rows from `i` that are in one line. */
static size_t line_end(const picture *p, size_t i)
{
    size_t end = i + 1;
    while (end < p->chart.count && same_line(p, &p->chart.rows[i], &p->chart.rows[end]))
        end++;
    return end;
}

static bool heading_before(const picture *p, size_t i)
{
    return i == 0 || !same_heading(p, &p->chart.rows[i - 1], &p->chart.rows[i]);
}

static void line_label(const picture *p, size_t i, size_t end, buf *out)
{
    const timeline_row *row = &p->chart.rows[i];
    buf_str(out, p->level == LINE_MEASURE  ? row->measure->id
                 : p->level == LINE_ACT    ? row->measure->instrument
                 : p->level == LINE_SECTOR ? row->group
                                           : row->measure->regime);
    if (end > i + 1)
        buf_printf(out, " (%zu)", end - i);
}

/* The width of the labels and the height of the picture at a level. */
static itd_status measure_picture(picture *p, itd_error *error)
{
    size_t longest = 20;
    buf label;
    buf_init(&label, LIMIT_VALUE_LEN);
    p->height = TOP + BOTTOM;
    for (size_t i = 0, end; i < p->chart.count; i = end) {
        end = line_end(p, i);
        buf_reset(&label);
        line_label(p, i, end, &label);
        size_t letters = 0;
        for (size_t k = 0; k < label.len; k++)
            letters += ((unsigned char)label.data[k] & 0xC0) != 0x80;
        longest = letters > longest ? letters : longest;
        p->height += LINE + (heading_before(p, i) ? HEADING : 0);
    }
    p->left = (int)((double)longest * LETTER) + 20;
    itd_status status = label.failed ? error_memory(error) : ITD_OK;
    buf_free(&label);
    return status;
}

/* ---- bars ---- */

static void arrow(int x, int y, int height, int direction, const char *kind, buf *out)
{
    buf_printf(out, "<path class=\"%s\" d=\"M%d %dl%d %dl%d %dz\"/>\n", kind, x, y, direction * ARROW,
               height / 2, -direction * ARROW, height - height / 2);
}

/* A bar; an arrow where it goes on beyond the picture or has no end. In a line of many measures a permit is a
 * narrow bar below the rules, so that it does not hide them. */
static void bar(const picture *p, const regime_measure *m, int y, calendar_day from, calendar_day until,
                const char *kind, buf *out)
{
    char first[DATE_TEXT_CAP], last[DATE_TEXT_CAP] = "open end";
    const timeline_chart *c = &p->chart;
    bool narrow = p->level != LINE_MEASURE && strcmp(kind, "permit") == 0;
    int top = narrow ? y + LINE - 6 : y + 2, height = narrow ? 4 : LINE - 4;
    int x = timeline_position(c, from, SCALE), end = timeline_position(c, until, SCALE);
    if (from >= c->until || (until != DATE_NONE && until <= c->from))
        return;
    date_format(from, first);
    if (until != DATE_NONE)
        date_format(until, last);
    buf_printf(out, "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"><title>", kind,
               p->left + x, top, end - x < 1 ? 1 : end - x, height);
    buf_markup(out, m->id);
    buf_printf(out, ", %s to %s: ", first, last);
    buf_markup(out, m->instrument);
    buf_puts(out, ", ");
    buf_markup(out, m->provision);
    buf_puts(out, "</title></rect>\n");
    if (until == DATE_NONE || until > c->until)
        arrow(p->left + SCALE, top, height, 1, kind, out);
    if (from < c->from)
        arrow(p->left, top, height, -1, kind, out);
}

static void bars_of(const picture *p, const regime_measure *m, int y, buf *out)
{
    for (size_t k = 0; k < m->period_count; k++) {
        const regime_period *period = &m->periods[k];
        regime_span wind;
        bar(p, m, y, period->from, period->until,
            timeline_is_permit(m)       ? "permit"
            : m->role == ROLE_OPERATIVE ? "rule"
                                        : "other",
            out);
        for (size_t n = 0; timeline_wind_down_at(m, period, n, &wind); n++)
            if (wind.until > wind.from)
                bar(p, m, y, wind.from, wind.until, "wind", out);
        if (period->notice_from != DATE_NONE)
            bar(p, m, y, period->notice_from, period->from, "wind", out);
    }
}

static void heading(const picture *p, size_t i, int y, buf *out)
{
    const timeline_row *row = &p->chart.rows[i];
    buf_printf(out, "<text class=\"group\" x=\"8\" y=\"%d\">", y + HEADING - 8);
    buf_markup(out, row->measure->imposer);
    if (p->level == LINE_ACT || p->level == LINE_SECTOR) {
        buf_puts(out, ", ");
        buf_markup(out, row->measure->regime);
    }
    if (p->level <= LINE_ACT) {
        buf_puts(out, ", ");
        buf_markup(out, row->group);
    }
    buf_puts(out, "</text>\n");
}

static void lines(const picture *p, buf *out)
{
    int y = TOP;
    buf label;
    buf_init(&label, LIMIT_VALUE_LEN);
    for (size_t i = 0, end; i < p->chart.count; i = end) {
        end = line_end(p, i);
        if (heading_before(p, i)) {
            heading(p, i, y, out);
            y += HEADING;
        }
        buf_reset(&label);
        line_label(p, i, end, &label);
        buf_printf(out, "<text class=\"id\" x=\"%d\" y=\"%d\">", p->left - 10, y + LINE - 4);
        buf_markup(out, buf_as_str(&label));
        buf_puts(out, "</text>\n");
        buf_puts(out, end > i + 1 ? "<g class=\"many\">\n" : "");
        for (int permits = 0; permits < 2; permits++)
            for (size_t k = i; k < end; k++)
                if (timeline_is_permit(p->chart.rows[k].measure) == permits)
                    bars_of(p, p->chart.rows[k].measure, y, out);
        buf_puts(out, end > i + 1 ? "</g>\n" : "");
        y += LINE;
    }
    out->failed |= label.failed;
    buf_free(&label);
}

/* ---- frame ---- */

static void title(const picture *p, buf *out)
{
    const timeline *t = p->chart.t;
    char from[DATE_TEXT_CAP], until[DATE_TEXT_CAP], on[DATE_TEXT_CAP];
    static const char *const by[] = {"", ", by act", ", by sector", ", by regime"};
    date_format(p->chart.from, from);
    date_format(p->chart.until, until);
    date_format(t->on, on);
    buf_puts(out, "Measures");
    if (t->imposer.len) {
        buf_puts(out, " of ");
        buf_markup(out, t->imposer);
    }
    if (t->regime.len) {
        buf_puts(out, " on ");
        buf_markup(out, t->regime);
    }
    buf_printf(out, ", %.4s to %.4s; the line is %s%s", from, until, on, by[p->level]);
}

static void legend(buf *out)
{
    static const struct {
        const char *kind, *label;
        int x;
    } marks[] = {{"rule", "rule in force", 8},
                 {"permit", "permit", 118},
                 {"wind", "wind-down", 196},
                 {"other", "frame, limit", 290}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        buf_printf(out,
                   "<rect class=\"%s\" x=\"%d\" y=\"32\" width=\"16\" height=\"10\"/><text x=\"%d\" "
                   "y=\"41\">%s</text>\n",
                   marks[i].kind, marks[i].x, marks[i].x + 21, marks[i].label);
    buf_puts(out, "<path class=\"other\" d=\"M394 31l8 6l-8 6z\"/><text x=\"407\" y=\"41\">goes on</text>\n");
}

static void style(buf *out)
{
    buf_puts(
        out,
        "<style>svg{--paper:#fff;--ink:#222;--soft:#666;--grid:#ddd;--rule:#b3261e;--permit:#2e7d32;--other:#"
        "8a8a8a}"
        "@media(prefers-color-scheme:dark){svg{--paper:#16181b;--ink:#e6e6e6;--soft:#a5a5a5;--grid:#3a3d42;"
        "--rule:#e5736b;--permit:#6abf70;--other:#8f949b}}"
        "text{font:11px "
        "sans-serif;fill:var(--ink)}.title{font-size:14px;font-weight:bold}.id{text-anchor:end}"
        ".group{font-weight:bold}.year{text-anchor:middle;fill:var(--soft)}.grid{stroke:var(--grid)}"
        ".on{stroke:var(--ink);stroke-dasharray:4 2}.paper{fill:var(--paper)}.rule{fill:var(--rule)}"
        ".other{fill:var(--other)}.permit{fill:var(--permit)}.wind{fill:url(#hatch);stroke:var(--rule)}"
        ".hatch{stroke:var(--rule);stroke-width:2}.many .rule,.many .other{fill-opacity:.6}</style>\n"
        "<defs><pattern id=\"hatch\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" "
        "patternTransform=\"rotate(45)\"><rect class=\"paper\" width=\"5\" height=\"5\"/>"
        "<line class=\"hatch\" x1=\"0\" y1=\"0\" x2=\"0\" y2=\"5\"/></pattern></defs>\n");
}

static void years(const picture *p, buf *out)
{
    int last = -50;
    const timeline_chart *c = &p->chart;
    for (calendar_day day = timeline_year_start(c->from, 0); day <= c->until;
         day = timeline_year_start(day, 1)) {
        int y, m, d, x = timeline_position(c, day, SCALE);
        if (day < c->from || x < last + 40)
            continue;
        date_to_parts(day, &y, &m, &d);
        buf_printf(
            out,
            "<line class=\"grid\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/><text class=\"year\" x=\"%d\" "
            "y=\"%d\">%d</text>\n",
            p->left + x, TOP - 6, p->left + x, p->height - 10, p->left + x, TOP - 10, y);
        last = x;
    }
}

static void draw(const picture *p, buf *out)
{
    int width = p->left + SCALE + RIGHT, x = p->left + timeline_position(&p->chart, p->chart.t->on, SCALE);
    buf_printf(out,
               "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" "
               "role=\"img\" "
               "aria-labelledby=\"title\">\n<title id=\"title\">",
               width, p->height, width, p->height);
    title(p, out);
    buf_puts(out, "</title>\n");
    style(out);
    buf_printf(out,
               "<rect class=\"paper\" width=\"%d\" height=\"%d\"/>\n<text class=\"title\" x=\"8\" y=\"20\">",
               width, p->height);
    title(p, out);
    buf_puts(out, "</text>\n");
    legend(out);
    years(p, out);
    lines(p, out);
    buf_printf(out, "<line class=\"on\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>\n</svg>\n", x, TOP - 6, x,
               p->height - 10);
}

itd_status timeline_svg(const timeline *t, buf *out, itd_error *error)
{
    picture p = {.level = LINE_MEASURE};
    itd_status status = timeline_chart_init(&p.chart, t, error);
    if (status == ITD_OK)
        status = measure_picture(&p, error);
    while (status == ITD_OK && p.height > HEIGHT_MAX && p.level + 1 < LINE_OF_COUNT) {
        qsort(p.chart.rows, p.chart.count, sizeof *p.chart.rows, compare_for_lines);
        p.level++;
        status = measure_picture(&p, error);
    }
    if (status == ITD_OK) {
        draw(&p, out);
        status = out->failed ? error_memory(error) : ITD_OK;
    }
    free(p.chart.rows);
    return status;
}
