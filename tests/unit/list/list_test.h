/* What the tests of the readers share: read a snippet or a file of the shared data, count, look values up. */
#ifndef LIST_TEST_H
#define LIST_TEST_H

#include "list/reader.h"
#include "list/source.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "test_skip.h"

typedef struct list_test {
    arena memory;
    list_file file;
    const list_format *format;
    list_job job;
    itd_error error;
    itd_status status;
    bool open;
} list_test;

static inline void list_test_read(list_test *t, const char *format, const char *column_map)
{
    t->status = list_detect(&t->file, &t->format, &t->error);
    if (t->status != ITD_OK)
        return;
    if (format)
        assert_string_equal(t->format->name, format);
    t->job = (list_job){.arena = &t->memory,
                        .files = &t->file,
                        .file_count = 1,
                        .dataset_name = str_of("test"),
                        .column_map = str_of(column_map)};
    t->status = t->format->read(&t->job, &t->error);
}

/* A snippet, read as the format that its content says, which must be `format` (nullable). */
static inline void list_test_bytes(list_test *t, str text, const char *format, const char *column_map)
{
    *t = (list_test){.open = true};
    arena_init(&t->memory, (size_t)1 << 30);
    t->status = list_file_from_bytes("test.list", text, &t->file, &t->error);
    if (t->status == ITD_OK)
        list_test_read(t, format, column_map);
    else
        t->open = false;
}

static inline void list_test_text(list_test *t, const char *text, const char *format)
{
    list_test_bytes(t, str_of(text), format, NULL);
}

static inline const char *list_test_shared(void)
{
    const char *shared = getenv("INTERDICT_SHARED");
    return shared ? shared : ITD_SOURCE_DIR "/../shared";
}

/* A file below the shared data; the test is skipped, and says so, where it is not there. */
static inline bool list_test_file(list_test *t, const char *name, const char *format)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/data/lists/%s", list_test_shared(), name);
    *t = (list_test){0};
    FILE *there = fopen(path, "rb");
    if (!there)
        test_skip("no shared data (%s)", path);
    fclose(there);
    arena_init(&t->memory, (size_t)2 << 30);
    t->status = list_file_open(path, &t->file, &t->error);
    assert_int_equal(t->status, ITD_OK);
    t->open = true;
    list_test_read(t, format, NULL);
    if (t->status != ITD_OK)
        fail_msg("%s", t->error.message);
    return true;
}

static inline void list_test_close(list_test *t)
{
    if (t->open)
        list_file_close(&t->file);
    arena_free(&t->memory);
    t->open = false;
}

typedef struct list_totals {
    size_t entities, persons, organizations, vessels, names, born, addresses;
    size_t kinds[NAME_KIND_COUNT];
} list_totals;

static inline list_totals list_test_totals(const list_test *t)
{
    list_totals c = {0};
    for (size_t i = 0; i < t->job.result.entity_count; i++) {
        const entity *e = t->job.result.entities[i];
        bool born = false;
        c.addresses += e->address_count;
        if (!e->listed)
            continue;
        c.entities++;
        c.persons += e->schema == SCHEMA_PERSON;
        c.vessels += e->schema == SCHEMA_VESSEL;
        c.organizations += schema_is_a(e->schema, SCHEMA_ORGANIZATION) || e->schema == SCHEMA_LEGAL_ENTITY;
        for (size_t v = 0; v < e->value_count; v++) {
            born = born || e->values[v].property == PROPERTY_BIRTH_DATE;
            if (e->values[v].name_kind == NAME_NOT_A_NAME || e->values[v].derived)
                continue;
            c.names++;
            c.kinds[e->values[v].name_kind]++;
        }
        c.born += born;
    }
    return c;
}

/* Different (entity, text) pairs of any of the properties; PROPERTY_COUNT ends the list. */
static inline size_t list_test_identifiers(const list_test *t, const property_id *properties)
{
    size_t count = 0;
    for (size_t i = 0; i < t->job.result.entity_count; i++) {
        const entity *e = t->job.result.entities[i];
        for (size_t v = 0; v < e->value_count; v++) {
            bool wanted = false, seen = false;
            for (const property_id *p = properties; *p != PROPERTY_COUNT; p++)
                wanted = wanted || e->values[v].property == *p;
            for (size_t w = 0; wanted && w < v; w++)
                for (const property_id *p = properties; *p != PROPERTY_COUNT; p++)
                    seen = seen ||
                           (e->values[w].property == *p && str_equal(e->values[w].text, e->values[v].text));
            count += wanted && !seen;
        }
    }
    return count;
}

static inline const entity *list_test_find(const list_test *t, const char *id)
{
    for (size_t i = 0; i < t->job.result.entity_count; i++)
        if (str_is(t->job.result.entities[i]->id, id))
            return t->job.result.entities[i];
    fail_msg("no entity %s", id);
    return NULL;
}

static inline const entity_value *list_test_value(const entity *e, property_id p, const char *text)
{
    for (size_t i = 0; i < e->value_count; i++)
        if (e->values[i].property == p && str_is(e->values[i].text, text))
            return &e->values[i];
    return NULL;
}

static inline void assert_has(const entity *e, property_id p, const char *text)
{
    if (list_test_value(e, p, text))
        return;
    for (size_t i = 0; i < e->value_count; i++)
        printf("  %.*s: %.*s\n", STR_ARG(property_name(e->values[i].property)), STR_ARG(e->values[i].text));
    fail_msg("%.*s has no %.*s '%s'", STR_ARG(e->id), STR_ARG(property_name(p)), text);
}

static inline void assert_name(const entity *e, name_kind kind, const char *text)
{
    for (size_t i = 0; i < e->value_count; i++)
        if (e->values[i].name_kind == kind && str_is(e->values[i].text, text))
            return;
    for (size_t i = 0; i < e->value_count; i++)
        if (e->values[i].name_kind)
            printf("  %d: %.*s\n", e->values[i].name_kind, STR_ARG(e->values[i].text));
    fail_msg("%.*s has no name '%s' of kind %d", STR_ARG(e->id), text, (int)kind);
}

static inline void assert_text(str found, const char *expected)
{
    if (!str_is(found, expected))
        fail_msg("found '%.*s', expected '%s'", STR_ARG(found), expected);
}

static inline bool list_test_unknown(const list_test *t, const char *field)
{
    for (size_t i = 0; i < t->job.result.unknown_count; i++)
        if (str_is(t->job.result.unknown_fields[i].what, field))
            return true;
    return false;
}

static inline void assert_nothing_unknown(const list_test *t)
{
    for (size_t i = 0; i < t->job.result.unknown_count; i++)
        fail_msg("unknown field %.*s", STR_ARG(t->job.result.unknown_fields[i].what));
}

/* A typed-in file of the corpus, tests/fuzz/corpus/<name>. */
static inline void list_test_corpus(list_test *t, const char *name, const char *format)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/tests/fuzz/corpus/%s", ITD_SOURCE_DIR, name);
    *t = (list_test){0};
    arena_init(&t->memory, (size_t)1 << 30);
    t->status = list_file_open(path, &t->file, &t->error);
    assert_int_equal(t->status, ITD_OK);
    t->open = true;
    list_test_read(t, format, NULL);
    if (t->status != ITD_OK)
        fail_msg("%s", t->error.message);
}

static inline void assert_warned(const list_test *t, const char *words)
{
    for (size_t i = 0; i < t->job.result.warning_count; i++)
        if (str_find(t->job.result.warnings[i], str_of(words)) != SIZE_MAX)
            return;
    fail_msg("no warning says '%s'", words);
}

/* The file must be refused, at a line, and the message must contain `words`. */
static inline void assert_refused(const char *text, const char *words)
{
    list_test t;
    list_test_text(&t, text, NULL);
    if (t.status == ITD_OK)
        fail_msg("accepted: %s", text);
    if (str_find(str_of(t.error.message), str_of(words)) == SIZE_MAX)
        fail_msg("the message is '%s', expected '%s' in it", t.error.message, words);
    assert_int_equal(str_find(str_of(t.error.message), str_of("test.list")), 0);
    list_test_close(&t);
}

/* Every way to cut the text short must be noticed. */
static inline void assert_cuts_noticed(const char *text)
{
    size_t len = strlen(text);
    while (len && (text[len - 1] == '\n' || text[len - 1] == ' '))
        len--;
    for (size_t cut = 0; cut < len; cut++) {
        list_test t;
        list_test_bytes(&t, str_make(text, cut), NULL, NULL);
        if (t.status == ITD_OK)
            fail_msg("cut at byte %zu of %zu was not noticed", cut, len);
        list_test_close(&t);
    }
}

#endif
