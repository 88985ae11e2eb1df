/* interdict lists: the formats that can be read; lists update: downloads the published lists */
#include "update/update.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/json_emit.h"
#include "base/limits.h"
#include "cli/command.h"
#include "cli/fetch.h"
#include "cli/print.h"
#include "list/reader.h"
#include "process/sandbox.h"

#include <stdio.h>
#include <stdlib.h>

static const char official_table[] =
#include "official_lists.inc"
    ;

#define TABLE_SIZE_MAX ((size_t)1 << 20)
#define PINS_MAX       64
#define MEGABYTE       ((size_t)1 << 20)

static int run_lists(const arguments *args)
{
    bool json = arguments_has(args, "json");
    buf out;
    json_emitter w;
    buf_init(&out, LIMIT_BUF_SIZE);
    emit_init(&w, &out);
    if (!json)
        buf_printf(&out, "%-18s %-18s %s\n", "FORMAT", "DATASET", "WHAT IT IS");
    for (size_t i = 0; list_format_at(i); i++) {
        const list_format *f = list_format_at(i);
        if (!json) {
            buf_printf(&out, "%-18s %-18s %s\n", f->name, f->default_dataset ? f->default_dataset : "-",
                       f->title);
            continue;
        }
        emit_object(&w);
        emit_pair_text(&w, "format", f->name);
        emit_pair_text(&w, "title", f->title);
        emit_pair_text(&w, "dataset", f->default_dataset);
        emit_pair_bool(&w, "several_files", f->multi_file);
        emit_end_object(&w);
        emit_newline(&w);
    }
    int code = print_or_fail(&out, EXIT_NOTHING);
    buf_free(&out);
    return code;
}

extern const command cmd_lists;
const command cmd_lists = {
    .name = "lists",
    .summary = "show the list formats that can be read",
    .usage = "",
    .description =
        "Shows every format of sanctions lists that 'compile' reads, with the dataset that it belongs to\n"
        "where the content does not say another. The format of a file is found by its content; gzip is\n"
        "accepted. 'interdict lists update' downloads the published lists.",
    .examples = "interdict lists --json\n  one format a line",
    .common = COMMON_JSON,
    .run = run_lists,
};

static const option_spec update_options_table[] = {
    {"dir", 'd', "DIR", "folder of the lists (default: lists)", false},
    {"source", 0, "FILE", "other addresses: lines of dataset, file name and address divided by tabs", false},
    {"allow-shrunken", 0, NULL, "accept a list that lost more than a tenth of its entries", false},
    {"max-size", 0, "MB", "ceiling for one file (default: 512)", false},
    {"timeout", 0, "SECONDS", "ceiling for one download (default: 600)", false},
    {"allow-http", 0, NULL, "accept plain http, where anybody on the way can change a list", false},
    {"sha256", 0, "FILE=HEX", "accept for this file name only the content with this SHA-256", true},
    {"tries", 0, "N", "how often a broken download is tried, going on where it stopped (default: 3)", false},
    {NULL, 0, NULL, NULL, false},
};

static int print_json(const update_report *r)
{
    buf out;
    json_emitter w;
    buf_init(&out, LIMIT_BUF_SIZE);
    emit_init(&w, &out);
    emit_object(&w);
    emit_pair_text(&w, "dataset", r->dataset);
    emit_pair_text(&w, "file", r->file);
    emit_pair_text(&w, "outcome", update_outcome_name(r->outcome));
    emit_pair_int(&w, "bytes", (long long)r->size);
    emit_pair_text(&w, "sha256", *r->sha256 ? r->sha256 : NULL);
    emit_pair_int(&w, "entities", (long long)r->entity_count);
    emit_pair_int(&w, "previous_entities", (long long)r->previous_count);
    emit_pair_text(&w, "reason", *r->reason ? r->reason : NULL);
    emit_end_object(&w);
    emit_newline(&w);
    int code = print_or_fail(&out, EXIT_NOTHING);
    buf_free(&out);
    fflush(stdout);
    return code;
}

typedef struct report_view {
    bool json, failed;
} report_view;

static void print_report(void *context, const update_report *r)
{
    report_view *view = context;
    if (*r->reason)
        warn("%s: %s: %s", r->file, update_outcome_name(r->outcome), r->reason);
    if (view->json) {
        if (print_json(r) != EXIT_NOTHING)
            view->failed = true;
        return;
    }
    printf("%-24s %-10s %12llu bytes", r->file, update_outcome_name(r->outcome), (unsigned long long)r->size);
    if (r->entity_count && r->outcome != UPDATE_FAILED)
        printf("  %zu entries", r->entity_count);
    if (r->previous_count && r->previous_count != r->entity_count && r->outcome != UPDATE_FAILED)
        printf(" (%zu before)", r->previous_count);
    printf("\n");
    if (*r->sha256)
        printf("%24s sha256 %s\n", "", r->sha256);
    fflush(stdout);
}

/* FILE=HEX of every --sha256; false after a message. */
static bool read_pins(const arguments *args, update_pin pins[PINS_MAX], size_t *count)
{
    *count = 0;
    for (const char *given; (given = arguments_nth(args, "sha256", *count));) {
        str rest = str_of(given), file;
        if (*count == PINS_MAX)
            return usage_error("--sha256 may be given %d times", PINS_MAX), false;
        if (!str_split(&rest, '=', &file) || rest.len != 64 ||
            strspn(rest.data, "0123456789abcdefABCDEF") != 64)
            return usage_error("--sha256 expects FILE=HEX with 64 hexadecimal digits, not '%s'", given),
                   false;
        pins[(*count)++] = (update_pin){file, rest};
    }
    return true;
}

static int run_with_table(const arguments *args, update_options *o)
{
    itd_error error = {0};
    update_summary summary;
    update_pin pins[PINS_MAX];
    if (!read_pins(args, pins, &o->pin_count))
        return EXIT_USAGE;
    o->pins = pins;
    const char **names = calloc(arguments_operand_count(args) + 1, sizeof *names);
    if (!names)
        return usage_error("not enough memory"), EXIT_CANNOT_RUN;
    while (o->dataset_count < arguments_operand_count(args)) {
        names[o->dataset_count] = arguments_operand(args, o->dataset_count);
        o->dataset_count++;
    }
    o->datasets = names;
    itd_status status = update_lists(o, &summary, &error);
    free(names);
    if (status != ITD_OK)
        return fail(&error, false);
    return summary.failed ? EXIT_CANNOT_RUN : summary.refused ? EXIT_INPUT : EXIT_NOTHING;
}

static int run_update(const arguments *args)
{
    report_view view = {.json = arguments_has(args, "json")};
    size_t max_size = 512, timeout = 600, tries = 3;
    itd_error error = {0};
    if (!arguments_unsigned(args, "max-size", 100000, &max_size) ||
        !arguments_unsigned(args, "timeout", 86400, &timeout) ||
        !arguments_unsigned(args, "tries", 100, &tries))
        return EXIT_USAGE;
    const char *source = arguments_get(args, "source"), *dir = arguments_get(args, "dir");
    fetcher fetching = {.allow_http = arguments_has(args, "allow-http")};
    update_options o = {.folder = dir ? dir : "lists",
                        .table = str_of(official_table),
                        .table_name = source ? source : "official-lists.tsv",
                        .allow_shrunken = arguments_has(args, "allow-shrunken"),
                        .max_size = (max_size ? max_size : 1) * MEGABYTE,
                        .timeout_seconds = (unsigned)(timeout ? timeout : 1),
                        .tries = (unsigned)(tries ? tries : 1),
                        .fetch = fetch_over_http,
                        .fetch_context = &fetching,
                        .report = print_report,
                        .report_context = &view};
    buf text;
    buf_init(&text, TABLE_SIZE_MAX * 4);
    int code = EXIT_NOTHING;
    if (source && file_read(source, TABLE_SIZE_MAX, &text, &error) != ITD_OK)
        code = fail(&error, true);
    if (source)
        o.table = buf_as_str(&text);
    if (code == EXIT_NOTHING)
        code = run_with_table(args, &o);
    buf_free(&text);
    return view.failed ? EXIT_CANNOT_RUN : code;
}

extern const command cmd_lists_update;
const command cmd_lists_update = {
    .name = "lists update",
    .summary = "download the published lists into a folder",
    .usage = "[DATASET…]",
    .description =
        "Downloads the lists of the named datasets, or all that are known, into a folder. Only "
        "what changed is\n"
        "fetched (ETag), a broken download goes on where it stopped (Range), and size and time "
        "have ceilings.\n"
        "A new file takes the place of the old one only after it was read whole by its own "
        "reader: a file that\n"
        "is cut off, of another format, empty, or has lost more than a tenth of its entries is "
        "refused, and the\n"
        "old one stays. .update/log in the folder keeps the SHA-256 of every file that was there;\n"
        "--sha256 accepts no other content. Plain http is refused, except to this machine itself.\n"
        "Exit code 0: all lists are up to date; 3: one was refused; 4: one could not be fetched.",
    .examples = "interdict lists update --dir lists\n  all official lists\n"
                "interdict lists update un_sc_sanctions --json\n  one list; one JSON object for each file",
    .options = update_options_table,
    .common = COMMON_JSON,
    .operand_max = SIZE_MAX,
    .run = run_update,
    .gives_away = SANDBOX_ONLY_WRITES,
};
