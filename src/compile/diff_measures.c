#include "compile/diff_measures.h"

#include "base/error.h"
#include "base/json_emit.h"
#include "base/limits.h"
#include "regime/model.h"

#include <stdio.h>

typedef struct measure_comparison {
    arena arena;
    regime_set before, after;
    buf line, left, right;
    bool failed; /* no memory */
} measure_comparison;

/* True if the two sets have the same bytes. */
static bool same_bytes(measure_comparison *c, const regime_set *a, const regime_set *b)
{
    buf_reset(&c->left);
    buf_reset(&c->right);
    regime_encode(a, &c->left);
    regime_encode(b, &c->right);
    return str_equal(buf_as_str(&c->left), buf_as_str(&c->right));
}

static bool same_measure(measure_comparison *c, const regime_measure *a, const regime_measure *b)
{
    regime_measure left = *a, right = *b;
    regime_set one = {.measures = &left, .measure_count = 1},
               other = {.measures = &right, .measure_count = 1};
    return same_bytes(c, &one, &other);
}

static bool same_words(measure_comparison *c)
{
    regime_set one = {.words = c->before.words}, other = {.words = c->after.words};
    return same_bytes(c, &one, &other);
}

/* A measure that has one group of fields of another and nothing else, to see whether that group changed. */
enum { PART_TARGETS, PART_DUTIES, PART_DEFEATS, PART_SOURCES, PART_PERIODS, PART_REST, PART_COUNT };
static const char *const part_names[PART_COUNT] = {"targets", "duties",  "defeats",
                                                   "sources", "periods", "rules"};

static regime_measure part_of(const regime_measure *m, unsigned part)
{
    regime_measure p = {.id = m->id};
    switch (part) {
    case PART_TARGETS:
        p.targets = m->targets;
        p.target_count = m->target_count;
        return p;
    case PART_DUTIES:
        p.duties = m->duties;
        p.duty_count = m->duty_count;
        return p;
    case PART_DEFEATS:
        p.defeats = m->defeats;
        p.defeats_effects = m->defeats_effects;
        p.void_if_stands = m->void_if_stands;
        p.lifts = m->lifts;
        p.counters = m->counters;
        return p;
    case PART_SOURCES:
        p.sources = m->sources;
        return p;
    case PART_PERIODS:
        p.periods = m->periods;
        p.period_count = m->period_count;
        return p;
    default:
        break;
    }
    p = *m;
    p.instrument = p.provision = p.note = STR_NONE;
    p.effect = p.confidence = p.role = 0;
    p.target_count = p.duty_count = p.period_count = 0;
    p.defeats = p.void_if_stands = p.lifts = p.counters = p.sources = (str_list){0};
    p.defeats_effects = 0;
    return p;
}

static void emit_days(json_emitter *w, const regime_measure *m)
{
    emit_array(w);
    for (size_t i = 0; i < m->period_count; i++) {
        char from[DATE_TEXT_CAP] = "always", until[DATE_TEXT_CAP] = "open", text[2 * DATE_TEXT_CAP + 8];
        if (m->periods[i].from != DATE_NONE)
            date_format(m->periods[i].from, from);
        if (m->periods[i].until != DATE_NONE)
            date_format(m->periods[i].until, until);
        snprintf(text, sizeof text, "%s/%s", from, until);
        emit_text(w, text);
    }
    emit_end_array(w);
}

static void emit_field(json_emitter *w, const char *field, str removed, str added)
{
    if (str_equal(removed, added))
        return;
    emit_object(w);
    emit_pair_text(w, "field", field);
    emit_key(w, "removed");
    emit_array(w);
    if (removed.len)
        emit_str(w, removed);
    emit_end_array(w);
    emit_key(w, "added");
    emit_array(w);
    if (added.len)
        emit_str(w, added);
    emit_end_array(w);
    emit_end_object(w);
}

static void emit_fields(measure_comparison *c, json_emitter *w, const regime_measure *a,
                        const regime_measure *b)
{
    emit_field(w, "instrument", a->instrument, b->instrument);
    emit_field(w, "provision", a->provision, b->provision);
    emit_field(w, "note", a->note, b->note);
    emit_field(w, "role", str_of(regime_role_name(a->role)), str_of(regime_role_name(b->role)));
    emit_field(w, "effect", str_of(regime_effect_name(a->effect)), str_of(regime_effect_name(b->effect)));
    emit_field(w, "confidence", str_of(regime_confidence_name(a->confidence)),
               str_of(regime_confidence_name(b->confidence)));
    for (unsigned part = 0; part < PART_COUNT; part++) {
        regime_measure left = part_of(a, part), right = part_of(b, part), none = {0};
        if (same_measure(c, &left, &right))
            continue;
        emit_object(w);
        emit_pair_text(w, "field", part_names[part]);
        emit_key(w, "removed");
        emit_days(w, part == PART_PERIODS ? a : &none);
        emit_key(w, "added");
        emit_days(w, part == PART_PERIODS ? b : &none);
        emit_end_object(w);
    }
}

/* The line of a measure that is on one side only, or differs. */
static void render_measure(measure_comparison *c, const char *change, const regime_measure *a,
                           const regime_measure *b)
{
    const regime_measure *m = b ? b : a;
    json_emitter w;
    buf_reset(&c->line);
    emit_init(&w, &c->line);
    emit_object(&w);
    emit_pair_text(&w, "kind", "measure");
    emit_pair_text(&w, "change", change);
    emit_pair_str(&w, "id", m->id);
    emit_pair_str(&w, "regime", m->regime);
    emit_pair_str(&w, "caption", m->instrument);
    emit_key(&w, "fields");
    emit_array(&w);
    if (a && b)
        emit_fields(c, &w, a, b);
    emit_end_array(&w);
    emit_end_object(&w);
}

static void compare_sets(measure_comparison *c, diff_sink *sink, void *context, change_counts *counts,
                         bool *stopped)
{
    size_t i = 0, j = 0;
    while ((i < c->before.measure_count || j < c->after.measure_count) && !*stopped) {
        const regime_measure *a = i < c->before.measure_count ? &c->before.measures[i] : NULL;
        const regime_measure *b = j < c->after.measure_count ? &c->after.measures[j] : NULL;
        int order = !a ? 1 : !b ? -1 : str_compare(a->id, b->id);
        i += order <= 0;
        j += order >= 0;
        bool same = order == 0 && same_measure(c, a, b);
        c->failed |= c->left.failed || c->right.failed || c->arena.failed;
        if (same && !c->failed)
            continue;
        counts->removed += order < 0;
        counts->added += order > 0;
        counts->modified += order == 0;
        render_measure(c,
                       order < 0   ? "removed"
                       : order > 0 ? "added"
                                   : "modified",
                       order <= 0 ? a : NULL, order >= 0 ? b : NULL);
        c->failed |= c->line.failed;
        if (c->failed)
            return;
        *stopped = !sink(context, buf_as_str(&c->line));
    }
    if (!*stopped && !same_words(c))
        *stopped = !sink(context, str_of("{\"kind\":\"vocabulary\",\"change\":\"modified\"}"));
}

static itd_status decode(const snapshot *s, arena *a, regime_set *set, itd_error *error)
{
    str section;
    *set = (regime_set){0};
    itd_status status = snapshot_section(s, REGIME_SECTION, &section, error);
    return status == ITD_OK && section.len ? regime_decode(section, a, set, error) : status;
}

itd_status diff_measures(const snapshot *before, const snapshot *after, diff_sink *sink, void *context,
                         change_counts *counts, bool *stopped, itd_error *error)
{
    measure_comparison c = {0};
    arena_init(&c.arena, LIMIT_ARENA_SIZE);
    buf_init(&c.line, LIMIT_BUF_SIZE);
    buf_init(&c.left, LIMIT_BUF_SIZE);
    buf_init(&c.right, LIMIT_BUF_SIZE);
    itd_status status = decode(before, &c.arena, &c.before, error);
    if (status == ITD_OK)
        status = decode(after, &c.arena, &c.after, error);
    if (status == ITD_OK)
        compare_sets(&c, sink, context, counts, stopped);
    if (c.line.failed || c.left.failed || c.right.failed || c.failed)
        status = error_memory(error);
    buf_free(&c.line);
    buf_free(&c.left);
    buf_free(&c.right);
    arena_free(&c.arena);
    return status;
}
