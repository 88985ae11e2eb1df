/* Entities, types and properties as the reconciliation protocol writes them. */
#ifndef YENTE_RECONCILE_TYPES_H
#define YENTE_RECONCILE_TYPES_H

#include "base/json_emit.h"
#include "yente/scope.h"

/* Members id, name, description, type. `label` is room. */
void reconcile_emit_entity(json_emitter *w, const snapshot *s, uint32_t index, buf *label);

/* An object {"id","name","description"}. */
void reconcile_emit_type(json_emitter *w, schema_id schema, buf *label);
void reconcile_emit_property(json_emitter *w, property_id p, bool with_schema, buf *label);

/* True for each schema that a dataset has matchable entities of, and what stands above it. */
void reconcile_schemata(const snapshot *s, const dataset_scope *scope, bool used[SCHEMA_COUNT]);

#endif
