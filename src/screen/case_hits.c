/* Hits: what the lists say of somebody, what the policy makes of it, and what the measures are told. */
#include "base/error.h"
#include "match/as_of.h"
#include "screen/case_work.h"

#include <stdarg.h>
#include <stdio.h>

#define TAGS_MAX     256                          /* of one party */
#define REMARKS_MAX  32                           /* of one entry that joins look at */
#define PROGRAMS_MAX 32                           /* of one entry */
#define SAME_NAME    (MATCH_SCORE_ONE * 95 / 100) /* the name of a party, not that of a namesake */
#define WHERE_CAP    64
#define HITS_MAX     50 /* of one query that count; the policy says how many of them are shown */

str case_where(case_work *w, const char *format, ...)
{
    char text[WHERE_CAP];
    va_list arguments;
    va_start(arguments, format);
    int len = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    str kept = arena_str(w->a, str_make(text, len > 0 && (size_t)len < sizeof text ? (size_t)len : 0));
    w->no_memory |= kept.data == NULL;
    return kept;
}

/* ---- listings ---- */

/* A year or month alone counts from its first day. */
static calendar_day first_day(str date)
{
    calendar_day day = DATE_NONE;
    char text[DATE_TEXT_CAP] = "0000-01-01";
    if (date.len > 10)
        date = str_make(date.data, 10);
    memcpy(text, date.data ? date.data : "", date.len);
    return date.len >= 4 && date_parse(str_make(text, 10), &day) ? day : DATE_NONE;
}

calendar_day case_listing_from(const entity_listing *l)
{
    return first_day(l->listing_date);
}

typedef enum day_of_listing { DAY_KNOWN, DAY_BEFORE_LIST, DAY_OF_NO_DATE } day_of_listing;

/* What the list says of the day: nothing, if the listing has no date and the day is before the list (or older
 * lists leave it open), or the list has no date either. */
static day_of_listing listing_day(const case_work *w, const entity_listing *l)
{
    const snapshot *s = w->s->snapshot;
    bool dated = l->dataset >= snapshot_source_count(s) ||
                 first_day(snapshot_source_at(s, l->dataset).date) != DATE_NONE;
    if (str_empty(l->listing_date) && !dated)
        return DAY_OF_NO_DATE;
    return listing_state(s, l, w->c->question.on) == LISTED_PERHAPS ? DAY_BEFORE_LIST : DAY_KNOWN;
}

/* What the list says of the entity, for the joins that look at it. */
static regime_listed listed_as(const snapshot *s, const snapshot_entity *e, str *remarks, str *programs)
{
    static const str imposed = STR("Sanctions imposed");
    regime_listed listed = {
        .schema = schema_name(e->schema), .programs = {programs, 0}, .remarks = {remarks, 0}};
    for (uint32_t i = 0; i < e->listing_count && listed.programs.count < PROGRAMS_MAX; i++)
        programs[listed.programs.count++] = snapshot_listing_at(s, e->first_listing + i).program;
    for (uint32_t i = 0; i < e->value_count && listed.remarks.count < REMARKS_MAX; i++) {
        const entity_value v = snapshot_value_at(s, e->first_value + i);
        if (v.property != PROPERTY_NOTES)
            continue;
        listed.remarks.items[listed.remarks.count++] = v.text;
        if (str_starts(v.text, imposed))
            listed.imposed = (str_list){&listed.remarks.items[listed.remarks.count - 1], 1};
    }
    return listed;
}

/* Whether a listing says anything of a party that measures name by themselves: not that of a namesake, and
 * not before the day that the measures of those who read the list tell, where the list tells none, or they
 * tell one of the party's own. */
static bool join_speaks(const case_work *w, const regime_party *p, uint32_t join, case_likeness likeness,
                        day_of_listing day)
{
    if (likeness == LIKE_ELSEWHERE && regime_names(w->s->rules, p->name, p->bic))
        return false;
    regime_known known = regime_knows(w->s->rules, p->name, p->bic, join, w->c->question.on);
    if (known.named && likeness < LIKE_SAME)
        return false;
    return !known.not_yet || (day == DAY_KNOWN && !known.own_days);
}

bool case_tag(case_work *w, regime_party *p, uint32_t index, case_likeness likeness)
{
    const snapshot *s = w->s->snapshot;
    const snapshot_entity e = snapshot_entity_at(s, index);
    uint32_t joins = regime_join_count(w->s->rules);
    str remarks[REMARKS_MAX], programs[PROGRAMS_MAX];
    regime_listed listed = listed_as(s, &e, remarks, programs);
    regime_tag *tags = arena_array(w->a, p->tag_count + TAGS_MAX, sizeof *tags);
    if (tags == NULL) {
        w->no_memory = true;
        return false;
    }
    bool all = e.listing_count > 0, named = regime_names(w->s->rules, p->name, p->bic);
    size_t count = p->tag_count;
    if (count)
        memcpy(tags, p->tags, count * sizeof *tags);
    for (uint32_t i = 0; i < e.listing_count && count < TAGS_MAX; i++) {
        const entity_listing l = snapshot_listing_at(s, e.first_listing + i);
        bool joined = false;
        listed.dataset =
            l.dataset < snapshot_source_count(s) ? snapshot_source_at(s, l.dataset).dataset : STR_NONE;
        listed.program = l.program;
        day_of_listing day = listing_day(w, &l);
        if (listing_ended(&l, w->c->question.on))
            continue;
        for (uint32_t join = 0; join < joins && count < TAGS_MAX; join++) {
            if (!regime_join_takes(w->s->rules, join, &listed))
                continue;
            joined = true;
            if (join_speaks(w, p, join, likeness, day))
                tags[count++] = (regime_tag){join, likeness == LIKE_CERTAIN && day != DAY_BEFORE_LIST,
                                             case_listing_from(&l)};
        }
        all &= joined || (named && day != DAY_KNOWN);
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
        findings_note(w->found, "suppressed", subject->where,
                      "%.*s: the hit %.*s is suppressed by %.*s: %.*s", STR_ARG(subject->where),
                      STR_ARG(e->id), STR_ARG(s->by), STR_ARG(s->reason));
    else if (standing != SUPPRESSION_NONE)
        findings_note(w->found, "suppression_void", subject->where,
                      "%.*s: the suppression of %.*s by %.*s is void: %s", STR_ARG(subject->where),
                      STR_ARG(e->id), STR_ARG(s->by), void_reason(standing));
    return standing == SUPPRESSION_HOLDS;
}

/* ---- one question to the lists ---- */

static case_likeness likeness_of(const match_hit *hit, const match_explanation *x)
{
    case_likeness likeness = hit->score >= SAME_NAME ? LIKE_SAME : LIKE_NEAR;
    for (size_t i = 0; x && i < x->feature_count; i++) {
        if (strcmp(x->features[i].name, "identifier") == 0 && x->features[i].effect == MATCH_SCORE_ONE)
            return LIKE_CERTAIN;
        if (strcmp(x->features[i].name, "country") == 0 && x->features[i].effect < 0)
            likeness = LIKE_ELSEWHERE;
    }
    return likeness;
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

/* True if a person must look because of the hit. Where it is known who it is, and measures join all its
 * listings, they decide; else a person looks. Of an entity that is not listed itself only its owners matter.
 */
static bool needs_review(case_work *w, const match_hit *hit, case_likeness likeness, regime_party *p,
                         bool decides, seen_list *seen)
{
    bool certain = likeness == LIKE_CERTAIN;
    if (seen)
        see(w, seen, hit->entity, certain);
    if (!snapshot_entity_at(w->s->snapshot, hit->entity).listed)
        return false;
    bool joined = p && case_tag(w, p, hit->entity, likeness);
    bool known = certain || (p && regime_names(w->s->rules, p->name, p->bic));
    if (!decides || !joined || !known)
        return decides;
    p->decided = true;
    return false;
}

bool case_counts(const case_work *w, const match_hit *hit)
{
    const snapshot *s = w->s->snapshot;
    return policy_counts(w->s->policy, s, hit->entity, hit->score) &&
           (!snapshot_entity_at(s, hit->entity).listed || listed_on(s, hit->entity, w->c->question.on));
}

bool case_take_hit(case_work *w, const case_subject *subject, const match_query *q, const match_hit *hit,
                   bool show, regime_party *p, bool decides, seen_list *seen)
{
    case_screener *s = w->s;
    screen_hit found = {.where = subject->where, .hit = *hit, .has_records = true, .hidden = !show};
    const snapshot_entity e = snapshot_entity_at(s->snapshot, hit->entity);
    if (!case_counts(w, hit))
        return false;
    found.threshold = policy_threshold_of(s->policy, s->snapshot, hit->entity);
    w->no_memory |= !record_hash_entity(s->snapshot, hit->entity, w->a, found.record);
    memcpy(found.party_record, subject->record, sizeof found.party_record);
    const match_explanation *x = q ? match_explain(s->worker, q, &s->options, hit->entity) : NULL;
    case_likeness likeness = likeness_of(hit, x);
    bool certain = likeness == LIKE_CERTAIN;
    found.suppressed = suppressed(w, subject, &e, found.record);
    findings_hit(w->found, &found, x);
    if (found.suppressed)
        return true;
    bool unknown = e.listed && listing_day_unknown(s->snapshot, hit->entity, w->c->question.on);
    bool named = p && regime_names(s->rules, p->name, p->bic);
    bool review = needs_review(w, hit, likeness, p, decides, seen) && !(unknown && named);
    if (unknown)
        findings_say(w->found, !named, "listing_day_unknown", subject->where,
                     "%.*s: since when %.*s is listed is not known: the day is before the date of the list",
                     STR_ARG(subject->where), STR_ARG(e.id));
    w->found->review |= review;
    if (show)
        findings_say(w->found, review, certain ? "listed" : "possible_match", subject->where,
                     "%.*s: %.*s %s %.*s (%.*s, score %d.%04d)", STR_ARG(subject->where),
                     STR_ARG(subject->asked), certain ? "is" : "may be", STR_ARG(e.caption), STR_ARG(e.id),
                     hit->score / MATCH_SCORE_ONE, hit->score % MATCH_SCORE_ONE);
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
    w->no_memory |= found->no_memory;
    bool unreadable = found->unreadable || match_result_must_be_looked_at(found), more = found->total > count;
    if (count)
        memcpy(hits, found->hits, count * sizeof *hits);
    for (size_t i = 0; i < count; i++)
        taken += case_take_hit(w, subject, q, &hits[i], taken < s->policy->limit, p, decides, seen);
    if (taken > s->policy->limit)
        findings_note(w->found, "more_hits", subject->where, "%.*s: %zu more hits are not shown",
                      STR_ARG(subject->where), taken - s->policy->limit);
    if (unreadable)
        findings_reason(w->found, "name_unreadable", subject->where, "%.*s: %.*s could not be read as a name",
                        STR_ARG(subject->where), STR_ARG(subject->asked));
    if (more)
        findings_reason(w->found, "too_many_hits", subject->where,
                        "%.*s: %.*s has more hits than were looked at", STR_ARG(subject->where),
                        STR_ARG(subject->asked));
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
