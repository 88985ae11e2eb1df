/* `interdict serve`: everything put together.
 *
 * The service knows the snapshot, the keys who may ask, the routes what is asked. A route takes the context
 * as its first argument; those of other rooms see the `service` at its beginning.
 */
#ifndef SERVE_SERVER_H
#define SERVE_SERVER_H

#include "serve/keys.h"
#include "serve/options.h"
#include "serve/recording.h"
#include "service/service.h"

typedef struct serve_context {
    service service; /* first: other rooms take the context for it */
    serve_options *options;
    key_ring *keys;
    recording recording;
    long long started; /* seconds of the clock */
} serve_context;

/* All routes. */
http_routes serve_routes(void);

/* Lets in or refuses: Host, Origin, key, role. */
bool serve_admit(void *context, http_request *q, http_response *a);

/* What is answered becomes a record where its route says so. */
void serve_answered(void *context, http_request *q, http_response *a);

/* Runs until a signal; the exit code of the program. argv[1] is "serve" or "keys". */
int serve_main(int argc, char **argv);

/* `interdict keys …`: argv[2] is add, list or withdraw. */
int keys_main(int argc, char **argv);

/* `interdict log …`: argv[2] is what to do. */
int log_main(int argc, char **argv);

/* `interdict screen …` and others with --log: argv[2] is the command. */
int ask_main(int argc, char **argv);

#endif
