/* Files over HTTP for `lists update` (libcurl): resumable, with ceilings for size and time. */
#ifndef CLI_FETCH_H
#define CLI_FETCH_H

#include "update/update.h"

/* An update_fetch; the context is not used. Follows redirects, from https to https only. */
itd_status fetch_over_http(void *context, const update_request *request, update_response *response,
                           itd_error *error);

#endif
