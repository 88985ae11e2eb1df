#include "answer/hit_json.h"

#include "base/limits.h"

#define PROGRAMS_MAX 64

static size_t add_distinct(str *list, size_t count, size_t cap, str value)
{
    if (str_empty(value) || count == cap)
        return count;
    for (size_t i = 0; i < count; i++)
        if (str_equal(list[i], value))
            return count;
    list[count] = value;
    return count + 1;
}

size_t hit_programs(const snapshot *s, uint32_t index, str *programs, size_t cap)
{
    const snapshot_entity e = snapshot_entity_at(s, index);
    size_t count = 0;
    for (uint32_t i = 0; i < e.listing_count; i++)
        count = add_distinct(programs, count, cap, snapshot_listing_at(s, e.first_listing + i).program);
    if (count)
        return count;
    for (uint32_t i = 0; i < e.value_count; i++) {
        const entity_value v = snapshot_value_at(s, e.first_value + i);
        if (v.property == PROPERTY_PROGRAM_ID || v.property == PROPERTY_PROGRAM)
            count = add_distinct(programs, count, cap, v.text);
    }
    return count;
}

static void emit_optional(json_emitter *w, const char *key, str value)
{
    emit_key(w, key);
    if (str_empty(value))
        emit_null(w);
    else
        emit_str(w, value);
}

void hit_emit_explanation(json_emitter *w, const match_explanation *x)
{
    emit_key(w, "explanation");
    emit_object(w);
    emit_optional(w, "matched_name", x->matched_name);
    emit_key(w, "tokens");
    emit_array(w);
    for (size_t i = 0; i < x->token_count; i++) {
        const match_token *t = &x->tokens[i];
        emit_object(w);
        emit_optional(w, "query", t->query);
        emit_optional(w, "listed", t->listed);
        emit_pair_text(w, "relation", t->relation);
        emit_key(w, "similarity");
        emit_score(w, t->similarity);
        emit_key(w, "weight");
        emit_score(w, t->weight);
        emit_end_object(w);
    }
    emit_end_array(w);
    emit_key(w, "features");
    emit_array(w);
    for (size_t i = 0; i < x->feature_count; i++) {
        emit_object(w);
        emit_pair_text(w, "name", x->features[i].name);
        emit_key(w, "effect");
        emit_score(w, x->features[i].effect);
        emit_pair_text(w, "detail", x->features[i].detail);
        emit_end_object(w);
    }
    emit_end_array(w);
    emit_end_object(w);
}

void hit_emit(json_emitter *w, const snapshot *s, const match_hit *hit, const match_explanation *x,
              int threshold)
{
    const snapshot_entity e = snapshot_entity_at(s, hit->entity);
    uint16_t datasets[LIMIT_SOURCES];
    str programs[PROGRAMS_MAX];
    emit_pair_str(w, "id", e.id);
    emit_pair_str(w, "schema", schema_name(e.schema));
    emit_pair_str(w, "caption", e.caption);
    emit_key(w, "score");
    emit_score(w, hit->score);
    emit_pair_bool(w, "match", hit->score >= threshold);
    emit_key(w, "datasets");
    emit_array(w);
    size_t count = snapshot_entity_datasets(s, hit->entity, datasets, LIMIT_SOURCES);
    for (size_t i = 0; i < count && i < LIMIT_SOURCES; i++)
        emit_str(w, snapshot_source_at(s, datasets[i]).dataset);
    emit_end_array(w);
    emit_key(w, "programs");
    emit_array(w);
    count = hit_programs(s, hit->entity, programs, PROGRAMS_MAX);
    for (size_t i = 0; i < count; i++)
        emit_str(w, programs[i]);
    emit_end_array(w);
    if (x)
        hit_emit_explanation(w, x);
}

static void emit_values(json_emitter *w, const char *key, const str *values, size_t count)
{
    if (!count)
        return;
    emit_key(w, key);
    emit_array(w);
    for (size_t i = 0; i < count; i++)
        emit_str(w, values[i]);
    emit_end_array(w);
}

/* Identifiers of one property stand together, in the order of their first one. */
static void emit_identifiers(json_emitter *w, const match_query *q)
{
    for (size_t i = 0; i < q->identifier_count; i++) {
        const match_identifier *first = &q->identifiers[i];
        bool seen = false;
        for (size_t j = 0; j < i && !seen; j++)
            seen = q->identifiers[j].has_property == first->has_property &&
                   (!first->has_property || q->identifiers[j].property == first->property);
        if (seen)
            continue;
        emit_key_str(w, first->has_property ? property_name(first->property) : str_of("identifier"));
        emit_array(w);
        for (size_t j = i; j < q->identifier_count; j++)
            if (q->identifiers[j].has_property == first->has_property &&
                (!first->has_property || q->identifiers[j].property == first->property))
                emit_str(w, q->identifiers[j].text);
        emit_end_array(w);
    }
}

void query_emit(json_emitter *w, str id, const match_query *q)
{
    emit_object(w);
    if (!str_empty(id))
        emit_pair_str(w, "id", id);
    if (q->has_schema)
        emit_pair_str(w, "schema", schema_name(q->schema));
    emit_key(w, "properties");
    emit_object(w);
    emit_values(w, "name", q->names, q->name_count);
    emit_values(w, "birthDate", q->birth_dates, q->birth_date_count);
    emit_values(w, "country", q->countries, q->country_count);
    emit_values(w, "gender", q->genders, q->gender_count);
    emit_values(w, "address", q->addresses, q->address_count);
    emit_identifiers(w, q);
    emit_end_object(w);
    emit_end_object(w);
}
