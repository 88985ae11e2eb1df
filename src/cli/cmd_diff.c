/* interdict diff: what changed between two snapshots */
#include "compile/diff.h"
#include "base/limits.h"
#include "cli/command.h"
#include "cli/screening.h"

#include <jansson.h>
#include <stdio.h>

static bool print_json(void *context, str line)
{
    (void)context;
    return fwrite(line.data, 1, line.len, stdout) == line.len && putchar('\n') != EOF;
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

static bool print_text(void *context, str text)
{
    (void)context;
    json_t *line = json_loadb(text.data, text.len, 0, NULL), *field;
    const char *change = json_string_value(json_object_get(line, "change"));
    const char *dataset = json_string_value(json_object_get(line, "dataset"));
    size_t i;
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
    return !ferror(stdout);
}

static int run(const arguments *args)
{
    snapshot *before = NULL, *after = NULL;
    itd_error error = {0};
    size_t changes = 0;
    itd_status status = snapshot_open(arguments_operand(args, 0), &before, &error);
    if (status == ITD_OK)
        status = snapshot_open(arguments_operand(args, 1), &after, &error);
    if (status == ITD_OK)
        status = diff_snapshots(before, after, arguments_has(args, "json") ? print_json : print_text, NULL,
                                &changes, &error);
    snapshot_close(before);
    snapshot_close(after);
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
};
