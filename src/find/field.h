/* The fields that a search can name: groups of properties (names, countries …), one property, or what an
 * entity is.
 *
 *     find_field f;
 *     if (field_from_name(str_of("properties.birthDate"), &f)) …
 */
#ifndef FIND_FIELD_H
#define FIND_FIELD_H

#include "snapshot/snapshot.h"

typedef enum find_field_kind {
    FIELD_ANY,      /* text */
    FIELD_TYPE,     /* all properties of a type: names, countries, identifiers … */
    FIELD_PROPERTY, /* one */
    FIELD_ID,
    FIELD_SCHEMA,
    FIELD_DATASETS,
    FIELD_TARGET,
    FIELD_SEEN, /* first_seen, last_seen, last_change */
} find_field_kind;

typedef struct find_field {
    find_field_kind kind;
    property_type type;
    property_id property;
    int seen; /* of FIELD_SEEN */
} find_field;

/* "names", "countries", "schema", "datasets", "birthDate", "properties.birthDate"; "text" is any. */
bool field_from_name(str name, find_field *out);

/* True if a value of the property is a value of the field. */
bool field_has(find_field f, property_id p);

/* Every value of an entity, those of its addresses and listings too. False from the sink ends it. */
typedef bool field_sink(void *context, property_id p, str text);
void field_each(const snapshot *s, uint32_t index, field_sink *sink, void *context);

/* Every value of one field, id, schema, datasets and times too. A text may last for the call of the sink
 * alone. */
void field_each_of(const snapshot *s, uint32_t index, find_field f, field_sink *sink, void *context);

/* True if a topic of the entity is one of risk. */
bool field_is_target(const snapshot *s, uint32_t index);

#endif
