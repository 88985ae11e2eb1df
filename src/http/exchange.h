/* One request and its answer, from the first byte to the last. For http/server.c alone. */
#ifndef HTTP_EXCHANGE_H
#define HTTP_EXCHANGE_H

#include "http/metrics.h"
#include "http/site.h"
#include "http/watch.h"

#include <microhttpd.h>
#include <stdatomic.h>

/* What all exchanges of a server share. */
typedef struct exchange_site {
    const http_service *service;
    http_limits limits;
    metrics *metrics;
    watch *watch;
    atomic_size_t bodies_size; /* bytes of bodies in memory now */
    atomic_size_t running;     /* requests that are not answered yet */
    atomic_bool stopping;
    bool secure;
} exchange_site;

typedef struct exchange exchange;

/* At the request line. NULL without memory. */
exchange *exchange_new(exchange_site *site, const char *target);

/* What the library calls again and again: headers, pieces of the body, its end. */
enum MHD_Result exchange_go_on(exchange *x, struct MHD_Connection *connection, const char *method,
                               const char *data, size_t *data_size);

/* The answer was handed to the library. */
bool exchange_is_answered(const exchange *x);

/* When the answer is out, or the client away. */
void exchange_free(exchange *x);

#endif
