/* When an entity was seen first and last in its list, and when its entry changed: where the list says so
 * (OpenSanctions does). A section of its own, beside the entities: nothing that is compared or hashed of a
 * record depends on it.
 *
 *     uint32_t when = seen_at(snapshot, index, SEEN_FIRST);      // seconds since 1970; 0: not known
 */
#ifndef SNAPSHOT_SEEN_H
#define SNAPSHOT_SEEN_H

#include "base/buf.h"
#include "snapshot/snapshot.h"

enum { SEEN_FIRST, SEEN_LAST, SEEN_CHANGED, SEEN_COUNT };

#define SEEN_SECTION "SEEN"

uint32_t seen_at(const snapshot *s, uint32_t index, int which);

/* For the compile: one row of SEEN_COUNT for each entity of the core, all 0 at first. Of several entries with
 * one id the first, the last and the latest count. */
void seen_add(const snapshot *core, const entity *e, uint32_t *rows);

/* The bytes of the section; nothing where no entity says anything. */
void seen_write(const snapshot *core, const uint32_t *rows, buf *out);

#endif
