/* The map of regimes and the cover statements as numbers: entries by country, for a quick look. */
#include "regime/program.h"

static uint32_t imposer_number(const regime *r, str key)
{
    const regime_vocabulary *v = &r->set->words;
    uint32_t i = 0;
    while (i < v->imposer_count && !str_equal(v->imposers[i].key, key))
        i++;
    return i;
}

static void index_jurisdictions(regime *r)
{
    const regime_vocabulary *v = &r->set->words;
    for (uint32_t j = 0; j < r->jurisdiction_count; j++) {
        const regime_imposer_word *word = &v->imposers[r->jurisdiction_words[j]];
        for (size_t i = 0; i < word->unheld_as.count; i++) {
            uint32_t other = imposer_number(r, word->unheld_as.items[i]);
            r->stand_ins[j] |= other < v->imposer_count && other < 32 ? 1u << other : 0;
        }
        for (uint32_t i = 0; i < r->class_count; i++) {
            const regime_class_word *w = r->classes[i].source;
            bool everybody = !w->us_person && !w->eu_person && !w->us_owned && !w->actor_roles.count &&
                             !w->actor_country.len && !w->activity.len && !w->goods_origin.len &&
                             !w->us_person_or_route_to.len && !w->fact.len;
            r->binds_everybody[j] |= everybody && (r->jurisdiction_binds[j] >> i & 1);
        }
    }
}

static void index_entry(regime *r, const regime_entry *source, entry_rule *e, bool *no_memory)
{
    const regime_vocabulary *v = &r->set->words;
    *e = (entry_rule){.source = source, .imposer = imposer_number(r, source->imposer)};
    e->kinds = index_array(r, source->kinds.count, sizeof *e->kinds, no_memory);
    for (size_t i = 0; i < source->kinds.count && e->kinds; i++)
        for (uint32_t k = 0; k < v->regime_kind_count; k++)
            if (str_equal(v->regime_kinds[k].key, source->kinds.items[i]))
                e->kinds[e->kind_count++] = k;
}

/* The countries of an entry, each once. */
static size_t countries_of(const regime_entry *e, uint16_t *countries, size_t cap)
{
    size_t count = 0;
    for (size_t i = 0; i < e->where.count && count < cap; i++) {
        str text = e->where.items[i];
        uint16_t country = text.len >= 2 ? country_number(str_make(text.data, 2)) : 0;
        bool known = false;
        for (size_t k = 0; k < count; k++)
            known |= countries[k] == country;
        if (!known)
            countries[count++] = country;
    }
    return count;
}

/* Counts per country, then places: entry_first[n] … entry_first[n + 1]. */
static void index_places(regime *r, bool *no_memory)
{
    uint16_t countries[64];
    size_t total = 0;
    for (uint32_t i = 0; i < r->map_count; i++) {
        size_t count = countries_of(r->map_entries[i].source, countries, 64);
        for (size_t k = 0; k < count; k++)
            r->entry_first[countries[k] + 1]++;
        total += count;
    }
    for (uint32_t i = 0; i < COUNTRY_NUMBERS; i++)
        r->entry_first[i + 1] += r->entry_first[i];
    uint32_t *next = index_array(r, COUNTRY_NUMBERS, sizeof *next, no_memory);
    r->entry_places = index_array(r, total, sizeof *r->entry_places, no_memory);
    if (*no_memory)
        return;
    memcpy(next, r->entry_first, COUNTRY_NUMBERS * sizeof *next);
    for (uint32_t i = 0; i < r->map_count; i++) {
        size_t count = countries_of(r->map_entries[i].source, countries, 64);
        for (size_t k = 0; k < count; k++)
            r->entry_places[next[countries[k]]++] = i;
    }
}

static void index_parts(regime *r, const regime_cover *source, cover_rule *x, bool *no_memory)
{
    *x = (cover_rule){.source = source, .imposer = imposer_number(r, source->imposer)};
    x->parts = index_array(r, source->part_count, sizeof *x->parts, no_memory);
    for (size_t i = 0; i < source->part_count && x->parts; i++)
        index_hs(r, &source->parts[i].hs, &x->parts[i], no_memory);
}

bool index_cover(regime *r)
{
    const regime_set *set = r->set;
    const regime_vocabulary *v = &set->words;
    bool no_memory = false;
    index_jurisdictions(r);
    r->kinds = index_array(r, v->regime_kind_count, sizeof *r->kinds, &no_memory);
    r->map_entries = index_array(r, set->map_count, sizeof *r->map_entries, &no_memory);
    r->covers = index_array(r, set->cover_count, sizeof *r->covers, &no_memory);
    r->beyond = index_array(r, v->beyond_count, sizeof *r->beyond, &no_memory);
    if (no_memory)
        return false;
    for (size_t i = 0; i < v->regime_kind_count; i++) {
        r->kinds[i].source = &v->regime_kinds[i];
        index_hs(r, &v->regime_kinds[i].hs, &r->kinds[i].hs, &no_memory);
    }
    for (size_t i = 0; i < set->map_count; i++)
        index_entry(r, &set->map[i], &r->map_entries[r->map_count++], &no_memory);
    for (uint32_t j = 0; j < r->jurisdiction_count; j++)
        for (size_t i = 0; i < r->map_count; i++)
            r->jurisdiction_exposes[j] |=
                r->map_entries[i].source->exposes && r->map_entries[i].imposer == r->jurisdiction_words[j];
    for (size_t i = 0; i < set->cover_count; i++)
        index_parts(r, &set->covers[i], &r->covers[r->cover_count++], &no_memory);
    for (size_t i = 0; i < v->beyond_count; i++) {
        r->beyond[r->beyond_count].source = &v->beyond[i];
        index_hs(r, &v->beyond[i].hs, &r->beyond[r->beyond_count++].hs, &no_memory);
    }
    index_places(r, &no_memory);
    return !no_memory;
}
