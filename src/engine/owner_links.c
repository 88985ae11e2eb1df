#include "engine/owner_links.h"

#include "base/error.h"

#include <stdlib.h>

/* The first or the last day of what the text names: a day, a month, a year. */
static calendar_day day_of(str text, bool last)
{
    calendar_day day = DATE_NONE;
    char full[DATE_TEXT_CAP] = "0000-01-01";
    if (text.len != 4 && text.len != 7 && text.len != 10)
        return DATE_NONE;
    memcpy(full, text.data, text.len);
    if (!date_parse(str_make(full, 10), &day) || !last || text.len == 10)
        return day;
    int year, month, first;
    date_to_parts(day, &year, &month, &first);
    bool december = text.len == 4 || month == 12;
    return date_from_parts(december ? year + 1 : year, december ? 1 : month + 1, 1, &day) ? day - 1
                                                                                          : DATE_NONE;
}

static bool take(const snapshot *s, uint32_t entity_index, uint32_t link_index, owner_link *out)
{
    const entity_link l = snapshot_link_at(s, link_index);
    uint32_t other = snapshot_link_target(s, link_index);
    if (other == UINT32_MAX || str_starts(l.role, str_of("former:")))
        return false;
    *out = (owner_link){.owned = l.reversed ? entity_index : other,
                        .owner = l.reversed ? other : entity_index,
                        .share = l.percentage,
                        .from = day_of(l.start_date, false),
                        .until = day_of(l.end_date, true)};
    return true;
}

static int by_owned(const void *a, const void *b)
{
    const owner_link *x = a, *y = b;
    if (x->owned != y->owned)
        return x->owned < y->owned ? -1 : 1;
    if (x->owner != y->owner)
        return x->owner < y->owner ? -1 : 1;
    if (x->share != y->share)
        return x->share < y->share ? -1 : 1;
    return x->from != y->from ? (x->from > y->from) - (x->from < y->from)
                              : (x->until > y->until) - (x->until < y->until);
}

itd_status owner_links_new(const snapshot *s, owner_links **out, itd_error *error)
{
    owner_links *x = calloc(1, sizeof *x);
    size_t unique = 0;
    *out = NULL;
    if (x)
        x->items = calloc((s ? snapshot_link_count(s) : 0) + (size_t)1, sizeof *x->items);
    if (x == NULL || x->items == NULL) {
        free(x);
        return error_memory(error);
    }
    for (uint32_t i = 0; s && snapshot_link_next(s, SCHEMA_OWNERSHIP, &i); i++)
        x->count += take(s, snapshot_link_entity(s, i), i, &x->items[x->count]);
    qsort(x->items, x->count, sizeof *x->items, by_owned);
    for (size_t i = 0; i < x->count; i++)
        if (unique == 0 || by_owned(&x->items[i], &x->items[unique - 1]) != 0)
            x->items[unique++] = x->items[i];
    x->count = unique;
    *out = x;
    return ITD_OK;
}

void owner_links_free(owner_links *x)
{
    if (x)
        free(x->items);
    free(x);
}

size_t owner_links_first(const owner_links *x, uint32_t owned)
{
    size_t low = 0, high = x->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (x->items[middle].owned < owned)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool owner_link_holds(const owner_link *l, calendar_day on)
{
    return (l->from == DATE_NONE || l->from <= on) && (l->until == DATE_NONE || on <= l->until);
}
