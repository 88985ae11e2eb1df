#include "service/service.h"

#include "base/error.h"

#include <stdlib.h>

/* ---- generations ---- */

static void generation_free(generation *g)
{
    find_free(g->find);
    if (g->shared)
        g->end_shared(g->shared);
    itd_policy_free(g->policy);
    itd_snapshot_close(g->snapshot);
    pthread_mutex_destroy(&g->lock);
    free(g);
}

void generation_release(generation *g)
{
    if (g && atomic_fetch_sub(&g->holders, 1) == 1)
        generation_free(g);
}

static itd_status read_policy(generation *g, const service_settings *settings, itd_error *error)
{
    if (!settings->policy_path)
        return ITD_OK;
    return itd_policy_read(g->snapshot, settings->policy_path, settings->policy_text.data,
                           settings->policy_text.len, &g->policy, error);
}

/* Everything that the first question would make is made here, so that no client waits for it and nothing that
 * is damaged is noticed too late. */
static itd_status make_ready(generation *g, itd_error *error)
{
    itd_worker *w = NULL;
    itd_status status = itd_snapshot_verify(g->snapshot, error);
    if (status == ITD_OK)
        status = itd_worker_new(g->snapshot, &w, error);
    itd_worker_free(w);
    return status;
}

static itd_status generation_open(const service_settings *settings, unsigned number, generation **out,
                                  itd_error *error)
{
    generation *g = calloc(1, sizeof *g);
    if (!g)
        return error_memory(error);
    pthread_mutex_init(&g->lock, NULL);
    atomic_store(&g->holders, 1);
    g->number = number;
    if (settings->snapshot_path)
        snprintf(g->path, sizeof g->path, "%s", settings->snapshot_path);
    itd_status status = settings->snapshot_path
                            ? itd_snapshot_open(settings->snapshot_path, &g->snapshot, error)
                            : itd_snapshot_open_sample(&g->snapshot, error);
    if (status == ITD_OK)
        status = read_policy(g, settings, error);
    if (status == ITD_OK)
        status = make_ready(g, error);
    if (status != ITD_OK) {
        generation_free(g);
        return status;
    }
    *out = g;
    return ITD_OK;
}

itd_status generation_find(generation *g, find_index **out, itd_error *error)
{
    itd_status status = ITD_OK;
    pthread_mutex_lock(&g->lock);
    if (!g->find)
        status = find_new(generation_core(g), &g->find, error);
    *out = g->find;
    pthread_mutex_unlock(&g->lock);
    return status;
}

itd_status generation_share(generation *g, generation_maker *make, void (*end)(void *), void **out,
                            itd_error *error)
{
    itd_status status = ITD_OK;
    pthread_mutex_lock(&g->lock);
    if (!g->shared) {
        status = make(generation_core(g), &g->shared, error);
        g->end_shared = end;
    }
    *out = g->shared;
    pthread_mutex_unlock(&g->lock);
    return status;
}

generation *service_hold(service *s)
{
    pthread_mutex_lock(&s->lock);
    generation *g = s->current;
    atomic_fetch_add(&g->holders, 1);
    pthread_mutex_unlock(&s->lock);
    return g;
}

itd_status service_renew(service *s, itd_error *error)
{
    generation *next = NULL;
    itd_status status = generation_open(&s->settings, atomic_load(&s->number) + 1, &next, error);
    if (status == ITD_OK && s->settings.activate)
        status = s->settings.activate(s->settings.context, next, error);
    if (status != ITD_OK) {
        generation_release(next);
        atomic_fetch_add(&s->refused_swaps, 1);
        return status;
    }
    pthread_mutex_lock(&s->lock);
    generation *old = s->current;
    s->current = next;
    atomic_store(&s->number, next->number);
    pthread_mutex_unlock(&s->lock);
    generation_release(old);
    atomic_fetch_add(&s->swaps, 1);
    return ITD_OK;
}

/* ---- the tools of a thread ---- */

static void end_tools(void *context)
{
    service_tools *t = context;
    if (!t)
        return;
    if (t->end_extra && t->extra)
        t->end_extra(t->extra);
    itd_worker_free(t->worker);
    generation_release(t->generation);
    free(t);
}

static service_tools *new_tools(service *s, itd_error *error)
{
    service_tools *t = calloc(1, sizeof *t);
    if (!t)
        return NULL;
    t->generation = service_hold(s);
    if (itd_worker_new(t->generation->snapshot, &t->worker, error) != ITD_OK ||
        pthread_setspecific(s->tools, t) != 0) {
        end_tools(t);
        return NULL;
    }
    return t;
}

service_tools *service_take_tools(service *s, http_response *a)
{
    itd_error error = {.status = ITD_ERROR_MEMORY, .message = "not enough memory"};
    service_tools *t = pthread_getspecific(s->tools);
    if (t && t->generation->number == atomic_load(&s->number))
        return t;
    pthread_setspecific(s->tools, NULL);
    end_tools(t);
    t = new_tools(s, &error);
    if (!t)
        http_fail(a, &error);
    return t;
}

const service_tools *service_last_tools(const service *s)
{
    return pthread_getspecific(s->tools);
}

itd_status service_open(service *s, const service_settings *settings, itd_error *error)
{
    *s = (service){.settings = *settings};
    if (pthread_key_create(&s->tools, end_tools) != 0)
        return error_set(error, ITD_ERROR_UNSUPPORTED, NULL, "no more keys of threads");
    pthread_mutex_init(&s->lock, NULL);
    itd_status status = generation_open(settings, 1, &s->current, error);
    if (status == ITD_OK)
        atomic_store(&s->number, 1);
    else
        service_close(s);
    return status;
}

void service_close(service *s)
{
    end_tools(pthread_getspecific(s->tools));
    pthread_setspecific(s->tools, NULL);
    generation_release(s->current);
    pthread_key_delete(s->tools);
    pthread_mutex_destroy(&s->lock);
}
