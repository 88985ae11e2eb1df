#include "answer/message_answer.h"

#include "answer/decision_json.h"
#include "answer/ground_json.h"
#include "answer/hits_json.h"
#include "answer/message_json.h"
#include "answer/reasons_json.h"
#include "base/limits.h"

static void put_decision(json_emitter *w, buf *out, const decision *d)
{
    buf line;
    buf_init(&line, LIMIT_BUF_SIZE);
    decision_json(d, &line);
    emit_key(w, "decision");
    emit_raw(w, str_trim(buf_as_str(&line)));
    out->failed |= line.failed;
    buf_free(&line);
}

void message_output_json(buf *out, const char *path, const message *m, const message_screening *screening,
                         const message_advice *advice, const snapshot *s)
{
    json_emitter w;
    emit_init(&w, out);
    emit_object(&w);
    message_emit(&w, str_of(path), m);
    emit_key(&w, "hits");
    emit_array(&w);
    hits_emit(&w, s, &screening->found);
    emit_end_array(&w);
    emit_pair_text(&w, "verdict", regime_verdict_name(message_screening_verdict(screening)));
    reasons_emit(&w, &screening->found);
    emit_key(&w, "ground");
    ground_emit(&w, s, screening->decision);
    if (screening->decision)
        put_decision(&w, out, screening->decision);
    if (advice->asked) {
        emit_key(&w, "advice");
        emit_array(&w);
        for (size_t i = 0; i < advice->count; i++)
            emit_str(&w, advice->items[i]);
        emit_end_array(&w);
    }
    emit_pair_text(&w, "snapshot", snapshot_hash(s));
    emit_end_object(&w);
    emit_newline(&w);
}
