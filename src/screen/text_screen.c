#include "screen/text_screen.h"

#include "base/error.h"
#include "base/limits.h"
#include "screen/stale.h"

#include <stdlib.h>

enum { PLACE_CAP = 160 /* bytes of a place as it stands in the text */ };

struct text_screener {
    engine_worker *tools;
    mention_finder *finder;
    mention_asking asking;
    text_question asked;
    text_screening now;
    size_t place_cap;
    arena room; /* of the explanations of one mention */
};

itd_status text_screener_new(engine_worker *w, text_screener **out, itd_error *error)
{
    text_screener *s = calloc(1, sizeof *s);
    *out = NULL;
    if (!s)
        return error_memory(error);
    s->tools = w;
    arena_init(&s->room, LIMIT_ARENA_SIZE);
    itd_status status = engine_worker_finder(w, &s->finder, error);
    if (status == ITD_OK)
        *out = s;
    else
        text_screener_free(s);
    return status;
}

void text_screener_free(text_screener *s)
{
    if (s)
        arena_free(&s->room);
    free(s);
}

size_t text_screen_count(const text_screener *s)
{
    return s->now.mention_count;
}

/* ---- what is found ---- */

static bool counts(void *context, const match_hit *hit)
{
    const text_screener *s = context;
    return policy_counts(s->asked.policy, s->tools->snapshot, hit->entity, hit->score);
}

static match_query query_of(const mention *m)
{
    match_query q = {0};
    if (m->has_identifier)
        q.identifiers[q.identifier_count++] = m->identifier;
    else
        q.names[q.name_count++] = m->name;
    return q;
}

static void take_mentions(void *context, const mention *found, size_t count)
{
    text_screener *s = context;
    findings window;
    arena_reset(&s->room);
    findings_init(&window, &s->room);
    s->now.mention_count++;
    for (size_t i = 0; i < count && i < s->asked.options.limit; i++) {
        const match_query q = query_of(&found[i]);
        const screen_hit hit = {.text = found[i].text,
                                .start = found[i].start,
                                .end = found[i].end,
                                .hit = found[i].hit,
                                .threshold = s->asked.options.threshold};
        findings_hit(&window, &hit,
                     match_explain(s->tools->match, &q, &s->asked.options, found[i].hit.entity));
    }
    s->now.found.failed |= window.failed;
    const text_mention m = {found[0].start, found[0].end, found[0].text, window.hits, window.hit_count};
    s->asked.sink(s->asked.context, &m);
}

static void take_place(void *context, const place_mention *place)
{
    text_screener *s = context;
    text_screening *now = &s->now;
    now->named_count++;
    if (now->place_count == TEXT_PLACES_MAX)
        return;
    if (now->place_count == s->place_cap) {
        text_place *grown =
            arena_grow(now->found.memory, now->places, now->place_count, &s->place_cap, sizeof *grown);
        now->found.failed |= grown == NULL;
        if (grown == NULL)
            return;
        now->places = grown;
    }
    str text = place->text.len < PLACE_CAP ? arena_str(now->found.memory, place->text) : str_of("");
    now->found.failed |= text.data == NULL;
    now->places[now->place_count++] = (text_place){place->start, place->end, text, place->code};
}

/* ---- one text ---- */

void text_screen_begin(text_screener *s, arena *a, const text_question *asked)
{
    s->asked = *asked;
    s->now = (text_screening){.bytes = 0};
    s->place_cap = 0;
    findings_init(&s->now.found, a);
    s->asking = (mention_asking){.alone = MENTION_ALONE_IN_PROSE,
                                 .identifiers = true,
                                 .options = &s->asked.options,
                                 .places = &s->tools->places,
                                 .counts = counts,
                                 .sink = take_mentions,
                                 .place_sink = take_place,
                                 .context = s};
    mention_begin(s->finder, &s->asking);
}

void text_screen_put(text_screener *s, str piece)
{
    s->now.bytes += piece.len;
    mention_put(s->finder, piece);
}

void text_screen_broken(text_screener *s)
{
    findings_reason(&s->now.found, "unreadable", STR_NONE, "the text could not be read to its end");
}

/* Each territory once, with the first place that was named. */
static void add_places(text_screening *t)
{
    for (size_t i = 0; i < t->place_count; i++) {
        const text_place *p = &t->places[i];
        bool known = false;
        for (size_t k = 0; k < i && !known; k++)
            known = strcmp(t->places[k].code, p->code) == 0;
        if (!known)
            findings_reason(&t->found, "place_comprehensive", STR_NONE,
                            "%llu-%llu: \"%.*s\" is under comprehensive measures (place:%s)", p->start,
                            p->end, STR_ARG(p->text), p->code);
    }
}

itd_status text_screen_end(text_screener *s, text_screening *out, itd_error *error)
{
    findings *f = &s->now.found;
    bool whole = mention_end(s->finder);
    if (s->now.mention_count)
        findings_reason(f, "possible_match", STR_NONE, "%zu %s of listed parties", s->now.mention_count,
                        s->now.mention_count == 1 ? "mention" : "mentions");
    add_places(&s->now);
    if (!whole)
        findings_reason(f, "left_out", STR_NONE, "more listed names than are kept: some were left out");
    screen_stale(f, s->asked.policy, s->tools->snapshot, s->asked.on);
    *out = s->now;
    return findings_check(f, error);
}
