/* What the measures know of a name, whatever the case: whether they name it, for whom, and since when. */
#include "regime/program.h"

#define KNOWN_NAME_CAP 1024

uint32_t name_first(const regime *r, const char *text, size_t len, bool bic)
{
    uint64_t hash = name_hash(text, len) ^ bic;
    uint32_t low = 0, high = r->name_count;
    while (low < high && len) {
        uint32_t middle = low + (high - low) / 2;
        if (r->names[middle].hash < hash)
            low = middle + 1;
        else
            high = middle;
    }
    return len && low < r->name_count && r->names[low].hash == hash ? low : r->name_count;
}

/* The bits of the imposers whose targets in force ask for the status; DATE_NONE: on whatever day. */
static uint32_t asked_by(const regime *r, uint32_t status, calendar_day on, calendar_day as_of)
{
    uint32_t bits = 0;
    for (uint32_t i = 0; i < r->target_count; i++) {
        const target *t = &r->targets[i];
        const measure *m = &r->measures[t->measure];
        bool asks = false;
        for (uint32_t k = 0; k < t->status_count; k++)
            asks |= t->statuses[k] == status;
        bool live = on == DATE_NONE ||
                    (regime_measure_live(m->source, on, as_of, NULL) && span_has(t->source->span, on));
        if (asks && m->imposer_word < REGIME_IMPOSERS_MAX && is_rule(m->source) && live)
            bits |= 1u << m->imposer_word;
    }
    return bits;
}

/* The bits of the imposers that one entry reaches on the day. */
static uint32_t entry_bits(const regime *r, const name_entry *e, calendar_day on, calendar_day as_of)
{
    bool live = e->source->span_count == 0;
    for (size_t i = 0; i < e->source->span_count && !live; i++)
        live = span_has(e->source->spans[i], on);
    if (!live)
        return 0;
    if (e->owner & OWNER_EXCEPT)
        return 0;
    if (e->owner & OWNER_STATUS)
        return asked_by(r, e->owner & ~OWNER_STATUS, on, as_of);
    const target *t = &r->targets[e->owner];
    const measure *m = &r->measures[t->measure];
    bool counts = is_rule(m->source) && m->imposer_word < REGIME_IMPOSERS_MAX &&
                  regime_measure_live(m->source, on, as_of, NULL) && span_has(t->source->span, on);
    return counts ? 1u << m->imposer_word : 0;
}

typedef void entry_visitor(const regime *r, const name_entry *e, void *context);

static void visit_key(const regime *r, const char *text, size_t len, bool bic, entry_visitor *visit,
                      void *context)
{
    uint32_t first = name_first(r, text, len, bic);
    for (uint32_t k = first; k < r->name_count && r->names[k].hash == r->names[first].hash; k++)
        if (str_equal(r->names[k].text, str_make(text, len)))
            visit(r, &r->entries[r->names[k].entry], context);
}

/* The entries with this name, with or without its legal form, or this BIC. */
static void visit_entries(const regime *r, str name, str bic, entry_visitor *visit, void *context)
{
    char folded[KNOWN_NAME_CAP];
    visit_key(r, folded, regime_fold(name, folded, sizeof folded), false, visit, context);
    visit_key(r, folded, fold_bare(r, name, folded, sizeof folded), false, visit, context);
    if (bic.len >= 8 && regime_fold(bic, folded, sizeof folded) >= 8)
        visit_key(r, folded, 7, true, visit, context);
}

/* ---- on a day ---- */

typedef struct named_by {
    calendar_day on, as_of;
    uint32_t bits;
} named_by;

static void add_bits(const regime *r, const name_entry *e, void *context)
{
    named_by *n = context;
    n->bits |= entry_bits(r, e, n->on, n->as_of);
}

uint32_t regime_named_by(const regime *r, str name, str bic, calendar_day on, calendar_day as_of)
{
    named_by n = {.on = on, .as_of = as_of};
    visit_entries(r, name, bic, add_bits, &n);
    return n.bits;
}

static void note_named(const regime *r, const name_entry *e, void *context)
{
    (void)r;
    (void)e;
    *(bool *)context = true;
}

bool regime_names(const regime *r, str name, str bic)
{
    bool named = false;
    visit_entries(r, name, bic, note_named, &named);
    return named;
}

/* ---- for those who join a list ---- */

/* What the days of rules say of one day: one names the party on it, or one will. */
typedef struct known_days {
    bool some, live, later;
    bool own; /* the days of the party itself, not those of the measure */
} known_days;

typedef struct known_search {
    uint32_t join;
    calendar_day on;
    known_days precise, general; /* of the rules of the same group; of all that have as strong an effect */
    bool named;
} known_search;

static bool holds(const uint32_t *numbers, uint32_t count, uint32_t number)
{
    for (uint32_t i = 0; i < count; i++)
        if (numbers[i] == number)
            return true;
    return false;
}

/* True if the target names in words those whom the join names by a list: it has the join itself, or a status
 * has both. */
static bool same_group(const regime *r, const target *t, uint32_t join)
{
    bool same = holds(t->joins, t->join_count, join);
    for (uint32_t i = 0; i < r->status_count && !same; i++)
        same = holds(r->statuses[i].joins, r->statuses[i].join_count, join) &&
               holds(r->statuses[i].named_by, r->statuses[i].named_by_count, t->measure);
    return same;
}

static void note_stretch(known_days *days, const regime_span *parts, size_t count, calendar_day on)
{
    bool live = true;
    calendar_day from = DATE_NONE;
    for (size_t i = 0; i < count; i++) {
        live &= span_has(parts[i], on);
        if (parts[i].from != DATE_NONE && (from == DATE_NONE || parts[i].from > from))
            from = parts[i].from;
    }
    days->some = true;
    days->live |= live;
    days->later |= from != DATE_NONE && from > on;
}

/* The days on which the target names the entry. */
static void note_days(known_days *days, const measure *m, const target *t, const regime_name *name,
                      calendar_day on)
{
    static const regime_span always = {DATE_NONE, DATE_NONE};
    days->own |= name->span_count > 0;
    for (uint32_t i = 0; i < m->period_count; i++)
        for (size_t k = 0; k < name->span_count || k == 0; k++) {
            const regime_span parts[] = {{m->periods[i].from, m->periods[i].until},
                                         t->span,
                                         name->span_count ? name->spans[k] : always};
            note_stretch(days, parts, sizeof parts / sizeof *parts, on);
        }
}

static void note_known(const regime *r, const name_entry *e, void *context)
{
    known_search *x = context;
    if (e->owner & OWNER_EXCEPT)
        return;
    if (e->owner & OWNER_STATUS) {
        x->named |=
            (asked_by(r, e->owner & ~OWNER_STATUS, DATE_NONE, DATE_NONE) & r->join_imposers[x->join]) != 0;
        return;
    }
    const target *t = &r->targets[e->owner];
    const measure *m = &r->measures[t->measure];
    if (m->imposer_word >= REGIME_IMPOSERS_MAX || !(r->join_imposers[x->join] >> m->imposer_word & 1))
        return;
    x->named = true;
    if (!m->rule)
        return;
    if (same_group(r, t, x->join))
        note_days(&x->precise, m, t, e->source, x->on);
    if (t->effect >= r->join_effect[x->join])
        note_days(&x->general, m, t, e->source, x->on);
}

regime_known regime_knows(const regime *r, str name, str bic, uint32_t join, calendar_day on)
{
    known_search x = {.join = join, .on = on};
    visit_entries(r, name, bic, note_known, &x);
    const known_days *days = x.precise.some ? &x.precise : &x.general;
    return (regime_known){.named = x.named, .not_yet = days->later && !days->live, .own_days = days->own};
}
