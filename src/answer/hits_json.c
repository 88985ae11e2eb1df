#include "answer/hits_json.h"

#include "answer/hit_json.h"
#include "answer/message_json.h"

static void emit_hit(json_emitter *w, const snapshot *s, const screen_hit *h)
{
    emit_object(w);
    emit_pair_str(w, "where", h->where);
    if (!h->has_records)
        emit_pair_str(w, "text", h->text);
    message_emit_item(w, h->item);
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
