/* What whoever runs the server asks: does it live, is it ready, how does it do; and the first page. */
#include "serve/system_routes.h"

#include "answer/info.h"
#include "base/date.h"
#include "serve/openapi.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

static void ok(http_response *a)
{
    buf_puts(&a->body, "{\"status\":\"ok\"}");
}

void route_healthz(void *context, http_request *q, http_response *a)
{
    (void)context;
    (void)q;
    ok(a);
}

void route_readyz(void *context, http_request *q, http_response *a)
{
    serve_context *c = context;
    (void)q;
    if (!c->service.server || http_server_stopping(c->service.server))
        http_error(a, 503, "Index not ready.");
    else
        ok(a);
}

/* Pages of memory that are in use, from the system. */
static unsigned long long resident_size(void)
{
    unsigned long long all = 0, resident = 0;
    FILE *f = fopen("/proc/self/statm", "r");
    if (!f)
        return 0;
    if (fscanf(f, "%llu %llu", &all, &resident) != 2)
        resident = 0;
    fclose(f);
    return resident * (unsigned long long)sysconf(_SC_PAGESIZE);
}

/* A label is a name of a dataset; its signs are escaped all the same. */
static void put_label(buf *out, str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.data[i] == '"' || text.data[i] == '\\')
            buf_putc(out, '\\');
        buf_putc(out, text.data[i] == '\n' ? ' ' : text.data[i]);
    }
}

static void write_lists(const snapshot *s, buf *out)
{
    const calendar_day today = date_today();
    buf_puts(out, "# HELP interdict_list_age_days Days since the date of a list.\n# TYPE "
                  "interdict_list_age_days gauge\n");
    for (uint16_t i = 0; i < snapshot_source_count(s); i++) {
        const snapshot_source source = snapshot_source_at(s, i);
        calendar_day date;
        if (!date_parse(source.date, &date))
            continue;
        buf_puts(out, "interdict_list_age_days{dataset=\"");
        put_label(out, source.dataset);
        buf_printf(out, "\"} %lld\n", (long long)today - date);
    }
    buf_puts(
        out,
        "# HELP interdict_list_entities Listed entities of a list.\n# TYPE interdict_list_entities gauge\n");
    for (uint16_t i = 0; i < snapshot_source_count(s); i++) {
        const snapshot_source source = snapshot_source_at(s, i);
        buf_puts(out, "interdict_list_entities{dataset=\"");
        put_label(out, source.dataset);
        buf_printf(out, "\"} %u\n", source.entity_count);
    }
}

void route_metrics(void *context, http_request *q, http_response *a)
{
    serve_context *c = context;
    buf *out = &a->body;
    (void)q;
    a->type = "text/plain; version=0.0.4; charset=utf-8";
    http_server_write_metrics(c->service.server, out);
    generation *g = service_hold(&c->service);
    const snapshot *s = generation_core(g);
    buf_printf(
        out,
        "# HELP interdict_snapshot_info The snapshot that answers.\n# TYPE interdict_snapshot_info gauge\n"
        "interdict_snapshot_info{snapshot=\"%s\",version=\"%s\"} 1\n",
        snapshot_hash(s), ITD_VERSION);
    buf_printf(
        out,
        "# HELP interdict_snapshot_generation Snapshots that answered since the start.\n"
        "# TYPE interdict_snapshot_generation gauge\ninterdict_snapshot_generation %u\n"
        "# HELP interdict_snapshot_refused_total Snapshots that were not taken.\n"
        "# TYPE interdict_snapshot_refused_total counter\ninterdict_snapshot_refused_total %llu\n"
        "# HELP interdict_resident_bytes Memory in use.\n# TYPE interdict_resident_bytes gauge\n"
        "interdict_resident_bytes %llu\n"
        "# HELP interdict_start_seconds When the server was started.\n# TYPE interdict_start_seconds gauge\n"
        "interdict_start_seconds %lld\n",
        g->number, (unsigned long long)atomic_load(&c->service.refused_swaps), resident_size(), c->started);
    write_lists(s, out);
    generation_release(g);
    recording_write_metrics(&c->recording, out);
}

void route_openapi(void *context, http_request *q, http_response *a)
{
    const http_routes routes = serve_routes();
    (void)context;
    (void)q;
    openapi_write(&routes, &a->body);
}

/* No script, nothing from elsewhere. */
void route_home(void *context, http_request *q, http_response *a)
{
    const http_routes routes = serve_routes();
    buf *out = &a->body;
    (void)context;
    (void)q;
    a->type = "text/html; charset=utf-8";
    http_add_header(a, "Content-Security-Policy",
                    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
    buf_puts(out,
             "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>interdict</title><style>"
             "body{font-family:sans-serif;margin:2em}td{padding:.2em 1em .2em 0}</style></head><body>"
             "<h1>interdict " ITD_VERSION
             "</h1><p>The routes of this server; <a href=\"openapi.json\">openapi.json</a> "
             "describes them for programs.</p><table>");
    for (size_t i = 0; i < routes.count; i++) {
        const http_route *r = &routes.items[i];
        if (r->flags & ROUTE_HIDDEN)
            continue;
        buf_printf(out, "<tr><td>%s</td><td><code>", http_method_name(r->method));
        buf_markup(out, str_of(r->path));
        buf_puts(out, "</code></td><td>");
        buf_markup(out, str_of(r->summary));
        buf_puts(out, "</td></tr>");
    }
    buf_puts(out, "</table></body></html>\n");
}

void route_favicon(void *context, http_request *q, http_response *a)
{
    (void)context;
    (void)q;
    a->type = "image/svg+xml";
    http_add_header(a, "Cache-Control", "public, max-age=86400");
    buf_puts(&a->body, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 16 16\"><rect width=\"16\" "
                       "height=\"16\" rx=\"3\" "
                       "fill=\"#234\"/><path d=\"M3 8h10\" stroke=\"#fff\" stroke-width=\"3\"/></svg>\n");
}

/* yente's way to renew what is served: the token is a key of the role admin. */
void route_updatez(void *context, http_request *q, http_response *a)
{
    serve_context *c = context;
    itd_error error = {0};
    str key = str_trim(http_param(q, "token"));
    if (!key.len || !c->keys || keys_check(c->keys, key, NULL) != ROLE_ADMIN)
        http_error(a, 403, "Invalid token.");
    else if (service_renew(&c->service, &error) != ITD_OK)
        http_error(a, 500, "the old snapshot goes on: %s", error.message);
    else
        ok(a);
}
