/* The FollowTheMoney schemata, properties and topics that the project knows, from one table
 * (model/schema.def).
 *
 * Names and types are those of FollowTheMoney (followthemoney.tech); the enums are made from the table by the
 * preprocessor. New entries go at the end of their block: the numbers are in snapshots.
 *
 *     schema_id s;
 *     if (schema_from_name(str_of("Vessel"), &s) && schema_is_a(s, SCHEMA_ASSET)) ...
 */
#ifndef MODEL_SCHEMA_H
#define MODEL_SCHEMA_H

#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

typedef enum schema_id {
#define SCHEMA(symbol, name, parents, flags) SCHEMA_##symbol,
#include "model/schema.def"
    SCHEMA_COUNT
} schema_id;

typedef enum property_id {
#define PROPERTY(symbol, name, owner, type) PROPERTY_##symbol,
#include "model/schema.def"
    PROPERTY_COUNT
} property_id;

typedef enum property_type {
    TYPE_STRING,
    TYPE_TEXT,
    TYPE_NAME,
    TYPE_COUNTRY,
    TYPE_DATE,
    TYPE_IDENTIFIER,
    TYPE_ADDRESS,
    TYPE_PHONE,
    TYPE_EMAIL,
    TYPE_URL,
    TYPE_GENDER,
    TYPE_TOPIC,
    TYPE_LANGUAGE,
    TYPE_NUMBER,
    TYPE_ENTITY,
} property_type;

enum { SCHEMA_MATCHABLE = 1, SCHEMA_EDGE = 2 };

/* Name as FollowTheMoney writes it ("Person"); "" is not found. Lookup is exact. */
bool schema_from_name(str name, schema_id *s);
str schema_name(schema_id s);
unsigned schema_flags(schema_id s);

/* True if s is ancestor or a descendant of it: Company is a LegalEntity. */
bool schema_is_a(schema_id s, schema_id ancestor);

/* True if one is a the other, in either direction: may an entity of schema a be what a query of schema b
 * looks for? Company and Organization and LegalEntity yes, Person and Company no. */
bool schema_compatible(schema_id a, schema_id b);

bool property_from_name(str name, property_id *p);
str property_name(property_id p);
property_type property_get_type(property_id p);

/* True if an entity of schema s may carry p (its owner is s or one of its ancestors). */
bool property_belongs_to(property_id p, schema_id s);

typedef struct topic_info {
    str code;  /* "sanction.linked" */
    str label; /* "Sanction-linked entity" */
    bool risk; /* makes `target` true */
} topic_info;

/* The topics of FollowTheMoney; NULL at the end of the table. */
const topic_info *topic_at(size_t index);
const topic_info *topic_find(str code);

#endif
