/* Places under comprehensive measures among the words of a text.
 *
 * The words are those of mention_scan.h; where one may begin the name of a place, it and those around it are
 * asked of place_screen.h.
 *
 *     if (mention_places_find(scan, places, place, &bounds, &found)) ... found.code ...
 */
#ifndef MENTION_MENTION_PLACES_H
#define MENTION_MENTION_PLACES_H

#include "mention/mention_scan.h"
#include "exact/place_screen.h"

enum { PLACES_BEHIND = 12 }; /* words that must be there behind the one that is asked */

/* The place that begins at this place of the text, with its bounds; false if there is none. */
bool mention_places_find(mention_scan *s, const place_screen *places, uint64_t place, occurrence *bounds,
                         place_found *found);

#endif
