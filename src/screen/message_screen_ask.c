#include "screen/message_screen_ask.h"

#include "match/hit_json.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#define HITS_MAX 10000 /* of one message */

static bool keep_reason(message_screening *out, arena *a, const char *format, va_list args)
{
    char text[1024];
    int len = vsnprintf(text, sizeof text, format, args);
    out->review = true;
    if (out->reason_count == out->reason_cap) {
        str *grown = arena_grow(a, out->reasons, out->reason_count, &out->reason_cap, sizeof *grown);
        if (!grown)
            return false;
        out->reasons = grown;
    }
    size_t size = len > 0 && (size_t)len < sizeof text ? (size_t)len : len > 0 ? sizeof text - 1 : 0;
    str copy = arena_str(a, str_make(text, size));
    if (copy.data)
        out->reasons[out->reason_count++] = copy;
    return copy.data != NULL;
}

bool message_screening_reason(message_screening *s, arena *a, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    bool good = keep_reason(s, a, format, args);
    va_end(args);
    return good;
}

void screening_add_reason(screening *c, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    if (!keep_reason(c->out, c->a, format, args))
        c->failed = true;
    va_end(args);
}

str screening_shortened(str s)
{
    if (s.len <= 120)
        return s;
    s.len = 120;
    while (s.len > 0 && ((unsigned char)s.data[s.len] & 0xC0) == 0x80)
        s.len--;
    return s;
}

/* ---- hits ---- */

static bool known_hit(const screening *c, str where, uint32_t party)
{
    size_t count = c->out->hit_count, from = count > 256 ? count - 256 : 0;
    for (size_t i = from; i < count; i++)
        if (c->out->hits[i].hit.entity == party && str_equal(c->out->hits[i].where, where))
            return true;
    return false;
}

static void emit_hit(screening *c, const message_hit *h, const match_explanation *x)
{
    json_emitter *w = &c->s->emitter;
    emit_object(w);
    emit_pair_str(w, "where", h->where);
    emit_pair_str(w, "text", h->text);
    hit_emit(w, c->s->snapshot, &h->hit, x, c->s->options.threshold);
    emit_end_object(w);
}

static bool has_room(screening *c)
{
    message_screening *out = c->out;
    if (out->hit_count >= HITS_MAX) {
        screening_add_reason(c, "more hits than the ceiling");
        return false;
    }
    if (out->hit_count == out->hit_cap) {
        message_hit *grown = arena_grow(c->a, out->hits, out->hit_count, &out->hit_cap, sizeof *grown);
        c->failed = c->failed || !grown;
        out->hits = grown ? grown : out->hits;
        return grown != NULL;
    }
    return true;
}

bool screening_reaches(const screening *c, const match_hit *hit)
{
    const policy *firm = c->s->policy;
    return !firm || firm->threshold_count == 0 ||
           hit->score >= policy_threshold_of(firm, c->s->snapshot, hit->entity);
}

size_t screening_limit(const screening *c)
{
    return c->s->options.limit ? c->s->options.limit : 1;
}

void screening_add_hit(screening *c, const message_hit *h, const match_explanation *x)
{
    if (!screening_reaches(c, &h->hit) || known_hit(c, h->where, h->hit.entity) || !has_room(c))
        return;
    c->out->hits[c->out->hit_count++] = *h;
    if (c->s->options.limit)
        emit_hit(c, h, x);
    snapshot_entity e = snapshot_entity_at(c->s->snapshot, h->hit.entity);
    str text = screening_shortened(h->text);
    screening_add_reason(c, "%.*s: \"%.*s\" may be %.*s (%.*s, %d.%04d)", STR_ARG(h->where), STR_ARG(text),
                         STR_ARG(e.caption), STR_ARG(e.id), h->hit.score / MATCH_SCORE_ONE,
                         h->hit.score % MATCH_SCORE_ONE);
}

bool screening_judge(screening *c, const match_query *q, const message_profile *profile, const message_hit *h)
{
    const snapshot *s = c->s->snapshot;
    if (!screening_reaches(c, &h->hit) || h->hit.score < message_profile_least(s, profile, &h->hit))
        return false;
    const match_explanation *x = match_explain(c->s->worker, q, &c->s->options, h->hit.entity);
    if (!message_profile_counts(s, profile, &h->hit, x))
        return false;
    screening_add_hit(c, h, x);
    return true;
}

/* Hits that counted. */
typedef struct counted_hits {
    match_hit list[MATCH_LIMIT_MAX];
    size_t count;
} counted_hits;

/* Searches, and judges hits until there are as many as are wanted: some do not count. They are copied first,
 * because explaining one forgets them. Where there are more than can be looked at, and those that were do not
 * make a hit, somebody looks. */
static void search(screening *c, const match_query *q, const message_profile *profile, const message_hit *at,
                   counted_hits *counted)
{
    match_hit hits[MATCH_LIMIT_MAX];
    match_options options = c->s->options;
    size_t wanted = screening_limit(c);
    options.limit = MATCH_LIMIT_MAX;
    int floor =
        q->identifier_count ? 0 : message_profile_floor(profile); /* what is below is not looked for */
    if (options.threshold < floor)
        options.threshold = floor;
    const match_result *r = match_search(c->s->worker, q, &options);
    c->s->work.searches++;
    size_t count = r->hit_count < MATCH_LIMIT_MAX ? r->hit_count : MATCH_LIMIT_MAX;
    bool more = r->total > count;
    if (r->unreadable && q->name_count)
        screening_add_reason(c, "%.*s: \"%.*s\" could not be read as a name", STR_ARG(at->where),
                             STR_ARG(screening_shortened(at->text)));
    if (r->truncated)
        screening_add_reason(c, "%.*s: longer than a name may be", STR_ARG(at->where));
    if (count)
        memcpy(hits, r->hits, count * sizeof hits[0]);
    for (size_t i = 0; i < count && counted->count < wanted; i++) {
        message_hit h = *at;
        h.hit = hits[i];
        if (screening_judge(c, q, profile, &h))
            counted->list[counted->count++] = hits[i];
    }
    if (more && counted->count < wanted)
        screening_add_reason(c, "%.*s: \"%.*s\" has more hits than were looked at", STR_ARG(at->where),
                             STR_ARG(screening_shortened(at->text)));
}

/* A query that was answered before. */
static void repeat(screening *c, const match_query *q, const message_hit *at, const query_answer *known)
{
    for (size_t i = 0; i < known->hit_count; i++) {
        message_hit h = *at;
        h.hit = known->hits[i];
        screening_add_hit(c, &h, match_explain(c->s->worker, q, &c->s->options, h.hit.entity));
    }
}

void screening_ask(screening *c, const match_query *q, const message_profile *profile, str where, str text,
                   uint32_t start, uint32_t end)
{
    query_key key;
    counted_hits counted = {.count = 0};
    message_hit at = {.where = where, .text = text, .start = start, .end = end};
    bool keeps = query_key_make(&key, q, profile, &c->s->options);
    const query_answer *known = keeps ? query_cache_find(c->s->known, &key) : NULL;
    if (known) {
        repeat(c, q, &at, known);
        return;
    }
    size_t hits = c->out->hit_count, reasons = c->out->reason_count;
    search(c, q, profile, &at, &counted);
    /* a reason of its own, a hit that the policy or an earlier one leaves out: not kept */
    size_t more = c->out->hit_count - hits;
    if (keeps && !c->failed && more == counted.count && c->out->reason_count - reasons == more)
        query_cache_keep(c->s->known, &key, counted.list, counted.count);
}
