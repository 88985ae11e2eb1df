/* interdict screen, batch, message, text, decide with --log FILE: answered through the routes, recorded,
 * printed. */
#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "case/case_file.h"
#include "http/request.h"
#include "json/json_read.h"
#include "serve/log/log_call.h"
#include "serve/server.h"

#include <signal.h>
#include <stdio.h>

enum { LINES_AT_ONCE = 64, MEMORY_SIZE_MAX = 1 << 30 };

typedef struct asking {
    serve_context serve;
    const char *kind, *store, *snapshot, *policy, *body;
    buf query; /* threshold, limit, on, as a request has them */
    buf policy_text, out;
    arena memory;
    str requests[LINES_AT_ONCE], questions[LINES_AT_ONCE], answers[LINES_AT_ONCE];
    size_t count;
    int worst;
} asking;

static void escape(buf *out, str value)
{
    for (size_t i = 0; i < value.len; i++) {
        const unsigned char c = (unsigned char)value.data[i];
        const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           c == '-' || c == '.' || c == '_' || c == '/';
        if (plain)
            buf_putc(out, (char)c);
        else
            buf_printf(out, "%%%02X", c);
    }
}

static void put_parameter(buf *out, const char *name, str value)
{
    buf_printf(out, "%s%s=", out->len ? "&" : "", name);
    escape(out, value);
}

static bool read_call(int argc, char **argv, asking *a)
{
    a->kind = argc > 2 ? argv[2] : "";
    for (int i = 3; i < argc; i++) {
        const char *equals = strchr(argv[i], '=');
        if (strncmp(argv[i], "--", 2) != 0 || !equals)
            return false;
        const str name = str_make(argv[i] + 2, (size_t)(equals - argv[i]) - 2);
        if (str_is(name, "store"))
            a->store = equals + 1;
        else if (str_is(name, "snapshot"))
            a->snapshot = equals + 1;
        else if (str_is(name, "policy"))
            a->policy = equals + 1;
        else if (str_is(name, "body"))
            a->body = equals + 1;
        else if (str_is(name, "threshold"))
            put_parameter(&a->query, "threshold", str_of(equals + 1));
        else if (str_is(name, "limit"))
            put_parameter(&a->query, "limit", str_of(equals + 1));
        else if (str_is(name, "on"))
            put_parameter(&a->query, "on", str_of(equals + 1));
    }
    return a->store != NULL;
}

/* What an answer means for the exit code. */
static int code_of(str line)
{
    json_t *root = NULL;
    if (json_read(line, 0, &root, NULL, NULL) != ITD_OK)
        return LOG_DIFFERS;
    const char *verdict = json_string_value(json_object_get(root, "verdict"));
    const bool clear = verdict ? strcmp(verdict, "PASS") == 0 || strcmp(verdict, "LICENSED") == 0
                               : json_integer_value(json_object_get(root, "total")) == 0 &&
                                     !json_is_true(json_object_get(root, "truncated"));
    json_decref(root);
    return clear ? LOG_HOLDS : LOG_DIFFERS;
}

static void worsen(asking *a, int code)
{
    a->worst = code > a->worst ? code : a->worst;
}

/* What was answered is recorded, then printed. */
static int flush(asking *a)
{
    itd_error error = {0};
    if (a->count && recording_lines(&a->serve.recording, a->serve.service.current, a->kind, 0, a->requests,
                                    a->questions, a->answers, a->count, &error) != ITD_OK) {
        fprintf(stderr, "interdict: the answer cannot be recorded, so none is given: %s\n", error.message);
        return LOG_CANNOT_RUN;
    }
    for (size_t i = 0; i < a->count; i++) {
        str rest = a->answers[i], line;
        buf_str(&a->out, a->answers[i]);
        while (rest.len && str_split(&rest, '\n', &line))
            if (line.len)
                worsen(a, code_of(line));
    }
    a->count = 0;
    arena_reset(&a->memory);
    return log_print(&a->out, 0);
}

/* One question through its route. place: for errors. */
static int ask(asking *a, str target, str question, const char *place, unsigned long line)
{
    const http_routes routes = serve_routes();
    const char *why = NULL;
    unsigned allowed;
    http_request q = {.memory = &a->memory, .method = HTTP_POST, .body = question};
    http_response response = {.memory = &a->memory, .status = 200};
    buf_init(&response.body, LIMIT_BUF_SIZE);
    int code = 0;
    if (!request_read(&q, target, &why))
        q.route = http_route_find(&routes, &q, &allowed);
    if (q.route)
        q.route->handle(&a->serve, &q, &response);
    if (!q.route || response.status != 200 || response.body.failed) {
        if (line)
            fprintf(stderr, "interdict: %s:%lu: %.*s\n", place, line, STR_ARG(buf_as_str(&response.body)));
        else
            fprintf(stderr, "interdict: %s: %.*s\n", place, STR_ARG(buf_as_str(&response.body)));
        worsen(a, response.status >= 500 || response.body.failed ? LOG_CANNOT_RUN : LOG_INPUT);
    } else {
        a->requests[a->count] = target;
        a->questions[a->count] = question;
        a->answers[a->count++] = arena_str(&a->memory, buf_as_str(&response.body));
    }
    buf_free(&response.body);
    if (a->memory.failed)
        code = LOG_CANNOT_RUN;
    return code || a->count < LINES_AT_ONCE ? code : flush(a);
}

/* name=value behind what every question has. */
static str target_of(asking *a, const char *name, const char *value)
{
    buf text;
    buf_init(&text, LIMIT_BUF_SIZE);
    buf_str(&text, buf_as_str(&a->query));
    if (name)
        put_parameter(&text, name, str_of(value));
    const str query = arena_str(&a->memory, buf_as_str(&text));
    buf_reset(&text);
    buf_printf(&text, "/v1/%s%s%.*s", a->kind, query.len ? "?" : "", STR_ARG(query));
    const str target = arena_str(&a->memory, buf_as_str(&text));
    buf_free(&text);
    return target;
}

static int ask_lines(asking *a, const char *path, str rest)
{
    unsigned long number = 0, row = 0;
    int code = 0;
    str line;
    while (!code && rest.len && str_split(&rest, '\n', &line)) {
        char id[32];
        number++;
        line = str_trim(line);
        if (!line.len)
            continue;
        json_t *root = NULL;
        const bool plain = json_read(line, 0, &root, NULL, NULL) == ITD_OK && json_object_get(root, "id");
        json_decref(root);
        snprintf(id, sizeof id, "row-%lu", ++row);
        code = ask(a, target_of(a, plain ? NULL : "id", id), line, path, number);
    }
    return code;
}

static int ask_cases(asking *a, const char *path, str bytes)
{
    case_file f;
    str text;
    unsigned long line;
    int code = 0;
    case_file_init(&f, bytes);
    while (!code && case_file_next(&f, &text, &line))
        code = ask(a, target_of(a, NULL, NULL), text, path, line);
    return code;
}

static int ask_file(asking *a, const char *path)
{
    buf bytes;
    itd_error error = {0};
    buf_init(&bytes, LIMIT_BUF_SIZE);
    int code = 0;
    if (file_read(path, LIMIT_FILE_SIZE, &bytes, &error) != ITD_OK) {
        worsen(a, log_fail(&error) == LOG_CANNOT_RUN && error.status == ITD_ERROR_MEMORY ? LOG_CANNOT_RUN
                                                                                         : LOG_INPUT);
    } else if (strcmp(a->kind, "decide") == 0) {
        code = ask_cases(a, path, buf_as_str(&bytes));
    } else if (strcmp(a->kind, "batch") == 0) {
        a->kind = "screen";
        code = ask_lines(a, path, buf_as_str(&bytes));
        a->kind = "batch";
    } else {
        code = ask(a, target_of(a, "source", path), buf_as_str(&bytes), path, 0);
    }
    if (!code) {
        const char *kind = a->kind;
        a->kind = strcmp(kind, "batch") == 0 ? "screen" : kind;
        code = flush(a);
        a->kind = kind;
    }
    buf_free(&bytes);
    return code;
}

static int open_all(asking *a)
{
    itd_error error = {0};
    if (a->policy && file_read(a->policy, MEMORY_SIZE_MAX, &a->policy_text, &error) != ITD_OK)
        return log_fail(&error) ? LOG_INPUT : 0;
    const service_settings settings = {.snapshot_path = a->snapshot,
                                       .policy_path = a->policy,
                                       .policy_text =
                                           a->policy_text.len ? buf_as_str(&a->policy_text) : str_of("")};
    itd_status status = service_open(&a->serve.service, &settings, &error);
    if (status == ITD_OK)
        status = recording_open(&a->serve.recording, a->store, &error);
    if (status == ITD_OK && a->policy)
        status =
            recording_activate(&a->serve.recording, a->serve.service.current, settings.policy_text, &error);
    if (status == ITD_OK)
        return 0;
    const int code = log_fail(&error);
    return status == ITD_ERROR_INPUT && a->policy ? code : LOG_CANNOT_RUN;
}

int ask_main(int argc, char **argv)
{
    static asking a; /* larger than a stack should hold */
    signal(SIGXFSZ, SIG_IGN);
    buf_init(&a.query, LIMIT_VALUE_LEN);
    buf_init(&a.policy_text, LIMIT_BUF_SIZE);
    buf_init(&a.out, LIMIT_BUF_SIZE);
    arena_init(&a.memory, LIMIT_ARENA_SIZE);
    int code = read_call(argc, argv, &a) ? open_all(&a) : log_usage("it is run by --log of other commands");
    if (!code && !a.snapshot)
        fputs("interdict: note: the built-in sample answers; --snapshot FILE names real lists\n", stderr);
    if (!code && a.body)
        code = ask(&a, target_of(&a, NULL, NULL), str_of(a.body), "the question", 0);
    if (!code && a.body)
        code = flush(&a);
    for (int i = 3; i < argc && !code; i++)
        if (strncmp(argv[i], "--file=", 7) == 0)
            code = ask_file(&a, argv[i] + 7);
    recording_close(&a.serve.recording);
    if (a.serve.service.current)
        service_close(&a.serve.service);
    buf_free(&a.query);
    buf_free(&a.policy_text);
    buf_free(&a.out);
    arena_free(&a.memory);
    return code ? code : a.worst;
}
