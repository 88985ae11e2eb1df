/* interdict message FILE… */
#include "api/handles.h"
#include "base/arena.h"
#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "cli/command.h"
#include "cli/confine.h"
#include "cli/bench/message_bench.h"
#include "cli/message_marks.h"
#include "cli/message_output.h"
#include "cli/message_xsd.h"
#include "cli/open.h"
#include "cli/policy_option.h"
#include "cli/print.h"
#include "cli/screening.h"
#include "cli/watch/message_watch.h"
#include "decide/message_verdict.h"
#include "process/sandbox.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define ADVICE_MAX      32
#define BENCH_FILES_MAX 1000

/* What all files of one call share. */
typedef struct message_run {
    const arguments *args;
    itd_snapshot *snapshot;
    engine_worker *tools;
    message_screener *screener;
    decider *decider; /* where the policy names an actor */
    message_reader *reader;
    message_schemas *schemas; /* NULL: not asked for */
    arena memory;             /* of one answer */
    arena context_memory;
    message_list context; /* of --context */
    buf bytes, context_bytes, out;

    /* of the file that is read */
    const char *source; /* what its answers call it */
    const char *hash;   /* SHA-256 of its bytes, where the answer names it */
    FILE *to;
    bool json, table;
    size_t answered, found; /* messages, and those to look at */
    message_advice advice;
    str advice_items[ADVICE_MAX];
    arena advice_memory;
    arena policy_memory;
    policy *firm; /* in policy_memory */
    calendar_day on;
    int worst;
    bool cannot_write;
    file_identity opened; /* the snapshot's file, to see that another took its place */
} message_run;

/* The measures, for the actor of the policy. */
static itd_status open_decider(message_run *r, itd_error *error)
{
    itd_status status = decider_new(r->tools, NULL, &r->decider, error);
    return status == ITD_OK ? decider_set_policy(r->decider, r->firm, error) : status;
}

static itd_status not_written(message_run *r, itd_error *error)
{
    r->cannot_write = true;
    return error_set(error, ITD_ERROR_IO, NULL, "cannot write the answer");
}

/* The answer names the bytes that it is about. */
static void bind_to_bytes(message_run *r)
{
    str end = STR("}\n");
    if (!r->hash || r->out.failed || !str_ends(buf_as_str(&r->out), end))
        return;
    r->out.len -= end.len;
    buf_printf(&r->out, ",\"source_hash\":\"sha256:%s\"", r->hash);
    buf_str(&r->out, end);
}

/* An answer for people, into the buffer from which it is printed. */
static bool output_plain(message_run *r, const message *m, const message_screening *screening)
{
    print_held held;
    FILE *to = print_hold(&held);
    bool good = to != NULL;
    if (to && r->table)
        message_output_row(to, m, screening);
    else if (to)
        good = message_output_text(to, r->source, m, screening, &r->advice, itd_snapshot_core(r->snapshot));
    return print_held_into(&held, &r->out) && good;
}

/* Screens one message and writes its answer. */
static itd_status answer_one(message_run *r, message *m, message_screening *screening, itd_error *error)
{
    const message_judge judge = {r->screener, r->decider, r->firm, &r->context, r->on};
    itd_status status = message_judge_one(&judge, &r->memory, m, screening, error);
    if (status != ITD_OK)
        return status;
    bool good = true;
    buf_reset(&r->out);
    if (r->json)
        message_output_json(&r->out, r->source, m, screening, &r->advice, itd_snapshot_core(r->snapshot));
    else
        good = output_plain(r, m, screening);
    if (!good || r->memory.failed) /* something of the message or of its answer may be missing */
        return error_memory(error);
    status = snapshot_unchanged(itd_snapshot_core(r->snapshot), error);
    if (status != ITD_OK)
        return status;
    bind_to_bytes(r);
    itd_status printed = print_buf(r->to, &r->out, error);
    if (printed != ITD_OK)
        return printed == ITD_ERROR_IO ? not_written(r, error) : printed;
    int code = decision_is_clear(message_screening_verdict(screening)) ? EXIT_NOTHING : EXIT_FOUND;
    r->answered++;
    r->found += code == EXIT_FOUND;
    r->worst = code > r->worst ? code : r->worst;
    return ITD_OK;
}

static itd_status take(void *context, message *m, itd_error *error)
{
    message_run *r = context;
    message_screening screening;
    arena_reset(&r->memory);
    itd_status status = answer_one(r, m, &screening, error);
    return status == ITD_OK && fflush(r->to) != 0 ? not_written(r, error) : status;
}

/* Exit code of a file: its content is an answer, only what cannot be opened or read at all is bad input. */
static int code_of(const message_run *r, itd_status status, const itd_error *error)
{
    bool input = !r->cannot_write && (status == ITD_ERROR_IO || status == ITD_ERROR_LIMIT);
    return status == ITD_OK ? r->worst : fail(error, input);
}

static itd_status read_whole(message_run *r, const char *path, itd_error *error)
{
    buf_reset(&r->bytes);
    return file_read(path, LIMIT_FILE_SIZE, &r->bytes, error);
}

/* Message by message, in bounded memory. */
static int answer_stream(message_run *r, const char *path)
{
    itd_error error = {0};
    file_input input;
    itd_status status = file_input_open(path, &input, &error);
    if (status == ITD_OK) {
        status = message_reader_run(r->reader, file_input_read, &input, take, r, &error);
        file_input_close(&input);
    }
    return code_of(r, status, &error);
}

/* With the advice of the schemas, for which the file is read whole. */
static int answer_with_advice(message_run *r, const char *path)
{
    itd_error error = {0};
    itd_status status = read_whole(r, path, &error);
    str bytes = buf_as_str(&r->bytes);
    bool xml = str_trim(bytes).len && str_trim(bytes).data[0] == '<';
    arena_reset(&r->advice_memory);
    r->advice = (message_advice){.asked = true, .items = r->advice_items};
    if (status == ITD_OK && xml)
        status = message_schemas_check(r->schemas, &r->advice_memory, bytes, r->advice_items, ADVICE_MAX,
                                       &r->advice.count, &error);
    if (status == ITD_OK)
        status = message_reader_bytes(r->reader, bytes, take, r, &error);
    return code_of(r, status, &error);
}

/* With the places of the hits marked in the file, which is kept whole. */
static int answer_marked(message_run *r, const char *path)
{
    itd_error error = {0};
    message_list list = {0};
    print_held held;
    r->to = print_hold(&held);
    if (!r->to)
        return print_held_or_fail(&held, EXIT_CANNOT_RUN);
    arena_reset(&r->memory);
    itd_status status = read_whole(r, path, &error);
    if (status == ITD_OK)
        status = message_read(&r->memory, path, buf_as_str(&r->bytes), &list, &error);
    message_screening *screenings = arena_array(&r->memory, list.count, sizeof *screenings);
    if (status == ITD_OK && !screenings)
        status = error_memory(&error);
    for (size_t i = 0; i < list.count && status == ITD_OK; i++)
        status = answer_one(r, &list.items[i], &screenings[i], &error);
    if (status == ITD_OK && !message_marks_print(r->to, &r->memory, list.source, screenings, list.count,
                                                 isatty(STDOUT_FILENO) == 1))
        status = error_memory(&error);
    return print_held_or_fail(&held, code_of(r, status, &error));
}

static int answer_file(message_run *r, const char *path, const char *source, FILE *to)
{
    r->source = source;
    r->to = to;
    r->worst = EXIT_NOTHING;
    if (r->schemas)
        return answer_with_advice(r, path);
    bool marked = arguments_has(r->args, "show") && !r->json;
    return marked ? answer_marked(r, path) : answer_stream(r, path);
}

static bool read_format(message_run *r)
{
    const char *format = arguments_get(r->args, "format");
    r->json = arguments_has(r->args, "json") || (format && strcmp(format, "json") == 0);
    r->table = format && strcmp(format, "table") == 0;
    if (format && !r->json && !r->table && strcmp(format, "text") != 0) {
        usage_error("--format: expected text, table or json");
        return false;
    }
    if (r->table)
        message_output_row(stdout, NULL, NULL);
    return true;
}

static int answer_files(message_run *r)
{
    int worst = EXIT_NOTHING;
    if (!read_format(r))
        return EXIT_USAGE;
    for (size_t i = 0; i < arguments_operand_count(r->args) && worst != EXIT_CANNOT_RUN; i++) {
        const char *path = arguments_operand(r->args, i);
        r->answered = r->found = 0;
        int code = answer_file(r, path, path, stdout);
        if (!r->json && r->answered > 1)
            message_output_summary(stdout, path, r->answered, r->found);
        worst = code > worst ? code : worst;
    }
    return worst;
}

/* One message of a spool folder. */
static watch_outcome answer_spooled(void *context, const char *path, const char *name, const char *hash,
                                    FILE *to)
{
    message_run *r = context;
    r->json = true;
    r->hash = hash;
    int code = answer_file(r, path, name, to);
    if (code == EXIT_INPUT)
        return WATCH_UNREAD;
    if (code == EXIT_CANNOT_RUN)
        return r->cannot_write ? WATCH_CANNOT_WRITE : WATCH_NO_MEMORY;
    return WATCH_ANSWERED;
}

/* A message that cannot be answered is for a person to look at. */
static watch_outcome refuse_spooled(void *context, const char *name, const char *hash, const char *reason,
                                    FILE *to)
{
    message_run *r = context;
    itd_error error = {0};
    message m = {0};
    message_screening screening;
    r->json = true;
    r->hash = hash;
    r->source = name;
    r->to = to;
    arena_reset(&r->memory);
    if (!message_problem(&r->memory, &m, reason))
        return WATCH_NO_MEMORY;
    if (answer_one(r, &m, &screening, &error) == ITD_OK)
        return WATCH_ANSWERED;
    return r->cannot_write ? WATCH_CANNOT_WRITE : WATCH_NO_MEMORY;
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

static int bench(message_run *r)
{
    const char *paths[BENCH_FILES_MAX];
    message_bench b = {r->reader, r->screener, itd_snapshot_core(r->snapshot), paths, 0, 0, false};
    if (!arguments_unsigned(r->args, "bench", 3600, &b.seconds))
        return EXIT_USAGE;
    b.json = arguments_has(r->args, "json");
    for (; b.path_count < arguments_operand_count(r->args) && b.path_count < BENCH_FILES_MAX; b.path_count++)
        paths[b.path_count] = arguments_operand(r->args, b.path_count);
    return message_bench_run(&b);
}

static void close_screener(message_run *r)
{
    decider_free(r->decider);
    message_screener_free(r->screener);
    engine_worker_free(r->tools);
    arena_free(&r->policy_memory);
    close_snapshot(r->snapshot);
}

/* Snapshot, policy, screener and decider. Returns 0 or an exit code after a message; then nothing is open. */
static int open_screener(message_run *r)
{
    match_options options;
    itd_error error = {0};
    r->decider = NULL;
    r->screener = NULL;
    r->tools = NULL;
    r->snapshot = NULL;
    arena_init(&r->policy_memory, LIMIT_ARENA_SIZE);
    (void)file_identify(snapshot_path(r->args), &r->opened);
    if (!screening_options(r->args, &options))
        return EXIT_USAGE;
    int code = open_lists(r->args, &r->snapshot);
    r->firm = arena_array(&r->policy_memory, 1, sizeof *r->firm);
    if (!code && !r->firm)
        code = fail(&(itd_error){.status = ITD_ERROR_MEMORY, .message = "out of memory"}, false);
    if (!code)
        code = policy_option(r->args, itd_snapshot_core(r->snapshot), &r->policy_memory, &options, r->firm);
    if (!code && (engine_worker_new(itd_snapshot_engine(r->snapshot), &r->tools, &error) != ITD_OK ||
                  message_screener_new(r->tools, &options, &r->screener, &error) != ITD_OK ||
                  (r->firm->actor.given && open_decider(r, &error) != ITD_OK)))
        code = fail(&error, false);
    if (code)
        close_screener(r);
    else
        message_screener_set_policy(r->screener, r->firm);
    return code;
}

/* True when another snapshot was put in place of the open one, and is open. One that is not good changes
 * nothing: what was checked at the start holds until a good one comes. */
static bool renew_snapshot(void *context)
{
    message_run *r = context;
    message_run fresh = {.args = r->args};
    file_identity now;
    if (!snapshot_path(r->args) || !file_identify(snapshot_path(r->args), &now) ||
        file_identity_equal(&now, &r->opened))
        return false;
    itd_error error = {0};
    if (open_screener(&fresh)) {
        /* What was answered is safe in the spool; with a snapshot that nobody checked nothing more is. */
        if (snapshot_unchanged(itd_snapshot_core(r->snapshot), &error) != ITD_OK)
            exit(fail(&error, false));
        warn("the snapshot in use stays: %s", itd_snapshot_hash(r->snapshot));
        r->opened = now;
        return false;
    }
    close_screener(r);
    r->snapshot = fresh.snapshot;
    r->screener = fresh.screener;
    r->tools = fresh.tools;
    r->decider = fresh.decider;
    r->policy_memory = fresh.policy_memory;
    r->firm = fresh.firm;
    r->opened = fresh.opened;
    fprintf(stderr, "interdict: note: another snapshot is in place: %s\n", itd_snapshot_hash(r->snapshot));
    return true;
}

static int watch(message_run *r, const char *folder)
{
    const watch_work work = {answer_spooled, refuse_spooled, renew_snapshot, r};
    return message_watch(folder, arguments_has(r->args, "once"), &work);
}

static int answer(message_run *r)
{
    const char *folder = arguments_get(r->args, "watch");
    int code = read_context(r);
    if (code)
        return code;
    if (arguments_has(r->args, "bench"))
        return bench(r);
    if (folder)
        return watch(r, folder);
    return answer_files(r);
}

extern const command cmd_message;

static int run(const arguments *args)
{
    message_run r = {.args = args};
    itd_error error = {0};
    bool watched = arguments_has(args, "watch");
    if (arguments_has(args, "bench") && arguments_operand_count(args) > BENCH_FILES_MAX)
        return usage_error("--bench takes at most %d files", BENCH_FILES_MAX);
    if (watched == (arguments_operand_count(args) > 0))
        return usage_error(watched ? "--watch DIR takes no FILE" : "expected FILE or --watch DIR");
    r.on = date_today();
    if (!arguments_date(args, "on", &r.on))
        return EXIT_USAGE;
    const char *schemas = arguments_get(args, "xsd");
    if (schemas && message_schemas_open(schemas, &r.schemas, &error) != ITD_OK)
        return fail(&error, false);
    confine(&cmd_message, args);
    int code = open_screener(&r);
    if (code) {
        message_schemas_close(r.schemas);
        return code;
    }
    arena_init(&r.memory, LIMIT_ARENA_SIZE);
    arena_init(&r.context_memory, LIMIT_ARENA_SIZE);
    arena_init(&r.advice_memory, LIMIT_ARENA_SIZE);
    buf_init(&r.bytes, LIMIT_FILE_SIZE);
    buf_init(&r.context_bytes, LIMIT_FILE_SIZE);
    buf_init(&r.out, LIMIT_BUF_SIZE);
    code = message_reader_new(&r.reader, &error) == ITD_OK ? answer(&r) : fail(&error, false);
    message_reader_free(r.reader);
    message_schemas_close(r.schemas);
    buf_free(&r.out);
    buf_free(&r.context_bytes);
    buf_free(&r.bytes);
    arena_free(&r.advice_memory);
    arena_free(&r.context_memory);
    arena_free(&r.memory);
    close_screener(&r);
    return code;
}

static const option_spec options[] = {
    SCREENING_OPTIONS,
    {"format", 0, "FORMAT", "text, table (one line a message) or json", false},
    {"show", 0, NULL, "print each file with the places of its hits marked", false},
    {"context", 0, "FILE", "earlier messages: a party of the same payment that is missing now is a reason",
     false},
    {"watch", 0, "DIR", "work through a spool folder; verdicts go to DIR/done", false},
    {"once", 0, NULL, "with --watch: end when the folder is empty", false},
    {"bench", 0, "S", "screen the files again and again for S seconds and print the speed", false},
    {"xsd", 0, "DIR", "check ISO 20022 against the schemas of DIR: advice only", false},
    {0},
};

const command cmd_message = {
    .name = "message",
    .summary = "screen payment and trade messages: SWIFT MT, ISO 20022",
    .usage = "FILE…",
    .description =
        "Reads the messages of each file by meaning: who pays, who is paid, which banks, vessels, "
        "places and\n"
        "goods, and all free text. Every part is screened by its own profile. What cannot be read "
        "is REVIEW,\n"
        "with the reason. A file may hold several messages. The verdict is at most REVIEW,\n"
        "unless the policy names an actor: then the measures that bind it are asked too.\n"
        "\n"
        "--watch DIR answers every file that is dropped into DIR, until it is told to stop: the file is "
        "taken by\n"
        "a rename, its verdict is written to DIR/done/NAME.json, and then the file is moved beside it. A "
        "stop at\n"
        "any moment loses nothing, and the verdict holds the SHA-256 of the file. A file that cannot be\n"
        "answered is REVIEW with the reason and lies in DIR/failed. A snapshot that is put in place by a\n"
        "rename is taken up between two messages. Names that begin with '.' are left alone: write under such "
        "a name, then\n"
        "rename.",
    .examples = "interdict message --json payment.fin\n  one line of JSON per message\n"
                "interdict message --show payment.fin\n  the message with the places of its hits marked",
    .options = options,
    .common = COMMON_SNAPSHOT | COMMON_POLICY | COMMON_JSON | COMMON_ON,
    .operand_min = 0,
    .operand_max = SIZE_MAX,
    .run = run,
    .gives_away = SANDBOX_NO_PROGRAMS | SANDBOX_NO_NETWORK,
    .confines_itself = true,
};
