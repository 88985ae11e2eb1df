#include "decide/ownership.h"

#define DEPTH_MAX 16
#define LINKS_MAX 2000 /* looked at for one entity: a hub is not walked for ever */

typedef struct walk {
    const snapshot *s;
    uint32_t path[DEPTH_MAX]; /* entities above, so that a circle ends */
    unsigned links;
} walk;

static bool on_path(const walk *w, size_t depth, uint32_t index)
{
    for (size_t i = 0; i < depth; i++)
        if (w->path[i] == index)
            return true;
    return false;
}

static ownership owners_of(walk *w, uint32_t index, size_t depth)
{
    ownership out = {.owner = UINT32_MAX};
    int largest = -1;
    const snapshot_entity e = snapshot_entity_at(w->s, index);
    w->path[depth] = index;
    for (uint32_t i = 0; i < e.link_count && w->links < LINKS_MAX; i++, w->links++) {
        const entity_link link = snapshot_link_at(w->s, e.first_link + i);
        uint32_t owner = snapshot_link_target(w->s, e.first_link + i);
        if (link.schema != SCHEMA_OWNERSHIP || !link.reversed || owner == UINT32_MAX ||
            on_path(w, depth + 1, owner))
            continue;
        bool blocked = snapshot_entity_at(w->s, owner).listed;
        if (!blocked && depth + 1 < DEPTH_MAX) {
            const ownership above = owners_of(w, owner, depth + 1);
            blocked = above.share >= OWNERSHIP_HALF;
            out.unknown |= above.unknown && !blocked;
        }
        if (!blocked)
            continue;
        out.unknown |= link.percentage < 0;
        if (link.percentage > 0)
            out.share += link.percentage;
        if (link.percentage > largest) {
            largest = link.percentage;
            out.owner = owner;
        }
    }
    if (out.share > 2 * OWNERSHIP_HALF)
        out.share = 2 * OWNERSHIP_HALF;
    return out;
}

ownership ownership_of(const snapshot *s, uint32_t index)
{
    walk w = {.s = s};
    return owners_of(&w, index, 0);
}
