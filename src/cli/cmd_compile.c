/* interdict compile: lists and regime packs into a snapshot */
#include "compile/compile.h"
#include "answer/info.h"
#include "base/limits.h"
#include "base/lock.h"
#include "cli/command.h"
#include "cli/print.h"
#include "process/sandbox.h"

#include <stdio.h>
#include <stdlib.h>

static const option_spec options[] = {
    {"output", 'o', "FILE", "the snapshot to write", false},
    {"regimes", 'r', "DIR", "folder of regime packs to compile in", false},
    {"previous", 0, "SNAPSHOT",
     "stop when a list lost more than a tenth of its entries, or a field, since this one", false},
    {"history", 0, "[DATASET=]FILE[@DATE]",
     "an older list or snapshot: what left a list stays as formerly listed with its last day", true},
    {"allow-shrunken", 0, NULL, "only warn of what --previous would stop", false},
    {"list-date", 0, "DATASET=DATE", "date of a list that does not state its own", true},
    {"column-map", 0, "[DATASET=]FILE", "which column of your own CSV is what", true},
    {"threads", 0, "N", "lists read at the same time (default: one per processor)", false},
    {NULL, 0, NULL, NULL, false},
};

/* Splits "DATASET=REST": the part before the first '=' if it can be a dataset name, copied; else NULL. */
static char *dataset_part(const char *text, const char **rest)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.";
    size_t len = strspn(text, allowed);
    *rest = text;
    if (len == 0 || text[len] != '=')
        return NULL;
    *rest = text + len + 1;
    return strndup(text, len);
}

static void say(void *context, const char *text)
{
    (void)context;
    warn("%s", text);
}

typedef struct compile_input {
    compile_source *sources, *history;
    compile_setting *dates, *maps;
    size_t source_count, history_count, date_count, map_count;
} compile_input;

static void free_input(compile_input *in)
{
    for (size_t i = 0; i < in->source_count; i++)
        free((char *)(uintptr_t)in->sources[i].dataset);
    for (size_t i = 0; i < in->history_count; i++)
        free((char *)(uintptr_t)in->history[i].dataset);
    for (size_t i = 0; i < in->date_count; i++)
        free((char *)(uintptr_t)in->dates[i].dataset);
    for (size_t i = 0; i < in->map_count; i++)
        free((char *)(uintptr_t)in->maps[i].dataset);
    free(in->sources);
    free(in->history);
    free(in->dates);
    free(in->maps);
}

static size_t option_count(const arguments *args, const char *option)
{
    size_t count = 0;
    while (arguments_nth(args, option, count))
        count++;
    return count;
}

/* Returns 0, or the exit code after a message. */
static int read_input(const arguments *args, compile_input *in)
{
    size_t dates = option_count(args, "list-date"), maps = option_count(args, "column-map");
    size_t history = option_count(args, "history");
    size_t sources = arguments_operand_count(args);
    bool lost = false; /* the name of a dataset, for want of memory */
    in->sources = calloc(sources + 1, sizeof *in->sources);
    in->dates = calloc(dates + 1, sizeof *in->dates);
    in->maps = calloc(maps + 1, sizeof *in->maps);
    in->history = calloc(history + 1, sizeof *in->history);
    if (!in->sources || !in->dates || !in->maps || !in->history) {
        itd_error error = {.status = ITD_ERROR_MEMORY, .message = "out of memory"};
        return fail(&error, false);
    }
    for (; in->source_count < sources; in->source_count++) {
        compile_source *to = &in->sources[in->source_count];
        to->dataset = dataset_part(arguments_operand(args, in->source_count), &to->path);
        lost |= !to->dataset && to->path != arguments_operand(args, in->source_count);
    }
    for (; in->history_count < history; in->history_count++) {
        compile_source *to = &in->history[in->history_count];
        const char *text = arguments_nth(args, "history", in->history_count);
        to->dataset = dataset_part(text, &to->path);
        lost |= !to->dataset && to->path != text;
    }
    for (; in->date_count < dates; in->date_count++) {
        const char *text = arguments_nth(args, "list-date", in->date_count);
        compile_setting *to = &in->dates[in->date_count];
        calendar_day day;
        to->dataset = dataset_part(text, &to->value);
        if (!to->dataset && to->value != text)
            return fail(&(itd_error){.status = ITD_ERROR_MEMORY, .message = "out of memory"}, false);
        if (!to->dataset || !date_parse(str_of(to->value), &day))
            return usage_error("--list-date: '%s' is no DATASET=YYYY-MM-DD", text);
    }
    for (; in->map_count < maps; in->map_count++) {
        compile_setting *to = &in->maps[in->map_count];
        to->dataset = dataset_part(arguments_nth(args, "column-map", in->map_count), &to->value);
        lost |= !to->dataset && to->value != arguments_nth(args, "column-map", in->map_count);
    }
    if (lost)
        return fail(&(itd_error){.status = ITD_ERROR_MEMORY, .message = "out of memory"}, false);
    return 0;
}

/* What the new snapshot holds. It is read back, so that what is printed is what is on disk. */
static int report(const arguments *args, const char *path)
{
    itd_error error = {0};
    snapshot *s = NULL;
    buf out;
    buf_init(&out, LIMIT_BUF_SIZE);
    itd_status status = snapshot_open_trusted(path, &s, &error);
    if (status == ITD_OK && arguments_has(args, "json")) {
        status = info_render(s, date_today(), &out, &error);
        buf_putc(&out, '\n');
    } else if (status == ITD_OK) {
        info_totals totals;
        unsigned lists = snapshot_source_count(s);
        status = info_count(s, &totals, &error);
        if (status == ITD_OK)
            buf_printf(&out,
                       "%s: %lld entities with %lld names from %u list%s, %lld measures; %zu bytes\n%s\n",
                       path, totals.entities, totals.names, lists, lists == 1 ? "" : "s", totals.measures,
                       snapshot_size(s), snapshot_hash(s));
    }
    if (status == ITD_OK)
        status = print_buf(stdout, &out, &error);
    buf_free(&out);
    snapshot_close(s);
    return status == ITD_OK ? EXIT_NOTHING : fail(&error, false);
}

/* One writer of a snapshot at a time. */
static int write_snapshot(const compile_options *o, const char *path, const arguments *args)
{
    itd_error error = {0};
    file_lock lock;
    if (lock_output(path, "interdict compile", &lock, &error) != ITD_OK)
        return fail(&error, false);
    int code = compile_to_file(o, path, &error) == ITD_OK ? report(args, path) : fail(&error, false);
    lock_release(&lock);
    return code;
}

static int run(const arguments *args)
{
    const char *path = arguments_get(args, "output");
    if (!path || !*path)
        return usage_error("compile: -o FILE is missing: where is the snapshot to be written?");
    compile_input in = {0};
    compile_options o = {.warning = say};
    int code = read_input(args, &in);
    for (size_t i = 0; !code && i < in.source_count; i++)
        code = output_over(path, in.sources[i].path);
    if (!code && !arguments_unsigned(args, "threads", LIMIT_THREADS, &o.threads))
        code = EXIT_USAGE;
    if (!code) {
        o.sources = in.sources;
        o.source_count = in.source_count;
        o.history = in.history;
        o.history_count = in.history_count;
        o.list_dates = in.dates;
        o.list_date_count = in.date_count;
        o.column_maps = in.maps;
        o.column_map_count = in.map_count;
        o.regimes = arguments_get(args, "regimes");
        o.previous = arguments_get(args, "previous");
        o.allow_shrunken = arguments_has(args, "allow-shrunken");
        code = write_snapshot(&o, path, args);
    }
    free_input(&in);
    return code;
}

extern const command cmd_compile;
const command cmd_compile = {
    .name = "compile",
    .summary = "compile lists and regime packs into a snapshot",
    .usage = "-o FILE [SOURCE…]",
    .description =
        "Reads published sanctions lists and regime packs and writes one immutable snapshot file, "
        "from which every "
        "other command answers.\n\n"
        "The format of a list is found by its content; gzip is read as it is. Files of one list "
        "that belong together "
        "(sdn.csv, alt.csv, add.csv and sdn_comments.csv of OFAC) are given side by side. Where "
        "the content cannot "
        "tell the dataset, as with your own CSV, write DATASET=FILE; else it is called after the file.\n\n"
        "The same input gives the same bytes, in whatever order it is given. A list that cannot "
        "be read to its end, "
        "has no entries, or, with --previous, has lost more than a tenth of its entries or a "
        "field, stops the "
        "compile; the old snapshot is then still there.",
    .examples = "interdict compile -o lists.itd sdn.csv alt.csv add.csv un.xml.gz\n"
                "  three files of OFAC and the list of the United Nations\n"
                "interdict compile -o lists.itd --column-map own.map our_list=own.csv --list-date "
                "our_list=2026-03-01\n"
                "  your own list\n"
                "interdict compile -o new.itd --previous lists.itd *.xml.gz\n"
                "  stops when a list has shrunk",
    .options = options,
    .common = COMMON_JSON,
    .operand_min = 0,
    .operand_max = SIZE_MAX,
    .run = run,
    .gives_away = SANDBOX_NO_PROGRAMS | SANDBOX_NO_NETWORK,
};
