/* Codes of a message wherever they stand: banks, accounts, numbers with a label, codes of regions, addresses
 * of the internet, telephones, currencies. What a code says counts in every value.
 *
 *     screening_codes(c, &(code_place){where, start, end}, value);
 */
#ifndef SCREEN_MESSAGE_CODES_H
#define SCREEN_MESSAGE_CODES_H

#include "screen/message_screen_ask.h"

typedef struct code_place {
    str where;
    uint32_t start, end;
} code_place;

void screening_codes(screening *c, const code_place *at, str text);

/* The BIC in all forms that a list may have. */
void screening_add_bic(screening *c, match_query *q, str bic);

/* A reason where the country is under comprehensive measures. */
void screening_country(screening *c, str where, const char *what, str code, str found);

/* The number of a person or firm that stands alone in an element for it. */
void screening_number(screening *c, const code_place *at, str number);

/* The currency of such a country. */
void screening_currency(screening *c, str currency);

#endif
