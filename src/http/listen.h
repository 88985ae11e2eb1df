/* The address to listen on. */
#ifndef HTTP_LISTEN_H
#define HTTP_LISTEN_H

#include "base/str.h"

#include <interdict/status.h>

typedef struct listen_address {
    char host[64]; /* an address in digits, without brackets */
    unsigned port; /* 0: any that is free; after listen_open the one that it is */
    bool loopback; /* reached from this machine alone */
} listen_address;

/* "127.0.0.1:8000", "[::1]:8000", "localhost:8000", ":8000" (all addresses), "8000" (loopback). */
ITD_MUST_CHECK itd_status listen_parse(str text, listen_address *out, itd_error *error);

/* A listening socket. It can be opened again at once where a server was killed. */
ITD_MUST_CHECK itd_status listen_open(listen_address *a, int *out, itd_error *error);

/* "127.0.0.1:8000", "[::1]:8000". */
void listen_text(const listen_address *a, char text[96]);

#endif
