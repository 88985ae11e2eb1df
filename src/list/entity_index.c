#include "list/entity_index.h"

uint64_t entity_index_hash(str id)
{
    uint64_t h = 1469598103934665603u;
    for (size_t i = 0; i < id.len; i++)
        h = (h ^ (unsigned char)id.data[i]) * 1099511628211u;
    return h ^ h >> 29;
}

static entity **find(entity **slots, size_t count, str id)
{
    size_t at = (size_t)entity_index_hash(id) & (count - 1);
    while (slots[at] && !str_equal(slots[at]->id, id))
        at = (at + 1) & (count - 1);
    return &slots[at];
}

static bool grow(entity_index *index, arena *a)
{
    size_t count = index->slot_count ? 2 * index->slot_count : 1024;
    entity **larger = arena_array(a, count, sizeof(entity *));
    if (!larger)
        return false;
    index->used = 0;
    for (size_t i = 0; i < index->slot_count; i++) {
        if (index->slots[i]) {
            *find(larger, count, index->slots[i]->id) = index->slots[i];
            index->used++;
        }
    }
    index->slots = larger;
    index->slot_count = count;
    return true;
}

entity **entity_index_slot(entity_index *index, arena *a, str id)
{
    if (2 * index->used >= index->slot_count && !grow(index, a))
        return NULL;
    entity **slot = find(index->slots, index->slot_count, id);
    index->used += *slot == NULL; /* the caller fills it */
    return slot;
}
