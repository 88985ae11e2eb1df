#include "screen/case_screen.h"

#include "base/error.h"
#include "base/limits.h"
#include "screen/case_work.h"
#include "model/identifier.h"
#include "pack/pack.h"

#include <stdio.h>
#include <stdlib.h>

itd_status case_screener_new(engine_worker *worker, const regime *rules, case_screener **out,
                             itd_error *error)
{
    case_screener *made = calloc(1, sizeof *made);
    *out = NULL;
    if (made == NULL)
        return error_memory(error);
    made->snapshot = worker->snapshot;
    made->tools = worker;
    made->worker = engine_has_names(worker->engine) ? worker->match : NULL;
    made->rules = rules;
    made->options = MATCH_OPTIONS_DEFAULT;
    policy_init(&made->built_in);
    made->policy = &made->built_in;
    itd_status status = engine_owners(worker->engine, &made->links, error);
    if (status == ITD_OK)
        status = engine_banks(worker->engine, &made->bics, error);
    if (status == ITD_OK)
        *out = made;
    else
        case_screener_free(made);
    return status;
}

void case_screener_free(case_screener *s)
{
    free(s);
}

void case_screener_set_policy(case_screener *s, const policy *p)
{
    s->policy = p;
    s->options.threshold = policy_lowest_threshold(p);
    s->options.limit = p->limit;
}

/* An identifier that cannot be one is compared as it stands, and somebody looks. */
static void check_identifier(case_work *w, str where, property_id property, str text)
{
    char exact[IDENTIFIER_CAP];
    if (text.len == 0 || identifier_check(property, text, exact, sizeof exact) != IDENTIFIER_INVALID)
        return;
    findings_say(w->found, w->s->worker != NULL, "identifier_invalid", where,
                 "%.*s: %.*s is no %.*s: its form or check digit is wrong", STR_ARG(where), STR_ARG(text),
                 STR_ARG(property_name(property)));
}

/* The BIC, and those that the lists have for the same bank. */
static void add_bics(case_work *w, str where, match_query *q, str bic)
{
    str listed[MATCH_VALUES_MAX / 2];
    size_t count = bic_table_find(w->s->bics, bic, listed, MATCH_VALUES_MAX / 2);
    case_add_identifier(q, true, PROPERTY_SWIFT_BIC, bic);
    for (size_t i = 0; i < count; i++)
        if (!str_equal(listed[i], bic))
            case_add_identifier(q, true, PROPERTY_SWIFT_BIC, listed[i]);
    if (!bic_is_test(bic))
        return;
    findings_say(w->found, w->s->worker != NULL, "bic_of_tests", where,
                 "%.*s: %.*s takes part in tests only: which bank is it?", STR_ARG(where), STR_ARG(bic));
}

/* More numbers than one question to the lists holds are asked in several. */
static void ask_identifiers(case_work *w, const case_subject *subject, match_query *q, regime_party *p,
                            seen_list *seen)
{
    const case_party *d = &w->c->details[p - w->c->parties];
    for (size_t i = 0; i < d->identifier_count; i++) {
        property_id property = PROPERTY_ID_NUMBER;
        bool known = property_from_name(d->identifiers[i].type, &property);
        if (q->identifier_count == MATCH_VALUES_MAX) {
            case_query(w, subject, q, p, true, seen);
            *q = (match_query){0};
        }
        case_add_identifier(q, known, property, d->identifiers[i].value);
        if (known)
            check_identifier(w, subject->where, property, d->identifiers[i].value);
    }
    case_query(w, subject, q, p, true, seen);
}

static void screen_party(case_work *w, size_t index)
{
    str where = case_where(w, "parties[%zu]", index);
    regime_party *p = &w->c->parties[index];
    const case_party *d = &w->c->details[index];
    match_query q = {0};
    seen_list seen = {0};
    case_subject subject = {.where = where, .asked = p->name.len ? p->name : p->bic, .id = d->id};
    w->no_memory |= !record_hash_party(p, d, w->a, subject.record);
    p->tags = NULL;
    p->tag_count = 0;
    p->decided = false;
    case_add_name(&q, p->name, p->country);
    q.has_schema = d->schema.len && schema_from_name(d->schema, &q.schema);
    if (d->birth_date.len)
        q.birth_dates[q.birth_date_count++] = d->birth_date;
    add_bics(w, where, &q, p->bic);
    case_add_identifier(&q, true, PROPERTY_LEI_CODE, d->lei);
    check_identifier(w, where, PROPERTY_LEI_CODE, d->lei);
    ask_identifiers(w, &subject, &q, p, &seen);
    w->out->decided |= p->decided ? (uint64_t)1 << index : 0;
    case_owners(w, index, &seen);
}

/* A listed vessel stands beside the parties, so that the measures that join its listing decide. */
static void screen_vessel(case_work *w, size_t index)
{
    str where = case_where(w, "route.vessels[%zu]", index);
    const case_vessel *v = &w->c->vessels[index];
    match_query q = {.has_schema = true, .schema = SCHEMA_VESSEL};
    regime_party party = {.role = str_of("carrier"), .name = v->name.len ? v->name : v->imo, .owner = true};
    case_subject subject = {.where = where, .asked = party.name, .id = v->imo};
    w->no_memory |= !record_hash_vessel(v, w->a, subject.record);
    case_add_name(&q, v->name, v->flag);
    case_add_identifier(&q, true, PROPERTY_IMO_NUMBER, v->imo);
    check_identifier(w, where, PROPERTY_IMO_NUMBER, v->imo);
    case_query(w, &subject, &q, &party, true, NULL);
    if (party.tag_count && !case_add_party(w, &party))
        findings_reason(w->found, "too_many_parties", where,
                        "%.*s: there are more parties than can be decided on", STR_ARG(where));
}

static bool mention_counts(void *context, const match_hit *hit)
{
    return case_counts(context, hit);
}

static void take_mentions(void *context, const mention *found, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        case_subject subject = {.where = str_of("text"), .asked = found[i].text};
        (void)case_take_hit(context, &subject, NULL, &found[i].hit, true, NULL, true, NULL);
    }
}

static void screen_text(case_work *w)
{
    case_screener *s = w->s;
    mention_finder *finder;
    if (s->worker == NULL || w->c->text.len == 0)
        return;
    if (engine_worker_finder(s->tools, &finder, NULL) != ITD_OK) {
        w->no_memory = true;
        return;
    }
    const mention_asking asking = {
        .alone = true, .options = &s->options, .counts = mention_counts, .sink = take_mentions, .context = w};
    if (!mention_find(finder, w->c->text, &asking))
        findings_reason(w->found, "left_out", str_of("text"),
                        "text: more listed names than are kept: some were left out");
}

/* A code whose heading no edition of the Harmonized System has is a slip, and what it hides is not known.
 * Chapters 98 and 99 are for national use. */
static void screen_goods(case_work *w)
{
    const regime_case *q = &w->c->question;
    for (size_t i = 0; i < q->goods_count; i++) {
        str hs = q->goods[i].hs;
        str head = str_make(hs.data, hs.len < 4 ? (hs.len < 2 ? 0 : 2) : 4);
        if (head.len == 0 || str_starts(hs, str_of("98")) || str_starts(hs, str_of("99")) ||
            pack_hs_exists(head))
            continue;
        findings_reason(w->found, "code_unknown", case_where(w, "goods[%zu].hs", i),
                        "goods[%zu].hs: the Harmonized System has no %s %.*s", i,
                        head.len == 2 ? "chapter" : "heading", STR_ARG(head));
        findings_question(w->found, "goods.hs", "the Harmonized System",
                          "Under which code do the goods fall, if there is no %.*s?", STR_ARG(hs));
    }
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
static void screen_ports(case_work *w)
{
    const regime_case *q = &w->c->question;
    for (size_t i = 0; i < q->ports.count; i++) {
        place_found found[PLACE_CODES_MAX];
        str port = q->ports.items[i];
        size_t count = 0;
        if (place_screen_text(&w->s->tools->places, port, PLACE_IN_ADDRESS, STR_NONE, found, &count, NULL) !=
            ITD_OK)
            w->no_memory = true;
        for (size_t k = 0; k < count; k++)
            if (found[k].code[2] || !case_names(q, found[k].code))
                findings_say(w->found, w->s->worker != NULL, "place_comprehensive",
                             case_where(w, "route.ports[%zu]", i),
                             "route.ports[%zu]: %.*s lies in %s, which is under comprehensive measures", i,
                             STR_ARG(port), found[k].code);
        const char *code = count == 0 && port.len == 5
                               ? place_screen_code(&w->s->tools->places, str_make(port.data, 2))
                               : NULL;
        if (code && !case_names(q, code))
            findings_say(
                w->found, w->s->worker != NULL, "place_comprehensive", case_where(w, "route.ports[%zu]", i),
                "route.ports[%zu]: %.*s is the code of a port in %s, which is under comprehensive measures",
                i, STR_ARG(port), code);
    }
}

itd_status case_screen(case_screener *s, arena *a, case_record *c, case_screening *out, itd_error *error)
{
    case_work w = {.s = s, .a = a, .c = c, .out = out, .found = &out->found};
    *out = (case_screening){0};
    findings_init(&out->found, a);
    c->question.parties = c->parties;
    c->question.party_count = c->party_count;
    for (size_t i = 0; i < c->party_count; i++)
        screen_party(&w, i);
    for (size_t i = 0; i < c->vessel_count; i++)
        screen_vessel(&w, i);
    screen_text(&w);
    screen_goods(&w);
    screen_ports(&w);
    return w.no_memory ? error_memory(error) : findings_check(&out->found, error);
}
