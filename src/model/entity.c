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
