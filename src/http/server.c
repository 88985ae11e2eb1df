#include "http/server.h"

#include "base/error.h"
#include "http/exchange.h"

#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum { HEADERS_SIZE = 160 << 10 }; /* request line and headers of one connection */

struct http_server {
    exchange_site site;
    struct MHD_Daemon *daemon;
};

static watch_entry *entry_of(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info ? info->socket_context : NULL;
}

static void *on_request_line(void *context, const char *target, struct MHD_Connection *connection)
{
    http_server *s = context;
    watch_entry *e = entry_of(connection);
    if (e)
        watch_until(e, s->site.limits.request_seconds);
    return exchange_new(&s->site, target);
}

static enum MHD_Result on_request(void *context, struct MHD_Connection *connection, const char *url,
                                  const char *method, const char *version, const char *data,
                                  size_t *data_size, void **state)
{
    http_server *s = context;
    (void)url;
    (void)version;
    if (!*state)
        return MHD_NO;
    watch_entry *e = entry_of(connection);
    enum MHD_Result result = exchange_go_on(*state, connection, method, data, data_size);
    if (e && exchange_is_answered(*state))
        watch_until(e, s->site.limits.answer_seconds);
    return result;
}

static void on_completed(void *context, struct MHD_Connection *connection, void **state,
                         enum MHD_RequestTerminationCode code)
{
    http_server *s = context;
    watch_entry *e = entry_of(connection);
    (void)code;
    exchange_free(*state);
    *state = NULL;
    if (e)
        watch_until(e, s->site.limits.idle_seconds);
}

static void on_connection(void *context, struct MHD_Connection *connection, void **socket_context,
                          enum MHD_ConnectionNotificationCode code)
{
    http_server *s = context;
    if (code == MHD_CONNECTION_NOTIFY_CLOSED) {
        if (*socket_context)
            watch_close(s->site.watch, *socket_context);
        *socket_context = NULL;
        return;
    }
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    *socket_context =
        info ? watch_open(s->site.watch, info->connect_fd, s->site.limits.request_seconds) : NULL;
}

/* Paths and parameters are decoded by http/request.c, strictly. */
static size_t leave_escaped(void *context, struct MHD_Connection *connection, char *text)
{
    (void)context;
    (void)connection;
    return strlen(text);
}

/* As many open files as connections, and some more, as far as the system allows. */
static void allow_files(http_limits *limits)
{
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) != 0)
        return;
    rlim_t wanted = limits->connections + 256;
    if (files.rlim_cur < wanted) {
        files.rlim_cur = files.rlim_max < wanted ? files.rlim_max : wanted;
        if (setrlimit(RLIMIT_NOFILE, &files) != 0 && getrlimit(RLIMIT_NOFILE, &files) != 0)
            return;
    }
    if (files.rlim_cur < wanted)
        limits->connections = files.rlim_cur > 512 ? (unsigned)files.rlim_cur - 256 : 256;
}

static struct MHD_Daemon *start_daemon(http_server *s, int socket, const http_tls *tls)
{
    const http_limits *l = &s->site.limits;
    struct MHD_OptionItem options[16];
    size_t n = 0;
    options[n++] =
        (struct MHD_OptionItem){MHD_OPTION_THREAD_POOL_SIZE, l->threads > 1 ? l->threads : 0, NULL};
    options[n++] = (struct MHD_OptionItem){MHD_OPTION_CONNECTION_LIMIT, l->connections, NULL};
    options[n++] = (struct MHD_OptionItem){MHD_OPTION_PER_IP_CONNECTION_LIMIT, l->connections_each, NULL};
    options[n++] = (struct MHD_OptionItem){MHD_OPTION_CONNECTION_MEMORY_LIMIT, HEADERS_SIZE, NULL};
    options[n++] = (struct MHD_OptionItem){MHD_OPTION_CONNECTION_TIMEOUT, l->answer_seconds, NULL};
    options[n++] = (struct MHD_OptionItem){MHD_OPTION_STRICT_FOR_CLIENT, 1, NULL};
    options[n++] = (struct MHD_OptionItem){MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1, NULL};
    options[n++] = (struct MHD_OptionItem){MHD_OPTION_LISTEN_SOCKET, socket, NULL};
    if (tls) {
        options[n++] =
            (struct MHD_OptionItem){MHD_OPTION_HTTPS_MEM_CERT, 0, (void *)(uintptr_t)tls->certificate};
        options[n++] = (struct MHD_OptionItem){MHD_OPTION_HTTPS_MEM_KEY, 0, (void *)(uintptr_t)tls->key};
    }
    options[n] = (struct MHD_OptionItem){MHD_OPTION_END, 0, NULL};
    unsigned flags =
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC | MHD_ALLOW_SUSPEND_RESUME | (tls ? MHD_USE_TLS : 0);
    return MHD_start_daemon(flags, 0, NULL, NULL, on_request, s, MHD_OPTION_NOTIFY_COMPLETED, on_completed, s,
                            MHD_OPTION_NOTIFY_CONNECTION, on_connection, s, MHD_OPTION_URI_LOG_CALLBACK,
                            on_request_line, s, MHD_OPTION_UNESCAPE_CALLBACK, leave_escaped, NULL,
                            MHD_OPTION_ARRAY, options, MHD_OPTION_END);
}

itd_status http_server_start(const http_service *service, const http_limits *limits, int socket,
                             const http_tls *tls, http_server **out, itd_error *error)
{
    http_server *s = calloc(1, sizeof *s);
    if (!s) {
        close(socket);
        return error_memory(error);
    }
    s->site.service = service;
    s->site.limits = *limits;
    s->site.secure = tls != NULL;
    allow_files(&s->site.limits);
    itd_status status = metrics_new(service->routes.count, &s->site.metrics, error);
    if (status == ITD_OK)
        status = watch_new(&s->site.watch, error);
    if (status == ITD_OK)
        s->daemon = start_daemon(s, socket, tls);
    if (status == ITD_OK && !s->daemon)
        status = error_set(error, ITD_ERROR_UNSUPPORTED, NULL, "the server cannot be started%s",
                           tls ? ": are the certificate and its key good?" : "");
    if (status == ITD_OK) {
        *out = s;
        return ITD_OK;
    }
    close(socket);
    watch_free(s->site.watch);
    metrics_free(s->site.metrics);
    free(s);
    return status;
}

void http_server_stop(http_server *s, unsigned seconds)
{
    const struct timespec moment = {.tv_nsec = 5000000};
    if (!s)
        return;
    atomic_store(&s->site.stopping, true);
    int listening = MHD_quiesce_daemon(s->daemon);
    if (listening >= 0)
        close(listening);
    for (unsigned i = 0; i < seconds * 200 && atomic_load(&s->site.running); i++)
        nanosleep(&moment, NULL);
    MHD_stop_daemon(s->daemon);
    watch_free(s->site.watch);
    metrics_free(s->site.metrics);
    free(s);
}

bool http_server_stopping(const http_server *s)
{
    return atomic_load(&s->site.stopping);
}

const metrics *http_server_metrics(const http_server *s)
{
    return s->site.metrics;
}

void http_server_write_metrics(http_server *s, buf *out)
{
    metrics_write(s->site.metrics, &s->site.service->routes, out);
    buf_printf(
        out,
        "# HELP interdict_http_connections Open connections.\n# TYPE interdict_http_connections gauge\n"
        "interdict_http_connections %zu\n"
        "# HELP interdict_http_late_total Connections ended for being too slow.\n"
        "# TYPE interdict_http_late_total counter\ninterdict_http_late_total %zu\n"
        "# HELP interdict_http_bodies_bytes Bodies of requests in memory.\n"
        "# TYPE interdict_http_bodies_bytes gauge\ninterdict_http_bodies_bytes %zu\n",
        watch_count(s->site.watch), watch_ended(s->site.watch), atomic_load(&s->site.bodies_size));
}
