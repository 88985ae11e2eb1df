/* From elements to messages: parties, payments, groups and documents as they open and close. */
#include "field/address_country.h"
#include "message/mx/mx_read.h"
#include "message/vessel.h"

#include <stdarg.h>
#include <stdio.h>

static message_mark mark_of(const message *m)
{
    return (message_mark){m->party_count,  m->place_count, m->goods_count,
                          m->vessel_count, m->text_count,  m->leaf_count};
}

static bool same_mark(message_mark a, message_mark b)
{
    return a.parties == b.parties && a.text == b.text && a.vessels == b.vessels && a.places == b.places &&
           a.goods == b.goods && a.leaves == b.leaves;
}

static str first_of(str a, str b, str c)
{
    return a.len ? a : b.len ? b : c;
}

static str sender_of(const message *m)
{
    for (size_t i = 0; i < m->party_count; i++)
        if (m->parties[i].role == ROLE_INSTRUCTING_AGENT && m->parties[i].bic.len)
            return m->parties[i].bic;
    return STR_NONE;
}

/* ---- complete messages ---- */

/* The arena of the message that waits; the other one is of the payment that is read. */
static arena *pending_arena(const mx_reading *r)
{
    return r->s->payment[r->room ^ 1];
}

void mx_flush(mx_reading *r)
{
    if (!r->has_pending)
        return;
    r->has_pending = false;
    if (!r->failed &&
        !stream_emit(r->s, pending_arena(r), &r->pending)) /* else something of it may be missing */
        r->failed = true;
    stream_reset(r->s, pending_arena(r));
}

/* What a payment says of itself goes before what its batch and document say; a part of a statement has many
 * payments, so it is the other way round. */
static void name_message(message *m, const message *own, const message *batch, const message *other)
{
    str reference = own->reference.len ? own->reference : own->end_to_end;
    m->reference = first_of(reference, batch->reference, other->reference);
    m->uetr = first_of(own->uetr, batch->uetr, other->uetr);
    m->end_to_end = first_of(own->end_to_end, batch->end_to_end, other->end_to_end);
    m->related = first_of(own->related, batch->related, other->related);
    m->amount = first_of(own->amount, batch->amount, other->amount);
    m->currency = first_of(own->currency, batch->currency, other->currency);
    m->value_date = first_of(own->value_date, batch->value_date, other->value_date);
}

/* The message of what was read: what its document and batch say, then what it says itself. It waits. */
static void compose(mx_reading *r, bool part)
{
    static const message_mark none = {0};
    arena *a = r->s->payment[r->room];
    message m = {.format = r->group.format};
    mx_flush(r);
    if (part)
        name_message(&m, &r->group, &r->batch, &r->payment);
    else
        name_message(&m, &r->payment, &r->batch, &r->group);
    if (!message_merge(a, &m, &r->group, none) || !message_merge(a, &m, &r->batch, none) ||
        !message_merge(a, &m, &r->payment, none))
        r->failed = true;
    m.sender = sender_of(&m);
    r->pending = m;
    r->has_pending = true;
    r->room ^= 1;
    r->kept[2] = 0;
    r->text_size = 0;
    r->payment = (message){0};
    r->emitted++;
    r->batch_emitted++;
    r->group_used = mark_of(&r->group);
    r->batch_used = mark_of(&r->batch);
}

static bool is_empty(const message *m)
{
    return same_mark(mark_of(m), (message_mark){0}) && m->problem_count == 0 && m->note_count == 0;
}

static void compose_part(mx_reading *r)
{
    if (!is_empty(&r->payment))
        compose(r, true);
}

/* What a document or batch said behind its last payment belongs to that payment too. */
static void add_late(mx_reading *r)
{
    if (!r->has_pending)
        return;
    arena *a = pending_arena(r);
    if (!message_merge(a, &r->pending, &r->group, r->group_used) ||
        !message_merge(a, &r->pending, &r->batch, r->batch_used))
        r->failed = true;
    r->group_used = mark_of(&r->group);
    r->batch_used = mark_of(&r->batch);
}

/* ---- parties ---- */

static uint32_t place_of(size_t offset)
{
    return offset < UINT32_MAX ? (uint32_t)offset : 0;
}

void mx_open_party(mx_reading *r, message_role role, size_t above, size_t offset)
{
    if (r->party_depth || r->depth > MX_DEPTH_MAX || mx_is_full(r))
        return;
    str where = mx_where(r, above);
    r->party = (message_party){.role = role, .where = where, .start = place_of(offset)};
    r->party_depth = r->depth - above;
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
    if (p->clearing.len == 0)
        p->clearing = r->clearing_code; /* of older versions, without a number beside it */
    bool empty = !p->name.len && !p->bic.len && !p->lei.len && !p->clearing.len && !p->identifier.len &&
                 !p->address_count && !p->country.len && !p->birth_date.len && !p->birth_place.len;
    if (empty)
        return;
    message *m = mx_message(r);
    if (m->party_count >= MESSAGE_PARTIES_MAX) {
        mx_problem(r, "more parties than the ceiling");
        return;
    }
    if (p->country.len == 0 && p->address_count)
        p->country = address_country(mx_arena(r), p->address[p->address_count - 1]);
    if (p->country.len == 0 && p->bic.len >= 6)
        p->country = str_make(p->bic.data + 4, 2);
    p->is_bank = p->is_bank || is_agent(p);
    p->end = place_of(offset);
    mx_grew(r, sizeof *p);
    message_party *added = message_add_party(mx_arena(r), m, p->role, p->where);
    if (added)
        *added = *p;
    if (added)
        added->item = r->item;
    if (!added || !vessel_scan_party(mx_arena(r), m, p))
        r->failed = true;
}

/* ---- payments and batches ---- */

static void problem(mx_reading *r, arena *a, message *m, const char *text)
{
    if (!message_problem(a, m, "%s", text))
        r->failed = true;
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

static size_t all_with(const mx_reading *r, message_role role)
{
    return role_count(&r->group, role) + role_count(&r->batch, role) + role_count(&r->payment, role);
}

/* A credit transfer has one debtor and one creditor, with names. */
static void check_payment(mx_reading *r)
{
    message *m = &r->payment;
    arena *a = r->s->payment[r->room];
    bool customer = is_customer_payment(r->group.format);
    if (!customer && !str_starts(r->group.format, str_of("pacs.009")))
        return;
    size_t debtors = all_with(r, ROLE_DEBTOR), creditors = all_with(r, ROLE_CREDITOR);
    size_t most = customer ? 1 : 2; /* a cover has those of the customer transfer too */
    if (debtors == 0)
        problem(r, a, m, "the debtor is missing");
    if (creditors == 0)
        problem(r, a, m, "the creditor is missing");
    if (debtors > most)
        problem(r, a, m, "more than one debtor");
    if (creditors > most)
        problem(r, a, m, "more than one creditor");
    for (size_t i = 0; customer && i < m->party_count; i++) {
        const message_party *p = &m->parties[i];
        bool main_party = p->role == ROLE_DEBTOR || p->role == ROLE_CREDITOR;
        if (main_party && p->name.len == 0 && p->bic.len == 0)
            problem(r, a, m, p->role == ROLE_DEBTOR ? "the debtor has no name" : "the creditor has no name");
    }
}

void mx_open_payment(mx_reading *r)
{
    if (r->payment_depth || r->entry_depth || r->party_depth)
        return;
    compose_part(r);
    r->payment_depth = r->depth;
    r->text_size = 0;
}

void mx_close_payment(mx_reading *r)
{
    r->payments++;
    check_payment(r);
    r->payment_depth = 0;
    compose(r, false);
}

/* What is read belongs to this entry, or to this transaction of it. */
static void begin_item(mx_reading *r)
{
    r->item = arena_alloc(mx_arena(r), sizeof *r->item);
    if (!r->item) {
        r->failed = true;
        return;
    }
    *r->item = (message_item){.entry = r->entries, .transaction = r->transactions};
}

/* The entries of a statement are gathered in one message, until it is long. */
void mx_open_entry(mx_reading *r)
{
    if (r->payment_depth || r->entry_depth || r->party_depth)
        return;
    r->entry_depth = r->depth;
    r->entries++;
    r->transactions = 0;
    begin_item(r);
}

void mx_open_details(mx_reading *r)
{
    if (!r->entry_depth || r->details_depth || r->party_depth)
        return;
    r->details_depth = r->depth;
    r->transactions++;
    const message_item *entry = r->item;
    begin_item(r);
    if (r->item && entry && r->transactions == 1)
        r->item->reference = entry->reference;
}

void mx_close_details(mx_reading *r)
{
    r->details_depth = 0;
}

void mx_close_entry(mx_reading *r)
{
    r->entry_depth = r->details_depth = 0;
    r->item = NULL;
    if (r->payment.party_count >= MX_PART_PARTIES || r->text_size >= MX_PART_TEXT ||
        r->payment.leaf_count >= MX_PART_LEAVES)
        compose_part(r);
}

void mx_open_batch(mx_reading *r)
{
    if (r->batch_depth || r->payment_depth || r->entry_depth || r->party_depth)
        return;
    compose_part(r);
    mx_flush(r); /* it may hold texts of the batch before */
    stream_reset(r->s, r->s->batch);
    r->batch_depth = r->depth;
    r->entries = 0;
    r->kept[1] = 0;
    r->text_size = 0;
    r->batch_emitted = 0;
}

void mx_close_batch(mx_reading *r)
{
    compose_part(r);
    if (r->batch_emitted == 0 && !is_empty(&r->batch))
        compose(r, true);
    add_late(r);
    r->batch_depth = 0;
    r->batch = (message){0};
    r->batch_used = (message_mark){0};
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

/* Before a document or its header. What stands in an envelope before it belongs to it. */
static void begin_document(mx_reading *r)
{
    r->text_size = 0;
    if (r->waiting || !is_empty(&r->group))
        return;
    mx_flush(r); /* it may hold texts of the document before */
    stream_reset(r->s, r->s->document);
    stream_reset(r->s, r->s->batch);
    r->kept[0] = 0;
    r->group_used = (message_mark){0};
}

void mx_open_document(mx_reading *r, str space)
{
    begin_document(r);
    str format = format_of_space(space);
    r->payments = r->emitted = 0;
    r->declared = SIZE_MAX;
    r->saw_group_header = false;
    r->group_used = (message_mark){0};
    r->group.format = arena_str(r->s->document, format);
    if (format.len == 0)
        problem(r, r->s->document, &r->group, "the namespace names no ISO 20022 message");
}

void mx_open_header(mx_reading *r, str space)
{
    begin_document(r);
    r->group.format = arena_str(r->s->document, format_of_space(space));
}

void mx_open_body(mx_reading *r, str name)
{
    const char *format = mx_format_of_body(name);
    if (!format)
        return;
    if (r->group.format.len == 0)
        r->group.format = str_of(format);
    else if (!str_starts(r->group.format, str_of(format)))
        problem(r, r->s->document, &r->group, "the namespace is that of another message than the content");
}

static void check_document(mx_reading *r)
{
    message *m = &r->pending;
    arena *a = pending_arena(r);
    str format = r->group.format;
    bool counted = is_customer_payment(format) || str_starts(format, str_of("pacs.009"));
    if (counted && r->declared != SIZE_MAX && r->declared != r->payments)
        problem(r, a, m, "the number of transactions does not agree with NbOfTxs");
    if (counted && !r->saw_group_header)
        problem(r, a, m, "the group header is missing");
    if (counted && r->payments == 0)
        problem(r, a, m, "no payment in the document");
}

void mx_close_document(mx_reading *r)
{
    if (r->payment_depth)
        mx_close_payment(r);
    if (r->entry_depth)
        mx_close_entry(r);
    if (r->batch_depth)
        mx_close_batch(r);
    compose_part(r);
    if (r->emitted == 0)
        compose(r, true);
    add_late(r);
    check_document(r);
    r->group = (message){0};
    r->group_used = (message_mark){0};
    r->waiting = false;
}

static bool belongs_to_last(const mx_reading *r)
{
    return !r->root_depth && !r->waiting && r->has_pending;
}

void mx_problem(mx_reading *r, const char *format, ...)
{
    char text[256];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    bool last = belongs_to_last(r);
    problem(r, last ? pending_arena(r) : mx_arena(r), last ? &r->pending : mx_message(r), text);
}

void mx_note(mx_reading *r, const char *text)
{
    bool last = belongs_to_last(r);
    bool good =
        message_note(last ? pending_arena(r) : mx_arena(r), last ? &r->pending : mx_message(r), "%s", text);
    r->failed = !good || r->failed;
}

void mx_finish(mx_reading *r)
{
    while (r->depth > 0)
        mx_end(r, 0);
    mx_end_text(r);
    if (!r->waiting && r->has_pending) {
        add_late(r); /* of the envelope, behind the last document */
    } else if (r->nested && !r->waiting && !is_empty(&r->group)) {
        r->failed =
            !message_note(r->s->document, &r->group, "text of the envelope behind its message") || r->failed;
        compose(r, true);
    } else if (!r->nested && (r->waiting || !is_empty(&r->group))) {
        problem(r, r->s->document, &r->group,
                r->waiting ? "a business application header without a message"
                           : "no ISO 20022 message: neither Document nor AppHdr was found");
        compose(r, true);
    }
    r->group = (message){0};
    r->group_used = (message_mark){0};
    r->waiting = false;
    mx_flush(r);
}
