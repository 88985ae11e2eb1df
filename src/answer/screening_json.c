#include "answer/screening_json.h"

#include "base/error.h"
#include "base/json_emit.h"
#include "match/as_of.h"
#include "answer/hit_json.h"

itd_status query_unreadable(const screening_query *q, itd_error *error)
{
    str name = q->match.name_count ? q->match.names[0] : q->match.identifiers[0].text;
    if (name.len > 80)
        name.len = 80;
    return error_set(error, ITD_ERROR_INPUT, NULL, "nothing in '%.*s' can be read as a name", STR_ARG(name));
}

static void emit_warnings(json_emitter *e, const snapshot *s, const screening_query *q,
                          const match_result *found)
{
    bool unknown = false;
    for (size_t i = 0; i < found->hit_count; i++)
        unknown |= listing_day_unknown(s, found->hits[i].entity, q->on);
    if (!match_result_must_be_looked_at(found) && !unknown)
        return;
    emit_key(e, "warnings");
    emit_array(e);
    if (found->truncated)
        emit_text(e, MATCH_TRUNCATED_TEXT);
    if (found->unread)
        emit_text(e, MATCH_UNREAD_TEXT);
    if (unknown)
        emit_text(e, LISTING_DAY_UNKNOWN);
    emit_end_array(e);
}

itd_status screen_render(match_worker *w, const snapshot *s, const screening_query *q, const match_options *o,
                         buf *out, match_result *result, itd_error *error)
{
    match_hit hits[MATCH_LIMIT_MAX];
    match_result found;
    json_emitter e;
    size_t other = search_other_schema(w, &q->match, o, q->on);
    search_on(w, &q->match, o, q->on, hits, &found);
    if (found.unreadable)
        return query_unreadable(q, error);
    emit_init(&e, out);
    emit_object(&e);
    emit_key(&e, "query");
    query_emit(&e, q->id, &q->match);
    emit_pair_text(&e, "snapshot", snapshot_hash(s));
    if (q->on != DATE_NONE) {
        char day[DATE_TEXT_CAP];
        date_format(q->on, day);
        emit_pair_text(&e, "on", day);
    }
    emit_pair_int(&e, "total", (long long)found.total);
    emit_key(&e, "results");
    emit_array(&e);
    for (size_t i = 0; i < found.hit_count; i++) {
        emit_object(&e);
        hit_emit(&e, s, &hits[i], match_explain(w, &q->match, o, hits[i].entity), o->threshold);
        emit_end_object(&e);
    }
    emit_end_array(&e);
    if (q->match.has_schema)
        emit_pair_int(&e, "other_schema", (long long)other);
    emit_warnings(&e, s, q, &found);
    emit_end_object(&e);
    if (result)
        *result = found;
    if (found.no_memory)
        return error_memory(error);
    return out->failed ? error_memory(error) : ITD_OK;
}
