/* Routes as data: one table for finding a handler, for what it wants of the caller, for the metrics and for
 * the description of the service (http/openapi.h).
 *
 *     static const http_route ROUTES[] = {
 *         {.method = HTTP_GET, .path = "/entities/{id}", .handle = entity, .id = "fetch_entity", .summary =
 * "…"},
 *     };
 */
#ifndef HTTP_ROUTE_H
#define HTTP_ROUTE_H

#include "http/http.h"

/* What a route is open to. */
enum {
    ROUTE_PUBLIC = 1,  /* no key is wanted, whatever the address */
    ROUTE_CORS = 2,    /* pages of other sites may read the answer */
    ROUTE_OWN = 4,     /* our own: a foreign Host or Origin is refused */
    ROUTE_HIDDEN = 8,  /* left out of the description */
    ROUTE_TOKEN = 16,  /* brings its own proof of who asks */
    ROUTE_WHOLE = 32,  /* another part of a body than JSON */
    ROUTE_LOGGED = 64, /* what it answers is recorded */
};

typedef struct http_parameter {
    const char *name, *type; /* "string", "integer", "number", "boolean", "array" */
    const char *text;
} http_parameter;

typedef void http_handler(void *context, http_request *q, http_response *a);

struct http_route {
    http_method method;
    const char *path; /* "/match/{dataset}": a part in braces takes any one part */
    http_handler *handle;
    unsigned flags;
    int role;                         /* least role of a key, as the service numbers them */
    const char *id, *summary, *tag;   /* for the description */
    const http_parameter *parameters; /* of the query; ends with name NULL. NULL: none */
    const char *body, *answer;        /* media types; NULL: none, application/json */
};

typedef struct http_routes {
    const http_route *items;
    size_t count;
} http_routes;

/* The route of a request, and its {parts} into q->values. NULL with *allowed 0 where there is no such path,
 * else with the bits (1 << method) that the path has. HEAD finds what GET does. */
const http_route *http_route_find(const http_routes *routes, http_request *q, unsigned *allowed);

/* "GET, POST" for a header. */
void http_allowed_text(unsigned allowed, char text[64]);

#endif
