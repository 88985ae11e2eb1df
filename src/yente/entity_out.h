/* An entity as yente gives it: id, caption, schema, properties, datasets, referents, target, three times;
 * flat, or with what stands around it inside.
 *
 *     entity_out x = {snapshot, edges, &scope, &writer};
 *     emit_object(&w);
 *     entity_out_members(&x, index, true);
 *     … members of the caller …
 *     emit_end_object(&w);
 */
#ifndef YENTE_ENTITY_OUT_H
#define YENTE_ENTITY_OUT_H

#include "base/json_emit.h"
#include "yente/edges.h"
#include "yente/scope.h"

typedef struct entity_out {
    const snapshot *snapshot;
    const edge_table *edges;    /* NULL: always flat */
    const dataset_scope *scope; /* `datasets` names those of it alone; NULL: all */
    json_emitter *writer;
} entity_out;

/* The members of the object, without its braces. nested: sanctions, addresses and links stand in properties,
 * one link away. */
void entity_out_members(const entity_out *x, uint32_t index, bool nested);

/* Everything that stands around an entity, by property. */
typedef struct neighbour_set {
    const char *property;
    size_t total;
} neighbour_set;

enum { NEIGHBOUR_SETS_MAX = 32 };

/* The properties that lead to others and how many stand there; those with none are left out. */
size_t entity_neighbours(const entity_out *x, uint32_t index, neighbour_set sets[NEIGHBOUR_SETS_MAX]);

/* True if entities of the schema may have such a property. */
bool entity_may_have(schema_id s, str property);

/* Those of one property as members of an array, from the offset on, at most `limit`. */
void entity_out_neighbours(const entity_out *x, uint32_t index, str property, size_t offset, size_t limit);

/* The entity that an id was merged into, by its referents; UINT32_MAX for none. */
uint32_t entity_of_referent(const snapshot *s, str id);

#endif
