#include "find/field.h"

#include "base/limits.h"
#include "model/moment.h"
#include "snapshot/seen.h"

static const struct {
    const char *name;
    property_type type;
} GROUPS[] = {
    {"names", TYPE_NAME},         {"countries", TYPE_COUNTRY},
    {"dates", TYPE_DATE},         {"identifiers", TYPE_IDENTIFIER},
    {"addresses", TYPE_ADDRESS},  {"phones", TYPE_PHONE},
    {"emails", TYPE_EMAIL},       {"genders", TYPE_GENDER},
    {"topics", TYPE_TOPIC},       {"urls", TYPE_URL},
    {"languages", TYPE_LANGUAGE},
};

bool field_from_name(str name, find_field *out)
{
    const str prefix = STR("properties.");
    *out = (find_field){.kind = FIELD_ANY};
    if (str_is(name, "text"))
        return true;
    if (str_is(name, "id") || str_is(name, "_id") || str_is(name, "canonical_id"))
        return out->kind = FIELD_ID, true;
    if (str_is(name, "schema"))
        return out->kind = FIELD_SCHEMA, true;
    if (str_is(name, "datasets"))
        return out->kind = FIELD_DATASETS, true;
    static const char *const seen[SEEN_COUNT] = {"first_seen", "last_seen", "last_change"};
    for (int i = 0; i < SEEN_COUNT; i++)
        if (str_is(name, seen[i]))
            return out->kind = FIELD_SEEN, out->seen = i, true;
    if (str_is(name, "target"))
        return out->kind = FIELD_TARGET, true;
    for (size_t i = 0; i < sizeof GROUPS / sizeof GROUPS[0]; i++)
        if (str_is(name, GROUPS[i].name))
            return out->kind = FIELD_TYPE, out->type = GROUPS[i].type, true;
    if (str_is(name, "caption"))
        return out->kind = FIELD_TYPE, out->type = TYPE_NAME, true;
    if (str_starts(name, prefix))
        name = str_make(name.data + prefix.len, name.len - prefix.len);
    out->kind = FIELD_PROPERTY;
    return property_from_name(name, &out->property);
}

/* Several properties have one name in the table: the owner of an asset as text, the owner of an ownership. */
bool field_has(find_field f, property_id p)
{
    switch (f.kind) {
    case FIELD_ANY:
        return true;
    case FIELD_TYPE:
        return property_get_type(p) == f.type;
    case FIELD_PROPERTY:
        return p == f.property || str_equal(property_name(p), property_name(f.property));
    default:
        return false;
    }
}

void field_each(const snapshot *s, uint32_t index, field_sink *sink, void *context)
{
    const snapshot_entity e = snapshot_entity_at(s, index);
    bool more = true;
    for (uint32_t i = 0; i < e.value_count && more; i++) {
        const entity_value v = snapshot_value_at(s, e.first_value + i);
        more = v.derived || sink(context, v.property, v.text);
    }
    for (uint32_t i = 0; i < e.address_count && more; i++) {
        const entity_address a = snapshot_address_at(s, e.first_address + i);
        more = sink(context, PROPERTY_ADDRESS, a.full) &&
               (!a.country.len || sink(context, PROPERTY_COUNTRY, a.country));
    }
    for (uint32_t i = 0; i < e.listing_count && more; i++) {
        const entity_listing l = snapshot_listing_at(s, e.first_listing + i);
        more = (!l.program.len || sink(context, PROPERTY_PROGRAM, l.program)) &&
               (!l.authority_id.len || sink(context, PROPERTY_AUTHORITY_ID, l.authority_id));
    }
}

typedef struct field_filter {
    find_field field;
    field_sink *sink;
    void *context;
} field_filter;

static bool pass_on(void *context, property_id p, str text)
{
    const field_filter *f = context;
    return !field_has(f->field, p) || f->sink(f->context, p, text);
}

void field_each_of(const snapshot *s, uint32_t index, find_field f, field_sink *sink, void *context)
{
    uint16_t datasets[LIMIT_SOURCES];
    const snapshot_entity e = snapshot_entity_at(s, index);
    switch (f.kind) {
    case FIELD_ID:
        (void)sink(context, PROPERTY_REFERENTS, e.id);
        break;
    case FIELD_SCHEMA:
        (void)sink(context, PROPERTY_REFERENTS, schema_name(e.schema));
        break;
    case FIELD_DATASETS:
        for (size_t i = 0, n = snapshot_entity_datasets(s, index, datasets, LIMIT_SOURCES); i < n; i++)
            if (!sink(context, PROPERTY_REFERENTS, snapshot_source_at(s, datasets[i]).dataset))
                break;
        break;
    case FIELD_SEEN:
        if (seen_at(s, index, f.seen)) {
            char text[MOMENT_TEXT_CAP];
            moment_format(seen_at(s, index, f.seen), text);
            (void)sink(context, PROPERTY_CREATED_AT, str_of(text));
        }
        break;
    case FIELD_TARGET:
        (void)sink(context, PROPERTY_REFERENTS, str_of(field_is_target(s, index) ? "true" : "false"));
        break;
    default:
        field_each(s, index, pass_on, &(field_filter){f, sink, context});
        break;
    }
}

static bool is_risk(void *context, property_id p, str text)
{
    const topic_info *topic = p == PROPERTY_TOPICS ? topic_find(text) : NULL;
    *(bool *)context |= topic && topic->risk;
    return !*(bool *)context;
}

bool field_is_target(const snapshot *s, uint32_t index)
{
    bool risk = false;
    field_each(s, index, is_risk, &risk);
    return risk;
}
