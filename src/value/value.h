/* Values from the outside, read in one way by every command: kinds of identifiers, countries, genders, dates,
 * schemata, headers.
 *
 * A value is understood, blank ("", "n/a", "-"), or unknown; an unknown one is an error with one sentence
 * that says what was expected and, where one is near, what may have been meant. Nothing is guessed from a
 * part of a value. What is returned as a slice lies in static tables (data/values) or in the text that was
 * given.
 *
 *     value_country c;
 *     if (value_read_country(text, &c, &error) == VALUE_UNKNOWN)
 *         return usage_error("--country: %s", error.message);
 */
#ifndef VALUE_VALUE_H
#define VALUE_VALUE_H

#include "base/str.h"
#include "model/partial_date.h"
#include "model/schema.h"

#include <interdict/status.h>

typedef enum value_result {
    VALUE_KNOWN,
    VALUE_BLANK,   /* empty, or a word for 'not known' */
    VALUE_UNKNOWN, /* *error (nullable) is filled, with the status ITD_ERROR_INPUT */
} value_result;

/* "", "-", "n/a", "none", "null", "unknown" …; "NA" is Namibia and not blank. */
bool value_is_blank(str text);

/* ---- value/country.c ---- */

typedef struct value_country {
    str codes[2]; /* alpha-2 in lower case; two where the name means two ("Korea") */
    size_t code_count;
    str region; /* "UA-43" where a part of a country is named, else empty */
} value_country;

/* alpha-2, alpha-3 and three-digit codes of ISO 3166-1, names in many languages, demonyms, and the regions of
 * Ukraine that measures name. */
value_result value_read_country(str text, value_country *out, itd_error *error);

/* The name of the country that an unknown text is nearest to, or empty. */
str value_suggest_country(str text);

/* ---- value/identifier.c ---- */

/* The kind that a name means: "imo", "Passport No.", "innCode", "btc". */
bool value_identifier_kind(str name, property_id *property);

/* As value_identifier_kind, with the error. */
value_result value_read_identifier_kind(str name, property_id *property, itd_error *error);

/* One identifier as found in a name. */
typedef struct value_identifier {
    bool has_property;
    property_id property;
    str text; /* a part of what was given */
} value_identifier;

enum { VALUE_IDENTIFIERS_MAX = 3 };

/* What a text that is given as a name may be as an identifier: "IMO 9187629", a BIC, a wallet, a number
 * alone; the count, 0 for what reads as a name only. */
size_t value_identifiers_of_name(str name, value_identifier found[VALUE_IDENTIFIERS_MAX]);

/* ---- value/words.c ---- */

/* *gender is "male", "female" or "other", of the words of a dozen languages. */
value_result value_read_gender(str text, str *gender, itd_error *error);

/* A date in any form that model/partial_date.h reads, whose month and day exist. */
value_result value_read_date(str text, partial_date *out, itd_error *error);

/* The role of a party or an actor as cases spell it: "exporter", "end_user" of "End user". */
value_result value_read_role(str text, str *role, itd_error *error);

/* A schema of FollowTheMoney in any case, or a usual word for one ("individual", "ship"). */
value_result value_read_schema(str text, schema_id *schema, itd_error *error);

/* ---- value/payment.c ---- */

/* A code of ISO 4217 in capitals, in use or withdrawn. */
bool value_is_currency(str text);

/* Likewise in letters of any size, or a token that is no currency of ISO 4217, by its name ("A7A5", "digital
 * Belarusian rouble"): Regulation (EU) 833/2014, Art. 5ba, and Regulation (EC) 765/2006 name such. */
bool value_is_currency_or_token(str text);

/* The country whose currency it is, for its code begins with that of the country; empty for EUR, XAU and what
 * is none. */
str value_currency_country(str currency);

/* A unique end-to-end transaction reference: a UUID of version 4. */
bool value_is_uetr(str text);

/* A day or a time of ISO 8601 whose day exists. */
bool value_is_iso_date(str text);

/* True for what has country and length of an IBAN and not its check digits. */
bool value_is_wrong_iban(str text);

/* ---- value/header.c ---- */

typedef enum header_use {
    HEADER_UNKNOWN,
    HEADER_NOTHING, /* known, and without a part in screening */
    HEADER_ID,
    HEADER_SCHEMA,
    HEADER_NAME,
    HEADER_GIVEN,
    HEADER_MIDDLE,
    HEADER_FAMILY,
    HEADER_BIRTH_DATE,
    HEADER_COUNTRY,
    HEADER_GENDER,
    HEADER_ADDRESS,
    HEADER_IDENTIFIER,      /* of any kind */
    HEADER_IDENTIFIER_KIND, /* of the kind in *property */
} header_use;

/* What the header of a column or the key of a record means; case, marks, blanks, punctuation and a number at
 * the end do not count: "First Name", "IMO No.", "SWIFT/BIC", "Nationality 2". */
header_use value_header(str header, property_id *property);

/* The known header that is nearest, or empty. */
str value_header_suggest(str header);

#endif
