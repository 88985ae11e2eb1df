/* What the decision log costs by itself: clients that hand a record to its writer, wait until it is durable, and hand over
 * the next.
 *   log_bench FILE [CLIENTS [SECONDS]]     (16 clients, 5 seconds; FILE must not be there yet) */
#include "audit/writer.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { QUESTION_LEN = 500, ANSWER_LEN = 4700 /* as a decision has */, CLIENTS_MAX = 256 };

typedef struct client {
    pthread_t thread;
    audit_writer *writer;
    pthread_mutex_t lock;
    pthread_cond_t woken;
    bool done;
    atomic_bool *stop;
    unsigned long long count;
} client;

static void on_done(audit_entry *e)
{
    client *c = e->context;
    pthread_mutex_lock(&c->lock);
    c->done = true;
    pthread_cond_signal(&c->woken);
    pthread_mutex_unlock(&c->lock);
}

static void *run(void *context)
{
    client *c = context;
    static char question[QUESTION_LEN], answer[ANSWER_LEN];
    static const char day[] = "{\"request\":\"POST /v1/decide\",\"day\":\"2026-11-30\"}";
    while (!atomic_load(c->stop)) {
        audit_entry e = {.record = {.kind = "decide"}, .done = on_done, .context = c};
        e.record.values[VALUE_SUBJECT] = str_of("customer-17");
        e.record.values[VALUE_TERMS] = str_of(day);
        e.record.values[VALUE_QUESTION] = str_make(question, sizeof question);
        e.record.values[VALUE_ANSWER] = str_make(answer, sizeof answer);
        if (record_seal(&e.record, NULL) != ITD_OK)
            abort();
        c->done = false;
        audit_writer_put(c->writer, &e);
        pthread_mutex_lock(&c->lock);
        while (!c->done)
            pthread_cond_wait(&c->woken, &c->lock);
        pthread_mutex_unlock(&c->lock);
        if (e.status != ITD_OK)
            abort();
        c->count++;
    }
    return NULL;
}

int main(int argc, char **argv)
{
    static client clients[CLIENTS_MAX];
    atomic_bool stop = false;
    audit_log *log = NULL;
    audit_writer *w = NULL;
    itd_error error = {0};
    const int count = argc > 2 ? (int)strtol(argv[2], NULL, 10) : 16, seconds = argc > 3 ? (int)strtol(argv[3], NULL, 10) : 5;
    if (argc < 2 || count < 1 || count > CLIENTS_MAX ||
        audit_log_open(argv[1], DATABASE_MAKE, &log, &error) != ITD_OK ||
        audit_writer_start(log, &w, &error) != ITD_OK) {
        fprintf(stderr, "usage: log_bench FILE [CLIENTS [SECONDS]]: %s\n", error.message);
        return 2;
    }
    for (int i = 0; i < count; i++) {
        clients[i] = (client){.writer = w, .stop = &stop};
        pthread_mutex_init(&clients[i].lock, NULL);
        pthread_cond_init(&clients[i].woken, NULL);
        pthread_create(&clients[i].thread, NULL, run, &clients[i]);
    }
    nanosleep(&(struct timespec){.tv_sec = seconds}, NULL);
    atomic_store(&stop, true);
    for (int i = 0; i < count; i++)
        pthread_join(clients[i].thread, NULL);
    const audit_figures f = audit_writer_figures(w);
    audit_writer_stop(w);
    const double processor = (double)clock() / CLOCKS_PER_SEC;
    printf("{\"clients\":%d,\"records\":%llu,\"per_second\":%.0f,\"records_a_group\":%.1f,\"processor_us_a_record\":%.1f}\n",
           count, f.records, (double)f.records / seconds, (double)f.records / (double)(f.groups ? f.groups : 1),
           processor * 1e6 / (double)(f.records ? f.records : 1));
    return 0;
}
