/* How a server is set up: options of the command, variables of the environment, a file; one table for all
 * three.
 *
 * An option goes before the variable, the variable before the file, the file before the default. What is not
 * in the table is an error.
 *
 *     serve_options o;
 *     status = options_read(argc, argv, &o, &error);
 */
#ifndef SERVE_OPTIONS_H
#define SERVE_OPTIONS_H

#include "base/arena.h"
#include "http/listen.h"
#include "http/server.h"

typedef struct serve_options {
    const char *listen, *snapshot, *policy, *state, *config, *tls_certificate, *tls_key, *hosts, *store,
        *record;
    bool check;     /* say what would be done, and do nothing */
    bool quiet;     /* no line for each request */
    bool need_keys; /* a key is wanted on a loopback address too */
    unsigned stop_seconds;
    http_limits limits;
    listen_address address;
    arena memory;
} serve_options;

/* argv as the program has it; its first two are the program and "serve". The options own what they point to.
 * Errors: ITD_ERROR_USAGE, ITD_ERROR_INPUT (the file, with line and key), ITD_ERROR_IO. */
ITD_MUST_CHECK itd_status options_read(int argc, char **argv, serve_options *o, itd_error *error);
void options_free(serve_options *o);

#endif
