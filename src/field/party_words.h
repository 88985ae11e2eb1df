/* What a word or a phrase says in a party field. */
#ifndef FIELD_PARTY_WORDS_H
#define FIELD_PARTY_WORDS_H

#include "text/text.h"

typedef struct party_word {
    uint32_t offset;
    uint16_t len;
    uint16_t classes; /* bits of the table: PARTY_JOIN … */
} party_word;

enum { PARTY_READ_WORDS = 40 }; /* words of a field that are looked at */

typedef struct party_reader {
    const text_name *text;
    str raw;
    size_t count;
    uint16_t classes[PARTY_READ_WORDS]; /* of the phrase that the word belongs to */
    uint8_t first[PARTY_READ_WORDS];    /* where that phrase begins */
    uint8_t end[PARTY_READ_WORDS];      /* and where it ends */
    uint8_t gap[PARTY_READ_WORDS];      /* party_gap before the word */
    bool number[PARTY_READ_WORDS];      /* it holds a figure */
    bool any;                           /* something stands in the field beside a name */
} party_reader;

/* What parts a word from the one before it. */
typedef enum party_gap { GAP_NONE, GAP_COMMA, GAP_BRACKET, GAP_PARTED } party_gap;

enum {
    CLASS_JOIN = 1,       /* another name follows: "c/o", "formerly" */
    CLASS_WEAK = 2,       /* "and" */
    CLASS_FOR = 4,        /* "for" */
    CLASS_DEPARTMENT = 8, /* "trade finance", "branch" */
    CLASS_STREET = 16,
    CLASS_LABEL = 32, /* a number follows: "INN" */
    CLASS_VESSEL = 64,
    CLASS_VOYAGE = 128,
    CLASS_FLAG = 256,
    CLASS_JOB = 512,
    CLASS_ESTATE = 1024,
    CLASS_TOWN = 2048,
    CLASS_PLACE_NAME = 4096, /* a town, and a name of persons */
    CLASS_LINK = 8192,       /* "in", "region": beside a place */
};

void party_words_read(const text_name *text, str raw, party_reader *out);

#endif
