/* What a request wants of entities besides their datasets: types, topics, times, and whom it does not want.
 *
 *     entity_wishes wishes;
 *     if (!wishes_read(&wishes, snapshot, q, a)) return;
 *     … wishes_accept(&wishes, entity) …
 */
#ifndef YENTE_WANTED_H
#define YENTE_WANTED_H

#include "http/http.h"
#include "snapshot/snapshot.h"

typedef struct entity_wishes {
    const snapshot *snapshot;
    schema_id without[SCHEMA_COUNT];
    size_t without_count;
    const str *topics, *not_ids;
    size_t topic_count, not_id_count;
    uint32_t changed_since; /* 0: whenever. Where nobody knows when an entity changed, it counts. */
} entity_wishes;

/* exclude_schema, topics, changed_since, exclude_entity_ids. False: `a` says why. */
bool wishes_read(entity_wishes *w, const snapshot *s, const http_request *q, http_response *a);

bool wishes_any(const entity_wishes *w);
bool wishes_accept(void *wishes, uint32_t index);

#endif
