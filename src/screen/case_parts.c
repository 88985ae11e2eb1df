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
    regime_party party = {
        .role = str_of("carrier"), .name = v->name.len ? v->name : v->imo, .owner = true, .vessel = true};
    case_subject subject = {.where = where, .asked = party.name, .id = v->imo};
    w->no_memory |= !record_hash_vessel(v, w->a, subject.record);
    case_add_name(&q, v->name, v->flag);
    case_add_identifier(&q, true, PROPERTY_IMO_NUMBER, v->imo);
    check_identifier(w, where, PROPERTY_IMO_NUMBER, v->imo);
    case_query(w, &subject, &q, &party, true, NULL);
    bool compared = party.tag_count || w->s->worker;
    if (compared && party.name.len && !case_add_party(w, &party))
        findings_reason(w->found, "too_many_parties", where,
                        "%.*s: there are more parties than can be decided on", STR_ARG(where));
}

/* The code in the present edition of the Harmonized System, where the case says of which it is. */
static str present_code(const case_work *w, const regime_case_goods *g)
{
    const regime_vocabulary *v = &regime_data(w->s->rules)->words;
    for (size_t i = 0; i < v->concordance_count && g->edition.len; i++) {
        const regime_concordance *x = &v->concordance[i];
        if (!str_starts(g->hs, x->code) || str_compare(x->edition, g->edition) < 0)
            continue;
        if (x->becomes.count == 1 && g->hs.len == x->code.len)
            return x->becomes.items[0];
        return str_make(g->hs.data, x->code.len < 4 ? x->code.len : 4);
    }
    return g->hs;
}

static void ask_code(case_work *w, size_t i, const char *code, const char *what, str part)
{
    str hs = w->c->question.goods[i].hs;
    findings_reason(w->found, code, case_where(w, "goods[%zu].hs", i), "goods[%zu].hs: %s %.*s", i, what,
                    STR_ARG(part));
    findings_question(w->found, "goods.hs", "the Harmonized System",
                      "Under which code do the goods fall, if there is no %.*s?", STR_ARG(hs));
}

/* A code that this edition of the Harmonized System does not have is a slip, or of another edition; it is cut
 * to what exists, and what it hides is asked for. Chapters 98 and 99 are for national use, 77 is reserved. */
static void screen_goods(case_work *w)
{
    regime_case *q = &w->c->question;
    regime_case_goods *goods = arena_array(w->a, q->goods_count + 1, sizeof *goods);
    if (goods == NULL) {
        w->no_memory = true;
        return;
    }
    if (q->goods_count)
        memcpy(goods, q->goods, q->goods_count * sizeof *goods);
    for (size_t i = 0; i < q->goods_count; i++) {
        str hs = goods[i].hs = present_code(w, &goods[i]);
        str chapter = str_make(hs.data, hs.len < 2 ? 0 : 2), head = str_make(hs.data, hs.len < 4 ? 0 : 4);
        if (str_is(chapter, "98") || str_is(chapter, "99"))
            findings_say(w->found, false, "code_national", case_where(w, "goods[%zu].hs", i),
                         "goods[%zu].hs: chapter %.*s is for national use: what the goods are is not known",
                         i, STR_ARG(chapter));
        else if (chapter.len && !pack_hs_exists(chapter))
            ask_code(w, i, "code_unknown", "the Harmonized System has no chapter", chapter);
        else if (head.len && !pack_hs_exists(head))
            ask_code(w, i, "code_unknown", "the Harmonized System has no heading", head);
        else if (hs.len >= 6 && !pack_hs_exists(str_make(hs.data, 6)))
            findings_say(
                w->found, false, "code_of_other_edition", case_where(w, "goods[%zu].hs", i),
                "goods[%zu].hs: %.*s is not in this edition of the Harmonized System: only its heading "
                "counts",
                i, STR_ARG(hs));
        if (hs.len >= 6 && head.len && pack_hs_exists(head) && !pack_hs_exists(str_make(hs.data, 6)))
            goods[i].hs = head;
    }
    q->goods = goods;
}

itd_status case_screen(case_screener *s, arena *a, case_record *c, case_screening *out, itd_error *error)
{
    s->options.dated = true;
    s->options.on = c->question.on;
    case_work w = {.s = s, .a = a, .c = c, .out = out, .found = &out->found};
    *out = (case_screening){0};
    findings_init(&out->found, a);
    c->question.parties = c->parties;
    c->question.party_count = c->party_count;
    for (size_t i = 0; i < c->party_count; i++)
        screen_party(&w, i);
    for (size_t i = 0; i < c->vessel_count; i++)
        screen_vessel(&w, i);
    case_texts(&w);
    screen_goods(&w);
    case_places(&w);
    return w.no_memory ? error_memory(error) : findings_check(&out->found, error);
}
