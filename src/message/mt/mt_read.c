#include "message/mt/mt_read.h"

#include "base/date.h"
#include "message/mt/mt_party.h"
#include "message/mt/mt_text.h"
#include "message/vessel.h"
#include "field/words.h"

#include <stdint.h>
#include <stdio.h>

/* ---- headers ---- */

/* A logical terminal address ("BANKBEBBAXXX") without the terminal, and without a branch that is none. */
static str terminal_bic(arena *a, str terminal)
{
    if (terminal.len < 8)
        return STR_NONE;
    str bic = str_make(terminal.data, 8);
    bool head_office = terminal.len < 12 ||
                       (terminal.data[9] == 'X' && terminal.data[10] == 'X' && terminal.data[11] == 'X');
    if (head_office)
        return bic;
    char *text = arena_alloc(a, 12);
    if (!text)
        return bic;
    memcpy(text, terminal.data, 8);
    memcpy(text + 8, terminal.data + 9, 3);
    return str_make(text, 11);
}

static bool header_bank(mt_reading *r, str terminal, const char *where, bool sender)
{
    str bic = terminal_bic(r->a, terminal);
    if (!mt_is_bic(bic)) /* the network's own address is none */
        return mt_is_system(r) || message_problem(r->a, r->m, "%s: no BIC in the header", where);
    message_role role = r->type / 100 == 7 ? (sender ? ROLE_ISSUING_BANK : ROLE_ADVISING_BANK)
                                           : (sender ? ROLE_INSTRUCTING_AGENT : ROLE_INSTRUCTED_AGENT);
    message_party *p = message_add_party(r->a, r->m, role, str_of(where));
    if (!p)
        return false;
    p->bic = bic;
    p->is_bank = true;
    p->country = str_make(bic.data + 4, 2);
    p->start = (uint32_t)(terminal.data - r->base);
    p->end = p->start + 8;
    if (sender)
        r->m->sender = bic;
    return true;
}

static int three_digits(str s, size_t at)
{
    if (at + 3 > s.len || !str_is_digits(str_make(s.data + at, 3)))
        return 0;
    return (s.data[at] - '0') * 100 + (s.data[at + 1] - '0') * 10 + (s.data[at + 2] - '0');
}

static bool read_type(mt_reading *r)
{
    const mt_block *application = mt_block_find(r->source, '2');
    if (!application)
        return true;
    str s = application->content;
    if (s.len == 0 || (s.data[0] != 'I' && s.data[0] != 'O'))
        return message_problem(r->a, r->m, "block 2: expected I or O and the message type");
    r->output = s.data[0] == 'O';
    r->type = three_digits(s, 1);
    if (r->type == 0)
        return message_problem(r->a, r->m, "block 2: \"%.*s\" is no message type", MESSAGE_SHORT(s));
    return true;
}

static bool read_headers(mt_reading *r)
{
    const mt_block *basic = mt_block_find(r->source, '1');
    const mt_block *application = mt_block_find(r->source, '2');
    const mt_block *user = mt_block_find(r->source, '3');
    str one = basic ? basic->content : STR_NONE, two = application ? application->content : STR_NONE;
    bool good = true;
    if (basic)
        good = header_bank(r, one.len > 3 ? str_make(one.data + 3, one.len - 3) : STR_NONE, "block1",
                           !r->output);
    /* banks shorten the header of an output message to that of an input message */
    bool full = r->output && two.len > 4 && two.data[4] >= '0' && two.data[4] <= '9';
    size_t terminal = full ? 14 : 4;
    size_t size = full ? 12 : two.len;
    if (good && application && two.len > terminal) {
        str s = str_make(two.data + terminal, two.len - terminal);
        if (s.len > size)
            s.len = size;
        good = header_bank(r, s, "block2", r->output);
    }
    if (user)
        r->m->uetr = mt_block_tag(user->content, "121");
    return good;
}

static bool name_format(mt_reading *r)
{
    const mt_block *user = mt_block_find(r->source, '3');
    str flag = user ? mt_block_tag(user->content, "119") : STR_NONE;
    if (r->type == 0)
        return true;
    const char *suffix = "";
    if ((r->type == 202 || r->type == 205) && (r->cover || str_is(flag, "COV")))
        suffix = "COV";
    else if (r->type == 103 && str_is(flag, "STP"))
        suffix = " STP";
    else if (r->type == 103 && str_is(flag, "REMIT"))
        suffix = " REMIT";
    r->cover = suffix[0] == 'C';
    char text[32];
    int len = snprintf(text, sizeof text, "MT%03d%s", r->type, suffix);
    r->m->format = arena_str(r->a, str_make(text, len > 0 ? (size_t)len : 0));
    return r->m->format.data != NULL;
}

/* ---- fields ---- */

/* The tag as `where`; in a cover with the sequence if both have it. */
static str where_of(mt_reading *r, size_t index)
{
    const mt_field *f = &r->fields.items[index];
    str tag = f->tag.len ? str_make(f->name, f->tag.len) : str_of("block4");
    if (r->sequence_b == SIZE_MAX || f->tag.len == 0)
        return tag;
    bool second = index >= r->sequence_b, both = false;
    size_t from = second ? 0 : r->sequence_b, to = second ? r->sequence_b : r->fields.count;
    for (size_t i = from; i < to && !both && i < from + 256; i++)
        both = memcmp(r->fields.items[i].name, f->name, sizeof f->name) == 0;
    if (!both)
        return tag;
    char text[8] = {second ? 'B' : 'A', ':'};
    memcpy(text + 2, f->name, f->tag.len);
    str copy = arena_str(r->a, str_make(text, 2 + f->tag.len));
    return copy.data ? copy : tag;
}

void mt_set_range(const mt_reading *r, const mt_field *f, uint32_t *start, uint32_t *end)
{
    size_t from = (size_t)(f->value.data - r->base);
    size_t len = f->value.len;
    while (len > 0 && (unsigned char)f->value.data[len - 1] <= ' ')
        len--;
    if (from + len < UINT32_MAX) {
        *start = (uint32_t)from;
        *end = (uint32_t)(from + len);
    }
}

static bool text_is_full(mt_reading *r, const mt_field *f)
{
    bool said = r->text_full;
    r->text_full = true;
    return said ||
           message_problem(r->a, r->m, "field %s: more text than the ceiling; the rest was not screened",
                           f->name);
}

static bool add_text(mt_reading *r, const mt_field *f, str where, str value, str alternative)
{
    if (value.len == 0)
        return true;
    bool full = r->text_size + value.len > MESSAGE_TEXTS_MAX;
    if ((full || f->value.len > MESSAGE_TEXT_MAX) && !text_is_full(r, f))
        return false;
    if (full)
        return true;
    r->text_size += value.len;
    message_text *t = message_add_text(r->a, r->m, where, value);
    if (!t)
        return false;
    t->alternative = alternative;
    t->item = r->item;
    mt_set_range(r, f, &t->start, &t->end);
    return vessel_scan(r->a, r->m, where, value);
}

static bool read_text(mt_reading *r, const mt_field *f, str where, mt_kind kind)
{
    if (r->text_size >= MESSAGE_TEXTS_MAX || r->m->text_count >= MESSAGE_TEXT_COUNT_MAX)
        return text_is_full(r, f);
    str other;
    size_t width = mt_width(f->number, f->option);
    str value = mt_join(r->a, f->value, width, width == 65 && f->number != 86, &other);
    if (!value.data)
        return false;
    size_t before = r->m->text_count;
    if (!add_text(r, f, where, value, other))
        return false;
    if (kind == MT_GOODS && value.len) {
        message_text *t = message_add_goods(r->a, r->m, where, value);
        if (!t)
            return false;
        mt_set_range(r, f, &t->start, &t->end);
    }
    return kind != MT_DETAILS || r->m->text_count == before || mt_details_read(r, f, value);
}

static bool read_place(mt_reading *r, const mt_field *f, str where)
{
    str value = mt_join(r->a, f->value, 65, false, NULL);
    if (!value.data)
        return false;
    if (f->number == 31 && value.len > 6)
        value = str_trim(str_make(value.data + 6, value.len - 6));
    if (value.len == 0)
        return true;
    message_text *t = message_add_place(r->a, r->m, where, value);
    if (t)
        mt_set_range(r, f, &t->start, &t->end);
    return t != NULL;
}

/* 61: the supplementary details stand on the second line. */
static bool read_entry(mt_reading *r, const mt_field *f, str where)
{
    str rest = f->value, first = f->value, line;
    if (!mt_entry_read(r, f))
        return false;
    (void)mt_line(&first, &line);
    bool dated = line.len > 6 && str_is_digits(str_make(line.data, 6));
    if (!dated && !message_problem(r->a, r->m, "field 61: expected a date: \"%.*s\"", MESSAGE_SHORT(line)))
        return false;
    if ((!dated || words_may_hold_name(r->a, r->item->reference)) &&
        !add_text(r, f, where, dated ? r->item->reference : str_trim(line), STR_NONE))
        return false;
    if (!mt_line(&rest, &line))
        return true;
    str value = mt_join(r->a, rest, 34, false, NULL);
    return value.data && add_text(r, f, where, value, STR_NONE);
}

static bool read_party(mt_reading *r, const mt_field *f, size_t index, str where)
{
    message_role role = mt_role_of(r, f, index >= r->sequence_b);
    if (r->m->party_count >= MESSAGE_PARTIES_MAX)
        return message_problem(r->a, r->m, "more parties than the ceiling");
    message_party party = {.role = role, .where = where};
    if (!mt_party_read(r->a, r->m, f, &party))
        return false;
    bool bank =
        f->number != 50 && f->number != 59 && f->number != 95 && !(f->number == 51 && role == ROLE_APPLICANT);
    party.is_bank = bank || (party.bic.len > 0 && party.name.len == 0);
    mt_set_range(r, f, &party.start, &party.end);
    message_party *p = message_add_party(r->a, r->m, role, where);
    if (!p)
        return false;
    *p = party;
    return vessel_scan_party(r->a, r->m, &party);
}

/* 25P: the account and, on the second line, the bank whose it is. */
static bool read_account_owner(mt_reading *r, const mt_field *f, str where)
{
    str rest = f->value, account, bic;
    if (f->option != 'P' || !mt_line(&rest, &account) || !mt_line(&rest, &bic) || !mt_is_bic(str_trim(bic)))
        return true;
    message_party *p = message_add_party(r->a, r->m, ROLE_ACCOUNT_OWNER, where);
    if (!p)
        return false;
    p->account = str_trim(account);
    p->bic = str_trim(bic);
    p->country = str_make(p->bic.data + 4, 2);
    p->is_bank = true;
    mt_set_range(r, f, &p->start, &p->end);
    return true;
}

/* "PAY123/COV" is the cover of PAY123. */
static str without_cover_mark(str reference)
{
    static const str mark = STR("/COV");
    if (str_ends(reference, mark))
        reference.len -= mark.len;
    return reference;
}

static bool is_reference(const mt_field *f)
{
    return f->number == 20 || f->number == 21;
}

static bool read_field(mt_reading *r, size_t index)
{
    const mt_field *f = &r->fields.items[index];
    if (str_trim(f->value).len == 0 && f->number < 0)
        return true;
    str where = where_of(r, index);
    mt_kind kind = mt_kind_of(r, f);
    switch (kind) {
    case MT_PARTY:
        return read_party(r, f, index, where);
    case MT_PLACE:
        return read_place(r, f, where);
    case MT_ENTRY:
        return read_entry(r, f, where);
    case MT_CODE:
        if (f->number == 25 && !read_account_owner(r, f, where))
            return false;
        if (f->number == 20 && r->m->reference.len == 0)
            r->m->reference = str_trim(f->value);
        if (f->number == 21 && f->option == 0 && r->m->related.len == 0)
            r->m->related = without_cover_mark(str_trim(f->value));
        if (!words_may_hold_name(r->a, str_make(f->value.data, f->value.len < 4096 ? f->value.len : 4096)) &&
            !(is_reference(f) && words_is_one(str_trim(f->value))))
            return true;
        return read_text(r, f, where, MT_TEXT);
    default:
        return read_text(r, f, where, kind);
    }
}

/* "260604JPY1061444," of 32A. */
static void read_amount(mt_reading *r, const mt_field *f)
{
    str s = str_trim(f->value);
    size_t at = f->option == 'A' ? 6 : 0;
    if (s.len < at + 4 || r->m->amount.len)
        return;
    r->m->currency = str_make(s.data + at, 3);
    r->m->amount = str_make(s.data + at + 3, s.len - at - 3);
    int year, month, day;
    calendar_day value;
    if (at == 0 || !str_is_digits(str_make(s.data, 6)))
        return;
    year = (s.data[0] - '0') * 10 + (s.data[1] - '0');
    month = (s.data[2] - '0') * 10 + (s.data[3] - '0');
    day = (s.data[4] - '0') * 10 + (s.data[5] - '0');
    if (!date_from_parts(year + (year >= 80 ? 1900 : 2000), month, day, &value))
        return;
    char text[DATE_TEXT_CAP];
    date_format(value, text);
    r->m->value_date = arena_str(r->a, str_of(text));
}

/* Parts of the message that hold values of fields. */
static size_t held_count(const message *m)
{
    return m->party_count + m->place_count + m->goods_count + m->text_count;
}

/* A field that no part of the message holds: somebody may have put a bank, an account or a place there. */
static bool add_leaf(mt_reading *r, size_t index)
{
    const mt_field *f = &r->fields.items[index];
    str value = str_trim(f->value);
    bool letters = false;
    if (value.len > MESSAGE_TEXT_MAX)
        value.len = MESSAGE_TEXT_MAX;
    for (size_t i = 0; i < value.len && !letters; i++)
        letters = (unsigned char)value.data[i] >= 'A';
    if (!letters)
        return true;
    if (r->m->leaf_count >= MESSAGE_TEXT_COUNT_MAX)
        return message_problem(r->a, r->m, "more fields than the ceiling; the rest was not screened");
    message_text *t = message_add_leaf(r->a, r->m, where_of(r, index), value);
    if (t)
        mt_set_range(r, f, &t->start, &t->end);
    return t != NULL;
}

static bool read_fields(mt_reading *r)
{
    r->sequence_b = SIZE_MAX;
    for (size_t i = 0; r->cover && i < r->fields.count && r->sequence_b == SIZE_MAX; i++)
        if (r->fields.items[i].number == 50)
            r->sequence_b = i;
    for (size_t i = 0; i < r->fields.count; i++) {
        const mt_field *f = &r->fields.items[i];
        if (f->number == 32 && (f->option == 'A' || f->option == 'B'))
            read_amount(r, f);
        if (f->number == 60 && f->value.len > 10)
            r->currency = str_make(f->value.data + 7, 3);
        if (f->number == 62 || f->number == 20)
            r->item = NULL; /* behind the entries */
        size_t held = held_count(r->m);
        if (!read_field(r, i) || (held == held_count(r->m) && !add_leaf(r, i)))
            return false;
    }
    return true;
}

static bool gather_fields(mt_reading *r)
{
    for (size_t i = 0; i < r->source->block_count; i++) {
        const mt_block *b = &r->source->blocks[i];
        bool tags = b->id == '4' && b->content.len && b->content.data[0] == '{';
        if (tags || (b->id != '4' && b->id != 0))
            continue;
        if (!mt_fields_append(r->a, b->content, &r->fields))
            return false;
    }
    return true;
}

static bool add_block_text(mt_reading *r, char id, str value)
{
    char where[] = {'b', 'l', 'o', 'c', 'k', id};
    if (value.len > MESSAGE_TEXT_MAX)
        value.len = MESSAGE_TEXT_MAX;
    if (!words_may_hold_name(r->a, value) || r->m->text_count >= MESSAGE_TEXT_COUNT_MAX)
        return true;
    message_text *t = message_add_text(r->a, r->m, arena_str(r->a, str_make(where, sizeof where)), value);
    if (!t)
        return false;
    t->start = (uint32_t)(value.data - r->base);
    t->end = t->start + (uint32_t)value.len;
    return true;
}

/* Words in headers and trailers: "{3:{108:…}}" has room for a name, and so have the tags of a system message.
 * Logical terminals and codes hold none. */
static bool read_other_blocks(mt_reading *r)
{
    for (size_t i = 0; i < r->source->block_count; i++) {
        const mt_block *b = &r->source->blocks[i];
        str rest = b->content, part;
        bool header = b->id == '1' || b->id == '2';
        bool fields = b->id == 0 || (b->id == '4' && !(rest.len && rest.data[0] == '{'));
        if (fields || (header && str_find(rest, str_make(" ", 1)) == SIZE_MAX))
            continue;
        while (str_split(&rest, '}', &part)) {
            size_t colon = str_find(part, str_make(":", 1));
            if (colon != SIZE_MAX)
                part = str_make(part.data + colon + 1, part.len - colon - 1);
            if (!add_block_text(r, b->id, str_trim(part)))
                return false;
        }
    }
    return true;
}

/* Bytes of a queue manager or a log before block 1: searched as text, and said. */
static bool read_prefix(mt_reading *r)
{
    str bytes = r->source->prefix;
    if (str_trim(bytes).len == 0)
        return true;
    str text = stream_printable(r->a, bytes);
    if (!text.data)
        return false;
    if (text.len > MESSAGE_TEXT_MAX) {
        text.len = MESSAGE_TEXT_MAX;
        if (!message_problem(r->a, r->m,
                             "more bytes before the message than the ceiling: they were not all searched"))
            return false;
    }
    return message_note(r->a, r->m, "%zu bytes before the message were passed over: \"%.*s\"", bytes.len,
                        MESSAGE_SHORT(text)) &&
           (text.len == 0 || message_add_text(r->a, r->m, str_of("prefix"), text) != NULL);
}

/* "ACK", "NAK", or the number of another service. */
static bool read_service(mt_reading *r)
{
    const mt_block *header = mt_block_find(r->source, '1'), *text = mt_block_find(r->source, '4');
    str answer = text ? mt_block_tag(text->content, "451") : STR_NONE;
    char name[16] = "ACK";
    if (memcmp(header->content.data + 1, "21", 2) != 0)
        snprintf(name, sizeof name, "service %.2s", header->content.data + 1);
    else if (!str_is(answer, "0"))
        memcpy(name, "NAK", 4);
    r->m->format = arena_str(r->a, str_of(name));
    return r->m->format.data && read_headers(r) && read_other_blocks(r) &&
           message_note(r->a, r->m, "a service message between a bank and the network: it pays nothing");
}

bool mt_read(arena *a, const mt_message *source, const mt_origin *origin, message *m)
{
    mt_reading r = {.a = a,
                    .m = m,
                    .source = source,
                    .base = origin->base,
                    .gone = origin->gone,
                    .latin1 = origin->latin1};
    if (!read_prefix(&r))
        return false;
    if (source->service_only)
        return read_service(&r);
    if (!read_type(&r) || !gather_fields(&r))
        return false;
    if (r.type == 0)
        r.type = origin->type.number;
    if (r.type == 0) {
        r.type = mt_guess_type(&r.fields);
        r.guessed = true;
    }
    r.cover = origin->type.cover;
    return name_format(&r) && read_headers(&r) && read_other_blocks(&r) && read_fields(&r) && mt_check(&r);
}
