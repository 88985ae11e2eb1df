/* interdict regime check DIR… */
#include "base/json_emit.h"
#include "base/limits.h"
#include "cli/command.h"
#include "cli/print.h"
#include "pack/pack.h"
#include "process/sandbox.h"

#include <stdint.h>
#include <stdio.h>

#define FOLDERS_MAX 64

static void print_finding(const arguments *args, const pack_finding *f, buf *out)
{
    const char *kind = f->warning ? "warning" : "error";
    if (!arguments_has(args, "json")) {
        buf_printf(out, "%s:%u: %s: %.*s%s%s\n", f->file, f->line, kind, STR_ARG(f->measure),
                   f->measure.len ? ": " : "", f->text);
        return;
    }
    json_emitter w;
    emit_init(&w, out);
    emit_object(&w);
    emit_pair_text(&w, "file", f->file);
    emit_pair_int(&w, "line", f->line);
    emit_pair_text(&w, "kind", kind);
    emit_pair_str(&w, "measure", f->measure);
    emit_pair_text(&w, "text", f->text);
    emit_end_object(&w);
    emit_newline(&w);
}

/* Findings go to standard error for people, to standard output as JSON. */
static int print_findings(const arguments *args, const regime_set *set, const pack_findings *findings)
{
    buf out;
    buf_init(&out, LIMIT_BUF_SIZE);
    for (size_t i = 0; i < findings->count; i++)
        print_finding(args, &findings->items[i], &out);
    itd_error error = {0};
    itd_status status = print_buf(arguments_has(args, "json") ? stdout : stderr, &out, &error);
    buf_free(&out);
    if (status != ITD_OK)
        return fail(&error, false);
    if (!arguments_has(args, "json"))
        printf("%zu measures, %zu errors, %zu warnings\n", set->measure_count, findings->error_count,
               findings->count -
                   (findings->error_count < findings->count ? findings->error_count : findings->count));
    return findings->error_count ? EXIT_INPUT : EXIT_NOTHING;
}

static int run(const arguments *args)
{
    const char *folders[FOLDERS_MAX];
    size_t count = 0;
    arena a;
    regime_set set;
    pack_findings findings;
    itd_error error = {0};
    calendar_day on = date_today();
    int code;
    if (!arguments_date(args, "on", &on))
        return EXIT_USAGE;
    for (; count < arguments_operand_count(args); count++)
        folders[count] = arguments_operand(args, count);
    arena_init(&a, LIMIT_ARENA_SIZE);
    if (pack_load(folders, count, on, &a, &set, &findings, &error) != ITD_OK) {
        code = fail(&error, true);
    } else if (set.measure_count == 0 && findings.error_count == 0) {
        warn("%s: no measures (*.yaml) in the folder", folders[0]);
        code = EXIT_INPUT;
    } else {
        code = print_findings(args, &set, &findings);
    }
    arena_free(&a);
    return code;
}

const command cmd_regime_check = {
    .name = "regime check",
    .summary = "check regime packs",
    .usage = "DIR…",
    .description =
        "Reads packs and says with file, line and field what is wrong: unknown fields and words, ids that "
        "are given "
        "twice or lead nowhere, circles of what defeats what, periods that overlap or run backwards, codes "
        "that the "
        "Harmonized System does not have, impossible BICs, missing sources, unknown lists. A sunset within "
        "90 days "
        "of --on, and a subheading of another edition, are warnings. Exit code 3 if anything is wrong.",
    .examples = "interdict regime check regimes\n  checks all packs",
    .common = COMMON_JSON | COMMON_ON,
    .operand_min = 1,
    .operand_max = FOLDERS_MAX,
    .run = run,
    .gives_away = SANDBOX_NO_PROGRAMS | SANDBOX_NO_NETWORK,
};
