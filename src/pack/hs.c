/* Which codes of the Harmonized System exist. */
#include "pack/pack.h"

#include <stdint.h>

static const char *const headings[] = {
#include "pack/hs_codes.inc"
};

/* Headings of earlier editions that the current one has dropped; rules of their years still name them. */
static const char dropped[] =
    "1402 1403 2527 2838 2851 4108 4109 4110 4111 4204 4815 5304 6503 7414 7416 7417 7803 7805 7906 "
    "8004 8005 8006 8469 8520 8803 9009 9203 9204 9501 9502";

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
