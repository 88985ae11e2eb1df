/* Inside the reader of OFAC's Advanced XML: what its parts share.
 *
 * The file is a small database: dictionaries of numbered words, then locations, documents, parties, the
 * relations between parties and at last the sanctions entries, each referring to earlier ones by number. All
 * that later parts ask for is kept in one table by (kind, number). */
#ifndef LIST_OFAC_OFAC_ADVANCED_H
#define LIST_OFAC_OFAC_ADVANCED_H

#include "list/ofac/ofac_entity.h"
#include "list/xml.h"

typedef enum advanced_kind {
    ADVANCED_NONE,
    ADVANCED_WORD_FIRST, /* the dictionaries, in the order of advanced_sets in ofac_advanced.c */
    ADVANCED_ALIAS_TYPE = ADVANCED_WORD_FIRST,
    ADVANCED_COUNTRY,
    ADVANCED_DETAIL,
    ADVANCED_FEATURE_TYPE,
    ADVANCED_DATE_TYPE,
    ADVANCED_DOCUMENT_TYPE,
    ADVANCED_LEGAL_BASIS,
    ADVANCED_LIST,
    ADVANCED_PLACE_PART_TYPE,
    ADVANCED_NAME_PART_TYPE,
    ADVANCED_PARTY_SUBTYPE,
    ADVANCED_PARTY_TYPE,
    ADVANCED_RELATION_TYPE,
    ADVANCED_SANCTIONS_TYPE,
    ADVANCED_SCRIPT,
    ADVANCED_WORD_LAST = ADVANCED_SCRIPT,
    ADVANCED_LOCATION, /* value: ofac_address */
    ADVANCED_DOCUMENT, /* by identity; value: advanced_document, a chain */
    ADVANCED_PROFILE,  /* value: entity */
} advanced_kind;

typedef struct advanced_word {
    str text;
    unsigned long long parent; /* of a party subtype: the party type */
} advanced_word;

typedef struct advanced_document {
    struct advanced_document *next;
    str type, number, country, note;
} advanced_document;

typedef struct advanced_slot {
    advanced_kind kind;
    unsigned long long number;
    void *value;
} advanced_slot;

typedef struct advanced {
    list_job *job;
    const list_file *file;
    arena memory; /* what only the reader needs */
    advanced_slot *slots;
    size_t slot_count, slot_cap;
} advanced;

/* NULL when there is none. */
void *advanced_get(const advanced *a, advanced_kind kind, str number);

/* The word of a dictionary, or empty. */
str advanced_word_of(const advanced *a, advanced_kind kind, str number);

ITD_MUST_CHECK itd_status advanced_put(advanced *a, advanced_kind kind, const xml_node *node, str number,
                                       void *value, itd_error *error);

/* <Year>, <Month>, <Day> below the node as canonical text in the arena; empty when there is no year. */
str advanced_date(arena *memory, const xml_node *node);

/* A <DatePeriod> as canonical text: a day, month or year where the bounds say so, else a range. */
str advanced_period(arena *memory, const xml_node *period);

/* One <DistinctParty>, one <ProfileRelationship>, one <SanctionsEntry>. */
ITD_MUST_CHECK itd_status advanced_party(advanced *a, const xml_node *node, itd_error *error);
ITD_MUST_CHECK itd_status advanced_relation(advanced *a, const xml_node *node, itd_error *error);
ITD_MUST_CHECK itd_status advanced_entry(advanced *a, const xml_node *node, itd_error *error);

#endif
