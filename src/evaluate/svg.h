/* Small plots as SVG: curves and bars over axes from 0 to 1. */
#ifndef EVALUATE_SVG_H
#define EVALUATE_SVG_H

#include "base/buf.h"

enum { SVG_WIDTH = 480, SVG_HEIGHT = 300 };

/* Frame, grid and labels; svg_end closes the picture. */
void svg_start(buf *out, const char *title, const char *x_label, const char *y_label);
void svg_end(buf *out);

typedef struct svg_point {
    double x, y; /* 0 … 1 */
} svg_point;

void svg_curve(buf *out, const svg_point *points, size_t count, const char *colour, const char *label,
               size_t label_row);

/* Two series of bars side by side over `count` classes; heights 0 … 1. second may be NULL. */
void svg_bars(buf *out, const double *first, const double *second, size_t count, const char *first_label,
              const char *second_label);

#endif
