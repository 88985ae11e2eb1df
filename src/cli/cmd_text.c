/* interdict text FILE… */
#include "answer/ground_json.h"
#include "answer/text_answer.h"
#include "api/handles.h"
#include "base/arena.h"
#include "base/limits.h"
#include "cli/command.h"
#include "cli/open.h"
#include "cli/policy_option.h"
#include "cli/print.h"
#include "cli/progress.h"
#include "cli/screening.h"
#include "cli/bench/text_bench.h"
#include "document/document.h"
#include "screen/text_screen.h"
#include "process/sandbox.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

enum {
    PIECE_LEN = 64 << 10,
    BENCH_FILES_MAX = 1000,
};

/* What all files of one call share. */
typedef struct text_run {
    const arguments *args;
    const snapshot *snapshot;
    engine *engine;
    engine_worker *tools;
    text_screener *screener;
    text_question asked;
    policy firm;
    bool json;
    buf out;
    char *piece;

    /* of one file */
    arena kept;
    text_answer answer;
    progress_bar bar;
    unsigned long long size; /* 0 where it is not known before it is read */
    bool flushed;            /* something of the answer is out */
    bool failed;             /* or could not be printed */
} text_run;

static void flush(text_run *r)
{
    r->failed |= print_or_fail(&r->out, 0) != 0;
    r->flushed = true;
}

/* ---- what is found ---- */

static void print_mention(const text_run *r, const text_mention *m)
{
    for (size_t i = 0; i < m->hit_count; i++) {
        const match_hit *hit = &m->hits[i].hit;
        snapshot_entity e = snapshot_entity_at(r->snapshot, hit->entity);
        printf("  %llu-%llu  \"", m->start, m->end);
        print_plain(stdout, m->text);
        printf("\"  %d.%04d  ", hit->score / MATCH_SCORE_ONE, hit->score % MATCH_SCORE_ONE);
        print_plain(stdout, e.id);
        fputs("  ", stdout);
        print_plain(stdout, e.caption);
        fputc('\n', stdout);
    }
}

static void on_mention(void *context, const text_mention *m)
{
    text_run *r = context;
    if (r->json) {
        text_answer_mention(&r->answer, m);
    } else {
        progress_clear(&r->bar);
        print_mention(r, m);
    }
    if (r->out.len >= PIECE_LEN && !r->failed)
        flush(r);
}

/* ---- one file ---- */

static void begin_file(text_run *r, const char *path)
{
    r->flushed = false;
    arena_reset(&r->kept);
    text_screen_begin(r->screener, &r->kept, &r->asked);
    progress_start(&r->bar, false);
    if (r->json)
        text_answer_begin(&r->answer, &r->out, r->snapshot, path, r->size);
    else
        printf("%s\n", path);
}

/* Each territory once, with the first place that was named. */
static void print_places(const text_screening *found)
{
    for (size_t i = 0; i < found->place_count; i++) {
        const text_place *p = &found->places[i];
        bool known = false;
        for (size_t k = 0; k < i && !known; k++)
            known = strcmp(found->places[k].code, p->code) == 0;
        if (known)
            continue;
        printf("  %llu-%llu  \"", p->start, p->end);
        print_plain(stdout, p->text);
        printf("\"  a place under comprehensive measures: %s\n", p->code);
    }
}

/* What a PASS stands on. False without memory. */
static bool print_ground(const snapshot *s)
{
    buf text;
    buf_init(&text, LIMIT_BUF_SIZE);
    ground_text(&text, s, NULL);
    bool good = print_buf(stdout, &text, NULL) == ITD_OK;
    buf_free(&text);
    return good;
}

static bool end_text(const text_screening *found, const snapshot *s)
{
    print_places(found);
    for (size_t i = 0; i < found->found.reason_count; i++) {
        const screen_reason *why = &found->found.reasons[i];
        if (strcmp(why->code, "possible_match") == 0 || strcmp(why->code, "place_comprehensive") == 0)
            continue; /* shown above */
        fputs("  ", stdout);
        print_plain(stdout, why->text);
        fputc('\n', stdout);
    }
    uint8_t verdict = findings_verdict(&found->found, VERDICT_PASS);
    printf("  %s  %llu bytes\n", regime_verdict_name(verdict), found->bytes);
    return verdict != VERDICT_PASS || print_ground(s);
}

static int cannot_read(const char *path, int number)
{
    itd_error error = {.status = number == ENOMEM ? ITD_ERROR_MEMORY : ITD_ERROR_IO};
    snprintf(error.place, sizeof error.place, "%s", path);
    snprintf(error.message, sizeof error.message, "%.400s: %s", path, strerror(number));
    return fail(&error, true);
}

/* What is known at the end, said. Returns an exit code. */
static int end_file(text_run *r, const char *path, int failed)
{
    itd_error error = {0};
    text_screening found;
    if (failed)
        text_screen_broken(r->screener);
    itd_status status = text_screen_end(r->screener, &found, &error);
    if (status == ITD_OK)
        status = snapshot_unchanged(r->snapshot, &error);
    if (status != ITD_OK)
        return fail(&error, false);
    if (r->failed)
        return EXIT_CANNOT_RUN;
    if (failed && !r->flushed) {
        buf_reset(&r->out);
    } else if (r->json) {
        text_answer_end(&r->answer, &found);
        flush(r);
    } else {
        r->failed |= !end_text(&found, r->snapshot);
    }
    if (failed)
        return cannot_read(path, failed);
    if (r->failed)
        return EXIT_CANNOT_RUN;
    return findings_verdict(&found.found, VERDICT_PASS) == VERDICT_PASS ? EXIT_NOTHING : EXIT_FOUND;
}

static int answer_file(text_run *r, const char *path)
{
    FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
    struct stat info;
    unsigned long long bytes = 0;
    if (!file)
        return cannot_read(path, errno);
    bool regular = fstat(fileno(file), &info) == 0 && S_ISREG(info.st_mode) && ftell(file) == 0;
    r->size = regular ? (unsigned long long)info.st_size : 0;
    begin_file(r, path);
    errno = 0;
    for (size_t len; (len = fread(r->piece, 1, PIECE_LEN, file)) > 0;) {
        bytes += len;
        text_screen_put(r->screener, str_make(r->piece, len));
        progress_draw(&r->bar, bytes, r->size, text_screen_count(r->screener), 0);
    }
    int failed = ferror(file) ? (errno ? errno : EIO) : 0;
    if (file != stdin)
        fclose(file);
    progress_clear(&r->bar);
    return end_file(r, path, failed);
}

static int bench(text_run *r)
{
    const char *paths[BENCH_FILES_MAX];
    text_bench b = {.tools = r->tools, .options = r->asked.options, .paths = paths};
    if (!arguments_unsigned(r->args, "bench", 3600, &b.seconds))
        return EXIT_USAGE;
    b.json = r->json;
    for (; b.path_count < arguments_operand_count(r->args); b.path_count++)
        paths[b.path_count] = arguments_operand(r->args, b.path_count);
    return text_bench_run(&b);
}

static int answer_files(text_run *r)
{
    itd_error error = {0};
    int worst = EXIT_NOTHING;
    if (engine_worker_new(r->engine, &r->tools, &error) != ITD_OK)
        return fail(&error, false);
    if (arguments_has(r->args, "bench"))
        return bench(r);
    if (text_screener_new(r->tools, &r->screener, &error) != ITD_OK)
        return fail(&error, false);
    for (size_t i = 0; i < arguments_operand_count(r->args) && worst != EXIT_CANNOT_RUN; i++) {
        int code = answer_file(r, arguments_operand(r->args, i));
        worst = code > worst ? code : worst;
    }
    return worst;
}

static int answer(text_run *r, itd_snapshot *opened)
{
    arena texts;
    r->snapshot = itd_snapshot_core(opened);
    r->engine = itd_snapshot_engine(opened);
    arena_init(&texts, LIMIT_ARENA_SIZE);
    arena_init(&r->kept, LIMIT_ARENA_SIZE);
    int code = policy_option(r->args, r->snapshot, &texts, &r->asked.options, &r->firm);
    r->asked.policy = &r->firm;
    r->asked.sink = on_mention;
    r->asked.context = r;
    buf_init(&r->out, LIMIT_BUF_SIZE);
    r->piece = malloc(PIECE_LEN);
    if (!r->piece)
        code = fail(&(itd_error){.status = ITD_ERROR_MEMORY, .message = "out of memory"}, false);
    code = code ? code : answer_files(r);
    text_screener_free(r->screener);
    engine_worker_free(r->tools);
    buf_free(&r->out);
    free(r->piece);
    arena_free(&r->kept);
    arena_free(&texts);
    return code;
}

static int run(const arguments *args)
{
    text_run r = {.args = args, .asked = {.on = date_today()}, .json = arguments_has(args, "json")};
    itd_snapshot *opened;
    if (arguments_has(args, "bench") && arguments_operand_count(args) > BENCH_FILES_MAX)
        return usage_error("--bench takes at most %d files", BENCH_FILES_MAX);
    if (!screening_options(args, &r.asked.options) || !arguments_date(args, "on", &r.asked.on))
        return EXIT_USAGE;
    r.asked.encoding = arguments_get(args, "encoding");
    if (r.asked.encoding && !document_knows_encoding(r.asked.encoding))
        return usage_error("--encoding: unknown encoding '%s', expected a name that iconv knows",
                           r.asked.encoding);
    int code = open_lists(args, &opened);
    if (code)
        return code;
    code = answer(&r, opened);
    close_snapshot(opened);
    return code;
}

static const option_spec options[] = {
    SCREENING_OPTIONS,
    {"encoding", 0, "NAME", "of the files: CP1251, GB18030 … (default: as they declare or look)", false},
    {"bench", 0, "S", "search the files again and again for S seconds and print the speed", false},
    {0},
};

extern const command cmd_text;
const command cmd_text = {
    .name = "text",
    .summary = "find listed parties mentioned in free text",
    .usage = "FILE…",
    .description =
        "Finds every listed party that a text mentions, in any script, with the bytes where it stands; IMO\n"
        "numbers, BICs, LEIs and wallets of listed parties; and places under comprehensive measures. UTF-8 "
        "and\n"
        "UTF-16 are read, of any length. A common word alone is never a mention.",
    .examples = "interdict text --json page.txt\n  one line of JSON per file",
    .options = options,
    .common = COMMON_SNAPSHOT | COMMON_POLICY | COMMON_JSON | COMMON_ON,
    .operand_min = 1,
    .operand_max = SIZE_MAX,
    .run = run,
    .gives_away = SANDBOX_NO_PROGRAMS | SANDBOX_NO_NETWORK,
};
