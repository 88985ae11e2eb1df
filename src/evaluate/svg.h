/* Small plots as SVG: curves and bars over axes from 0 to 1, or to the height that the bars need. Colours are
 * those of the page (svg_style), also in the dark. The legend has a line of its own below the title. */
#ifndef EVALUATE_SVG_H
#define EVALUATE_SVG_H

#include "base/buf.h"

enum { SVG_WIDTH = 520, SVG_HEIGHT = 330 };

/* CSS of the plots, once in the head of a page. */
const char *svg_style(void);

/* How an axis is labelled. */
typedef enum svg_axis {
    SVG_SHARES,  /* 0.0 to 1.0 */
    SVG_CLASSES, /* no figures: the classes are in the order of a table */
} svg_axis;

/* Frame, grid and labels; svg_end closes the picture. `top` is the value at the upper end, more than 0. */
void svg_start(buf *out, const char *title, const char *x_label, svg_axis x_axis, const char *y_label,
               double top);
void svg_end(buf *out);

/* The round value from which on `highest` has room: 0.05, 0.1, 0.2, 0.5 or 1. */
double svg_top(double highest);

typedef struct svg_point {
    double x, y; /* 0 … 1 */
} svg_point;

/* series: 0 or 1, its colour and its place in the legend. */
void svg_curve(buf *out, const svg_point *points, size_t count, int series, const char *label);

/* Two series of bars side by side over `count` classes; heights 0 … top. second may be NULL. */
void svg_bars(buf *out, const double *first, const double *second, size_t count, double top,
              const char *first_label, const char *second_label);

#endif
