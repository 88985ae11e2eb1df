/* From the measures as text to the index: numbers for words, an order in which attackers come first, and
 * tables of names. Done once per snapshot. */
#include "regime/program.h"

#include "base/error.h"
#include "base/limits.h"

#include <stdlib.h>

#define NAME_FOLD_CAP 1024

typedef struct builder {
    regime *r;
    bool no_memory;
} builder;

static void *make(builder *b, size_t count, size_t size)
{
    void *memory = arena_array(&b->r->a, count ? count : 1, size);
    b->no_memory |= memory == NULL;
    return memory;
}

uint16_t country_number(str text)
{
    if (text.len != 2)
        return 0;
    unsigned a = (unsigned char)text.data[0] | 0x20, c = (unsigned char)text.data[1] | 0x20;
    if (a < 'a' || a > 'z' || c < 'a' || c > 'z')
        return 0;
    return (uint16_t)((a - 'a') * 26 + (c - 'a') + 1);
}

uint64_t name_hash(const char *data, size_t len)
{
    uint64_t h = 14695981039346656037u; /* FNV-1a */
    for (size_t i = 0; i < len; i++)
        h = (h ^ (unsigned char)data[i]) * 1099511628211u;
    return h;
}

/* ---- words ---- */

static uint64_t class_mask(const regime *r, const str_list *classes)
{
    uint64_t mask = 0;
    for (size_t i = 0; i < classes->count; i++)
        for (uint32_t k = 0; k < r->class_count; k++)
            if (str_equal(r->classes[k].source->key, classes->items[i]))
                mask |= (uint64_t)1 << k;
    return mask;
}

static uint32_t condition_slot(const regime *r, str fact)
{
    static const char *const paths[PATH_COUNT] = {"actor.country",  "actor.role",     "payment.currency",
                                                  "payment.amount", "dates.contract", "dates.shipment",
                                                  "route.from",     "route.to",       "@named.role",
                                                  "@party_status",  "goods.origin"};
    int32_t slot = fact_slot(r, fact);
    for (uint32_t i = 0; slot < 0 && i < PATH_COUNT; i++)
        if (str_is(fact, paths[i]))
            slot = (int32_t)(r->set->words.fact_count + i);
    return slot < 0 ? UINT32_MAX : (uint32_t)slot;
}

static uint8_t slot_type(const regime *r, uint32_t slot)
{
    size_t facts = r->set->words.fact_count;
    if (slot < facts)
        return r->set->words.facts[slot].type;
    if (slot == facts + PATH_AMOUNT)
        return FACT_NUMBER;
    return slot == facts + PATH_CONTRACT || slot == facts + PATH_SHIPMENT ? FACT_DATE : FACT_STRING;
}

static bool same_list(const str_list *a, const str_list *b)
{
    bool same = a->count == b->count;
    for (size_t i = 0; same && i < a->count; i++)
        same = str_equal(a->items[i], b->items[i]);
    return same;
}

static bool same_join(const regime_join *a, const regime_join *b)
{
    return str_equal(a->dataset, b->dataset) && str_equal(a->program, b->program) &&
           same_list(&a->except, &b->except) && same_list(&a->sanctions, &b->sanctions) &&
           same_list(&a->schemas, &b->schemas) && str_equal(a->tag, b->tag);
}

static uint32_t join_number(builder *b, const regime_join *join, uint32_t cap)
{
    regime *r = b->r;
    for (uint32_t i = 0; i < r->join_count; i++)
        if (same_join(&r->joins[i], join))
            return i;
    if (r->join_count < cap)
        r->joins[r->join_count] = *join;
    return r->join_count++;
}

static void joins_of(builder *b, const regime_join *joins, size_t count, uint32_t cap, uint32_t **out,
                     uint32_t *out_count)
{
    *out = make(b, count, sizeof **out);
    for (size_t i = 0; i < count && *out; i++)
        (*out)[(*out_count)++] = join_number(b, &joins[i], cap);
}

static void countries_of(builder *b, const str_list *list, uint16_t **out, uint32_t *count)
{
    *out = make(b, list->count, sizeof **out);
    for (size_t i = 0; i < list->count && *out; i++)
        (*out)[(*count)++] = country_number(list->items[i]);
}

static uint32_t measure_rank(const regime *r, str id)
{
    const regime_measure *m = regime_set_find(r->set, id);
    return m ? r->rank[m - r->set->measures] : UINT32_MAX;
}

static void ranks_of(builder *b, const str_list *ids, uint32_t **out, uint32_t *count)
{
    *out = make(b, ids->count, sizeof **out);
    for (size_t i = 0; i < ids->count && *out; i++) {
        uint32_t rank = measure_rank(b->r, ids->items[i]);
        if (rank != UINT32_MAX)
            (*out)[(*count)++] = rank;
    }
}

static void build_classes(builder *b)
{
    regime *r = b->r;
    const regime_vocabulary *v = &r->set->words;
    r->class_count = (uint32_t)(v->class_count < REGIME_CLASSES_MAX ? v->class_count : REGIME_CLASSES_MAX);
    r->classes = make(b, r->class_count, sizeof *r->classes);
    for (uint32_t i = 0; i < r->class_count && r->classes; i++) {
        const regime_class_word *w = &v->classes[i];
        r->classes[i] = (class_rule){.source = w,
                                     .nexus = country_number(w->nexus),
                                     .actor_country = country_number(w->actor_country),
                                     .goods_origin = country_number(w->goods_origin),
                                     .route_to = country_number(w->us_person_or_route_to),
                                     .activity = (uint8_t)regime_activity_find(w->activity),
                                     .fact = fact_slot(r, w->fact)};
    }
    r->members = make(b, v->member_count, sizeof *r->members);
    for (size_t i = 0; i < v->member_count && r->members; i++)
        r->members[r->member_count++] = (member){country_number(v->members[i].country), v->members[i].span};
    for (size_t i = 0; i < v->imposer_count && r->jurisdiction_count < REGIME_IMPOSERS_MAX; i++) {
        if (!v->imposers[i].jurisdiction)
            continue;
        r->jurisdictions[r->jurisdiction_count] = v->imposers[i].key;
        r->jurisdiction_words[r->jurisdiction_count] = (uint32_t)i;
        r->jurisdiction_binds[r->jurisdiction_count++] = class_mask(r, &v->imposers[i].binds);
    }
    r->new_business = fact_slot(r, str_of("new_business"));
}

/* ---- order ---- */

/* Kahn's algorithm over the measures by id: the lowest that has no attacker left comes next. */
static itd_status build_order(builder *b, itd_error *error)
{
    regime *r = b->r;
    const regime_set *set = r->set;
    uint32_t n = (uint32_t)set->measure_count, *left = make(b, n, sizeof *left), placed = 0;
    bool *done = make(b, n, sizeof *done);
    r->rank = make(b, n, sizeof *r->rank);
    if (b->no_memory)
        return error_memory(error);
    for (uint32_t i = 0; i < n; i++) {
        for (size_t k = 0; k < set->measures[i].defeats.count; k++) {
            const regime_measure *x = regime_set_find(set, set->measures[i].defeats.items[k]);
            if (x)
                left[x - set->measures]++;
        }
        for (size_t k = 0; k < set->measures[i].void_if_stands.count; k++)
            if (regime_set_find(set, set->measures[i].void_if_stands.items[k]))
                left[i]++;
    }
    /* Passes over all: chains are short, so a handful of passes. */
    while (placed < n) {
        uint32_t before = placed;
        for (uint32_t i = 0; i < n; i++) {
            if (done[i] || left[i])
                continue;
            done[i] = true;
            r->rank[i] = placed++;
            for (size_t k = 0; k < set->measures[i].defeats.count; k++) {
                const regime_measure *x = regime_set_find(set, set->measures[i].defeats.items[k]);
                if (x)
                    left[x - set->measures]--;
            }
            for (uint32_t x = 0; x < n; x++)
                for (size_t k = 0; k < set->measures[x].void_if_stands.count; k++)
                    if (str_equal(set->measures[x].void_if_stands.items[k], set->measures[i].id))
                        left[x]--;
        }
        if (placed == before)
            return error_set(error, ITD_ERROR_SNAPSHOT, NULL,
                             "the measures of the snapshot defeat each other in a circle");
    }
    return ITD_OK;
}

static void build_attacks(builder *b)
{
    regime *r = b->r;
    uint32_t *counts = make(b, r->measure_count + 1, sizeof *counts);
    size_t total = 0;
    for (uint32_t q = 0; q < r->measure_count; q++)
        total += r->measures[q].source->defeats.count + r->measures[q].source->void_if_stands.count;
    r->attacks = make(b, total, sizeof *r->attacks);
    if (b->no_memory)
        return;
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t q = 0; q < r->measure_count; q++) {
            const regime_measure *m = r->measures[q].source;
            for (size_t k = 0; k < m->defeats.count + m->void_if_stands.count; k++) {
                bool voids = k >= m->defeats.count;
                uint32_t other = measure_rank(r, voids ? m->void_if_stands.items[k - m->defeats.count]
                                                       : m->defeats.items[k]);
                if (other == UINT32_MAX)
                    continue;
                uint32_t attacker = voids ? other : q, attacked = voids ? q : other;
                measure *x = &r->measures[attacked];
                if (pass == 0)
                    x->attack_count++;
                else
                    r->attacks[x->first_attack + counts[attacked]++] = (attack){attacker, voids};
            }
        }
        for (uint32_t x = 0, at = 0; pass == 0 && x < r->measure_count; at += r->measures[x++].attack_count)
            r->measures[x].first_attack = at;
    }
    for (uint32_t x = 0; x < r->measure_count; x++)
        for (uint32_t k = 0; k < r->measures[x].attack_count; k++) {
            const attack *q = &r->attacks[r->measures[x].first_attack + k];
            r->edge_cap += r->measures[x].target_count * r->measures[q->measure].target_count;
        }
}

/* ---- targets ---- */

void *index_array(regime *r, size_t count, size_t size, bool *no_memory)
{
    builder b = {.r = r};
    void *memory = make(&b, count, size);
    *no_memory |= b.no_memory;
    return memory;
}

static void hs_of(builder *b, const str_list *list, hs_list *out)
{
    out->items = make(b, list->count, sizeof *out->items);
    for (size_t i = 0; i < list->count && out->items; i++) {
        str rest = list->items[i], first = STR_NONE, last;
        unsigned long long low = 0, high = 0;
        if (!str_split(&rest, '-', &first))
            continue;
        if (!str_split(&rest, '-', &last))
            last = first;
        if (first.len == 0 || first.len > 10 || first.len != last.len || !str_to_unsigned(first, &low) ||
            !str_to_unsigned(last, &high))
            continue;
        out->items[out->count++] = (hs_entry){low, high, (uint8_t)first.len};
    }
}

void index_hs(regime *r, const str_list *list, hs_list *out, bool *no_memory)
{
    builder b = {.r = r};
    hs_of(&b, list, out);
    *no_memory |= b.no_memory;
}

static int64_t value_number(uint8_t type, str text)
{
    unsigned long long number = 0;
    calendar_day day = 0;
    if (type == FACT_BOOLEAN)
        return str_is(text, "true");
    if (type == FACT_DATE)
        return date_parse(text, &day) ? day : 0;
    str rest = text, whole = STR_NONE;
    unsigned long long decimals = 0;
    if (!str_split(&rest, '.', &whole) || !str_to_unsigned(whole, &number))
        return 0;
    if (whole.len < text.len && rest.len <= 4 && str_to_unsigned(rest, &decimals))
        for (size_t i = rest.len; i < 4; i++)
            decimals *= 10;
    return (int64_t)(number * 10000 + decimals);
}

/* Of "$key"; NULL: the words do not have it. */
static const regime_parameter *parameter_find(const regime *r, str name)
{
    const regime_vocabulary *v = &r->set->words;
    for (size_t i = 0; i < v->parameter_count; i++)
        if (str_equal(v->parameters[i].key, str_make(name.data + 1, name.len - 1)))
            return &v->parameters[i];
    return NULL;
}

int64_t index_value(uint8_t type, str text)
{
    return value_number(type, text);
}

static void conditions_of(builder *b, const regime_condition *source, size_t count, condition_list *out)
{
    out->items = make(b, count, sizeof *out->items);
    for (size_t i = 0; i < count && out->items; i++) {
        condition *c = &out->items[out->count++];
        *c = (condition){.slot = condition_slot(b->r, source[i].fact),
                         .op = source[i].op,
                         .unknown = source[i].on_unknown,
                         .source = &source[i]};
        size_t facts = b->r->set->words.fact_count;
        c->steady = c->slot != facts + PATH_NAMED_ROLE && c->slot != facts + PATH_PARTY_STATUS &&
                    source[i].when.on_or_after == DATE_NONE;
        for (size_t k = 0; k < source[i].values.count; k++)
            if (str_starts(source[i].values.items[k], str_of("$")))
                c->parameter = parameter_find(b->r, source[i].values.items[k]);
        c->steady &= c->parameter == NULL;
        c->always = source[i].when.on_or_after == DATE_NONE && !source[i].when.payment_or_bank &&
                    source[i].when.goods_hs.count == 0;
        c->type = c->slot == UINT32_MAX ? FACT_STRING : slot_type(b->r, c->slot);
        hs_of(b, &source[i].when.goods_hs, &c->when_hs);
        c->numbers = make(b, source[i].values.count, sizeof *c->numbers);
        for (size_t k = 0; k < source[i].values.count && c->numbers && c->type != FACT_STRING; k++)
            c->numbers[k] = value_number(c->type, source[i].values.items[k]);
    }
}

static void compile_wind(builder *b, const regime_wind_down *source, wind_down *out)
{
    if (!source->present)
        return;
    out->source = source;
    conditions_of(b, source->conditions, source->condition_count, &out->conditions);
}

static str *folded_places(builder *b, const regime_place *places, size_t count)
{
    char folded[NAME_FOLD_CAP];
    str *out = make(b, count, sizeof *out);
    for (size_t i = 0; i < count && out; i++) {
        out[i] = arena_str(&b->r->a, str_make(folded, regime_fold(places[i].name, folded, sizeof folded)));
        b->no_memory |= out[i].data == NULL;
    }
    return out;
}

static void build_target(builder *b, const regime_target *source, uint32_t m, uint32_t join_cap, target *t)
{
    regime *r = b->r;
    t->source = source;
    t->measure = m;
    t->by_party = source->name_count + source->statuses.count + source->join_count > 0;
    t->by_place = source->place_count > 0;
    t->by_asset = source->asset_count > 0;
    t->by_goods = source->goods.present;
    t->own_mapping = str_is(source->goods.hs_basis, "working_mapping");
    t->regime_country = str_is(r->measures[m].source->regime, REGIME_THEME)
                            ? 0
                            : country_number(r->measures[m].source->regime);
    t->span = source->span;
    t->effect = source->effect;
    t->only = source->only;
    t->direction = source->direction;
    t->statuses = make(b, source->statuses.count, sizeof *t->statuses);
    for (size_t i = 0; i < source->statuses.count && t->statuses; i++) {
        uint32_t status = status_find(r, source->statuses.items[i]);
        if (status != UINT32_MAX)
            t->statuses[t->status_count++] = status;
    }
    joins_of(b, source->joins, source->join_count, join_cap, &t->joins, &t->join_count);
    countries_of(b, &source->countries, &t->countries, &t->country_count);
    hs_of(b, &source->goods.hs, &t->hs);
    hs_of(b, &source->goods.hs_except, &t->hs_except);
    b->no_memory |= !goods_list_build(r, &source->goods, &t->goods);
    t->except_statuses = make(b, source->except.statuses.count, sizeof *t->except_statuses);
    for (size_t i = 0; i < source->except.statuses.count && t->except_statuses; i++) {
        uint32_t status = status_find(r, source->except.statuses.items[i]);
        if (status != UINT32_MAX)
            t->except_statuses[t->except_status_count++] = status;
    }
    joins_of(b, source->except.joins, source->except.join_count, join_cap, &t->except_joins,
             &t->except_join_count);
    conditions_of(b, source->conditions, source->condition_count, &t->conditions);
    compile_wind(b, &source->wind_down, &t->wind);
    t->places = folded_places(b, source->places, source->place_count);
    t->assets = folded_places(b, source->assets, source->asset_count);
}

static void build_gate(const regime *r, const target *t, gate *g)
{
    const measure *m = &r->measures[t->measure];
    const regime_measure *source = m->source;
    *g = (gate){.classes = m->bound | m->exposes,
                .activities = t->source->activities,
                .from = INT32_MAX,
                .until = DATE_NONE,
                .by_party = t->by_party,
                .forbids = m->rule && m->implementer_count == 0 && t->effect > EFFECT_PERMIT};
    bool open = false;
    for (size_t i = 0; i < source->period_count; i++) {
        const regime_period *p = &source->periods[i];
        calendar_day begins = p->notice_from != DATE_NONE ? p->notice_from : p->from;
        if (begins < g->from)
            g->from = begins;
        open |= p->until == DATE_NONE;
        if (g->until == DATE_NONE || p->until > g->until)
            g->until = p->until;
    }
    if (open)
        g->until = DATE_NONE;
    if (!t->by_party && !t->by_place && !t->by_asset && t->country_count == 1)
        g->country = t->countries[0];
}

static void build_measure(builder *b, const regime_measure *source, measure *m)
{
    regime *r = b->r;
    m->periods = source->periods;
    m->period_count = (uint32_t)source->period_count;
    m->rule = is_rule(source);
    m->general = source->confidence == CONFIDENCE_GENERAL;
    m->bound = class_mask(r, &source->bound);
    m->exposes = class_mask(r, &source->exposes);
    m->imposer = -1;
    m->imposer_word = 0;
    while (m->imposer_word < r->set->words.imposer_count &&
           !str_equal(r->set->words.imposers[m->imposer_word].key, source->imposer))
        m->imposer_word++;
    if (m->imposer_word >= r->set->words.imposer_count || m->imposer_word >= REGIME_IMPOSERS_MAX)
        m->imposer_word = REGIME_IMPOSERS_MAX;
    for (uint32_t i = 0; i < r->jurisdiction_count; i++)
        if (str_equal(r->jurisdictions[i], source->imposer)) {
            m->imposer = (int16_t)i;
            r->jurisdiction_held[i] |= regime_role_decides(source->role);
        }
    ranks_of(b, &source->implemented_by, &m->implementers, &m->implementer_count);
    ranks_of(b, &source->counters, &m->counters, &m->counter_count);
    countries_of(b, &source->contested_by, &m->contested_by, &m->contested_count);
    m->period_winds = make(b, source->period_count, sizeof *m->period_winds);
    for (size_t i = 0; i < source->period_count && m->period_winds; i++)
        compile_wind(b, &source->periods[i].wind_down, &m->period_winds[i]);
    compile_wind(b, &source->exposure_wind_down, &m->exposure_wind);
}

static bool has_targets(const regime_measure *m)
{
    return regime_role_decides(m->role) && m->role != ROLE_COUNTER;
}

static void note_join(regime *r, const measure *m, uint8_t effect, uint32_t join)
{
    if (!m->rule || m->imposer_word >= REGIME_IMPOSERS_MAX)
        return;
    r->join_imposers[join] |= 1u << m->imposer_word;
    if (effect > r->join_effect[join])
        r->join_effect[join] = effect;
}

/* Whose rules join which lists, and to what effect. */
static void note_joins(regime *r, const measure *m, const target *t)
{
    for (uint32_t i = 0; i < t->join_count; i++)
        note_join(r, m, t->effect, t->joins[i]);
    for (uint32_t i = 0; i < t->status_count; i++)
        for (uint32_t k = 0; k < r->statuses[t->statuses[i]].join_count; k++)
            note_join(r, m, t->effect, r->statuses[t->statuses[i]].joins[k]);
}

static void build_measures(builder *b)
{
    regime *r = b->r;
    const regime_set *set = r->set;
    size_t targets = 0, joins = 0;
    r->measure_count = (uint32_t)set->measure_count;
    r->measures = make(b, r->measure_count, sizeof *r->measures);
    for (size_t i = 0; i < set->measure_count; i++) {
        targets += set->measures[i].target_count;
        for (size_t k = 0; k < set->measures[i].target_count; k++)
            joins += set->measures[i].targets[k].join_count + set->measures[i].targets[k].except.join_count;
    }
    for (size_t i = 0; i < set->words.status_count; i++)
        joins += set->words.statuses[i].join_count;
    r->targets = make(b, targets, sizeof *r->targets);
    r->gates = make(b, targets, sizeof *r->gates);
    r->joins = make(b, joins, sizeof *r->joins);
    if (b->no_memory)
        return;
    for (size_t i = 0; i < set->measure_count; i++)
        r->measures[r->rank[i]].source = &set->measures[i];
    for (uint32_t i = 0; i < r->status_count; i++) {
        const regime_status_word *w = r->statuses[i].source;
        if (w)
            joins_of(b, w->joins, w->join_count, (uint32_t)joins, &r->statuses[i].joins,
                     &r->statuses[i].join_count);
    }
    r->join_imposers = make(b, joins, sizeof *r->join_imposers);
    r->join_effect = make(b, joins, sizeof *r->join_effect);
    r->counter_measures = make(b, r->measure_count, sizeof *r->counter_measures);
    for (uint32_t i = 0; i < r->measure_count && !b->no_memory; i++) {
        measure *m = &r->measures[i];
        build_measure(b, m->source, m);
        if (m->source->role == ROLE_COUNTER)
            r->counter_measures[r->counter_measure_count++] = i;
        m->first_target = r->target_count;
        for (size_t k = 0; k < m->source->target_count && !b->no_memory && has_targets(m->source); k++) {
            build_target(b, &m->source->targets[k], i, (uint32_t)joins, &r->targets[r->target_count]);
            build_gate(r, &r->targets[r->target_count], &r->gates[r->target_count]);
            if (!b->no_memory)
                note_joins(r, m, &r->targets[r->target_count]);
            r->target_count++;
        }
        m->target_count = r->target_count - m->first_target;
    }
}

/* ---- statuses and names ---- */

uint32_t status_find(const regime *r, str key)
{
    size_t words = r->set->words.status_count, prefix = strlen(REGIME_STATUS_LISTED);
    if (str_starts(key, str_of(REGIME_STATUS_LISTED))) {
        uint32_t rank = measure_rank(r, str_make(key.data + prefix, key.len - prefix));
        for (uint32_t i = (uint32_t)words; i < r->status_count; i++)
            if (r->statuses[i].named_by_count && r->statuses[i].named_by[0] == rank)
                return i;
        return UINT32_MAX;
    }
    for (uint32_t i = 0; i < words; i++)
        if (str_equal(r->set->words.statuses[i].key, key))
            return i;
    return UINT32_MAX;
}

static void add_listed_status(builder *b, str key)
{
    regime *r = b->r;
    size_t prefix = strlen(REGIME_STATUS_LISTED);
    if (!str_starts(key, str_of(REGIME_STATUS_LISTED)) || status_find(r, key) != UINT32_MAX)
        return;
    uint32_t rank = measure_rank(r, str_make(key.data + prefix, key.len - prefix));
    uint32_t *named_by = make(b, 1, sizeof *named_by);
    if (rank == UINT32_MAX || named_by == NULL)
        return;
    *named_by = rank;
    r->statuses[r->status_count++] = (status_rule){.fact = -1, .named_by = named_by, .named_by_count = 1};
}

static void build_statuses(builder *b)
{
    regime *r = b->r;
    const regime_vocabulary *v = &r->set->words;
    size_t cap = v->status_count;
    for (size_t i = 0; i < r->set->measure_count; i++)
        for (size_t k = 0; k < r->set->measures[i].target_count; k++)
            cap += r->set->measures[i].targets[k].statuses.count +
                   r->set->measures[i].targets[k].except.statuses.count;
    r->statuses = make(b, cap, sizeof *r->statuses);
    if (b->no_memory)
        return;
    for (size_t i = 0; i < v->status_count; i++) {
        const regime_status_word *w = &v->statuses[i];
        status_rule *s = &r->statuses[r->status_count++];
        *s = (status_rule){.source = w, .country = country_number(w->country), .fact = fact_slot(r, w->fact)};
        ranks_of(b, &w->named_by, &s->named_by, &s->named_by_count);
    }
    for (size_t i = 0; i < r->set->measure_count; i++)
        for (size_t k = 0; k < r->set->measures[i].target_count; k++) {
            const str_list *statuses = &r->set->measures[i].targets[k].statuses;
            const str_list *except = &r->set->measures[i].targets[k].except.statuses;
            for (size_t s = 0; s < statuses->count; s++)
                add_listed_status(b, statuses->items[s]);
            for (size_t s = 0; s < except->count; s++)
                add_listed_status(b, except->items[s]);
        }
}

/* How many days of change a case can have at most. */
static void count_boundaries(regime *r)
{
    size_t count = 0;
    for (uint32_t i = 0; i < r->measure_count; i++) {
        const regime_measure *m = r->measures[i].source;
        count += m->period_count * 5 + 2;
        for (size_t k = 0; k < m->target_count; k++) {
            const regime_target *t = &m->targets[k];
            count += 3 + t->place_count * 2 + t->asset_count * 2 + t->condition_count;
            for (size_t n = 0; n < t->name_count; n++)
                count += t->names[n].span_count * 2;
            count += t->goods.line_count * 2;
        }
    }
    for (size_t i = 0; i < r->set->words.parameter_count; i++)
        count += r->set->words.parameters[i].value_count * 2 * 8;
    for (uint32_t i = 0; i < r->map_count; i++)
        count += r->map_entries[i].source->span_count * 2;
    for (uint32_t i = 0; i < r->cover_count; i++)
        count += r->covers[i].source->part_count * 2;
    r->boundary_cap = (uint32_t)(count * 2 + 64);
}

/* ---- open and close ---- */

static itd_status build(regime *r, itd_error *error)
{
    builder b = {.r = r};
    itd_status status = build_order(&b, error);
    if (status != ITD_OK)
        return status;
    if (!index_facts(r))
        return error_memory(error);
    build_classes(&b);
    build_statuses(&b);
    if (!b.no_memory)
        build_measures(&b);
    if (!b.no_memory)
        build_attacks(&b);
    if (!b.no_memory)
        b.no_memory |= !index_names(r);
    if (!b.no_memory)
        b.no_memory |= !index_masks(r);
    b.no_memory |= !index_cover(r);
    if (b.no_memory)
        return error_memory(error);
    count_boundaries(r);
    return ITD_OK;
}

static itd_status open_regime(str section, const regime_set *set, regime **out, itd_error *error)
{
    itd_status status = ITD_OK;
    regime *r = calloc(1, sizeof *r);
    if (r == NULL)
        return error_memory(error);
    arena_init(&r->a, LIMIT_ARENA_SIZE);
    r->set = set ? set : &r->own;
    if (set == NULL && section.len)
        status = regime_decode(section, &r->a, &r->own, error);
    if (status == ITD_OK)
        status = build(r, error);
    if (status != ITD_OK) {
        regime_close(r);
        r = NULL;
    }
    *out = r;
    return status;
}

itd_status regime_open(str section, regime **out, itd_error *error)
{
    return open_regime(section, NULL, out, error);
}

itd_status regime_open_set(const regime_set *set, regime **out, itd_error *error)
{
    return open_regime(STR_NONE, set, out, error);
}

void regime_close(regime *r)
{
    if (r == NULL)
        return;
    arena_free(&r->a);
    free(r);
}

const regime_set *regime_data(const regime *r)
{
    return r->set;
}

static bool in_list(const str_list *list, str text)
{
    for (size_t i = 0; i < list->count; i++)
        if (str_equal_nocase(list->items[i], text))
            return true;
    return false;
}

/* Words of what the list says is imposed, of its kind, of its remarks. */
static bool fits_entry(const regime_join *j, const regime_listed *e)
{
    bool imposed = j->sanctions.count == 0;
    for (size_t i = 0; i < j->sanctions.count && !imposed; i++)
        for (size_t k = 0; k < e->imposed.count && !imposed; k++)
            imposed = str_find_nocase(e->imposed.items[k], j->sanctions.items[i]) < e->imposed.items[k].len;
    bool tagged = j->tag.len == 0;
    for (size_t k = 0; k < e->remarks.count && !tagged; k++)
        tagged = str_find_nocase(e->remarks.items[k], j->tag) < e->remarks.items[k].len;
    return imposed && tagged && (j->schemas.count == 0 || in_list(&j->schemas, e->schema));
}

bool regime_join_takes(const regime *r, uint32_t join, const regime_listed *e)
{
    const regime_join *j = &r->joins[join];
    bool any = str_is(j->program, "*"), program = any || str_equal(j->program, e->program);
    bool except = in_list(&j->except, e->program);
    for (size_t i = 0; i < e->programs.count && !any; i++)
        except |= in_list(&j->except, e->programs.items[i]);
    return program && !except && str_equal(j->dataset, e->dataset) && fits_entry(j, e);
}

uint32_t regime_join_count(const regime *r)
{
    return r->join_count;
}

uint32_t regime_imposer_bit(const regime *r, str imposer)
{
    const regime_vocabulary *v = &r->set->words;
    for (uint32_t i = 0; i < v->imposer_count && i < REGIME_IMPOSERS_MAX; i++)
        if (str_equal(v->imposers[i].key, imposer))
            return 1u << i;
    return 0;
}

const regime_fact_word *regime_fact_find(const regime *r, str key)
{
    int32_t slot = fact_slot(r, key);
    return slot < 0 ? NULL : &r->set->words.facts[slot];
}

bool periods_live(const regime_period *periods, size_t count, calendar_day on, calendar_day as_of,
                  const regime_period **period)
{
    for (size_t i = 0; i < count; i++) {
        const regime_period *p = &periods[i];
        if (p->from > on || (as_of != DATE_NONE && p->known_from > as_of))
            continue;
        bool ends = p->until != DATE_NONE && (as_of == DATE_NONE || p->until_known_from <= as_of);
        if (ends && on >= p->until)
            continue;
        if (period)
            *period = p;
        return true;
    }
    return false;
}

bool regime_measure_live(const regime_measure *m, calendar_day on, calendar_day as_of,
                         const regime_period **period)
{
    return periods_live(m->periods, m->period_count, on, as_of, period);
}
