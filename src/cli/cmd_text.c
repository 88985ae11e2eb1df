/* interdict text FILE… */
#include "api/handles.h"
#include "base/arena.h"
#include "base/file.h"
#include "base/json_emit.h"
#include "base/limits.h"
#include "cli/command.h"
#include "cli/open.h"
#include "cli/policy_option.h"
#include "cli/screening.h"
#include "decide/mention.h"
#include "decide/place_screen.h"
#include "match/hit_json.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define CHUNK_LEN  ((size_t)8 << 10)
#define PLACES_MAX 8

/* What all files of one call share. */
typedef struct text_run {
    const arguments *args;
    const snapshot *snapshot;
    const char *hash;
    match_options options;
    match_worker *worker;
    mention_finder *finder;
    place_screen places;
    buf bytes, out;
    mention *found; /* of one file, offsets in the file */
    size_t count, cap;
    const char *codes[PLACES_MAX]; /* of places named */
    size_t code_count;
    policy firm;
    calendar_day on;
    bool stale; /* a list is older than the firm allows */
} text_run;

static bool keep(text_run *r, const mention *m, size_t from)
{
    if (r->count == r->cap) {
        size_t cap = r->cap ? r->cap * 2 : 64;
        mention *grown = realloc(r->found, cap * sizeof *grown);
        if (!grown)
            return false;
        r->found = grown;
        r->cap = cap;
    }
    r->found[r->count] = *m;
    r->found[r->count].start += from;
    r->found[r->count++].end += from;
    return true;
}

/* The end of a chunk: behind a line, else behind a sentence, else behind a word. */
static size_t chunk_end(str text, size_t from)
{
    if (text.len - from <= CHUNK_LEN)
        return text.len;
    size_t end = from + CHUNK_LEN;
    for (int sign = 0; sign < 3; sign++)
        for (size_t i = end; i > from + CHUNK_LEN / 2; i--) {
            char c = text.data[i - 1], before = text.data[i - 2];
            bool good = sign == 0   ? c == '\n' && before == '\n'
                        : sign == 1 ? c == ' ' && before == '.'
                                    : c == ' ';
            if (good)
                return i;
        }
    return end;
}

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

/* False for a hit below the firm's threshold for its list and schema. */
static bool counts(const text_run *r, const match_hit *hit)
{
    return r->firm.threshold_count == 0 ||
           hit->score >= policy_threshold_of(&r->firm, r->snapshot, hit->entity);
}

static bool find_all(text_run *r, str text)
{
    r->count = r->code_count = 0;
    for (size_t from = 0; from < text.len;) {
        size_t end = chunk_end(text, from);
        str chunk = str_make(text.data + from, end - from);
        const mention *found;
        size_t count = mention_find(r->finder, chunk, true, &r->options, &found);
        for (size_t i = 0; i < count; i++)
            if (counts(r, &found[i].hit) && !keep(r, &found[i], from))
                return false;
        find_places(r, chunk);
        from = end;
    }
    return true;
}

/* Mentions with the same bytes are one, with several results. */
static size_t same_place(const text_run *r, size_t from)
{
    size_t to = from + 1;
    while (to < r->count && r->found[to].start == r->found[from].start &&
           r->found[to].end == r->found[from].end)
        to++;
    return to;
}

static match_query query_of(str text, const mention *m)
{
    match_query q = {.name_count = 1};
    q.names[0] = str_make(text.data + m->start, m->end - m->start);
    return q;
}

static bool review(const text_run *r)
{
    return r->count || r->code_count || r->stale;
}

static void print_warnings(const text_run *r, json_emitter *w)
{
    char text[POLICY_TEXT_CAP];
    if (!r->stale)
        return;
    emit_key(w, "warnings");
    emit_array(w);
    for (uint16_t i = 0; i < snapshot_source_count(r->snapshot); i++)
        if (policy_stale(&r->firm, r->snapshot, i, r->on, text))
            emit_text(w, text);
    emit_end_array(w);
}

static void print_json(text_run *r, const char *path, str text)
{
    json_emitter w;
    emit_init(&w, &r->out);
    emit_object(&w);
    emit_pair_str(&w, "source", str_of(path));
    emit_pair_int(&w, "bytes", (long long)text.len);
    emit_key(&w, "mentions");
    emit_array(&w);
    for (size_t i = 0; i < r->count;) {
        size_t to = same_place(r, i);
        match_query q = query_of(text, &r->found[i]);
        emit_object(&w);
        emit_pair_int(&w, "start", (long long)r->found[i].start);
        emit_pair_int(&w, "end", (long long)r->found[i].end);
        emit_pair_str(&w, "text", q.names[0]);
        emit_key(&w, "results");
        emit_array(&w);
        for (; i < to; i++) {
            const match_hit *hit = &r->found[i].hit;
            emit_object(&w);
            hit_emit(&w, r->snapshot, hit, match_explain(r->worker, &q, &r->options, hit->entity),
                     r->options.threshold);
            emit_end_object(&w);
        }
        emit_end_array(&w);
        emit_end_object(&w);
    }
    emit_end_array(&w);
    emit_key(&w, "places");
    emit_array(&w);
    for (size_t i = 0; i < r->code_count; i++)
        emit_text(&w, r->codes[i]);
    emit_end_array(&w);
    emit_pair_text(&w, "verdict", review(r) ? "REVIEW" : "PASS");
    print_warnings(r, &w);
    emit_pair_text(&w, "snapshot", r->hash);
    emit_end_object(&w);
    emit_newline(&w);
    fwrite(r->out.data, 1, r->out.len, stdout);
    buf_reset(&r->out);
}

static void print_text(const text_run *r, const char *path, str text)
{
    printf("%s  %s  %zu bytes\n", review(r) ? "REVIEW" : "PASS", path, text.len);
    for (size_t i = 0; i < r->count; i++) {
        const mention *m = &r->found[i];
        snapshot_entity e = snapshot_entity_at(r->snapshot, m->hit.entity);
        printf("  %zu-%zu  \"", m->start, m->end);
        print_plain(stdout, str_make(text.data + m->start, m->end - m->start));
        printf("\"  %d.%04d  ", m->hit.score / MATCH_SCORE_ONE, m->hit.score % MATCH_SCORE_ONE);
        print_plain(stdout, e.id);
        fputs("  ", stdout);
        print_plain(stdout, e.caption);
        fputc('\n', stdout);
    }
    for (size_t i = 0; i < r->code_count; i++)
        printf("  a place under comprehensive measures is named: %s\n", r->codes[i]);
    char stale[POLICY_TEXT_CAP];
    for (uint16_t i = 0; i < snapshot_source_count(r->snapshot); i++)
        if (policy_stale(&r->firm, r->snapshot, i, r->on, stale))
            printf("  %s\n", stale);
}

static int answer_file(text_run *r, const char *path)
{
    itd_error error = {0};
    buf_reset(&r->bytes);
    if (file_read(path, LIMIT_FILE_SIZE, &r->bytes, &error) != ITD_OK)
        return fail(&error, true);
    str text = buf_as_str(&r->bytes);
    if (!find_all(r, text))
        return fail(&(itd_error){.status = ITD_ERROR_MEMORY, .message = "out of memory"}, false);
    if (arguments_has(r->args, "json"))
        print_json(r, path, text);
    else
        print_text(r, path, text);
    return review(r) ? EXIT_FOUND : EXIT_NOTHING;
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
    arena texts;
    r.on = date_today();
    if (!screening_options(args, &r.options) || !arguments_date(args, "on", &r.on))
        return EXIT_USAGE;
    int code = open_snapshot(args, &opened);
    if (code)
        return code;
    r.snapshot = itd_snapshot_core(opened);
    arena_init(&texts, LIMIT_ARENA_SIZE);
    code = policy_option(args, r.snapshot, &texts, &r.options, &r.firm);
    char stale[POLICY_TEXT_CAP];
    for (uint16_t i = 0; i < snapshot_source_count(r.snapshot); i++)
        r.stale |= policy_stale(&r.firm, r.snapshot, i, r.on, stale);
    r.hash = itd_snapshot_hash(opened);
    place_screen_init(&r.places, r.snapshot);
    buf_init(&r.bytes, LIMIT_FILE_SIZE);
    buf_init(&r.out, LIMIT_BUF_SIZE);
    code = code ? code : answer_files(&r);
    mention_finder_free(r.finder);
    match_worker_free(r.worker);
    place_screen_free(&r.places);
    buf_free(&r.bytes);
    buf_free(&r.out);
    free(r.found);
    arena_free(&texts);
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
