/* What a server is started with: its routes, who is let in, and its limits. */
#ifndef HTTP_SITE_H
#define HTTP_SITE_H

#include "http/route.h"

typedef struct http_limits {
    size_t body_size;         /* bytes of one body */
    size_t bodies_size;       /* of all bodies in memory together */
    size_t url_len;           /* path and query */
    unsigned request_seconds; /* until a request is whole */
    unsigned answer_seconds;  /* until an answer is taken */
    unsigned idle_seconds;    /* between two requests of a connection */
    unsigned connections;
    unsigned connections_each; /* of one address; 0: no limit */
    unsigned threads;
} http_limits;

#define HTTP_LIMITS_DEFAULT                                                                                  \
    ((http_limits){.body_size = (size_t)16 << 20,                                                            \
                   .bodies_size = (size_t)512 << 20,                                                         \
                   .url_len = 60000,                                                                         \
                   .request_seconds = 30,                                                                    \
                   .answer_seconds = 300,                                                                    \
                   .idle_seconds = 60,                                                                       \
                   .connections = 16384,                                                                     \
                   .threads = 1})

typedef struct http_service {
    http_routes routes;
    void *context; /* of all handlers */

    /* Called for every request that has a route, before its body is read. False: `a` is the refusal. */
    bool (*admit)(void *context, http_request *q, http_response *a);

    /* Called when a handler is done; the answer may be changed, or made to wait (http/http.h). NULL: nothing.
     */
    void (*answered)(void *context, http_request *q, http_response *a);

    /* One line of JSON for each request, with line end; NULL: none. */
    void (*log)(void *context, str line);
} http_service;

#endif
