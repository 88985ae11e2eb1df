/* Identifiers: one exact form to compare, and what its check digits say.
 *
 * The exact form is upper case, without blanks, dashes and other punctuation ("IMO 9333-412" is "9333412");
 * a wallet address keeps its case, because its case carries meaning. Two identifiers are the same if their
 * exact forms are the same bytes. Checks follow the published standards; what has no check digit can only
 * have the right shape. Nothing is allocated, and nothing is known of who issued what.
 *
 *     char exact[IDENTIFIER_CAP];
 *     if (identifier_check(PROPERTY_IMO_NUMBER, text, exact, sizeof exact) == IDENTIFIER_INVALID)
 *         value->invalid = true;
 */
#ifndef MODEL_IDENTIFIER_H
#define MODEL_IDENTIFIER_H

#include "base/str.h"
#include "model/schema.h"

enum { IDENTIFIER_CAP = 160 }; /* room for every exact form and its zero */

typedef enum identifier_result {
    IDENTIFIER_INVALID,    /* wrong check digit, wrong shape, or nothing in it */
    IDENTIFIER_SHAPE_ONLY, /* the right shape; there is no check digit to test */
    IDENTIFIER_VALID,      /* the check digits agree */
} identifier_result;

/* Checks the text as a value of the property and writes the exact form and a terminating zero into `exact`
 * (also when the check fails; empty when it would not fit). Checked by digit: imoNumber (ships and companies,
 * IMO A.1117(30)), iban (ISO 13616), leiCode (ISO 17442), isin and isinCode (ISO 6166), innCode and ogrnCode
 * (Russian tax service), uscCode (GB 32100), npiCode, publicKey (base58check, BIP 173 and BIP 350). By shape:
 * swiftBic (ISO 9362 with the country of ISO 3166), mmsi, callSign, passportNumber, Ethereum and Monero
 * addresses, figiCode, dunsCode, uniqueEntityId. Any other property: three letters or digits at least. */
identifier_result identifier_check(property_id p, str text, char *exact, size_t cap);

/* The exact form alone; its length, 0 when nothing is left or it would not fit. */
size_t identifier_exact(property_id p, str text, char *exact, size_t cap);

/* What a bare identifier must be, where its label ("IMO 9333412", "INN: 7707083893") or its own check (a
 * wallet) says so; false where it could be several things. */
bool identifier_guess(str text, property_id *p);

/* For values read out of free text. */
bool identifier_imo_valid(str seven_digits);
bool identifier_iban_valid(str exact);
bool identifier_iban_shaped(str exact); /* country and length of one, whatever its check digits */
bool identifier_lei_valid(str exact);
bool identifier_bic_shaped(str exact);
bool identifier_isin_valid(str exact);
bool identifier_inn_valid(str digits);
bool identifier_ogrn_valid(str digits);

/* model/wallet.c: the address of a crypto-currency, by its own check where it has one. */
identifier_result identifier_wallet(str address);

#endif
