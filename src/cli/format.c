#include "cli/format.h"

#include <string.h>

output_format format_asked(const arguments *args)
{
    const char *given = arguments_get(args, "format");
    if (arguments_has(args, "json") || (given && strcmp(given, "json") == 0))
        return FORMAT_JSON;
    return given && strcmp(given, "csv") == 0 ? FORMAT_CSV : FORMAT_TABLE;
}

void csv_cell(buf *out, str text)
{
    bool quoted = false;
    for (size_t i = 0; i < text.len; i++)
        quoted |= text.data[i] == '"' || text.data[i] == ',' || text.data[i] == '\r' || text.data[i] == '\n';
    if (!quoted) {
        buf_str(out, text);
        return;
    }
    buf_putc(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        if (text.data[i] == '"')
            buf_putc(out, '"');
        buf_putc(out, text.data[i]);
    }
    buf_putc(out, '"');
}

void csv_head(buf *out, const char *const *names)
{
    for (size_t i = 0; names[i]; i++) {
        if (i)
            buf_putc(out, ',');
        buf_puts(out, names[i]);
    }
    buf_putc(out, '\n');
}
