/* What schemata, properties and values are called for people. */
#ifndef YENTE_LABELS_H
#define YENTE_LABELS_H

#include "base/buf.h"
#include "find/field.h"

/* "Legal entity", "Legal entities", "Date of birth" are written to `out`, which is emptied first. */
void label_schema(schema_id s, bool plural, buf *out);
void label_property(property_id p, buf *out);

/* The value of a facet: the name of a country, the label of a topic, the title of a dataset. */
void label_value(const snapshot *s, find_field f, str value, buf *out);

#endif
