/* interdict diff: what changed between two snapshots */
#include "api/handles.h"
#include "compile/diff.h"
#include "base/error.h"
#include "base/limits.h"
#include "cli/command.h"
#include "cli/open.h"
#include "cli/print.h"
#include "cli/screening.h"
#include "process/sandbox.h"

#include <jansson.h>
#include <stdio.h>

/* Kept until the end: half of a comparison is none. */
static bool keep(void *context, str line)
{
    buf *out = context;
    buf_str(out, line);
    buf_putc(out, '\n');
    return !out->failed;
}

static void print_texts(const char *sign, const char *field, const json_t *texts)
{
    size_t i;
    const json_t *text;
    json_array_foreach(texts, i, text)
    {
        printf("    %s %s: ", sign, field);
        print_plain(stdout, str_of(json_string_value(text)));
        putchar('\n');
    }
}

static void print_summary(const json_t *line)
{
    const char *name;
    json_t *counts;
    json_object_foreach(json_object_get(line, "datasets"), name, counts)
        printf("%s: %lld added, %lld removed, %lld modified\n", name,
               (long long)json_integer_value(json_object_get(counts, "added")),
               (long long)json_integer_value(json_object_get(counts, "removed")),
               (long long)json_integer_value(json_object_get(counts, "modified")));
    counts = json_object_get(line, "measures");
    printf("measures: %lld added, %lld removed, %lld modified\n",
           (long long)json_integer_value(json_object_get(counts, "added")),
           (long long)json_integer_value(json_object_get(counts, "removed")),
           (long long)json_integer_value(json_object_get(counts, "modified")));
}

static bool print_line(str text)
{
    json_t *line = json_loadb(text.data, text.len, 0, NULL), *field;
    const char *change = json_string_value(json_object_get(line, "change"));
    const char *dataset = json_string_value(json_object_get(line, "dataset"));
    size_t i;
    if (!line)
        return false;
    if (!change) {
        print_summary(line);
    } else {
        printf("%-8s %s", change, json_string_value(json_object_get(line, "id")));
        if (dataset)
            printf(" [%s] ", dataset);
        print_plain(stdout, str_of(json_string_value(json_object_get(line, "caption"))));
        putchar('\n');
        json_array_foreach(json_object_get(line, "fields"), i, field)
        {
            const char *name = json_string_value(json_object_get(field, "field"));
            print_texts("-", name, json_object_get(field, "removed"));
            print_texts("+", name, json_object_get(field, "added"));
        }
    }
    json_decref(line);
    return true;
}

static itd_status print_text(const buf *lines, itd_error *error)
{
    str rest = buf_as_str(lines), line;
    while (str_split(&rest, '\n', &line))
        if (line.len && !print_line(line))
            return error_memory(error);
    return ITD_OK;
}

static int run(const arguments *args)
{
    itd_snapshot *before = NULL, *after = NULL;
    itd_error error = {0};
    size_t changes = 0;
    buf lines;
    buf_init(&lines, LIMIT_BUF_SIZE);
    int code = open_snapshot_at(arguments_operand(args, 0), &before);
    if (code == 0)
        code = open_snapshot_at(arguments_operand(args, 1), &after);
    if (code) {
        close_snapshot(before);
        return code;
    }
    itd_status status =
        diff_snapshots(itd_snapshot_core(before), itd_snapshot_core(after), keep, &lines, &changes, &error);
    if (status == ITD_OK && lines.failed)
        status = error_memory(&error);
    if (status == ITD_OK)
        status = opened_unchanged(&error);
    if (status == ITD_OK)
        status = arguments_has(args, "json") ? print_buf(stdout, &lines, &error) : print_text(&lines, &error);
    buf_free(&lines);
    close_snapshot(before);
    close_snapshot(after);
    if (status != ITD_OK)
        return fail(&error, false);
    return changes ? EXIT_FOUND : EXIT_NOTHING;
}

extern const command cmd_diff;
const command cmd_diff = {
    .name = "diff",
    .summary = "what changed between two snapshots",
    .usage = "OLD NEW",
    .description =
        "Compares two snapshots entity by entity and measure by measure, within each dataset, and ends with "
        "the numbers of what was added, removed and modified. The order in which a list gives its values "
        "does not count. The exit code is 1 if anything changed.",
    .examples = "interdict diff july.itd august.itd --json\n  the changes as JSON Lines",
    .common = COMMON_JSON,
    .operand_min = 2,
    .operand_max = 2,
    .run = run,
    .gives_away = SANDBOX_NO_PROGRAMS | SANDBOX_NO_NETWORK,
};
