#include "evaluate/svg.h"

enum { LEFT = 58, RIGHT = 16, TOP = 54, BOTTOM = 48, LEGEND = 38, LEGEND_STEP = 200, TICKS = 5 };

const char *svg_style(void)
{
    return "svg{--ink:#222;--grid:#ddd;--s0:#3465a4;--s1:#c0392b;display:block;margin:1em 0}"
           "@media(prefers-color-scheme:dark){svg{--ink:#e6e6e6;--grid:#3a3d42;--s0:#7aa6de;--s1:#ec7063}}"
           "svg text{font:11px sans-serif;fill:var(--ink)}svg .title{font-size:13px;font-weight:bold}"
           "svg .grid{stroke:var(--grid);fill:none}svg .axis{stroke:var(--ink);fill:none}"
           "svg .f0{fill:var(--s0)}svg .f1{fill:var(--s1)}svg .l0{stroke:var(--s0)}svg .l1{stroke:var(--s1)}"
           "svg .l0,svg .l1{stroke-width:2;fill:none}";
}

static double at_x(double x)
{
    return LEFT + x * (SVG_WIDTH - LEFT - RIGHT);
}

static double at_y(double y)
{
    return SVG_HEIGHT - BOTTOM - y * (SVG_HEIGHT - TOP - BOTTOM);
}

static void label(buf *out, double x, double y, const char *anchor, const char *class, const char *text)
{
    buf_printf(out, "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">", class, x, y, anchor);
    buf_markup(out, str_of(text));
    buf_puts(out, "</text>\n");
}

double svg_top(double highest)
{
    static const double tops[] = {0.05, 0.1, 0.2, 0.5};
    for (size_t i = 0; i < sizeof tops / sizeof tops[0]; i++)
        if (highest <= tops[i])
            return tops[i];
    return 1;
}

void svg_start(buf *out, const char *title, const char *x_label, svg_axis x_axis, const char *y_label,
               double top)
{
    buf_printf(out, "<svg viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\">\n<title>", SVG_WIDTH,
               SVG_HEIGHT, SVG_WIDTH, SVG_HEIGHT);
    buf_markup(out, str_of(title));
    buf_puts(out, "</title>\n");
    label(out, LEFT, 18, "start", "title", title);
    for (int i = 0; i <= TICKS; i++) {
        double share = (double)i / TICKS;
        buf_printf(out, "<path class=\"grid\" d=\"M%.1f %.1fH%.1f\"/>\n", at_x(0), at_y(share), at_x(1));
        buf_printf(out, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%.*f</text>\n", at_x(0) - 6,
                   at_y(share) + 4, top < 0.5 ? 2 : 1, share * top);
        if (x_axis == SVG_CLASSES)
            continue;
        buf_printf(out, "<path class=\"grid\" d=\"M%.1f %.1fV%.1f\"/>\n", at_x(share), at_y(0), at_y(1));
        buf_printf(out, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%.1f</text>\n", at_x(share),
                   at_y(0) + 16, share);
    }
    buf_printf(out, "<path class=\"axis\" d=\"M%.1f %.1fV%.1fH%.1f\"/>\n", at_x(0), at_y(1), at_y(0),
               at_x(1));
    label(out, at_x(0.5), SVG_HEIGHT - 10, "middle", "label", x_label);
    buf_printf(out,
               "<text class=\"label\" transform=\"translate(14 %.1f) rotate(-90)\" text-anchor=\"middle\">",
               at_y(0.5));
    buf_markup(out, str_of(y_label));
    buf_puts(out, "</text>\n");
}

void svg_end(buf *out)
{
    buf_puts(out, "</svg>\n");
}

static void legend(buf *out, int series, const char *text)
{
    int x = LEFT + series * LEGEND_STEP;
    buf_printf(out, "<rect class=\"f%d\" x=\"%d\" y=\"%d\" width=\"10\" height=\"10\"/>\n", series, x,
               LEGEND - 9);
    label(out, x + 15, LEGEND, "start", "legend", text);
}

void svg_curve(buf *out, const svg_point *points, size_t count, int series, const char *name)
{
    buf_printf(out, "<polyline class=\"l%d\" points=\"", series);
    for (size_t i = 0; i < count; i++)
        buf_printf(out, "%.1f,%.1f ", at_x(points[i].x), at_y(points[i].y));
    buf_puts(out, "\"/>\n");
    legend(out, series, name);
}

void svg_bars(buf *out, const double *first, const double *second, size_t count, double top,
              const char *first_label, const char *second_label)
{
    int series_count = second ? 2 : 1;
    for (size_t i = 0; i < count; i++)
        for (int series = 0; series < series_count; series++) {
            double height = (series ? second[i] : first[i]) / top, width = 0.8 / (double)count / series_count;
            double x = ((double)i + 0.1) / (double)count + series * width;
            buf_printf(out, "<rect class=\"f%d\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>\n",
                       series, at_x(x), at_y(height), at_x(width) - at_x(0), at_y(0) - at_y(height));
        }
    for (int series = 0; series < series_count; series++)
        legend(out, series, series ? second_label : first_label);
}
