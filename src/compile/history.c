#include "compile/history.h"

#include "base/date.h"
#include "base/error.h"
#include "list/entity_index.h"

#include <stdlib.h>

/* The editions of one dataset, oldest first, each with its entries by id. */
typedef struct chain {
    const compile_options *o;
    arena *memory; /* of the list of today */
    str date;      /* of the list of today */
    uint16_t dataset;
    const list_edition **editions;
    entity_index *indexes;
    size_t count;
    entity_index now;
} chain;

static int compare_editions(const void *left, const void *right)
{
    const list_edition *a = *(const list_edition *const *)left, *b = *(const list_edition *const *)right;
    int order = str_compare(a->date, b->date);
    if (!order)
        order = (int)b->from_snapshot - (int)a->from_snapshot;
    return order ? order : str_compare(path_base_name(a->path), path_base_name(b->path));
}

static bool fill_index(entity_index *index, arena *a, entity **entities, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        entity **slot = entity_index_slot(index, a, entities[i]->id);
        if (!slot)
            return false;
        *slot = entities[i];
    }
    return true;
}

static itd_status chain_of(chain *c, const list_history *h, const compiled_list *list, itd_error *error)
{
    c->editions = arena_array(c->memory, h->edition_count + 1, sizeof *c->editions);
    c->indexes = arena_array(c->memory, h->edition_count + 1, sizeof *c->indexes);
    if (!c->editions || !c->indexes)
        return error_memory(error);
    for (size_t i = 0; i < h->edition_count; i++)
        if (str_equal(h->editions[i].dataset, list->dataset))
            c->editions[c->count++] = &h->editions[i];
    if (c->count && c->date.len != 10)
        return error_set(error, ITD_ERROR_USAGE, NULL,
                         "%.*s states no day of its own, so nothing is known of before: give --list-date "
                         "%.*s=YYYY-MM-DD",
                         STR_ARG(list->dataset), STR_ARG(list->dataset));
    qsort(c->editions, c->count, sizeof *c->editions, compare_editions);
    size_t kept = 0;
    for (size_t i = 0; i < c->count; i++) {
        const list_edition *e = c->editions[i];
        if (str_compare(e->date, c->date) >= 0 || (kept && str_equal(c->editions[kept - 1]->date, e->date)))
            compile_warn(c->o, "%.*s: the history of %.*s (%.*s) is passed over: %s", STR_ARG(list->dataset),
                         STR_ARG(e->date), STR_ARG(path_base_name(e->path)),
                         str_compare(e->date, c->date) >= 0 ? "it is not older than the list"
                                                            : "there is another of that day");
        else
            c->editions[kept++] = e;
    }
    c->count = kept;
    for (size_t i = 0; i < kept; i++)
        if (!fill_index(&c->indexes[i], c->memory, c->editions[i]->entities, c->editions[i]->count))
            return error_memory(error);
    return fill_index(&c->now, c->memory, list->job.result.entities, list->job.result.entity_count)
               ? ITD_OK
               : error_memory(error);
}

static entity *find(entity_index *index, arena *a, str id)
{
    entity **slot = index->slot_count ? entity_index_slot(index, a, id) : NULL;
    return slot ? *slot : NULL;
}

/* The entry in the edition if it was listed then; `former` ones of a snapshot were not. */
static entity *in_edition(chain *c, size_t edition, str id)
{
    entity *e = find(&c->indexes[edition], c->memory, id);
    return e && !e->former ? e : NULL;
}

/* ---- days ---- */

static str day_text(arena *a, calendar_day day)
{
    char text[DATE_TEXT_CAP];
    date_format(day, text);
    return arena_str(a, str_of(text));
}

/* "first/last", or one day where both are it. */
static str days_from_to(arena *a, calendar_day first, calendar_day last)
{
    str from = day_text(a, first), to = day_text(a, last);
    if (last <= first || !from.data || !to.data)
        return from;
    char text[2 * DATE_TEXT_CAP];
    memcpy(text, from.data, from.len);
    text[from.len] = '/';
    memcpy(text + from.len + 1, to.data, to.len);
    return arena_str(a, str_make(text, from.len + 1 + to.len));
}

static calendar_day day_of(const chain *c, size_t edition)
{
    calendar_day day = DATE_NONE;
    (void)date_parse(edition < c->count ? c->editions[edition]->date : c->date, &day);
    return day;
}

/* The last day of what the edition has and the next one has not. */
static str last_day(const chain *c, size_t edition)
{
    return days_from_to(c->memory, day_of(c, edition), day_of(c, edition + 1) - 1);
}

/* The first day of what is there from the edition on and was not in the one before. */
static str first_day(const chain *c, size_t edition)
{
    if (edition > 0)
        return days_from_to(c->memory, day_of(c, edition - 1) + 1, day_of(c, edition));
    char text[DATE_TEXT_CAP + 1] = "/";
    date_format(day_of(c, 0), text + 1);
    return arena_str(c->memory, str_of(text));
}

/* ---- listings ---- */

static const entity_listing *listing_of(const entity *e, str program)
{
    for (size_t i = 0; e && i < e->listing_count; i++)
        if (str_equal(e->listings[i].program, program) && str_empty(e->listings[i].end_date))
            return &e->listings[i];
    return NULL;
}

/* True if the entry was on the list under the programme in that edition; without programmes, at all. */
static bool had(chain *c, size_t edition, str id, str program)
{
    const entity *e = in_edition(c, edition, id);
    return e && (str_empty(program) || listing_of(e, program));
}

/* The day since when a listing that has none is there, as far as the editions say. `until`: the first edition
 * that does not count any more. */
static str since(chain *c, str id, str program, size_t until)
{
    size_t first = until;
    while (first > 0 && had(c, first - 1, id, program))
        first--;
    /* an older snapshot may know more of it than its own day */
    const entity_listing *old =
        first < until && first == 0 ? listing_of(in_edition(c, 0, id), program) : NULL;
    return old && old->listing_date.len ? old->listing_date : first_day(c, first);
}

static bool is_there(const entity *e, const entity_listing *like)
{
    for (size_t i = 0; i < e->listing_count; i++)
        if (str_equal(e->listings[i].program, like->program) &&
            str_equal(e->listings[i].end_date, like->end_date))
            return true;
    return false;
}

/* Adds the listing as ended; one that says itself when it ended is kept as it is. */
static void add_ended(chain *c, entity *to, const entity_listing *old, size_t edition)
{
    entity_listing copy = *old;
    copy.dataset = c->dataset;
    if (str_empty(copy.end_date)) {
        copy.end_date = last_day(c, edition);
        if (str_empty(copy.listing_date))
            copy.listing_date = since(c, to->id, copy.program, edition + 1);
    }
    if (is_there(to, &copy))
        return;
    entity_listing *l = entity_add_listing(to);
    if (l)
        *l = copy;
}

/* What older editions list of the entry and the list of today does not. */
static void add_lost_listings(chain *c, entity *to)
{
    for (size_t i = c->count; i > 0; i--) {
        const entity *old = find(&c->indexes[i - 1], c->memory, to->id);
        for (size_t k = 0; old && k < old->listing_count; k++) {
            const entity_listing *l = &old->listings[k];
            bool seen = false;
            for (size_t n = 0; n < to->listing_count && str_empty(l->end_date); n++)
                seen = seen || str_equal(to->listings[n].program, l->program);
            if (!seen)
                add_ended(c, to, l, i - 1);
        }
    }
}

static void date_listings(chain *c, entity *e)
{
    if (!e->listing_count)
        (void)entity_add_listing(e);
    for (size_t i = 0; i < e->listing_count; i++)
        if (str_empty(e->listings[i].listing_date))
            e->listings[i].listing_date = since(c, e->id, e->listings[i].program, c->count);
}

/* ---- former entries ---- */

static void *copy_array(arena *a, const void *from, size_t count, size_t size, bool *failed)
{
    void *to = count ? arena_array(a, count, size) : NULL;
    if (to)
        memcpy(to, from, count * size);
    *failed |= count && !to;
    return to;
}

/* The entry as the edition has it, on the list of today's number, without listings. */
static entity *copy_entity(chain *c, const entity *old)
{
    entity *e = entity_new(c->memory, old->id, old->schema, c->dataset);
    bool failed = false;
    if (!e)
        return NULL;
    e->former = true;
    e->listed = old->listed;
    e->values = copy_array(c->memory, old->values, old->value_count, sizeof *e->values, &failed);
    e->addresses = copy_array(c->memory, old->addresses, old->address_count, sizeof *e->addresses, &failed);
    e->links = copy_array(c->memory, old->links, old->link_count, sizeof *e->links, &failed);
    e->value_count = e->value_cap = old->value_count;
    e->address_count = e->address_cap = old->address_count;
    e->link_count = e->link_cap = old->link_count;
    for (size_t i = 0; !failed && i < e->value_count; i++)
        e->values[i].dataset = c->dataset;
    for (size_t i = 0; !failed && i < e->address_count; i++)
        e->addresses[i].dataset = c->dataset;
    for (size_t i = 0; !failed && i < e->link_count; i++)
        e->links[i].dataset = c->dataset;
    return failed ? NULL : e;
}

static bool add_former(list_past *past, arena *a, entity *e)
{
    if (past->former_count == past->former_cap) {
        entity **larger = arena_grow(a, past->former, past->former_count, &past->former_cap, sizeof *larger);
        if (!larger)
            return false;
        past->former = larger;
    }
    past->former[past->former_count++] = e;
    return true;
}

/* Entries of the editions, newest first, that are not on the list of today. */
static bool keep_former(chain *c, list_past *past)
{
    for (size_t i = c->count; i > 0; i--) {
        const list_edition *edition = c->editions[i - 1];
        for (size_t k = 0; k < edition->count; k++) {
            const entity *old = edition->entities[k];
            entity **slot = old->listed ? entity_index_slot(&c->now, c->memory, old->id) : NULL;
            if (old->listed && !slot)
                return false;
            if (!slot || *slot)
                continue;
            entity *e = copy_entity(c, old);
            if (!e)
                return false;
            *slot = e;
            add_lost_listings(c, e);
            if (!e->listing_count)
                add_ended(c, e, &(entity_listing){.dataset = c->dataset}, i - 1);
            if (e->failed || !add_former(past, c->memory, e))
                return false;
        }
    }
    return true;
}

static int compare_ids(const void *left, const void *right)
{
    return str_compare((*(entity *const *)left)->id, (*(entity *const *)right)->id);
}

itd_status history_apply(const compile_options *o, const list_history *h, const compiled_list *list, str date,
                         list_past *past, itd_error *error)
{
    arena *memory = list->job.arena;
    chain c = {.o = o, .memory = memory, .date = date, .dataset = list->job.dataset};
    *past = (list_past){0};
    itd_status status = chain_of(&c, h, list, error);
    if (status != ITD_OK || !c.count)
        return status;
    const list_edition *oldest = c.editions[0];
    past->known_from = str_empty(oldest->known_from) ? oldest->date : oldest->known_from;
    for (size_t i = 0; i < list->job.result.entity_count; i++) {
        entity *e = list->job.result.entities[i];
        if (!e->listed)
            continue;
        date_listings(&c, e);
        add_lost_listings(&c, e);
        if (e->failed)
            return error_memory(error);
    }
    if (!keep_former(&c, past) || memory->failed)
        return error_memory(error);
    if (past->former_count)
        qsort(past->former, past->former_count, sizeof *past->former, compare_ids);
    return ITD_OK;
}
