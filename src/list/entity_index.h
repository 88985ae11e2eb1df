/* Entities of one source by id, for lists that spread a party over several rows.
 *
 *     entity **slot = entity_index_slot(&index, arena, id);   // NULL: no memory
 *     if (!*slot)
 *         *slot = entity_new(…);
 */
#ifndef LIST_ENTITY_INDEX_H
#define LIST_ENTITY_INDEX_H

#include "model/entity.h"

typedef struct entity_index {
    entity **slots;
    size_t slot_count, used;
} entity_index;

/* The place of the entity with that id: filled, or NULL inside and to be filled at once. */
entity **entity_index_slot(entity_index *index, arena *a, str id);

/* 64 bits of FNV-1a. */
uint64_t entity_index_hash(str id);

#endif
