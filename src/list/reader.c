#include "list/reader.h"

#include "base/error.h"
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

/* The first bytes for a message: one line, printable ASCII only. */
static void show_start(str bytes, char *out, size_t cap)
{
    size_t len = 0;
    for (size_t i = 0; i < bytes.len && len + 1 < cap; i++) {
        unsigned char c = (unsigned char)bytes.data[i];
        out[len++] = c >= 0x20 && c < 0x7F ? (char)c : c < 0x80 ? ' ' : '?';
    }
    out[len] = 0;
}

itd_status list_detect(const list_file *file, const list_format **format, itd_error *error)
{
    int best = 0;
    *format = NULL;
    for (size_t i = 0; list_format_at(i); i++) {
        int sure = list_format_at(i)->detect ? list_format_at(i)->detect(file) : 0;
        if (sure > best) {
            best = sure;
            *format = list_format_at(i);
        }
    }
    if (*format)
        return ITD_OK;
    if (!file->bytes.len)
        return error_set(error, ITD_ERROR_INPUT, file->path, "the file is empty; expected a sanctions list");
    str head = str_make(file->bytes.data, file->bytes.len < 4096 ? file->bytes.len : 4096);
    if (str_find_nocase(head, str_of("<html")) != SIZE_MAX)
        return error_set(error, ITD_ERROR_INPUT, file->path, "is a web page; expected a sanctions list");
    if (str_find(head, str_of("<!DOCTYPE")) != SIZE_MAX)
        return error_set(
            error, ITD_ERROR_INPUT, file->path,
            "no known list format, and it has a DOCTYPE, which is refused: it could define entities");
    char start[61];
    show_start(str_trim(file->bytes), start, sizeof start);
    return error_set(error, ITD_ERROR_INPUT, file->path,
                     "no known list format (see 'interdict lists'); it begins with '%s'", start);
}
