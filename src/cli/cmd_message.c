/* interdict message FILE… */
#include "api/handles.h"
#include "base/arena.h"
#include "base/file.h"
#include "base/limits.h"
#include "cli/command.h"
#include "cli/message_output.h"
#include "cli/open.h"
#include "cli/screening.h"
#include "decide/message_screen.h"

#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

/* What all files of one call share. */
typedef struct message_run {
    const arguments *args;
    itd_snapshot *snapshot;
    message_screener *screener;
    arena memory; /* of one file */
    buf bytes, out;
} message_run;

static int answer_one(message_run *r, const char *path, message *m, message_screening *screening)
{
    itd_error error = {0};
    if (message_screen(r->screener, &r->memory, m, screening, &error) != ITD_OK)
        return fail(&error, false);
    if (arguments_has(r->args, "json"))
        message_output_json(&r->out, path, m, screening, itd_snapshot_hash(r->snapshot));
    else
        message_output_text(stdout, path, m, screening);
    if (r->out.failed)
        return fail(&(itd_error){.status = ITD_ERROR_MEMORY, .message = "out of memory"}, false);
    fwrite(r->out.data, 1, r->out.len, stdout);
    buf_reset(&r->out);
    return screening->review ? EXIT_FOUND : EXIT_NOTHING;
}

static int answer_file(message_run *r, const char *path)
{
    itd_error error = {0};
    message_list list;
    buf_reset(&r->bytes);
    arena_reset(&r->memory);
    if (file_read(path, LIMIT_FILE_SIZE, &r->bytes, &error) != ITD_OK)
        return fail(&error, true);
    if (message_read(&r->memory, path, buf_as_str(&r->bytes), &list, &error) != ITD_OK)
        return fail(&error, false);
    message_screening *screenings = arena_array(&r->memory, list.count, sizeof *screenings);
    if (!screenings)
        return fail(&(itd_error){.status = ITD_ERROR_MEMORY, .message = "out of memory"}, false);
    int worst = EXIT_NOTHING;
    for (size_t i = 0; i < list.count; i++) {
        int code = answer_one(r, path, &list.items[i], &screenings[i]);
        worst = code > worst ? code : worst;
    }
    if (arguments_has(r->args, "show") && !arguments_has(r->args, "json"))
        message_output_marked(stdout, list.source, screenings, list.count, isatty(STDOUT_FILENO) == 1);
    return worst;
}

static int answer_files(message_run *r)
{
    int worst = EXIT_NOTHING;
    for (size_t i = 0; i < arguments_operand_count(r->args); i++) {
        int code = answer_file(r, arguments_operand(r->args, i));
        worst = code > worst ? code : worst;
        if (code == EXIT_CANNOT_RUN)
            break;
    }
    return worst;
}

static int run(const arguments *args)
{
    message_run r = {.args = args};
    match_options options;
    itd_error error = {0};
    if (!screening_options(args, &options))
        return EXIT_USAGE;
    int code = open_snapshot(args, &r.snapshot);
    if (code)
        return code;
    arena_init(&r.memory, LIMIT_ARENA_SIZE);
    buf_init(&r.bytes, LIMIT_FILE_SIZE);
    buf_init(&r.out, LIMIT_BUF_SIZE);
    if (message_screener_new(itd_snapshot_core(r.snapshot), &options, &r.screener, &error) == ITD_OK)
        code = answer_files(&r);
    else
        code = fail(&error, false);
    message_screener_free(r.screener);
    buf_free(&r.out);
    buf_free(&r.bytes);
    arena_free(&r.memory);
    itd_snapshot_close(r.snapshot);
    return code;
}

static const option_spec options[] = {
    SCREENING_OPTIONS,
    {"show", 0, NULL, "print each file with the places of its hits marked", false},
    {0},
};

extern const command cmd_message;
const command cmd_message = {
    .name = "message",
    .summary = "screen payment and trade messages: SWIFT MT, ISO 20022",
    .usage = "FILE…",
    .description = "Reads the messages of each file by meaning: who pays, who is paid, which banks, vessels, "
                   "places and\n"
                   "goods, and all free text. Every part is screened by its own profile. What cannot be read "
                   "is REVIEW,\n"
                   "with the reason. A file may hold several messages; the verdict is at most REVIEW.",
    .examples = "interdict message --json payment.fin\n  one line of JSON per message\n"
                "interdict message --show payment.fin\n  the message with the places of its hits marked",
    .options = options,
    .common = COMMON_SNAPSHOT | COMMON_POLICY | COMMON_JSON | COMMON_ON,
    .operand_min = 1,
    .operand_max = SIZE_MAX,
    .run = run,
};
