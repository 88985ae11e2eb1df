#include "answer/text_answer.h"

#include "answer/ground_json.h"
#include "answer/reasons_json.h"
#include "answer/hit_json.h"

void text_answer_begin(text_answer *t, buf *out, const snapshot *s, const char *source,
                       unsigned long long size)
{
    json_emitter *w = &t->emitter;
    t->snapshot = s;
    t->sized = size > 0;
    emit_init(w, out);
    emit_object(w);
    emit_pair_str(w, "source", str_of(source));
    if (t->sized)
        emit_pair_int(w, "bytes", (long long)size);
    emit_key(w, "mentions");
    emit_array(w);
}

void text_answer_mention(text_answer *t, const text_mention *m)
{
    json_emitter *w = &t->emitter;
    emit_object(w);
    emit_pair_int(w, "start", (long long)m->start);
    emit_pair_int(w, "end", (long long)m->end);
    emit_pair_str(w, "text", m->text);
    emit_key(w, "results");
    emit_array(w);
    for (size_t i = 0; i < m->hit_count; i++) {
        const screen_hit *h = &m->hits[i];
        emit_object(w);
        hit_emit(w, t->snapshot, &h->hit, h->explained, h->threshold);
        emit_end_object(w);
    }
    emit_end_array(w);
    emit_end_object(w);
}

static void put_places(json_emitter *w, const text_screening *found)
{
    emit_key(w, "places");
    emit_array(w);
    for (size_t i = 0; i < found->place_count; i++) {
        const text_place *p = &found->places[i];
        emit_object(w);
        emit_pair_int(w, "start", (long long)p->start);
        emit_pair_int(w, "end", (long long)p->end);
        emit_pair_str(w, "text", p->text);
        emit_pair_text(w, "code", p->code);
        emit_end_object(w);
    }
    emit_end_array(w);
}

/* What the firm's policy and the ceilings say; left out where there is nothing. */
static void put_warnings(json_emitter *w, const findings *f)
{
    bool any = false;
    for (size_t i = 0; i < f->reason_count; i++) {
        const screen_reason *r = &f->reasons[i];
        if (strcmp(r->code, "stale_list") != 0 && strcmp(r->code, "left_out") != 0 &&
            strcmp(r->code, "unread_script") != 0)
            continue;
        if (!any) {
            emit_key(w, "warnings");
            emit_array(w);
        }
        any = true;
        emit_str(w, r->text);
    }
    if (any)
        emit_end_array(w);
}

void text_answer_end(text_answer *t, const text_screening *found)
{
    json_emitter *w = &t->emitter;
    emit_end_array(w);
    put_places(w, found);
    if (!t->sized)
        emit_pair_int(w, "bytes", (long long)found->bytes);
    emit_pair_text(w, "verdict", regime_verdict_name(findings_verdict(&found->found, VERDICT_PASS)));
    reasons_emit(w, &found->found);
    emit_key(w, "ground");
    ground_emit(w, t->snapshot, NULL);
    put_warnings(w, &found->found);
    emit_pair_text(w, "snapshot", snapshot_hash(t->snapshot));
    emit_end_object(w);
    emit_newline(w);
}
