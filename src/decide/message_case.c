#include "decide/message_case.h"

#include "base/error.h"
#include "base/json_emit.h"
#include "base/limits.h"
#include "model/country.h"
#include "model/identifier.h"

static bool is_country(str text)
{
    return text.len == 2 && country_is_alpha2(text);
}

static void put_text(json_emitter *w, const char *key, str text)
{
    if (text.len)
        emit_pair_str(w, key, text);
}

/* True if the screening, which knows what kind of party stands where, found something at the place. */
static bool is_hit(const message_screening *s, str where)
{
    for (size_t i = 0; i < s->found.hit_count; i++)
        if (str_equal(s->found.hits[i].where, where))
            return true;
    return false;
}

/* The name is left out where the screening passed it: the case would be screened as if it were any party. */
static void put_party(json_emitter *w, const message_party *p, const message_screening *s)
{
    bool bic = identifier_bic_shaped(p->bic);
    str country = is_country(p->country) ? p->country : bic ? str_make(p->bic.data + 4, 2) : STR_NONE;
    emit_object(w);
    if (p->is_bank || p->role == ROLE_DEBTOR || p->role == ROLE_CREDITOR)
        emit_pair_text(w, "role", p->is_bank ? "bank" : message_role_name(p->role));
    if (is_hit(s, p->where))
        put_text(w, "name", p->name);
    if (is_country(country))
        emit_pair_str(w, "country", country);
    if (bic)
        emit_pair_str(w, "bic", p->bic);
    put_text(w, "lei", p->lei);
    emit_end_object(w);
}

static void put_goods(json_emitter *w, const message *m)
{
    emit_key(w, "goods");
    emit_array(w);
    for (size_t i = 0; i < m->goods_count && i < REGIME_GOODS_MAX; i++) {
        emit_object(w);
        emit_pair_str(w, "description", m->goods[i].value);
        emit_end_object(w);
    }
    emit_end_array(w);
}

static void put_route(json_emitter *w, const message *m)
{
    emit_key(w, "route");
    emit_object(w);
    emit_key(w, "vessels");
    emit_array(w);
    for (size_t i = 0; i < m->vessel_count; i++) {
        emit_object(w);
        put_text(w, "name", m->vessels[i].name);
        put_text(w, "imo", m->vessels[i].imo);
        if (is_country(m->vessels[i].flag))
            emit_pair_str(w, "flag", m->vessels[i].flag);
        emit_end_object(w);
    }
    emit_end_array(w);
    emit_end_object(w);
}

/* As a decimal number of JSON text; the amount of an MT has a comma, and may end with it. */
static void put_payment(json_emitter *w, const message *m)
{
    enum { AMOUNT_CAP = 32 };
    char amount[AMOUNT_CAP];
    size_t len = m->amount.len < AMOUNT_CAP ? m->amount.len : 0;
    for (size_t i = 0; i < len; i++)
        amount[i] = m->amount.data[i] == ',' ? '.' : m->amount.data[i];
    if (len && amount[len - 1] == '.')
        len--;
    if (!len && !m->currency.len)
        return;
    emit_key(w, "payment");
    emit_object(w);
    put_text(w, "amount", str_make(amount, len));
    put_text(w, "currency", m->currency);
    emit_end_object(w);
}

static bool says_something(const message_party *p)
{
    return p->role != ROLE_NONE && (p->name.len || identifier_bic_shaped(p->bic));
}

size_t message_case(const message *m, const message_screening *screening, str actor, calendar_day on,
                    buf *out)
{
    char day[DATE_TEXT_CAP];
    size_t put = 0, left_out = 0;
    json_emitter w;
    date_format(on, day);
    emit_init(&w, out);
    emit_object(&w);
    put_text(&w, "id", m->reference);
    emit_pair_text(&w, "on", day);
    emit_key(&w, "actor");
    emit_raw(&w, actor);
    bool trade = str_starts(m->format, str_of("MT7")); /* letters of credit and guarantees */
    emit_pair_text(&w, "activity", regime_activity_name(trade ? ACTIVITY_FINANCING : ACTIVITY_PAYMENT));
    emit_key(&w, "parties");
    emit_array(&w);
    for (size_t i = 0; i < m->party_count; i++) {
        if (!says_something(&m->parties[i]))
            continue;
        if (put < REGIME_PARTIES_MAX)
            put_party(&w, &m->parties[i], screening);
        left_out += put++ >= REGIME_PARTIES_MAX;
    }
    emit_end_array(&w);
    put_goods(&w, m);
    put_payment(&w, m);
    put_route(&w, m);
    emit_end_object(&w);
    return left_out + (m->goods_count > REGIME_GOODS_MAX ? m->goods_count - REGIME_GOODS_MAX : 0);
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

itd_status message_decide(decider *d, str actor, calendar_day on, arena *a, const message *m,
                          message_screening *screening, itd_error *error)
{
    buf text;
    case_record *c;
    itd_error wrong = {0};
    buf_init(&text, LIMIT_BUF_SIZE);
    size_t left_out = message_case(m, screening, actor, on, &text);
    itd_status status = text.failed ? error_memory(error) : ITD_OK;
    if (status == ITD_OK)
        status = case_read(buf_as_str(&text), "message", 1, decider_rules(d), on, a, &c, &wrong);
    if (status == ITD_OK) {
        screening->decision = decider_run(d, c, 0);
        screening->verdict = screening->decision->verdict;
        add_measures(screening->decision, &screening->found);
    } else if (status != ITD_ERROR_MEMORY) {
        findings_reason(&screening->found, "not_decidable", STR_NONE, "the measures can not be applied: %s",
                        wrong.message);
        status = ITD_OK;
    }
    if (status == ITD_OK && left_out)
        findings_reason(&screening->found, "too_many_parties", STR_NONE,
                        "%zu parties or goods are beyond what the measures are asked for", left_out);
    if (status == ITD_OK)
        status = findings_check(&screening->found, error);
    buf_free(&text);
    return status;
}
