#include "evaluate/svg.h"

enum { LEFT = 48, RIGHT = 12, TOP = 28, BOTTOM = 40 };

static double at_x(double x)
{
    return LEFT + x * (SVG_WIDTH - LEFT - RIGHT);
}

static double at_y(double y)
{
    return SVG_HEIGHT - BOTTOM - y * (SVG_HEIGHT - TOP - BOTTOM);
}

static void label(buf *out, double x, double y, const char *anchor, const char *text)
{
    buf_printf(out, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">", x, y, anchor);
    buf_markup(out, str_of(text));
    buf_puts(out, "</text>\n");
}

void svg_start(buf *out, const char *title, const char *x_label, const char *y_label)
{
    buf_printf(
        out,
        "<svg viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\" font-family=\"sans-serif\" "
        "font-size=\"11\" fill=\"#222\">\n",
        SVG_WIDTH, SVG_HEIGHT, SVG_WIDTH, SVG_HEIGHT);
    buf_puts(out, "<title>");
    buf_markup(out, str_of(title));
    buf_puts(out, "</title>\n");
    label(out, LEFT, 16, "start", title);
    for (int i = 0; i <= 5; i++) {
        double share = i / 5.0;
        buf_printf(out, "<path d=\"M%.1f %.1fH%.1fM%.1f %.1fV%.1f\" stroke=\"#ddd\" fill=\"none\"/>\n",
                   at_x(0), at_y(share), at_x(1), at_x(share), at_y(0), at_y(1));
        buf_printf(out, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%.1f</text>\n", at_x(0) - 5,
                   at_y(share) + 4, share);
        buf_printf(out, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%.1f</text>\n", at_x(share),
                   at_y(0) + 14, share);
    }
    label(out, at_x(0.5), SVG_HEIGHT - 8, "middle", x_label);
    buf_printf(out, "<text transform=\"translate(12 %.1f) rotate(-90)\" text-anchor=\"middle\">", at_y(0.5));
    buf_markup(out, str_of(y_label));
    buf_puts(out, "</text>\n");
}

void svg_end(buf *out)
{
    buf_puts(out, "</svg>\n");
}

void svg_curve(buf *out, const svg_point *points, size_t count, const char *colour, const char *name,
               size_t label_row)
{
    buf_puts(out, "<polyline points=\"");
    for (size_t i = 0; i < count; i++)
        buf_printf(out, "%.1f,%.1f ", at_x(points[i].x), at_y(points[i].y));
    buf_printf(out, "\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>\n", colour);
    double y = at_y(0) - 30 + 14 * (double)label_row;
    buf_printf(out, "<path d=\"M%.1f %.1fh16\" stroke=\"%s\" stroke-width=\"2\"/>\n", at_x(0.6), y - 4,
               colour);
    label(out, at_x(0.6) + 20, y, "start", name);
}

void svg_bars(buf *out, const double *first, const double *second, size_t count, const char *first_label,
              const char *second_label)
{
    static const char *const colours[] = {"#3465a4", "#cc0000"};
    for (size_t i = 0; i < count; i++) {
        for (int series = 0; series < (second ? 2 : 1); series++) {
            double height = series ? second[i] : first[i], width = 0.8 / (double)count / (second ? 2 : 1);
            double x = ((double)i + 0.1) / (double)count + series * width;
            buf_printf(out, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>\n",
                       at_x(x), at_y(height), at_x(width) - at_x(0), at_y(0) - at_y(height), colours[series]);
        }
    }
    for (int series = 0; series < (second ? 2 : 1); series++) {
        buf_printf(out, "<rect x=\"%.1f\" y=\"%d\" width=\"10\" height=\"10\" fill=\"%s\"/>\n",
                   at_x(0.5 + 0.25 * series), 8, colours[series]);
        label(out, at_x(0.5 + 0.25 * series) + 14, 17, "start", series ? second_label : first_label);
    }
}
