/* Shared by the tests of the US readers: read files or typed-in text, count what came out. */
#ifndef TESTS_OFAC_TEST_H
#define TESTS_OFAC_TEST_H

#include "base/file.h"
#include "base/limits.h"
#include "list/reader.h"
#include "list/source.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "test_skip.h"

#define LIST_TEST_FILES 8

typedef struct list_test {
    arena memory;
    list_file files[LIST_TEST_FILES];
    char paths[LIST_TEST_FILES][1024];
    size_t file_count;
    const list_format *format;
    list_job job;
    itd_error error;
} list_test;

/* The folder of shared test data; the test is skipped, and says so, where it is missing. */
static inline const char *shared_lists(void)
{
    static char path[512];
    const char *base = getenv("INTERDICT_SHARED");
    snprintf(path, sizeof path, "%s/data/lists", base ? base : ITD_SOURCE_DIR "/../shared");
    if (access(path, R_OK) == 0)
        return path;
    test_skip("no shared data (%s)", path);
    return NULL;
}

static inline void list_test_free(list_test *t)
{
    for (size_t i = 0; i < t->file_count; i++)
        list_file_close(&t->files[i]);
    arena_free(&t->memory);
    *t = (list_test){0};
}

/* Runs the reader of the first file's format over all files. */
static inline itd_status list_test_run(list_test *t)
{
    arena_init(&t->memory, LIMIT_ARENA_SIZE);
    itd_status status = list_detect(&t->files[0], &t->format, &t->error);
    if (status != ITD_OK)
        return status;
    const char *dataset = t->format->dataset ? t->format->dataset(&t->files[0]) : t->format->default_dataset;
    t->job = (list_job){.arena = &t->memory,
                        .files = t->files,
                        .file_count = t->file_count,
                        .dataset_name = str_of(dataset ? dataset : "own")};
    return t->format->read(&t->job, &t->error);
}

/* Files below the shared folder, up to NULL. */
static inline itd_status list_test_open(list_test *t, const char *const *names)
{
    *t = (list_test){0};
    for (size_t i = 0; names[i]; i++) {
        snprintf(t->paths[i], sizeof t->paths[i], "%s/%s", shared_lists(), names[i]);
        itd_status status = list_file_open(t->paths[i], &t->files[i], &t->error);
        if (status != ITD_OK)
            return status;
        t->file_count++;
    }
    return list_test_run(t);
}

/* One typed-in file. */
static inline itd_status list_test_text(list_test *t, const char *path, str text)
{
    *t = (list_test){0};
    itd_status status = list_file_from_bytes(path, text, &t->files[0], &t->error);
    if (status != ITD_OK)
        return status;
    t->file_count = 1;
    return list_test_run(t);
}

static inline size_t count_schema(const list_test *t, const char *schema)
{
    size_t count = 0;
    for (size_t i = 0; i < t->job.result.entity_count; i++)
        count += str_is(schema_name(t->job.result.entities[i]->schema), schema);
    return count;
}

static inline size_t count_names(const list_test *t, name_kind kind)
{
    size_t count = 0;
    for (size_t i = 0; i < t->job.result.entity_count; i++) {
        const entity *e = t->job.result.entities[i];
        for (size_t k = 0; k < e->value_count; k++)
            if (!e->values[k].derived)
                count += kind == NAME_NOT_A_NAME ? e->values[k].name_kind != NAME_NOT_A_NAME
                                                 : e->values[k].name_kind == kind;
    }
    return count;
}

static inline size_t count_values(const list_test *t, property_id p)
{
    size_t count = 0;
    for (size_t i = 0; i < t->job.result.entity_count; i++) {
        const entity *e = t->job.result.entities[i];
        for (size_t k = 0; k < e->value_count; k++)
            count += e->values[k].property == p;
    }
    return count;
}

static inline size_t count_entities_with(const list_test *t, property_id p)
{
    size_t count = 0;
    for (size_t i = 0; i < t->job.result.entity_count; i++) {
        const entity *e = t->job.result.entities[i];
        size_t k = 0;
        while (k < e->value_count && e->values[k].property != p)
            k++;
        count += k < e->value_count;
    }
    return count;
}

static inline size_t count_addresses(const list_test *t)
{
    size_t count = 0;
    for (size_t i = 0; i < t->job.result.entity_count; i++)
        count += t->job.result.entities[i]->address_count;
    return count;
}

static inline size_t count_links(const list_test *t)
{
    size_t count = 0;
    for (size_t i = 0; i < t->job.result.entity_count; i++)
        count += t->job.result.entities[i]->link_count;
    return count;
}

static inline const entity *find_entity(const list_test *t, const char *id)
{
    for (size_t i = 0; i < t->job.result.entity_count; i++)
        if (str_is(t->job.result.entities[i]->id, id))
            return t->job.result.entities[i];
    return NULL;
}

static inline const entity_value *find_value(const entity *e, property_id p, const char *text)
{
    for (size_t i = 0; e && i < e->value_count; i++)
        if (e->values[i].property == p && str_is(e->values[i].text, text))
            return &e->values[i];
    return NULL;
}

static inline bool has_program(const entity *e, const char *program)
{
    for (size_t i = 0; e && i < e->listing_count; i++)
        if (str_is(e->listings[i].program, program))
            return true;
    return false;
}

static inline bool has_link_to(const entity *e, const char *name)
{
    for (size_t i = 0; e && i < e->link_count; i++)
        if (str_is(e->links[i].target_name, name))
            return true;
    return false;
}

#endif
