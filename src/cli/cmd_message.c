/* interdict message FILE… */
#include "api/handles.h"
#include "base/arena.h"
#include "base/file.h"
#include "base/limits.h"
#include "cli/command.h"
#include "cli/message_output.h"
#include "cli/message_watch.h"
#include "cli/message_xsd.h"
#include "cli/open.h"
#include "cli/screening.h"
#include "decide/message_screen.h"
#include "decide/stripping.h"

#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

#define ADVICE_MAX   32
#define STRIPPED_MAX 64

/* What all files of one call share. */
typedef struct message_run {
    const arguments *args;
    itd_snapshot *snapshot;
    message_screener *screener;
    message_schemas *schemas; /* NULL: not asked for */
    arena memory;             /* of one file */
    arena context_memory;
    message_list context; /* of --context */
    buf bytes, context_bytes, out;
} message_run;

static const itd_error no_memory = {.status = ITD_ERROR_MEMORY, .message = "out of memory"};

static bool add_stripped(message_run *r, const message *m, message_screening *screening)
{
    stripped_party found[STRIPPED_MAX];
    size_t count = stripping_find(&r->context, m, found, STRIPPED_MAX);
    for (size_t i = 0; i < count; i++) {
        const message_party *p = found[i].party;
        str name = p->name.len ? p->name : p->bic;
        if (!message_screening_reason(
                screening, &r->memory,
                "stripping: %.*s (%.*s) stood in the earlier message %.*s and is missing here", STR_ARG(name),
                STR_ARG(p->where), STR_ARG(found[i].reference)))
            return false;
    }
    return true;
}

/* Screens one message; lines of JSON go to r->out, text to standard output. */
static int answer_one(message_run *r, const char *source, bool json, message *m, message_screening *screening,
                      const message_advice *advice)
{
    itd_error error = {0};
    if (message_screen(r->screener, &r->memory, m, screening, &error) != ITD_OK)
        return fail(&error, false);
    if (!add_stripped(r, m, screening))
        return fail(&no_memory, false);
    if (json)
        message_output_json(&r->out, source, m, screening, advice, itd_snapshot_hash(r->snapshot));
    else
        message_output_text(stdout, source, m, screening, advice);
    if (r->out.failed)
        return fail(&no_memory, false);
    return screening->review ? EXIT_FOUND : EXIT_NOTHING;
}

static void flush_lines(message_run *r)
{
    if (r->out.len)
        fwrite(r->out.data, 1, r->out.len, stdout);
    buf_reset(&r->out);
}

static void check_schemas(message_run *r, str source, message_advice *advice, str items[ADVICE_MAX])
{
    *advice = (message_advice){.asked = r->schemas != NULL, .items = items};
    bool xml = str_trim(source).len && str_trim(source).data[0] == '<';
    if (r->schemas && xml)
        advice->count = message_schemas_check(r->schemas, &r->memory, source, items, ADVICE_MAX);
}

/* source: what the answer calls the file. flush: print each line at once, else they stay in r->out. */
static int answer_file(message_run *r, const char *path, const char *source, bool json, bool flush)
{
    itd_error error = {0};
    message_list list;
    message_advice advice;
    str items[ADVICE_MAX];
    buf_reset(&r->bytes);
    arena_reset(&r->memory);
    if (file_read(path, LIMIT_FILE_SIZE, &r->bytes, &error) != ITD_OK)
        return fail(&error, true);
    if (message_read(&r->memory, path, buf_as_str(&r->bytes), &list, &error) != ITD_OK)
        return fail(&error, false);
    message_screening *screenings = arena_array(&r->memory, list.count, sizeof *screenings);
    if (!screenings)
        return fail(&no_memory, false);
    check_schemas(r, buf_as_str(&r->bytes), &advice, items);
    int worst = EXIT_NOTHING;
    for (size_t i = 0; i < list.count && worst != EXIT_CANNOT_RUN; i++) {
        int code = answer_one(r, source, json, &list.items[i], &screenings[i], &advice);
        worst = code > worst ? code : worst;
        if (flush)
            flush_lines(r);
    }
    if (arguments_has(r->args, "show") && !json && worst != EXIT_CANNOT_RUN)
        message_output_marked(stdout, list.source, screenings, list.count, isatty(STDOUT_FILENO) == 1);
    return worst;
}

static int answer_files(message_run *r)
{
    int worst = EXIT_NOTHING;
    bool json = arguments_has(r->args, "json");
    for (size_t i = 0; i < arguments_operand_count(r->args) && worst != EXIT_CANNOT_RUN; i++) {
        const char *path = arguments_operand(r->args, i);
        int code = answer_file(r, path, path, json, true);
        worst = code > worst ? code : worst;
    }
    return worst;
}

/* One message of a spool folder. What cannot be opened stops the watcher: it must not be lost. */
static int answer_spooled(void *context, const char *path, const char *name, buf *out)
{
    message_run *r = context;
    int code = answer_file(r, path, name, true, false);
    if (code == EXIT_INPUT)
        code = EXIT_CANNOT_RUN;
    buf_str(out, buf_as_str(&r->out));
    buf_reset(&r->out);
    return out->failed ? fail(&no_memory, false) : code;
}

static int read_context(message_run *r)
{
    itd_error error = {0};
    const char *path = arguments_get(r->args, "context");
    if (!path)
        return EXIT_NOTHING;
    if (file_read(path, LIMIT_FILE_SIZE, &r->context_bytes, &error) != ITD_OK)
        return fail(&error, true);
    if (message_read(&r->context_memory, path, buf_as_str(&r->context_bytes), &r->context, &error) != ITD_OK)
        return fail(&error, false);
    return EXIT_NOTHING;
}

static int answer(message_run *r)
{
    const char *folder = arguments_get(r->args, "watch"), *schemas = arguments_get(r->args, "xsd");
    int code = read_context(r);
    if (code)
        return code;
    if (schemas && !(r->schemas = message_schemas_open(schemas)))
        return fail(&no_memory, false);
    if (folder)
        return message_watch(folder, arguments_has(r->args, "once"), answer_spooled, r);
    return answer_files(r);
}

static int run(const arguments *args)
{
    message_run r = {.args = args};
    match_options options;
    itd_error error = {0};
    bool watch = arguments_has(args, "watch");
    if (watch == (arguments_operand_count(args) > 0))
        return usage_error(watch ? "--watch DIR takes no FILE" : "expected FILE or --watch DIR");
    if (!screening_options(args, &options))
        return EXIT_USAGE;
    int code = open_snapshot(args, &r.snapshot);
    if (code)
        return code;
    arena_init(&r.memory, LIMIT_ARENA_SIZE);
    arena_init(&r.context_memory, LIMIT_ARENA_SIZE);
    buf_init(&r.bytes, LIMIT_FILE_SIZE);
    buf_init(&r.context_bytes, LIMIT_FILE_SIZE);
    buf_init(&r.out, LIMIT_BUF_SIZE);
    if (message_screener_new(itd_snapshot_core(r.snapshot), &options, &r.screener, &error) == ITD_OK)
        code = answer(&r);
    else
        code = fail(&error, false);
    message_screener_free(r.screener);
    message_schemas_close(r.schemas);
    buf_free(&r.out);
    buf_free(&r.context_bytes);
    buf_free(&r.bytes);
    arena_free(&r.context_memory);
    arena_free(&r.memory);
    itd_snapshot_close(r.snapshot);
    return code;
}

static const option_spec options[] = {
    SCREENING_OPTIONS,
    {"show", 0, NULL, "print each file with the places of its hits marked", false},
    {"context", 0, "FILE", "earlier messages: a party of the same payment that is missing now is a reason",
     false},
    {"watch", 0, "DIR", "work through a spool folder; verdicts go to DIR/done", false},
    {"once", 0, NULL, "with --watch: end when the folder is empty", false},
    {"xsd", 0, "DIR", "check ISO 20022 against the schemas of DIR: advice only", false},
    {0},
};

extern const command cmd_message;
const command cmd_message = {
    .name = "message",
    .summary = "screen payment and trade messages: SWIFT MT, ISO 20022",
    .usage = "FILE…",
    .description =
        "Reads the messages of each file by meaning: who pays, who is paid, which banks, vessels, "
        "places and\n"
        "goods, and all free text. Every part is screened by its own profile. What cannot be read "
        "is REVIEW,\n"
        "with the reason. A file may hold several messages; the verdict is at most REVIEW.\n"
        "\n"
        "--watch DIR answers every file that is dropped into DIR, until it is told to stop: the file is "
        "taken by\n"
        "a rename, its verdict is written to DIR/done/NAME.json, and then the file is moved beside it. A "
        "stop at\n"
        "any moment loses nothing. Names that begin with '.' are left alone: write under such a name, then\n"
        "rename.",
    .examples = "interdict message --json payment.fin\n  one line of JSON per message\n"
                "interdict message --show payment.fin\n  the message with the places of its hits marked",
    .options = options,
    .common = COMMON_SNAPSHOT | COMMON_POLICY | COMMON_JSON | COMMON_ON,
    .operand_min = 0,
    .operand_max = SIZE_MAX,
    .run = run,
};
