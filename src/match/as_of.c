#include "match/as_of.h"

/* Orders a date of a list, as exact as it is, and a day: "2022-02" and "2022-02-25" are the same. An empty or
 * unusual date orders as `otherwise`. */
static int order(str date, str day, int otherwise)
{
    if (str_starts(date, str_of("~")))
        date = str_make(date.data + 1, date.len - 1);
    if (date.len < 4 || date.len > day.len)
        return otherwise;
    return memcmp(date.data, day.data, date.len);
}

/* The two ends of "A/B"; of a single date both are it. *open: nothing stands before the stroke. */
static void ends_of(str date, str *first, str *last, bool *open)
{
    size_t stroke = str_find(date, str_of("/"));
    *open = stroke == 0;
    *first = *last = date;
    if (stroke == SIZE_MAX)
        return;
    *first = str_make(date.data, stroke);
    *last = str_make(date.data + stroke + 1, date.len - stroke - 1);
}

str source_known_from(const snapshot_source *source)
{
    static const char key[] = "\"known_from\":\"";
    size_t at = str_find(source->json, str_of(key));
    if (at == SIZE_MAX || source->json.len - at < sizeof key - 1 + 10)
        return source->date;
    return str_make(source->json.data + at + sizeof key - 1, 10);
}

static listed_state of_source(const snapshot *s, uint16_t dataset, str day)
{
    if (dataset >= snapshot_source_count(s))
        return LISTED;
    const snapshot_source source = snapshot_source_at(s, dataset);
    return order(source_known_from(&source), day, -1) <= 0 ? LISTED : LISTED_PERHAPS;
}

/* Whether it had begun by the day. */
static listed_state begun(const snapshot *s, const entity_listing *l, str day)
{
    str first, last;
    bool open;
    if (str_empty(l->listing_date))
        return of_source(s, l->dataset, day);
    ends_of(l->listing_date, &first, &last, &open);
    if (!open && order(first, day, -1) > 0)
        return LISTED_NOT;
    /* a year or a month alone counts from its beginning, as the lists that write them mean it */
    return last.len < 10 || order(last, day, -1) <= 0 ? LISTED : LISTED_PERHAPS;
}

/* Whether it had not ended yet: an end date is the last day. */
static listed_state lasting(const entity_listing *l, str day)
{
    str first, last;
    bool open;
    ends_of(l->end_date, &first, &last, &open);
    if (order(last, day, 1) < 0)
        return LISTED_NOT;
    return open || order(first, day, 1) < 0 ? LISTED_PERHAPS : LISTED;
}

static listed_state on_text(const snapshot *s, const entity_listing *l, str day)
{
    listed_state first = begun(s, l, day), last = lasting(l, day);
    return first < last ? first : last;
}

listed_state listing_state(const snapshot *s, const entity_listing *l, calendar_day on)
{
    char text[DATE_TEXT_CAP];
    date_format(on, text);
    return on_text(s, l, str_of(text));
}

bool listing_ended(const entity_listing *l, calendar_day on)
{
    char text[DATE_TEXT_CAP];
    date_format(on, text);
    return lasting(l, str_of(text)) == LISTED_NOT;
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
        listed_state state = on_text(s, &l, day);
        best = state > best ? state : best;
    }
    size_t count = e.listing_count ? 0 : snapshot_entity_datasets(s, index, datasets, LIMIT_SOURCES);
    for (size_t i = 0; i < count && i < LIMIT_SOURCES; i++)
        best = of_source(s, datasets[i], day) > best ? of_source(s, datasets[i], day) : best;
    return e.listing_count == 0 && count == 0 ? LISTED : best;
}

bool listed_on(const snapshot *s, uint32_t index, calendar_day on)
{
    if (on == DATE_NONE)
        return !snapshot_entity_at(s, index).former;
    return state_on(s, index, on) != LISTED_NOT;
}

bool listing_day_unknown(const snapshot *s, uint32_t index, calendar_day on)
{
    return on != DATE_NONE && state_on(s, index, on) == LISTED_PERHAPS;
}

void search_on(match_worker *w, const match_query *q, const match_options *o, calendar_day on,
               match_hit hits[MATCH_LIMIT_MAX], match_result *result)
{
    match_options dated = *o;
    dated.dated = on != DATE_NONE;
    dated.on = on;
    const match_result *found = match_search(w, q, &dated);
    *result = *found;
    if (found->hit_count)
        memcpy(hits, found->hits, found->hit_count * sizeof *hits);
    result->hits = hits;
}

size_t search_other_schema(match_worker *w, const match_query *q, const match_options *o, calendar_day on)
{
    match_hit hits[MATCH_LIMIT_MAX];
    match_result found;
    match_query other = *q;
    match_options count = *o;
    if (!q->has_schema || q->name_count == 0)
        return 0;
    /* Identifiers are looked for whatever the schema. */
    other.other_schema = true;
    other.identifier_count = 0;
    count.limit = 0;
    search_on(w, &other, &count, on, hits, &found);
    return found.total;
}
