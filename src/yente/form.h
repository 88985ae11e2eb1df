/* The fields of a form: application/x-www-form-urlencoded or multipart/form-data. */
#ifndef YENTE_FORM_H
#define YENTE_FORM_H

#include "http/http.h"

/* The value of a field of the body, data NULL where there is none. In the arena of the request. */
str form_value(const http_request *q, const char *name);

#endif
