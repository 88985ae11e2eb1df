#include "compile/compile_lists.h"

#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "list/names.h"
#include "list/source.h"
#include "list/values.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* ---- work in parallel ---- */

typedef struct parallel_work {
    void (*work)(void *context, size_t index);
    void *context;
    size_t count;
    atomic_size_t next;
} parallel_work;

static void *parallel_thread(void *argument)
{
    parallel_work *p = argument;
    for (size_t i; (i = atomic_fetch_add(&p->next, 1)) < p->count;)
        p->work(p->context, i);
    return NULL;
}

/* Calls work for each index, on several threads where there are any; the caller works too, so that a machine
 * that gives no thread is only slower. */
static void parallel_run(size_t count, size_t threads, void (*work)(void *, size_t), void *context)
{
    parallel_work p = {.work = work, .context = context, .count = count};
    pthread_t started[LIMIT_THREADS];
    size_t started_count = 0;
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    if (threads == 0)
        threads = processors > 0 ? (size_t)processors : 1;
    threads = threads < count ? threads : count;
    while (started_count + 1 < threads && started_count < LIMIT_THREADS &&
           pthread_create(&started[started_count], NULL, parallel_thread, &p) == 0)
        started_count++;
    parallel_thread(&p);
    for (size_t i = 0; i < started_count; i++)
        pthread_join(started[i], NULL);
}

/* ---- files ---- */

void compile_warn(const compile_options *o, const char *format, ...)
{
    if (!o->warning)
        return;
    char text[ITD_ERROR_MESSAGE_CAP];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    o->warning(o->context, text);
}

str path_base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return str_of(slash ? slash + 1 : path);
}

typedef struct open_work {
    const compile_options *o;
    compiled_lists *lists;
} open_work;

static void open_file(void *context, size_t i)
{
    open_work *w = context;
    w->lists->statuses[i] = list_file_open(w->o->sources[i].path, &w->lists->files[i], &w->lists->errors[i]);
}

/* A source that cannot be read is bad input; a target that cannot be written is not. */
static itd_status as_input(itd_status status, itd_error *error)
{
    if (status != ITD_ERROR_IO)
        return status;
    if (error)
        error->status = ITD_ERROR_INPUT;
    return ITD_ERROR_INPUT;
}

static itd_status open_files(const compile_options *o, compiled_lists *l, itd_error *error)
{
    l->files = calloc(o->source_count, sizeof *l->files);
    l->statuses = calloc(o->source_count, sizeof *l->statuses);
    l->errors = calloc(o->source_count, sizeof *l->errors);
    l->lists = calloc(o->source_count, sizeof *l->lists);
    l->maps = calloc(o->column_map_count + 1, sizeof *l->maps);
    if (!l->files || !l->statuses || !l->errors || !l->lists || !l->maps)
        return error_memory(error);
    open_work work = {o, l};
    l->file_count = o->source_count;
    parallel_run(o->source_count, o->threads, open_file, &work);
    for (size_t i = 0; i < o->source_count; i++) {
        if (l->statuses[i] == ITD_OK)
            continue;
        if (error)
            *error = l->errors[i];
        return as_input(l->statuses[i], error);
    }
    for (size_t i = 0; i < o->column_map_count; i++) {
        buf_init(&l->maps[i], LIMIT_ELEMENT_LEN);
        itd_status status = file_read(o->column_maps[i].value, LIMIT_ELEMENT_LEN, &l->maps[i], error);
        if (status != ITD_OK)
            return as_input(status, error);
    }
    return ITD_OK;
}

/* ---- sources ---- */

static compiled_list *find_list(compiled_lists *l, str dataset)
{
    for (size_t i = 0; i < l->count; i++)
        if (str_equal(l->lists[i].dataset, dataset))
            return &l->lists[i];
    return NULL;
}

/* The dataset of a file whose content does not tell it and for which none was given: the base name up to its
 * first dot, in the letters that dataset names have. */
static const char *dataset_after_file(const compile_options *o, compiled_lists *l, const list_file *file)
{
    str base = path_base_name(file->path), stem;
    if (!str_split(&base, '.', &stem) || str_empty(stem))
        stem = str_of("list");
    char *name = arena_copy(&l->names, stem);
    for (char *c = name; c && *c; c++) {
        if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c - 'A' + 'a');
        else if (!(*c >= 'a' && *c <= 'z') && !(*c >= '0' && *c <= '9'))
            *c = '_';
    }
    if (name)
        compile_warn(o,
                     "%s: the content does not tell the dataset; it is called %s after the file; "
                     "DATASET=FILE gives it another name",
                     file->path, name);
    return name;
}

/* Puts a file into the source of its dataset. */
static itd_status add_file(const compile_options *o, compiled_lists *l, size_t i, itd_error *error)
{
    const list_format *format;
    list_file *file = &l->files[i];
    itd_status status = list_detect(file, &format, error);
    if (status != ITD_OK)
        return status;
    const char *name = o->sources[i].dataset;
    if (!name && format->dataset)
        name = format->dataset(file);
    if (!name)
        name = format->default_dataset;
    if (!name)
        name = dataset_after_file(o, l, file);
    if (!name)
        return error_memory(error);
    compiled_list *list = find_list(l, str_of(name));
    if (list && (list->format != format || !format->multi_file))
        return error_set(
            error, ITD_ERROR_INPUT, file->path,
            "the dataset %s has a file already (%s); give one of them another name as DATASET=FILE", name,
            list->files[0].path);
    if (!list) {
        list = &l->lists[l->count++];
        list->dataset = str_of(name);
        list->format = format;
        list->files = calloc(l->file_count, sizeof *list->files);
        if (!list->files)
            return error_memory(error);
    }
    list->files[list->file_count++] = *file;
    return ITD_OK;
}

static int compare_files(const void *left, const void *right)
{
    const list_file *a = left, *b = right;
    int order = str_compare(path_base_name(a->path), path_base_name(b->path));
    return order ? order : memcmp(a->sha256, b->sha256, sizeof a->sha256);
}

static int compare_lists(const void *left, const void *right)
{
    return str_compare(((const compiled_list *)left)->dataset, ((const compiled_list *)right)->dataset);
}

static str column_map_of(const compile_options *o, const compiled_lists *l, str dataset)
{
    for (size_t i = 0; i < o->column_map_count; i++)
        if (!o->column_maps[i].dataset || str_is(dataset, o->column_maps[i].dataset))
            return buf_as_str(&l->maps[i]);
    return STR_NONE;
}

static itd_status check_settings(const compile_options *o, compiled_lists *l, itd_error *error)
{
    const compile_setting *settings[] = {o->list_dates, o->column_maps};
    size_t counts[] = {o->list_date_count, o->column_map_count};
    for (size_t kind = 0; kind < 2; kind++)
        for (size_t i = 0; i < counts[kind]; i++)
            if (settings[kind][i].dataset && !find_list(l, str_of(settings[kind][i].dataset)))
                return error_set(error, ITD_ERROR_USAGE, NULL, "no source is of the dataset %s",
                                 settings[kind][i].dataset);
    return ITD_OK;
}

static void read_list(void *context, size_t i)
{
    compiled_list *list = &((compiled_lists *)context)->lists[i];
    list->status = list->format->read(&list->job, &list->error);
    if (list->status == ITD_OK)
        list->status = names_mend(&list->job, &list->error);
    if (list->status == ITD_OK)
        list->status = values_check(&list->job, &list->error);
    if (list->status == ITD_OK && list->arena.failed)
        list->status = error_memory(&list->error);
    if (list->status == ITD_OK && list->job.result.entity_count == 0)
        list->status = error_set(&list->error, ITD_ERROR_INPUT, list->files[0].path,
                                 "the list has no entries (read as %s)", list->format->name);
}

static itd_status group_files(const compile_options *o, compiled_lists *l, itd_error *error)
{
    for (size_t i = 0; i < l->file_count; i++) {
        itd_status status = add_file(o, l, i, error);
        if (status != ITD_OK)
            return status;
    }
    qsort(l->lists, l->count, sizeof *l->lists, compare_lists);
    return l->count > LIMIT_SOURCES
               ? error_set(error, ITD_ERROR_LIMIT, NULL, "more than %d datasets", LIMIT_SOURCES)
               : check_settings(o, l, error);
}

itd_status compiled_lists_read(const compile_options *o, compiled_lists *out, itd_error *error)
{
    *out = (compiled_lists){0};
    arena_init(&out->names, LIMIT_BUF_SIZE);
    if (o->source_count == 0)
        return ITD_OK;
    itd_status status = open_files(o, out, error);
    if (status == ITD_OK)
        status = group_files(o, out, error);
    if (status != ITD_OK)
        return status;
    for (size_t i = 0; i < out->count; i++) {
        compiled_list *list = &out->lists[i];
        qsort(list->files, list->file_count, sizeof *list->files, compare_files);
        arena_init(&list->arena, LIMIT_ARENA_SIZE);
        list->job = (list_job){
            .arena = &list->arena,
            .files = list->files,
            .file_count = list->file_count,
            .dataset = (uint16_t)i,
            .dataset_name = list->dataset,
            .column_map = column_map_of(o, out, list->dataset),
        };
    }
    parallel_run(out->count, o->threads, read_list, out);
    for (size_t i = 0; i < out->count; i++) {
        if (out->lists[i].status == ITD_OK)
            continue;
        if (error)
            *error = out->lists[i].error;
        return out->lists[i].status;
    }
    return ITD_OK;
}

void compiled_lists_free(compiled_lists *lists, size_t map_count)
{
    for (size_t i = 0; i < lists->count; i++) {
        arena_free(&lists->lists[i].arena);
        free(lists->lists[i].files);
    }
    for (size_t i = 0; i < lists->file_count; i++)
        if (lists->statuses[i] == ITD_OK)
            list_file_close(&lists->files[i]);
    for (size_t i = 0; lists->maps && i < map_count; i++)
        buf_free(&lists->maps[i]);
    arena_free(&lists->names);
    free(lists->files);
    free(lists->statuses);
    free(lists->errors);
    free(lists->lists);
    free(lists->maps);
    *lists = (compiled_lists){0};
}
