#include "decide/message_case.h"

#include "base/error.h"
#include "model/country.h"
#include "model/identifier.h"

#include <string.h>

static bool is_country(str text)
{
    return text.len == 2 && country_is_alpha2(text);
}

/* True if the screening, which knows what kind of party stands where, found something at the place. */
static bool is_hit(const message_screening *s, str where)
{
    for (size_t i = 0; i < s->found.hit_count; i++)
        if (str_equal(s->found.hits[i].where, where))
            return true;
    return false;
}

/* The country of an account; empty if it is no IBAN. */
static str account_country(str account)
{
    char exact[IDENTIFIER_CAP];
    size_t len = identifier_exact(PROPERTY_IBAN, account, exact, sizeof exact);
    return len && identifier_iban_shaped(str_make(exact, len)) ? str_make(account.data, 2) : STR_NONE;
}

static str bank_country(const message *m, message_role role)
{
    for (size_t i = 0; i < m->party_count; i++) {
        const message_party *p = &m->parties[i];
        if (p->role != role)
            continue;
        if (is_country(p->country))
            return p->country;
        if (identifier_bic_shaped(p->bic))
            return str_make(p->bic.data + 4, 2);
    }
    return STR_NONE;
}

/* Where the account of a party is kept whose own country the message does not tell: by the account, by its
 * bank, by who sends or receives the message for it. */
static str kept_in(const message *m, const message_party *p)
{
    static const struct {
        message_role party, banks[2];
    } served_by[] = {{ROLE_DEBTOR, {ROLE_DEBTOR_AGENT, ROLE_INSTRUCTING_AGENT}},
                     {ROLE_ULTIMATE_DEBTOR, {ROLE_DEBTOR_AGENT, ROLE_INSTRUCTING_AGENT}},
                     {ROLE_INITIATING_PARTY, {ROLE_DEBTOR_AGENT, ROLE_INSTRUCTING_AGENT}},
                     {ROLE_CREDITOR, {ROLE_CREDITOR_AGENT, ROLE_INSTRUCTED_AGENT}},
                     {ROLE_ULTIMATE_CREDITOR, {ROLE_CREDITOR_AGENT, ROLE_INSTRUCTED_AGENT}},
                     {ROLE_APPLICANT, {ROLE_ISSUING_BANK, ROLE_INSTRUCTING_AGENT}},
                     {ROLE_BENEFICIARY, {ROLE_ADVISING_BANK, ROLE_INSTRUCTED_AGENT}}};
    str country = account_country(p->account);
    for (size_t i = 0; i < sizeof served_by / sizeof *served_by; i++)
        for (size_t k = 0; k < 2 && served_by[i].party == p->role && !is_country(country); k++)
            country = bank_country(m, served_by[i].banks[k]);
    return country;
}

/* The name is left out where the screening passed it: the case would be screened as if it were any party. */
static bool put_party(case_record *c, const message *m, const message_party *p, const message_screening *s,
                      arena *a)
{
    char exact[IDENTIFIER_CAP];
    bool bic = identifier_bic_shaped(p->bic);
    str country = is_country(p->country) ? p->country : bic ? str_make(p->bic.data + 4, 2) : STR_NONE;
    regime_party *to = &c->parties[c->party_count];
    case_party *details = &c->details[c->party_count++];
    if (!is_country(country))
        country = kept_in(m, p);
    if (p->is_bank || (p->role != ROLE_ACCOUNT_OWNER && p->role != ROLE_OTHER))
        to->role = str_of(p->is_bank ? "bank" : message_role_name(p->role));
    if (is_hit(s, p->where))
        to->name = str_trim(p->name);
    to->country = is_country(country) ? country : STR_NONE;
    if (bic)
        to->bic =
            arena_str(a, str_make(exact, identifier_exact(PROPERTY_SWIFT_BIC, p->bic, exact, sizeof exact)));
    details->lei = p->lei;
    return !bic || to->bic.data != NULL;
}

static bool says_something(const message_party *p)
{
    return p->role != ROLE_NONE && (p->name.len || identifier_bic_shaped(p->bic));
}

/* False without memory; *left_out: parties beyond the ceiling. */
static bool put_parties(case_record *c, const message *m, const message_screening *s, arena *a,
                        size_t *left_out)
{
    bool good = true;
    c->parties = arena_array(a, REGIME_PARTIES_MAX, sizeof *c->parties);
    c->details = arena_array(a, REGIME_PARTIES_MAX, sizeof *c->details);
    if (!c->parties || !c->details)
        return false;
    for (size_t i = 0; i < m->party_count && good; i++) {
        if (!says_something(&m->parties[i]))
            continue;
        if (c->party_count == REGIME_PARTIES_MAX)
            (*left_out)++;
        else
            good = put_party(c, m, &m->parties[i], s, a);
    }
    c->question.parties = c->parties;
    c->question.party_count = c->party_count;
    return good;
}

static bool put_goods(case_record *c, const message *m, arena *a, size_t *left_out)
{
    size_t count = m->goods_count < REGIME_GOODS_MAX ? m->goods_count : REGIME_GOODS_MAX;
    regime_case_goods *goods = arena_array(a, count + 1, sizeof *goods);
    c->goods_description = arena_array(a, count + 1, sizeof *c->goods_description);
    if (!goods || !c->goods_description)
        return false;
    for (size_t i = 0; i < count; i++)
        c->goods_description[i] = m->goods[i].value;
    *left_out += m->goods_count - count;
    c->question.goods = goods;
    c->question.goods_count = count;
    return true;
}

static bool put_vessels(case_record *c, const message *m, arena *a)
{
    c->vessels = arena_array(a, m->vessel_count + 1, sizeof *c->vessels);
    for (size_t i = 0; c->vessels && i < m->vessel_count; i++) {
        const message_vessel *v = &m->vessels[i];
        c->vessels[c->vessel_count++] =
            (case_vessel){v->name, v->imo, is_country(v->flag) ? v->flag : STR_NONE};
    }
    return c->vessels != NULL;
}

/* The amount of an MT has a comma, and may end with it. False if it is none. */
static bool put_payment(regime_case *q, const message *m)
{
    enum { AMOUNT_CAP = 32 };
    char amount[AMOUNT_CAP];
    size_t len = m->amount.len < AMOUNT_CAP ? m->amount.len : 0;
    for (size_t i = 0; i < len; i++)
        amount[i] = m->amount.data[i] == ',' ? '.' : m->amount.data[i];
    if (len && amount[len - 1] == '.')
        len--;
    q->currency = m->currency;
    q->has_payment = len || m->currency.len;
    q->has_amount = len > 0;
    return !q->has_amount || case_amount(str_make(amount, len), &q->amount);
}

itd_status message_case(const message *m, const message_screening *screening, const case_actor *actor,
                        calendar_day on, arena *a, case_record **out, size_t *left_out, itd_error *error)
{
    case_record *c = arena_alloc(a, sizeof *c);
    *out = NULL;
    *left_out = 0;
    if (!c)
        return error_memory(error);
    bool trade = str_starts(m->format, str_of("MT7")); /* letters of credit and guarantees */
    c->id = m->reference;
    c->has_on = true;
    c->question = (regime_case){.on = on,
                                .as_of = DATE_NONE,
                                .contract = DATE_NONE,
                                .shipment = DATE_NONE,
                                .actor_country = actor->country,
                                .actor_role = actor->role,
                                .us_person = actor->us_person,
                                .eu_person = actor->eu_person,
                                .us_owned = actor->us_owned,
                                .activity = trade ? ACTIVITY_FINANCING : ACTIVITY_PAYMENT};
    if (!put_parties(c, m, screening, a, left_out) || !put_goods(c, m, a, left_out) || !put_vessels(c, m, a))
        return error_memory(error);
    if (!put_payment(&c->question, m))
        return error_set(error, ITD_ERROR_INPUT, NULL, "%.*s is no amount", STR_ARG(m->amount));
    if (c->party_count == 0 && c->question.goods_count == 0)
        return error_set(error, ITD_ERROR_INPUT, NULL, "it names no party and no goods");
    *out = c;
    return ITD_OK;
}

static bool stands(const regime_node *n)
{
    return n->label == LABEL_STANDS;
}

/* A sentence for each measure that decides under a law that does not let the message pass. */
static void add_measures(const decision *d, findings *f)
{
    const regime_result *x = d->result;
    for (size_t j = 0; j < x->jurisdiction_count && !decision_is_clear(d->verdict); j++) {
        const regime_jurisdiction *law = &x->jurisdictions[j];
        for (size_t i = 0; i < x->node_count && law->verdict > VERDICT_LICENSED; i++) {
            const regime_measure *m = x->nodes[i].measure;
            if (decision_decides(d, &x->nodes[i], law) && !decision_seen_before(d, &x->nodes[i], stands))
                findings_reason(f, "measure", STR_NONE, "%.*s: %s by %.*s, %.*s (%.*s)",
                                STR_ARG(law->imposer), regime_verdict_name(law->verdict),
                                STR_ARG(m->instrument), STR_ARG(m->provision), STR_ARG(m->id));
        }
    }
}

/* What else the decision has to say of a message that does not pass: the law that is not held, what may
 * apply, what is not told. The screening of the message itself said what it found of names and places. */
static void add_reasons(const decision *d, findings *f)
{
    static const char *const codes[] = {"country_not_stated",    "place_not_stated", "law_not_held",
                                        "law_not_stated",        "no_law",           "list_not_in_snapshot",
                                        "listed_without_measure"};
    for (size_t i = 0; d->found && i < d->found->reason_count && !decision_is_clear(d->verdict); i++) {
        const screen_reason *r = &d->found->reasons[i];
        bool of_law = false;
        for (size_t k = 0; k < sizeof codes / sizeof *codes; k++)
            of_law |= strcmp(r->code, codes[k]) == 0;
        if (of_law)
            findings_reason(f, r->code, STR_NONE, "%.*s", STR_ARG(r->text));
    }
    for (size_t i = 0; d->why && i < d->why->reason_count && !decision_is_clear(d->verdict); i++) {
        const screen_reason *r = &d->why->reasons[i];
        if (strcmp(r->code, "measure_unsure") == 0 || strcmp(r->code, "fact_missing") == 0)
            findings_reason(f, r->code, r->where, "%.*s", STR_ARG(r->text));
    }
}

itd_status message_decide(decider *d, const case_actor *actor, calendar_day on, arena *a, const message *m,
                          message_screening *screening, itd_error *error)
{
    case_record *c;
    size_t left_out;
    itd_error wrong = {0};
    findings *f = &screening->found;
    itd_status status = message_case(m, screening, actor, on, a, &c, &left_out, &wrong);
    if (status == ITD_ERROR_MEMORY)
        return error_memory(error);
    if (status == ITD_OK) {
        screening->decision = decider_run(d, c, 0);
        screening->verdict = screening->decision->verdict;
        add_measures(screening->decision, f);
        add_reasons(screening->decision, f);
        if (decider_lacks_memory(d))
            return error_memory(error);
    } else {
        findings_reason(f, "not_decidable", STR_NONE, "the measures can not be applied: %s", wrong.message);
    }
    if (left_out)
        findings_reason(f, "too_many_parties", STR_NONE,
                        "%zu parties or goods are beyond what the measures are asked for", left_out);
    return findings_check(f, error);
}
