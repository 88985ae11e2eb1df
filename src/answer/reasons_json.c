#include "answer/reasons_json.h"

void reasons_emit(json_emitter *w, const findings *f)
{
    emit_key(w, "reasons");
    emit_array(w);
    for (size_t i = 0; f && i < f->reason_count; i++) {
        const screen_reason *r = &f->reasons[i];
        if (!r->review)
            continue;
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
    emit_end_array(w);
}
