/* interdict regime list */
#include "answer/measure_json.h"
#include "base/limits.h"
#include "cli/format.h"
#include "cli/print.h"
#include "cli/regime/regime_set.h"
#include "regime/regime.h"
#include "process/sandbox.h"

#include <stdio.h>

static bool wanted(const arguments *args, const cli_measures *m, const regime_measure *x,
                   const regime_period **period)
{
    const char *imposer = arguments_get(args, "imposer"), *country = arguments_get(args, "regime");
    bool live = regime_measure_live(x, m->on, DATE_NONE, period);
    if (imposer && !str_equal_nocase(x->imposer, str_of(imposer)))
        return false;
    if (country && !str_equal_nocase(x->regime, str_of(country)))
        return false;
    return live || arguments_has(args, "all");
}

static void print_text(const regime_measure *x, const regime_period *p, buf *out)
{
    char from[DATE_TEXT_CAP], until[DATE_TEXT_CAP];
    const regime_period *shown = p ? p : &x->periods[x->period_count - 1];
    buf_printf(out, "%-26.*s %.*s %-3.*s %-10s %-7s %-10s %-10s %.*s", STR_ARG(x->id), STR_ARG(x->regime),
               STR_ARG(x->imposer), regime_role_name(x->role), regime_effect_name(x->effect),
               day_text(shown->from, "", from), day_text(shown->until, "-", until), STR_ARG(x->instrument));
    if (x->provision.len)
        buf_printf(out, ", %.*s", STR_ARG(x->provision));
    buf_putc(out, '\n');
}

static const char *const csv_columns[] = {"measure",    "regime",    "imposer",    "role",
                                          "effect",     "from",      "until",      "in_force",
                                          "instrument", "provision", "confidence", NULL};

static void print_csv(const regime_measure *x, const regime_period *p, buf *out)
{
    char from[DATE_TEXT_CAP], until[DATE_TEXT_CAP];
    const regime_period *shown = p ? p : &x->periods[x->period_count - 1];
    const str cells[] = {x->id,
                         x->regime,
                         x->imposer,
                         str_of(regime_role_name(x->role)),
                         str_of(regime_effect_name(x->effect)),
                         str_of(day_text(shown->from, "", from)),
                         str_of(day_text(shown->until, "", until)),
                         str_of(p ? "true" : "false"),
                         x->instrument,
                         x->provision,
                         str_of(regime_confidence_name(x->confidence))};
    for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) {
        if (i)
            buf_putc(out, ',');
        csv_cell(out, cells[i]);
    }
    buf_putc(out, '\n');
}

static int run(const arguments *args)
{
    cli_measures m;
    buf out;
    const output_format format = format_asked(args);
    size_t count = 0;
    int code = measures_open(args, &m);
    buf_init(&out, LIMIT_BUF_SIZE);
    if (format == FORMAT_CSV && code == 0)
        csv_head(&out, csv_columns);
    for (size_t i = 0; code == 0 && i < m.set.measure_count; i++) {
        const regime_period *period = NULL;
        if (!wanted(args, &m, &m.set.measures[i], &period))
            continue;
        count++;
        if (format == FORMAT_CSV)
            print_csv(&m.set.measures[i], period, &out);
        else if (format == FORMAT_JSON)
            measure_line_json(&m.set.measures[i], period, &out);
        else
            print_text(&m.set.measures[i], period, &out);
    }
    if (code == 0)
        code = print_or_fail(&out, code);
    if (code == 0 && format == FORMAT_TABLE) {
        char on[DATE_TEXT_CAP];
        date_format(m.on, on);
        fprintf(stderr, "%zu measures %s%s\n", count, arguments_has(args, "all") ? "in all" : "in force on ",
                arguments_has(args, "all") ? "" : on);
    }
    buf_free(&out);
    measures_close(&m);
    return code;
}

static const option_spec options[] = {
    {.name = "all", .letter = 'a', .help = "also what is not in force on the day"},
    {.name = "imposer", .placeholder = "IMPOSER", .help = "only what this one imposed: US, EU, UN …"},
    {.name = "regime", .placeholder = "REGIME", .help = "only the regime of this country, two letters"},
    OPTION_FORMAT,
    OPTION_REGIMES,
    {.name = NULL},
};

const command cmd_regime_list = {
    .name = "regime list",
    .summary = "list the measures in force on a day",
    .usage = "",
    .description = "Prints the measures of the snapshot that are in force on the day of --on (today if none "
                   "is given), by id: "
                   "regime, imposer, role, effect, the period and the provision.",
    .examples = "interdict regime list --on 2018-08-07 --imposer US\n  what the United States had in force "
                "on that day",
    .options = options,
    .common = COMMON_SNAPSHOT | COMMON_JSON | COMMON_ON,
    .run = run,
    .gives_away = SANDBOX_NO_PROGRAMS | SANDBOX_NO_NETWORK,
};
