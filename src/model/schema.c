#include "model/schema.h"

typedef struct schema_row {
    str name;
    const char *parents; /* comma-separated names */
    unsigned flags;
} schema_row;

static const schema_row schemata[] = {
#define SCHEMA(symbol, name, parents, flags) {STR(name), parents, flags},
#include "model/schema.def"
};

typedef struct property_row {
    str name;
    schema_id owner;
    property_type type;
} property_row;

static const property_row properties[] = {
#define PROPERTY(symbol, name, owner, type) {STR(name), SCHEMA_##owner, type},
#include "model/schema.def"
};

static const topic_info topics[] = {
#define TOPIC(code, label, risk) {STR(code), STR(label), risk},
#include "model/schema.def"
    {{NULL, 0}, {NULL, 0}, false},
};

bool schema_from_name(str name, schema_id *s)
{
    for (size_t i = 0; i < SCHEMA_COUNT; i++) {
        if (str_equal(schemata[i].name, name)) {
            *s = (schema_id)i;
            return true;
        }
    }
    return false;
}

str schema_name(schema_id s)
{
    return schemata[s].name;
}

unsigned schema_flags(schema_id s)
{
    return schemata[s].flags;
}

bool schema_is_a(schema_id s, schema_id ancestor)
{
    if (s == ancestor)
        return true;
    str rest = str_of(schemata[s].parents), part;
    while (str_split(&rest, ',', &part)) {
        schema_id parent;
        if (schema_from_name(part, &parent) && schema_is_a(parent, ancestor))
            return true;
    }
    return false;
}

bool schema_compatible(schema_id a, schema_id b)
{
    return schema_is_a(a, b) || schema_is_a(b, a);
}

bool property_from_name(str name, property_id *p)
{
    for (size_t i = 0; i < PROPERTY_COUNT; i++) {
        if (str_equal(properties[i].name, name)) {
            *p = (property_id)i;
            return true;
        }
    }
    return false;
}

str property_name(property_id p)
{
    return properties[p].name;
}

property_type property_get_type(property_id p)
{
    return properties[p].type;
}

bool property_belongs_to(property_id p, schema_id s)
{
    return schema_is_a(s, properties[p].owner);
}

const topic_info *topic_at(size_t index)
{
    size_t count = sizeof topics / sizeof topics[0] - 1;
    return index < count ? &topics[index] : NULL;
}

const topic_info *topic_find(str code)
{
    for (size_t i = 0; topic_at(i); i++)
        if (str_equal(topics[i].code, code))
            return &topics[i];
    return NULL;
}
