/* From elements to messages: parties, payments, groups and documents as they open and close. */
#include "message/address_country.h"
#include "message/mx_read.h"

#include <stdarg.h>
#include <stdio.h>

static mx_mark mark_of(const message *m)
{
    return (mx_mark){m->party_count, m->place_count, m->goods_count, m->vessel_count, m->text_count};
}

static bool same_mark(mx_mark a, mx_mark b)
{
    return a.parties == b.parties && a.text == b.text && a.vessels == b.vessels && a.places == b.places &&
           a.goods == b.goods;
}

static void back_to(message *m, mx_mark mark)
{
    m->party_count = mark.parties;
    m->place_count = mark.places;
    m->goods_count = mark.goods;
    m->vessel_count = mark.vessels;
    m->text_count = mark.text;
}

/* Adds the items of `from` behind the mark to `to`. */
static bool add_items(arena *a, message *to, const message *from, mx_mark mark)
{
    for (size_t i = mark.parties; i < from->party_count; i++) {
        message_party *p = message_add_party(a, to, ROLE_OTHER, STR_NONE);
        if (!p)
            return false;
        *p = from->parties[i];
    }
    for (size_t i = mark.text; i < from->text_count; i++) {
        message_text *t = message_add_text(a, to, STR_NONE, STR_NONE);
        if (!t)
            return false;
        *t = from->text[i];
    }
    for (size_t i = mark.vessels; i < from->vessel_count; i++)
        if (!message_add_vessel(a, to, &from->vessels[i]))
            return false;
    for (size_t i = 0; i < from->problem_count; i++)
        if (!message_problem(a, to, "%.*s", STR_ARG(from->problems[i])))
            return false;
    return true;
}

static str first_of(str a, str b)
{
    return a.len ? a : b;
}

static str sender_of(const message *m)
{
    for (size_t i = 0; i < m->party_count; i++)
        if (m->parties[i].role == ROLE_INSTRUCTING_AGENT && m->parties[i].bic.len)
            return m->parties[i].bic;
    return STR_NONE;
}

/* The message of one payment: what its group says, then what it says itself. */
static void emit(mx_reading *r, const message *payment)
{
    message *m = message_add(r->a, r->out);
    if (!m) {
        r->failed = true;
        return;
    }
    const message *g = &r->group;
    m->format = g->format;
    m->reference = payment ? first_of(payment->reference, g->reference) : g->reference;
    m->uetr = payment ? first_of(payment->uetr, g->uetr) : g->uetr;
    m->related = payment ? first_of(payment->related, g->related) : g->related;
    m->amount = payment ? first_of(payment->amount, g->amount) : g->amount;
    m->currency = payment ? first_of(payment->currency, g->currency) : g->currency;
    m->value_date = payment ? first_of(payment->value_date, g->value_date) : g->value_date;
    mx_mark none = {0};
    if (!add_items(r->a, m, g, none) || (payment && !add_items(r->a, m, payment, none)))
        r->failed = true;
    m->sender = sender_of(m);
    r->emitted++;
    r->group_used = mark_of(g);
}

/* What a group said behind its last payment belongs to that payment too. */
static void add_late(mx_reading *r)
{
    if (r->emitted == 0 || r->out->count == 0)
        return;
    message *last = &r->out->items[r->out->count - 1];
    if (!add_items(r->a, last, &r->group, r->group_used))
        r->failed = true;
    r->group_used = mark_of(&r->group);
}

/* ---- parties ---- */

void mx_open_party(mx_reading *r, message_role role, size_t offset)
{
    if (r->party_depth || r->depth > MX_DEPTH_MAX)
        return;
    str where = arena_str(r->a, str_make(r->path.data, r->level[r->depth].path_len));
    if (!where.data) {
        r->failed = true;
        return;
    }
    r->party = (message_party){.role = role, .where = where, .start = (uint32_t)offset};
    r->party_depth = r->depth;
    r->clearing_code = STR_NONE;
}

static bool is_agent(const message_party *p)
{
    switch (p->role) {
    case ROLE_DEBTOR_AGENT:
    case ROLE_CREDITOR_AGENT:
    case ROLE_INTERMEDIARY_AGENT:
    case ROLE_INSTRUCTING_AGENT:
    case ROLE_INSTRUCTED_AGENT:
    case ROLE_PREVIOUS_INSTRUCTING_AGENT:
    case ROLE_REIMBURSEMENT_AGENT:
        return true;
    default:
        return p->bic.len > 0 && p->name.len == 0;
    }
}

void mx_close_party(mx_reading *r, size_t offset)
{
    message_party *p = &r->party;
    r->party_depth = 0;
    bool empty = !p->name.len && !p->bic.len && !p->lei.len && !p->clearing.len && !p->identifier.len &&
                 !p->address_count && !p->country.len;
    if (empty)
        return;
    message *m = mx_message(r);
    if (m->party_count >= MESSAGE_PARTIES_MAX) {
        r->failed = !message_problem(r->a, m, "more parties than the ceiling") || r->failed;
        return;
    }
    if (p->country.len == 0 && p->address_count)
        p->country = address_country(r->a, p->address[p->address_count - 1]);
    if (p->country.len == 0 && p->bic.len >= 6)
        p->country = str_make(p->bic.data + 4, 2);
    p->is_bank = p->is_bank || is_agent(p);
    p->end = (uint32_t)offset;
    message_party *added = message_add_party(r->a, m, p->role, p->where);
    if (added)
        *added = *p;
    else
        r->failed = true;
}

/* ---- payments and groups ---- */

static bool problem(mx_reading *r, message *m, const char *text)
{
    bool good = message_problem(r->a, m, "%s", text);
    r->failed = r->failed || !good;
    return good;
}

static size_t role_count(const message *m, message_role role)
{
    size_t count = 0;
    for (size_t i = 0; i < m->party_count; i++)
        if (m->parties[i].role == role) {
            str where = m->parties[i].where;
            count += str_ends(where, str_of("/Dbtr")) || str_ends(where, str_of("/Cdtr"));
        }
    return count;
}

static bool is_customer_payment(str format)
{
    return str_starts(format, str_of("pacs.008")) || str_starts(format, str_of("pain.001")) ||
           str_starts(format, str_of("pacs.003")) || str_starts(format, str_of("pain.008"));
}

/* A credit transfer has one debtor and one creditor, with names. */
static void check_payment(mx_reading *r, message *m, const message *group)
{
    bool customer = is_customer_payment(group->format);
    if (!customer && !str_starts(group->format, str_of("pacs.009")))
        return;
    size_t debtors = role_count(m, ROLE_DEBTOR) + role_count(group, ROLE_DEBTOR);
    size_t creditors = role_count(m, ROLE_CREDITOR) + role_count(group, ROLE_CREDITOR);
    size_t most = customer ? 1 : 2; /* a cover has those of the customer transfer too */
    if (debtors == 0)
        problem(r, m, "the debtor is missing");
    if (creditors == 0)
        problem(r, m, "the creditor is missing");
    if (debtors > most)
        problem(r, m, "more than one debtor");
    if (creditors > most)
        problem(r, m, "more than one creditor");
    for (size_t i = 0; customer && i < m->party_count; i++) {
        const message_party *p = &m->parties[i];
        bool main_party = p->role == ROLE_DEBTOR || p->role == ROLE_CREDITOR;
        if (main_party && p->name.len == 0 && p->bic.len == 0)
            problem(r, m, p->role == ROLE_DEBTOR ? "the debtor has no name" : "the creditor has no name");
    }
}

void mx_open_payment(mx_reading *r)
{
    if (r->payment_depth || r->party_depth)
        return;
    r->payment = (message){0};
    r->payment_depth = r->depth;
    r->text_size = 0;
}

void mx_close_payment(mx_reading *r)
{
    r->payments++;
    check_payment(r, &r->payment, &r->group);
    r->payment_depth = 0;
    emit(r, &r->payment);
}

void mx_open_group(mx_reading *r)
{
    if (r->group_depth || r->payment_depth)
        return;
    r->group_depth = r->depth;
    r->group_start = mark_of(&r->group);
}

void mx_close_group(mx_reading *r)
{
    r->group_depth = 0;
    if (r->emitted == 0 || same_mark(r->group_used, (mx_mark){0}))
        return;
    add_late(r);
    back_to(&r->group, r->group_start);
    r->group.amount = r->group.currency = r->group.value_date = STR_NONE;
    r->group_used = mark_of(&r->group);
}

/* ---- documents ---- */

/* "urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08" and older forms end in the name of the message. */
static str format_of_space(str space)
{
    if (space.len == 0)
        return STR_NONE;
    size_t at = space.len;
    while (at > 0 && space.data[at - 1] != ':' && space.data[at - 1] != '/' && space.data[at - 1] != '$')
        at--;
    str name = str_make(space.data + at, space.len - at);
    bool shaped = name.len >= 12 && name.len <= 24 && name.data[4] == '.' && name.data[8] == '.';
    return shaped ? name : STR_NONE;
}

void mx_open_document(mx_reading *r, str space)
{
    str format = format_of_space(space);
    r->payments = r->emitted = 0;
    r->declared = SIZE_MAX;
    r->saw_group_header = false;
    r->text_size = 0;
    r->group_used = (mx_mark){0};
    r->group.format = arena_str(r->a, format);
    if (format.len == 0)
        problem(r, &r->group, "the namespace names no ISO 20022 message");
}

void mx_open_header(mx_reading *r, str space)
{
    r->group = (message){0};
    r->text_size = 0;
    r->group.format = arena_str(r->a, format_of_space(space));
}

void mx_open_body(mx_reading *r, str name)
{
    const char *format = mx_format_of_body(name);
    if (!format)
        return;
    if (r->group.format.len == 0)
        r->group.format = str_of(format);
    else if (!str_starts(r->group.format, str_of(format)))
        problem(r, &r->group, "the namespace is that of another message than the content");
}

static void check_document(mx_reading *r, message *m)
{
    str format = r->group.format;
    bool counted = is_customer_payment(format) || str_starts(format, str_of("pacs.009"));
    if (counted && r->declared != SIZE_MAX && r->declared != r->payments)
        problem(r, m, "the number of transactions does not agree with NbOfTxs");
    if (counted && !r->saw_group_header)
        problem(r, m, "the group header is missing");
    if (counted && r->payments == 0)
        problem(r, m, "no payment in the document");
}

void mx_close_document(mx_reading *r)
{
    if (r->payment_depth)
        mx_close_payment(r);
    if (r->emitted == 0)
        emit(r, NULL);
    add_late(r);
    if (r->out->count)
        check_document(r, &r->out->items[r->out->count - 1]);
    r->group = (message){0};
    r->group_depth = 0;
    r->waiting = false;
}

void mx_problem(mx_reading *r, const char *format, ...)
{
    char text[256];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    bool last = !r->root_depth && !r->waiting && r->out->count > 0;
    problem(r, last ? &r->out->items[r->out->count - 1] : mx_message(r), text);
}

void mx_finish(mx_reading *r)
{
    while (r->depth > 0)
        mx_end(r, 0);
    bool header_only = r->waiting;
    if (header_only)
        problem(r, &r->group, "a business application header without a message");
    if (header_only || r->group.problem_count)
        emit(r, NULL);
    r->group = (message){0};
    r->waiting = false;
}
