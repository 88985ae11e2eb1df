#include "compile/compile_guard.h"

#include "compile/compile_lists.h"
#include "base/error.h"
#include "base/limits.h"

#include <stdio.h>
#include <stdlib.h>

/* A field must have been there this often to be missed. */
#define FIELD_COUNT_MIN 3

/* The fields of a dataset: properties, and the parts of an entity that are no values. */
enum {
    FIELD_ADDRESS = PROPERTY_COUNT,
    FIELD_LINK,
    FIELD_LISTING,
    FIELD_LISTING_PROGRAM,
    FIELD_LISTING_DATE,
    FIELD_COUNT
};

static const char *const other_fields[] = {"address", "link to another entity", "listing", "programme",
                                           "listing date"};

static str field_name(size_t field)
{
    return field < PROPERTY_COUNT ? property_name((property_id)field)
                                  : str_of(other_fields[field - PROPERTY_COUNT]);
}

typedef size_t field_counts[FIELD_COUNT];

static void count_fields(const snapshot *s, field_counts *counts)
{
    for (uint32_t i = 0; i < snapshot_entity_count(s); i++) {
        snapshot_entity e = snapshot_entity_at(s, i);
        for (uint32_t j = 0; j < e.value_count; j++) {
            entity_value v = snapshot_value_at(s, e.first_value + j);
            counts[v.dataset][v.property]++;
        }
        for (uint32_t j = 0; j < e.address_count; j++)
            counts[snapshot_address_at(s, e.first_address + j).dataset][FIELD_ADDRESS]++;
        for (uint32_t j = 0; j < e.link_count; j++)
            counts[snapshot_link_at(s, e.first_link + j).dataset][FIELD_LINK]++;
        for (uint32_t j = 0; j < e.listing_count; j++) {
            entity_listing l = snapshot_listing_at(s, e.first_listing + j);
            counts[l.dataset][FIELD_LISTING]++;
            counts[l.dataset][FIELD_LISTING_PROGRAM] += l.program.len > 0;
            counts[l.dataset][FIELD_LISTING_DATE] += l.listing_date.len > 0;
        }
    }
}

/* A shrunken list stops the compile, or is a warning where the caller allows it. */
static itd_status complain(const compile_options *o, const char *text, itd_error *error)
{
    if (!o->allow_shrunken)
        return error_set(error, ITD_ERROR_INPUT, NULL, "%s; --allow-shrunken compiles it all the same", text);
    compile_warn(o, "%s", text);
    return ITD_OK;
}

static itd_status guard_dataset(const compile_options *o, snapshot_source before, const size_t *fields_before,
                                snapshot_source now, const size_t *fields_now, itd_error *error)
{
    char text[512];
    if (now.date.len && str_compare(now.date, before.date) < 0)
        compile_warn(o, "%.*s: the list is of %.*s, that of the previous snapshot of %.*s: an older one",
                     STR_ARG(now.dataset), STR_ARG(now.date), STR_ARG(before.date));
    if ((uint64_t)now.entity_count * 10 < (uint64_t)before.entity_count * 9) {
        snprintf(text, sizeof text,
                 "%.*s: has %u entries, the previous snapshot %u: more than a tenth is missing",
                 STR_ARG(now.dataset), now.entity_count, before.entity_count);
        itd_status status = complain(o, text, error);
        if (status != ITD_OK)
            return status;
    }
    for (size_t field = 0; field < FIELD_COUNT; field++) {
        if (fields_now[field] || fields_before[field] < FIELD_COUNT_MIN)
            continue;
        snprintf(text, sizeof text, "%.*s: the field %.*s vanished, the previous snapshot has it %zu times",
                 STR_ARG(now.dataset), STR_ARG(field_name(field)), fields_before[field]);
        itd_status status = complain(o, text, error);
        if (status != ITD_OK)
            return status;
    }
    return ITD_OK;
}

itd_status compile_guard(const compile_options *o, const snapshot *now, itd_error *error)
{
    if (!o->previous)
        return ITD_OK;
    snapshot *before;
    itd_status status = snapshot_open(o->previous, &before, error);
    if (status != ITD_OK)
        return status;
    field_counts *counts = calloc(2 * LIMIT_SOURCES, sizeof *counts);
    if (!counts) {
        status = error_memory(error);
        goto done;
    }
    count_fields(before, counts);
    count_fields(now, counts + LIMIT_SOURCES);
    for (uint16_t i = 0; i < snapshot_source_count(before) && status == ITD_OK; i++) {
        snapshot_source old = snapshot_source_at(before, i);
        uint16_t j = 0;
        while (j < snapshot_source_count(now) && !str_equal(snapshot_source_at(now, j).dataset, old.dataset))
            j++;
        if (j == snapshot_source_count(now))
            compile_warn(o, "%.*s: is in the previous snapshot and not in this one", STR_ARG(old.dataset));
        else
            status = guard_dataset(o, old, counts[i], snapshot_source_at(now, j), counts[LIMIT_SOURCES + j],
                                   error);
    }
    if (status == ITD_OK)
        status = snapshot_unchanged(before, error);
done:
    free(counts);
    snapshot_close(before);
    return status;
}
