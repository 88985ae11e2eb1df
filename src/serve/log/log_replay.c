/* interdict log replay: questions of the log are asked again. */
#include "audit/walk.h"
#include "base/date.h"
#include "base/error.h"
#include "base/json_emit.h"
#include "base/limits.h"
#include "http/request.h"
#include "json/json_read.h"
#include "serve/log/log_call.h"
#include "serve/log/log_context.h"
#include "serve/log/log_difference.h"

#include <inttypes.h>
#include <stdio.h>

enum { REQUEST_SIZE_MAX = 64 << 20 };

typedef struct replaying {
    const log_call *call;
    replay_contexts contexts;
    arena memory;
    buf out;
    uint64_t equal, differ, failed, erased, other;
} replaying;

/* How it was asked. */
typedef struct replay_terms {
    http_method method;
    str target;
    calendar_day day;
} replay_terms;

static bool is_question(str kind)
{
    static const char *const kinds[] = {"screen", "message", "text", "decide", "match"};
    for (size_t i = 0; i < 5; i++)
        if (str_is(kind, kinds[i]))
            return true;
    return false;
}

static itd_status read_terms(str text, arena *a, replay_terms *out, itd_error *error)
{
    json_t *root = NULL;
    itd_status status = json_read(text, 0, &root, NULL, error);
    const char *request = json_string_value(json_object_get(root, "request")),
               *day = json_string_value(json_object_get(root, "day"));
    str rest = arena_str(a, str_of(request)), method;
    bool good = status == ITD_OK && request && day && str_split(&rest, ' ', &method) &&
                date_parse(str_of(day), &out->day);
    if (good) {
        out->method = str_is(method, "GET") ? HTTP_GET : HTTP_POST;
        out->target = rest;
    }
    json_decref(root);
    return good                         ? ITD_OK
           : status == ITD_ERROR_MEMORY ? status
                                        : error_set(error, ITD_ERROR_INPUT, NULL, "its terms cannot be read");
}

/* Through the handler that answered it. */
static itd_status ask_again(replay_context *c, const replay_terms *t, str question, arena *a, buf *answer,
                            itd_error *error)
{
    const http_routes routes = serve_routes();
    const char *why = NULL;
    unsigned allowed;
    http_request q = {.memory = a, .method = t->method, .body = question};
    http_response response = {.memory = a, .status = 200, .type = "application/json"};
    buf_init(&response.body, LIMIT_BUF_SIZE);
    if (!request_read(&q, t->target, &why))
        q.route = http_route_find(&routes, &q, &allowed);
    if (!q.route || !(q.route->flags & ROUTE_LOGGED)) {
        buf_free(&response.body);
        return error_set(error, ITD_ERROR_INPUT, NULL, "there is no such question any more");
    }
    date_set_today(t->day);
    q.route->handle(&c->serve, &q, &response);
    itd_status status = ITD_OK;
    if (response.body.failed || a->failed)
        status = error_memory(error);
    else if (response.status != 200)
        status = error_set(error, ITD_ERROR_INPUT, NULL, "asked again it is refused: %.*s",
                           STR_ARG(buf_as_str(&response.body)));
    *answer = response.body;
    return status;
}

static void put_problem(replaying *r, uint64_t number, const char *why)
{
    json_emitter w;
    r->failed++;
    if (!r->call->json) {
        buf_printf(&r->out, "record %" PRIu64 ": %s\n", number, why);
        return;
    }
    emit_init(&w, &r->out);
    emit_object(&w);
    emit_pair_int(&w, "record", (long long)number);
    emit_pair_text(&w, "why", why);
    emit_end_object(&w);
    emit_newline(&w);
}

static itd_status put_difference(replaying *r, uint64_t number, str logged, str now, itd_error *error)
{
    json_emitter w;
    r->differ++;
    if (!r->call->json)
        buf_printf(&r->out, "record %" PRIu64 " differs: ", number);
    emit_init(&w, &r->out);
    if (r->call->json) {
        emit_object(&w);
        emit_pair_int(&w, "record", (long long)number);
        emit_key(&w, "differences");
    }
    itd_status status = log_put_differences(logged, now, &w, error);
    if (r->call->json)
        emit_end_object(&w);
    buf_putc(&r->out, '\n');
    return status;
}

static itd_status replay_values(replaying *r, const leaf *l, const stored_values *v, itd_error *error)
{
    replay_context *c = NULL;
    replay_terms terms;
    buf answer;
    buf_init(&answer, 0);
    itd_status status = read_terms(v->values[VALUE_TERMS], &r->memory, &terms, error);
    if (status == ITD_OK)
        status = replay_context_find(&r->contexts, l->snapshot, l->policy, &c, error);
    if (status == ITD_OK)
        status = ask_again(c, &terms, v->values[VALUE_QUESTION], &r->memory, &answer, error);
    if (status == ITD_OK && str_equal(buf_as_str(&answer), v->values[VALUE_ANSWER]))
        r->equal++;
    else if (status == ITD_OK)
        status = put_difference(r, l->number, v->values[VALUE_ANSWER], buf_as_str(&answer), error);
    buf_free(&answer);
    return status;
}

static itd_status replay_record(void *context, uint64_t number, str text, str hash,
                                const stored_values *values, itd_error *error)
{
    replaying *r = context;
    leaf l;
    itd_error found = {0};
    (void)hash;
    arena_reset(&r->memory);
    itd_status status = leaf_read(text, &r->memory, &l, &found);
    if (status == ITD_OK && !is_question(l.kind)) {
        r->other++;
        return ITD_OK;
    }
    if (status == ITD_OK && !values) {
        r->erased++;
        return ITD_OK;
    }
    if (status == ITD_OK)
        status = replay_values(r, &l, values, &found);
    if (status == ITD_ERROR_MEMORY)
        return error_memory(error);
    if (status != ITD_OK)
        put_problem(r, number, found.message);
    return ITD_OK;
}

static itd_status replay_all(replaying *r, uint64_t from, uint64_t to, itd_error *error)
{
    const log_sink sink = {.record = replay_record, .context = r};
    itd_status status = ITD_OK;
    bool found = true;
    for (uint64_t n = from; n <= to && status == ITD_OK; n++) {
        status = walk_one(audit_log_database(r->contexts.log), n, &sink, &found, error);
        if (status == ITD_OK && !found)
            put_problem(r, n, "it is gone");
        if (status == ITD_OK && r->out.len > LIMIT_VALUE_LEN && log_print(&r->out, 0))
            status = error_set(error, ITD_ERROR_IO, NULL, "the differences cannot be written");
    }
    return status;
}

static int report(replaying *r)
{
    buf_printf(&r->out,
               r->call->json
                   ? "{\"kind\":\"summary\",\"equal\":%" PRIu64 ",\"differ\":%" PRIu64
                     ",\"not_recomputed\":%" PRIu64 ",\"erased\":%" PRIu64 ",\"no_question\":%" PRIu64 "}\n"
                   : "%" PRIu64 " equal, %" PRIu64 " differ, %" PRIu64 " could not be recomputed, %" PRIu64
                     " erased, %" PRIu64 " are no questions\n",
               r->equal, r->differ, r->failed, r->erased, r->other);
    return log_print(&r->out, r->differ || r->failed ? LOG_DIFFERS : LOG_HOLDS);
}

int log_replay(const log_call *c)
{
    replaying r = {.call = c, .contexts = {.folder = c->snapshots}};
    char archive[4096];
    itd_error error = {0};
    uint64_t from = 0;
    int code = log_open(c, DATABASE_READ, &r.contexts.log);
    if (code)
        return code;
    uint64_t last = audit_log_size(r.contexts.log) - 1;
    uint64_t to = last;
    const char *slash = strrchr(c->path, '/');
    snprintf(archive, sizeof archive, "%.*s/snapshots", slash ? (int)(slash - c->path) : 1,
             slash ? c->path : ".");
    r.contexts.archive = archive;
    arena_init(&r.memory, REQUEST_SIZE_MAX);
    buf_init(&r.out, LIMIT_BUF_SIZE);
    code = log_number("--from", c->from, &from);
    if (!code)
        code = log_number("--to", c->to, &to);
    if (!code && (from > to || to > last)) {
        fprintf(stderr, "interdict: %s: records 0 to %" PRIu64 " are there\n", c->path, last);
        code = LOG_INPUT;
    }
    if (!code)
        code = replay_all(&r, from, to, &error) == ITD_OK ? report(&r) : log_fail(&error);
    date_set_today(DATE_NONE);
    replay_contexts_end(&r.contexts);
    buf_free(&r.out);
    arena_free(&r.memory);
    audit_log_close(r.contexts.log);
    return code;
}
