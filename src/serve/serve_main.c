/* The program: set up, say what is served, run until a signal. */
#include "serve/server.h"
#include "serve/state.h"

#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum {
    POLICY_SIZE_MAX = 16 << 20,
    PEM_SIZE_MAX = 1 << 20,
    CODE_USAGE = 2,
    CODE_INPUT = 3,
    CODE_CANNOT_RUN = 4
};

/* What the program holds from start to end. */
typedef struct running {
    serve_options options;
    serve_context context;
    http_service http;
    http_tls tls;
    buf policy, certificate, key;
} running;

static int code_of(const itd_error *error)
{
    return error->status == ITD_ERROR_USAGE   ? CODE_USAGE
           : error->status == ITD_ERROR_INPUT ? CODE_INPUT
                                              : CODE_CANNOT_RUN;
}

static int fail(const itd_error *error)
{
    fprintf(stderr, "interdict: %s\n", error->message);
    return code_of(error);
}

static void log_line(void *context, str line)
{
    (void)context;
    ssize_t put = write(STDERR_FILENO, line.data, line.len); /* one call: lines of threads do not mix */
    (void)put;
}

static itd_status read_pem(const char *path, buf *out, itd_error *error)
{
    itd_status status = file_read(path, PEM_SIZE_MAX, out, error);
    buf_putc(out, 0);
    return status == ITD_OK && out->failed ? error_memory(error) : status;
}

static itd_status read_files(running *r, itd_error *error)
{
    const serve_options *o = &r->options;
    itd_status status = ITD_OK;
    if (o->policy)
        status = file_read(o->policy, POLICY_SIZE_MAX, &r->policy, error);
    if (status == ITD_OK && o->tls_certificate)
        status = read_pem(o->tls_certificate, &r->certificate, error);
    if (status == ITD_OK && o->tls_key)
        status = read_pem(o->tls_key, &r->key, error);
    r->tls = (http_tls){r->certificate.data, r->key.data};
    return status;
}

/* Beyond this machine nobody asks without a key. */
static itd_status check_keys(running *r, itd_error *error)
{
    const serve_options *o = &r->options;
    if (!o->state)
        return o->address.loopback && !o->need_keys
                   ? ITD_OK
                   : error_set(error, ITD_ERROR_USAGE, NULL,
                               "--state names the folder of the keys, which are wanted here");
    itd_status status = keys_open(o->state, false, &r->context.keys, error);
    if (status == ITD_OK && (!o->address.loopback || o->need_keys) && !keys_any(r->context.keys))
        status = error_set(error, ITD_ERROR_USAGE, NULL,
                           "%s is reached from other machines, and there is no key in %s: "
                           "'interdict keys add NAME --role screen --state %s' makes one",
                           o->listen, o->state, o->state);
    return status;
}

static itd_status activate(void *context, const generation *g, itd_error *error)
{
    running *r = context;
    return recording_activate(&r->context.recording, g, r->context.service.settings.policy_text, error);
}

/* The log, in the state folder unless another place is named. */
static itd_status open_log(running *r, itd_error *error)
{
    const serve_options *o = &r->options;
    recording *log = &r->context.recording;
    char path[4096];
    if (o->record && !recording_mode_from(o->record, &log->mode))
        return error_set(error, ITD_ERROR_USAGE, NULL, "record: '%s', expected durable, later or off",
                         o->record);
    if (log->mode == RECORDING_OFF || o->check)
        return ITD_OK;
    if (!o->state && !o->store)
        return error_set(error, ITD_ERROR_USAGE, NULL,
                         "--state names the folder of the decision log; --record off serves without it");
    itd_status status = o->state ? state_make(o->state, error) : ITD_OK;
    log->folder = o->state;
    snprintf(path, sizeof path, "%s%s", o->store ? o->store : o->state, o->store ? "" : "/interdict.db");
    if (status == ITD_OK)
        status = recording_open(log, path, error);
    if (status != ITD_OK)
        return error_set(error, status == ITD_ERROR_INPUT ? ITD_ERROR_IO : status, NULL,
                         "the decision log cannot be written: %s", error->message);
    return recording_activate(log, r->context.service.current, r->context.service.settings.policy_text,
                              error);
}

static itd_status set_up(running *r, int argc, char **argv, itd_error *error)
{
    itd_status status = options_read(argc, argv, &r->options, error);
    if (status == ITD_OK)
        status = read_files(r, error);
    if (status != ITD_OK)
        return status;
    const service_settings settings = {.snapshot_path = r->options.snapshot,
                                       .policy_path = r->options.policy,
                                       .policy_text = r->policy.len ? buf_as_str(&r->policy) : str_of(""),
                                       .activate = activate,
                                       .context = r};
    r->context.options = &r->options;
    r->context.started = (long long)time(NULL);
    status = service_open(&r->context.service, &settings, error);
    if (status == ITD_OK)
        status = open_log(r, error);
    return status == ITD_OK ? check_keys(r, error) : status;
}

static void say(const running *r)
{
    const serve_options *o = &r->options;
    const generation *g = r->context.service.current;
    const snapshot *s = generation_core(g);
    fprintf(stderr, "interdict: serving %s: %zu listed entities of %u lists, %s\n",
            *g->path ? g->path : "the built-in sample", itd_snapshot_entity_count(g->snapshot),
            (unsigned)snapshot_source_count(s), snapshot_hash(s));
    if (!*g->path)
        fputs("interdict: the sample is for trying out only; 'interdict lists update' and 'interdict "
              "compile' make a snapshot of "
              "real lists, --snapshot serves it\n",
              stderr);
    if (!snapshot_source_count(s))
        fputs("interdict: warning: the snapshot holds no list, so nobody can be found in it\n", stderr);
    if (o->address.loopback && !o->need_keys && !(r->context.keys && keys_any(r->context.keys)))
        fputs("interdict: no key is wanted, since none was made and only this machine can ask; 'interdict "
              "keys add' makes one\n",
              stderr);
}

static void free_all(running *r)
{
    recording_close(&r->context.recording);
    keys_close(r->context.keys);
    options_free(&r->options);
    buf_free(&r->policy);
    buf_free(&r->certificate);
    buf_free(&r->key);
}

static void renew(running *r)
{
    itd_error error = {0};
    if (service_renew(&r->context.service, &error) != ITD_OK)
        fprintf(stderr, "interdict: the old snapshot goes on: %s\n", error.message);
    else
        say(r);
}

/* Signals come here and nowhere else. */
static void wait_for_end(running *r, const sigset_t *signals)
{
    for (;;) {
        int number = sigwaitinfo(signals, NULL);
        if (number == SIGHUP)
            renew(r);
        else if (number == SIGTERM || number == SIGINT)
            return;
        else if (number < 0 && errno != EINTR)
            return;
    }
}

static int run(running *r)
{
    itd_error error = {0};
    sigset_t signals;
    int socket;
    char text[96];
    serve_options *o = &r->options;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &signals, NULL); /* inherited by all threads */
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is an error of the write */
    if (listen_open(&o->address, &socket, &error) != ITD_OK)
        return fail(&error);
    r->http = (http_service){.routes = serve_routes(),
                             .context = &r->context,
                             .admit = serve_admit,
                             .answered = serve_answered,
                             .log = o->quiet ? NULL : log_line};
    if (http_server_start(&r->http, &o->limits, socket, o->tls_certificate ? &r->tls : NULL,
                          &r->context.service.server, &error) != ITD_OK)
        return fail(&error);
    say(r);
    listen_text(&o->address, text);
    fprintf(stderr, "interdict: listening on http%s://%s\n", o->tls_certificate ? "s" : "", text);
    wait_for_end(r, &signals);
    fputs("interdict: ending: requests that run are answered\n", stderr);
    http_server_stop(r->context.service.server, o->stop_seconds);
    return 0;
}

int serve_main(int argc, char **argv)
{
    static running r; /* larger than a stack should hold */
    itd_error error = {0};
    buf_init(&r.policy, LIMIT_BUF_SIZE);
    buf_init(&r.certificate, LIMIT_BUF_SIZE);
    buf_init(&r.key, LIMIT_BUF_SIZE);
    int code = 0;
    if (set_up(&r, argc, argv, &error) != ITD_OK)
        code = fail(&error);
    else if (r.options.check)
        say(&r);
    else
        code = run(&r);
    if (r.context.service.current)
        service_close(&r.context.service);
    free_all(&r);
    return code;
}
