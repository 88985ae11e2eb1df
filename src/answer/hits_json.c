#include "answer/hits_json.h"

#include "answer/hit_json.h"

static void emit_hit(json_emitter *w, const snapshot *s, const screen_hit *h)
{
    emit_object(w);
    emit_pair_str(w, "where", h->where);
    if (!h->has_records)
        emit_pair_str(w, "text", h->text);
    hit_emit(w, s, &h->hit, h->explained, h->threshold);
    if (h->has_records) {
        emit_pair_text(w, "record", *h->record ? h->record : NULL);
        emit_pair_text(w, "party_record", *h->party_record ? h->party_record : NULL);
    }
    if (h->suppressed)
        emit_pair_bool(w, "suppressed", true);
    emit_end_object(w);
}

void hits_emit(json_emitter *w, const snapshot *s, const findings *f)
{
    for (size_t i = 0; i < f->hit_count; i++)
        if (!f->hits[i].hidden)
            emit_hit(w, s, &f->hits[i]);
}

void reasons_emit(json_emitter *w, const findings *f)
{
    for (size_t i = 0; f && i < f->reason_count; i++) {
        const screen_reason *r = &f->reasons[i];
        emit_object(w);
        emit_pair_text(w, "code", r->code);
        emit_pair_str(w, "text", r->text);
        emit_key(w, "where");
        if (r->where.len)
            emit_str(w, r->where);
        else
            emit_null(w);
        emit_end_object(w);
    }
}
