/* Names of parties that are a state under comprehensive measures, or that say where they are.
 *
 * "Embassy of Iran", "Gobierno de Cuba", "Iranian Consulate", "Tehran Municipality", "Islamic Republic of
 * Iran", "Ali Rezaei, Tehran": a word for a state or its offices beside a place or its adjective, a name that
 * is a place, or a place behind a comma. A place within the name of a firm is none. Addresses at the endings
 * of such countries
 * ("info@example.ir") are found here too.
 *
 *     status = state_names_find(&places, party_name, found, &count, &error);
 */
#ifndef EXACT_STATE_NAMES_H
#define EXACT_STATE_NAMES_H

#include "exact/place_screen.h"

/* What the name of a party says, each code once. Error: ITD_ERROR_MEMORY. */
ITD_MUST_CHECK itd_status state_names_find(place_screen *p, str name, place_found found[PLACE_CODES_MAX],
                                           size_t *count, itd_error *error);

/* The code of the country whose ending an address of the internet or of mail in the text has, and that
 * address; NULL if there is none. */
const char *state_names_internet(const place_screen *p, str text, str *address);

#endif
