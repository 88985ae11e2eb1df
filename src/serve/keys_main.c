/* interdict keys: made, listed, withdrawn. */
#include "serve/server.h"

#include "base/json_emit.h"

#include <stdio.h>
#include <stdlib.h>

enum { CODE_NOTHING, CODE_USAGE = 2, CODE_INPUT, CODE_CANNOT_RUN, TEXT_SIZE_MAX = 1 << 30 };

typedef struct keys_call {
    const char *verb, *name, *role, *state;
    bool json;
} keys_call;

/* The command hands on the verb, "--name=…", "--role=…", "--state=…", "--json". */
static bool read_call(int argc, char **argv, keys_call *c)
{
    c->verb = argc > 2 ? argv[2] : "";
    for (int i = 3; i < argc; i++) {
        if (strncmp(argv[i], "--name=", 7) == 0)
            c->name = argv[i] + 7;
        else if (strncmp(argv[i], "--role=", 7) == 0)
            c->role = argv[i] + 7;
        else if (strncmp(argv[i], "--state=", 8) == 0)
            c->state = argv[i] + 8;
        else if (strcmp(argv[i], "--json") == 0)
            c->json = true;
        else
            return false;
    }
    return true;
}

static int fail(const itd_error *error)
{
    fprintf(stderr, "interdict: %s\n", error->message);
    return error->status == ITD_ERROR_USAGE   ? CODE_USAGE
           : error->status == ITD_ERROR_INPUT ? CODE_INPUT
                                              : CODE_CANNOT_RUN;
}

static int add(key_ring *ring, const keys_call *c)
{
    itd_error error = {0};
    char text[KEY_TEXT_CAP];
    serve_role role;
    if (!role_from_name(str_of(c->role), &role)) {
        fputs("interdict: --role: expected screen, review or admin\n", stderr);
        return CODE_USAGE;
    }
    if (keys_add(ring, str_of(c->name), role, text, &error) != ITD_OK)
        return fail(&error);
    fputs("interdict: this key is shown once; it is not kept\n", stderr);
    return puts(text) < 0 || fflush(stdout) != 0 ? CODE_CANNOT_RUN : CODE_NOTHING;
}

typedef struct listing {
    bool json;
    buf out;
} listing;

static void list_row(void *context, const key_row *row)
{
    listing *l = context;
    json_emitter w;
    if (!l->json) {
        buf_printf(&l->out, "%4lld  %-7s %s  %s%s  %s\n", row->number, role_name(row->role), row->made,
                   row->withdrawn ? "withdrawn " : "holds", row->withdrawn ? row->withdrawn : "", row->name);
        return;
    }
    emit_init(&w, &l->out);
    emit_object(&w);
    emit_pair_int(&w, "key", row->number);
    emit_pair_text(&w, "name", row->name);
    emit_pair_text(&w, "role", role_name(row->role));
    emit_pair_text(&w, "made", row->made);
    emit_pair_text(&w, "withdrawn", row->withdrawn);
    emit_end_object(&w);
    emit_newline(&w);
}

static int list(key_ring *ring, const keys_call *c)
{
    itd_error error = {0};
    listing l = {.json = c->json};
    buf_init(&l.out, TEXT_SIZE_MAX);
    int code = CODE_NOTHING;
    if (keys_list(ring, list_row, &l, &error) != ITD_OK)
        code = fail(&error);
    else if (l.out.failed)
        code = fail(&(itd_error){.status = ITD_ERROR_MEMORY, .message = "not enough memory"});
    else if (fwrite(l.out.data, 1, l.out.len, stdout) != l.out.len || fflush(stdout) != 0)
        code = CODE_CANNOT_RUN;
    buf_free(&l.out);
    return code;
}

int keys_main(int argc, char **argv)
{
    keys_call c = {0};
    key_ring *ring = NULL;
    serve_options defaults;
    itd_error error = {0};
    char *none[] = {argv[0], argv[1], NULL};
    if (!read_call(argc, argv, &c))
        return CODE_USAGE;
    if (options_read(2, none, &defaults, &error) != ITD_OK)
        return fail(&error);
    const char *state = c.state ? c.state : defaults.state;
    int code = CODE_NOTHING;
    if (!state) {
        fputs("interdict: --state names the folder of the keys\n", stderr);
        code = CODE_USAGE;
    } else if (keys_open(state, strcmp(c.verb, "add") == 0, &ring, &error) != ITD_OK) {
        code = fail(&error);
    } else if (strcmp(c.verb, "add") == 0) {
        code = add(ring, &c);
    } else if (strcmp(c.verb, "list") == 0) {
        code = list(ring, &c);
    } else if (keys_withdraw(ring, str_of(c.name), &error) != ITD_OK) {
        code = fail(&error);
    }
    keys_close(ring);
    options_free(&defaults);
    return code;
}
