#include "answer/info.h"

#include "base/error.h"
#include "base/json_emit.h"
#include "json/json_read.h"
#include "match/match.h"
#include "regime/model.h"
#include "snapshot/format.h"

#include <jansson.h>

/* The number of names of a source, from its JSON; -1 if that cannot be read. */
static itd_status source_names(str members, long long *names, itd_error *error)
{
    buf text;
    json_t *object = NULL;
    buf_init(&text, members.len + 3);
    buf_putc(&text, '{');
    buf_str(&text, members);
    buf_putc(&text, '}');
    itd_status status =
        text.failed ? error_memory(error) : json_read(buf_as_str(&text), 0, &object, NULL, error);
    *names = object ? json_integer_value(json_object_get(object, "names")) : -1;
    json_decref(object);
    buf_free(&text);
    return status;
}

static void render_source(json_emitter *w, snapshot_source source, calendar_day on, buf *out)
{
    calendar_day date;
    bool dated = date_parse(source.date, &date);
    emit_object(w);
    emit_pair_str(w, "dataset", source.dataset);
    emit_pair_str(w, "title", source.title);
    emit_pair_str(w, "publisher", source.publisher);
    if (dated) {
        emit_pair_str(w, "date", source.date);
        emit_pair_int(w, "age_days", (long long)on - date);
    } else {
        emit_pair_text(w, "date", NULL);
        emit_key(w, "age_days");
        emit_null(w);
    }
    if (source.json.len) {
        buf_putc(out, ',');
        buf_str(out, source.json);
    }
    emit_end_object(w);
}

itd_status info_count(const snapshot *s, info_totals *totals, itd_error *error)
{
    str rules;
    *totals = (info_totals){.measures = 0};
    itd_status status = snapshot_section(s, REGIME_SECTION, &rules, error);
    if (status != ITD_OK)
        return status;
    totals->measures = (long long)regime_section_count(rules);
    for (uint32_t i = 0; i < snapshot_entity_count(s); i++)
        totals->entities += snapshot_entity_at(s, i).listed && !snapshot_entity_at(s, i).former;
    for (uint16_t i = 0; i < snapshot_source_count(s); i++) {
        long long here;
        status = source_names(snapshot_source_at(s, i).json, &here, error);
        if (status == ITD_ERROR_MEMORY)
            return status;
        if (status != ITD_OK || here < 0)
            return error_set(error, ITD_ERROR_SNAPSHOT, NULL, "the figures of dataset %.*s cannot be read",
                             STR_ARG(snapshot_source_at(s, i).dataset));
        totals->names += here;
    }
    return ITD_OK;
}

static void render_sections(json_emitter *w, const snapshot *s)
{
    emit_key(w, "sections");
    emit_array(w);
    for (size_t i = 0; i < snapshot_section_count(s); i++) {
        snapshot_section_info section = snapshot_section_at(s, i);
        emit_object(w);
        emit_pair_text(w, "tag", section.tag);
        emit_pair_int(w, "bytes", (long long)section.size);
        emit_pair_text(w, "sha256", section.hash);
        emit_end_object(w);
    }
    emit_end_array(w);
}

itd_status info_render(const snapshot *s, calendar_day on, buf *out, itd_error *error)
{
    info_totals totals;
    itd_status status = info_count(s, &totals, error);
    if (status != ITD_OK)
        return status;
    json_emitter w;
    emit_init(&w, out);
    emit_object(&w);
    emit_pair_text(&w, "snapshot", snapshot_hash(s));
    emit_pair_int(&w, "format", SNAPSHOT_FORMAT);
    emit_pair_text(&w, "model", match_model());
    emit_pair_int(&w, "entities", totals.entities);
    emit_pair_int(&w, "names", totals.names);
    emit_pair_int(&w, "measures", totals.measures);
    emit_pair_int(&w, "bytes", (long long)snapshot_size(s));
    render_sections(&w, s);
    emit_key(&w, "sources");
    emit_array(&w);
    for (uint16_t i = 0; i < snapshot_source_count(s); i++)
        render_source(&w, snapshot_source_at(s, i), on, out);
    emit_end_array(&w);
    emit_end_object(&w);
    return out->failed ? error_memory(error) : ITD_OK;
}
