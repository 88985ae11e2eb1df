#include "answer/ground_json.h"

#include "match/as_of.h"

#define NO_ACTOR "measures by actor: no actor is named, so no law was asked"

static void put_text_or_null(json_emitter *w, const char *key, str text)
{
    emit_key(w, key);
    if (text.len)
        emit_str(w, text);
    else
        emit_null(w);
}

/* A list speaks from its own day on: of the days before it is not known who stood on it. */
static void put_lists(json_emitter *w, const snapshot *s)
{
    emit_key(w, "lists");
    emit_array(w);
    for (uint16_t i = 0; s && i < snapshot_source_count(s); i++) {
        const snapshot_source source = snapshot_source_at(s, i);
        emit_object(w);
        emit_pair_str(w, "dataset", source.dataset);
        put_text_or_null(w, "date", source.date);
        put_text_or_null(w, "known_from", source_known_from(&source));
        emit_end_object(w);
    }
    emit_end_array(w);
}

static void put_law(json_emitter *w, str imposer, str where, const char *held, uint8_t activity, str note)
{
    emit_object(w);
    emit_pair_str(w, "imposer", imposer);
    put_text_or_null(w, "country", where);
    emit_pair_text(w, "held", held);
    emit_key(w, "asked");
    emit_array(w);
    emit_text(w, regime_activity_name(activity));
    emit_end_array(w);
    if (note.len)
        emit_pair_str(w, "note", note);
    emit_end_object(w);
}

static str law_note(const regime_law *l)
{
    static const str elsewhere = STR("its regime there does not reach this question");
    return l->note.len ? l->note : l->held == HELD_NO_REGIME && l->entry ? elsewhere : STR_NONE;
}

static void put_laws(json_emitter *w, const decision *d)
{
    emit_key(w, "law");
    emit_array(w);
    for (size_t i = 0; d && i < d->result->law_count; i++) {
        const regime_law *l = &d->result->laws[i];
        put_law(w, l->imposer, l->where, regime_held_name(l->held), d->record->question.activity,
                law_note(l));
    }
    if (d && d->result->own_law_unknown)
        put_law(w, d->record->question.actor_country, STR_NONE, regime_held_name(HELD_NONE),
                d->record->question.activity, str_of("the law of the actor's own country is not held"));
    emit_end_array(w);
}

void ground_emit(json_emitter *w, const snapshot *s, const decision *d)
{
    emit_object(w);
    put_lists(w, s);
    put_laws(w, d);
    emit_key(w, "not_looked_at");
    emit_array(w);
    for (size_t i = 0; d && i < d->result->beyond_count; i++)
        emit_str(w, d->result->beyond[i]->text);
    if (d == NULL)
        emit_text(w, NO_ACTOR);
    emit_end_array(w);
    emit_end_object(w);
}

void ground_text(buf *out, const snapshot *s, const decision *d)
{
    uint16_t sources = s ? snapshot_source_count(s) : 0;
    buf_puts(out, "  Ground: lists ");
    for (uint16_t i = 0; i < sources; i++) {
        const snapshot_source source = snapshot_source_at(s, i);
        buf_printf(out, "%s%.*s of %.*s", i ? ", " : "", STR_ARG(source.dataset),
                   STR_ARG(source.date.len ? source.date : str_of("an unknown day")));
    }
    buf_puts(out, sources ? "\n" : "none\n");
    for (size_t i = 0; d && i < d->result->law_count; i++) {
        const regime_law *l = &d->result->laws[i];
        str note = law_note(l);
        buf_printf(out, "    law of %.*s on %.*s: %s%s%.*s\n", STR_ARG(l->imposer), STR_ARG(l->where),
                   l->held == HELD_NO_REGIME ? "no regime" : regime_held_name(l->held), note.len ? ", " : "",
                   STR_ARG(note));
    }
    if (d && d->result->own_law_unknown)
        buf_printf(out, "    law of %.*s, the actor's own: none held\n",
                   STR_ARG(d->record->question.actor_country));
    for (size_t i = 0; d && i < d->result->beyond_count; i++)
        buf_printf(out, "    %.*s\n", STR_ARG(d->result->beyond[i]->text));
    if (d == NULL)
        buf_puts(out, "    " NO_ACTOR "\n");
}
