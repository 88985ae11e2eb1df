#include "screen/message_screen_ask.h"

#include "match/as_of.h"

#include <stdint.h>
#include <stdio.h>

#define HITS_MAX 10000 /* of one message */

str screening_shortened(str s)
{
    if (s.len <= 120)
        return s;
    s.len = 120;
    while (s.len > 0 && ((unsigned char)s.data[s.len] & 0xC0) == 0x80)
        s.len--;
    return s;
}

void screening_part(screening *c, const message_item *item, uint32_t start, uint32_t end)
{
    c->item = item;
    c->start = start;
    c->end = end;
    c->part_reasons = c->out->found.reason_count;
}

void screening_locate(screening *c, str found)
{
    findings *f = &c->out->found;
    if (f->reason_count)
        findings_locate(f, f->reason_count - 1, found, c->start, c->end);
}

const char *screening_entry(const screening *c, char text[ENTRY_CAP])
{
    text[0] = '\0';
    if (c->item)
        snprintf(text, ENTRY_CAP, " of entry %u", c->item->entry);
    return text;
}

/* ---- hits ---- */

static bool known_hit(const screening *c, str where, uint32_t party)
{
    size_t count = c->out->found.hit_count, from = count > 256 ? count - 256 : 0;
    for (size_t i = from; i < count; i++)
        if (c->out->found.hits[i].hit.entity == party && c->out->found.hits[i].item == c->item &&
            str_equal(c->out->found.hits[i].where, where))
            return true;
    return false;
}

static bool has_room(screening *c)
{
    if (c->out->found.hit_count < HITS_MAX)
        return true;
    findings_reason(&c->out->found, "too_many_hits", STR_NONE, "more hits than the ceiling");
    return false;
}

bool screening_reaches(const screening *c, const match_hit *hit)
{
    const match_options *o = &c->s->options;
    return policy_counts(c->s->policy, c->s->snapshot, hit->entity, hit->score) &&
           listed_on(c->s->snapshot, hit->entity, o->dated ? o->on : DATE_NONE);
}

size_t screening_limit(const screening *c)
{
    return c->s->options.limit ? c->s->options.limit : 1;
}

/* An explanation depends on the query and the options alone. */
static const match_explanation *explain(screening *c, const match_query *q, uint32_t party)
{
    static const message_profile none = {0};
    query_key key;
    if (!query_key_make(&key, q, &none, &c->s->options))
        return match_explain(c->s->worker, q, &c->s->options, party);
    const match_explanation *x = explained_find(c->s->explained, &key, party);
    if (x)
        return x;
    x = match_explain(c->s->worker, q, &c->s->options, party);
    explained_keep(c->s->explained, &key, party, x);
    return x;
}

void screening_add_hit(screening *c, const screen_hit *h, const match_query *q)
{
    if (!screening_reaches(c, &h->hit) || known_hit(c, h->where, h->hit.entity) || !has_room(c))
        return;
    const match_explanation *x = explain(c, q, h->hit.entity);
    screen_hit kept = *h;
    kept.item = c->item;
    kept.threshold = c->s->options.threshold;
    kept.hidden = c->s->options.limit == 0;
    findings_hit(&c->out->found, &kept, x);
    snapshot_entity e = snapshot_entity_at(c->s->snapshot, h->hit.entity);
    str text = screening_shortened(h->text);
    char entry[ENTRY_CAP];
    findings_reason(&c->out->found, "possible_match", h->where,
                    "%.*s%s: \"%.*s\" may be %.*s (%.*s, %d.%04d)", STR_ARG(h->where),
                    screening_entry(c, entry), STR_ARG(text), STR_ARG(e.caption), STR_ARG(e.id),
                    h->hit.score / MATCH_SCORE_ONE, h->hit.score % MATCH_SCORE_ONE);
    if (c->s->options.dated && listing_day_unknown(c->s->snapshot, h->hit.entity, c->s->options.on))
        findings_reason(
            &c->out->found, "listing_day_unknown", h->where,
            "%.*s: since when %.*s is listed is not known: the day is before the date of the list",
            STR_ARG(h->where), STR_ARG(e.id));
}

bool screening_judge(screening *c, const match_query *q, const message_profile *profile, const screen_hit *h)
{
    const snapshot *s = c->s->snapshot;
    if (!screening_reaches(c, &h->hit) || h->hit.score < message_profile_least(s, profile, &h->hit))
        return false;
    if (!message_profile_counts(s, profile, &h->hit, explain(c, q, h->hit.entity)))
        return false;
    screening_add_hit(c, h, q);
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
static void search(screening *c, const match_query *q, const message_profile *profile, const screen_hit *at,
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
    c->failed |= r->no_memory;
    size_t count = r->hit_count < MATCH_LIMIT_MAX ? r->hit_count : MATCH_LIMIT_MAX;
    bool more = r->total > count;
    if (r->unreadable && q->name_count)
        findings_reason(&c->out->found, "name_unreadable", at->where,
                        "%.*s: \"%.*s\" could not be read as a name", STR_ARG(at->where),
                        STR_ARG(screening_shortened(at->text)));
    if (r->truncated)
        findings_reason(&c->out->found, "name_too_long", at->where, "%.*s: longer than a name may be",
                        STR_ARG(at->where));
    if (r->unread)
        findings_reason(
            &c->out->found, "unread_script", at->where,
            "%.*s: \"%.*s\" has a word that cannot be read here, by its script or for the letters it lost",
            STR_ARG(at->where), STR_ARG(screening_shortened(at->text)));
    if (count)
        memcpy(hits, r->hits, count * sizeof hits[0]);
    for (size_t i = 0; i < count && counted->count < wanted; i++) {
        screen_hit h = *at;
        h.hit = hits[i];
        if (screening_judge(c, q, profile, &h))
            counted->list[counted->count++] = hits[i];
    }
    if (more && counted->count < wanted)
        findings_reason(&c->out->found, "too_many_hits", at->where,
                        "%.*s: \"%.*s\" has more hits than were looked at", STR_ARG(at->where),
                        STR_ARG(screening_shortened(at->text)));
}

/* A query that was answered before. */
static void repeat(screening *c, const match_query *q, const screen_hit *at, const query_answer *known)
{
    for (size_t i = 0; i < known->hit_count; i++) {
        screen_hit h = *at;
        h.hit = known->hits[i];
        screening_add_hit(c, &h, q);
    }
}

/* A hit that an earlier part of the message has too is none again: that is asked each time. What gave a
 * reason of its own is not kept. The key is NULL where the query is too long for one. */
static void search_and_keep(screening *c, const match_query *q, const message_profile *profile,
                            const screen_hit *at, const query_key *key)
{
    counted_hits counted = {.count = 0};
    const findings *f = &c->out->found;
    size_t hits = f->hit_count, reasons = f->reason_count;
    search(c, q, profile, at, &counted);
    if (key && !c->failed && !f->failed && f->reason_count - reasons == f->hit_count - hits)
        query_cache_keep(c->s->known, key, counted.list, counted.count);
}

void screening_ask(screening *c, const match_query *q, const message_profile *profile, str where, str text,
                   uint32_t start, uint32_t end)
{
    query_key key;
    screen_hit at = {.where = where, .text = text, .start = start, .end = end};
    bool keeps = query_key_make(&key, q, profile, &c->s->options);
    const query_answer *known = keeps ? query_cache_find(c->s->known, &key) : NULL;
    if (known)
        repeat(c, q, &at, known);
    else
        search_and_keep(c, q, profile, &at, keeps ? &key : NULL);
}
