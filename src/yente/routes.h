/* The routes of yente, see docs/yente.md. */
#ifndef YENTE_ROUTES_H
#define YENTE_ROUTES_H

#include "http/route.h"
#include "service/service.h"
#include "yente/edges.h"

void yente_match(void *context, http_request *q, http_response *a);
void yente_search(void *context, http_request *q, http_response *a);
void yente_entity(void *context, http_request *q, http_response *a);
void yente_adjacent(void *context, http_request *q, http_response *a);
void yente_adjacent_property(void *context, http_request *q, http_response *a);
void yente_catalog(void *context, http_request *q, http_response *a);
void yente_algorithms(void *context, http_request *q, http_response *a);
void yente_reconcile_manifest(void *context, http_request *q, http_response *a);
void yente_reconcile(void *context, http_request *q, http_response *a);
void yente_suggest_entity(void *context, http_request *q, http_response *a);
void yente_suggest_property(void *context, http_request *q, http_response *a);
void yente_suggest_type(void *context, http_request *q, http_response *a);
void yente_extend_property(void *context, http_request *q, http_response *a);

/* Their parameters, for the table of routes. */
extern const http_parameter YENTE_MATCH[], YENTE_SEARCH[], YENTE_NESTED[], YENTE_PAGE[], YENTE_PREFIX[],
    YENTE_EXTEND[];

#endif
