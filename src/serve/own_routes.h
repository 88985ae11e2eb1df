/* The routes under /v1: what the commands print with --json, over HTTP. */
#ifndef SERVE_OWN_ROUTES_H
#define SERVE_OWN_ROUTES_H

#include "serve/server.h"

/* Questions. */
void route_screen(void *context, http_request *q, http_response *a);
void route_batch(void *context, http_request *q, http_response *a);
void route_message(void *context, http_request *q, http_response *a);
void route_text(void *context, http_request *q, http_response *a);
void route_decide(void *context, http_request *q, http_response *a);

/* What is known. */
void route_lists(void *context, http_request *q, http_response *a);
void route_snapshot(void *context, http_request *q, http_response *a);
void route_renew(void *context, http_request *q, http_response *a);
void route_entity(void *context, http_request *q, http_response *a);
void route_regime(void *context, http_request *q, http_response *a);
void route_measure(void *context, http_request *q, http_response *a);
void route_timeline(void *context, http_request *q, http_response *a);

#endif
