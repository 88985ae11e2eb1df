#include "compile/diff.h"

#include "compile/diff_measures.h"
#include "compile/diff_rows.h"
#include "base/error.h"
#include "base/json_emit.h"
#include "base/limits.h"

#include <stdlib.h>

/* A dataset of either snapshot, with its number in each; UINT16_MAX where it is missing. */
typedef struct dataset_pair {
    str name;
    uint16_t before, after;
    change_counts counts;
} dataset_pair;

typedef struct comparison {
    const snapshot *before, *after;
    diff_sink *sink;
    void *context;
    arena arena; /* of one entity */
    buf line;
    dataset_pair datasets[2 * LIMIT_SOURCES];
    size_t dataset_count;
    change_counts measures;
    bool stopped; /* by the sink */
    bool failed;  /* no memory */
} comparison;

#define NOWHERE UINT16_MAX

/* Both sets of datasets in one, by name. */
static void pair_datasets(comparison *c)
{
    uint16_t i = 0, j = 0, old = snapshot_source_count(c->before), now = snapshot_source_count(c->after);
    while (i < old || j < now) {
        str a = i < old ? snapshot_source_at(c->before, i).dataset : STR_NONE;
        str b = j < now ? snapshot_source_at(c->after, j).dataset : STR_NONE;
        int order = i == old ? 1 : j == now ? -1 : str_compare(a, b);
        dataset_pair *pair = &c->datasets[c->dataset_count++];
        pair->name = order <= 0 ? a : b;
        pair->before = order <= 0 ? i++ : NOWHERE;
        pair->after = order >= 0 ? j++ : NOWHERE;
    }
}

static bool in_dataset(const snapshot *s, uint32_t index, uint16_t dataset)
{
    uint16_t datasets[LIMIT_SOURCES];
    if (index == UINT32_MAX || dataset == NOWHERE || snapshot_entity_at(s, index).former)
        return false;
    size_t count = snapshot_entity_datasets(s, index, datasets, LIMIT_SOURCES);
    for (size_t i = 0; i < count && i < LIMIT_SOURCES; i++)
        if (datasets[i] == dataset)
            return true;
    return false;
}

static void send(comparison *c)
{
    c->failed |= c->line.failed;
    if (!c->failed && !c->stopped)
        c->stopped = !c->sink(c->context, buf_as_str(&c->line));
    buf_reset(&c->line);
}

static void begin_entity(comparison *c, json_emitter *w, const char *change, const snapshot *s,
                         uint32_t index, const dataset_pair *pair)
{
    snapshot_entity e = snapshot_entity_at(s, index);
    emit_init(w, &c->line);
    emit_object(w);
    emit_pair_text(w, "kind", "entity");
    emit_pair_text(w, "change", change);
    emit_pair_str(w, "id", e.id);
    emit_pair_str(w, "dataset", pair->name);
    emit_pair_str(w, "caption", e.caption);
    emit_key(w, "fields");
    emit_array(w);
}

/* The rows that only one side has. */
typedef struct difference {
    const diff_row **removed, **added;
    size_t removed_count, added_count;
} difference;

/* Both sides are sorted and without repetition. */
static bool find_difference(arena *a, const diff_rows *before, const diff_rows *after, difference *d)
{
    *d = (difference){0};
    d->removed = arena_array(a, before->count + 1, sizeof(diff_row *));
    d->added = arena_array(a, after->count + 1, sizeof(diff_row *));
    if (!d->removed || !d->added)
        return false;
    size_t i = 0, j = 0;
    while (i < before->count || j < after->count) {
        int order = i == before->count  ? 1
                    : j == after->count ? -1
                                        : diff_row_compare(&before->rows[i], &after->rows[j]);
        if (order < 0)
            d->removed[d->removed_count++] = &before->rows[i];
        if (order > 0)
            d->added[d->added_count++] = &after->rows[j];
        i += order <= 0;
        j += order >= 0;
    }
    return true;
}

static bool contains(const diff_row *const *rows, size_t count, const diff_row *wanted)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal(rows[i]->field, wanted->field) && str_equal(rows[i]->text, wanted->text))
            return true;
    return false;
}

/* The rows of one field from *at on. The detail is shown where the text alone would look unchanged. */
static void render_side(comparison *c, json_emitter *w, const char *key, const diff_row **rows, size_t count,
                        size_t *at, str field, const diff_row **others, size_t other_count)
{
    emit_key(w, key);
    emit_array(w);
    for (; *at < count && str_equal(rows[*at]->field, field); ++*at) {
        const diff_row *row = rows[*at];
        if (!row->detail.len || !contains(others, other_count, row)) {
            emit_str(w, row->text);
            continue;
        }
        buf text;
        buf_init(&text, LIMIT_BUF_SIZE);
        buf_str(&text, row->text);
        buf_printf(&text, " (%.*s)", STR_ARG(row->detail));
        emit_str(w, buf_as_str(&text));
        c->failed |= text.failed;
        buf_free(&text);
    }
    emit_end_array(w);
}

static void render_fields(comparison *c, json_emitter *w, const difference *d)
{
    size_t i = 0, j = 0;
    while (i < d->removed_count || j < d->added_count) {
        bool removed_first =
            j == d->added_count ||
            (i < d->removed_count && str_compare(d->removed[i]->field, d->added[j]->field) <= 0);
        str field = removed_first ? d->removed[i]->field : d->added[j]->field;
        emit_object(w);
        emit_pair_str(w, "field", field);
        render_side(c, w, "removed", d->removed, d->removed_count, &i, field, d->added, d->added_count);
        render_side(c, w, "added", d->added, d->added_count, &j, field, d->removed, d->removed_count);
        emit_end_object(w);
    }
}

static void compare_entity(comparison *c, dataset_pair *pair, uint32_t old, uint32_t now)
{
    json_emitter w;
    diff_rows before, after;
    difference d = {0};
    bool in_old = in_dataset(c->before, old, pair->before), in_now = in_dataset(c->after, now, pair->after);
    if (!in_old && !in_now)
        return;
    if (in_old != in_now) {
        pair->counts.added += in_now;
        pair->counts.removed += in_old;
        if (in_now)
            begin_entity(c, &w, "added", c->after, now, pair);
        else
            begin_entity(c, &w, "removed", c->before, old, pair);
    } else {
        for (int whole = 0; whole < 2 && !d.removed_count && !d.added_count && !c->failed; whole++)
            c->failed = !diff_rows_make(&before, &c->arena, c->before, old, pair->before, whole) ||
                        !diff_rows_make(&after, &c->arena, c->after, now, pair->after, whole) ||
                        !find_difference(&c->arena, &before, &after, &d);
        if (c->failed || (!d.removed_count && !d.added_count))
            return;
        pair->counts.modified++;
        begin_entity(c, &w, "modified", c->after, now, pair);
        render_fields(c, &w, &d);
    }
    emit_end_array(&w);
    emit_end_object(&w);
    send(c);
}

/* Walks both tables of entities by id. */
static void compare_entities(comparison *c)
{
    uint32_t i = 0, j = 0, old = snapshot_entity_count(c->before), now = snapshot_entity_count(c->after);
    while ((i < old || j < now) && !c->failed && !c->stopped) {
        int order =
            i == old   ? 1
            : j == now ? -1
                       : str_compare(snapshot_entity_at(c->before, i).id, snapshot_entity_at(c->after, j).id);
        for (size_t d = 0; d < c->dataset_count; d++)
            compare_entity(c, &c->datasets[d], order <= 0 ? i : UINT32_MAX, order >= 0 ? j : UINT32_MAX);
        i += order <= 0;
        j += order >= 0;
        arena_reset(&c->arena);
    }
}

static void render_change_counts(json_emitter *w, const change_counts *counts)
{
    emit_object(w);
    emit_pair_int(w, "added", (long long)counts->added);
    emit_pair_int(w, "removed", (long long)counts->removed);
    emit_pair_int(w, "modified", (long long)counts->modified);
    emit_end_object(w);
}

static size_t render_summary(comparison *c)
{
    json_emitter w;
    size_t changes = c->measures.added + c->measures.removed + c->measures.modified;
    emit_init(&w, &c->line);
    emit_object(&w);
    emit_pair_text(&w, "kind", "summary");
    emit_key(&w, "datasets");
    emit_object(&w);
    for (size_t i = 0; i < c->dataset_count; i++) {
        const change_counts *counts = &c->datasets[i].counts;
        changes += counts->added + counts->removed + counts->modified;
        emit_key_str(&w, c->datasets[i].name);
        render_change_counts(&w, counts);
    }
    emit_end_object(&w);
    emit_key(&w, "measures");
    render_change_counts(&w, &c->measures);
    emit_end_object(&w);
    send(c);
    return changes;
}

itd_status diff_snapshots(const snapshot *before, const snapshot *after, diff_sink *sink, void *context,
                          size_t *changes, itd_error *error)
{
    comparison *c = calloc(1, sizeof *c);
    if (!c)
        return error_memory(error);
    *c = (comparison){.before = before, .after = after, .sink = sink, .context = context};
    arena_init(&c->arena, LIMIT_ARENA_SIZE);
    buf_init(&c->line, LIMIT_BUF_SIZE);
    pair_datasets(c);
    compare_entities(c);
    itd_status status = c->failed ? error_memory(error) : ITD_OK;
    if (status == ITD_OK && !c->stopped)
        status = diff_measures(before, after, sink, context, &c->measures, &c->stopped, error);
    size_t found = status != ITD_OK || c->stopped ? 0 : render_summary(c);
    if (changes)
        *changes = found;
    if (c->failed && status == ITD_OK)
        status = error_memory(error);
    buf_free(&c->line);
    arena_free(&c->arena);
    free(c);
    return status;
}
