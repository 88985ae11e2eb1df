/* What the text and the picture of a timeline share: the measures that are shown, in their order, and the
 * scale. */
#ifndef REGIME_TIMELINE_CHART_H
#define REGIME_TIMELINE_CHART_H

#include "regime/timeline.h"

typedef struct timeline_row {
    const regime_measure *measure;
    str group; /* its sector */
} timeline_row;

typedef struct timeline_chart {
    const timeline *t;
    timeline_row *rows; /* by imposer, group and first day; to be freed */
    size_t count;
    calendar_day from, until;
} timeline_chart;

ITD_MUST_CHECK itd_status timeline_chart_init(timeline_chart *c, const timeline *t, itd_error *error);

/* Where a day lies on a scale of `width`; DATE_NONE is its end. */
int timeline_position(const timeline_chart *c, calendar_day day, int width);

bool timeline_is_permit(const regime_measure *m);
calendar_day timeline_year_start(calendar_day day, int years);

/* The n-th wind-down of a period: its own, that for those who are exposed, those of the targets. False behind
 * the last one; a place without any gives an empty span. */
bool timeline_wind_down_at(const regime_measure *m, const regime_period *p, size_t n, regime_span *out);

#endif
