/* --format table|json|csv: one answer in three forms. --json is --format json.
 *
 *     OPTION_FORMAT,                                  // in the table of options
 *     switch (format_asked(args)) { case FORMAT_CSV: ... }
 *     csv_cell(&out, caption); buf_putc(&out, ','); ...
 */
#ifndef CLI_FORMAT_H
#define CLI_FORMAT_H

#include "base/buf.h"
#include "cli/command.h"

#define OPTION_FORMAT                                                                                        \
    {                                                                                                        \
        "format", 0, "table|json|csv", "how the answer is printed; --json is --format json", false           \
    }

typedef enum output_format {
    FORMAT_TABLE,
    FORMAT_JSON,
    FORMAT_CSV,
} output_format;

/* FORMAT_TABLE where neither --format nor --json is given. */
output_format format_asked(const arguments *args);

/* One cell of RFC 4180: in quotes where it needs them. A text that a spreadsheet would take for a formula
 * keeps its bytes. */
void csv_cell(buf *out, str text);

/* A line of cells, up to a NULL name. */
void csv_head(buf *out, const char *const *names);

#endif
