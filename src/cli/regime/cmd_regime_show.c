/* interdict regime show ID */
#include "base/limits.h"
#include "answer/measure_json.h"
#include "cli/print.h"
#include "cli/regime/regime_set.h"
#include "regime/regime.h"
#include "process/sandbox.h"

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

static void list_line(buf *out, const char *label, const str_list *list)
{
    if (list->count == 0)
        return;
    buf_printf(out, "%-14s", label);
    for (size_t i = 0; i < list->count; i++)
        buf_printf(out, "%s%.*s", i ? ", " : "", STR_ARG(list->items[i]));
    buf_putc(out, '\n');
}

static void text_line(buf *out, const char *label, str text)
{
    if (text.len)
        buf_printf(out, "%-14s%.*s\n", label, STR_ARG(text));
}

/* When alone a condition is tested. */
static void when_words(buf *out, const regime_when *when)
{
    char day[DATE_TEXT_CAP];
    for (size_t i = 0; i < when->goods_hs.count; i++)
        buf_printf(out, "%s%.*s", i ? ", " : ", for goods of ", STR_ARG(when->goods_hs.items[i]));
    if (when->payment_or_bank)
        buf_puts(out, ", with a payment or a bank");
    if (when->on_or_after != DATE_NONE)
        buf_printf(out, ", from %s", day_text(when->on_or_after, "", day));
}

static void conditions_lines(buf *out, const regime_condition *conditions, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const regime_condition *c = &conditions[i];
        buf_printf(out, "    if %.*s %s", STR_ARG(c->fact), regime_op_name(c->op));
        for (size_t k = 0; k < c->values.count; k++)
            buf_printf(out, "%s %.*s", k ? "," : "", STR_ARG(c->values.items[k]));
        if (c->on_unknown == UNKNOWN_ASSUME_MET)
            buf_puts(out, " (counts as met if unknown)");
        else if (c->on_unknown == UNKNOWN_NOT_MET)
            buf_puts(out, " (counts as not met if unknown)");
        when_words(out, &c->when);
        if (c->text.len)
            buf_printf(out, ": %.*s", STR_ARG(c->text));
        buf_putc(out, '\n');
    }
}

static void wind_line(buf *out, const char *indent, const regime_wind_down *w)
{
    char day[DATE_TEXT_CAP], before[DATE_TEXT_CAP];
    if (!w->present)
        return;
    buf_printf(out, "%swind-down until %s", indent, day_text(w->until, "", day));
    if (w->contract_before != DATE_NONE)
        buf_printf(out, " for contracts before %s", day_text(w->contract_before, "", before));
    buf_puts(out, w->ask_new_business ? ", no new business\n" : "\n");
    conditions_lines(out, w->conditions, w->condition_count);
}

static void period_lines(buf *out, const cli_measures *m, const regime_measure *x)
{
    char from[DATE_TEXT_CAP], until[DATE_TEXT_CAP], known[DATE_TEXT_CAP];
    for (size_t i = 0; i < x->period_count; i++) {
        const regime_period *p = &x->periods[i];
        bool live = p->from <= m->on && (p->until == DATE_NONE || m->on < p->until);
        buf_printf(out, "%-14s%s to %s%s", i ? "" : "in force", day_text(p->from, "", from),
                   day_text(p->until, "open end", until), live ? " *" : "");
        if (p->known_from != p->from)
            buf_printf(out, ", known from %s", day_text(p->known_from, "", known));
        if (p->until != DATE_NONE && p->until_known_from != p->until)
            buf_printf(out, ", its end known from %s", day_text(p->until_known_from, "", known));
        if (p->notice_until != DATE_NONE)
            buf_printf(out, ", after notice until %s", day_text(p->notice_until, "", known));
        if (p->basis.len)
            buf_printf(out, " (%.*s)", STR_ARG(p->basis));
        buf_putc(out, '\n');
        wind_line(out, "              ", &p->wind_down);
    }
}

static void name_line(buf *out, const regime_name *n)
{
    char day[DATE_TEXT_CAP];
    buf_printf(out, "    %.*s", STR_ARG(n->name));
    for (size_t k = 0; k < n->aliases.count; k++)
        buf_printf(out, "; %.*s", STR_ARG(n->aliases.items[k]));
    if (n->bic.len)
        buf_printf(out, " [%.*s]", STR_ARG(n->bic));
    for (size_t k = 0; k < n->span_count; k++) {
        buf_printf(out, "%s %s to", k ? "," : "", day_text(n->spans[k].from, "", day));
        buf_printf(out, " %s", day_text(n->spans[k].until, "open end", day));
    }
    buf_putc(out, '\n');
}

static void target_lines(buf *out, const regime_target *t)
{
    char day[DATE_TEXT_CAP];
    buf_printf(out, "target        %.*s%s%s:", STR_ARG(t->name), t->name.len ? ", " : "",
               regime_effect_name(t->effect));
    for (unsigned a = 0; a < ACTIVITY_COUNT; a++)
        if (t->activities >> a & 1)
            buf_printf(out, " %s", regime_activity_name(a));
    if (t->countries.count)
        buf_printf(out, "; %s",
                   t->direction == DIRECTION_ANY ? "linked to" : regime_direction_name(t->direction));
    for (size_t i = 0; i < t->countries.count; i++)
        buf_printf(out, " %.*s", STR_ARG(t->countries.items[i]));
    buf_putc(out, '\n');
    if (t->only)
        buf_printf(out, "    only for those %s\n", regime_only_name(t->only));
    if (t->span.from != DATE_NONE)
        buf_printf(out, "    from %s\n", day_text(t->span.from, "", day));
    if (t->span.until != DATE_NONE)
        buf_printf(out, "    until %s\n", day_text(t->span.until, "", day));
    list_line(out, "    goods     ", &t->goods.hs);
    list_line(out, "    except    ", &t->goods.hs_except);
    list_line(out, "    parties   ", &t->statuses);
    for (size_t i = 0; i < t->join_count; i++)
        buf_printf(out, "    on list %.*s, %.*s\n", STR_ARG(t->joins[i].dataset),
                   STR_ARG(t->joins[i].program));
    for (size_t i = 0; i < t->name_count; i++)
        name_line(out, &t->names[i]);
    for (size_t i = 0; i < t->place_count; i++)
        buf_printf(out, "    port %.*s from %s\n", STR_ARG(t->places[i].name),
                   day_text(t->places[i].span.from, "", day));
    for (size_t i = 0; i < t->asset_count; i++)
        buf_printf(out, "    currency %.*s from %s\n", STR_ARG(t->assets[i].name),
                   day_text(t->assets[i].span.from, "", day));
    conditions_lines(out, t->conditions, t->condition_count);
    wind_line(out, "    ", &t->wind_down);
}

/* Measures whose list holds the id of this one. */
static void inverse_line(buf *out, const cli_measures *m, const regime_measure *x, const char *label,
                         size_t offset)
{
    bool any = false;
    for (size_t i = 0; i < m->set.measure_count; i++) {
        const char *base = (const char *)&m->set.measures[i];
        const str_list *list = (const str_list *)(const void *)(base + offset);
        for (size_t k = 0; k < list->count; k++) {
            if (!str_equal(list->items[k], x->id))
                continue;
            if (!any)
                buf_printf(out, "%-14s", label);
            buf_printf(out, "%s%.*s", any ? ", " : "", STR_ARG(m->set.measures[i].id));
            any = true;
        }
    }
    if (any)
        buf_putc(out, '\n');
}

/* Versions that this one took the place of, the latest first. */
static void earlier_line(buf *out, const cli_measures *m, const regime_measure *x)
{
    const regime_measure *later = x;
    for (size_t depth = 0; later && depth < 32; depth++) {
        const regime_measure *earlier = NULL;
        for (size_t i = 0; i < m->set.measure_count && !earlier; i++)
            if (str_equal(m->set.measures[i].superseded_by, later->id))
                earlier = &m->set.measures[i];
        if (earlier)
            buf_printf(out, "%s%.*s", depth ? ", " : "supersedes    ", STR_ARG(earlier->id));
        else if (depth)
            buf_putc(out, '\n');
        later = earlier;
    }
}

static void effects_line(buf *out, uint32_t effects)
{
    const char *before = "  of effect   ";
    for (unsigned i = 0; i < EFFECT_COUNT; i++)
        if (effects >> i & 1) {
            buf_printf(out, "%s%s", before, regime_effect_name(i));
            before = ", ";
        }
    if (effects)
        buf_putc(out, '\n');
}

static void duty_line(buf *out, const regime_duty *d)
{
    char day[DATE_TEXT_CAP];
    buf_printf(out, "duty          %.*s (%.*s)", STR_ARG(d->text), STR_ARG(d->provision));
    if (d->unit == UNIT_US_BUSINESS_DAYS)
        buf_printf(out, ", within %u business days of the United States", d->within);
    else if (d->unit != UNIT_NONE)
        buf_printf(out, ", within %u %s", d->within, regime_unit_name(d->unit));
    if (d->span.from != DATE_NONE)
        buf_printf(out, ", from %s", day_text(d->span.from, "", day));
    if (d->before_from_only.len)
        buf_printf(out, " (before only for %.*s)", STR_ARG(d->before_from_only));
    if (d->span.until != DATE_NONE)
        buf_printf(out, ", until %s", day_text(d->span.until, "", day));
    buf_putc(out, '\n');
}

static void print_text(const cli_measures *m, const regime_measure *x, buf *out)
{
    char day[DATE_TEXT_CAP];
    buf_printf(out, "%.*s: %s (%.*s) of %.*s on %.*s, effect %s, confidence %s\n", STR_ARG(x->id),
               regime_role_name(x->role), STR_ARG(x->kind), STR_ARG(x->imposer), STR_ARG(x->regime),
               regime_effect_name(x->effect), regime_confidence_name(x->confidence));
    text_line(out, "instrument", x->instrument);
    text_line(out, "provision", x->provision);
    text_line(out, "authority", x->authority);
    period_lines(out, m, x);
    text_line(out, "hour", x->from_time);
    if (x->sunset != DATE_NONE)
        buf_printf(out, "sunset        %s\n", day_text(x->sunset, "", day));
    if (x->contested_by.count) {
        list_line(out, "contested by", &x->contested_by);
        buf_printf(out, "              from %s\n", day_text(x->contested_from, "", day));
        text_line(out, "", x->contested_view);
    }
    list_line(out, "binds", &x->bound);
    list_line(out, "exposes", &x->exposes);
    list_line(out, "acts", &x->acts);
    list_line(out, "sectors", &x->sectors);
    for (size_t i = 0; i < x->target_count; i++)
        target_lines(out, &x->targets[i]);
    wind_line(out, "for those exposed: ", &x->exposure_wind_down);
    text_line(out, "quota", x->quota);
    list_line(out, "defeats", &x->defeats);
    effects_line(out, x->defeats_effects);
    inverse_line(out, m, x, "defeated by", offsetof(regime_measure, defeats));
    list_line(out, "void if stands", &x->void_if_stands);
    inverse_line(out, m, x, "voids", offsetof(regime_measure, void_if_stands));
    list_line(out, "carried out by", &x->implemented_by);
    inverse_line(out, m, x, "carries out", offsetof(regime_measure, implemented_by));
    list_line(out, "lifts", &x->lifts);
    inverse_line(out, m, x, "lifted by", offsetof(regime_measure, lifts));
    list_line(out, "counters", &x->counters);
    inverse_line(out, m, x, "countered by", offsetof(regime_measure, counters));
    text_line(out, "superseded by", x->superseded_by);
    earlier_line(out, m, x);
    list_line(out, "annex", &x->named_acts);
    for (size_t i = 0; i < x->duty_count; i++)
        duty_line(out, &x->duties[i]);
    for (size_t i = 0; i < x->conditions_text.count; i++)
        text_line(out, "in words", x->conditions_text.items[i]);
    for (size_t i = 0; i < x->sources.count; i++)
        text_line(out, i ? "" : x->source_role.len ? "pointer" : "source", x->sources.items[i]);
    text_line(out, "note", x->note);
}

static int run(const arguments *args)
{
    cli_measures m;
    buf out;
    int code = measures_open(args, &m);
    buf_init(&out, LIMIT_BUF_SIZE);
    for (size_t i = 0; code == 0 && i < arguments_operand_count(args); i++) {
        const char *id = arguments_operand(args, i);
        const regime_measure *x = regime_set_find(&m.set, str_of(id));
        if (x == NULL) {
            warn("there is no measure %s; 'interdict regime list --all' names them", id);
            code = EXIT_INPUT;
        } else if (arguments_has(args, "json")) {
            measure_json(&m.set, x, &out);
        } else {
            print_text(&m, x, &out);
        }
    }
    code = print_or_fail(&out, code);
    buf_free(&out);
    measures_close(&m);
    return code;
}

static const option_spec options[] = {
    OPTION_REGIMES,
    {.name = NULL},
};

const command cmd_regime_show = {
    .name = "regime show",
    .summary = "show a measure, its history, and what defeats it",
    .usage = "ID…",
    .description = "Prints everything that is recorded of a measure: its periods with wind-downs (* is in "
                   "force on the day of "
                   "--on), whom it binds and exposes, what it hits, what it defeats and what defeats it, "
                   "duties and sources.",
    .examples = "interdict regime show gl-8a\n  the licence, its conditions and what it defeats",
    .options = options,
    .common = COMMON_SNAPSHOT | COMMON_JSON | COMMON_ON,
    .operand_min = 1,
    .operand_max = SIZE_MAX,
    .run = run,
    .gives_away = SANDBOX_NO_PROGRAMS | SANDBOX_NO_NETWORK,
};
