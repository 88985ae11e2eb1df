/* Questions under /v1: a name, many names, a message, a text, a case. */
#include "answer/screening_json.h"
#include "serve/asked.h"
#include "serve/own_routes.h"

#include "base/error.h"
#include "base/limits.h"

#include <stdlib.h>

/* Nothing goes out of a snapshot that was written to. */
static bool still_good(const generation *g, http_response *a)
{
    itd_error error = {0};
    if (snapshot_unchanged(generation_core(g), &error) == ITD_OK)
        return true;
    http_error(a, 503, "%s", error.message);
    return false;
}

static void give(http_response *a, const generation *g, itd_status status, const itd_error *error,
                 const char *json, size_t len)
{
    if (status != ITD_OK) {
        http_fail(a, error);
        return;
    }
    buf_append(&a->body, json, len);
    if (!len || json[len - 1] != '\n')
        buf_putc(&a->body, '\n');
    (void)still_good(g, a);
}

/* ---- names ---- */

/* *named: it has no id of its own, and gets `id` (nullable). */
static itd_status screen_line(itd_worker *w, const snapshot *s, str line, const char *id,
                              const match_options *o, calendar_day on, arena *texts, buf *out, bool *named,
                              itd_error *error)
{
    screening_query query;
    query_init(&query);
    arena_reset(texts);
    itd_status status = query_from_json(line, texts, &query, error);
    *named = status == ITD_OK && !query.id.len && id;
    if (*named)
        query.id = str_of(id);
    query.on = on;
    return status == ITD_OK ? screen_render(w->match, s, &query, o, out, NULL, error) : status;
}

void route_screen(void *context, http_request *q, http_response *a)
{
    static const char *const known[] = {"threshold", "limit", "on", "id", NULL};
    match_options o = MATCH_OPTIONS_DEFAULT;
    calendar_day on = DATE_NONE;
    itd_error error = {0};
    bool named;
    arena texts;
    service_tools *t = service_take_tools(context, a);
    if (!t || !asked_only(q, known, a) || !asked_options(q, &o, a) || !asked_day(q, "on", &on, a))
        return;
    arena_init(&texts, LIMIT_ARENA_SIZE);
    itd_status status = screen_line(t->worker, generation_core(t->generation), q->body, asked_text(q, "id"),
                                    &o, on, &texts, &a->body, &named, &error);
    arena_free(&texts);
    if (status != ITD_OK) {
        http_fail(a, &error);
        return;
    }
    buf_putc(&a->body, '\n');
    (void)still_good(t->generation, a);
}

/* Many names: answered while the answer is sent, so that only some lines of it are in memory; as many as are
 * recorded together. */
enum { LINES_AT_ONCE = 64 };

typedef struct batch_stream {
    generation *generation;
    itd_worker *worker;
    recording *recording;
    long long key;
    match_options options;
    calendar_day on;
    str query; /* of the request, which keeps it and the body */
    str rest;  /* of the body */
    unsigned long line, number;
    arena texts, requests;
    str questions[LINES_AT_ONCE], asked[LINES_AT_ONCE];
    size_t starts[LINES_AT_ONCE], ends[LINES_AT_ONCE]; /* of the answers */
    size_t count;
} batch_stream;

static void end_batch(void *context)
{
    batch_stream *b = context;
    itd_worker_free(b->worker);
    generation_release(b->generation);
    arena_free(&b->texts);
    arena_free(&b->requests);
    free(b);
}

/* As the commands write it to standard error with --json. */
static void put_line_error(const batch_stream *b, const itd_error *error, buf *out)
{
    json_emitter w;
    emit_init(&w, out);
    emit_object(&w);
    emit_key(&w, "error");
    emit_object(&w);
    emit_pair_text(&w, "code",
                   error->status == ITD_ERROR_INPUT || error->status == ITD_ERROR_USAGE ? "input"
                   : error->status == ITD_ERROR_LIMIT                                   ? "limit"
                                                                                        : "memory");
    emit_pair_text(&w, "file", NULL);
    emit_pair_int(&w, "line", (long long)b->line);
    emit_pair_text(&w, "field", NULL);
    emit_pair_text(&w, "text", error->message);
    emit_end_object(&w);
    emit_end_object(&w);
}

/* The question as if it had been asked alone. */
static str request_of(batch_stream *b, const char *id)
{
    buf text;
    buf_init(&text, LIMIT_VALUE_LEN * 2);
    buf_puts(&text, "/v1/screen");
    if (b->query.len || id)
        buf_putc(&text, '?');
    buf_str(&text, b->query);
    if (id)
        buf_printf(&text, "%sid=%s", b->query.len ? "&" : "", id);
    str request = text.failed ? STR_NONE : arena_str(&b->requests, buf_as_str(&text));
    buf_free(&text);
    return request;
}

/* One more answer. False: there is none, or `out` failed: the answer is cut off, and the client sees it. */
static bool next_answer(batch_stream *b, buf *out)
{
    str line;
    char id[32];
    bool named = false;
    itd_error error = {0};
    do {
        if (!b->rest.len || !str_split(&b->rest, '\n', &line))
            return false;
        b->line++;
        line = str_trim(line);
    } while (!line.len);
    const size_t start = out->len;
    snprintf(id, sizeof id, "row-%lu", ++b->number);
    itd_status status = line.len > LIMIT_JSON_LINE_LEN
                            ? error_set(&error, ITD_ERROR_LIMIT, NULL, "the line is too long")
                            : screen_line(b->worker, generation_core(b->generation), line, id, &b->options,
                                          b->on, &b->texts, out, &named, &error);
    if (status == ITD_OK)
        status = snapshot_unchanged(generation_core(b->generation), &error);
    out->failed |= status == ITD_ERROR_SNAPSHOT;
    if (status != ITD_OK) {
        out->len = start;
        put_line_error(b, &error, out);
    }
    buf_putc(out, '\n');
    if (status == ITD_OK) {
        b->questions[b->count] = line;
        b->asked[b->count] = request_of(b, named ? id : NULL);
        b->starts[b->count] = start;
        b->ends[b->count++] = out->len;
    }
    return !out->failed;
}

/* What was answered goes out when it is recorded. */
static itd_status record_lines(batch_stream *b, const buf *out, itd_error *error)
{
    str answers[LINES_AT_ONCE];
    if (!b->recording->writer || !b->count)
        return ITD_OK;
    for (size_t i = 0; i < b->count; i++)
        answers[i] = str_make(out->data + b->starts[i], b->ends[i] - b->starts[i]);
    if (b->requests.failed)
        return error_memory(error);
    return recording_lines(b->recording, b->generation, "screen", b->key, b->asked, b->questions, answers,
                           b->count, error);
}

static itd_status next_answers(batch_stream *b, buf *out, bool *more, itd_error *error)
{
    b->count = 0;
    arena_reset(&b->requests);
    for (size_t i = 0; i < LINES_AT_ONCE; i++)
        if (!(*more = next_answer(b, out)))
            break;
    return record_lines(b, out, error);
}

static bool produce_answers(void *context, buf *out)
{
    bool more;
    if (next_answers(context, out, &more, NULL) != ITD_OK)
        out->failed = true;
    return more && !out->failed;
}

void route_batch(void *context, http_request *q, http_response *a)
{
    static const char *const known[] = {"threshold", "limit", "on", NULL};
    itd_error error = {.status = ITD_ERROR_MEMORY, .message = "not enough memory"};
    batch_stream *b = calloc(1, sizeof *b);
    if (!b) {
        http_fail(a, &error);
        return;
    }
    serve_context *c = context;
    bool more;
    *b = (batch_stream){.options = MATCH_OPTIONS_DEFAULT,
                        .on = DATE_NONE,
                        .recording = &c->recording,
                        .key = (long long)(intptr_t)q->caller,
                        .query = q->query,
                        .rest = q->body};
    arena_init(&b->texts, LIMIT_ARENA_SIZE);
    arena_init(&b->requests, LIMIT_ARENA_SIZE);
    b->generation = service_hold(&c->service);
    if (!asked_only(q, known, a) || !asked_options(q, &b->options, a) || !asked_day(q, "on", &b->on, a)) {
        end_batch(b);
        return;
    }
    if (itd_worker_new(b->generation->snapshot, &b->worker, &error) != ITD_OK) {
        http_fail(a, &error);
        end_batch(b);
        return;
    }
    a->type = "application/jsonl; charset=utf-8";
    if (next_answers(b, &a->body, &more, &error) != ITD_OK) {
        http_error(a, 503, "the answers cannot be recorded, so none is given: %s", error.message);
        end_batch(b);
        return;
    }
    a->produce = produce_answers;
    a->state = b;
    a->end = end_batch;
}

/* ---- messages, texts, cases ---- */

/* Policy, day and options of a call. */
static bool make_context(const http_request *q, const generation *g, itd_options *options, itd_context *out,
                         http_response *a)
{
    static const char *const known[] = {"threshold", "limit", "on", "source", NULL};
    match_options o = MATCH_OPTIONS_DEFAULT;
    calendar_day day;
    *out = (itd_context)ITD_CONTEXT_INIT;
    *options = itd_options_default();
    if (!asked_only(q, known, a) || !asked_options(q, &o, a) || !asked_day(q, "on", &day, a))
        return false;
    options->threshold = o.threshold;
    options->limit = o.limit;
    out->policy = g->policy;
    out->on = asked_text(q, "on");
    out->source = asked_text(q, "source");
    if (http_param(q, "threshold").data || http_param(q, "limit").data)
        out->options = options;
    return true;
}

typedef itd_status ask(itd_worker *worker, const char *bytes, size_t len, const itd_context *context,
                       const char **json, size_t *json_len, itd_error *error);

static void answer_with(void *context, http_request *q, http_response *a, ask *call)
{
    itd_options options;
    itd_context terms;
    const char *json = NULL;
    size_t len = 0;
    itd_error error = {0};
    service_tools *t = service_take_tools(context, a);
    if (!t || !make_context(q, t->generation, &options, &terms, a))
        return;
    itd_status status =
        call(t->worker, q->body.len ? q->body.data : "", q->body.len, &terms, &json, &len, &error);
    give(a, t->generation, status, &error, json, len);
}

void route_message(void *context, http_request *q, http_response *a)
{
    a->type = "application/jsonl; charset=utf-8"; /* one line for each message of the body */
    answer_with(context, q, a, itd_message_json_in);
}

void route_text(void *context, http_request *q, http_response *a)
{
    answer_with(context, q, a, itd_text_json);
}

void route_decide(void *context, http_request *q, http_response *a)
{
    answer_with(context, q, a, itd_decide_json_in);
}
