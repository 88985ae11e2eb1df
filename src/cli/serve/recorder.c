#include "cli/serve/recorder.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/json_emit.h"
#include "base/limits.h"
#include "cli/open.h"
#include "process/program.h"

#include <stdint.h>

typedef struct recorder {
    arena memory;
    char **argv;
    size_t count, cap;
    bool failed;
} recorder;

static void put(recorder *r, const char *name, str value)
{
    buf text;
    buf_init(&text, LIMIT_BUF_SIZE);
    if (name)
        buf_printf(&text, "--%s=", name);
    buf_str(&text, value);
    char *copy = text.failed || r->count == r->cap ? NULL : arena_copy(&r->memory, buf_as_str(&text));
    r->failed |= !copy;
    if (copy)
        r->argv[r->count++] = copy;
    buf_free(&text);
}

/* What a route takes as a parameter. */
static const char *const parameters[] = {"threshold", "limit", "on"};

/* What goes into the question of screen, and the property that it is. */
static const struct {
    const char *option, *property;
} properties[] = {{"birth-date", "birthDate"},
                  {"country", "country"},
                  {"identifier", "identifier"},
                  {"gender", "gender"},
                  {"address", "address"}};

static bool is_taken(const char *option, bool screens)
{
    static const char *const others[] = {"log", "json", "snapshot", "policy", "allow-empty", "quiet"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (strcmp(option, others[i]) == 0)
            return true;
    for (size_t i = 0; i < sizeof parameters / sizeof parameters[0]; i++)
        if (strcmp(option, parameters[i]) == 0)
            return true;
    for (size_t i = 0; i < sizeof properties / sizeof properties[0] && screens; i++)
        if (strcmp(option, properties[i].option) == 0)
            return true;
    return screens && strcmp(option, "schema") == 0;
}

/* Options that the routes do not have are refused, so that none is passed over. */
static int check_options(const command *cmd, const arguments *args)
{
    const bool screens = strcmp(cmd->name, "screen") == 0;
    if (!arguments_has(args, "json"))
        return usage_error("--log wants --json: the answer that is recorded is the one that is printed");
    for (const option_spec *o = cmd->options; o && o->name; o++)
        if (arguments_has(args, o->name) && !is_taken(o->name, screens))
            return usage_error("--%s does not go with --log", o->name);
    if (!screens && arguments_operand_count(args) == 0)
        return usage_error("missing FILE…; see 'interdict %s --help'", cmd->name);
    return 0;
}

static void put_question(recorder *r, const arguments *args)
{
    json_emitter w;
    buf text;
    buf_init(&text, LIMIT_BUF_SIZE);
    emit_init(&w, &text);
    emit_object(&w);
    if (arguments_has(args, "schema"))
        emit_pair_text(&w, "schema", arguments_get(args, "schema"));
    emit_key(&w, "properties");
    emit_object(&w);
    if (arguments_operand_count(args)) {
        emit_key(&w, "name");
        emit_array(&w);
        emit_text(&w, arguments_operand(args, 0));
        emit_end_array(&w);
    }
    for (size_t i = 0; i < sizeof properties / sizeof properties[0]; i++) {
        if (!arguments_has(args, properties[i].option))
            continue;
        emit_key(&w, properties[i].property);
        emit_array(&w);
        for (size_t k = 0; arguments_nth(args, properties[i].option, k); k++)
            emit_text(&w, arguments_nth(args, properties[i].option, k));
        if (!arguments_nth(args, properties[i].option, 0))
            emit_text(&w, arguments_get(args, properties[i].option));
        emit_end_array(&w);
    }
    emit_end_object(&w);
    emit_end_object(&w);
    r->failed |= text.failed;
    put(r, "body", buf_as_str(&text));
    buf_free(&text);
}

static void put_all(recorder *r, const command *cmd, const arguments *args)
{
    put(r, NULL, str_of("interdict"));
    put(r, NULL, str_of("ask"));
    put(r, NULL, str_of(cmd->name));
    put(r, "store", str_of(arguments_get(args, "log")));
    if (snapshot_path(args))
        put(r, "snapshot", str_of(snapshot_path(args)));
    if (arguments_has(args, "policy"))
        put(r, "policy", str_of(arguments_get(args, "policy")));
    for (size_t i = 0; i < sizeof parameters / sizeof parameters[0]; i++)
        if (arguments_has(args, parameters[i]))
            put(r, parameters[i], str_of(arguments_get(args, parameters[i])));
    if (strcmp(cmd->name, "screen") == 0)
        put_question(r, args);
    else
        for (size_t i = 0; i < arguments_operand_count(args); i++)
            put(r, "file", str_of(arguments_operand(args, i)));
}

int become_recorder(const command *cmd, const arguments *args)
{
    recorder r = {.cap = arguments_operand_count(args) + 16};
    itd_error error = {0};
    int code = check_options(cmd, args);
    if (code)
        return code;
    arena_init(&r.memory, LIMIT_BUF_SIZE);
    r.argv = arena_array(&r.memory, r.cap + 1, sizeof *r.argv);
    if (r.argv)
        put_all(&r, cmd, args);
    itd_status status = !r.argv || r.failed ? error_memory(&error) : program_become("serve", r.argv, &error);
    code = status == ITD_OK ? EXIT_NOTHING : fail(&error, false);
    arena_free(&r.memory);
    return code;
}
