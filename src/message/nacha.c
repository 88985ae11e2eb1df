/* NACHA files: records of 94 characters. An entry (6) with its addenda (7) is one payment; its batch (5)
 * names the company that sends or draws it, and the file (1) the banks. In IAT entries the addenda 10 to 18
 * hold the parties. Places in the records are those of the operating rules. */
#include "field/words.h"
#include "message/mt/mt_fields.h"
#include "message/stream.h"

#define RECORD_LEN 94

typedef struct nacha_reading {
    message_stream *s;
    message m;
    bool open;              /* an entry */
    bool debit;             /* it draws money */
    bool international;     /* of an IAT batch */
    str file[2];            /* names of destination and origin */
    str company, purpose;   /* of the batch */
    message_party receiver; /* of an IAT entry */
    message_party originator;
} nacha_reading;

static str cell(str record, size_t from, size_t to)
{
    if (from >= record.len)
        return STR_NONE;
    to = to < record.len ? to : record.len;
    return str_trim(str_make(record.data + from, to - from));
}

static bool add_text(nacha_reading *r, const char *where, str value)
{
    return !words_has_letters(value) ||
           message_add_text(r->s->payment[0], &r->m, str_of(where), value) != NULL;
}

static bool add_party(nacha_reading *r, message_role role, const char *where, str name, bool bank)
{
    if (name.len == 0)
        return true;
    message_party *p = message_add_party(r->s->payment[0], &r->m, role, str_of(where));
    if (!p)
        return false;
    p->name = name;
    p->is_bank = bank;
    return true;
}

static bool keep_party(nacha_reading *r, const message_party *from)
{
    if (from->name.len == 0 && from->address_count == 0)
        return true;
    message_party *p = message_add_party(r->s->payment[0], &r->m, from->role, from->where);
    if (!p)
        return false;
    *p = *from;
    return true;
}

static bool finish(nacha_reading *r)
{
    arena *a = r->s->payment[0];
    if (!r->open)
        return true;
    r->open = false;
    bool good = keep_party(r, &r->originator) && keep_party(r, &r->receiver);
    if (r->international && r->receiver.name.len == 0)
        good = good && message_problem(a, &r->m, "addenda 710 is missing: the receiver");
    if (!good)
        return stream_no_memory(r->s);
    good = stream_emit(r->s, a, &r->m);
    stream_reset(r->s, a);
    return good;
}

static bool read_entry(nacha_reading *r, str record)
{
    arena *a = r->s->payment[0];
    r->open = true;
    r->m = (message){.format = str_of(r->international ? "NACHA IAT" : "NACHA"), .currency = str_of("USD")};
    r->receiver = r->originator = (message_party){0};
    r->debit = record.len > 2 && record.data[2] >= '5' && record.data[2] <= '9';
    message_role company = r->debit ? ROLE_CREDITOR : ROLE_DEBTOR,
                 other = r->debit ? ROLE_DEBTOR : ROLE_CREDITOR;
    r->receiver.role = other;
    r->receiver.where = str_of("710");
    r->originator.role = company;
    r->originator.where = str_of("711");
    str cents = cell(record, 29, 39);
    while (cents.len > 3 && cents.data[0] == '0')
        cents = str_make(cents.data + 1, cents.len - 1);
    char *amount = arena_alloc(a, cents.len + 2);
    if (!amount)
        return false;
    if (cents.len > 2) {
        memcpy(amount, cents.data, cents.len - 2);
        amount[cents.len - 2] = '.';
        memcpy(amount + cents.len - 1, cents.data + cents.len - 2, 2);
        r->m.amount = str_make(amount, cents.len + 1);
    }
    r->m.reference = cell(record, 79, 94);
    bool good = add_party(r, ROLE_INSTRUCTED_AGENT, "1", r->file[0], true) &&
                add_party(r, ROLE_INSTRUCTING_AGENT, "1", r->file[1], true) && add_text(r, "5", r->purpose);
    if (!r->international) {
        str name = cell(record, 54, 76);
        good = good && add_party(r, company, "5", r->company, false) &&
               add_party(r, other, "6", name, false) && add_text(r, "6", cell(record, 39, 54));
        if (good && name.len == 0)
            good = message_problem(a, &r->m, "record 6: a party without a name");
        if (good && r->m.party_count)
            r->m.parties[r->m.party_count - 1].account = cell(record, 12, 29);
    } else {
        good = good && add_text(r, "5", r->company);
    }
    return good && (record.len >= 79 || message_problem(a, &r->m, "record 6: shorter than 94 characters"));
}

static void add_address(message_party *p, str line)
{
    if (line.len && p->address_count < MESSAGE_ADDRESS_LINES_MAX)
        p->address[p->address_count++] = line;
}

/* "US*90210\\" is country and postal code. */
static void add_country(message_party *p, str line)
{
    if (line.len >= 2)
        p->country = str_make(line.data, 2);
    add_address(p, line);
}

static bool read_addenda(nacha_reading *r, str record)
{
    str type = cell(record, 1, 3);
    if (!r->open)
        return true;
    if (!r->international || str_is(type, "05") || str_is(type, "17"))
        return add_text(r, "7", cell(record, 3, 83));
    if (str_is(type, "10")) {
        r->receiver.name = cell(record, 46, 81);
    } else if (str_is(type, "11")) {
        r->originator.name = cell(record, 3, 38);
        add_address(&r->originator, cell(record, 38, 73));
    } else if (str_is(type, "12") || str_is(type, "16")) {
        message_party *p = str_is(type, "12") ? &r->originator : &r->receiver;
        add_address(p, cell(record, 3, 38));
        add_country(p, cell(record, 38, 73));
    } else if (str_is(type, "15")) {
        add_address(&r->receiver, cell(record, 18, 53));
    } else if (str_is(type, "13")) {
        return add_party(r, r->debit ? ROLE_CREDITOR_AGENT : ROLE_DEBTOR_AGENT, "713", cell(record, 3, 38),
                         true) &&
               add_text(r, "713", cell(record, 40, 77));
    } else if (str_is(type, "14")) {
        return add_party(r, r->debit ? ROLE_DEBTOR_AGENT : ROLE_CREDITOR_AGENT, "714", cell(record, 3, 38),
                         true) &&
               add_text(r, "714", cell(record, 40, 77));
    } else if (str_is(type, "18")) {
        return add_party(r, ROLE_INTERMEDIARY_AGENT, "718", cell(record, 3, 38), true) &&
               add_text(r, "718", cell(record, 40, 77));
    } else {
        return add_text(r, "7", cell(record, 3, RECORD_LEN));
    }
    return true;
}

static bool read_record(nacha_reading *r, str record)
{
    if (str_trim(record).len == 0)
        return true;
    switch (record.data[0]) {
    case '1':
        r->file[0] = cell(record, 40, 63);
        r->file[1] = cell(record, 63, 86);
        return true;
    case '5':
        if (!finish(r))
            return false;
        r->international = str_is(cell(record, 50, 53), "IAT");
        r->company = r->international ? cell(record, 4, 50) : cell(record, 4, 40);
        if (!r->international)
            r->company = cell(record, 4, 20);
        r->purpose = cell(record, 53, 63);
        return true;
    case '6':
        return finish(r) && (read_entry(r, record) || stream_no_memory(r->s));
    case '7':
        return read_addenda(r, record) || stream_no_memory(r->s);
    case '8':
    case '9':
        return finish(r);
    default:
        return !r->open ||
               message_problem(r->s->payment[0], &r->m, "a record of an unknown type: \"%.*s\"",
                               MESSAGE_SHORT(record)) ||
               stream_no_memory(r->s);
    }
}

bool nacha_stream(message_stream *s)
{
    byte_window *w = s->window;
    while (w->here.len < ENVELOPE_MAX && window_more(w, 0, ENVELOPE_MAX))
        ;
    nacha_reading r = {.s = s};
    str rest = w->here, line;
    bool good = true;
    while (good && mt_line(&rest, &line)) {
        /* some write all records in one line */
        while (good && line.len > RECORD_LEN) {
            good = read_record(&r, str_make(line.data, RECORD_LEN));
            line = str_make(line.data + RECORD_LEN, line.len - RECORD_LEN);
        }
        good = good && read_record(&r, line);
    }
    if (good && !w->end && r.open)
        good = message_problem(s->payment[0], &r.m, "longer than the ceiling; the rest was not read") ||
               stream_no_memory(s);
    good = good && finish(&r);
    window_more(w, w->here.len, 0);
    return good;
}
