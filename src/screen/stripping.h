/* Stripping: a party that stood in an earlier message of the same payment and is missing now.
 *
 * Messages belong together by UETR, by reference, or where one names the other as related. Compared are
 * names, folded, and the first eight characters of BICs; the banks of the headers are left out, they change
 * with each hop.
 *
 *     stripped_party found[16];
 *     size_t count = stripping_find(arena, &earlier, &now, found, 16);
 */
#ifndef SCREEN_STRIPPING_H
#define SCREEN_STRIPPING_H

#include "base/arena.h"
#include "message/message.h"

typedef struct stripped_party {
    const message_party *party; /* of the earlier message */
    str reference;              /* of the earlier message */
} stripped_party;

bool stripping_related(const message *earlier, const message *now);

/* Parties of the earlier messages that are missing in `now`; their count, at most cap. */
size_t stripping_find(const message_list *earlier, const message *now, stripped_party *found, size_t cap);

#endif
