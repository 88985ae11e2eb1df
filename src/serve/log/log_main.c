/* interdict log: finds what is to be done. */
#include "serve/server.h"

#include "base/error.h"
#include "serve/log/log_call.h"

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

typedef struct call_option {
    const char *name;
    size_t place;
    bool flag;
} call_option;

#define AT(member) offsetof(log_call, member)
static const call_option OPTIONS[] = {
    {"name", AT(operand), false},
    {"state", AT(state), false},
    {"store", AT(store), false},
    {"size", AT(size), false},
    {"id", AT(id), false},
    {"from", AT(from), false},
    {"to", AT(to), false},
    {"until", AT(until), false},
    {"record", AT(record), false},
    {"before", AT(before), false},
    {"checkpoint", AT(checkpoint), false},
    {"public-key", AT(public_key), false},
    {"signing-key", AT(signing_key), false},
    {"output", AT(output), false},
    {"snapshots", AT(snapshots), false},
    {"json", AT(json), true},
    {"private", AT(private), true},
    {"new", AT(new), true},
    {"quiet", AT(quiet), true},
};

static const struct {
    const char *name;
    int (*run)(const log_call *c);
} VERBS[] = {
    {"verify", log_verify}, {"show", log_show},     {"find", log_find},
    {"prove", log_prove},   {"export", log_export}, {"import", log_import},
    {"erase", log_erase},   {"keys", log_keys},     {"checkpoint", log_last_checkpoint},
    {"replay", log_replay},

};

int log_fail(const itd_error *error)
{
    fprintf(stderr, "interdict: %s\n", error->message);
    return error->status == ITD_ERROR_USAGE                                       ? LOG_USAGE
           : error->status == ITD_ERROR_INPUT || error->status == ITD_ERROR_LIMIT ? LOG_INPUT
                                                                                  : LOG_CANNOT_RUN;
}

int log_usage(const char *format, ...)
{
    va_list list;
    fputs("interdict: ", stderr);
    va_start(list, format);
    vfprintf(stderr, format, list);
    va_end(list);
    fputc('\n', stderr);
    return LOG_USAGE;
}

int log_print(buf *out, int code)
{
    itd_error error = {0};
    if (out->failed) {
        (void)!error_memory(&error);
        return log_fail(&error);
    }
    if (out->len && (fwrite(out->data, 1, out->len, stdout) != out->len || fflush(stdout) != 0)) {
        fputs("interdict: standard output: cannot write\n", stderr);
        return LOG_CANNOT_RUN;
    }
    buf_reset(out);
    return code;
}

int log_number(const char *option, const char *text, uint64_t *out)
{
    unsigned long long number;
    if (!text)
        return 0;
    if (!str_to_unsigned(str_of(text), &number) || number >> TREE_HEIGHT_MAX)
        return log_usage("%s: '%s', expected a number", option, text);
    *out = number;
    return 0;
}

int log_open(const log_call *c, database_use use, audit_log **out)
{
    itd_error error = {0};
    if (audit_log_open(c->path, use, out, &error) == ITD_OK)
        return 0;
    if (use == DATABASE_READ && error.status == ITD_ERROR_IO)
        error.status = ITD_ERROR_INPUT; /* it can not be read */
    return log_fail(&error);
}

static bool read_call(int argc, char **argv, log_call *c)
{
    c->verb = argc > 2 ? argv[2] : "";
    for (int i = 3; i < argc; i++) {
        str rest = str_of(argv[i]), name;
        if (!str_starts(rest, str_of("--")))
            return false;
        rest = str_make(rest.data + 2, rest.len - 2);
        (void)str_split(&rest, '=', &name);
        bool known = false;
        for (size_t k = 0; k < sizeof OPTIONS / sizeof OPTIONS[0] && !known; k++) {
            known = str_is(name, OPTIONS[k].name) && OPTIONS[k].flag == !rest.data;
            char *to = (char *)c + OPTIONS[k].place;
            if (known && OPTIONS[k].flag)
                *(bool *)to = true;
            else if (known)
                *(const char **)(void *)to = rest.data;
        }
        if (!known)
            return false;
    }
    return true;
}

/* --store, else interdict.db of --state, else of the folder that the server takes. */
static int find_store(log_call *c, const char *state)
{
    int len = -1;
    if (c->store)
        len = snprintf(c->path, sizeof c->path, "%s", c->store);
    else if (c->state || state)
        len = snprintf(c->path, sizeof c->path, "%s/interdict.db", c->state ? c->state : state);
    else
        return log_usage("--state names the folder of the log, --store its file");
    return len > 0 && (size_t)len < sizeof c->path ? 0 : log_usage("the path is too long");
}

int log_main(int argc, char **argv)
{
    log_call c = {0};
    signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is an error of the write */
    serve_options defaults;
    itd_error error = {0};
    char *none[] = {argv[0], argv[1], NULL};
    if (!read_call(argc, argv, &c))
        return log_usage("it is run by 'interdict log'");
    if (options_read(2, none, &defaults, &error) != ITD_OK)
        return log_fail(&error);
    int code = find_store(&c, defaults.state);
    size_t i = 0;
    while (i < sizeof VERBS / sizeof VERBS[0] && strcmp(VERBS[i].name, c.verb) != 0)
        i++;
    if (!code)
        code =
            i < sizeof VERBS / sizeof VERBS[0] ? VERBS[i].run(&c) : log_usage("it is run by 'interdict log'");
    options_free(&defaults);
    return code;
}
