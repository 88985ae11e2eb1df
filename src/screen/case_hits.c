/* Hits: what the lists say of somebody, what the policy makes of it, and what the measures are told. */
#include "base/error.h"
#include "screen/case_work.h"
#include "match/hit_json.h"

#include <stdarg.h>
#include <stdio.h>

#define TAGS_MAX      256 /* of one party */
#define TEXT_CAP      600
#define QUESTIONS_MAX 64
#define HITS_MAX      50 /* of one query that count; the policy says how many of them are shown */

static str text_of(case_work *w, const char *format, va_list arguments)
{
    char text[TEXT_CAP];
    int len = vsnprintf(text, sizeof text, format, arguments);
    size_t size = len < 0 ? 0 : (size_t)len < sizeof text ? (size_t)len : sizeof text - 1;
    while (size == sizeof text - 1 && (text[size - 1] & 0xC0) == 0x80)
        size--;
    str kept = arena_str(w->a, str_make(text, size));
    w->no_memory |= kept.data == NULL;
    return kept;
}

void case_reason_text(case_work *w, str text)
{
    case_screening *out = w->out;
    if (out->reason_count == out->reason_cap) {
        str *grown = arena_grow(w->a, out->reasons, out->reason_count, &out->reason_cap, sizeof *grown);
        if (grown == NULL) {
            w->no_memory = true;
            return;
        }
        out->reasons = grown;
    }
    out->reasons[out->reason_count++] = text;
}

void case_reason(case_work *w, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    case_reason_text(w, text_of(w, format, arguments));
    va_end(arguments);
}

void case_ask(case_work *w, const char *fact, const char *asked_by, const char *format, ...)
{
    case_screening *out = w->out;
    va_list arguments;
    if (out->question_count == out->question_cap) {
        decision_question *grown =
            arena_grow(w->a, out->questions, out->question_count, &out->question_cap, sizeof *grown);
        if (grown == NULL) {
            w->no_memory = true;
            return;
        }
        out->questions = grown;
    }
    va_start(arguments, format);
    str question = text_of(w, format, arguments);
    va_end(arguments);
    bool known = out->question_count == QUESTIONS_MAX;
    for (size_t i = 0; i < out->question_count; i++)
        known |= str_equal(out->questions[i].question, question);
    if (!known)
        out->questions[out->question_count++] = (decision_question){fact, asked_by, question};
}

/* ---- listings ---- */

/* A year or month alone counts from its first day. */
calendar_day case_listing_from(const snapshot *s, const entity_listing *l)
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

bool case_listed(const snapshot *s, const snapshot_entity *e, calendar_day on)
{
    for (uint32_t i = 0; i < e->listing_count; i++) {
        const entity_listing l = snapshot_listing_at(s, e->first_listing + i);
        calendar_day from = case_listing_from(s, &l);
        if (from == DATE_NONE || from <= on)
            return true;
    }
    return e->listing_count == 0;
}

bool case_tag(case_work *w, regime_party *p, uint32_t index, bool certain)
{
    const snapshot *s = w->s->snapshot;
    const snapshot_entity e = snapshot_entity_at(s, index);
    regime_tag *tags = arena_array(w->a, p->tag_count + e.listing_count + 1, sizeof *tags);
    if (tags == NULL) {
        w->no_memory = true;
        return false;
    }
    bool all = e.listing_count > 0;
    size_t count = p->tag_count;
    if (count)
        memcpy(tags, p->tags, count * sizeof *tags);
    for (uint32_t i = 0; i < e.listing_count && count < TAGS_MAX; i++) {
        const entity_listing l = snapshot_listing_at(s, e.first_listing + i);
        str dataset =
            l.dataset < snapshot_source_count(s) ? snapshot_source_at(s, l.dataset).dataset : STR_NONE;
        uint32_t join = regime_join_find(w->s->rules, dataset, l.program);
        all &= join != UINT32_MAX;
        if (join != UINT32_MAX)
            tags[count++] = (regime_tag){join, certain, case_listing_from(s, &l)};
    }
    p->tags = tags;
    p->tag_count = count;
    return all && count < TAGS_MAX;
}

/* ---- suppressions ---- */

static const char *void_reason(policy_standing standing)
{
    switch (standing) {
    case SUPPRESSION_PARTY_CHANGED:
        return "our record has changed since";
    case SUPPRESSION_ENTITY_CHANGED:
        return "the listed record has changed since";
    default:
        return "it has expired";
    }
}

/* A hit that somebody looked at: said, but no reason to look again, unless anything changed since. */
static bool suppressed(case_work *w, const case_subject *subject, const snapshot_entity *e,
                       const char *record)
{
    const policy_suppression *s;
    if (!*subject->record || !*record)
        return false;
    policy_standing standing = policy_suppresses(w->s->policy, subject->id, str_of(subject->record), e->id,
                                                 str_of(record), w->c->question.on, &s);
    if (standing == SUPPRESSION_HOLDS)
        case_reason(w, "%s: the hit %.*s is suppressed by %.*s: %.*s", subject->where, STR_ARG(e->id),
                    STR_ARG(s->by), STR_ARG(s->reason));
    else if (standing != SUPPRESSION_NONE)
        case_reason(w, "%s: the suppression of %.*s by %.*s is void: %s", subject->where, STR_ARG(e->id),
                    STR_ARG(s->by), void_reason(standing));
    return standing == SUPPRESSION_HOLDS;
}

/* ---- one question to the lists ---- */

static bool same_identifier(const match_explanation *x)
{
    for (size_t i = 0; x && i < x->feature_count; i++)
        if (strcmp(x->features[i].name, "identifier") == 0 && x->features[i].effect == MATCH_SCORE_ONE)
            return true;
    return false;
}

static void see(case_work *w, seen_list *seen, uint32_t index, bool certain)
{
    if (seen->count == seen->cap) {
        seen_entity *grown = arena_grow(w->a, seen->items, seen->count, &seen->cap, sizeof *grown);
        if (grown == NULL) {
            w->no_memory = true;
            return;
        }
        seen->items = grown;
    }
    seen->items[seen->count++] = (seen_entity){index, certain};
}

static void emit_hit(case_work *w, const case_subject *subject, const match_hit *hit,
                     const match_explanation *x, const char *record, bool held)
{
    json_emitter *e = &w->s->emitter;
    emit_object(e);
    emit_pair_text(e, "where", subject->where);
    hit_emit(e, w->s->snapshot, hit, x, policy_threshold_of(w->s->policy, w->s->snapshot, hit->entity));
    emit_pair_text(e, "record", *record ? record : NULL);
    emit_pair_text(e, "party_record", *subject->record ? subject->record : NULL);
    if (held)
        emit_pair_bool(e, "suppressed", true);
    emit_end_object(e);
    w->out->hit_count++;
}

/* What a hit means for the verdict. Where it is known who it is, and measures join all its listings, they
 * decide; else a person looks. Of an entity that is not listed itself only its owners matter. */
static void weigh_hit(case_work *w, const match_hit *hit, bool certain, regime_party *p, bool decides,
                      seen_list *seen)
{
    if (seen)
        see(w, seen, hit->entity, certain);
    if (!snapshot_entity_at(w->s->snapshot, hit->entity).listed)
        return;
    bool joined = p && case_tag(w, p, hit->entity, certain);
    bool known = certain || (p && regime_names(w->s->rules, p->name, p->bic));
    if (decides && joined && known)
        p->decided = true;
    else
        w->out->review |= decides;
}

bool case_counts(const case_work *w, const match_hit *hit)
{
    const snapshot *s = w->s->snapshot;
    const snapshot_entity e = snapshot_entity_at(s, hit->entity);
    return hit->score >= policy_threshold_of(w->s->policy, s, hit->entity) &&
           case_listed(s, &e, w->c->question.on);
}

bool case_take_hit(case_work *w, const case_subject *subject, const match_query *q, const match_hit *hit,
                   bool show, regime_party *p, bool decides, seen_list *seen)
{
    case_screener *s = w->s;
    char record[RECORD_HASH_CAP] = "";
    const snapshot_entity e = snapshot_entity_at(s->snapshot, hit->entity);
    if (!case_counts(w, hit))
        return false;
    w->no_memory |= !record_hash_entity(s->snapshot, hit->entity, w->a, record);
    const match_explanation *x = q ? match_explain(s->worker, q, &s->options, hit->entity) : NULL;
    bool certain = same_identifier(x), held = suppressed(w, subject, &e, record);
    if (show)
        emit_hit(w, subject, hit, x, record, held);
    if (show && !held)
        case_reason(w, "%s: %.*s %s %.*s (%.*s, score %d.%04d)", subject->where, STR_ARG(subject->asked),
                    certain ? "is" : "may be", STR_ARG(e.caption), STR_ARG(e.id),
                    hit->score / MATCH_SCORE_ONE, hit->score % MATCH_SCORE_ONE);
    if (!held)
        weigh_hit(w, hit, certain, p, decides, seen);
    return true;
}

/* The hits of one query; they are copied, since an explanation uses the worker again. */
void case_query(case_work *w, const case_subject *subject, const match_query *q, regime_party *p,
                bool decides, seen_list *seen)
{
    match_hit hits[HITS_MAX];
    case_screener *s = w->s;
    if (s->worker == NULL || (q->name_count == 0 && q->identifier_count == 0))
        return;
    match_options all = s->options;
    all.limit = HITS_MAX;
    const match_result *found = match_search(s->worker, q, &all);
    size_t count = found->hit_count < HITS_MAX ? found->hit_count : HITS_MAX, taken = 0;
    bool unreadable = found->unreadable || found->truncated, more = found->total > count;
    if (count)
        memcpy(hits, found->hits, count * sizeof *hits);
    for (size_t i = 0; i < count; i++)
        taken += case_take_hit(w, subject, q, &hits[i], taken < s->policy->limit, p, decides, seen);
    if (taken > s->policy->limit)
        case_reason(w, "%s: %zu more hits are not shown", subject->where, taken - s->policy->limit);
    if (unreadable)
        case_reason(w, "%s: %.*s could not be read as a name", subject->where, STR_ARG(subject->asked));
    if (more)
        case_reason(w, "%s: %.*s has more hits than were looked at", subject->where, STR_ARG(subject->asked));
    w->out->review |= unreadable || more;
}

bool case_add_party(case_work *w, const regime_party *p)
{
    regime_case *q = &w->c->question;
    if (q->party_count == REGIME_PARTIES_MAX)
        return false;
    regime_party *grown = arena_array(w->a, q->party_count + 1, sizeof *grown);
    if (grown == NULL) {
        w->no_memory = true;
        return false;
    }
    if (q->party_count)
        memcpy(grown, q->parties, q->party_count * sizeof *grown);
    if (p->decided)
        w->out->decided |= (uint64_t)1 << q->party_count;
    grown[q->party_count++] = *p;
    q->parties = grown;
    return true;
}

void case_add_identifier(match_query *q, bool has_property, property_id property, str text)
{
    if (text.len && q->identifier_count < MATCH_VALUES_MAX)
        q->identifiers[q->identifier_count++] =
            (match_identifier){.has_property = has_property, .property = property, .text = text};
}

void case_add_name(match_query *q, str name, str country)
{
    if (name.len)
        q->names[q->name_count++] = name;
    if (country.len)
        q->countries[q->country_count++] = country;
}
