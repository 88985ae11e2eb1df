/* interdict regime cover: what of the law is held, by imposer and country, on a day. */
#include "base/json_emit.h"
#include "base/limits.h"
#include "cli/print.h"
#include "cli/regime/regime_set.h"
#include "process/sandbox.h"

#include <stdio.h>

#define PLACES_CAP 400

typedef struct row {
    str imposer, where;
    bool live;                    /* a regime of the map is in force */
    const regime_cover *cover;    /* NULL: none is stated */
    uint8_t held[ACTIVITY_COUNT]; /* HELD_NO_REGIME: nothing is said of it */
    uint32_t measures, verified;
} row;

static bool in_list(const str_list *list, str text)
{
    for (size_t i = 0; i < list->count; i++)
        if (str_equal(list->items[i], text))
            return true;
    return false;
}

static bool has_day(regime_span span, calendar_day on)
{
    return (span.from == DATE_NONE || span.from <= on) && (span.until == DATE_NONE || on < span.until);
}

static bool is_live(const regime_set *set, str imposer, str where, calendar_day on)
{
    for (size_t i = 0; i < set->map_count; i++) {
        const regime_entry *e = &set->map[i];
        bool here = str_equal(e->imposer, imposer) && in_list(&e->where, where);
        for (size_t k = 0; here && k < e->span_count; k++)
            if (has_day(e->spans[k], on))
                return true;
    }
    return false;
}

/* Several parts may speak of one activity: parts of a whole. */
static void take_parts(row *r, const regime_cover *c, calendar_day on)
{
    for (size_t i = 0; i < c->part_count; i++) {
        const regime_cover_part *p = &c->parts[i];
        for (unsigned a = 0; a < ACTIVITY_COUNT && has_day(p->span, on); a++) {
            if (!(p->activities >> a & 1))
                continue;
            bool same = r->held[a] == HELD_NO_REGIME || r->held[a] == p->held;
            r->held[a] = same && p->hs.count == 0       ? p->held
                         : same && p->held == HELD_NONE ? HELD_NONE
                                                        : HELD_PARTLY;
        }
    }
}

static row row_of(const regime_set *set, str imposer, str where, calendar_day on)
{
    row r = {.imposer = imposer, .where = where, .live = is_live(set, imposer, where, on)};
    for (size_t i = 0; i < set->cover_count; i++)
        if (str_equal(set->covers[i].imposer, imposer) && in_list(&set->covers[i].where, where))
            take_parts(&r, r.cover = &set->covers[i], on);
    for (size_t i = 0; i < set->measure_count; i++) {
        const regime_measure *m = &set->measures[i];
        if (!str_equal(m->imposer, imposer) || !str_starts(where, m->regime))
            continue;
        r.measures++;
        r.verified += m->confidence == CONFIDENCE_VERIFIED;
    }
    return r;
}

static const char *held_of(const row *r)
{
    bool full = false, none = false, partly = false;
    for (unsigned a = 0; a < ACTIVITY_COUNT; a++) {
        full |= r->held[a] == HELD_FULL;
        partly |= r->held[a] == HELD_PARTLY;
        none |= r->held[a] == HELD_NONE || (r->cover && r->held[a] == HELD_NO_REGIME);
    }
    if (!r->live && r->cover == NULL)
        return regime_held_name(HELD_NO_REGIME);
    return regime_held_name(!full && !partly           ? HELD_NONE
                            : full && !partly && !none ? HELD_FULL
                                                       : HELD_PARTLY);
}

static str note_of(const row *r)
{
    if (r->cover == NULL)
        return r->live ? str_of("no pack says that it covers this") : STR_NONE;
    for (size_t i = 0; i < r->cover->part_count && r->cover->note.len == 0; i++)
        if (r->cover->parts[i].why.len)
            return r->cover->parts[i].why;
    return r->cover->note;
}

static void print_json(const row *r, buf *out)
{
    json_emitter w;
    emit_init(&w, out);
    emit_object(&w);
    emit_pair_str(&w, "imposer", r->imposer);
    emit_pair_str(&w, "country", r->where);
    emit_pair_text(&w, "held", held_of(r));
    emit_key(&w, "activities");
    emit_object(&w);
    for (unsigned a = 0; a < ACTIVITY_COUNT && r->cover; a++)
        emit_pair_text(&w, regime_activity_name(a),
                       regime_held_name(r->held[a] == HELD_NO_REGIME ? HELD_NONE : r->held[a]));
    emit_end_object(&w);
    emit_pair_int(&w, "measures", r->measures);
    emit_pair_int(&w, "verified", r->verified);
    emit_pair_str(&w, "note", note_of(r));
    emit_end_object(&w);
    emit_newline(&w);
}

static void print_text(const row *r, buf *out)
{
    buf_printf(out, "%-3.*s %-6.*s %-9s %4u measures  %.*s\n", STR_ARG(r->imposer), STR_ARG(r->where),
               held_of(r), r->measures, STR_ARG(note_of(r)));
}

/* The places of which the map or a statement of the imposer speaks, each once, in their order. */
static size_t places_of(const regime_set *set, str imposer, str *places)
{
    size_t count = 0;
    for (size_t i = 0; i < set->map_count + set->cover_count; i++) {
        bool map = i < set->map_count;
        const str_list *where = map ? &set->map[i].where : &set->covers[i - set->map_count].where;
        str by = map ? set->map[i].imposer : set->covers[i - set->map_count].imposer;
        for (size_t k = 0; k < where->count && str_equal(by, imposer); k++) {
            const str_list known = {places, count};
            if (count < PLACES_CAP && !in_list(&known, where->items[k]))
                places[count++] = where->items[k];
        }
    }
    for (size_t i = 1; i < count; i++)
        for (size_t k = i; k > 0 && str_compare(places[k - 1], places[k]) > 0; k--) {
            str swap = places[k];
            places[k] = places[k - 1];
            places[k - 1] = swap;
        }
    return count;
}

static void print_imposer(const arguments *args, const cli_measures *m, str imposer, buf *out)
{
    str places[PLACES_CAP];
    const char *country = arguments_get(args, "country");
    size_t count = country ? 1 : places_of(&m->changed, imposer, places);
    if (country)
        places[0] = str_of(country);
    for (size_t i = 0; i < count; i++) {
        row r = row_of(&m->changed, imposer, places[i], m->on);
        if (!country && !r.live && r.cover == NULL)
            continue;
        if (arguments_has(args, "json"))
            print_json(&r, out);
        else
            print_text(&r, out);
    }
}

static int run(const arguments *args)
{
    cli_measures m;
    buf out;
    int code = measures_open(args, &m);
    const char *imposer = arguments_get(args, "imposer");
    const regime_vocabulary *v = &m.changed.words;
    buf_init(&out, LIMIT_BUF_SIZE);
    for (size_t i = 0; code == 0 && i < v->imposer_count; i++)
        if (v->imposers[i].jurisdiction && (!imposer || str_is(v->imposers[i].key, imposer)))
            print_imposer(args, &m, v->imposers[i].key, &out);
    if (code == 0)
        code = print_or_fail(&out, code);
    buf_free(&out);
    measures_close(&m);
    return code;
}

static const option_spec options[] = {
    {.name = "imposer", .placeholder = "IMPOSER", .help = "only the law of this one: US, EU, UN, GB …"},
    {.name = "country", .placeholder = "COUNTRY", .help = "only this country or region: RU, UA-43"},
    OPTION_REGIMES,
    {.name = NULL},
};

const command cmd_regime_cover = {
    .name = "regime cover",
    .summary = "say what of the law is held",
    .usage = "",
    .description = "One line for each imposer and country on which it has a regime on the day: whether the "
                   "packs hold its "
                   "law in full, partly or not, how many measures there are, and what is missing. What is "
                   "not held makes "
                   "a decision a REVIEW.",
    .examples =
        "interdict regime cover --imposer EU --country RU\n  what is held of the law of the Union on Russia",
    .options = options,
    .common = COMMON_SNAPSHOT | COMMON_ON | COMMON_JSON,
    .run = run,
    .gives_away = SANDBOX_NO_PROGRAMS | SANDBOX_NO_NETWORK,
};
