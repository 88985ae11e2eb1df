/* Who is linked with whom, seen from both ends: a snapshot keeps a link with one of them.
 *
 *     const edge_table *t;
 *     edges_new(snapshot, &t, &error);
 *     for (uint32_t i = t->starts[entity]; i < t->starts[entity + 1]; i++) … t->items[i] …
 */
#ifndef YENTE_EDGES_H
#define YENTE_EDGES_H

#include "snapshot/snapshot.h"

typedef struct edge {
    uint32_t holder; /* the entity that keeps the link */
    uint32_t number; /* of the link among those of the holder */
    uint32_t other;  /* the entity at the other end, UINT32_MAX if it is not in the snapshot */
    bool from;       /* this entity is the owner, director, person … of the link */
} edge;

typedef struct edge_table {
    uint32_t *starts; /* one more than entities */
    edge *items;
} edge_table;

ITD_MUST_CHECK itd_status edges_new(const snapshot *s, edge_table **out, itd_error *error);
void edges_free(void *t);

/* The names of both ends of a link schema ("owner", "asset") and of the way back ("ownershipOwner"): what an
 * entity calls its links. NULL for a schema that is no link. */
typedef struct edge_names {
    schema_id schema;
    const char *from, *to;       /* properties of the link */
    const char *of_from, *of_to; /* of the entity at that end */
} edge_names;

const edge_names *edge_names_of(schema_id s);
const edge_names *edge_names_at(size_t index); /* NULL at the end */

#endif
