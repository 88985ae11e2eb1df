#include "answer/reasons_json.h"

static void emit_reasons(json_emitter *w, const findings *f, bool all)
{
    for (size_t i = 0; f && i < f->reason_count; i++) {
        const screen_reason *r = &f->reasons[i];
        if (!r->review && !all)
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
}

void reasons_emit(json_emitter *w, const findings *f)
{
    reasons_emit_with(w, f, NULL);
}

void reasons_emit_with(json_emitter *w, const findings *f, const findings *why)
{
    emit_key(w, "reasons");
    emit_array(w);
    emit_reasons(w, f, false);
    emit_reasons(w, why, true);
    emit_end_array(w);
}
