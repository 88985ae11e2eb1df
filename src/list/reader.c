#include "list/reader.h"

#include "base/limits.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

bool list_add_entity(list_job *job, entity *e)
{
    list_result *r = &job->result;
    if (r->entity_count == r->entity_cap) {
        entity **larger =
            arena_grow(job->arena, r->entities, r->entity_count, &r->entity_cap, sizeof *r->entities);
        if (!larger)
            return false;
        r->entities = larger;
    }
    r->entities[r->entity_count++] = e;
    return true;
}

/* Adds one to the count of `what`, which is put at the end when it is new. The lists are short. */
static bool count_one(arena *a, list_count **list, size_t *count, size_t *cap, str what)
{
    for (size_t i = 0; i < *count; i++)
        if (str_equal((*list)[i].what, what)) {
            (*list)[i].count++;
            return true;
        }
    if (*count == *cap) {
        list_count *larger = arena_grow(a, *list, *count, cap, sizeof **list);
        if (!larger)
            return false;
        *list = larger;
    }
    str copy = arena_str(a, what);
    if (!copy.data)
        return false;
    (*list)[(*count)++] = (list_count){copy, 1};
    return true;
}

bool list_skip(list_job *job, str reason)
{
    list_result *r = &job->result;
    return count_one(job->arena, &r->skipped, &r->skipped_count, &r->skipped_cap, reason);
}

bool list_unknown(list_job *job, str field)
{
    list_result *r = &job->result;
    if (r->unknown_count >= LIST_UNKNOWN_MAX)
        field = str_of("(more)");
    return count_one(job->arena, &r->unknown_fields, &r->unknown_count, &r->unknown_cap, field);
}

bool list_warn(list_job *job, const char *format, ...)
{
    list_result *r = &job->result;
    char text[ITD_ERROR_MESSAGE_CAP];
    va_list args;
    va_start(args, format);
    int len = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (len < 0)
        return false;
    if (r->warning_count >= LIST_WARNING_MAX)
        return true;
    if (r->warning_count == r->warning_cap) {
        str *larger =
            arena_grow(job->arena, r->warnings, r->warning_count, &r->warning_cap, sizeof *r->warnings);
        if (!larger)
            return false;
        r->warnings = larger;
    }
    str copy = arena_str(job->arena, str_of(text));
    if (!copy.data)
        return false;
    r->warnings[r->warning_count++] = copy;
    return true;
}
