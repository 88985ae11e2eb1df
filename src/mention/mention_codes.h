/* Identifiers of listed parties that stand in a text: IMO numbers where the text says that they are, and
 * BICs, LEIs and addresses of wallets by their form and check digits.
 *
 * A number that could be anything is none: passports and tax numbers are left to those who know what a field
 * holds.
 *
 *     if (mention_code_of(banks, raw, imo_before, &identifier)) ... match_search ...
 */
#ifndef MENTION_MENTION_CODES_H
#define MENTION_MENTION_CODES_H

#include "exact/bic_table.h"
#include "match/match.h"

enum { CODES_MAX = 4 }; /* that one word may be asked as */

/* What the word may be; imo: a word before it says "IMO". Returns the count. Texts are borrowed from the word
 * or the table. */
size_t mention_codes_of(const bic_table *banks, str word, bool imo, match_identifier out[CODES_MAX]);

#endif
