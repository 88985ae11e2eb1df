/* Which reader a file is for. */
#include "base/error.h"
#include "list/foreign.h"

#include <stdint.h>

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

/* The reader that is surest of the content; *sure: how sure. */
static const list_format *surest(const list_file *file, int *sure)
{
    const list_format *best = NULL;
    *sure = 0;
    for (size_t i = 0; list_format_at(i); i++) {
        int found = list_format_at(i)->detect ? list_format_at(i)->detect(file) : 0;
        if (found > *sure) {
            *sure = found;
            best = list_format_at(i);
        }
    }
    return best;
}

itd_status list_detect(const list_file *file, const list_format **format, itd_error *error)
{
    int sure;
    *format = surest(file, &sure);
    str foreign = sure <= LIST_ANY_TABLE ? foreign_list(file) : STR_NONE;
    if (!str_empty(foreign)) {
        *format = NULL;
        return error_set(error, ITD_ERROR_INPUT, file->path, "is %.*s", STR_ARG(foreign));
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
