/* What all routes of the server stand on: the snapshot that answers now, and the tools of a thread over it.
 *
 * A generation is one checked snapshot with what was made from it: shared, read-only, counted. A new one
 * takes the place of the old between two questions; whoever still works with the old keeps it until the
 * answer is out. A thread has its own worker over the generation, made at its first question.
 *
 *     service_tools *t = service_take_tools(s, a);     // NULL: `a` says why
 *     if (t && itd_screen_entity(t->worker, …) == ITD_OK) …
 */
#ifndef SERVICE_SERVICE_H
#define SERVICE_SERVICE_H

#include "api/handles.h"
#include "find/find.h"
#include "http/server.h"

#include <pthread.h>
#include <stdatomic.h>

typedef struct generation {
    atomic_size_t holders;
    unsigned number;
    itd_snapshot *snapshot;
    itd_policy *policy; /* NULL: the built-in one */
    char path[4096];    /* of the snapshot; empty: the built-in sample */
    pthread_mutex_t lock;
    find_index *find; /* made when it is first asked for */
    void *shared;     /* of the routes, likewise */
    void (*end_shared)(void *shared);
} generation;

typedef struct service_settings {
    const char *snapshot_path; /* NULL: the built-in sample */
    const char *policy_path;   /* NULL: the built-in policy */
    str policy_text;           /* of that file, read once at the start */
    /* Asked before another generation answers; an error: it does not. NULL: nobody is asked. */
    itd_status (*activate)(void *context, const struct generation *g, itd_error *error);
    void *context;
} service_settings;

typedef struct service {
    service_settings settings;
    http_server *server;  /* set when it runs */
    pthread_mutex_t lock; /* of `current` */
    generation *current;
    atomic_uint number;  /* of the current generation */
    pthread_key_t tools; /* of each thread */
    atomic_ullong swaps, refused_swaps;
} service;

typedef struct service_tools {
    generation *generation;
    itd_worker *worker;
    void *extra; /* of the routes that need more room for a thread; freed with end_extra */
    void (*end_extra)(void *extra);
} service_tools;

/* Opens and checks the snapshot and the policy. The settings are copied, their texts borrowed. */
ITD_MUST_CHECK itd_status service_open(service *s, const service_settings *settings, itd_error *error);

/* When no thread asks any more. */
void service_close(service *s);

/* Opens the snapshot file again and lets it answer from now on. Where it is not good, the old one goes on. */
ITD_MUST_CHECK itd_status service_renew(service *s, itd_error *error);

/* The tools of this thread over the current generation, borrowed until its next question. NULL: there is no
 * memory, and the answer says so. */
service_tools *service_take_tools(service *s, http_response *a);

/* Those that this thread took last; NULL: none. */
const service_tools *service_last_tools(const service *s);

/* One hold of the current generation, for work that outlasts a question. */
generation *service_hold(service *s);
void generation_release(generation *g);

/* The text index of a generation. Errors: ITD_ERROR_MEMORY. */
ITD_MUST_CHECK itd_status generation_find(generation *g, find_index **out, itd_error *error);

/* What the routes of one room share of a generation, made once. One room has it. */
typedef itd_status generation_maker(const snapshot *s, void **out, itd_error *error);
ITD_MUST_CHECK itd_status generation_share(generation *g, generation_maker *make, void (*end)(void *),
                                           void **out, itd_error *error);

static inline const snapshot *generation_core(const generation *g)
{
    return itd_snapshot_core(g->snapshot);
}

#endif
