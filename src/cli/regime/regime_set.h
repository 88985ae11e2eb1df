/* The measures that a regime command works on: those of the snapshot or of --regimes DIR, changed by
 * --without and --with. Also the day of --on. */
#ifndef CLI_REGIME_REGIME_SET_H
#define CLI_REGIME_REGIME_SET_H

#include "base/arena.h"
#include "cli/command.h"
#include "regime/model.h"

#include <interdict/snapshot.h>

typedef struct cli_measures {
    arena a;
    itd_snapshot *opened; /* NULL with --regimes */
    regime_set set;       /* as it is */
    regime_set changed;   /* with --without and --with; the same as set if neither is given */
    bool is_changed;
    const regime_scenario *scenario; /* of --scenario; NULL: none */
    calendar_day on;                 /* --on, else today */
} cli_measures;

/* Options for the table of a command. */
#define OPTION_REGIMES                                                                                       \
    {                                                                                                        \
        .name = "regimes", .placeholder = "DIR", .help = "measures from a folder of packs, not the snapshot" \
    }
#define OPTION_WITHOUT                                                                                       \
    {                                                                                                        \
        .name = "without", .placeholder = "ID", .help = "as if this measure did not exist", .repeated = true \
    }
#define OPTION_WITH                                                                                          \
    {                                                                                                        \
        .name = "with", .placeholder = "PACK", .help = "as if the measures of this pack were in force too",  \
        .repeated = true                                                                                     \
    }

#define OPTION_SCENARIO                                                                                      \
    {                                                                                                        \
        .name = "scenario", .placeholder = "ID", .help = "under this scenario of the packs"                  \
    }

/* Returns 0, or the exit code after a message. measures_close in any case. */
int measures_open(const arguments *args, cli_measures *out);
void measures_close(cli_measures *m);

/* "2018-08-07", or `missing` for DATE_NONE. */
const char *day_text(calendar_day day, const char *missing, char text[DATE_TEXT_CAP]);

#endif
