/* The description of the service, OpenAPI 3.1, from the table of routes. */
#ifndef SERVE_OPENAPI_H
#define SERVE_OPENAPI_H

#include "http/route.h"

void openapi_write(const http_routes *routes, buf *out);

#endif
