/* Who owns whom in a snapshot: the ownership links, which stand with one of their ends, in the order of what
 * is owned.
 *
 *     owner_links_new(snapshot, &links, &error);
 *     for (size_t i = owner_links_first(links, entity); i < links->count && links->items[i].owned == entity;
 * i++) if (owner_link_holds(&links->items[i], on)) ... links->items[i].owner ...
 */
#ifndef ENGINE_OWNER_LINKS_H
#define ENGINE_OWNER_LINKS_H

#include "base/date.h"
#include "snapshot/snapshot.h"

typedef struct owner_link {
    uint32_t owned, owner;
    int32_t share;            /* hundredths of a per cent; -1: not known */
    calendar_day from, until; /* days on which it holds; DATE_NONE: open */
} owner_link;

typedef struct owner_links {
    owner_link *items; /* by what is owned, then by owner; the same link once */
    size_t count;
} owner_links;

/* Links to somebody who is not in the snapshot are left out, and those that the list calls former. */
ITD_MUST_CHECK itd_status owner_links_new(const snapshot *s, owner_links **out, itd_error *error);
void owner_links_free(owner_links *x);

/* The first link of an entity, or where it would be. */
size_t owner_links_first(const owner_links *x, uint32_t owned);

bool owner_link_holds(const owner_link *l, calendar_day on);

#endif
