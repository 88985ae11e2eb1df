#include "yente/reconcile_types.h"

#include "yente/labels.h"

#include <stdio.h>

void reconcile_emit_type(json_emitter *w, schema_id schema, buf *label)
{
    emit_object(w);
    emit_pair_str(w, "id", schema_name(schema));
    label_schema(schema, true, label);
    emit_pair_buf(w, "name", label);
    label_schema(schema, false, label);
    emit_pair_buf(w, "description", label);
    emit_end_object(w);
}

/* The schema that a property belongs to: the first that may have it. */
static schema_id owner_of(property_id p)
{
    schema_id s = 0;
    while (s + 1 < SCHEMA_COUNT && !property_belongs_to(p, s))
        s++;
    return s;
}

void reconcile_emit_property(json_emitter *w, property_id p, bool with_schema, buf *label)
{
    char id[128];
    str schema = schema_name(owner_of(p)), name = property_name(p);
    snprintf(id, sizeof id, "%.*s%s%.*s", with_schema ? (int)schema.len : 0, schema.data,
             with_schema ? ":" : "", STR_ARG(name));
    emit_object(w);
    emit_pair_text(w, "id", id);
    label_property(p, label);
    emit_pair_buf(w, "name", label);
    emit_pair_buf(w, "description", label);
    emit_end_object(w);
}

void reconcile_emit_entity(json_emitter *w, const snapshot *s, uint32_t index, buf *label)
{
    const snapshot_entity e = snapshot_entity_at(s, index);
    emit_pair_str(w, "id", e.id);
    emit_pair_str(w, "name", e.caption);
    label_schema(e.schema, false, label);
    emit_pair_buf(w, "description", label);
    emit_key(w, "type");
    emit_array(w);
    reconcile_emit_type(w, e.schema, label);
    emit_end_array(w);
}

void reconcile_schemata(const snapshot *s, const dataset_scope *scope, bool used[SCHEMA_COUNT])
{
    bool there[SCHEMA_COUNT] = {false};
    for (uint32_t i = 0; i < snapshot_entity_count(s); i++)
        there[snapshot_entity_at(s, i).schema] |= scope_has(scope, s, i);
    for (schema_id one = 0; one < SCHEMA_COUNT; one++) {
        used[one] = false;
        for (schema_id below = 0; below < SCHEMA_COUNT; below++)
            used[one] |= there[below] && (schema_flags(below) & SCHEMA_MATCHABLE) && schema_is_a(below, one);
    }
}
