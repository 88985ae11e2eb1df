/* What OFAC says of an entry in words: "Passport", "Tax ID No.", "Digital Currency Address - XBT" …
 *
 * The same labels stand in the Remarks of the CSV files, in <idType> of the classic XML, in the features and
 * document types of the Advanced XML and in the `ids` of the US Consolidated Screening List. One table says
 * what each of them means; a label that is not in it stays with its text in the notes of the entity.
 *
 *     ofac_term t = {.label = str_of("Passport"), .value = number, .country = str_of("Syria")};
 *     ofac_add_term(e, &t);
 */
#ifndef LIST_OFAC_OFAC_TERMS_H
#define LIST_OFAC_OFAC_TERMS_H

#include "model/entity.h"

typedef struct ofac_term {
    str label;   /* "Passport", without "alt." */
    str value;   /* the text behind it, without country and dates where these are known apart */
    str country; /* name or code of the issuer, or empty */
    str note;    /* "issued 21 Jun 1992 expires 20 Jun 2002", or empty */
    bool cut;    /* the text was cut off by the publisher: an identifier is then marked invalid */
} ofac_term;

/* Adds the value to the entity; a value that the entity has already is not added twice. An unknown label goes
 * into the notes as "label value". */
void ofac_add_term(entity *e, const ofac_term *t);

/* True if the label (the whole text, ASCII case does not count) is in the table. */
bool ofac_label_known(str label);

/* Length of the longest label of the table that `text` begins with, followed by a blank or the end; 0: none.
 */
size_t ofac_label_len(str text);

/* A value that the entity does not have yet; where it has, the old one with the note appended. NULL when
 * empty or without memory. */
entity_value *ofac_add_once(entity *e, property_id p, str text);

/* The code of a country as OFAC writes it ("Korea, North", "Man, Isle of", "Region: Gaza"), or empty. */
str ofac_country(arena *a, str text);

/* A country by name or code: the code is the value; a name that is not known is kept as it is. */
entity_value *ofac_add_country(entity *e, property_id p, str text);

/* A date in any of OFAC's forms; one that is not understood goes into the notes with its label. */
void ofac_add_date(entity *e, property_id p, str label, str text);

/* "Moscow, Russia": the place, and the country when the last part is one. */
void ofac_add_birth_place(entity *e, str text);

/* A name as published. `type` is "aka", "fka", "nka", "a.k.a.", "A.K.A." …; weak: low quality. */
entity_value *ofac_add_alias(entity *e, str type, bool weak, str name);

/* The text as note, under a label where there is one. */
void ofac_add_note(entity *e, str label, str text);

#endif
