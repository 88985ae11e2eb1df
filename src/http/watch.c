#include "http/watch.h"

#include "base/error.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

struct watch_entry {
    watch_entry *before, *after;
    int socket;
    atomic_llong deadline; /* milliseconds of the monotonic clock */
};

struct watch {
    pthread_mutex_t lock; /* the list, and that sockets in it are open */
    pthread_cond_t end;
    pthread_t thread;
    watch_entry *first;
    size_t count;
    atomic_size_t ended;
    bool stop;
};

static long long now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void end_late(watch *w)
{
    const long long now = now_ms();
    for (watch_entry *e = w->first; e; e = e->after)
        if (atomic_load_explicit(&e->deadline, memory_order_relaxed) < now) {
            shutdown(e->socket, SHUT_RDWR); /* the library sees the end and closes it */
            watch_until(e, 3600);
            atomic_fetch_add(&w->ended, 1);
        }
}

static void *run(void *context)
{
    watch *w = context;
    pthread_mutex_lock(&w->lock);
    while (!w->stop) {
        struct timespec until;
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_nsec += 500000000;
        until.tv_sec += until.tv_nsec / 1000000000;
        until.tv_nsec %= 1000000000;
        pthread_cond_timedwait(&w->end, &w->lock, &until);
        end_late(w);
    }
    pthread_mutex_unlock(&w->lock);
    return NULL;
}

itd_status watch_new(watch **out, itd_error *error)
{
    watch *w = calloc(1, sizeof *w);
    if (!w)
        return error_memory(error);
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->end, NULL);
    if (pthread_create(&w->thread, NULL, run, w) != 0) {
        free(w);
        return error_set(error, ITD_ERROR_UNSUPPORTED, NULL, "no thread can be started");
    }
    *out = w;
    return ITD_OK;
}

void watch_free(watch *w)
{
    if (!w)
        return;
    pthread_mutex_lock(&w->lock);
    w->stop = true;
    pthread_cond_signal(&w->end);
    pthread_mutex_unlock(&w->lock);
    pthread_join(w->thread, NULL);
    while (w->first) {
        watch_entry *e = w->first;
        w->first = e->after;
        free(e);
    }
    pthread_cond_destroy(&w->end);
    pthread_mutex_destroy(&w->lock);
    free(w);
}

watch_entry *watch_open(watch *w, int socket, unsigned seconds)
{
    watch_entry *e = calloc(1, sizeof *e);
    if (!e)
        return NULL;
    e->socket = socket;
    watch_until(e, seconds);
    pthread_mutex_lock(&w->lock);
    e->after = w->first;
    if (w->first)
        w->first->before = e;
    w->first = e;
    w->count++;
    pthread_mutex_unlock(&w->lock);
    return e;
}

void watch_close(watch *w, watch_entry *e)
{
    pthread_mutex_lock(&w->lock);
    if (e->before)
        e->before->after = e->after;
    else
        w->first = e->after;
    if (e->after)
        e->after->before = e->before;
    w->count--;
    pthread_mutex_unlock(&w->lock);
    free(e);
}

void watch_until(watch_entry *e, unsigned seconds)
{
    atomic_store_explicit(&e->deadline, now_ms() + (long long)seconds * 1000, memory_order_relaxed);
}

size_t watch_count(watch *w)
{
    pthread_mutex_lock(&w->lock);
    size_t count = w->count;
    pthread_mutex_unlock(&w->lock);
    return count;
}

size_t watch_ended(watch *w)
{
    return atomic_load(&w->ended);
}
