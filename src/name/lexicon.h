/* What is known of words before any list is loaded: legal forms, words of organisations, particles, titles,
 * numbers, places, variants and nicknames of given names, and how common a name is.
 *
 * The table is generated from data/names by tools/tables/names.py and frozen with the model: a score never
 * depends on the lists that happen to be loaded. Keys are words or phrases as text/text.h folds them.
 *
 *     const lexicon_word *w = lexicon_find(str_of("limited liability company"));
 *     if (w && w->form) ... w->generic ...
 */
#ifndef NAME_LEXICON_H
#define NAME_LEXICON_H

#include "base/str.h"

#include <stdint.h>

enum {
    LEXICON_PARTICLE_PERSON = 1,
    LEXICON_PARTICLE_ORGANISATION = 2,
    LEXICON_HONORIFIC = 4,
    LEXICON_STOP = 8,
    LEXICON_CONTEXT = 16, /* of payments and letters: "on behalf of" */
    LEXICON_VESSEL = 32,  /* stands before the name of a vessel: "M/V" */
    LEXICON_PLACE = 64,
    LEXICON_PHRASE_START = 128, /* a phrase of several words begins with it */
    LEXICON_FORM_PART = 512,    /* a word of legal forms and of nothing else */
    LEXICON_GIVEN = 256,        /* a popular given name of some country */
    LEXICON_MALE = 1024,        /* a given name of men only */
    LEXICON_FEMALE = 2048,      /* of women only */
    LEXICON_FAMILY = 4096,      /* a popular family name of some country */
    LEXICON_BODY = 8192,        /* a word like "company", "group", "organisation" */
    LEXICON_TERM = 16384,       /* has translations, and tells as much as a name: "helicopter" */
    LEXICON_EASTERN = 32768,    /* a family name of China, Korea or Vietnam */
};

enum { LEXICON_VARIANTS = 3, LEXICON_NICKNAMES = 5, LEXICON_PHRASE_WORDS = 8 };

typedef struct lexicon_word {
    uint32_t offset;
    uint16_t len;
    uint16_t flags;
    uint8_t person_level;       /* 0 rare … 7 most common as a name of persons */
    uint8_t organisation_level; /* likewise in names of organisations */
    uint16_t form;              /* legal form, 0 none; equal numbers are the same form */
    uint16_t generic;           /* kind of legal form over all countries, 0 unknown */
    uint16_t meaning;           /* word of organisations; equal numbers mean the same */
    uint16_t sphere;            /* likewise with a looser meaning: plant, factory, works */
    uint16_t filler;            /* particle, title, article: equal numbers mean the same */
    int16_t number;             /* value of a number word, -1 none */
    uint16_t place;             /* country, 0 none or a city */
    uint16_t variants[LEXICON_VARIANTS];
    uint16_t nicknames[LEXICON_NICKNAMES];
} lexicon_word;

/* The entry or NULL. */
const lexicon_word *lexicon_find(str word);

/* True if the entry is that of this word, and not one found by another spelling of it. */
bool lexicon_is_written(const lexicon_word *entry, str word);

/* Entries by number, for tables that refer to them: lexicon_number(lexicon_at(i)) is i. lexicon_at beyond the
 * last is NULL. */
uint32_t lexicon_number(const lexicon_word *word);
const lexicon_word *lexicon_at(uint32_t number);

/* The word or phrase of an entry. */
str lexicon_text(const lexicon_word *word);

/* Value of a Roman numeral from 1 to 39 in lower case, 0 if it is none. */
int lexicon_roman(str word);

/* What a legal form says of its bearer. */
typedef enum form_kind { FORM_NONE, FORM_BUSINESS, FORM_NON_PROFIT } form_kind;

/* FORM_NONE for a word that is no legal form or one whose kind is not known. */
form_kind lexicon_form_kind(const lexicon_word *word);

/* True for "bin" and its like: what follows is the father of what stands before. */
bool lexicon_is_kin(const lexicon_word *word);

/* True for an honorific that is borne with the name and by many: "Sayyid", "Hajji". */
bool lexicon_is_borne(const lexicon_word *word);

/* "imeni", "named after": a name in honour of somebody follows. */
bool lexicon_is_named_after(const lexicon_word *word);

/* True if the two words are listed as the same given name, or one as the short form of the other. */
bool lexicon_variant(const lexicon_word *a, const lexicon_word *b);
bool lexicon_nickname(const lexicon_word *a, const lexicon_word *b);

#endif
