/* The server: connections in, requests to handlers, answers out; limits of size and time; one line of log a
 * request.
 *
 * libmicrohttpd with epoll and a fixed number of threads. A connection stays with one thread, which runs its
 * handlers. Whoever asks is let in or refused before a body is read.
 *
 *     http_server *s;
 *     status = http_server_start(&service, &limits, socket, NULL, &s, &error);
 *     ... until a signal ...
 *     http_server_stop(s, 30);          // what runs ends, nothing new begins
 */
#ifndef HTTP_SERVER_H
#define HTTP_SERVER_H

#include "http/metrics.h"
#include "http/site.h"

/* Certificate chain and key, PEM. */
typedef struct http_tls {
    const char *certificate, *key;
} http_tls;

typedef struct http_server http_server;

/* The socket listens already and belongs to the server from now on. The service is borrowed and must outlive
 * it. */
ITD_MUST_CHECK itd_status http_server_start(const http_service *service, const http_limits *limits,
                                            int socket, const http_tls *tls, http_server **out,
                                            itd_error *error);

/* No new connections; requests that run may end, at most so many seconds. Frees it. */
void http_server_stop(http_server *s, unsigned seconds);

bool http_server_stopping(const http_server *s);

const metrics *http_server_metrics(const http_server *s);

/* Figures of connections for the metrics, in the text format of Prometheus. */
void http_server_write_metrics(http_server *s, buf *out);

#endif
