/* interdict regime diff: what changes between two days, or if the law were another. */
#include "api/handles.h"
#include "base/file.h"
#include "base/json_emit.h"
#include "base/limits.h"
#include "cli/regime/regime_set.h"
#include "case/case_file.h"
#include "cli/print.h"
#include "decide/decide.h"
#include "process/sandbox.h"

#include <stdint.h>
#include <stdio.h>

/* One side of the comparison: a day and a set of measures. */
typedef struct side {
    calendar_day on;
    bool fixed_on;
    const regime_set *set;
    decider *decider;
} side;

typedef struct comparison {
    const arguments *args;
    bool json;
    engine_worker *tools; /* NULL: without lists */
    side before, after;
    buf out;
    arena texts;
    size_t cases, changed;
    size_t differences; /* of measures */
    int worst;          /* EXIT_INPUT: a case gave no answer, EXIT_CANNOT_RUN: nothing does */
} comparison;

/* ---- measures ---- */

/* What changes of a measure; of a part of it (a party, a place), which part. */
static void part_line(comparison *c, const regime_measure *m, const char *change, const char *part, str name)
{
    c->differences++;
    if (!c->json) {
        buf_printf(&c->out, "%-8s %-26.*s %.*s %-3.*s %-9s ", change, STR_ARG(m->id), STR_ARG(m->regime),
                   STR_ARG(m->imposer), regime_role_name(m->role));
        if (part)
            buf_printf(&c->out, "%s %.*s\n", part, STR_ARG(name));
        else
            buf_printf(&c->out, "%.*s%s%.*s\n", STR_ARG(m->instrument), m->provision.len ? ", " : "",
                       STR_ARG(m->provision));
        return;
    }
    json_emitter w;
    emit_init(&w, &c->out);
    emit_object(&w);
    emit_pair_text(&w, "kind", "measure");
    emit_pair_text(&w, "change", change);
    emit_pair_str(&w, "measure", m->id);
    emit_pair_str(&w, "imposer", m->imposer);
    emit_pair_text(&w, "role", regime_role_name(m->role));
    emit_pair_str(&w, "instrument", m->instrument);
    emit_pair_str(&w, "provision", m->provision);
    if (part) {
        emit_pair_text(&w, "part", part);
        emit_pair_str(&w, "name", name);
    }
    emit_end_object(&w);
    emit_newline(&w);
}

static void measure_line(comparison *c, const regime_measure *m, const char *change)
{
    part_line(c, m, change, NULL, STR_NONE);
}

static bool span_holds(const regime_span *spans, size_t count, calendar_day on)
{
    for (size_t i = 0; i < count; i++)
        if ((spans[i].from == DATE_NONE || spans[i].from <= on) &&
            (spans[i].until == DATE_NONE || on < spans[i].until))
            return true;
    return count == 0;
}

static void compare_span(comparison *c, const regime_measure *m, const regime_span *spans, size_t count,
                         const char *part, str name)
{
    bool was = span_holds(spans, count, c->before.on), is = span_holds(spans, count, c->after.on);
    if (was != is)
        part_line(c, m, is ? "gains" : "loses", part, name);
}

/* Within a measure that is in force on both days: targets, parties, places and currencies with days of their
 * own. */
static void compare_parts(comparison *c, const regime_measure *m)
{
    for (size_t i = 0; i < m->target_count; i++) {
        const regime_target *t = &m->targets[i];
        compare_span(c, m, &t->span, 1, "target", t->name.len ? t->name : (str)STR("without a name"));
        for (size_t k = 0; k < t->name_count; k++)
            compare_span(c, m, t->names[k].spans, t->names[k].span_count, "party", t->names[k].name);
        for (size_t k = 0; k < t->place_count; k++)
            compare_span(c, m, &t->places[k].span, 1, "place", t->places[k].name);
        for (size_t k = 0; k < t->asset_count; k++)
            compare_span(c, m, &t->assets[k].span, 1, "currency", t->assets[k].name);
        if (t->wind_down.present && c->before.on <= t->wind_down.until && c->after.on > t->wind_down.until)
            part_line(c, m, "hardens", "target", t->name.len ? t->name : (str)STR("without a name"));
    }
}

static bool soft(const regime_measure *m, calendar_day on)
{
    const regime_period *p = NULL;
    if (regime_measure_live(m, on, DATE_NONE, &p) && p->wind_down.present && on <= p->wind_down.until)
        return true;
    return m->exposure_wind_down.present && on <= m->exposure_wind_down.until;
}

/* The measures in force on the one day and not on the other, those whose wind-down ran out between them, and
 * the parts of others that came or went. */
static void compare_days(comparison *c)
{
    for (size_t i = 0; i < c->before.set->measure_count; i++) {
        const regime_measure *m = &c->before.set->measures[i];
        bool was = regime_measure_live(m, c->before.on, DATE_NONE, NULL);
        bool is = regime_measure_live(m, c->after.on, DATE_NONE, NULL);
        if (is && !was)
            measure_line(c, m, "begins");
        else if (was && !is)
            measure_line(c, m, "ends");
        else if (is && soft(m, c->before.on) && !soft(m, c->after.on))
            measure_line(c, m, "hardens");
        if (is && was)
            compare_parts(c, m);
    }
}

static void compare_sets(comparison *c)
{
    const regime_set *before = c->before.set, *after = c->after.set;
    for (size_t i = 0; i < before->measure_count; i++)
        if (!regime_set_find(after, before->measures[i].id))
            measure_line(c, &before->measures[i], "removed");
    for (size_t i = 0; i < after->measure_count; i++) {
        const regime_measure *old = regime_set_find(before, after->measures[i].id);
        if (old == NULL)
            measure_line(c, &after->measures[i], "added");
        else if (old->targets != after->measures[i].targets || old->periods != after->measures[i].periods)
            measure_line(c, &after->measures[i], "replaced");
    }
}

/* ---- cases ---- */

static void case_line(comparison *c, const case_record *record, const char *path, unsigned long line,
                      uint8_t before, uint8_t after)
{
    if (!c->json) {
        if (record->id.len)
            buf_printf(&c->out, "%.*s: ", STR_ARG(record->id));
        else
            buf_printf(&c->out, "%s:%lu: ", path, line);
        buf_printf(&c->out, "%s, then %s\n", regime_verdict_name(before), regime_verdict_name(after));
        return;
    }
    json_emitter w;
    emit_init(&w, &c->out);
    emit_object(&w);
    emit_pair_text(&w, "kind", "case");
    emit_key(&w, "id");
    if (record->id.len)
        emit_str(&w, record->id);
    else
        emit_null(&w);
    emit_pair_int(&w, "line", (long long)line);
    emit_pair_text(&w, "before", regime_verdict_name(before));
    emit_pair_text(&w, "after", regime_verdict_name(after));
    emit_end_object(&w);
    emit_newline(&w);
}

static bool decide_side(comparison *c, const side *s, const char *path, str text, unsigned long line,
                        uint8_t *verdict, case_record **record)
{
    itd_error error = {0};
    if (case_read(text, path, line, decider_rules(s->decider), s->on, &c->texts, record, &error) != ITD_OK) {
        c->worst = fail(&error, true) == EXIT_CANNOT_RUN ? EXIT_CANNOT_RUN : EXIT_INPUT;
        return false;
    }
    if (s->fixed_on)
        (*record)->question.on = s->on;
    *verdict = decider_run(s->decider, *record, 0)->verdict;
    return true;
}

static int compare_cases(comparison *c, const char *path)
{
    buf bytes;
    case_file file;
    str text;
    unsigned long line;
    itd_error error = {0};
    buf_init(&bytes, LIMIT_FILE_SIZE);
    if (file_read(path, LIMIT_FILE_SIZE, &bytes, &error) != ITD_OK) {
        buf_free(&bytes);
        return fail(&error, true);
    }
    case_file_init(&file, buf_as_str(&bytes));
    while (c->worst != EXIT_CANNOT_RUN && case_file_next(&file, &text, &line)) {
        uint8_t before = 0, after = 0;
        case_record *record = NULL;
        arena_reset(&c->texts);
        if (!decide_side(c, &c->before, path, text, line, &before, &record) ||
            !decide_side(c, &c->after, path, text, line, &after, &record))
            continue;
        c->cases++;
        if (before == after)
            continue;
        c->changed++;
        case_line(c, record, path, line, before, after);
    }
    buf_free(&bytes);
    return c->worst == EXIT_CANNOT_RUN ? EXIT_CANNOT_RUN : 0;
}

/* With the lists of the snapshot, where there is one. */
static int all_cases(comparison *c, engine *lists)
{
    itd_error error = {0};
    if (!arguments_get(c->args, "cases"))
        return 0;
    if ((lists && engine_worker_new(lists, &c->tools, &error) != ITD_OK) ||
        decider_new(c->tools, c->before.set, &c->before.decider, &error) != ITD_OK ||
        decider_new(c->tools, c->after.set, &c->after.decider, &error) != ITD_OK)
        return fail(&error, false);
    int code = 0;
    for (size_t i = 0; code == 0 && arguments_nth(c->args, "cases", i); i++)
        code = compare_cases(c, arguments_nth(c->args, "cases", i));
    if (code == 0 && !c->json)
        buf_printf(&c->out, "%zu of %zu cases change\n", c->changed, c->cases);
    return code;
}

static int compare(comparison *c, const cli_measures *m)
{
    bool days = arguments_operand_count(c->args) == 2;
    c->before.set = &m->set;
    c->after.set = &m->changed;
    if (days) {
        if (!date_parse(str_of(arguments_operand(c->args, 0)), &c->before.on) ||
            !date_parse(str_of(arguments_operand(c->args, 1)), &c->after.on))
            return usage_error("two days are expected, YYYY-MM-DD");
        c->before.fixed_on = c->after.fixed_on = true;
    } else if (m->is_changed) {
        c->before.on = c->after.on = m->on;
        c->before.fixed_on = c->after.fixed_on = arguments_has(c->args, "on");
    } else {
        return usage_error("give two days, or --without or --with");
    }
    if (m->is_changed)
        compare_sets(c);
    if (days)
        compare_days(c);
    return all_cases(c, m->opened ? itd_snapshot_engine(m->opened) : NULL);
}

static int run(const arguments *args)
{
    cli_measures m;
    comparison c = {.args = args, .json = arguments_has(args, "json")};
    int code = measures_open(args, &m);
    buf_init(&c.out, LIMIT_BUF_SIZE);
    arena_init(&c.texts, LIMIT_ARENA_SIZE);
    if (code == 0)
        code = compare(&c, &m);
    if (code == 0)
        code = print_or_fail(&c.out, code);
    if (code == 0)
        code = c.worst ? c.worst : c.differences || c.changed ? EXIT_FOUND : EXIT_NOTHING;
    decider_free(c.before.decider);
    decider_free(c.after.decider);
    engine_worker_free(c.tools);
    arena_free(&c.texts);
    buf_free(&c.out);
    measures_close(&m);
    return code;
}

static const option_spec options[] = {
    {.name = "cases",
     .placeholder = "FILE",
     .help = "decide these cases on both sides, list those that differ",
     .repeated = true},
    OPTION_WITHOUT,
    OPTION_WITH,
    OPTION_SCENARIO,
    OPTION_REGIMES,
    {.name = NULL},
};

const command cmd_regime_diff = {
    .name = "regime diff",
    .summary = "what changes between two days, or under another law",
    .usage = "[DAY DAY]",
    .description =
        "With two days: the measures that begin, end, or lose their wind-down from the first to "
        "the second, and the parties, places and targets that others gain or lose. With --without and "
        "--with: as if a measure were lifted, or a draft pack came into force. With --cases the "
        "cases of a file are decided on "
        "both sides, and those whose verdict differs are listed. Exit code 1 if anything differs.",
    .examples = "interdict regime diff 2018-08-06 2018-08-07\n  what began on 7 August 2018\n"
                "interdict regime diff --without gl-8a --cases cases.jsonl\n  the cases that would change "
                "without this licence",
    .options = options,
    .common = COMMON_SNAPSHOT | COMMON_JSON | COMMON_ON,
    .operand_max = 2,
    .run = run,
    .gives_away = SANDBOX_NO_PROGRAMS | SANDBOX_NO_NETWORK,
};
