/* Names inside field 86 of statements. Two habits are read: code words between slashes
 * ("/ORDP//NAME/…/REMI/…") and the numbered subfields of German banks ("166?00…?32NAME?33NAME"). */
#include "message/mt/mt_party.h"
#include "message/mt/mt_read.h"
#include "message/mt/mt_text.h"
#include "message/vessel.h"

#define SUBFIELD_WIDTH 27

/* Value behind "/CODE/" up to the next slash. */
static str code_value(str s, const char *code)
{
    size_t at = str_find(s, str_of(code));
    if (at == SIZE_MAX)
        return STR_NONE;
    at += strlen(code);
    str value = str_make(s.data + at, s.len - at);
    size_t end = str_find(value, str_make("/", 1));
    if (end != SIZE_MAX)
        value.len = end;
    return str_trim(value);
}

static bool named_party(mt_reading *r, message_role role, str where, str text)
{
    str name = code_value(text, "/NAME/");
    if (name.len == 0)
        return true;
    message_party *p = message_add_party(r->a, r->m, role, where);
    if (!p)
        return false;
    p->name = name;
    str bic = code_value(text, "/BIC/");
    if (mt_is_bic(bic))
        p->bic = bic;
    p->account = code_value(text, "/IBAN/");
    return true;
}

static bool code_words(mt_reading *r, str where, str value)
{
    static const struct {
        const char *code;
        message_role role;
    } owners[] = {{"/ORDP/", ROLE_DEBTOR},
                  {"/BENM/", ROLE_CREDITOR},
                  {"/ULTD/", ROLE_ULTIMATE_DEBTOR},
                  {"/ULTC/", ROLE_ULTIMATE_CREDITOR}};
    bool any = false;
    for (size_t i = 0; i < sizeof owners / sizeof owners[0]; i++) {
        size_t at = str_find(value, str_of(owners[i].code));
        if (at == SIZE_MAX)
            continue;
        any = true;
        if (!named_party(r, owners[i].role, where, str_make(value.data + at, value.len - at)))
            return false;
    }
    message_role other = r->credit ? ROLE_DEBTOR : ROLE_CREDITOR;
    return any || named_party(r, other, where, value);
}

/* The next "?nn" of the value; *number is -1 for what stands before the first. */
static bool next_subfield(str *rest, int *number, str *text)
{
    if (rest->len == 0)
        return false;
    str s = *rest;
    *number = -1;
    size_t from = 0;
    if (s.len >= 3 && s.data[0] == '?' && str_is_digits(str_make(s.data + 1, 2))) {
        *number = (s.data[1] - '0') * 10 + (s.data[2] - '0');
        from = 3;
    }
    size_t end = from;
    while (end < s.len &&
           !(s.data[end] == '?' && end + 2 < s.len && str_is_digits(str_make(s.data + end + 1, 2))))
        end++;
    *text = str_make(s.data + from, end - from);
    *rest = str_make(s.data + end, s.len - end);
    return true;
}

static bool subfields(mt_reading *r, str where, str value, str *plain)
{
    mt_joiner name, text;
    if (!mt_joiner_init(&name, r->a, value.len) || !mt_joiner_init(&text, r->a, value.len))
        return false;
    str rest = value, part, bic = STR_NONE, account = STR_NONE;
    int number;
    while (next_subfield(&rest, &number, &part)) {
        if (number == 32 || number == 33)
            mt_joiner_add(&name, part, SUBFIELD_WIDTH, ' ');
        else if (number == 30)
            bic = part;
        else if (number == 31)
            account = part;
        else if (number >= 20)
            mt_joiner_add(&text, part, SUBFIELD_WIDTH, ' ');
    }
    *plain = mt_joiner_text(&text, NULL);
    str alternative, whole = mt_joiner_text(&name, &alternative);
    if (whole.len == 0 && bic.len == 0)
        return true;
    message_party *p = message_add_party(r->a, r->m, r->credit ? ROLE_DEBTOR : ROLE_CREDITOR, where);
    if (!p)
        return false;
    p->name = whole;
    p->name_alternative = alternative;
    p->account = str_trim(account);
    if (mt_is_bic(str_trim(bic)))
        p->bic = str_trim(bic);
    return vessel_scan(r->a, r->m, where, whole) && vessel_scan(r->a, r->m, where, *plain);
}

bool mt_details_read(mt_reading *r, const mt_field *field, str value)
{
    str where = str_make(field->tag.data, field->tag.len), plain = STR_NONE;
    bool good;
    if (value.len > 3 && str_find(value, str_make("?20", 3)) != SIZE_MAX)
        good = subfields(r, where, value, &plain);
    else if (value.len > 0 && str_find(value, str_make("?32", 3)) != SIZE_MAX)
        good = subfields(r, where, value, &plain);
    else
        good = code_words(r, where, value);
    if (good && plain.len && r->m->text_count)
        r->m->text[r->m->text_count - 1].alternative = plain;
    return good;
}
