/* Answers made smaller for those who asked for it. */
#ifndef HTTP_GZIP_H
#define HTTP_GZIP_H

#include "http/http.h"

/* Compresses the body where the request takes gzip and it is worth it; else leaves it as it is. */
void gzip_answer(const http_request *q, http_response *a);

#endif
