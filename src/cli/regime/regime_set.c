#include "cli/regime/regime_set.h"

#include "api/handles.h"
#include "base/error.h"
#include "base/limits.h"
#include "cli/open.h"
#include "pack/pack.h"
#include "regime/scenario.h"

#include <stdio.h>

#define PACKS_MAX 64

const char *day_text(calendar_day day, const char *missing, char text[DATE_TEXT_CAP])
{
    if (day == DATE_NONE)
        return missing;
    date_format(day, text);
    return text;
}

static int from_folder(const arguments *args, cli_measures *m)
{
    itd_error error = {0};
    const char *folders[] = {arguments_get(args, "regimes")};
    if (pack_read(folders, 1, &m->a, &m->set, &error) != ITD_OK)
        return fail(&error, true);
    return 0;
}

static int from_snapshot(const arguments *args, cli_measures *m)
{
    itd_error error = {0};
    int code = open_snapshot(args, &m->opened);
    if (code)
        return code;
    str section;
    if (snapshot_section(itd_snapshot_core(m->opened), REGIME_SECTION, &section, &error) != ITD_OK)
        return fail(&error, false);
    if (section.len && regime_decode(section, &m->a, &m->set, &error) != ITD_OK)
        return fail(&error, false);
    if (m->set.measure_count == 0)
        warn("the snapshot has no measures; compile one with --regimes DIR, or give --regimes DIR here");
    return 0;
}

static int take_away(const arguments *args, cli_measures *m)
{
    regime_measure *kept = arena_array(&m->a, m->set.measure_count + 1, sizeof *kept);
    size_t count = 0;
    if (kept == NULL)
        return fail_memory();
    for (size_t n = 0; arguments_nth(args, "without", n); n++) {
        m->is_changed = true;
        if (!regime_set_find(&m->set, str_of(arguments_nth(args, "without", n))))
            return usage_error("--without: there is no measure %s", arguments_nth(args, "without", n));
    }
    for (size_t i = 0; i < m->set.measure_count; i++) {
        bool away = false;
        for (size_t n = 0; arguments_nth(args, "without", n); n++)
            away |= str_is(m->set.measures[i].id, arguments_nth(args, "without", n));
        if (!away)
            kept[count++] = m->set.measures[i];
    }
    m->changed = m->set;
    m->changed.measures = kept;
    m->changed.measure_count = count;
    return 0;
}

/* The references of what was there may lead to what is taken away; those of the new packs must lead
 * somewhere. */
static int add_packs(const arguments *args, cli_measures *m)
{
    const char *packs[PACKS_MAX];
    size_t count = 0;
    pack_findings findings;
    regime_set base = m->changed;
    itd_error error = {0};
    for (; count < PACKS_MAX && arguments_nth(args, "with", count); count++)
        packs[count] = arguments_nth(args, "with", count);
    if (count == 0)
        return 0;
    m->is_changed = true;
    itd_status status = pack_load_over(&base, packs, count, DATE_NONE, &m->a, &m->changed, &findings, &error);
    if (status == ITD_OK)
        status = pack_first_error(&findings, &error);
    return status == ITD_OK ? 0 : fail(&error, true);
}

static int take_scenario(const arguments *args, cli_measures *m)
{
    const char *id = arguments_get(args, "scenario");
    if (id == NULL)
        return 0;
    const regime_set base = m->changed;
    m->scenario = regime_scenario_find(&base, str_of(id));
    m->is_changed = true;
    if (m->scenario == NULL)
        return usage_error("--scenario: the packs have no scenario %s", id);
    itd_error error = {0};
    if (!regime_scenario_apply(&base, m->scenario, &m->a, &m->changed))
        return error_memory(&error) == ITD_OK ? 0 : fail(&error, false);
    return 0;
}

int measures_open(const arguments *args, cli_measures *m)
{
    *m = (cli_measures){.on = date_today()};
    arena_init(&m->a, LIMIT_ARENA_SIZE);
    if (!arguments_date(args, "on", &m->on))
        return EXIT_USAGE;
    int code = arguments_has(args, "regimes") ? from_folder(args, m) : from_snapshot(args, m);
    if (code == 0)
        code = take_away(args, m);
    if (code == 0)
        code = add_packs(args, m);
    if (code == 0)
        code = take_scenario(args, m);
    return code;
}

void measures_close(cli_measures *m)
{
    if (m->opened)
        close_snapshot(m->opened);
    arena_free(&m->a);
}
