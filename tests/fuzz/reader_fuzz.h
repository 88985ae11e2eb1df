/* Feeds bytes to one list reader and checks what every reader promises: an error says where, and what is read
 * is whole: ids, values that are not empty, dates and identifiers that the model can read again. */
#ifndef READER_FUZZ_H
#define READER_FUZZ_H

#include "base/limits.h"
#include "list/reader.h"
#include "model/identifier.h"
#include "model/partial_date.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline void reader_fuzz_check(const entity *e)
{
    char text[IDENTIFIER_CAP];
    if (!e->id.len || e->failed || e->schema >= SCHEMA_COUNT)
        abort();
    for (size_t i = 0; i < e->value_count; i++) {
        const entity_value *v = &e->values[i];
        if (!v->text.len || v->property >= PROPERTY_COUNT || v->name_kind >= NAME_KIND_COUNT)
            abort();
        if (property_get_type(v->property) == TYPE_IDENTIFIER)
            (void)identifier_check(v->property, v->text, text, sizeof text);
    }
    for (size_t i = 0; i < e->link_count; i++)
        if (!e->links[i].target_id.len && !e->links[i].target_name.len)
            abort();
}

static inline int reader_fuzz(const list_format *format, const uint8_t *data, size_t size,
                              const char *column_map)
{
    arena memory;
    itd_error error = {.status = ITD_OK};
    list_file file = {.path = "fuzz", .bytes = str_make((const char *)data, size)};
    arena_init(&memory, (size_t)256 << 20);
    list_job job = {.arena = &memory,
                    .files = &file,
                    .file_count = 1,
                    .dataset_name = str_of("fuzz"),
                    .column_map = str_of(column_map)};
    if (format->detect(&file) < 0)
        abort();
    itd_status status = format->read(&job, &error);
    if (status != ITD_OK && (!error.message[0] || error.status != status))
        abort();
    if (status == ITD_OK && job.result.entity_count == 0)
        abort();
    for (size_t i = 0; status == ITD_OK && i < job.result.entity_count; i++)
        reader_fuzz_check(job.result.entities[i]);
    arena_free(&memory);
    return 0;
}

#endif
