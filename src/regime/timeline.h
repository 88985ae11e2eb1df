/* Bars over the years: which measure was in force when, its wind-downs, permits beside prohibitions.
 *
 * Text has one line per measure and a column per stretch of time; SVG is a picture without scripts or outside
 * references. Both are grouped by imposer and sector.
 *
 *     timeline t = {.set = &set, .on = day};
 *     timeline_text(&t, &out);
 */
#ifndef REGIME_TIMELINE_H
#define REGIME_TIMELINE_H

#include "regime/model.h"

typedef struct timeline {
    const regime_set *set;
    calendar_day on; /* the line that is drawn */
    calendar_day from,
        until; /* DATE_NONE: the first year of a measure; two years behind `on` or the last change */
    str regime, imposer; /* only these; empty: all */
} timeline;

/* Errors: ITD_ERROR_MEMORY. */
ITD_MUST_CHECK itd_status timeline_text(const timeline *t, buf *out, itd_error *error);
ITD_MUST_CHECK itd_status timeline_svg(const timeline *t, buf *out, itd_error *error);

#endif
