#include "model/entity.h"

#include "base/limits.h"

entity *entity_new(arena *a, str id, schema_id s, uint16_t dataset)
{
    /* An id put together without memory is empty. */
    entity *e = str_empty(id) ? NULL : arena_alloc(a, sizeof *e);
    if (!e)
        return NULL;
    e->arena = a;
    e->id = arena_str(a, id);
    e->schema = s;
    e->listed = true;
    e->dataset = dataset;
    return e->id.data ? e : NULL;
}

/* Room for one more element of an array of the entity; NULL sets failed. */
static void *add_element(entity *e, void **array, size_t *count, size_t *cap, size_t size)
{
    if (*count >= LIMIT_ENTITY_VALUES) {
        e->failed = true;
        return NULL;
    }
    if (*count == *cap) {
        void *larger = arena_grow(e->arena, *array, *count, cap, size);
        if (!larger) {
            e->failed = true;
            return NULL;
        }
        *array = larger;
    }
    void *element = (char *)*array + *count * size;
    memset(element, 0, size);
    ++*count;
    return element;
}

entity_value *entity_add(entity *e, property_id p, str text)
{
    text = str_trim(text);
    if (str_empty(text))
        return NULL;
    str copy = arena_str(e->arena, text);
    if (!copy.data) {
        e->failed = true;
        return NULL;
    }
    void *array = e->values;
    entity_value *v = add_element(e, &array, &e->value_count, &e->value_cap, sizeof *v);
    e->values = array;
    if (!v)
        return NULL;
    v->property = p;
    v->dataset = e->dataset;
    v->text = copy;
    return v;
}

entity_value *entity_add_name(entity *e, property_id p, name_kind kind, str text)
{
    entity_value *v = entity_add(e, p, text);
    if (v)
        v->name_kind = (uint8_t)kind;
    return v;
}

#define LINEAR_MAX 32 /* so many are looked through */

static bool is_wanted(const entity_value *v, int property, int kind, str text)
{
    return (property == ENTITY_ANY || v->property == (property_id)property) &&
           (kind == ENTITY_ANY || v->name_kind == (uint8_t)kind) && str_equal(v->text, text);
}

static size_t text_hash(str text)
{
    uint64_t h = 14695981039346656037u;
    for (size_t i = 0; i < text.len; i++)
        h = (h ^ (unsigned char)text.data[i]) * 1099511628211u;
    return (size_t)(h ^ h >> 29);
}

static void put_slot(entity *e, size_t value)
{
    const entity_value *v = &e->values[value];
    size_t at = text_hash(v->text) & (e->slot_count - 1);
    for (; e->slots[at]; at = (at + 1) & (e->slot_count - 1))
        if (is_wanted(&e->values[e->slots[at] - 1], (int)v->property, (int)v->name_kind, v->text))
            return; /* the first one stands for it */
    e->slots[at] = (uint32_t)value + 1;
}

/* Puts the values that were added since into the table. */
static bool fill_slots(entity *e)
{
    if (2 * e->value_count >= e->slot_count) {
        size_t count = e->slot_count ? e->slot_count : 4 * LINEAR_MAX;
        while (count < 4 * e->value_count)
            count *= 2;
        uint32_t *slots = arena_array(e->arena, count, sizeof *slots);
        if (!slots)
            return false;
        e->slots = slots;
        e->slot_count = count;
        e->slot_used = 0;
    }
    while (e->slot_used < e->value_count)
        put_slot(e, e->slot_used++);
    return true;
}

entity_value *entity_find(entity *e, int property, int kind, str text)
{
    if (e->value_count <= LINEAR_MAX) {
        for (size_t i = 0; i < e->value_count; i++)
            if (is_wanted(&e->values[i], property, kind, text))
                return &e->values[i];
        return NULL;
    }
    if (!fill_slots(e)) {
        e->failed = true;
        return NULL;
    }
    for (size_t at = text_hash(text) & (e->slot_count - 1); e->slots[at]; at = (at + 1) & (e->slot_count - 1))
        if (is_wanted(&e->values[e->slots[at] - 1], property, kind, text))
            return &e->values[e->slots[at] - 1];
    return NULL;
}

entity_address *entity_add_address(entity *e)
{
    void *array = e->addresses;
    entity_address *a = add_element(e, &array, &e->address_count, &e->address_cap, sizeof *a);
    e->addresses = array;
    if (a)
        a->dataset = e->dataset;
    return a;
}

entity_link *entity_add_link(entity *e, schema_id s)
{
    void *array = e->links;
    entity_link *l = add_element(e, &array, &e->link_count, &e->link_cap, sizeof *l);
    e->links = array;
    if (l) {
        l->dataset = e->dataset;
        l->schema = s;
        l->percentage = -1;
    }
    return l;
}

entity_listing *entity_add_listing(entity *e)
{
    void *array = e->listings;
    entity_listing *l = add_element(e, &array, &e->listing_count, &e->listing_cap, sizeof *l);
    e->listings = array;
    if (l)
        l->dataset = e->dataset;
    return l;
}
