/* What stands around documents: a message as a string (SOAP, Alliance XMLv2 with base64), and who sent it to
 * whom. */
#include "message/mt/mt_party.h"
#include "message/mx/mx_read.h"

/* "fin.103", "fin.202.COV": the type of a message whose headers stand in the envelope. */
static bool note_type(mx_reading *r, str value)
{
    static const str lead = STR("fin.");
    if (!str_starts(value, lead) || value.len < 7 || !str_is_digits(str_make(value.data + 4, 3)))
        return false;
    const char *p = value.data + 4;
    r->fin_type.number = (p[0] - '0') * 100 + (p[1] - '0') * 10 + (p[2] - '0');
    r->fin_type.cover = str_ends(value, str_of("COV"));
    return true;
}

/* A BIC of eight or eleven characters, or a logical terminal of twelve. */
static str bank_of(arena *a, str value)
{
    if (mt_is_bic(value))
        return value;
    if (value.len != 12 || !mt_is_bic(str_make(value.data, 8)))
        return STR_NONE;
    char *bic = arena_copy(a, value);
    if (!bic)
        return STR_NONE;
    memmove(bic + 8, bic + 9, 3);
    return str_make(bic, 11);
}

/* Elements of Alliance XMLv2 and its like that name a bank. */
static bool add_bank(mx_reading *r, str value)
{
    static const char *const names[] = {"X1", "BIC12", "BIC11", "BIC8", "BIC", "Sender", "Receiver"};
    str name = mx_name(r, 0), bic = bank_of(r->s->document, value);
    bool known = false;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        known = known || str_is(name, names[i]);
    if (!known || bic.len == 0)
        return false;
    bool sender = str_is(name, "Sender");
    bool receiver = str_is(name, "Receiver");
    for (size_t up = 1; up < 4; up++) {
        sender = sender || str_is(mx_name(r, up), "Sender");
        receiver = receiver || str_is(mx_name(r, up), "Receiver");
    }
    message_role role = sender ? ROLE_INSTRUCTING_AGENT : receiver ? ROLE_INSTRUCTED_AGENT : ROLE_OTHER;
    message_party *p = message_add_party(r->s->document, &r->group, role, mx_where(r, 0));
    if (!p) {
        r->failed = true;
        return true;
    }
    p->bic = mx_keep(r, bic);
    p->country = str_make(p->bic.data + 4, 2);
    p->is_bank = true;
    return true;
}

/* Reads the message with what the envelope said so far. */
static void read_nested(mx_reading *r, str text, bool decoded)
{
    mx_flush(r);
    if (r->failed) /* the text may not be whole */
        return;
    if (!message_note(r->s->document, &r->group, "the message stood as a string in another XML")) {
        r->failed = true;
        return;
    }
    message outer = r->group;
    nested_payload payload = {.text = text, .decoded = decoded, .type = r->fin_type, .outer = &outer};
    r->group = (message){0};
    r->group_used = (message_mark){0};
    r->fin_type = (fin_type){0};
    r->waiting = false;
    r->nested = true;
    r->failed = !stream_nested(r->s, &payload) || r->failed;
}

bool mx_embedded(mx_reading *r, str value)
{
    if (r->root_depth)
        return false;
    if (content_is_payload(value)) {
        read_nested(r, value, true);
        return true;
    }
    size_t len = content_from_base64(value, r->text.data + (value.data - r->text.data));
    if (len)
        read_nested(r, str_make(value.data, len), false);
    return len > 0 || note_type(r, value) || add_bank(r, value);
}
