/* One listed (or referenced) entity while a snapshot is being compiled: what a list reader makes and the
 * snapshot writer takes.
 *
 * An entity is a schema and a set of values. Schemata and properties are those of FollowTheMoney
 * (model/schema.h). A value keeps the text as published (trimmed), the dataset it came from, and what the
 * list says about it. Nothing is derived here: folding, romanisation and matching come later, from the text.
 *
 *     entity *e = entity_new(a, str_of("ofac-27844"), SCHEMA_PERSON, dataset);
 *     entity_add_name(e, PROPERTY_NAME, NAME_PRIMARY, name);
 *     entity_value *v = entity_add(e, PROPERTY_PASSPORT_NUMBER, number);
 *     if (v) v->country = country;
 *
 * Everything lives in the arena of the compile. An add that finds no memory returns NULL and sets
 * entity->failed; test that once per record.
 */
#ifndef MODEL_ENTITY_H
#define MODEL_ENTITY_H

#include "base/arena.h"
#include "base/str.h"
#include "model/schema.h"

#include <stdbool.h>
#include <stdint.h>

/* How a list publishes a name. The counts of `info` are by this. */
typedef enum name_kind {
    NAME_NOT_A_NAME, /* the value is no name */
    NAME_PRIMARY,
    NAME_ALIAS,
    NAME_FORMER,
    NAME_WEAK,     /* low-quality a.k.a.: supports a hit, does not make one alone */
    NAME_ORIGINAL, /* in the original, non-Latin script */
    NAME_KIND_COUNT
} name_kind;

/* Dates are kept as text in one of: YYYY, YYYY-MM, YYYY-MM-DD, a range "A/B" of two of these, each with an
 * optional "~" in front for circa ("~1951", "1979/1982"). model/partial_date.h reads and checks them. */
typedef struct entity_value {
    property_id property;
    uint8_t name_kind; /* name_kind */
    uint16_t dataset;  /* index of the source dataset within the compile */
    bool invalid;      /* an identifier whose check digit or shape is wrong; kept, never matched as exact */
    bool derived;      /* a name that the reader took out of another ("A" of "A; B"): matched, not counted */
    str text;
    str country; /* ISO 3166-1 alpha-2 in lower case, or empty: issuer of a document, flag … */
    str lang;    /* ISO 639 as published, or empty */
    str note;    /* what the list says of the value: "alt.", "expires 2019", "f.k.a." or empty */
} entity_value;

typedef struct entity_address {
    uint16_t dataset;
    str full; /* one line, made from the parts where the list gives parts only */
    str street, city, region, postal_code;
    str country; /* alpha-2 or empty */
} entity_address;

/* From this entity to another. The schema is Ownership, Directorship, Family, Associate, UnknownLink … and
 * the entity is on the side named by `from`: owner, director, person, subject. */
typedef struct entity_link {
    uint16_t dataset;
    schema_id schema; /* SCHEMA_OWNERSHIP … */
    bool reversed; /* this entity is the other side: the asset, the organization, the relative, the object */
    str target_id; /* entity id, or empty where the list gives a name only */
    str target_name;    /* as published, or empty */
    str role;           /* "Linked To", "father", as published */
    int32_t percentage; /* hundredths of a per cent; -1 unknown */
    str start_date, end_date;
} entity_link;

/* One listing: under which programme, by whom, since when. */
typedef struct entity_listing {
    uint16_t dataset;
    str program; /* as published: SYRIA-EO13894 */
    str authority;
    str authority_id; /* the list's own number or reference */
    str listing_date; /* or empty */
    str end_date;
    str legal_basis; /* instrument named by the list, or empty */
    str reason;
} entity_listing;

typedef struct entity {
    arena *arena;
    str id; /* "ofac-27844" */
    schema_id schema;
    bool listed; /* a listed record; false for one that is only referenced (a FollowTheMoney Address or linked
                    party) */
    bool former; /* no longer on any list: kept with its last day (compile --history) */
    unsigned long line; /* of the file where it begins, 0: not known */
    bool failed;        /* an add found no memory or reached LIMIT_ENTITY_VALUES */
    uint16_t dataset;   /* the dataset of the record; after merging the lowest of them */
    uint32_t seen[3];   /* first, last, changed: seconds since 1970, 0 where the list does not say */
    entity_value *values;
    size_t value_count, value_cap;
    uint32_t *slots; /* of entity_find: numbers of values plus one, by their text */
    size_t slot_count, slot_used;
    entity_address *addresses;
    size_t address_count, address_cap;
    entity_link *links;
    size_t link_count, link_cap;
    entity_listing *listings;
    size_t listing_count, listing_cap;
} entity;

/* A new entity in the arena; NULL when there is no memory or the id is empty. The id is copied. */
entity *entity_new(arena *a, str id, schema_id s, uint16_t dataset);

/* Adds a value; text is trimmed and copied; an empty one is passed over (returns NULL without failing).
 * The returned value may be filled further with text from the same arena. */
entity_value *entity_add(entity *e, property_id p, str text);
entity_value *entity_add_name(entity *e, property_id p, name_kind kind, str text);

/* Any property, any kind. */
enum { ENTITY_ANY = -1 };

/* A value of that property (property_id or ENTITY_ANY) and kind (name_kind or ENTITY_ANY) with that text, or
 * NULL. In constant time however many there are: the values of an entity with many are kept in a table by
 * their texts as they were added. NULL and `failed` without memory. */
entity_value *entity_find(entity *e, int property, int kind, str text);
entity_address *entity_add_address(entity *e);
entity_link *entity_add_link(entity *e, schema_id s);
entity_listing *entity_add_listing(entity *e);

#endif
