/* interdict text FILE… */
#include "api/handles.h"
#include "base/arena.h"
#include "base/json_emit.h"
#include "base/limits.h"
#include "cli/command.h"
#include "cli/open.h"
#include "cli/policy_option.h"
#include "cli/print.h"
#include "cli/progress.h"
#include "cli/screening.h"
#include "cli/text_bench.h"
#include "mention/mention.h"
#include "match/hit_json.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

enum {
    PIECE_LEN = 64 << 10,
    PLACES_MAX = 10000, /* named places of one file that are told one by one */
    WHERE_CAP = 160,    /* bytes of a place as it stands in the text */
    BENCH_FILES_MAX = 1000,
};

/* A place under comprehensive measures that the text names. */
typedef struct named_place {
    unsigned long long start, end;
    const char *code;
    size_t len;
    char text[WHERE_CAP];
} named_place;

/* What all files of one call share. */
typedef struct text_run {
    const arguments *args;
    const snapshot *snapshot;
    const char *hash;
    match_options options;
    engine *engine;
    engine_worker *tools;
    match_worker *worker;   /* of the tools */
    mention_finder *finder; /* likewise */
    policy firm;
    calendar_day on;
    bool stale; /* a list is older than the firm allows */
    bool json;
    buf out;
    char *piece;

    /* of one file */
    json_emitter emitter;
    progress_bar bar;
    unsigned long long bytes, size; /* size: 0 where it is not known before it is read */
    size_t count;
    named_place *named;
    size_t named_count, place_count;
    bool flushed;   /* something of the answer is out */
    bool failed;    /* or could not be printed */
    bool broken;    /* the file could not be read to its end */
    bool truncated; /* there was no room for a mention that counts */
} text_run;

static void flush(text_run *r)
{
    r->failed |= print_or_fail(&r->out, 0) != 0;
    r->flushed = true;
}

/* ---- what is found ---- */

/* False for a hit below the firm's threshold for its list and schema. */
static bool counts(void *context, const match_hit *hit)
{
    const text_run *r = context;
    return r->firm.threshold_count == 0 ||
           hit->score >= policy_threshold_of(&r->firm, r->snapshot, hit->entity);
}

static match_query query_of(const mention *m)
{
    match_query q = {0};
    if (m->has_identifier)
        q.identifiers[q.identifier_count++] = m->identifier;
    else
        q.names[q.name_count++] = m->name;
    return q;
}

static void put_json(text_run *r, const mention *found, size_t count)
{
    json_emitter *w = &r->emitter;
    emit_object(w);
    emit_pair_int(w, "start", (long long)found[0].start);
    emit_pair_int(w, "end", (long long)found[0].end);
    emit_pair_str(w, "text", found[0].text);
    emit_key(w, "results");
    emit_array(w);
    for (size_t i = 0; i < count && i < r->options.limit; i++) {
        const match_query q = query_of(&found[i]);
        const match_hit *hit = &found[i].hit;
        emit_object(w);
        hit_emit(w, r->snapshot, hit, match_explain(r->worker, &q, &r->options, hit->entity),
                 r->options.threshold);
        emit_end_object(w);
    }
    emit_end_array(w);
    emit_end_object(w);
}

static void put_text(text_run *r, const mention *found, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const match_hit *hit = &found[i].hit;
        snapshot_entity e = snapshot_entity_at(r->snapshot, hit->entity);
        printf("  %llu-%llu  \"", found[i].start, found[i].end);
        print_plain(stdout, found[i].text);
        printf("\"  %d.%04d  ", hit->score / MATCH_SCORE_ONE, hit->score % MATCH_SCORE_ONE);
        print_plain(stdout, e.id);
        fputs("  ", stdout);
        print_plain(stdout, e.caption);
        fputc('\n', stdout);
    }
}

static void on_mention(void *context, const mention *found, size_t count)
{
    text_run *r = context;
    r->count++;
    if (!r->json)
        progress_clear(&r->bar);
    if (r->json)
        put_json(r, found, count);
    else
        put_text(r, found, count);
    if (r->out.len >= PIECE_LEN && !r->failed)
        flush(r);
}

static void on_place(void *context, const place_mention *place)
{
    text_run *r = context;
    r->place_count++;
    if (r->named_count == PLACES_MAX)
        return;
    named_place *n = &r->named[r->named_count++];
    *n = (named_place){.start = place->start, .end = place->end, .code = place->code};
    n->len = place->text.len < WHERE_CAP ? place->text.len : 0;
    if (n->len)
        memcpy(n->text, place->text.data, n->len);
}

/* ---- one file ---- */

static bool review(const text_run *r)
{
    return r->count || r->place_count || r->stale || r->broken || r->truncated;
}

static mention_asking asking_of(text_run *r)
{
    return (mention_asking){.alone = true,
                            .identifiers = true,
                            .options = &r->options,
                            .places = &r->tools->places,
                            .counts = counts,
                            .sink = on_mention,
                            .place_sink = on_place,
                            .context = r};
}

static void begin_file(text_run *r, const char *path)
{
    r->count = r->named_count = r->place_count = 0;
    r->bytes = 0;
    r->flushed = r->broken = r->truncated = false;
    const mention_asking asking = asking_of(r);
    mention_begin(r->finder, &asking);
    progress_start(&r->bar, false);
    if (!r->json) {
        printf("%s\n", path);
        return;
    }
    emit_init(&r->emitter, &r->out);
    emit_object(&r->emitter);
    emit_pair_str(&r->emitter, "source", str_of(path));
    if (r->size)
        emit_pair_int(&r->emitter, "bytes", (long long)r->size);
    emit_key(&r->emitter, "mentions");
    emit_array(&r->emitter);
}

#define LEFT_OUT "more listed names than are kept: some were left out"

static void put_warnings(const text_run *r, json_emitter *w)
{
    char text[POLICY_TEXT_CAP];
    if (!r->stale && !r->truncated)
        return;
    emit_key(w, "warnings");
    emit_array(w);
    if (r->truncated)
        emit_text(w, LEFT_OUT);
    for (uint16_t i = 0; i < snapshot_source_count(r->snapshot); i++)
        if (policy_stale(&r->firm, r->snapshot, i, r->on, text))
            emit_text(w, text);
    emit_end_array(w);
}

static void end_json(text_run *r)
{
    json_emitter *w = &r->emitter;
    emit_end_array(w);
    emit_key(w, "places");
    emit_array(w);
    for (size_t i = 0; i < r->named_count; i++) {
        const named_place *n = &r->named[i];
        emit_object(w);
        emit_pair_int(w, "start", (long long)n->start);
        emit_pair_int(w, "end", (long long)n->end);
        emit_pair_str(w, "text", str_make(n->text, n->len));
        emit_pair_text(w, "code", n->code);
        emit_end_object(w);
    }
    emit_end_array(w);
    if (!r->size)
        emit_pair_int(w, "bytes", (long long)r->bytes);
    emit_pair_text(w, "verdict", review(r) ? "REVIEW" : "PASS");
    put_warnings(r, w);
    emit_pair_text(w, "snapshot", r->hash);
    emit_end_object(w);
    emit_newline(w);
    flush(r);
}

/* Each territory once, with the first place that was named. */
static void print_places(const text_run *r)
{
    for (size_t i = 0; i < r->named_count; i++) {
        const named_place *n = &r->named[i];
        bool known = false;
        for (size_t k = 0; k < i && !known; k++)
            known = strcmp(r->named[k].code, n->code) == 0;
        if (known)
            continue;
        printf("  %llu-%llu  \"", n->start, n->end);
        print_plain(stdout, str_make(n->text, n->len));
        printf("\"  a place under comprehensive measures: %s\n", n->code);
    }
}

static void end_text(const text_run *r)
{
    char stale[POLICY_TEXT_CAP];
    print_places(r);
    if (r->truncated)
        puts("  " LEFT_OUT);
    for (uint16_t i = 0; i < snapshot_source_count(r->snapshot); i++)
        if (policy_stale(&r->firm, r->snapshot, i, r->on, stale))
            printf("  %s\n", stale);
    printf("  %s  %llu bytes\n", review(r) ? "REVIEW" : "PASS", r->bytes);
}

static int cannot_read(const char *path, int number)
{
    itd_error error = {.status = ITD_ERROR_IO};
    snprintf(error.place, sizeof error.place, "%s", path);
    snprintf(error.message, sizeof error.message, "%.400s: %s", path, strerror(number));
    return fail(&error, true);
}

static int answer_file(text_run *r, const char *path)
{
    FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
    struct stat info;
    if (!file)
        return cannot_read(path, errno);
    bool regular = fstat(fileno(file), &info) == 0 && S_ISREG(info.st_mode) && ftell(file) == 0;
    r->size = regular ? (unsigned long long)info.st_size : 0;
    begin_file(r, path);
    errno = 0;
    for (size_t len; (len = fread(r->piece, 1, PIECE_LEN, file)) > 0;) {
        r->bytes += len;
        mention_put(r->finder, str_make(r->piece, len));
        progress_draw(&r->bar, r->bytes, r->size, r->count, 0);
    }
    int failed = ferror(file) ? (errno ? errno : EIO) : 0;
    r->broken = failed != 0;
    if (file != stdin)
        fclose(file);
    r->truncated = !mention_end(r->finder);
    progress_clear(&r->bar);
    if (r->failed)
        return EXIT_CANNOT_RUN;
    if (failed && !r->flushed)
        buf_reset(&r->out);
    else if (r->json)
        end_json(r);
    else
        end_text(r);
    if (failed)
        return cannot_read(path, failed);
    if (r->failed)
        return EXIT_CANNOT_RUN;
    return review(r) ? EXIT_FOUND : EXIT_NOTHING;
}

static int bench(text_run *r)
{
    const char *paths[BENCH_FILES_MAX];
    text_bench b = {.tools = r->tools, .asking = asking_of(r), .paths = paths};
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
    if (engine_worker_new(r->engine, &r->tools, &error) != ITD_OK ||
        engine_worker_match(r->tools, &r->worker, &error) != ITD_OK)
        return fail(&error, false);
    if (arguments_has(r->args, "bench"))
        return bench(r);
    if (engine_worker_finder(r->tools, &r->finder, &error) != ITD_OK)
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
    char stale[POLICY_TEXT_CAP];
    r->snapshot = itd_snapshot_core(opened);
    r->engine = itd_snapshot_engine(opened);
    r->hash = itd_snapshot_hash(opened);
    arena_init(&texts, LIMIT_ARENA_SIZE);
    int code = policy_option(r->args, r->snapshot, &texts, &r->options, &r->firm);
    for (uint16_t i = 0; i < snapshot_source_count(r->snapshot) && !code; i++)
        r->stale |= policy_stale(&r->firm, r->snapshot, i, r->on, stale);
    buf_init(&r->out, LIMIT_BUF_SIZE);
    r->piece = malloc(PIECE_LEN);
    r->named = calloc(PLACES_MAX, sizeof *r->named);
    if (!r->piece || !r->named)
        code = fail(&(itd_error){.status = ITD_ERROR_MEMORY, .message = "out of memory"}, false);
    code = code ? code : answer_files(r);
    engine_worker_free(r->tools);
    buf_free(&r->out);
    free(r->piece);
    free(r->named);
    arena_free(&texts);
    return code;
}

static int run(const arguments *args)
{
    text_run r = {.args = args, .on = date_today(), .json = arguments_has(args, "json")};
    itd_snapshot *opened;
    if (arguments_has(args, "bench") && arguments_operand_count(args) > BENCH_FILES_MAX)
        return usage_error("--bench takes at most %d files", BENCH_FILES_MAX);
    if (!screening_options(args, &r.options) || !arguments_date(args, "on", &r.on))
        return EXIT_USAGE;
    int code = open_snapshot(args, &opened);
    if (code)
        return code;
    code = answer(&r, opened);
    itd_snapshot_close(opened);
    return code;
}

static const option_spec options[] = {
    SCREENING_OPTIONS,
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
};
