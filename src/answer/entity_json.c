/* One entity as JSON. */
#include "answer/info.h"

#include "base/error.h"
#include "base/json_emit.h"

const char *name_kind_name(name_kind kind)
{
    static const char *const names[NAME_KIND_COUNT] = {
        [NAME_PRIMARY] = "primary", [NAME_ALIAS] = "alias",       [NAME_FORMER] = "former",
        [NAME_WEAK] = "weak",       [NAME_ORIGINAL] = "original",
    };
    return kind < NAME_KIND_COUNT ? names[kind] : NULL;
}

static void pair_unless_empty(json_emitter *w, const char *key, str value)
{
    if (value.len)
        emit_pair_str(w, key, value);
}

static str dataset_name(const snapshot *s, uint16_t dataset)
{
    return snapshot_source_at(s, dataset).dataset;
}

/* The texts of a property that come from listings or addresses. */
static void render_other(json_emitter *w, const snapshot *s, const snapshot_entity *e, property_id p)
{
    bool address = p == PROPERTY_ADDRESS;
    uint32_t count = address ? e->address_count : p == PROPERTY_PROGRAM ? e->listing_count : 0;
    for (uint32_t i = 0; i < count; i++) {
        str text = address ? snapshot_address_at(s, e->first_address + i).full
                           : snapshot_listing_at(s, e->first_listing + i).program;
        bool repeated = !text.len || snapshot_entity_says(s, e, p, text);
        for (uint32_t j = 0; j < i && !repeated; j++)
            repeated = str_equal(text, address ? snapshot_address_at(s, e->first_address + j).full
                                               : snapshot_listing_at(s, e->first_listing + j).program);
        if (!repeated)
            emit_str(w, text);
    }
}

static bool has_property(const snapshot *s, const snapshot_entity *e, property_id p)
{
    for (uint32_t i = 0; i < e->value_count; i++)
        if (snapshot_value_at(s, e->first_value + i).property == p)
            return true;
    for (uint32_t i = 0; p == PROPERTY_ADDRESS && i < e->address_count; i++)
        if (snapshot_address_at(s, e->first_address + i).full.len)
            return true;
    for (uint32_t i = 0; p == PROPERTY_PROGRAM && i < e->listing_count; i++)
        if (snapshot_listing_at(s, e->first_listing + i).program.len)
            return true;
    return false;
}

static void render_properties(json_emitter *w, const snapshot *s, const snapshot_entity *e)
{
    emit_key(w, "properties");
    emit_object(w);
    for (property_id p = 0; p < PROPERTY_COUNT; p++) {
        if (!has_property(s, e, p))
            continue;
        emit_key_str(w, property_name(p));
        emit_array(w);
        for (uint32_t i = e->first_value; i < e->first_value + e->value_count; i++) {
            entity_value v = snapshot_value_at(s, i);
            if (v.property == p && !snapshot_value_repeats(s, e->first_value, i))
                emit_str(w, v.text);
        }
        render_other(w, s, e, p);
        emit_end_array(w);
    }
    emit_end_object(w);
}

static void render_values(json_emitter *w, const snapshot *s, const snapshot_entity *e)
{
    emit_key(w, "values");
    emit_array(w);
    for (uint32_t i = e->first_value; i < e->first_value + e->value_count; i++) {
        entity_value v = snapshot_value_at(s, i);
        emit_object(w);
        emit_pair_str(w, "property", property_name(v.property));
        emit_pair_str(w, "value", v.text);
        emit_pair_str(w, "dataset", dataset_name(s, v.dataset));
        if (v.name_kind != NAME_NOT_A_NAME)
            emit_pair_text(w, "kind", name_kind_name(v.name_kind));
        pair_unless_empty(w, "country", v.country);
        pair_unless_empty(w, "lang", v.lang);
        pair_unless_empty(w, "note", v.note);
        if (v.invalid)
            emit_pair_bool(w, "invalid", true);
        if (v.derived)
            emit_pair_bool(w, "derived", true);
        emit_end_object(w);
    }
    emit_end_array(w);
}

static void render_addresses(json_emitter *w, const snapshot *s, const snapshot_entity *e)
{
    emit_key(w, "addresses");
    emit_array(w);
    for (uint32_t i = 0; i < e->address_count; i++) {
        entity_address a = snapshot_address_at(s, e->first_address + i);
        emit_object(w);
        emit_pair_str(w, "full", a.full);
        pair_unless_empty(w, "street", a.street);
        pair_unless_empty(w, "city", a.city);
        pair_unless_empty(w, "region", a.region);
        pair_unless_empty(w, "postalCode", a.postal_code);
        pair_unless_empty(w, "country", a.country);
        emit_pair_str(w, "dataset", dataset_name(s, a.dataset));
        emit_end_object(w);
    }
    emit_end_array(w);
}

static void render_sanctions(json_emitter *w, const snapshot *s, const snapshot_entity *e)
{
    emit_key(w, "sanctions");
    emit_array(w);
    for (uint32_t i = 0; i < e->listing_count; i++) {
        entity_listing l = snapshot_listing_at(s, e->first_listing + i);
        emit_object(w);
        pair_unless_empty(w, "program", l.program);
        pair_unless_empty(w, "authority", l.authority);
        pair_unless_empty(w, "authorityId", l.authority_id);
        pair_unless_empty(w, "listingDate", l.listing_date);
        pair_unless_empty(w, "endDate", l.end_date);
        pair_unless_empty(w, "provisions", l.legal_basis);
        pair_unless_empty(w, "reason", l.reason);
        emit_pair_str(w, "dataset", dataset_name(s, l.dataset));
        emit_end_object(w);
    }
    emit_end_array(w);
}

static void render_links(json_emitter *w, const snapshot *s, const snapshot_entity *e)
{
    emit_key(w, "links");
    emit_array(w);
    for (uint32_t i = 0; i < e->link_count; i++) {
        entity_link l = snapshot_link_at(s, e->first_link + i);
        uint32_t target = snapshot_link_target(s, e->first_link + i);
        emit_object(w);
        emit_pair_str(w, "schema", schema_name(l.schema));
        emit_pair_bool(w, "reversed", l.reversed);
        pair_unless_empty(w, "id", l.target_id);
        pair_unless_empty(w, "name", l.target_name);
        if (target != UINT32_MAX)
            emit_pair_str(w, "caption", snapshot_entity_at(s, target).caption);
        pair_unless_empty(w, "role", l.role);
        if (l.percentage >= 0) {
            emit_key(w, "percentage");
            buf_printf(w->out, "%d.%02d", l.percentage / 100, l.percentage % 100);
            w->comma = true;
        }
        pair_unless_empty(w, "startDate", l.start_date);
        pair_unless_empty(w, "endDate", l.end_date);
        emit_pair_str(w, "dataset", dataset_name(s, l.dataset));
        emit_end_object(w);
    }
    emit_end_array(w);
}

static bool is_target(const snapshot *s, const snapshot_entity *e)
{
    for (uint32_t i = 0; i < e->value_count; i++) {
        entity_value v = snapshot_value_at(s, e->first_value + i);
        const topic_info *topic = v.property == PROPERTY_TOPICS ? topic_find(v.text) : NULL;
        if (topic && topic->risk)
            return true;
    }
    return false;
}

itd_status entity_render(const snapshot *s, uint32_t index, buf *out, itd_error *error)
{
    snapshot_entity e = snapshot_entity_at(s, index);
    uint16_t datasets[256];
    size_t dataset_count = snapshot_entity_datasets(s, index, datasets, sizeof datasets / sizeof datasets[0]);
    json_emitter w;
    emit_init(&w, out);
    emit_object(&w);
    emit_pair_str(&w, "id", e.id);
    emit_pair_str(&w, "caption", e.caption);
    emit_pair_str(&w, "schema", schema_name(e.schema));
    render_properties(&w, s, &e);
    emit_key(&w, "datasets");
    emit_array(&w);
    for (size_t i = 0; i < dataset_count; i++)
        emit_str(&w, dataset_name(s, datasets[i]));
    emit_end_array(&w);
    emit_pair_bool(&w, "target", is_target(s, &e));
    emit_pair_bool(&w, "listed", e.listed && !e.former);
    if (e.former)
        emit_pair_bool(&w, "formerly_listed", true);
    render_values(&w, s, &e);
    render_addresses(&w, s, &e);
    render_sanctions(&w, s, &e);
    render_links(&w, s, &e);
    emit_end_object(&w);
    return out->failed ? error_memory(error) : ITD_OK;
}
