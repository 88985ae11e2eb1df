#include "compile/compile.h"

#include "compile/compile_guard.h"
#include "compile/compile_lists.h"
#include "compile/history.h"
#include "compile/list_counts.h"
#include "compile/owner_rings.h"
#include "base/error.h"
#include "base/limits.h"
#include "exact/joined_names.h"
#include "match/identifiers.h"
#include "match/match.h"
#include "mention/mention_table.h"
#include "pack/pack.h"
#include "snapshot/seen.h"
#include "snapshot/writer.h"

/* The date of a list: what was given for it, else what the file states. */
static str list_date(const compile_options *o, const compiled_list *list)
{
    str stated = list->job.result.date;
    for (size_t i = 0; i < o->list_date_count; i++) {
        if (!o->list_dates[i].dataset || !str_is(list->dataset, o->list_dates[i].dataset))
            continue;
        str given = str_of(o->list_dates[i].value);
        if (stated.len && !str_equal(stated, given))
            compile_warn(o, "%.*s: the list states the date %.*s; %.*s is taken, as given",
                         STR_ARG(list->dataset), STR_ARG(stated), STR_ARG(given));
        return given;
    }
    return stated;
}

static void pass_on_warnings(const compile_options *o, const compiled_list *list)
{
    const list_result *r = &list->job.result;
    for (size_t i = 0; i < r->warning_count; i++)
        compile_warn(o, "%.*s: %.*s", STR_ARG(list->dataset), STR_ARG(r->warnings[i]));
    for (size_t i = 0; i < r->skipped_count; i++)
        compile_warn(o, "%.*s: %zu skipped: %.*s", STR_ARG(list->dataset), r->skipped[i].count,
                     STR_ARG(r->skipped[i].what));
    for (size_t i = 0; i < r->unknown_count; i++)
        compile_warn(o, "%.*s: unknown field %.*s (%zu times)", STR_ARG(list->dataset),
                     STR_ARG(r->unknown_fields[i].what), r->unknown_fields[i].count);
}

/* Gives one read list to the writer. The lists are sorted by dataset, so the numbers agree. */
static itd_status add_list(const compile_options *o, const list_history *h, const compiled_list *list,
                           snapshot_writer *w, itd_error *error)
{
    const list_result *r = &list->job.result;
    const str date = list_date(o, list);
    list_past past;
    buf json;
    uint16_t dataset;
    buf_init(&json, LIMIT_ELEMENT_LEN);
    itd_status status = history_apply(o, h, list, date, &past, error);
    if (status == ITD_OK)
        status = list_counts_render(&list->job, &json, error);
    if (past.known_from.len)
        buf_printf(&json, ",\"known_from\":\"%.*s\",\"formerly_listed\":%zu", STR_ARG(past.known_from),
                   past.former_count);
    if (status == ITD_OK && json.failed)
        status = error_memory(error);
    if (status == ITD_OK) {
        snapshot_writer_source_info info = {
            .dataset = list->dataset,
            .title = r->title.len ? r->title : str_of(list->format->title),
            .publisher = r->publisher,
            .date = date,
            .json = buf_as_str(&json),
        };
        status = snapshot_writer_source(w, &info, &dataset, error);
    }
    buf_free(&json);
    for (size_t i = 0; i < r->entity_count && status == ITD_OK; i++)
        status = snapshot_writer_entity(w, r->entities[i], error);
    for (size_t i = 0; i < past.former_count && status == ITD_OK; i++)
        status = snapshot_writer_entity(w, past.former[i], error);
    pass_on_warnings(o, list);
    return status;
}

static itd_status add_section(void *context, const char tag[4], str bytes, itd_error *error)
{
    return snapshot_writer_section(context, tag, bytes, error);
}

/* The match index as it was made, and what is made of it. */
typedef struct index_sink {
    const snapshot *core;
    snapshot_writer *writer;
} index_sink;

static itd_status add_index(void *context, const char tag[4], str bytes, itd_error *error)
{
    const index_sink *sink = context;
    itd_status status = add_section(sink->writer, tag, bytes, error);
    if (status == ITD_OK)
        status = identifier_section_build(sink->core, add_section, sink->writer, error);
    if (status == ITD_OK)
        status = joined_section_build(sink->core, add_section, sink->writer, error);
    if (status == ITD_OK)
        status = mention_section_build(sink->core, bytes, add_section, sink->writer, error);
    return status;
}

/* What lists say of the times of their entries. */
static itd_status add_seen(const compiled_lists *lists, const snapshot *core, snapshot_writer *w, arena *a,
                           itd_error *error)
{
    buf out;
    uint32_t *rows = arena_array(a, (size_t)snapshot_entity_count(core) * SEEN_COUNT + 1, sizeof *rows);
    if (!rows)
        return error_memory(error);
    for (size_t i = 0; i < lists->count; i++)
        for (size_t k = 0; k < lists->lists[i].job.result.entity_count; k++)
            seen_add(core, lists->lists[i].job.result.entities[k], rows);
    buf_init(&out, LIMIT_BUF_SIZE);
    seen_write(core, rows, &out);
    itd_status status = out.failed ? error_memory(error)
                        : out.len  ? add_section(w, SEEN_SECTION, buf_as_str(&out), error)
                                   : ITD_OK;
    buf_free(&out);
    return status;
}

/* Editions of lists that are not compiled say nothing. */
static void warn_of_others(const compile_options *o, const list_history *h, const compiled_lists *lists)
{
    for (size_t i = 0; i < h->edition_count; i++) {
        size_t k = 0;
        while (k < lists->count && !str_equal(lists->lists[k].dataset, h->editions[i].dataset))
            k++;
        if (k == lists->count)
            compile_warn(o, "%.*s: is in the history and not among the lists; nothing is kept of it",
                         STR_ARG(h->editions[i].dataset));
    }
}

static itd_status fill(const compile_options *o, const list_history *h, const compiled_lists *lists,
                       snapshot_writer *w, arena *a, itd_error *error)
{
    const snapshot *core = NULL;
    itd_status status = ITD_OK;
    for (size_t i = 0; i < lists->count && status == ITD_OK; i++)
        status = add_list(o, h, &lists->lists[i], w, error);
    warn_of_others(o, h, lists);
    if (status == ITD_OK)
        status = snapshot_writer_core(w, &core, error);
    if (status == ITD_OK)
        status = owner_rings_warn(o, core, error);
    if (status == ITD_OK)
        status = compile_guard(o, core, error);
    if (status == ITD_OK)
        status = add_seen(lists, core, w, a, error);
    index_sink sink = {core, w};
    if (status == ITD_OK)
        status = match_index_build(core, add_index, &sink, error);
    if (status == ITD_OK && o->regimes)
        status = pack_compile(&o->regimes, 1, add_section, w, error);
    return status;
}

/* Compiles into a writer and hands it to `finish`. */
static itd_status compile(const compile_options *o, const char *path, buf *out, itd_error *error)
{
    if (o->source_count == 0 && !o->regimes)
        return error_set(error, ITD_ERROR_USAGE, NULL, "nothing to compile: give lists, --regimes, or both");
    arena a;
    arena_init(&a, LIMIT_ARENA_SIZE);
    snapshot_writer *w = NULL;
    compiled_lists lists;
    list_history history = {0};
    itd_status status = compiled_lists_read(o, &lists, error);
    if (status == ITD_OK)
        status = history_read(o, &history, error);
    if (status == ITD_OK)
        status = snapshot_writer_new(&a, &w, error);
    if (status == ITD_OK)
        status = fill(o, &history, &lists, w, &a, error);
    if (status == ITD_OK)
        status = history_unchanged(&history, error);
    if (status == ITD_OK && a.failed)
        status = error_memory(error);
    if (status == ITD_OK)
        status = path ? snapshot_writer_finish(w, path, error) : snapshot_writer_bytes(w, out, error);
    snapshot_writer_free(w);
    history_free(&history);
    compiled_lists_free(&lists, o->column_map_count);
    arena_free(&a);
    return status;
}

itd_status compile_to_file(const compile_options *o, const char *path, itd_error *error)
{
    return compile(o, path, NULL, error);
}

itd_status compile_to_memory(const compile_options *o, buf *out, itd_error *error)
{
    return compile(o, NULL, out, error);
}
