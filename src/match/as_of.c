#include "match/as_of.h"

/* Orders a date of a list, as exact as it is, and a day: "2022-02" and "2022-02-25" are the same. An empty or
 * unusual date orders as `otherwise`. A range counts by its beginning. */
static int order(str date, str day, int otherwise)
{
    str begin;
    if (!str_split(&date, '/', &begin))
        return otherwise;
    if (str_starts(begin, str_of("~")))
        begin = str_make(begin.data + 1, begin.len - 1);
    if (begin.len < 4 || begin.len > day.len)
        return otherwise;
    return memcmp(begin.data, day.data, begin.len);
}

static bool source_counts(const snapshot *s, uint16_t dataset, str day)
{
    return dataset >= snapshot_source_count(s) || order(snapshot_source_at(s, dataset).date, day, -1) <= 0;
}

typedef enum listed_state { LISTED_NOT, LISTED_PERHAPS, LISTED } listed_state;

static listed_state of_source(const snapshot *s, uint16_t dataset, str day)
{
    return source_counts(s, dataset, day) ? LISTED : LISTED_PERHAPS;
}

static listed_state of_listing(const snapshot *s, const entity_listing *l, str day)
{
    if (order(l->end_date, day, 1) < 0)
        return LISTED_NOT;
    if (str_empty(l->listing_date))
        return of_source(s, l->dataset, day);
    return order(l->listing_date, day, -1) <= 0 ? LISTED : LISTED_NOT;
}

static listed_state state_on(const snapshot *s, uint32_t index, calendar_day on)
{
    listed_state best = LISTED_NOT;
    const snapshot_entity e = snapshot_entity_at(s, index);
    uint16_t datasets[LIMIT_SOURCES];
    char text[DATE_TEXT_CAP];
    date_format(on, text);
    const str day = str_of(text);
    for (uint32_t i = 0; i < e.listing_count; i++) {
        const entity_listing l = snapshot_listing_at(s, e.first_listing + i);
        listed_state state = of_listing(s, &l, day);
        best = state > best ? state : best;
    }
    size_t count = e.listing_count ? 0 : snapshot_entity_datasets(s, index, datasets, LIMIT_SOURCES);
    for (size_t i = 0; i < count && i < LIMIT_SOURCES; i++)
        best = of_source(s, datasets[i], day) > best ? of_source(s, datasets[i], day) : best;
    return e.listing_count == 0 && count == 0 ? LISTED : best;
}

bool listed_on(const snapshot *s, uint32_t index, calendar_day on)
{
    return state_on(s, index, on) != LISTED_NOT;
}

bool listing_day_unknown(const snapshot *s, uint32_t index, calendar_day on)
{
    return on != DATE_NONE && state_on(s, index, on) == LISTED_PERHAPS;
}

void search_on(match_worker *w, const snapshot *s, const match_query *q, const match_options *o,
               calendar_day on, match_hit hits[MATCH_LIMIT_MAX], match_result *result)
{
    match_options wide = *o;
    if (on != DATE_NONE)
        wide.limit = MATCH_LIMIT_MAX;
    const match_result *found = match_search(w, q, &wide);
    *result = *found;
    result->hits = hits;
    result->hit_count = 0;
    for (size_t i = 0; i < found->hit_count; i++) {
        if (on != DATE_NONE && !listed_on(s, found->hits[i].entity, on))
            result->total--;
        else if (result->hit_count < o->limit)
            hits[result->hit_count++] = found->hits[i];
    }
}
