/* Sets of targets as bits, by what a case may have: an activity, a class of actors, a country, a status, a
 * list. regime/select.c puts them together, so that a case looks at the few targets that it touches. */
#include "regime/program.h"

static void set_bit(uint64_t *mask, uint32_t index)
{
    mask[index / 64] |= (uint64_t)1 << (index % 64);
}

static uint64_t *rows(regime *r, size_t count, bool *no_memory)
{
    return index_array(r, count * r->mask_words, sizeof(uint64_t), no_memory);
}

/* The row of the country, made when it is first asked for. */
static uint64_t *country_row(regime *r, uint16_t country)
{
    if (r->country_row[country] == 0)
        r->country_row[country] = (uint16_t)++r->country_rows;
    return r->by_country + (size_t)r->country_row[country] * r->mask_words;
}

static size_t count_countries(const regime *r)
{
    size_t count = 1;
    for (uint32_t i = 0; i < r->target_count; i++)
        count += r->targets[i].country_count;
    return count < COUNTRY_NUMBERS ? count : COUNTRY_NUMBERS;
}

static void add_who(regime *r, uint32_t index)
{
    const target *t = &r->targets[index];
    if (!t->by_party)
        set_bit(r->without_party, index);
    for (uint32_t i = 0; i < t->status_count; i++) {
        const status_rule *s = &r->statuses[t->statuses[i]];
        set_bit(mask_row(r, r->by_status, t->statuses[i]), index);
        for (uint32_t k = 0; k < s->join_count; k++)
            set_bit(mask_row(r, r->by_join, s->joins[k]), index);
        for (uint32_t k = 0; k < s->named_by_count; k++) {
            const measure *m = &r->measures[s->named_by[k]];
            for (uint32_t n = 0; n < m->target_count; n++)
                for (uint32_t j = 0; j < r->targets[m->first_target + n].join_count; j++)
                    set_bit(mask_row(r, r->by_join, r->targets[m->first_target + n].joins[j]), index);
        }
    }
    for (uint32_t i = 0; i < t->join_count; i++)
        set_bit(mask_row(r, r->by_join, t->joins[i]), index);
}

static void add_target(regime *r, uint32_t index)
{
    const target *t = &r->targets[index];
    const gate *g = &r->gates[index];
    for (uint32_t i = 0; i < ACTIVITY_COUNT; i++)
        if (g->activities >> i & 1)
            set_bit(mask_row(r, r->by_activity, i), index);
    for (uint32_t i = 0; i < r->class_count; i++)
        if (g->classes >> i & 1)
            set_bit(mask_row(r, r->by_class, i), index);
    bool anywhere = t->by_party || t->by_place || t->by_asset || t->country_count == 0;
    if (anywhere)
        set_bit(r->anywhere, index);
    for (uint32_t i = 0; i < t->country_count && !anywhere; i++)
        set_bit(country_row(r, t->countries[i]), index);
    if (g->forbids)
        set_bit(r->forbidding, index);
    if (t->by_place || t->by_asset)
        set_bit(r->elsewise, index);
    add_who(r, index);
}

bool index_masks(regime *r)
{
    bool no_memory = false;
    r->mask_words = r->target_count / 64 + 1;
    r->by_activity = rows(r, ACTIVITY_COUNT, &no_memory);
    r->by_class = rows(r, r->class_count, &no_memory);
    r->by_status = rows(r, r->status_count, &no_memory);
    r->by_join = rows(r, r->join_count, &no_memory);
    r->by_country = rows(r, count_countries(r) + 1, &no_memory);
    r->country_row = index_array(r, COUNTRY_NUMBERS, sizeof *r->country_row, &no_memory);
    uint64_t **const single[] = {&r->anywhere, &r->without_party, &r->forbidding, &r->elsewise};
    for (size_t i = 0; i < sizeof single / sizeof *single; i++)
        *single[i] = rows(r, 1, &no_memory);
    for (uint32_t i = 0; i < r->target_count && !no_memory; i++)
        add_target(r, i);
    return !no_memory;
}
