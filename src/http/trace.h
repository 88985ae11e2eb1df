/* W3C trace context: the traceparent of a request is answered with the same trace and a new parent.
 *
 *     trace_answer(q, a);
 */
#ifndef HTTP_TRACE_H
#define HTTP_TRACE_H

#include "http/http.h"

/* Adds traceparent and tracestate to the answer and keeps the first in the request for the log. */
void trace_answer(http_request *q, http_response *a);

#endif
