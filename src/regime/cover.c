/* Whether the law that a case asks about is held: the regimes of the map that a case touches, by imposer and
 * place, against what the packs say that they cover. Silence of a law that is not here is no permission. */
#include "regime/program.h"

enum { NO_LINE = -1 };

/* ---- places ---- */

static void add_place(regime_worker *w, str text)
{
    if (text.len < 2 || w->place_count == TOUCHED_MAX)
        return;
    for (uint32_t i = 0; i < w->place_count; i++)
        if (str_equal_nocase(w->places[i].code, text))
            return;
    w->places[w->place_count++] = (touched_place){
        .code = text, .country = country_number(str_make(text.data, 2)), .region = text.len > 2};
}

/* What the facts of the case tell of places: 'occupied_area: crimea' is the region, 'russian_diamonds: true'
 * the country. */
static void add_told_places(regime_worker *w, const regime_fact *f)
{
    const regime_fact_word *word = regime_fact_find(w->r, f->key);
    for (size_t k = 0; word && k < word->regions.count; k++) {
        str rest = word->regions.items[k], region = STR_NONE;
        if (str_split(&rest, ' ', &region) && str_equal(rest, f->text))
            add_place(w, region);
    }
    if (word && word->type == FACT_BOOLEAN && f->boolean)
        add_place(w, word->touches);
}

/* Every country and region that the case touches: of parties, banks, goods, route, vessels and payment. */
static void find_places(regime_worker *w)
{
    const regime_case *c = w->c;
    w->place_count = 0;
    for (size_t i = 0; i < c->regions.count; i++)
        add_place(w, c->regions.items[i]);
    for (size_t i = 0; i < c->party_count; i++) {
        add_place(w, c->parties[i].country);
        if (c->parties[i].bic.len >= 6)
            add_place(w, str_make(c->parties[i].bic.data + 4, 2));
    }
    for (size_t i = 0; i < c->goods_count; i++)
        add_place(w, c->goods[i].origin);
    add_place(w, c->route_from);
    add_place(w, c->route_to);
    const str_list *const lists[] = {&c->route_via, &c->flags, &c->payment_via, &c->owned_from};
    for (size_t k = 0; k < sizeof lists / sizeof *lists; k++)
        for (size_t i = 0; i < lists[k]->count; i++)
            add_place(w, lists[k]->items[i]);
    for (size_t i = 0; i < c->fact_count; i++)
        add_told_places(w, &c->facts[i]);
}

static bool is_in(const str_list *where, const touched_place *p)
{
    for (size_t i = 0; i < where->count; i++)
        if (str_equal_nocase(where->items[i], p->code))
            return true;
    return false;
}

/* ---- what a regime may forbid ---- */

/* True if the kind may forbid this line of goods (NO_LINE: none is named). */
static bool kind_touches(const regime_worker *w, const kind_rule *k, int line)
{
    uint8_t activity = w->c->activity;
    if (!(k->source->activities >> activity & 1))
        return false;
    if (k->hs.count == 0)
        return true;
    bool moves = activity == ACTIVITY_IMPORT || activity == ACTIVITY_EXPORT || activity == ACTIVITY_TRANSIT;
    return line == NO_LINE ? moves : hs_match(&k->hs, &w->codes[line]) != NO;
}

static bool entry_touches(const regime_worker *w, const entry_rule *e, int line)
{
    bool touches = e->source->comprehensive;
    for (uint32_t i = 0; i < e->kind_count && !touches; i++)
        touches = kind_touches(w, &w->r->kinds[e->kinds[i]], line);
    return touches;
}

/* An end that lay ahead on as_of is not known: the map does not say since when one could know of it. */
static bool entry_live(const regime_worker *w, const regime_entry *e, calendar_day day)
{
    for (size_t i = 0; i < e->span_count; i++) {
        regime_span span = e->spans[i];
        if (w->c->as_of != DATE_NONE && span.until > w->c->as_of)
            span.until = DATE_NONE;
        if (span_has(span, day))
            return true;
    }
    return false;
}

/* ---- what is held ---- */

static const regime_cover_part no_part = {.held = HELD_NONE};

/* The first part of a statement that fits the line on the day. A code too short to tell is held by no part.
 */
static const regime_cover_part *part_of(const regime_worker *w, const cover_rule *x, int line,
                                        calendar_day day)
{
    for (size_t i = 0; i < x->source->part_count; i++) {
        const regime_cover_part *p = &x->source->parts[i];
        if (!(p->activities >> w->c->activity & 1) || !span_has(p->span, day))
            continue;
        uint8_t match = p->hs.count == 0  ? YES
                        : line == NO_LINE ? NO
                                          : hs_match(&x->parts[i], &w->codes[line]);
        if (match == YES || (match == MAYBE && p->held == HELD_NONE))
            return p;
    }
    return &no_part;
}

static const regime_cover_part *held_part(const regime_worker *w, uint32_t imposer, const touched_place *p,
                                          int line, calendar_day day)
{
    const regime_cover_part *best = &no_part;
    for (uint32_t i = 0; i < w->r->cover_count; i++) {
        const cover_rule *x = &w->r->covers[i];
        if (x->imposer != imposer || !is_in(&x->source->where, p))
            continue;
        const regime_cover_part *part = part_of(w, x, line, day);
        if (part->held < best->held || (best == &no_part && part != &no_part))
            best = part;
    }
    return best;
}

/* Whether the law of the entry counts for the jurisdiction: its own, or one that stands for what is not held.
 */
static bool entry_counts(const regime_worker *w, const entry_rule *e, uint32_t jurisdiction)
{
    return w->r->stand_ins[jurisdiction] ? w->r->stand_ins[jurisdiction] >> e->imposer & 1
                                         : e->imposer == w->r->jurisdiction_words[jurisdiction];
}

static bool own_country(const regime_worker *w, uint32_t jurisdiction, const touched_place *p)
{
    return w->r->stand_ins[jurisdiction] && !p->region && p->country == w->actor_country;
}

/* ---- one question: an imposer, a place, a line of goods ---- */

typedef struct answer {
    uint8_t held; /* HELD_NO_REGIME: nothing there may forbid it */
    const regime_cover_part *part;
    const entry_rule *entry; /* that may forbid it, else one that is in force there */
} answer;

static bool binds(const regime_worker *w, uint32_t jurisdiction)
{
    return (w->r->jurisdiction_binds[jurisdiction] &
            (w->class_yes | w->class_nexus | w->class_ask_country)) != 0;
}

static answer ask_line(const regime_worker *w, uint32_t jurisdiction, const touched_place *p, int line,
                       calendar_day day)
{
    answer a = {.held = HELD_NO_REGIME, .part = &no_part};
    bool bound = binds(w, jurisdiction);
    if (own_country(w, jurisdiction, p))
        return a;
    for (uint32_t i = w->r->entry_first[p->country]; i < w->r->entry_first[p->country + 1]; i++) {
        const entry_rule *e = &w->r->map_entries[w->r->entry_places[i]];
        if (!entry_counts(w, e, jurisdiction) || !is_in(&e->source->where, p) ||
            !entry_live(w, e->source, day))
            continue;
        if (!bound && !e->source->exposes)
            continue;
        if (!entry_touches(w, e, line)) {
            a.entry = a.entry ? a.entry : e;
            continue;
        }
        a.entry = e;
        a.held = HELD_NONE;
        if (w->r->stand_ins[jurisdiction] == 0)
            a.part = held_part(w, w->r->jurisdiction_words[jurisdiction], p, line, day);
        a.held = a.part->held;
        return a;
    }
    return a;
}

static int line_count(const regime_worker *w)
{
    return w->c->goods_count ? (int)w->c->goods_count : 1;
}

static int line_at(const regime_worker *w, int i)
{
    return w->c->goods_count ? i : NO_LINE;
}

/* Of the law that binds the actor, and of what reaches everybody: secondary sanctions. */
static bool asks(const regime_worker *w, uint32_t jurisdiction)
{
    return binds(w, jurisdiction) || w->r->jurisdiction_exposes[jurisdiction];
}

static bool lacks(const regime_worker *w, uint32_t jurisdiction, calendar_day day)
{
    if (!asks(w, jurisdiction))
        return false;
    if (w->r->map_count == 0)
        return binds(w, jurisdiction);
    for (uint32_t p = 0; p < w->place_count; p++)
        for (int i = 0; i < line_count(w); i++)
            if (ask_line(w, jurisdiction, &w->places[p], line_at(w, i), day).held == HELD_NONE)
                return true;
    return false;
}

/* The answers of one day are kept: verdicts are asked for again with other facts, which change none of them.
 */
bool cover_lacks(regime_worker *w, uint32_t jurisdiction, calendar_day day)
{
    if (w->cover.day != day)
        w->cover.day = day, w->cover.known = w->cover.lacks = 0;
    uint32_t bit = 1u << jurisdiction;
    if (!(w->cover.known & bit)) {
        w->cover.known |= bit;
        w->cover.lacks |= lacks(w, jurisdiction, day) ? bit : 0;
    }
    return w->cover.lacks & bit;
}

/* The days on which what is held may change for a case. */
void cover_days(regime_worker *w, uint32_t *count)
{
    for (uint32_t p = 0; p < w->place_count; p++) {
        uint16_t country = w->places[p].country;
        for (uint32_t i = w->r->entry_first[country]; i < w->r->entry_first[country + 1]; i++) {
            const regime_entry *e = w->r->map_entries[w->r->entry_places[i]].source;
            for (size_t k = 0; k < e->span_count && is_in(&e->where, &w->places[p]); k++)
                day_add_span(w, count, e->spans[k]);
        }
        for (uint32_t i = 0; i < w->r->cover_count; i++) {
            const regime_cover *x = w->r->covers[i].source;
            for (size_t k = 0; k < x->part_count && is_in(&x->where, &w->places[p]); k++)
                day_add_span(w, count, x->parts[k].span);
        }
    }
}

void cover_read_case(regime_worker *w)
{
    w->cover.day = DATE_NONE;
    find_places(w);
}

/* ---- the report ---- */

static void add_uncovered(regime_worker *w, uint32_t jurisdiction, const touched_place *p, int line,
                          const answer *a)
{
    regime_result *x = &w->result;
    if (x->uncovered_count == REGIME_UNCOVERED_MAX)
        return;
    x->uncovered[x->uncovered_count++] =
        (regime_uncovered){.imposer = w->r->jurisdictions[jurisdiction],
                           .where = p ? p->code : STR_NONE,
                           .line = line,
                           .why = a->part->why,
                           .entry = a->entry ? a->entry->source : NULL,
                           .not_held_at_all = w->r->stand_ins[jurisdiction] != 0,
                           .no_map = p == NULL};
}

static void report_place(regime_worker *w, uint32_t jurisdiction, const touched_place *p)
{
    regime_result *x = &w->result;
    uint8_t held[HELD_COUNT] = {0};
    const answer *kept = NULL;
    answer last = {0};
    for (int i = 0; i < line_count(w); i++) {
        answer a = ask_line(w, jurisdiction, p, line_at(w, i), w->day);
        held[a.held] = 1;
        if (a.held == HELD_NONE)
            add_uncovered(w, jurisdiction, p, line_at(w, i), &a);
        if (kept == NULL || a.held >= last.held) {
            last = a;
            kept = &last;
        }
    }
    bool some = held[HELD_FULL] || held[HELD_PARTLY];
    bool silent = last.entry == NULL && !binds(w, jurisdiction);
    if (x->law_count == REGIME_LAWS_MAX || silent)
        return;
    x->laws[x->law_count++] = (regime_law){.imposer = w->r->jurisdictions[jurisdiction],
                                           .where = p->code,
                                           .held = held[HELD_NONE] && !some               ? HELD_NONE
                                                   : held[HELD_NONE] || held[HELD_PARTLY] ? HELD_PARTLY
                                                   : held[HELD_FULL]                      ? HELD_FULL
                                                                                          : HELD_NO_REGIME,
                                           .note = last.part->why,
                                           .entry = last.entry ? last.entry->source : NULL};
}

static bool beyond_touches(const regime_worker *w, const beyond_rule *b)
{
    if (!(b->source->activities >> w->c->activity & 1))
        return false;
    for (size_t i = 0; i < w->c->goods_count; i++)
        if (b->hs.count == 0 || hs_match(&b->hs, &w->codes[i]) == YES)
            return true;
    return false;
}

void cover_report(regime_worker *w)
{
    const regime *r = w->r;
    regime_result *x = &w->result;
    bool own = false;
    x->uncovered_count = x->law_count = x->beyond_count = 0;
    for (uint32_t j = 0; j < r->jurisdiction_count; j++) {
        if (!asks(w, j))
            continue;
        own |= (r->jurisdiction_binds[j] & w->class_yes) != 0 && !r->binds_everybody[j];
        if (r->map_count == 0 && binds(w, j))
            add_uncovered(w, j, NULL, NO_LINE, &(answer){.part = &no_part});
        for (uint32_t p = 0; p < w->place_count && r->map_count; p++)
            report_place(w, j, &w->places[p]);
    }
    x->own_law_unknown = !own && w->actor_country != 0;
    for (uint32_t i = 0; i < r->beyond_count && x->beyond_count < REGIME_BEYOND_MAX; i++)
        if (beyond_touches(w, &r->beyond[i]))
            x->beyond[x->beyond_count++] = r->beyond[i].source;
}
