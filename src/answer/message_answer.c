#include "answer/message_answer.h"

#include "base/json_emit.h"
#include "answer/message_json.h"

void message_output_json(buf *out, const char *path, const message *m, const message_screening *screening,
                         const message_advice *advice, const char *hash)
{
    json_emitter w;
    emit_init(&w, out);
    emit_object(&w);
    message_emit(&w, str_of(path), m);
    emit_key(&w, "hits");
    emit_array(&w);
    buf_str(out, screening->json);
    emit_end_array(&w);
    emit_pair_text(&w, "verdict", regime_verdict_name(message_screening_verdict(screening)));
    emit_key(&w, "reasons");
    emit_array(&w);
    for (size_t i = 0; i < screening->reason_count; i++)
        emit_str(&w, screening->reasons[i]);
    emit_end_array(&w);
    if (screening->decision.len) {
        emit_key(&w, "decision");
        emit_raw(&w, screening->decision);
    }
    if (advice->asked) {
        emit_key(&w, "advice");
        emit_array(&w);
        for (size_t i = 0; i < advice->count; i++)
            emit_str(&w, advice->items[i]);
        emit_end_array(&w);
    }
    emit_pair_text(&w, "snapshot", hash);
    emit_end_object(&w);
    emit_newline(&w);
}
