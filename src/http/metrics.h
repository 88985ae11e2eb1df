/* What was asked and how long it took, by route, for Prometheus. No value of a request is a label.
 *
 *     metrics_count(m, route_number, 200, 1800);     // microseconds
 *     metrics_write(m, &routes, &out);
 */
#ifndef HTTP_METRICS_H
#define HTTP_METRICS_H

#include "http/route.h"

typedef struct metrics metrics;

/* For so many routes; one more counts what met none. */
ITD_MUST_CHECK itd_status metrics_new(size_t route_count, metrics **out, itd_error *error);
void metrics_free(metrics *m);

/* From any thread. route: its number, or the count of routes for none. */
void metrics_count(metrics *m, size_t route, unsigned status, unsigned long long microseconds);

/* interdict_http_requests_total and interdict_http_request_seconds, in the text format of Prometheus. */
void metrics_write(const metrics *m, const http_routes *routes, buf *out);

#endif
