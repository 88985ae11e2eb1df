#include "base/csv_emit.h"

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
