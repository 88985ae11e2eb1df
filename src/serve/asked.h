/* Parameters that the routes under /v1 share, read strictly: one that is not understood is an answer 400. */
#ifndef SERVE_ASKED_H
#define SERVE_ASKED_H

#include "base/date.h"
#include "http/http.h"
#include "match/match.h"

/* threshold and limit into the options (which have the defaults). False: `a` says why. */
bool asked_options(const http_request *q, match_options *o, http_response *a);

/* on, from, until. *day is untouched where it was not given. */
bool asked_day(const http_request *q, const char *name, calendar_day *day, http_response *a);

/* The parameter as a terminated text; NULL where it was not given. */
const char *asked_text(const http_request *q, const char *name);

/* A parameter that is true or false. */
bool asked_flag(const http_request *q, const char *name, bool *flag, http_response *a);

/* No parameter but these (NULL at the end) was given: a slip of typing must not change an answer. */
bool asked_only(const http_request *q, const char *const *names, http_response *a);

#endif
