/* The writer: sources and entities in, sections out. */
#include "snapshot/writer.h"

#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "snapshot/tables.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct added_section {
    char tag[4];
    str bytes; /* owned */
} added_section;

struct snapshot_writer {
    arena *arena;
    snapshot_writer_source_info sources[LIMIT_SOURCES];
    uint16_t source_count;
    entity **entities;
    size_t entity_count, entity_cap;
    snapshot_tables tables;
    char name[32]; /* of the core, for messages */
    snapshot core;
    bool done; /* core laid out */
    added_section added[SNAPSHOT_SECTIONS_MAX];
    size_t added_count;
    buf head;
};

itd_status snapshot_writer_new(arena *a, snapshot_writer **out, itd_error *error)
{
    *out = NULL;
    snapshot_writer *w = calloc(1, sizeof *w);
    if (!w)
        return error_memory(error);
    w->arena = a;
    snprintf(w->name, sizeof w->name, "the snapshot in the making");
    buf_init(&w->head, LIMIT_BUF_SIZE);
    tables_init(&w->tables);
    w->core.name = w->name;
    *out = w;
    return ITD_OK;
}

void snapshot_writer_free(snapshot_writer *w)
{
    if (!w)
        return;
    tables_free(&w->tables);
    for (size_t i = 0; i < w->added_count; i++)
        free((void *)(uintptr_t)w->added[i].bytes.data);
    free(w->entities);
    buf_free(&w->head);
    free(w);
}

itd_status snapshot_writer_source(snapshot_writer *w, const snapshot_writer_source_info *info,
                                  uint16_t *dataset, itd_error *error)
{
    if (w->source_count == LIMIT_SOURCES)
        return error_set(error, ITD_ERROR_LIMIT, NULL, "more than %d datasets in one snapshot",
                         LIMIT_SOURCES);
    for (uint16_t i = 0; i < w->source_count; i++)
        if (str_equal(w->sources[i].dataset, info->dataset))
            return error_set(error, ITD_ERROR_INPUT, NULL, "the dataset %.*s is given twice",
                             STR_ARG(info->dataset));
    w->sources[w->source_count] = (snapshot_writer_source_info){
        .dataset = arena_str(w->arena, info->dataset),
        .title = arena_str(w->arena, info->title),
        .publisher = arena_str(w->arena, info->publisher),
        .date = arena_str(w->arena, info->date),
        .json = arena_str(w->arena, info->json),
    };
    const snapshot_writer_source_info *copy = &w->sources[w->source_count];
    if (!copy->dataset.data || !copy->title.data || !copy->publisher.data || !copy->date.data ||
        !copy->json.data)
        return error_memory(error);
    *dataset = w->source_count++;
    return ITD_OK;
}

/* True if every dataset that the entity names was given. */
static bool datasets_exist(const entity *e, uint16_t count)
{
    bool good = e->dataset < count;
    for (size_t i = 0; i < e->value_count; i++)
        good &= e->values[i].dataset < count;
    for (size_t i = 0; i < e->address_count; i++)
        good &= e->addresses[i].dataset < count;
    for (size_t i = 0; i < e->link_count; i++)
        good &= e->links[i].dataset < count;
    for (size_t i = 0; i < e->listing_count; i++)
        good &= e->listings[i].dataset < count;
    return good;
}

itd_status snapshot_writer_entity(snapshot_writer *w, entity *e, itd_error *error)
{
    if (e->failed)
        return error_set(error, ITD_ERROR_LIMIT, NULL,
                         "entity %.*s: no memory, or more values than the ceiling of %zu", STR_ARG(e->id),
                         LIMIT_ENTITY_VALUES);
    if (!datasets_exist(e, w->source_count))
        return error_set(error, ITD_ERROR_USAGE, NULL, "entity %.*s: its dataset was not added",
                         STR_ARG(e->id));
    if (str_empty(e->id))
        return error_set(error, ITD_ERROR_INPUT, NULL, "an entity has no id");
    if (w->entity_count == LIMIT_ENTITIES)
        return error_set(error, ITD_ERROR_LIMIT, NULL, "more than %zu entities in one snapshot",
                         LIMIT_ENTITIES);
    if (w->entity_count == w->entity_cap) {
        size_t cap = w->entity_cap ? 2 * w->entity_cap : 1024;
        entity **larger = realloc(w->entities, cap * sizeof(entity *));
        if (!larger)
            return error_memory(error);
        w->entities = larger;
        w->entity_cap = cap;
    }
    w->entities[w->entity_count++] = e;
    return ITD_OK;
}

/* Sorts the sources by name; numbers[old] = new. */
static void sort_sources(snapshot_writer *w, uint16_t numbers[LIMIT_SOURCES])
{
    snapshot_writer_source_info sorted[LIMIT_SOURCES];
    for (uint16_t i = 0; i < w->source_count; i++) {
        uint16_t place = 0;
        for (uint16_t j = 0; j < w->source_count; j++)
            place = (uint16_t)(place + (str_compare(w->sources[j].dataset, w->sources[i].dataset) < 0));
        numbers[i] = place;
        sorted[place] = w->sources[i];
    }
    memcpy(w->sources, sorted, w->source_count * sizeof sorted[0]);
}

itd_status snapshot_writer_core(snapshot_writer *w, const snapshot **core, itd_error *error)
{
    uint16_t numbers[LIMIT_SOURCES];
    if (w->done)
        return error_set(error, ITD_ERROR_USAGE, NULL, "the core of the snapshot is laid out already");
    sort_sources(w, numbers);
    for (size_t i = 0; i < w->entity_count; i++)
        entity_renumber(w->entities[i], numbers);
    size_t count = entities_merge(w->arena, w->entities, w->entity_count);
    if (count == SIZE_MAX)
        return error_memory(error);
    w->entity_count = count;
    if (!tables_fill(&w->tables, w->sources, w->source_count, w->entities, count))
        return tables_are_full(&w->tables)
                   ? error_set(error, ITD_ERROR_LIMIT, NULL, "more text than a snapshot can hold")
                   : error_memory(error);
    for (core_section i = 0; i < CORE_COUNT; i++)
        w->core.core[i] = tables_section(&w->tables, i);
    if (snapshot_count_rows(&w->core) != CORE_COUNT)
        return error_set(error, ITD_ERROR_LIMIT, NULL, "more rows than a snapshot can hold");
    static const unsigned char zero[SHA256_SIZE];
    hash_as_text(zero, w->core.hash);
    w->done = true;
    *core = &w->core;
    return snapshot_check(&w->core, error);
}

itd_status snapshot_writer_section(snapshot_writer *w, const char tag[4], str bytes, itd_error *error)
{
    if (w->added_count + CORE_COUNT == SNAPSHOT_SECTIONS_MAX)
        return error_set(error, ITD_ERROR_LIMIT, NULL, "more than %d sections in one snapshot",
                         SNAPSHOT_SECTIONS_MAX);
    bool taken = core_section_find(tag) != CORE_COUNT;
    size_t at = 0;
    for (size_t i = 0; i < w->added_count; i++) {
        int order = memcmp(w->added[i].tag, tag, 4);
        taken |= order == 0;
        at += order < 0;
    }
    if (taken)
        return error_set(error, ITD_ERROR_USAGE, NULL, "the section %.4s is there already", tag);
    char *copy = malloc(bytes.len ? bytes.len : 1);
    if (!copy)
        return error_memory(error);
    if (bytes.len)
        memcpy(copy, bytes.data, bytes.len);
    memmove(w->added + at + 1, w->added + at, (w->added_count - at) * sizeof w->added[0]);
    memcpy(w->added[at].tag, tag, 4);
    w->added[at].bytes = str_make(copy, bytes.len);
    w->added_count++;
    return ITD_OK;
}

static const char zeros[SNAPSHOT_ALIGN];

typedef struct file_parts {
    str parts[1 + 2 * SNAPSHOT_SECTIONS_MAX];
    size_t count;
    uint64_t size;
} file_parts;

static void add_part(file_parts *p, str part)
{
    p->parts[p->count++] = part;
    p->size += part.len;
}

/* Adds one section behind zeros and its row in the section table. */
static void place_section(snapshot_writer *w, file_parts *p, const char tag[4], str bytes)
{
    unsigned char hash[SHA256_SIZE];
    size_t over = p->size % SNAPSHOT_ALIGN;
    add_part(p, str_make(zeros, over ? SNAPSHOT_ALIGN - over : 0));
    buf_append(&w->head, tag, 4);
    buf_u32(&w->head, 0);
    buf_u64(&w->head, p->size);
    buf_u64(&w->head, bytes.len);
    section_hash(bytes, hash);
    buf_append(&w->head, hash, sizeof hash);
    add_part(p, bytes);
}

/* The whole file as parts; they point into the writer. */
static itd_status make_parts(snapshot_writer *w, file_parts *p, itd_error *error)
{
    if (!w->done)
        return error_set(error, ITD_ERROR_USAGE, NULL, "the core of the snapshot was not laid out");
    size_t sections = CORE_COUNT + w->added_count;
    *p = (file_parts){.count = 1, .size = HEADER_SIZE + sections * ENTRY_ROW};
    buf *head = &w->head;
    buf_reset(head);
    buf_append(head, SNAPSHOT_MAGIC, sizeof SNAPSHOT_MAGIC - 1);
    buf_u32(head, SNAPSHOT_FORMAT);
    buf_u32(head, (uint32_t)sections);
    for (size_t i = head->len; i < HEADER_SIZE; i++)
        buf_putc(head, 0);
    size_t added = 0;
    for (core_section i = 0; i < CORE_COUNT; i++) {
        for (; added < w->added_count && memcmp(w->added[added].tag, core_sections[i].tag, 4) < 0; added++)
            place_section(w, p, w->added[added].tag, w->added[added].bytes);
        place_section(w, p, core_sections[i].tag, w->core.core[i]);
    }
    for (; added < w->added_count; added++)
        place_section(w, p, w->added[added].tag, w->added[added].bytes);
    if (head->failed)
        return error_memory(error);
    for (unsigned i = 0; i < 8; i++)
        head->data[HEADER_FILE_SIZE + i] = (char)(p->size >> (8 * i));
    p->parts[0] = buf_as_str(head);
    unsigned char hash[SHA256_SIZE];
    head_hash(head->data, head->len, hash);
    memcpy(head->data + HEADER_HASH, hash, sizeof hash);
    hash_as_text(hash, w->core.hash);
    w->core.size = p->size;
    return ITD_OK;
}

itd_status snapshot_writer_bytes(snapshot_writer *w, buf *out, itd_error *error)
{
    file_parts p;
    itd_status status = make_parts(w, &p, error);
    if (status != ITD_OK)
        return status;
    for (size_t i = 0; i < p.count; i++)
        buf_str(out, p.parts[i]);
    return out->failed ? error_memory(error) : ITD_OK;
}

itd_status snapshot_writer_finish(snapshot_writer *w, const char *path, itd_error *error)
{
    file_parts p;
    itd_status status = make_parts(w, &p, error);
    return status == ITD_OK ? file_write(path, p.parts, p.count, error) : status;
}
