/* Telephone numbers, written with their country code, of countries and regions under comprehensive measures:
 * "+98 21 8888 8888". A number without a plus, or of another length than such numbers have, is none.
 *
 *     str number;
 *     const char *code;
 *     for (size_t at = 0; (code = phones_next(&places, text, &at, &number)) != NULL;) ...
 */
#ifndef EXACT_PHONES_H
#define EXACT_PHONES_H

#include "exact/place_screen.h"

/* The place of the next such number from *at on; NULL at the end. */
const char *phones_next(const place_screen *p, str text, size_t *at, str *number);

#endif
