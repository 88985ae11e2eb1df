/* interdict regime timeline */
#include "base/file.h"
#include "base/limits.h"
#include "cli/print.h"
#include "cli/regime/regime_set.h"
#include "regime/timeline.h"
#include "process/sandbox.h"

#include <stdio.h>

static int write_svg(const timeline *t, const char *path, buf *out)
{
    itd_error error = {0};
    if (timeline_svg(t, out, &error) != ITD_OK)
        return fail(&error, false);
    str text = buf_as_str(out);
    if (out->failed)
        return print_or_fail(out, 0);
    if (file_write(path, &text, 1, &error) != ITD_OK)
        return fail(&error, false);
    return 0;
}

static int run(const arguments *args)
{
    cli_measures m;
    buf out;
    itd_error error = {0};
    timeline t = {.from = DATE_NONE, .until = DATE_NONE};
    if (!arguments_date(args, "from", &t.from) || !arguments_date(args, "until", &t.until))
        return EXIT_USAGE;
    int code = measures_open(args, &m);
    buf_init(&out, LIMIT_BUF_SIZE);
    t.set = &m.changed;
    t.on = m.on;
    t.regime = str_of(arguments_get(args, "regime"));
    t.imposer = str_of(arguments_get(args, "imposer"));
    if (code == 0 && arguments_has(args, "svg")) {
        code = write_svg(&t, arguments_get(args, "svg"), &out);
    } else if (code == 0) {
        if (timeline_text(&t, &out, &error) != ITD_OK)
            code = fail(&error, false);
        else
            code = print_or_fail(&out, code);
    }
    buf_free(&out);
    measures_close(&m);
    return code;
}

static const option_spec options[] = {
    {.name = "svg", .placeholder = "FILE", .help = "write a picture instead of text"},
    {.name = "regime", .placeholder = "REGIME", .help = "only the regime of this country, two letters"},
    {.name = "imposer", .placeholder = "IMPOSER", .help = "only what this one imposed: US, EU, UN …"},
    {.name = "from", .placeholder = "DATE", .help = "begin here (the first measure)"},
    {.name = "until", .placeholder = "DATE", .help = "end here (the end of the last year)"},
    OPTION_WITHOUT,
    OPTION_WITH,
    OPTION_SCENARIO,
    OPTION_REGIMES,
    {.name = NULL},
};

const command cmd_regime_timeline = {
    .name = "regime timeline",
    .summary = "draw which measures were in force when",
    .usage = "",
    .description = "One bar per measure, grouped by imposer and sector: rules, wind-downs, permits, and a "
                   "line at the day of --on. "
                   "As text, or as an SVG file without scripts and outside references.",
    .examples = "interdict regime timeline --regime IR --imposer EU --svg eu.svg\n  the measures of the "
                "Union as a picture",
    .options = options,
    .common = COMMON_SNAPSHOT | COMMON_ON,
    .run = run,
    .gives_away = SANDBOX_NO_PROGRAMS | SANDBOX_NO_NETWORK,
};
