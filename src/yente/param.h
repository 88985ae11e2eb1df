/* Parameters as yente takes them: unknown ones are passed over, a wrong one is answered 422 with what was
 * expected.
 *
 *     long long limit = 10;
 *     if (!param_integer(q, "limit", INT64_MIN, 500, &limit, a)) return;
 */
#ifndef YENTE_PARAM_H
#define YENTE_PARAM_H

#include "http/http.h"

/* *value is untouched where the parameter was not given. False: `a` says why. */
bool param_integer(const http_request *q, const char *name, long long most, long long *value,
                   http_response *a);
bool param_score(const http_request *q, const char *name, int *value,
                 http_response *a); /* in ten-thousandths */
bool param_flag(const http_request *q, const char *name, bool *value, http_response *a);

/* YYYY-MM-DD[THH[:MM[:SS]]] as it is; empty where it was not given. */
bool param_moment(const http_request *q, const char *name, str *value, http_response *a);

/* All values of a parameter that may be repeated, those that are empty left out; in the arena of the request.
 */
const str *param_all(const http_request *q, const char *name, size_t *count);

/* 422 {"detail":[{"type","loc":[place,name…],"msg","input"}]}; second and third may be NULL. */
void param_invalid(http_response *a, const char *type, const char *place, const char *name,
                   const char *second, const char *third, const char *message, str input);

#endif
