/* BICs and account numbers that stand in any value of a message: "/INS/SABRRUMM", "VIA BMJIIRTHXXX",
 * "TO ACC IR58 0540 1051 8002 1273 1130 07".
 *
 * Words of eight or eleven capitals and digits with a country in them are told; whether one is a listed bank,
 * its user asks. The country of such a word alone says nothing, for "REQUIRED" has Iran in it: only what is
 * built as the BICs of a country under comprehensive measures are (the place of its banks behind the country,
 * or a digit) counts for its country.
 *
 *     code_found found;
 *     for (size_t at = 0; codes_next(text, &at, &found);) ...
 */
#ifndef EXACT_CODES_H
#define EXACT_CODES_H

#include "exact/place_screen.h"

typedef struct code_found {
    str text;     /* as it stands there */
    bool account; /* an IBAN; else a BIC */
    str country;  /* two letters of the text */
    bool sure;    /* the country counts */
} code_found;

/* The next one from *at on; false at the end. */
bool codes_next(str text, size_t *at, code_found *found);

#endif
