/* What the text of an element says: of the open party, of an account, of the payment, or narrative. */
#include "message/mt/mt_party.h"
#include "message/mx/mx_read.h"
#include "message/vessel.h"
#include "field/words.h"

static bool may_hold_name(mx_reading *r, str value)
{
    mx_grew(r, value.len);
    return words_may_hold_name(mx_arena(r), value);
}

/* Where the text stands in the source. Text that was transcoded by expat may be longer than its source. */
static void source_range(const mx_reading *r, uint32_t *start, uint32_t *end)
{
    size_t source = r->s->source_len, to = r->text_end < source ? r->text_end : source;
    if (to < UINT32_MAX && r->text_start <= to) {
        *start = (uint32_t)r->text_start;
        *end = (uint32_t)to;
    }
}

static void add_text(mx_reading *r, str value)
{
    message *m = mx_message(r);
    if (r->text_size + value.len > MESSAGE_TEXTS_MAX) {
        r->failed =
            !message_problem(mx_arena(r), m, "more text than the ceiling; the rest was not screened") ||
            r->failed;
        return;
    }
    r->text_size += value.len;
    r->is_text = true;
    str where = mx_where(r, 0), copy = mx_keep(r, value);
    message_text *t = r->failed ? NULL : message_add_text(mx_arena(r), m, where, copy);
    if (!t || !vessel_scan(mx_arena(r), m, where, copy)) {
        r->failed = true;
        return;
    }
    source_range(r, &t->start, &t->end);
    t->item = r->item;
}

/* True if an element of this kind is open between the party and the innermost one. */
static bool inside(const mx_reading *r, mx_kind kind)
{
    for (size_t i = r->party_depth + 1; i < r->depth && i <= MX_DEPTH_MAX; i++)
        if (r->level[i].kind == (uint8_t)kind)
            return true;
    return false;
}

static void add_address(mx_reading *r, str value)
{
    message_party *p = &r->party;
    if (p->address_count < MESSAGE_ADDRESS_LINES_MAX)
        p->address[p->address_count++] = mx_keep(r, value);
    else
        add_text(r, value);
}

static void add_clearing(mx_reading *r, str number)
{
    char text[80];
    str code = r->clearing_code;
    if (code.len + number.len > sizeof text) {
        add_text(r, code);
        code.len = 0;
    }
    if (number.len > sizeof text) {
        add_text(r, number);
        number.len = sizeof text;
    }
    if (may_hold_name(r, number) || words_is_one(number))
        add_text(r, number);
    if (code.len)
        memcpy(text, code.data, code.len);
    memcpy(text + code.len, number.data, number.len);
    r->party.clearing = mx_keep(r, str_make(text, code.len + number.len));
}

static void add_birth_place(mx_reading *r, str value)
{
    str before = r->party.birth_place;
    char text[256];
    if (before.len + value.len + 2 > sizeof text) {
        add_text(r, value);
        return;
    }
    size_t len = 0;
    if (before.len) {
        memcpy(text, before.data, before.len);
        memcpy(text + before.len, ", ", 2);
        len = before.len + 2;
    }
    memcpy(text + len, value.data, value.len);
    r->party.birth_place = mx_keep(r, str_make(text, len + value.len));
}

static void party_name(mx_reading *r, str value)
{
    bool other = r->party.name.len || inside(r, MX_BRANCH) || inside(r, MX_CONTACT);
    if (other)
        add_text(r, value);
    else
        r->party.name = mx_keep(r, value);
}

static void party_bic(mx_reading *r, str value)
{
    if (!mt_is_bic(value) && !message_problem(mx_arena(r), mx_message(r), "element %.*s: \"%.*s\" is no BIC",
                                              STR_ARG(mx_name(r, 0)), MESSAGE_SHORT(value)))
        r->failed = true;
    r->party.is_bank = r->party.is_bank || str_is(mx_name(r, 1), "FinInstnId");
    if (r->party.bic.len == 0)
        r->party.bic = mx_keep(r, value);
    else if (!str_equal(r->party.bic, value))
        add_text(r, value);
}

/* A branch may have another LEI than its bank. */
static void party_lei(mx_reading *r, str value)
{
    message_party *p = &r->party;
    if (p->lei.len == 0)
        p->lei = mx_keep(r, value);
    else if (!str_equal(p->lei, value))
        add_text(r, value);
}

/* The first is that of the address; those of residence and of a branch are others. */
static void party_country(mx_reading *r, str code)
{
    message_party *p = &r->party;
    if (code.len == 0 || str_equal(code, p->country))
        return;
    if (p->country.len == 0)
        p->country = code;
    else if (p->more_country_count < MESSAGE_COUNTRIES_MAX)
        p->more_countries[p->more_country_count++] = code;
    else
        mx_problem(r, "a party with more than %d countries", MESSAGE_COUNTRIES_MAX);
}

/* A text within the open party. */
static void party_leaf(mx_reading *r, mx_kind kind, str value)
{
    message_party *p = &r->party;
    switch (kind) {
    case MX_NAME:
        party_name(r, value);
        break;
    case MX_BIC:
        party_bic(r, value);
        break;
    case MX_LEI:
        party_lei(r, value);
        break;
    case MX_ADDRESS:
        if (!inside(r, MX_CONTACT))
            add_address(r, value);
        else if (may_hold_name(r, value))
            add_text(r, value);
        break;
    case MX_COUNTRY:
        party_country(r, mx_country(r, value));
        break;
    case MX_MEMBER:
        add_clearing(r, value);
        break;
    case MX_BIRTH_DATE:
        p->birth_date = mx_keep(r, value);
        break;
    case MX_BIRTH_PLACE:
        add_birth_place(r, value);
        break;
    case MX_IDENTIFIER:
        if (p->identifier.len == 0)
            p->identifier = mx_keep(r, value);
        if (may_hold_name(r, value))
            add_text(r, value);
        break;
    default:
        if (inside(r, MX_CLEARING))
            r->clearing_code = mx_keep(r, value);
        if (kind == MX_TEXT || may_hold_name(r, value) || words_is_one(value))
            add_text(r, value);
    }
}

/* The account that an element …Acct holds belongs to the party of that name beside it. */
static bool account_leaf(mx_reading *r, str value)
{
    size_t depth = r->depth;
    for (size_t up = 1; up < 5 && up < depth; up++) {
        str name = mx_name(r, up);
        if (!str_ends(name, str_of("Acct")) || name.len == 4)
            continue;
        size_t len = r->level[depth - up].path_len - 4;
        str where = str_make(r->path.data, len);
        message *m = mx_message(r);
        for (size_t i = m->party_count; i > 0 && m->party_count - i < 32; i--) {
            message_party *p = &m->parties[i - 1];
            if (!str_equal(p->where, where))
                continue;
            if (p->account.len == 0)
                p->account = mx_keep(r, value);
            return true;
        }
        return true;
    }
    return false;
}

/* Elements that stand for no party of their own, directly below one. */
static size_t party_levels_up(const mx_reading *r)
{
    size_t up = 1;
    str name = mx_name(r, 1);
    if (str_is(name, "FinInstnId") || str_is(name, "OrgId") || str_is(name, "PrvtId"))
        up = 2;
    return up;
}

/* A name or BIC where no party is open: a party of no known role. */
static void lone_party(mx_reading *r, mx_kind kind, str value)
{
    if (mx_message(r)->party_count >= MESSAGE_PARTIES_MAX) {
        mx_problem(r, "more parties than the ceiling");
        return;
    }
    message_party *p =
        message_add_party(mx_arena(r), mx_message(r), ROLE_OTHER, mx_where(r, party_levels_up(r)));
    if (!p) {
        r->failed = true;
        return;
    }
    if (kind == MX_BIC)
        p->bic = mx_keep(r, value);
    else
        p->name = mx_keep(r, value);
    source_range(r, &p->start, &p->end);
}

static void payment_leaf(mx_reading *r, mx_kind kind, str value)
{
    message *m = mx_message(r);
    unsigned long long count;
    switch (kind) {
    case MX_MESSAGE_ID:
        if (r->group.reference.len == 0)
            r->group.reference = arena_str(r->s->document, value);
        break;
    case MX_PAYMENT_ID:
        if (m->reference.len == 0)
            m->reference = mx_keep(r, value);
        break;
    case MX_RELATED:
        if (m->related.len == 0)
            m->related = mx_keep(r, value);
        break;
    case MX_END_TO_END:
        if (r->item && !str_is(value, "NOTPROVIDED"))
            r->item->reference = mx_keep(r, value);
        if (m->end_to_end.len == 0 && !str_is(value, "NOTPROVIDED"))
            m->end_to_end = mx_keep(r, value);
        break;
    case MX_UETR:
        if (m->uetr.len == 0)
            m->uetr = mx_keep(r, value);
        break;
    case MX_AMOUNT:
        if (r->item && r->item->amount.len == 0)
            r->item->amount = mx_keep(r, value);
        if (m->amount.len == 0)
            m->amount = mx_keep(r, value);
        break;
    case MX_DATE:
        if (m->value_date.len == 0)
            m->value_date = mx_keep(r, value);
        break;
    case MX_COUNT:
        if (str_is(mx_name(r, 1), "GrpHdr") && str_to_unsigned(value, &count))
            r->declared = (size_t)count;
        break;
    default:
        if (kind == MX_TEXT || may_hold_name(r, value) || words_is_one(value))
            add_text(r, value);
    }
}

static void read_leaf(mx_reading *r, mx_kind kind, str value)
{
    if (r->party_depth) {
        party_leaf(r, kind, value);
        return;
    }
    bool reference = kind >= MX_MESSAGE_ID && kind <= MX_UETR;
    if (reference && (may_hold_name(r, value) || words_is_one(value)))
        add_text(r, value); /* somebody may have put a name there */
    if ((kind == MX_IBAN || kind == MX_IDENTIFIER) && account_leaf(r, value)) {
        if (may_hold_name(r, value))
            add_text(r, value);
        return;
    }
    bool account_name = kind == MX_NAME && str_ends(mx_name(r, 1), str_of("Acct"));
    if ((kind == MX_NAME && !account_name) || (kind == MX_BIC && mt_is_bic(value)))
        lone_party(r, kind, value);
    else
        payment_leaf(r, account_name ? MX_TEXT : kind, value);
}

/* Values that no part of the message holds: somebody may have put a bank, an account or a place there. */
static void keep_leaf(mx_reading *r, mx_kind kind, str value)
{
    bool held = kind == MX_NAME || kind == MX_BIC || kind == MX_LEI || kind == MX_ADDRESS ||
                kind == MX_AMOUNT || kind == MX_DATE || kind == MX_COUNT || kind == MX_BIRTH_PLACE ||
                kind == MX_BIRTH_DATE || (kind == MX_COUNTRY && r->party_depth);
    bool letters = false;
    for (size_t i = 0; i < value.len && !letters; i++)
        letters = (unsigned char)value.data[i] >= 'A';
    bool number = str_is(mx_name(r, 0), "TaxId") || str_is(mx_name(r, 0), "RegnId");
    if (held || r->is_text || !(letters || number))
        return;
    message *m = mx_message(r);
    if (m->leaf_count >= MESSAGE_TEXT_COUNT_MAX) {
        mx_problem(r, "more values than the ceiling; the rest was not screened");
        return;
    }
    str code = kind == MX_COUNTRY ? mx_country(r, value) : mx_keep(r, value);
    message_text *t = r->failed ? NULL : message_add_leaf(mx_arena(r), m, mx_where(r, 0), code);
    if (!t)
        r->failed = true;
    else
        source_range(r, &t->start, &t->end);
}

void mx_leaf(mx_reading *r, mx_kind kind, str value)
{
    if (mx_is_full(r))
        return;
    r->is_text = false;
    mx_check_value(r, kind, value);
    read_leaf(r, kind, value);
    keep_leaf(r, kind, value);
}

/* No element of the standard has an attribute with words: somebody may have put a name there. */
void mx_attribute_text(mx_reading *r, str value)
{
    if (mx_is_full(r))
        return;
    r->is_text = false;
    if (may_hold_name(r, value) || words_is_one(value))
        add_text(r, value);
    keep_leaf(r, MX_PLAIN, value);
}
