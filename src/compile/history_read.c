/* The editions of a history: from files of lists, and from snapshots. */
#include "compile/history.h"

#include "base/date.h"
#include "base/error.h"
#include "base/limits.h"
#include "match/as_of.h"

#include <stdio.h>
#include <stdlib.h>

/* One source of the history, taken apart. */
typedef struct past_source {
    compile_source source; /* without the day */
    str day;               /* or empty */
    bool is_snapshot, done;
} past_source;

static bool is_snapshot(const char *path)
{
    static const char magic[] = "\x89ITD\r\n\x1a\n";
    char head[sizeof magic - 1];
    FILE *file = fopen(path, "rb");
    bool same =
        file && fread(head, 1, sizeof head, file) == sizeof head && memcmp(head, magic, sizeof head) == 0;
    if (file)
        fclose(file);
    return same;
}

/* "FILE@2024-05-03": the path without the day, in the arena. */
static bool take_apart(arena *a, const compile_source *given, past_source *out)
{
    *out = (past_source){.source = *given};
    const char *at = strrchr(given->path, '@');
    calendar_day day;
    if (at && date_parse(str_of(at + 1), &day)) {
        out->day = arena_str(a, str_of(at + 1));
        out->source.path = arena_copy(a, str_make(given->path, (size_t)(at - given->path)));
    }
    out->is_snapshot = out->source.path && is_snapshot(out->source.path);
    return out->source.path && !a->failed;
}

static itd_status add_edition(list_history *h, const list_edition *edition, itd_error *error)
{
    if (h->edition_count == h->edition_cap) {
        list_edition *larger =
            arena_grow(&h->memory, h->editions, h->edition_count, &h->edition_cap, sizeof *larger);
        if (!larger)
            return error_memory(error);
        h->editions = larger;
    }
    h->editions[h->edition_count++] = *edition;
    return ITD_OK;
}

/* ---- lists ---- */

/* The source and those of the same day, which may belong together. */
static size_t group_of(past_source *all, size_t count, size_t first, compile_source *out)
{
    size_t taken = 0;
    for (size_t i = first; i < count; i++) {
        bool same = i == first || (all[first].day.len && str_equal(all[i].day, all[first].day));
        if (all[i].done || all[i].is_snapshot || !same)
            continue;
        out[taken++] = all[i].source;
        all[i].done = true;
    }
    return taken;
}

static itd_status read_group(const compile_options *o, list_history *h, const compile_source *sources,
                             size_t count, str day, itd_error *error)
{
    compile_options group = {.sources = sources,
                             .source_count = count,
                             .threads = o->threads,
                             .warning = o->warning,
                             .context = o->context};
    compiled_lists *lists = &h->lists[h->list_count++];
    itd_status status = compiled_lists_read(&group, lists, error);
    for (size_t i = 0; i < lists->count && status == ITD_OK; i++) {
        const compiled_list *list = &lists->lists[i];
        list_edition edition = {.dataset = list->dataset,
                                .date = str_empty(day) ? list->job.result.date : day,
                                .path = list->files[0].path,
                                .entities = list->job.result.entities,
                                .count = list->job.result.entity_count};
        if (edition.date.len != 10)
            return error_set(error, ITD_ERROR_USAGE, edition.path,
                             "the older list states no day of its own: give it as FILE@YYYY-MM-DD");
        status = add_edition(h, &edition, error);
    }
    return status;
}

/* ---- snapshots ---- */

/* A text of the snapshot stays where it is: the snapshot is open as long as the history. */
static entity *entity_of(arena *a, const snapshot *s, const snapshot_entity *from, uint16_t dataset)
{
    entity *e = entity_new(a, from->id, from->schema, dataset);
    if (!e)
        return NULL;
    e->listed = from->listed;
    e->former = from->former;
    e->values = arena_array(a, from->value_count + 1, sizeof *e->values);
    e->addresses = arena_array(a, from->address_count + 1, sizeof *e->addresses);
    e->links = arena_array(a, from->link_count + 1, sizeof *e->links);
    e->listings = arena_array(a, from->listing_count + 1, sizeof *e->listings);
    if (!e->values || !e->addresses || !e->links || !e->listings)
        return NULL;
    e->value_cap = from->value_count + 1;
    e->address_cap = from->address_count + 1;
    e->link_cap = from->link_count + 1;
    e->listing_cap = from->listing_count + 1;
    for (uint32_t i = 0; i < from->value_count; i++) {
        entity_value v = snapshot_value_at(s, from->first_value + i);
        if (v.dataset == dataset)
            e->values[e->value_count++] = v;
    }
    for (uint32_t i = 0; i < from->address_count; i++) {
        entity_address v = snapshot_address_at(s, from->first_address + i);
        if (v.dataset == dataset)
            e->addresses[e->address_count++] = v;
    }
    for (uint32_t i = 0; i < from->link_count; i++) {
        entity_link v = snapshot_link_at(s, from->first_link + i);
        if (v.dataset == dataset)
            e->links[e->link_count++] = v;
    }
    for (uint32_t i = 0; i < from->listing_count; i++) {
        entity_listing v = snapshot_listing_at(s, from->first_listing + i);
        if (v.dataset == dataset)
            e->listings[e->listing_count++] = v;
    }
    return e;
}

static bool in_dataset(const snapshot *s, uint32_t index, uint16_t dataset)
{
    uint16_t datasets[LIMIT_SOURCES];
    size_t count = snapshot_entity_datasets(s, index, datasets, LIMIT_SOURCES);
    for (size_t i = 0; i < count && i < LIMIT_SOURCES; i++)
        if (datasets[i] == dataset)
            return true;
    return false;
}

static itd_status read_dataset(const compile_options *o, list_history *h, const snapshot *s, uint16_t dataset,
                               const char *path, itd_error *error)
{
    const snapshot_source source = snapshot_source_at(s, dataset);
    list_edition edition = {.dataset = source.dataset,
                            .date = source.date,
                            .path = path,
                            .from_snapshot = true,
                            .known_from = source_known_from(&source)};
    if (source.date.len != 10) {
        compile_warn(o, "%s: %.*s has no date there; its history is not known", path,
                     STR_ARG(source.dataset));
        return ITD_OK;
    }
    edition.entities = arena_array(&h->memory, snapshot_entity_count(s) + 1, sizeof *edition.entities);
    if (!edition.entities)
        return error_memory(error);
    for (uint32_t i = 0; i < snapshot_entity_count(s); i++) {
        const snapshot_entity from = snapshot_entity_at(s, i);
        if (!from.listed || !in_dataset(s, i, dataset))
            continue;
        entity *e = entity_of(&h->memory, s, &from, dataset);
        if (!e)
            return error_memory(error);
        edition.entities[edition.count++] = e;
    }
    return add_edition(h, &edition, error);
}

static itd_status read_snapshot(const compile_options *o, list_history *h, const char *path, itd_error *error)
{
    snapshot *s;
    itd_status status = snapshot_open(path, &s, error);
    if (status != ITD_OK)
        return status;
    h->snapshots[h->snapshot_count++] = s;
    for (uint16_t i = 0; i < snapshot_source_count(s) && status == ITD_OK; i++)
        status = read_dataset(o, h, s, i, path, error);
    return status;
}

/* ---- all of it ---- */

itd_status history_read(const compile_options *o, list_history *h, itd_error *error)
{
    *h = (list_history){0};
    arena_init(&h->memory, LIMIT_ARENA_SIZE);
    if (!o->history_count)
        return ITD_OK;
    past_source *all = arena_array(&h->memory, o->history_count, sizeof *all);
    compile_source *group = arena_array(&h->memory, o->history_count, sizeof *group);
    h->lists = calloc(o->history_count, sizeof *h->lists);
    h->snapshots = calloc(o->history_count, sizeof *h->snapshots);
    if (!all || !group || !h->lists || !h->snapshots)
        return error_memory(error);
    for (size_t i = 0; i < o->history_count; i++)
        if (!take_apart(&h->memory, &o->history[i], &all[i]))
            return error_memory(error);
    itd_status status = ITD_OK;
    for (size_t i = 0; i < o->history_count && status == ITD_OK; i++) {
        if (all[i].is_snapshot)
            status = read_snapshot(o, h, all[i].source.path, error);
        else if (!all[i].done) {
            size_t count = group_of(all, o->history_count, i, group);
            status = read_group(o, h, group, count, all[i].day, error);
        }
    }
    return status;
}

itd_status history_unchanged(const list_history *h, itd_error *error)
{
    itd_status status = ITD_OK;
    for (size_t i = 0; i < h->snapshot_count && status == ITD_OK; i++)
        status = snapshot_unchanged(h->snapshots[i], error);
    return status;
}

void history_free(list_history *h)
{
    for (size_t i = 0; i < h->list_count; i++)
        compiled_lists_free(&h->lists[i], 0);
    for (size_t i = 0; i < h->snapshot_count; i++)
        snapshot_close(h->snapshots[i]);
    free(h->lists);
    free(h->snapshots);
    arena_free(&h->memory);
    *h = (list_history){0};
}
