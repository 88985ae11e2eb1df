/* The country that an address line states: "MILANO, ITALY", "IT/MILANO", "BILBAO ES". It tells what a message
 * says, not where a town lies.
 *
 *     str code = address_country(arena, str_of("PUEBLA, MEXICO"));     // "MX"
 */
#ifndef FIELD_ADDRESS_COUNTRY_H
#define FIELD_ADDRESS_COUNTRY_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>

/* Two capitals that are an assigned code. */
bool address_is_code(str code);

/* Alpha-2 in capitals, or empty. */
str address_country(arena *a, str line);

/* True if the line names a street: whoever it is called by is no party. */
bool address_is_street(str line);

/* True if some word of it is one for a street. */
bool address_has_street(str part);

#endif
