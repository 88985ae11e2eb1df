/* Who is named on a day: by name, alias or BIC, by status, by a list. */
#include "regime/program.h"

#define PARTY_NAME_CAP 1024

const regime_period *measure_period(regime_worker *w, uint32_t index)
{
    if (w->live_stamp[index] != w->stamp) {
        const regime_period *period = NULL;
        const measure *m = &w->r->measures[index];
        w->live_stamp[index] = w->stamp;
        w->live_period[index] =
            periods_live(m->periods, m->period_count, w->day, w->c->as_of, &period) ? period : NULL;
    }
    return w->live_period[index];
}

static void add_hit(regime_worker *w, uint32_t entry, size_t party)
{
    uint32_t owner = w->r->entries[entry].owner;
    uint32_t *first = owner & OWNER_STATUS   ? &w->status_hits[owner & ~OWNER_STATUS]
                      : owner & OWNER_EXCEPT ? &w->except_hits[owner & ~OWNER_EXCEPT]
                                             : &w->target_hits[owner];
    if (w->hit_count == w->hit_cap)
        return;
    w->hits[w->hit_count] = (party_hit){.entry = entry, .next = *first, .party = (uint8_t)party};
    *first = w->hit_count++;
}

static void look_up(regime_worker *w, const char *text, size_t len, bool bic, size_t party)
{
    const regime *r = w->r;
    uint32_t first = name_first(r, text, len, bic);
    for (uint32_t k = first; k < r->name_count && r->names[k].hash == r->names[first].hash; k++)
        if (str_equal(r->names[k].text, str_make(text, len)))
            add_hit(w, r->names[k].entry, party);
}

/* Forgets the hits of the case before, touching only what it had touched. */
static void clear_hits(regime_worker *w)
{
    for (uint32_t i = 0; i < w->hit_count; i++) {
        uint32_t owner = w->r->entries[w->hits[i].entry].owner;
        if (owner & OWNER_STATUS)
            w->status_hits[owner & ~OWNER_STATUS] = UINT32_MAX;
        else if (owner & OWNER_EXCEPT)
            w->except_hits[owner & ~OWNER_EXCEPT] = UINT32_MAX;
        else
            w->target_hits[owner] = UINT32_MAX;
    }
    w->hit_count = 0;
}

static bool in_country(const regime_worker *w, size_t party, uint16_t country)
{
    return w->party_country[party][0] == country || w->party_country[party][1] == country;
}

/* Parties that have a status whatever the day: by role or fact, and country. *maybe: those whose role is not
 * stated. */
static uint64_t fixed_status(const regime_worker *w, const status_rule *s, uint64_t *maybe)
{
    uint64_t mask = 0;
    const regime_status_word *word = s->source;
    if (word == NULL || (s->country == 0 && word->roles.count == 0))
        return 0;
    bool by_fact = s->fact >= 0 && w->values[s->fact].known && w->values[s->fact].number;
    bool anybody = word->roles.count == 0 && word->fact.len == 0;
    for (size_t i = 0; i < w->c->party_count; i++) {
        bool role = anybody || by_fact;
        for (size_t k = 0; k < word->roles.count && !role; k++)
            role = str_equal(word->roles.items[k], w->c->parties[i].role);
        if (s->country && !in_country(w, i, s->country))
            continue;
        if (role)
            mask |= (uint64_t)1 << i;
        else if (s->country && word->roles.count && w->c->parties[i].role.len == 0)
            *maybe |= (uint64_t)1 << i;
    }
    return mask;
}

void worker_read_parties(regime_worker *w)
{
    clear_hits(w);
    for (size_t i = 0; i < w->c->party_count; i++) {
        char folded[PARTY_NAME_CAP];
        const regime_party *p = &w->c->parties[i];
        if (p->name.len) {
            look_up(w, folded, regime_fold(p->name, folded, sizeof folded), false, i);
            look_up(w, folded, fold_bare(w->r, p->name, folded, sizeof folded), false, i);
        }
        if (p->bic.len >= 8 && regime_fold(p->bic, folded, sizeof folded) >= 8)
            look_up(w, folded, 7, true, i);
    }
    w->named_mask = w->vessel_mask = 0;
    for (size_t i = 0; i < w->c->party_count; i++) {
        const regime_party *p = &w->c->parties[i];
        w->named_mask |= (uint64_t)(p->name.len || p->bic.len) << i;
        w->vessel_mask |= (uint64_t)p->vessel << i;
    }
    memset(w->not_for, 0, sizeof w->not_for);
    memset(w->maybe_for, 0, sizeof w->maybe_for);
    for (size_t i = 0; i < w->c->party_count; i++) {
        const regime_party *p = &w->c->parties[i];
        for (uint32_t k = 0; k < REGIME_IMPOSERS_MAX && (p->not_for || p->maybe_for); k++) {
            w->not_for[k] |= (uint64_t)(p->not_for >> k & 1) << i;
            w->maybe_for[k] |= (uint64_t)(p->maybe_for >> k & 1) << i;
        }
    }
    for (uint32_t i = 0; i < w->r->status_count; i++) {
        w->status_unsure[i] = 0;
        w->status_fixed[i] = fixed_status(w, &w->r->statuses[i], &w->status_unsure[i]);
    }
}

static uint64_t named_on(const regime_worker *w, uint32_t first)
{
    uint64_t mask = 0;
    for (uint32_t h = first; h != UINT32_MAX; h = w->hits[h].next) {
        const regime_name *name = w->r->entries[w->hits[h].entry].source;
        bool live = name->span_count == 0;
        for (size_t k = 0; k < name->span_count && !live; k++)
            live = span_has(name->spans[k], w->day);
        if (live)
            mask |= (uint64_t)1 << w->hits[h].party;
    }
    return mask;
}

static void tagged_on(const regime_worker *w, const uint32_t *joins, uint32_t count, uint64_t *sure,
                      uint64_t *maybe)
{
    for (size_t i = 0; i < w->c->party_count && count; i++) {
        const regime_party *p = &w->c->parties[i];
        for (size_t t = 0; t < p->tag_count; t++) {
            if (p->tags[t].from != DATE_NONE && p->tags[t].from > w->day)
                continue;
            for (uint32_t k = 0; k < count; k++)
                if (p->tags[t].join == joins[k])
                    *(p->tags[t].certain ? sure : maybe) |= (uint64_t)1 << i;
        }
    }
}

/* Whether the case has to do with what the target is about: one of its countries, else that of the measure. A
 * measure about a theme is about everybody. */
static bool concerns(const regime_worker *w, const target *t)
{
    bool linked = t->country_count == 0 && t->regime_country == 0;
    for (uint32_t i = 0; i < t->country_count && !linked; i++)
        linked = country_linked(w, t->countries[i]);
    return linked || (t->country_count == 0 && country_linked(w, t->regime_country));
}

static bool of_schema(const regime_join *j, const char *schema)
{
    for (size_t i = 0; i < j->schemas.count; i++)
        if (str_is(j->schemas.items[i], schema))
            return true;
    return false;
}

/* The parties whom lists that are not in the snapshot could name. */
static uint64_t untold(const regime_worker *w, const target *t, str *dataset)
{
    uint64_t mask = 0;
    /* Names of its own are those of the list, as far as the packs know them. */
    if (t->join_count == 0 || t->source->name_count || w->join_absent == NULL || w->named_mask == 0 ||
        !concerns(w, t))
        return 0;
    for (uint32_t i = 0; i < t->join_count; i++) {
        const regime_join *j = &w->r->joins[t->joins[i]];
        if (!w->join_absent[t->joins[i]])
            continue;
        bool vessels = of_schema(j, "Vessel"), others = j->schemas.count == 0 || j->schemas.count > vessels;
        mask |= (vessels || others ? w->named_mask : 0) &
                ((vessels || !j->schemas.count ? w->vessel_mask : 0) | (others ? ~w->vessel_mask : 0));
        *dataset = j->dataset;
    }
    return mask;
}

bool join_missing(const regime_worker *w, const target *t, str *dataset)
{
    return untold(w, t, dataset) != 0;
}

uint64_t status_on(regime_worker *w, uint32_t index, uint64_t *maybe)
{
    const status_rule *s = &w->r->statuses[index];
    if (w->status_stamp[index] == w->stamp) {
        *maybe |= w->status_maybe[index];
        return w->status_mask[index];
    }
    uint64_t sure = w->status_fixed[index] | named_on(w, w->status_hits[index]);
    uint64_t possible = w->status_unsure[index];
    tagged_on(w, s->joins, s->join_count, &sure, &possible);
    for (uint32_t i = 0; i < s->named_by_count; i++) {
        const measure *m = &w->r->measures[s->named_by[i]];
        if (measure_period(w, s->named_by[i]) == NULL)
            continue;
        for (uint32_t k = 0; k < m->target_count; k++) {
            const target *t = &w->r->targets[m->first_target + k];
            if (!span_has(t->span, w->day))
                continue;
            sure |= named_on(w, w->target_hits[m->first_target + k]);
            tagged_on(w, t->joins, t->join_count, &sure, &possible);
        }
    }
    w->status_stamp[index] = w->stamp;
    w->status_mask[index] = sure;
    w->status_maybe[index] = possible & ~sure;
    *maybe |= w->status_maybe[index];
    return sure;
}

/* Leaves those who count for measures of this imposer. */
void parties_of(const regime_worker *w, const measure *m, uint64_t *sure, uint64_t *maybe)
{
    if (m->imposer_word == REGIME_IMPOSERS_MAX)
        return;
    *maybe |= *sure & w->maybe_for[m->imposer_word];
    *sure &= ~(w->maybe_for[m->imposer_word] | w->not_for[m->imposer_word]);
    *maybe &= ~(w->not_for[m->imposer_word] | *sure);
}

/* Those whom the target does not mean. Who is perhaps one of them is perhaps meant. */
static void leave_out_excepted(regime_worker *w, const target *t, uint32_t index, uint64_t *sure,
                               uint64_t *maybe)
{
    uint64_t out = named_on(w, w->except_hits[index]), perhaps = 0;
    for (uint32_t i = 0; i < t->except_status_count; i++)
        out |= status_on(w, t->except_statuses[i], &perhaps);
    tagged_on(w, t->except_joins, t->except_join_count, &out, &perhaps);
    *maybe = (*maybe | (*sure & perhaps)) & ~out;
    *sure &= ~(out | perhaps);
}

void parties_on(regime_worker *w, uint32_t index, uint64_t *sure, uint64_t *maybe)
{
    const target *t = &w->r->targets[index];
    *sure = named_on(w, w->target_hits[index]);
    *maybe = 0;
    for (uint32_t i = 0; i < t->status_count; i++)
        *sure |= status_on(w, t->statuses[i], maybe);
    tagged_on(w, t->joins, t->join_count, sure, maybe);
    str dataset;
    *maybe |= untold(w, t, &dataset);
    leave_out_excepted(w, t, index, sure, maybe);
    *maybe &= ~*sure;
    parties_of(w, &w->r->measures[t->measure], sure, maybe);
}
