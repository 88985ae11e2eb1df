/* A request as a handler sees it, and the answer that it makes.
 *
 * Everything in a request is borrowed and lives as long as the answer to it; what a handler needs besides, it
 * takes from the request's arena. Nothing here knows what the service is for, and nothing but http/server.c
 * and http/request.c knows which library speaks to the network.
 *
 *     static void hello(void *context, http_request *q, http_response *a)
 *     {
 *         str name = http_param(q, "name");
 *         if (!name.len)
 *             http_error(a, 400, "who are you?");
 *         else
 *             buf_printf(&a->body, "{\"hello\":…}", …);        // status 200, application/json
 *     }
 */
#ifndef HTTP_HTTP_H
#define HTTP_HTTP_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/json_emit.h"

#include <interdict/status.h>

enum {
    HTTP_PARAMS_MAX = 1024, /* parameters of one query */
    HTTP_SEGMENTS_MAX = 8,  /* parts of a path */
    HTTP_VALUES_MAX = 2,    /* {parts} of a route */
    HTTP_HEADERS_MAX = 16,  /* of an answer */
};

typedef enum http_method {
    HTTP_GET,
    HTTP_HEAD,
    HTTP_POST,
    HTTP_PUT,
    HTTP_PATCH,
    HTTP_DELETE,
    HTTP_OPTIONS,
    HTTP_OTHER,
    HTTP_METHOD_COUNT
} http_method;

typedef struct http_pair {
    str name, value;
} http_pair;

typedef struct http_route http_route;

typedef struct http_request {
    arena *memory;
    http_method method;
    const http_route *route;         /* NULL until one was found */
    str path, query;                 /* as sent */
    str host;                        /* of the Host header or the absolute address, without the port check */
    str segments[HTTP_SEGMENTS_MAX]; /* of the path, decoded */
    size_t segment_count;
    const http_pair *params; /* of the query, decoded, in their order */
    size_t param_count;
    str values[HTTP_VALUES_MAX]; /* what stands at the {parts} of the route */
    str body;
    bool secure; /* came over TLS */
    void *connection;
    void *caller; /* what the service noted about who asks (http/server.h) */
    char traceparent[56];
} http_request;

/* Makes the next piece of a long answer: appends to `out`; false when there is no more. */
typedef bool http_producer(void *state, buf *out);

struct http_response;

/* What an answer waits for before it goes out; its connection rests meanwhile. */
typedef struct http_wait {
    /* Begins it; NULL: nothing. `resume` is called once with `at`, from any thread, when it is over. */
    void (*begin)(void *state, void (*resume)(void *at), void *at);
    /* Then, in a thread of the server: the answer may still be changed. */
    void (*end)(void *state, struct http_response *a);
    void *state; /* lives as long as the request */
} http_wait;

typedef struct http_response {
    arena *memory;
    unsigned status;
    const char *type; /* media type */
    buf body;
    http_pair headers[HTTP_HEADERS_MAX];
    size_t header_count;
    bool close;               /* the connection ends with this answer */
    http_producer *produce;   /* not NULL: what follows the body, piece by piece */
    void *state;              /* of the producer */
    void (*end)(void *state); /* frees it, also where the client went away */
    http_wait wait;
} http_response;

/* The value of a header, empty where there is none. Names in any case. */
str http_header(const http_request *q, const char *name);

/* The last value of a parameter, data NULL where it was not given. */
str http_param(const http_request *q, const char *name);

/* The n-th value of a parameter that may be repeated, data NULL behind the last. */
str http_param_nth(const http_request *q, const char *name, size_t n);

/* Adds a header; the value is copied. Beyond HTTP_HEADERS_MAX the answer becomes an error. */
void http_add_header(http_response *a, const char *name, const char *value);

/* Makes the answer {"detail":"…"} with that status; what it had before is dropped. */
void http_error(http_response *a, unsigned status, const char *format, ...) ITD_PRINTF(3, 4);

/* The same for an error of the program: 400 for what was asked wrongly, 500 for what went wrong here. */
void http_fail(http_response *a, const itd_error *error);

const char *http_method_name(http_method method);

#endif
