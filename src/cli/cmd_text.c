/* interdict text FILE… */
#include "api/handles.h"
#include "base/arena.h"
#include "base/file.h"
#include "base/json_emit.h"
#include "base/limits.h"
#include "cli/command.h"
#include "cli/open.h"
#include "cli/screening.h"
#include "decide/mention.h"
#include "decide/place_screen.h"
#include "match/hit_json.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { PIECE_LEN = 64 << 10, PLACES_MAX = 8 };

/* What all files of one call share. */
typedef struct text_run {
    const arguments *args;
    const snapshot *snapshot;
    const char *hash;
    match_options options;
    match_worker *worker;
    mention_finder *finder;
    place_screen places;
    buf out;
    char *piece;
    bool json;

    /* of one file */
    json_emitter emitter;
    unsigned long long bytes;
    size_t count;
    const char *codes[PLACES_MAX]; /* of places named */
    size_t code_count;
} text_run;

static void find_places(text_run *r, str chunk)
{
    place_found found[PLACES_MAX];
    size_t count = place_screen_text(&r->places, chunk, PLACE_IN_TEXT, STR_NONE, found, PLACES_MAX);
    for (size_t i = 0; i < count; i++) {
        bool known = false;
        for (size_t k = 0; k < r->code_count; k++)
            known = known || strcmp(r->codes[k], found[i].code) == 0;
        if (!known && r->code_count < PLACES_MAX)
            r->codes[r->code_count++] = found[i].code;
    }
}

static void flush(text_run *r)
{
    fwrite(r->out.data, 1, r->out.len, stdout);
    buf_reset(&r->out);
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
    for (size_t i = 0; i < count; i++) {
        const match_query q = {.names = {found[i].name}, .name_count = 1};
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
        snapshot_entity e = snapshot_entity_at(r->snapshot, found[i].hit.entity);
        printf("  %llu-%llu  \"", found[i].start, found[i].end);
        print_plain(stdout, found[i].text);
        printf("\"  %d.%04d  ", found[i].hit.score / MATCH_SCORE_ONE, found[i].hit.score % MATCH_SCORE_ONE);
        print_plain(stdout, e.id);
        fputs("  ", stdout);
        print_plain(stdout, e.caption);
        fputc('\n', stdout);
    }
}

static void put_mentions(void *context, const mention *found, size_t count)
{
    text_run *r = context;
    r->count++;
    if (r->json)
        put_json(r, found, count);
    else
        put_text(r, found, count);
    if (r->out.len >= PIECE_LEN)
        flush(r);
}

static void begin_file(text_run *r, const char *path)
{
    r->count = r->code_count = 0;
    r->bytes = 0;
    mention_begin(r->finder, true, &r->options, put_mentions, r);
    if (!r->json) {
        printf("%s\n", path);
        return;
    }
    emit_init(&r->emitter, &r->out);
    emit_object(&r->emitter);
    emit_pair_str(&r->emitter, "source", str_of(path));
    emit_key(&r->emitter, "mentions");
    emit_array(&r->emitter);
}

static void end_file(text_run *r)
{
    json_emitter *w = &r->emitter;
    const char *verdict = r->count || r->code_count ? "REVIEW" : "PASS";
    if (!r->json) {
        for (size_t i = 0; i < r->code_count; i++)
            printf("  a place under comprehensive measures is named: %s\n", r->codes[i]);
        printf("  %s, %llu bytes\n", verdict, r->bytes);
        return;
    }
    emit_end_array(w);
    emit_key(w, "places");
    emit_array(w);
    for (size_t i = 0; i < r->code_count; i++)
        emit_text(w, r->codes[i]);
    emit_end_array(w);
    emit_pair_int(w, "bytes", (long long)r->bytes);
    emit_pair_text(w, "verdict", verdict);
    emit_pair_text(w, "snapshot", r->hash);
    emit_end_object(w);
    emit_newline(w);
    flush(r);
}

static int answer_file(text_run *r, const char *path)
{
    FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
    itd_error error = {.status = ITD_ERROR_IO};
    if (!file) {
        snprintf(error.place, sizeof error.place, "%s", path);
        snprintf(error.message, sizeof error.message, "%s", strerror(errno));
        return fail(&error, true);
    }
    begin_file(r, path);
    for (size_t len; (len = fread(r->piece, 1, PIECE_LEN, file)) > 0;) {
        str piece = str_make(r->piece, len);
        r->bytes += len;
        mention_put(r->finder, piece);
        find_places(r, piece);
    }
    mention_end(r->finder);
    if (file != stdin)
        fclose(file);
    end_file(r);
    return r->count || r->code_count ? EXIT_FOUND : EXIT_NOTHING;
}

static int answer_files(text_run *r)
{
    itd_error error = {0};
    int worst = EXIT_NOTHING;
    if (match_worker_new(r->snapshot, &r->worker, &error) != ITD_OK ||
        mention_finder_new(r->snapshot, r->worker, &r->finder, &error) != ITD_OK)
        return fail(&error, false);
    for (size_t i = 0; i < arguments_operand_count(r->args) && worst != EXIT_CANNOT_RUN; i++) {
        int code = answer_file(r, arguments_operand(r->args, i));
        worst = code > worst ? code : worst;
    }
    return worst;
}

static int run(const arguments *args)
{
    text_run r = {.args = args};
    itd_snapshot *opened;
    if (!screening_options(args, &r.options))
        return EXIT_USAGE;
    int code = open_snapshot(args, &opened);
    if (code)
        return code;
    r.snapshot = itd_snapshot_core(opened);
    r.hash = itd_snapshot_hash(opened);
    place_screen_init(&r.places, r.snapshot);
    r.json = arguments_has(args, "json");
    r.piece = malloc(PIECE_LEN);
    buf_init(&r.out, LIMIT_BUF_SIZE);
    code = answer_files(&r);
    mention_finder_free(r.finder);
    match_worker_free(r.worker);
    place_screen_free(&r.places);
    buf_free(&r.out);
    free(r.piece);
    itd_snapshot_close(opened);
    return code;
}

static const option_spec options[] = {
    SCREENING_OPTIONS,
    {0},
};

extern const command cmd_text;
const command cmd_text = {
    .name = "text",
    .summary = "find listed parties mentioned in free text",
    .usage = "FILE…",
    .description =
        "Finds every listed party that a text mentions, in any script, with the bytes where it stands, and\n"
        "places under comprehensive measures. A common word alone is never a mention.",
    .examples = "interdict text --json page.txt\n  one line of JSON per file",
    .options = options,
    .common = COMMON_SNAPSHOT | COMMON_POLICY | COMMON_JSON | COMMON_ON,
    .operand_min = 1,
    .operand_max = SIZE_MAX,
    .run = run,
};
