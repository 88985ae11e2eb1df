/* Countries and territories: a code from whatever a list or a message writes, and an English name from a
 * code.
 *
 * Codes are ISO 3166-1 alpha-2 in lower case, and FollowTheMoney's four letters for states that are gone
 * (suhh Soviet Union, yucs Yugoslavia, cshh Czechoslovakia, csxx Serbia and Montenegro). Names are found
 * exactly after folding case, accents and punctuation; nothing is guessed from a part of a name. Does not
 * know provinces or cities.
 *
 *     char code[COUNTRY_CODE_CAP];
 *     if (country_code(str_of("SYRIAN ARAB REPUBLIC"), code))   // "sy"
 */
#ifndef MODEL_COUNTRY_H
#define MODEL_COUNTRY_H

#include "base/str.h"

#include <stdbool.h>

enum { COUNTRY_CODE_CAP = 8 };

/* The code for a name, alpha-2 or alpha-3 code in any case; false when there is none. "Former USSR, now
 * Ukraine" gives what stands behind "now". */
bool country_code(str text, char code[COUNTRY_CODE_CAP]);

/* As country_code for names only: a two- or three-letter code is not taken. */
bool country_code_from_name(str name, char code[COUNTRY_CODE_CAP]);

/* The code as a slice of a static table, or empty: no copy needed. */
str country_find(str text);

/* English short name, or empty for an unknown code (any case). */
str country_name(str code);

/* True for a known alpha-2 code in any case, XK included, historic ones not. */
bool country_is_alpha2(str code);

#endif
