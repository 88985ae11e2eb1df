/* --format table|json|csv: one answer in three forms. --json is --format json.
 *
 *     OPTION_FORMAT,                                  // in the table of options
 *     switch (format_asked(args)) { case FORMAT_CSV: ... }
 */
#ifndef CLI_FORMAT_H
#define CLI_FORMAT_H

#include "base/csv_emit.h"
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

/* Whether colours go to standard output: --color always|never, else where it is a terminal and NO_COLOR is
 * not set. */
#define OPTION_COLOR                                                                                         \
    {                                                                                                        \
        "color", 0, "auto|always|never", "colours (auto: on a terminal, unless NO_COLOR is set)", false      \
    }
bool format_colours(const arguments *args);

/* Columns of the terminal that is standard output, or $COLUMNS, or 100. */
size_t format_width(void);

/* FORMAT_TABLE where neither --format nor --json is given. */
output_format format_asked(const arguments *args);

#endif
