/* interdict batch */
#include "batch/batch.h"
#include "api/handles.h"
#include "screen/query.h"
#include "base/limits.h"
#include "answer/screening_rows.h"
#include "cli/format.h"
#include "cli/open.h"
#include "cli/progress.h"
#include "cli/screening.h"
#include "process/sandbox.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Lines with a problem that are shown one by one; the rest is counted. */
#define REPORTS_MAX 100
#define IGNORED_MAX 256

static const option_spec options[] = {
    {"format", 0, "table|json|csv", "how the answers are written (default json)", false},
    {"output", 'o', "FILE", "write the answers to FILE; an interrupted run goes on where it stopped", false},
    {"threads", 0, "N", "threads (default: one per processor); no influence on the answers", false},
    {"schema", 'S', "SCHEMA", "for records without one", false},
    {"progress", 0, NULL, "show the progress bar also where standard error is no terminal", false},
    {"ignore", 0, "COLUMN", "a column that is not known and plays no part; may be repeated", true},
    {"encoding", 0, "NAME", "encoding of FILE, as iconv calls it (default: UTF-8)", false},
    {"quiet", 'q', NULL, "no progress bar and no summary", false},
    SCREENING_OPTIONS,
    {0},
};

typedef struct batch_view {
    const char *input;
    progress_bar bar;
    uint64_t reports;
    bool quiet;
} batch_view;

static volatile sig_atomic_t stop_signal;

static void on_signal(int number)
{
    stop_signal = number;
}

static bool on_stop(void *context)
{
    (void)context;
    return stop_signal != 0;
}

/* An interrupted run saves what it has. Only with an output file: there is nothing to save without. */
static void catch_signals(const batch_job *job)
{
    struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_RESTART | (int)SA_RESETHAND};
    sigemptyset(&action.sa_mask);
    if (!job->output)
        return;
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGHUP, &action, NULL);
}

static void on_progress(void *context, const batch_progress *p)
{
    batch_view *v = context;
    if (!v->quiet)
        progress_draw(&v->bar, p->bytes_read, p->bytes_total, p->records, p->resumed);
}

static void on_report(void *context, unsigned long line, const char *message)
{
    batch_view *v = context;
    if (++v->reports > REPORTS_MAX)
        return;
    progress_clear(&v->bar);
    (void)fail_line(v->input, line, message);
    if (v->reports == REPORTS_MAX)
        fprintf(stderr, "interdict: %s: further lines without an answer are only counted\n", v->input);
}

static void on_note(void *context, const char *message)
{
    batch_view *v = context;
    if (!v->quiet)
        fprintf(stderr, "interdict: note: %s: %s\n", v->input, message);
}

static void print_summary(const batch_view *v, const batch_progress *p)
{
    char records[32], found[32], bad[32], rate[32];
    double seconds = progress_seconds(&v->bar);
    uint64_t now = p->records - p->resumed;
    fprintf(stderr, "%s names screened, %s with a hit, %s without an answer, %.1f s (%s/s)\n",
            progress_number(p->records, records), progress_number(p->found, found),
            progress_number(p->bad, bad), seconds,
            progress_number(seconds > 0 ? (uint64_t)((double)now / seconds) : 0, rate));
}

static int run_job(const arguments *args, batch_job *job)
{
    itd_error error = {0};
    batch_progress done;
    batch_view view = {.input = strcmp(job->input, "-") ? job->input : "standard input",
                       .quiet = arguments_has(args, "quiet")};
    job->progress = on_progress;
    job->report = on_report;
    job->note = on_note;
    job->stop = on_stop;
    job->context = &view;
    catch_signals(job);
    progress_start(&view.bar, arguments_has(args, "progress"));
    itd_status status = batch_run(job, &done, &error);
    if (view.bar.drawn)
        fputc('\n', stderr);
    if (status != ITD_OK)
        return fail(&error, done.records == 0 && strncmp(error.message, view.input, strlen(view.input)) == 0);
    if (done.stopped) {
        fprintf(stderr, "interdict: stopped behind record %llu; the same command goes on there\n",
                (unsigned long long)done.records);
        raise(stop_signal);
        return EXIT_CANNOT_RUN;
    }
    if (!view.quiet)
        print_summary(&view, &done);
    if (done.bad)
        return EXIT_INPUT;
    return done.found ? EXIT_FOUND : EXIT_NOTHING;
}

static itd_status render_csv(match_worker *w, const snapshot *s, const screening_query *q,
                             const match_options *o, buf *out, match_result *result, itd_error *error)
{
    return screening_rows(SCREENING_CSV, w, s, q, o, out, result, error);
}

static itd_status render_table(match_worker *w, const snapshot *s, const screening_query *q,
                               const match_options *o, buf *out, match_result *result, itd_error *error)
{
    return screening_rows(SCREENING_TABLE, w, s, q, o, out, result, error);
}

/* JSON unless another form is asked for. */
static void set_format(batch_job *job, output_format format, bool asked)
{
    if (!asked || format == FORMAT_JSON)
        return;
    job->form = format == FORMAT_CSV ? "csv" : "table";
    job->render = format == FORMAT_CSV ? render_csv : render_table;
    job->head = screening_rows_head(format == FORMAT_CSV ? SCREENING_CSV : SCREENING_TABLE);
}

static int run(const arguments *args)
{
    screening_query q;
    const char *ignored[IGNORED_MAX];
    itd_snapshot *s = NULL;
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    batch_job job = {.input = arguments_operand(args, 0),
                     .output = arguments_get(args, "output"),
                     .encoding = arguments_get(args, "encoding"),
                     .on = DATE_NONE,
                     .threads = processors > 0 && processors < LIMIT_THREADS ? (size_t)processors : 1};
    if (job.output && strcmp(job.output, "-") == 0)
        job.output = NULL;
    if (!screening_options(args, &job.options) || !arguments_date(args, "on", &job.on) ||
        !arguments_unsigned(args, "threads", LIMIT_THREADS, &job.threads))
        return EXIT_USAGE;
    if (job.threads == 0)
        return usage_error("--threads 0: expected 1 to %d", LIMIT_THREADS);
    set_format(&job, format_asked(args), arguments_has(args, "format"));
    query_init(&q);
    if (!screening_schema(args, &q))
        return EXIT_USAGE;
    for (; arguments_nth(args, "ignore", job.ignored.count); job.ignored.count++) {
        if (job.ignored.count == IGNORED_MAX)
            return usage_error("--ignore: more than %d columns", IGNORED_MAX);
        ignored[job.ignored.count] = arguments_nth(args, "ignore", job.ignored.count);
    }
    job.ignored.names = ignored;
    job.has_schema = q.match.has_schema;
    job.schema = q.match.schema;
    int code = output_over(job.output, job.input);
    if (!code)
        code = output_over(job.output, snapshot_path(args));
    if (!code)
        code = open_lists(args, &s);
    if (code)
        return code;
    job.snapshot = itd_snapshot_core(s);
    code = run_job(args, &job);
    close_snapshot(s);
    return code;
}

extern const command cmd_batch;
const command cmd_batch = {
    .name = "batch",
    .summary = "search many names, from CSV or JSON Lines",
    .usage = "FILE",
    .description =
        "Searches every record of FILE and writes one line of JSON for each, as 'screen --json' prints it, "
        "in "
        "the order of the input; with --format csv or table a row for each hit, and one for a record without "
        "any. '-' is standard input.\n\n"
        "FILE is CSV with a header (columns name, and where there are any id, schema, birth_date, country, "
        "gender, address, identifier or one named after a kind of identifier), or JSON Lines of "
        "FollowTheMoney-like entities: {\"id\":…,\"schema\":…,\"properties\":{\"name\":[…]}}.\n\n"
        "With -o the answers appear in FILE when all are there. Until then they grow in FILE.partial; when a "
        "run is interrupted, the same command goes on behind the last saved answer. The bytes are the same "
        "for any number of threads and interruptions.\n\n"
        "A record that is not UTF-8, or cannot be read, is reported with its line number and gives no "
        "answer; the others go "
        "on, and the exit status is 3.\n\n"
        "Exit status: 0 no hit, 1 a hit, 2 a wrong option, 3 some records without an answer or a file that "
        "cannot be read, 4 the snapshot or the output cannot be used.",
    .examples = "  interdict batch customers.csv -o answers.jsonl\n"
                "  interdict batch --schema Person --threshold 0.8 - < names.csv",
    .options = options,
    .common = COMMON_SNAPSHOT | COMMON_JSON | COMMON_ON,
    .operand_min = 1,
    .operand_max = 1,
    .run = run,
    .gives_away = SANDBOX_NO_PROGRAMS | SANDBOX_NO_NETWORK,
};
