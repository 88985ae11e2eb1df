/* Routes about the server itself. */
#ifndef SERVE_SYSTEM_ROUTES_H
#define SERVE_SYSTEM_ROUTES_H

#include "serve/server.h"

void route_healthz(void *context, http_request *q, http_response *a);
void route_readyz(void *context, http_request *q, http_response *a);
void route_metrics(void *context, http_request *q, http_response *a);
void route_openapi(void *context, http_request *q, http_response *a);
void route_home(void *context, http_request *q, http_response *a);
void route_updatez(void *context, http_request *q, http_response *a);
void route_favicon(void *context, http_request *q, http_response *a);

#endif
