/* What a request of yente's routes works with: the snapshot, its links, the tools of the thread.
 *
 *     yente_site y;
 *     if (!site_open(&y, context, a)) return;
 */
#ifndef YENTE_SITE_H
#define YENTE_SITE_H

#include "service/service.h"
#include "yente/edges.h"

typedef struct yente_site {
    service_tools *tools;
    const snapshot *snapshot;
    const edge_table *edges;
} yente_site;

/* False: `a` says why. */
bool site_open(yente_site *y, void *context, http_response *a);

/* Nothing goes out of a snapshot that was written to. */
void site_close(const yente_site *y, http_response *a);

/* "best" and the names that yente has for its algorithms. False: `a` is 400. */
bool site_knows_algorithm(const http_request *q, http_response *a);

#endif
