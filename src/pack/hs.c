/* Which codes of the Harmonized System exist. */
#include "pack/pack.h"

#include <stdint.h>

/* headings: each with the last two digits of its subheadings, sorted. dropped: headings of earlier editions
 * that the current one has no more; rules of their years still name them. */
#include "pack/tables/hs_codes.inc"

static const char *heading_find(str code)
{
    size_t low = 0, high = sizeof headings / sizeof *headings;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strncmp(headings[middle], code.data, 4);
        if (order == 0)
            return headings[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

bool pack_hs_exists(str code)
{
    if (code.len == 2) {
        for (size_t i = 0; i < sizeof headings / sizeof *headings; i++)
            if (strncmp(headings[i], code.data, 2) == 0)
                return true;
        return false;
    }
    if (code.len < 4)
        return false;
    const char *heading = heading_find(code);
    if (code.len == 4)
        return heading || str_find(str_of(dropped), code) != SIZE_MAX;
    if (heading == NULL || code.len != 6)
        return false;
    for (const char *p = heading + 4; *p; p += 2)
        if (strncmp(p, code.data + 4, 2) == 0)
            return true;
    return false;
}
