#include "decide/case_screen.h"

#include "base/error.h"
#include "base/limits.h"
#include "decide/mention.h"
#include "decide/ownership.h"
#include "decide/place_screen.h"
#include "match/hit_json.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#define TAGS_MAX   256 /* of one party */
#define PLACES_MAX 8

struct case_screener {
    const snapshot *snapshot;
    const regime *rules;
    match_worker *worker; /* NULL: the snapshot has no names */
    mention_finder *finder;
    place_screen places;
    match_options options;
    const policy *policy; /* NULL: the built-in one */
    buf json;
    json_emitter emitter;
};

/* One case while it is screened. */
typedef struct work {
    case_screener *s;
    arena *a;
    case_record *c;
    case_screening *out;
    bool no_memory;
} work;

itd_status case_screener_new(const snapshot *s, const regime *rules, case_screener **out, itd_error *error)
{
    case_screener *made = calloc(1, sizeof *made);
    *out = NULL;
    if (made == NULL)
        return error_memory(error);
    made->snapshot = s;
    made->rules = rules;
    made->options = MATCH_OPTIONS_DEFAULT;
    place_screen_init(&made->places);
    buf_init(&made->json, LIMIT_BUF_SIZE);
    itd_status status = ITD_OK;
    if (s && snapshot_entity_count(s))
        status = match_worker_new(s, &made->worker, error);
    if (status == ITD_OK && made->worker)
        status = mention_finder_new(s, made->worker, &made->finder, error);
    if (status == ITD_OK)
        *out = made;
    else
        case_screener_free(made);
    return status;
}

void case_screener_free(case_screener *s)
{
    if (s == NULL)
        return;
    mention_finder_free(s->finder);
    match_worker_free(s->worker);
    place_screen_free(&s->places);
    buf_free(&s->json);
    free(s);
}

void case_screener_set_policy(case_screener *s, const policy *p)
{
    s->policy = p;
    s->options.threshold = p->threshold;
    s->options.limit = p->limit;
}

static void reason(work *w, const char *format, ...) ITD_PRINTF(2, 3);

static void reason(work *w, const char *format, ...)
{
    char text[600];
    case_screening *out = w->out;
    va_list arguments;
    va_start(arguments, format);
    int len = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (out->reason_count == out->reason_cap) {
        str *grown = arena_grow(w->a, out->reasons, out->reason_count, &out->reason_cap, sizeof *grown);
        if (grown == NULL) {
            w->no_memory = true;
            return;
        }
        out->reasons = grown;
    }
    size_t size = len < 0 ? 0 : (size_t)len < sizeof text ? (size_t)len : sizeof text - 1;
    out->reasons[out->reason_count] = arena_str(w->a, str_make(text, size));
    w->no_memory |= out->reasons[out->reason_count].data == NULL;
    out->reason_count++;
}

/* ---- listings ---- */

/* The day from which a listing counts: DATE_NONE is always. A year or month alone counts from its first day.
 */
static calendar_day listing_from(const snapshot *s, const entity_listing *l)
{
    calendar_day day = DATE_NONE;
    str date = l->listing_date;
    char text[DATE_TEXT_CAP] = "0000-01-01";
    if (str_empty(date) && l->dataset < snapshot_source_count(s))
        date = snapshot_source_at(s, l->dataset).date;
    if (date.len > 10)
        date = str_make(date.data, 10);
    memcpy(text, date.data ? date.data : "", date.len);
    return date.len >= 4 && date_parse(str_make(text, 10), &day) ? day : DATE_NONE;
}

/* True if the entity is listed on the day; without listings it counts always. */
static bool listed(const snapshot *s, const snapshot_entity *e, calendar_day on)
{
    for (uint32_t i = 0; i < e->listing_count; i++) {
        const entity_listing l = snapshot_listing_at(s, e->first_listing + i);
        calendar_day from = listing_from(s, &l);
        if (from == DATE_NONE || from <= on)
            return true;
    }
    return e->listing_count == 0;
}

static bool same_identifier(const match_explanation *x)
{
    for (size_t i = 0; x && i < x->feature_count; i++)
        if (strcmp(x->features[i].name, "identifier") == 0 && x->features[i].effect == MATCH_SCORE_ONE)
            return true;
    return false;
}

/* Tags the party with the listings that measures join; true if they join all of them. */
static bool tag_party(work *w, regime_party *p, const snapshot_entity *e, bool certain)
{
    const snapshot *s = w->s->snapshot;
    regime_tag *tags = arena_array(w->a, p->tag_count + e->listing_count + 1, sizeof *tags);
    if (tags == NULL) {
        w->no_memory = true;
        return false;
    }
    bool all = e->listing_count > 0;
    size_t count = p->tag_count;
    if (count)
        memcpy(tags, p->tags, count * sizeof *tags);
    for (uint32_t i = 0; i < e->listing_count && count < TAGS_MAX; i++) {
        const entity_listing l = snapshot_listing_at(s, e->first_listing + i);
        str dataset =
            l.dataset < snapshot_source_count(s) ? snapshot_source_at(s, l.dataset).dataset : STR_NONE;
        uint32_t join = regime_join_find(w->s->rules, dataset, l.program);
        all &= join != UINT32_MAX;
        if (join != UINT32_MAX)
            tags[count++] = (regime_tag){join, certain, listing_from(s, &l)};
    }
    p->tags = tags;
    p->tag_count = count;
    return all;
}

/* ---- one question to the lists ---- */

/* An entity that is not listed itself but belongs to those who are counts as they do. */
static void take_owned(work *w, const char *where, uint32_t index, regime_party *p, bool certain)
{
    const snapshot *s = w->s->snapshot;
    const ownership o = ownership_of(s, index);
    if (o.owner == UINT32_MAX)
        return;
    const snapshot_entity e = snapshot_entity_at(s, index), owner = snapshot_entity_at(s, o.owner);
    if (o.share >= OWNERSHIP_HALF && p)
        (void)tag_party(w, p, &owner, certain);
    w->out->review |= o.share >= OWNERSHIP_HALF || o.unknown;
    reason(w, "%s: %.*s is held %s%d.%02d %% by the listed, first %.*s (%.*s)%s", where, STR_ARG(e.caption),
           o.unknown ? "at least " : "", o.share / 100, o.share % 100, STR_ARG(owner.caption),
           STR_ARG(owner.id),
           o.share >= OWNERSHIP_HALF ? ": it counts as listed"
           : o.unknown               ? ": which share does it hold?"
                                     : "");
}

/* A hit that somebody looked at: said, but no reason to look again. */
static bool suppressed(work *w, const char *where, str asked, const snapshot_entity *e)
{
    unsigned long long index = 0;
    str number = str_make(where, strlen(where)), part;
    (void)str_split(&number, '[', &part);
    (void)str_split(&number, ']', &part);
    bool party =
        str_starts(str_of(where), str_of("parties[")) && number.len == 0 && str_to_unsigned(part, &index);
    str id = party ? w->c->details[index].id : STR_NONE;
    const policy_suppression *s =
        w->s->policy ? policy_suppresses(w->s->policy, id, asked, e->id, e->caption, w->c->question.on)
                     : NULL;
    if (s)
        reason(w, "%s: the hit %.*s is suppressed by %.*s: %.*s", where, STR_ARG(e->id), STR_ARG(s->by),
               STR_ARG(s->reason));
    return s != NULL;
}

/* What is known of who was asked for, from all its hits. */
typedef struct identity {
    bool possible, certain;
} identity;

static void take_hit(work *w, const char *where, str asked, const match_query *q, const match_hit *hit,
                     regime_party *p, identity *who)
{
    case_screener *s = w->s;
    const snapshot_entity e = snapshot_entity_at(s->snapshot, hit->entity);
    if (!listed(s->snapshot, &e, w->c->question.on))
        return;
    if (suppressed(w, where, asked, &e))
        return;
    const match_explanation *x = q ? match_explain(s->worker, q, &s->options, hit->entity) : NULL;
    bool certain = same_identifier(x);
    emit_object(&s->emitter);
    emit_pair_text(&s->emitter, "where", where);
    hit_emit(&s->emitter, s->snapshot, hit, x, s->options.threshold);
    emit_end_object(&s->emitter);
    w->out->hit_count++;
    reason(w, "%s: %.*s %s %.*s (%.*s, score %d.%04d)", where, STR_ARG(asked), certain ? "is" : "may be",
           STR_ARG(e.caption), STR_ARG(e.id), hit->score / MATCH_SCORE_ONE, hit->score % MATCH_SCORE_ONE);
    if (who) {
        who->possible |= e.listed;
        who->certain |= e.listed && certain;
        if (p)
            (void)tag_party(w, p, &e, certain);
        return;
    }
    /* Where it is known who it is, and measures join all its listings, they decide; else a person looks. */
    bool decided =
        p && tag_party(w, p, &e, certain) && (certain || regime_names(w->s->rules, p->name, p->bic));
    w->out->review |= !decided;
    if (!e.listed)
        take_owned(w, where, hit->entity, p, certain);
}

/* The hits of one query; they are copied, since an explanation uses the worker again. */
static void ask(work *w, const char *where, str asked, const match_query *q, regime_party *p, identity *who)
{
    match_hit hits[MATCH_LIMIT_MAX];
    case_screener *s = w->s;
    if (s->worker == NULL || (q->name_count == 0 && q->identifier_count == 0))
        return;
    const match_result *found = match_search(s->worker, q, &s->options);
    size_t count = found->hit_count < MATCH_LIMIT_MAX ? found->hit_count : MATCH_LIMIT_MAX;
    if (count)
        memcpy(hits, found->hits, count * sizeof *hits);
    bool unreadable = found->unreadable || found->truncated;
    w->out->review |= unreadable;
    if (unreadable)
        reason(w, "%s: %.*s could not be read as a name", where, STR_ARG(asked));
    for (size_t i = 0; i < count; i++)
        take_hit(w, where, asked, q, &hits[i], p, who);
}

static void add_identifier(match_query *q, bool has_property, property_id property, str text)
{
    if (text.len && q->identifier_count < MATCH_VALUES_MAX)
        q->identifiers[q->identifier_count++] =
            (match_identifier){.has_property = has_property, .property = property, .text = text};
}

static void add_name(match_query *q, str name, str country)
{
    if (name.len)
        q->names[q->name_count++] = name;
    if (country.len)
        q->countries[q->country_count++] = country;
}

/* An owner: listed for sure, perhaps, or not. Its tags are kept, for when it counts as a party. */
static identity screen_owner(work *w, const char *where, const case_owner *o, regime_party *as_party)
{
    identity who = {0};
    match_query q = {0};
    add_name(&q, o->name, o->country);
    ask(w, where, o->name, &q, as_party, &who);
    uint32_t found = w->s->snapshot && o->id.len ? snapshot_entity_find(w->s->snapshot, o->id) : UINT32_MAX;
    if (found != UINT32_MAX) {
        const snapshot_entity e = snapshot_entity_at(w->s->snapshot, found);
        who.certain |= e.listed && listed(w->s->snapshot, &e, w->c->question.on);
        (void)tag_party(w, as_party, &e, true);
    }
    who.certain |= regime_names(w->s->rules, o->name, STR_NONE);
    who.possible |= who.certain;
    return who;
}

/* Puts an owner beside the parties, in the role of what it owns: what names the owner then reaches the owned.
 */
static void add_party(work *w, const regime_party *owner)
{
    regime_case *q = &w->c->question;
    if (q->party_count == REGIME_PARTIES_MAX)
        return;
    regime_party *grown = arena_array(w->a, q->party_count + 1, sizeof *grown);
    if (grown == NULL) {
        w->no_memory = true;
        return;
    }
    memcpy(grown, q->parties, q->party_count * sizeof *grown);
    grown[q->party_count++] = *owner;
    q->parties = grown;
}

/* Half and more in total, or control: the party counts as its listed owners do. What is not known is asked.
 */
static void screen_owners(work *w, size_t index)
{
    const case_party *d = &w->c->details[index];
    int sure = 0, possible = 0;
    bool unknown = false, control = false;
    regime_party *owners = arena_array(w->a, d->owner_count, sizeof *owners);
    identity *who = arena_array(w->a, d->owner_count, sizeof *who);
    if (owners == NULL || who == NULL) {
        w->no_memory = true;
        return;
    }
    for (size_t i = 0; i < d->owner_count; i++) {
        char where[64];
        const case_owner *o = &d->owners[i];
        snprintf(where, sizeof where, "parties[%zu].owners[%zu]", index, i);
        owners[i] = (regime_party){.role = w->c->parties[index].role, .name = o->name};
        who[i] = screen_owner(w, where, o, &owners[i]);
        if (!who[i].possible)
            continue;
        possible += o->percentage > 0 ? o->percentage : 0;
        sure += who[i].certain && o->percentage > 0 ? o->percentage : 0;
        unknown |= o->percentage < 0;
        control |= o->control && who[i].certain;
        if (o->percentage < 0)
            reason(w, "%s: which share of parties[%zu] does %.*s hold (percentage)?", where, index,
                   STR_ARG(o->name));
    }
    bool blocked = sure >= OWNERSHIP_HALF || control;
    w->out->review |= !blocked && (unknown || possible >= OWNERSHIP_HALF);
    if (!blocked && possible && !unknown && possible < OWNERSHIP_HALF)
        reason(w, "parties[%zu]: listed owners hold %d.%02d %%, less than half", index, possible / 100,
               possible % 100);
    if (!blocked)
        return;
    reason(w,
           "parties[%zu]: listed owners hold %d.%02d %%%s: it counts as listed (half or more in the United "
           "States, more "
           "than half or control in the Union)",
           index, sure / 100, sure % 100, control ? " and control it" : "");
    for (size_t i = 0; i < d->owner_count; i++)
        if (who[i].certain)
            add_party(w, &owners[i]);
}

static void screen_party(work *w, size_t index)
{
    char where[64];
    regime_party *p = &w->c->parties[index];
    const case_party *d = &w->c->details[index];
    match_query q = {0};
    snprintf(where, sizeof where, "parties[%zu]", index);
    p->tags = NULL;
    p->tag_count = 0;
    add_name(&q, p->name, p->country);
    q.has_schema = d->schema.len && schema_from_name(d->schema, &q.schema);
    if (d->birth_date.len)
        q.birth_dates[q.birth_date_count++] = d->birth_date;
    add_identifier(&q, true, PROPERTY_SWIFT_BIC, p->bic);
    add_identifier(&q, true, PROPERTY_LEI_CODE, d->lei);
    for (size_t i = 0; i < d->identifier_count; i++) {
        property_id property = PROPERTY_ID_NUMBER;
        bool known = property_from_name(d->identifiers[i].type, &property);
        add_identifier(&q, known, property, d->identifiers[i].value);
    }
    ask(w, where, p->name.len ? p->name : p->bic, &q, p, NULL);
    if (d->owner_count)
        screen_owners(w, index);
}

static void screen_vessel(work *w, size_t index)
{
    char where[64];
    const case_vessel *v = &w->c->vessels[index];
    match_query q = {.has_schema = true, .schema = SCHEMA_VESSEL};
    snprintf(where, sizeof where, "route.vessels[%zu]", index);
    add_name(&q, v->name, v->flag);
    add_identifier(&q, true, PROPERTY_IMO_NUMBER, v->imo);
    ask(w, where, v->name.len ? v->name : v->imo, &q, NULL, NULL);
}

static void screen_text(work *w)
{
    const mention *found;
    case_screener *s = w->s;
    if (s->finder == NULL || w->c->text.len == 0)
        return;
    size_t count = mention_find(s->finder, w->c->text, true, &s->options, &found);
    for (size_t i = 0; i < count; i++)
        take_hit(w, "text", str_make(w->c->text.data + found[i].start, found[i].end - found[i].start), NULL,
                 &found[i].hit, NULL, NULL);
}

/* ---- ports ---- */

static bool case_names(const regime_case *q, const char *code)
{
    str country = str_make(code, 2);
    bool named = str_equal(q->route_from, country) || str_equal(q->route_to, country);
    for (size_t i = 0; i < q->route_via.count; i++)
        named |= str_equal(q->route_via.items[i], country);
    for (size_t i = 0; i < q->party_count; i++)
        named |= str_equal(q->parties[i].country, country);
    for (size_t i = 0; i < q->goods_count; i++)
        named |= str_equal(q->goods[i].origin, country);
    return named;
}

/* Over a snapshot of measures alone a port is a warning: the measures name the places that they mean. */
static void screen_ports(work *w)
{
    const regime_case *q = &w->c->question;
    size_t before = w->out->reason_count;
    for (size_t i = 0; i < q->ports.count; i++) {
        place_found found[PLACES_MAX];
        str port = q->ports.items[i];
        size_t count = place_screen_text(&w->s->places, port, PLACE_IN_ADDRESS, STR_NONE, found, PLACES_MAX);
        for (size_t k = 0; k < count; k++)
            if (found[k].code[2] || !case_names(q, found[k].code))
                reason(w, "route.ports[%zu]: %.*s lies in %s, which is under comprehensive measures", i,
                       STR_ARG(port), found[k].code);
        const char *code = count == 0 && port.len == 5 ? place_screen_code(str_make(port.data, 2)) : NULL;
        if (code && !case_names(q, code))
            reason(
                w,
                "route.ports[%zu]: %.*s is the code of a port in %s, which is under comprehensive measures",
                i, STR_ARG(port), code);
    }
    w->out->review |= w->s->worker && w->out->reason_count > before;
}

itd_status case_screen(case_screener *s, arena *a, case_record *c, case_screening *out, itd_error *error)
{
    work w = {.s = s, .a = a, .c = c, .out = out};
    *out = (case_screening){0};
    buf_reset(&s->json);
    emit_init(&s->emitter, &s->json);
    c->question.parties = c->parties;
    c->question.party_count = c->party_count;
    for (size_t i = 0; i < c->party_count; i++)
        screen_party(&w, i);
    for (size_t i = 0; i < c->vessel_count; i++)
        screen_vessel(&w, i);
    screen_text(&w);
    screen_ports(&w);
    out->json = buf_as_str(&s->json);
    return w.no_memory || s->json.failed ? error_memory(error) : ITD_OK;
}
