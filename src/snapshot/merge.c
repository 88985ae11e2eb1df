#include "snapshot/merge.h"

#include "base/limits.h"

#include <stdlib.h>

void entity_renumber(entity *e, const uint16_t *dataset_numbers)
{
    e->dataset = dataset_numbers[e->dataset];
    for (size_t i = 0; i < e->value_count; i++)
        e->values[i].dataset = dataset_numbers[e->values[i].dataset];
    for (size_t i = 0; i < e->address_count; i++)
        e->addresses[i].dataset = dataset_numbers[e->addresses[i].dataset];
    for (size_t i = 0; i < e->link_count; i++)
        e->links[i].dataset = dataset_numbers[e->links[i].dataset];
    for (size_t i = 0; i < e->listing_count; i++)
        e->listings[i].dataset = dataset_numbers[e->listings[i].dataset];
}

static int compare_numbers(long long a, long long b)
{
    return (a > b) - (a < b);
}

static int compare_texts(const str *const *pairs, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        int order = str_compare(*pairs[2 * i], *pairs[2 * i + 1]);
        if (order)
            return order;
    }
    return 0;
}

#define COMPARE_TEXTS(...)                                                                                   \
    compare_texts((const str *const[]){__VA_ARGS__},                                                         \
                  sizeof((const str *const[]){__VA_ARGS__}) / sizeof(str *) / 2)

static int compare_values(const void *left, const void *right)
{
    const entity_value *a = left, *b = right;
    int order = compare_numbers(a->property, b->property);
    if (!order)
        order = compare_numbers(a->name_kind, b->name_kind);
    if (!order)
        order = str_compare(a->text, b->text);
    if (!order)
        order = compare_numbers(a->dataset, b->dataset);
    if (!order)
        order = COMPARE_TEXTS(&a->country, &b->country, &a->lang, &b->lang, &a->note, &b->note);
    if (!order)
        order = compare_numbers(a->invalid, b->invalid);
    return order ? order : compare_numbers(a->derived, b->derived);
}

/* A name taken out of another says nothing where the list gives the same name itself. */
static void drop_said_names(entity *e)
{
    size_t kept = 0;
    for (size_t i = 0; i < e->value_count; i++) {
        entity_value bare = e->values[i];
        bare.derived = false;
        if (e->values[i].derived && kept && compare_values(&e->values[kept - 1], &bare) == 0)
            continue;
        e->values[kept++] = e->values[i];
    }
    e->value_count = kept;
}

static int compare_addresses(const void *left, const void *right)
{
    const entity_address *a = left, *b = right;
    int order = str_compare(a->full, b->full);
    if (!order)
        order = compare_numbers(a->dataset, b->dataset);
    return order ? order
                 : COMPARE_TEXTS(&a->street, &b->street, &a->city, &b->city, &a->region, &b->region,
                                 &a->postal_code, &b->postal_code, &a->country, &b->country);
}

static int compare_links(const void *left, const void *right)
{
    const entity_link *a = left, *b = right;
    int order = COMPARE_TEXTS(&a->target_id, &b->target_id, &a->target_name, &b->target_name);
    if (!order)
        order = compare_numbers(a->schema, b->schema);
    if (!order)
        order = compare_numbers(a->reversed, b->reversed);
    if (!order)
        order = compare_numbers(a->dataset, b->dataset);
    if (!order)
        order = compare_numbers(a->percentage, b->percentage);
    return order ? order
                 : COMPARE_TEXTS(&a->role, &b->role, &a->start_date, &b->start_date, &a->end_date,
                                 &b->end_date);
}

static int compare_listings(const void *left, const void *right)
{
    const entity_listing *a = left, *b = right;
    int order = compare_numbers(a->dataset, b->dataset);
    return order ? order
                 : COMPARE_TEXTS(&a->program, &b->program, &a->authority, &b->authority, &a->authority_id,
                                 &b->authority_id, &a->listing_date, &b->listing_date, &a->end_date,
                                 &b->end_date, &a->legal_basis, &b->legal_basis, &a->reason, &b->reason);
}

typedef int compare_function(const void *left, const void *right);

/* Sorts an array of parts and drops those equal in everything. */
static void sort_parts(void *parts, size_t *count, size_t size, compare_function *compare)
{
    if (*count < 2)
        return;
    qsort(parts, *count, size, compare);
    char *to = parts;
    for (size_t i = 1; i < *count; i++) {
        const char *from = (const char *)parts + i * size;
        if (compare(to, from) == 0)
            continue;
        to += size;
        if (to != from)
            memmove(to, from, size);
    }
    *count = (size_t)(to - (char *)parts) / size + 1;
}

static void sort_entity(entity *e)
{
    sort_parts(e->values, &e->value_count, sizeof *e->values, compare_values);
    drop_said_names(e);
    sort_parts(e->addresses, &e->address_count, sizeof *e->addresses, compare_addresses);
    sort_parts(e->links, &e->link_count, sizeof *e->links, compare_links);
    sort_parts(e->listings, &e->listing_count, sizeof *e->listings, compare_listings);
}

/* One array of both; false when there is no memory or it would be too long. */
static bool join(arena *a, void *to_array, size_t *to_count, const void *from, size_t from_count, size_t size)
{
    void **to = to_array;
    if (from_count == 0)
        return true;
    size_t count = *to_count + from_count;
    void *both = count > LIMIT_ENTITY_VALUES ? NULL : arena_array(a, count, size);
    if (!both)
        return false;
    if (*to_count)
        memcpy(both, *to, *to_count * size);
    memcpy((char *)both + *to_count * size, from, from_count * size);
    *to = both;
    *to_count = count;
    return true;
}

/* Of two schemata for one id the narrower one; where neither is the other, that of the lower dataset. */
static schema_id merged_schema(schema_id first, schema_id second)
{
    return schema_is_a(second, first) ? second : first;
}

static bool merge_into(arena *a, entity *to, const entity *from)
{
    to->schema = merged_schema(to->schema, from->schema);
    to->listed = to->listed || from->listed;
    to->former = to->former && from->former;
    return join(a, &to->values, &to->value_count, from->values, from->value_count, sizeof *to->values) &&
           join(a, &to->addresses, &to->address_count, from->addresses, from->address_count,
                sizeof *to->addresses) &&
           join(a, &to->links, &to->link_count, from->links, from->link_count, sizeof *to->links) &&
           join(a, &to->listings, &to->listing_count, from->listings, from->listing_count,
                sizeof *to->listings);
}

static int compare_entities(const void *left, const void *right)
{
    const entity *a = *(entity *const *)left, *b = *(entity *const *)right;
    int order = str_compare(a->id, b->id);
    if (!order)
        order = compare_numbers(a->dataset, b->dataset);
    return order ? order : compare_numbers(a->schema, b->schema);
}

size_t entities_merge(arena *a, entity **entities, size_t count)
{
    if (count == 0)
        return 0;
    qsort(entities, count, sizeof *entities, compare_entities);
    size_t kept = 0;
    for (size_t i = 1; i < count; i++) {
        if (!str_equal(entities[kept]->id, entities[i]->id))
            entities[++kept] = entities[i];
        else if (!merge_into(a, entities[kept], entities[i]))
            return SIZE_MAX;
    }
    for (size_t i = 0; i <= kept; i++)
        sort_entity(entities[i]);
    return kept + 1;
}

static size_t add_dataset(uint16_t *datasets, size_t count, size_t cap, uint16_t dataset)
{
    size_t at = 0;
    while (at < count && datasets[at] < dataset)
        at++;
    if ((at < count && datasets[at] == dataset) || count == cap)
        return count;
    memmove(datasets + at + 1, datasets + at, (count - at) * sizeof *datasets);
    datasets[at] = dataset;
    return count + 1;
}

size_t entity_datasets(const entity *e, uint16_t *datasets, size_t cap)
{
    size_t count = add_dataset(datasets, 0, cap, e->dataset);
    for (size_t i = 0; i < e->value_count; i++)
        count = add_dataset(datasets, count, cap, e->values[i].dataset);
    for (size_t i = 0; i < e->address_count; i++)
        count = add_dataset(datasets, count, cap, e->addresses[i].dataset);
    for (size_t i = 0; i < e->link_count; i++)
        count = add_dataset(datasets, count, cap, e->links[i].dataset);
    for (size_t i = 0; i < e->listing_count; i++)
        count = add_dataset(datasets, count, cap, e->listings[i].dataset);
    return count;
}
