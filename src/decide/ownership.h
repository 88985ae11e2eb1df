/* Who is owned by the listed: shares of listed owners, direct and through others, over the links of a
 * snapshot.
 *
 * An entity counts as blocked when listed owners hold half of it or more in total (OFAC, guidance of 13
 * August 2014 and FAQ 398 to 402); what is blocked in this way counts as a listed owner in turn. The Union
 * asks for more than half, or control. Circles are walked once. It does not know control by other means than
 * ownership.
 *
 *     ownership o = ownership_of(snapshot, entity);
 *     if (o.share >= OWNERSHIP_HALF) ... o.owner ...
 */
#ifndef DECIDE_OWNERSHIP_H
#define DECIDE_OWNERSHIP_H

#include "snapshot/snapshot.h"

#define OWNERSHIP_HALF 5000 /* hundredths of a per cent */

typedef struct ownership {
    int share;      /* of listed owners together, hundredths of a per cent, at most 10000 */
    bool unknown;   /* a listed owner holds a share that is not known */
    uint32_t owner; /* the listed owner with the largest share, or UINT32_MAX */
} ownership;

ownership ownership_of(const snapshot *s, uint32_t index);

#endif
