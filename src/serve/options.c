#include "serve/options.h"

#include "base/error.h"
#include "base/limits.h"
#include "serve/config.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

typedef enum option_type { TYPE_WORD, TYPE_FLAG, TYPE_COUNT, TYPE_SIZE } option_type;

typedef struct option_row {
    const char *name; /* of the option and, with '_' for '-', of the key in the file; INTERDICT_SERVE_NAME */
    option_type type;
    size_t place; /* in serve_options */
    unsigned long long least, most;
} option_row;

#define AT(member) offsetof(serve_options, member)
static const option_row ROWS[] = {
    {"listen", TYPE_WORD, AT(listen), 0, 0},
    {"snapshot", TYPE_WORD, AT(snapshot), 0, 0},
    {"policy", TYPE_WORD, AT(policy), 0, 0},
    {"state", TYPE_WORD, AT(state), 0, 0},
    {"store", TYPE_WORD, AT(store), 0, 0},
    {"record", TYPE_WORD, AT(record), 0, 0},
    {"config", TYPE_WORD, AT(config), 0, 0},
    {"check", TYPE_FLAG, AT(check), 0, 0},
    {"quiet", TYPE_FLAG, AT(quiet), 0, 0},
    {"need-keys", TYPE_FLAG, AT(need_keys), 0, 0},
    {"hosts", TYPE_WORD, AT(hosts), 0, 0},
    {"tls-certificate", TYPE_WORD, AT(tls_certificate), 0, 0},
    {"tls-key", TYPE_WORD, AT(tls_key), 0, 0},
    {"threads", TYPE_COUNT, AT(limits.threads), 1, LIMIT_THREADS},
    {"connections", TYPE_COUNT, AT(limits.connections), 1, 1000000},
    {"connections-each", TYPE_COUNT, AT(limits.connections_each), 0, 1000000},
    {"request-seconds", TYPE_COUNT, AT(limits.request_seconds), 1, 3600},
    {"answer-seconds", TYPE_COUNT, AT(limits.answer_seconds), 1, 86400},
    {"idle-seconds", TYPE_COUNT, AT(limits.idle_seconds), 1, 86400},
    {"stop-seconds", TYPE_COUNT, AT(stop_seconds), 0, 3600},
    {"body-size", TYPE_SIZE, AT(limits.body_size), 1024, (unsigned long long)1 << 30},
    {"bodies-size", TYPE_SIZE, AT(limits.bodies_size), 1024, (unsigned long long)1 << 36},
    {"url-length", TYPE_SIZE, AT(limits.url_len), 256, 100000},
};
enum { ROW_COUNT = sizeof ROWS / sizeof ROWS[0] };

static const option_row *find_row(str name)
{
    for (size_t i = 0; i < ROW_COUNT; i++) {
        str wanted = str_of(ROWS[i].name);
        bool same = wanted.len == name.len;
        for (size_t k = 0; same && k < name.len; k++)
            same = name.data[k] == wanted.data[k] || (name.data[k] == '_' && wanted.data[k] == '-');
        if (same)
            return &ROWS[i];
    }
    return NULL;
}

static itd_status set_number(serve_options *o, const option_row *row, str value, const char *place,
                             itd_error *error)
{
    unsigned long long number;
    char *to = (char *)o + row->place;
    if (!str_to_unsigned(value, &number) || number < row->least || number > row->most)
        return error_set(error, ITD_ERROR_USAGE, place, "%s: '%.*s', expected a number from %llu to %llu",
                         row->name, STR_ARG(value), row->least, row->most);
    if (row->type == TYPE_COUNT)
        *(unsigned *)(void *)to = (unsigned)number;
    else
        *(size_t *)(void *)to = (size_t)number;
    return ITD_OK;
}

/* place: of the file, NULL for the command line. */
static itd_status set_value(serve_options *o, const option_row *row, str value, const char *place,
                            itd_error *error)
{
    char *to = (char *)o + row->place;
    if (row->type == TYPE_COUNT || row->type == TYPE_SIZE)
        return set_number(o, row, value, place, error);
    if (row->type == TYPE_FLAG) {
        bool yes = str_is(value, "true") || str_is(value, "yes") || str_is(value, "1");
        if (!yes && !str_is(value, "false") && !str_is(value, "no") && !str_is(value, "0"))
            return error_set(error, ITD_ERROR_USAGE, place, "%s: '%.*s', expected true or false", row->name,
                             STR_ARG(value));
        *(bool *)to = yes;
        return ITD_OK;
    }
    char *copy = arena_copy(&o->memory, value);
    *(const char **)(void *)to = copy;
    return copy ? ITD_OK : error_memory(error);
}

typedef struct file_reading {
    serve_options *o;
    const char *path;
} file_reading;

static itd_status take_pair(void *context, str key, str value, unsigned long line, itd_error *error)
{
    const file_reading *f = context;
    const option_row *row = find_row(key);
    char place[ITD_ERROR_PLACE_CAP];
    snprintf(place, sizeof place, "%.480s:%lu", f->path, line);
    if (!row || str_is(key, "config") || str_is(key, "check"))
        return error_set(error, ITD_ERROR_INPUT, place, "'%.*s' is no key of this file", STR_ARG(key));
    itd_status status = set_value(f->o, row, value, place, error);
    return status == ITD_ERROR_USAGE && error ? (error->status = ITD_ERROR_INPUT) : status;
}

static itd_status read_environment(serve_options *o, itd_error *error)
{
    itd_status status = ITD_OK;
    for (size_t i = 0; i < ROW_COUNT && status == ITD_OK; i++) {
        char name[64];
        size_t len = (size_t)snprintf(name, sizeof name, "INTERDICT_SERVE_%s", ROWS[i].name);
        for (size_t k = 16; k < len; k++)
            name[k] = name[k] == '-'
                          ? '_'
                          : (char)(name[k] >= 'a' && name[k] <= 'z' ? name[k] - 'a' + 'A' : name[k]);
        const char *value = getenv(name);
        if (value && *value)
            status = set_value(o, &ROWS[i], str_of(value), name, error);
    }
    return status;
}

/* The command hands on "--name=value" and "--flag". */
static itd_status read_arguments(int argc, char **argv, serve_options *o, itd_error *error)
{
    itd_status status = ITD_OK;
    for (int i = 2; i < argc && status == ITD_OK; i++) {
        str text = str_of(argv[i]), name;
        if (!str_starts(text, str_of("--")))
            return error_set(error, ITD_ERROR_USAGE, NULL, "'%s' is no option", argv[i]);
        str rest = str_make(text.data + 2, text.len - 2);
        (void)str_split(&rest, '=', &name);
        const option_row *row = find_row(name);
        if (!row || (!rest.data && row->type != TYPE_FLAG))
            return error_set(error, ITD_ERROR_USAGE, NULL, "'%s' is no option", argv[i]);
        status = set_value(o, row, rest.data ? rest : str_of("true"), NULL, error);
    }
    return status;
}

static const char *join(serve_options *o, const char *folder, const char *rest)
{
    char path[4096];
    int len = snprintf(path, sizeof path, "%s%s", folder, rest);
    return len > 0 && (size_t)len < sizeof path ? arena_copy(&o->memory, str_of(path)) : NULL;
}

static itd_status fill_defaults(serve_options *o, itd_error *error)
{
    const char *state_home = getenv("XDG_STATE_HOME"), *home = getenv("HOME"),
               *systemd = getenv("STATE_DIRECTORY");
    if (!o->snapshot && getenv("INTERDICT_SNAPSHOT") && *getenv("INTERDICT_SNAPSHOT"))
        o->snapshot = getenv("INTERDICT_SNAPSHOT");
    bool made = true;
    if (!o->state && systemd && *systemd)
        o->state = systemd;
    else if (!o->state && state_home && *state_home == '/')
        made = (o->state = join(o, state_home, "/interdict")) != NULL;
    else if (!o->state && home && *home)
        made = (o->state = join(o, home, "/.local/state/interdict")) != NULL;
    if (!made)
        return error_memory(error);
    if ((o->tls_certificate == NULL) != (o->tls_key == NULL))
        return error_set(error, ITD_ERROR_USAGE, NULL,
                         "tls-certificate and tls-key are given together or not at all");
    return listen_parse(str_of(o->listen), &o->address, error);
}

itd_status options_read(int argc, char **argv, serve_options *o, itd_error *error)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    *o = (serve_options){.listen = "127.0.0.1:8000", .stop_seconds = 30, .limits = HTTP_LIMITS_DEFAULT};
    o->limits.threads = cores > 0 && cores <= 64 ? (unsigned)cores : 1;
    arena_init(&o->memory, LIMIT_BUF_SIZE);
    serve_options first = *o;
    arena_init(&first.memory, LIMIT_BUF_SIZE);
    itd_status status = read_environment(&first, error);
    if (status == ITD_OK)
        status = read_arguments(argc, argv, &first, error);
    if (status == ITD_OK && first.config) {
        o->config = arena_copy(&o->memory, str_of(first.config));
        status = o->config ? config_read(o->config, take_pair, &(file_reading){o, o->config}, error)
                           : error_memory(error);
    }
    arena_free(&first.memory);
    const char *config = o->config;
    if (status == ITD_OK)
        status = read_environment(o, error);
    if (status == ITD_OK)
        status = read_arguments(argc, argv, o, error);
    if (config)
        o->config = config;
    return status == ITD_OK ? fill_defaults(o, error) : status;
}

void options_free(serve_options *o)
{
    arena_free(&o->memory);
}
