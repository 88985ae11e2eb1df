/* Numbers in running text that say of themselves what they are: wallets and LEIs by their check digits, and
 * numbers behind a label ("INN 7707083893", "passport no. A1234567"). BICs and accounts are those of
 * exact/codes.h, IMO numbers those of the finder of mentions.
 *
 *     number_found n;
 *     for (size_t at = 0; numbers_next(text, &at, &n);) ... match_search ...
 */
#ifndef SCREEN_NUMBERS_H
#define SCREEN_NUMBERS_H

#include "match/match.h"

/* The next one from *at on, with the kind that its label says; false at the end. Texts are borrowed. */
bool numbers_next(str text, size_t *at, match_identifier *found);

#endif
