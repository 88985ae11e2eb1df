/* Files over HTTP for `lists update`: resumable, with ceilings for size and time. The network is that of
 * interdict-fetch, a program of its own (src/programs/fetch.c), which gets one open file and no path. */
#ifndef CLI_FETCH_H
#define CLI_FETCH_H

#include "update/update.h"

typedef struct fetcher {
    bool allow_http; /* plain http too; it is always allowed to this machine itself */
} fetcher;

/* An update_fetch; the context is a fetcher. Follows redirects, from https to https only. */
itd_status fetch_over_http(void *context, const update_request *request, update_response *response,
                           itd_error *error);

#endif
