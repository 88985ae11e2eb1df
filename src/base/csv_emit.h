/* Lines of CSV as RFC 4180 has them, ended with a line feed.
 *
 *     csv_head(&out, (const char *const[]){"id", "name", NULL});
 *     csv_cell(&out, id); buf_putc(&out, ','); csv_cell(&out, name); buf_putc(&out, '\n');
 */
#ifndef BASE_CSV_EMIT_H
#define BASE_CSV_EMIT_H

#include "base/buf.h"

/* One cell: in quotes where it needs them. */
void csv_cell(buf *out, str text);

/* A line of cells, up to a NULL name. */
void csv_head(buf *out, const char *const *names);

#endif
