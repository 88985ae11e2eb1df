/* Places under comprehensive measures in a message: Iran (IR), North Korea (KP), Cuba (CU), Crimea (UA-43),
 * Sevastopol (UA-40), the regions of Donetsk (UA-14) and Luhansk (UA-09).
 *
 * Countries, regions, cities and ports by name, and country codes where a field has one. A street or a hotel
 * of that name, and a town of that name that the text puts elsewhere ("HAVANA, ILLINOIS, USA"), are no such
 * place. It does not know where an address lies that names none of them.
 *
 *     place_screen p;
 *     place_screen_init(&p);
 *     size_t count = place_screen_text(&p, text, PLACE_IN_ADDRESS, country, found, 8);
 */
#ifndef DECIDE_PLACE_SCREEN_H
#define DECIDE_PLACE_SCREEN_H

#include "base/buf.h"
#include "base/str.h"

#include <stdbool.h>

typedef enum place_context {
    PLACE_IN_ADDRESS, /* one line of an address, a port or a town */
    PLACE_IN_TEXT,    /* narrative */
} place_context;

typedef struct place_screen {
    buf folded;
} place_screen;

typedef struct place_found {
    const char *code; /* "IR", "UA-43" … */
    str name;         /* as the table has it; static */
} place_found;

void place_screen_init(place_screen *p);
void place_screen_free(place_screen *p);

/* Places named in the text, each code once; returns their count, at most cap. country: alpha-2 that the field
 * states otherwise, or empty. */
size_t place_screen_text(place_screen *p, str text, place_context context, str country, place_found *found,
                         size_t cap);

/* The code itself if it is that of a country under such measures ("IR", "ir"), else NULL. */
const char *place_screen_code(str alpha2);

#endif
