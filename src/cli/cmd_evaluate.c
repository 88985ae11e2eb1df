/* interdict evaluate pairs, search, lossless, variants */
#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/lock.h"
#include "cli/command.h"
#include "api/handles.h"
#include "cli/open.h"
#include "cli/print.h"
#include "evaluate/html.h"
#include "evaluate/report.h"
#include "evaluate/variants.h"

#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

/* What the three commands share: a table, options, a report. */
typedef struct evaluation {
    arena arena;
    itd_snapshot *snapshot;
    table table;
    evaluate_options options;
    buf report, rows, page;
    file_lock lock; /* of --out */
} evaluation;

static int evaluation_open(evaluation *e, const arguments *args)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    itd_error error = {0};
    *e = (evaluation){.options = {.threshold = 7000, .threads = cores > 0 ? (size_t)cores : 1},
                      .lock = {.fd = -1}};
    arena_init(&e->arena, LIMIT_ARENA_SIZE);
    buf_init(&e->report, LIMIT_BUF_SIZE);
    buf_init(&e->rows, LIMIT_BUF_SIZE);
    buf_init(&e->page, LIMIT_BUF_SIZE);
    if (!arguments_score(args, "threshold", &e->options.threshold) ||
        !arguments_unsigned(args, "threads", LIMIT_THREADS, &e->options.threads))
        return EXIT_USAGE;
    e->options.name_only = arguments_has(args, "name-only");
    if (arguments_operand_count(args) &&
        table_load(&e->arena, arguments_operand(args, 0), &e->table, &error) != ITD_OK)
        return fail(&error, true);
    const char *out = arguments_get(args, "out"), *page = arguments_get(args, "html");
    const char *rows = arguments_operand_count(args) ? arguments_operand(args, 0) : NULL;
    if (output_over(out, snapshot_path(args)) || output_over(page, snapshot_path(args)) ||
        output_over(page, rows))
        return EXIT_USAGE;
    if (out && lock_output(out, "interdict evaluate", &e->lock, &error) != ITD_OK)
        return fail(&error, false);
    int code = open_snapshot(args, &e->snapshot);
    e->options.snapshot = code ? NULL : itd_snapshot_core(e->snapshot);
    return code;
}

static void evaluation_close(evaluation *e)
{
    lock_release(&e->lock);
    close_snapshot(e->snapshot);
    buf_free(&e->report);
    buf_free(&e->rows);
    buf_free(&e->page);
    arena_free(&e->arena);
}

/* The rows to --out, the page to --html, the report to standard output. */
static int evaluation_print(evaluation *e, const arguments *args, int code)
{
    itd_error error = {0};
    const char *out = arguments_get(args, "out"), *html = arguments_get(args, "html");
    if (e->report.failed || e->rows.failed || e->page.failed) {
        (void)error_memory(&error);
        return fail(&error, false);
    }
    str rows = buf_as_str(&e->rows), page = buf_as_str(&e->page);
    if (out && file_write(out, &rows, 1, &error) != ITD_OK)
        return fail(&error, false);
    if (html && file_write(html, &page, 1, &error) != ITD_OK)
        return fail(&error, false);
    return print_or_fail(&e->report, code);
}

static int run_pairs(const arguments *args)
{
    evaluation e;
    pairs_report r;
    itd_error error = {0};
    int code = evaluation_open(&e, args);
    if (code)
        goto done;
    if (evaluate_pairs(&e.arena, &e.table, &e.options, &r, &error) != ITD_OK) {
        code = fail(&error, true);
        goto done;
    }
    if (arguments_has(args, "json"))
        report_pairs_json(&e.options, &r, &e.report);
    else
        report_pairs_text(&e.options, &r, &e.report);
    evaluate_pairs_csv(&e.table, &e.options, &r, &e.rows);
    if (arguments_has(args, "html") &&
        html_pairs(&e.arena, &e.options, &r, e.table.row_count, &e.page, &error) != ITD_OK) {
        code = fail(&error, false);
        goto done;
    }
    code = evaluation_print(&e, args, EXIT_NOTHING);
done:
    evaluation_close(&e);
    return code;
}

static int run_search(const arguments *args)
{
    evaluation e;
    search_report r;
    itd_error error = {0};
    int code = evaluation_open(&e, args);
    if (code)
        goto done;
    if (evaluate_search(&e.arena, &e.table, &e.options, &r, &error) != ITD_OK) {
        code = fail(&error, true);
        goto done;
    }
    if (arguments_has(args, "json"))
        report_search_json(&e.table, &e.options, &r, &e.report);
    else
        report_search_text(&e.table, &e.options, &r, &e.report);
    evaluate_search_csv(&e.table, &r, &e.rows);
    if (arguments_has(args, "html") && html_search(&e.table, &e.options, &r, &e.page, &error) != ITD_OK) {
        code = fail(&error, false);
        goto done;
    }
    code = evaluation_print(&e, args, EXIT_NOTHING);
done:
    evaluation_close(&e);
    return code;
}

static int run_lossless(const arguments *args)
{
    evaluation e;
    lossless_report r;
    itd_error error = {0};
    int code = evaluation_open(&e, args);
    if (code)
        goto done;
    if (evaluate_lossless(&e.arena, &e.table, &e.options, &r, &error) != ITD_OK) {
        code = fail(&error, true);
        goto done;
    }
    if (arguments_has(args, "json"))
        report_lossless_json(&e.table, &e.options, &r, &e.report);
    else
        report_lossless_text(&e.table, &r, &e.report);
    code = evaluation_print(&e, args, r.differing ? EXIT_FOUND : EXIT_NOTHING);
done:
    evaluation_close(&e);
    return code;
}

static int run_variants(const arguments *args)
{
    evaluation e;
    variants_report r;
    itd_error error = {0};
    size_t per_kind = 200, seed = 1;
    int code = evaluation_open(&e, args);
    if (!code && (!arguments_unsigned(args, "per-type", 100000, &per_kind) ||
                  !arguments_unsigned(args, "seed", SIZE_MAX, &seed)))
        code = EXIT_USAGE;
    if (code)
        goto done;
    if (evaluate_variants(&e.arena, &e.options, per_kind, seed, arguments_get(args, "kind"), &r, &error) !=
        ITD_OK) {
        code = fail(&error, true);
        goto done;
    }
    if (arguments_has(args, "json"))
        report_variants_json(&e.options, &r, &e.report);
    else
        report_variants_text(&r, &e.report);
    variants_misses_csv(&r, &e.rows);
    if (arguments_has(args, "html") && html_variants(&e.options, &r, &e.page, &error) != ITD_OK) {
        code = fail(&error, false);
        goto done;
    }
    code = evaluation_print(&e, args, EXIT_NOTHING);
done:
    evaluation_close(&e);
    return code;
}

#define OPTION_OUT                                                                                           \
    {                                                                                                        \
        "out", 'o', "FILE", "write the rows with the results behind them", false                             \
    }
#define OPTION_HTML                                                                                          \
    {                                                                                                        \
        "html", 0, "FILE", "write a page with plots", false                                                  \
    }
#define OPTION_THRESHOLD                                                                                     \
    {                                                                                                        \
        "threshold", 't', "SCORE", "score from which an entity is an alert (default 0.70)", false            \
    }
#define OPTION_THREADS                                                                                       \
    {                                                                                                        \
        "threads", 0, "N", "threads (default: all processors)", false                                        \
    }
#define OPTION_NAME_ONLY                                                                                     \
    {                                                                                                        \
        "name-only", 0, NULL, "leave out birth date and country", false                                      \
    }

static const option_spec pairs_options[] = {OPTION_OUT, OPTION_HTML, OPTION_THRESHOLD, OPTION_THREADS, {0}};
static const option_spec search_options[] = {OPTION_OUT,     OPTION_HTML,      OPTION_THRESHOLD,
                                             OPTION_THREADS, OPTION_NAME_ONLY, {0}};
static const option_spec variants_options[] = {
    {"per-type", 'n', "N", "names made of each kind (default 200)", false},
    {"seed", 0, "S", "seed of the random choices (default 1)", false},
    {"kind", 'k', "KIND", "this kind alone", false},
    {"out", 'o', "FILE", "write the misses", false},
    OPTION_HTML,
    OPTION_THRESHOLD,
    OPTION_THREADS,
    {0},
};
static const option_spec lossless_options[] = {OPTION_THRESHOLD, OPTION_THREADS, OPTION_NAME_ONLY, {0}};

extern const command cmd_evaluate_pairs, cmd_evaluate_search, cmd_evaluate_lossless, cmd_evaluate_variants;

const command cmd_evaluate_pairs = {
    .name = "evaluate pairs",
    .summary = "measure the matcher on labelled pairs of names",
    .usage = "CASES.csv",
    .description = "Scores every pair of a CSV file with the columns schema, name1, name2, is_match (and "
                   "case_group, quality,\n"
                   "category, notes) and prints confusion matrix, precision, recall, F1 and ROC AUC, by "
                   "group too. The labels\n"
                   "never influence a score.",
    .examples = "  interdict evaluate pairs cases.csv --out scored.csv",
    .options = pairs_options,
    .common = COMMON_SNAPSHOT | COMMON_JSON,
    .operand_min = 1,
    .operand_max = 1,
    .run = run_pairs,
};

const command cmd_evaluate_search = {
    .name = "evaluate search",
    .summary = "measure the matcher on labelled searches",
    .usage = "QUERIES.csv",
    .description =
        "Searches every row of a CSV file with the columns name, schema, birth_date, country, expected_ids\n"
        "(separated by ';', empty for a clean name) and prints recall in the first and the first five, mean\n"
        "reciprocal rank, the share of clean names that alert, by group and by threshold.",
    .examples = "  interdict evaluate search queries.csv --name-only --out ranked.csv",
    .options = search_options,
    .common = COMMON_SNAPSHOT | COMMON_JSON,
    .operand_min = 1,
    .operand_max = 1,
    .run = run_search,
};

const command cmd_evaluate_lossless = {
    .name = "evaluate lossless",
    .summary = "prove that the index loses nothing",
    .usage = "QUERIES.csv",
    .description = "Asks every query once through the index and once by scoring every name, and compares "
                   "ids, order, scores\n"
                   "and totals. Exit code 0 only if no query differs, else 1.",
    .examples = "  interdict evaluate lossless queries.csv --threshold 0.50",
    .options = lossless_options,
    .common = COMMON_SNAPSHOT | COMMON_JSON,
    .operand_min = 1,
    .operand_max = 1,
    .run = run_lossless,
};

const command cmd_evaluate_variants = {
    .name = "evaluate variants",
    .summary = "measure the detection of altered names",
    .usage = "",
    .description = "Alters names of the snapshot in every known way (letters, language, words, companies, "
                   "layout, evasion),\n"
                   "searches the altered names, and prints how many are found by kind, by length and by "
                   "schema. The kinds\n"
                   "that begin with not- must not alert. The same seed makes the same names.",
    .examples = "  interdict evaluate variants --per-type 500 --out misses.csv",
    .options = variants_options,
    .common = COMMON_SNAPSHOT | COMMON_JSON,
    .run = run_variants,
};
