/* A request line and its headers, taken apart and checked before anybody acts on them.
 *
 * What two programs on the way could read differently is refused: two lengths, a length beside chunks, a
 * header name with blanks, control characters in a path, a per cent sign without two digits, text that is not
 * UTF-8.
 *
 *     unsigned status = request_read(&q, target, &why);      // 0: all is well
 */
#ifndef HTTP_REQUEST_H
#define HTTP_REQUEST_H

#include "http/http.h"

/* Fills path, query, host, segments, params from the target as sent. Returns 0, or the status to answer with
 * and a sentence. */
unsigned request_read(http_request *q, str target, const char **why);

/* The headers of the request: Host, lengths, names. *body_size is what Content-Length says, UINT64_MAX for
 * chunks, 0 for neither. */
unsigned request_check_headers(http_request *q, uint64_t *body_size, const char **why);

/* The method of a request line. */
http_method request_method(const char *name);

#endif
