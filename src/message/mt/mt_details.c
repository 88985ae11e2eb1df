/* Names inside field 86 of statements. The habits of many banks are read:
 *
 *   code words        /TRTP/SEPA CT/IBAN/…/BIC/…/NAME/…/REMI/…, /ORDP//NAME/…, /CNTP/account/BIC/name/town/
 *   numbered subfields 166?00…?20…?30bank?31account?32NAME?33NAME; in Poland with another sign than "?"
 *   purpose codes     EREF+…SVWZ+…ABWA+ultimate debtor
 *   words             NAAM: …, NAME: …
 *
 * What is none of these is text, as all of the field is. */
#include "message/mt/mt_party.h"
#include "message/mt/mt_read.h"
#include "message/mt/mt_text.h"
#include "message/vessel.h"

#define SUBFIELD_WIDTH 27

static message_role other_side(const mt_reading *r)
{
    return r->credit ? ROLE_DEBTOR : ROLE_CREDITOR;
}

/* Keeps a party that names somebody. */
static bool keep_party(mt_reading *r, const mt_field *f, const message_party *p)
{
    if (p->name.len == 0 && p->bic.len == 0)
        return true;
    if (r->m->party_count >= MESSAGE_PARTIES_MAX)
        return message_problem(r->a, r->m, "more parties than the ceiling");
    message_party *added = message_add_party(r->a, r->m, p->role, p->where);
    if (!added)
        return false;
    *added = *p;
    added->item = r->item;
    mt_set_range(r, f, &added->start, &added->end);
    return vessel_scan(r->a, r->m, p->where, p->name);
}

static void set_bic(message_party *p, str bic)
{
    bic = str_trim(bic);
    if (mt_is_bic(bic))
        p->bic = bic;
    else if (bic.len)
        p->clearing = bic;
}

/* ---- code words ---- */

static bool capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_code(str word)
{
    static const char *const codes[] = {
        "ACCW", "ADDR", "BENM", "BIC",  "BO",   "CHGS", "CITY", "CNTP", "CREF", "CSID", "CTC",
        "EREF", "EXCH", "IBAN", "INFO", "IREF", "ISDT", "KREF", "MARF", "MREF", "MSID", "NAME",
        "OCMT", "ORDP", "PREF", "PURP", "REMI", "ROC",  "RREF", "RTRN", "SVCL", "TELE", "TRCD",
        "TRTP", "TXT",  "ULTB", "ULTC", "ULTD", "USTD", "STRD", "ACCT", "CNTRY"};
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
        if (str_is(word, codes[i]))
            return true;
    return false;
}

/* Length of "/CODE/" at `at`, or 0. */
static size_t code_at(str s, size_t at)
{
    size_t end = at + 1;
    if (s.data[at] != '/')
        return 0;
    while (end < s.len && end - at < 7 && capital(s.data[end]))
        end++;
    bool closed = end < s.len && s.data[end] == '/';
    return closed && is_code(str_make(s.data + at + 1, end - at - 1)) ? end + 1 - at : 0;
}

static str without_slashes(str s)
{
    s = str_trim(s);
    while (s.len && s.data[0] == '/')
        s = str_trim(str_make(s.data + 1, s.len - 1));
    while (s.len && s.data[s.len - 1] == '/')
        s = str_trim(str_make(s.data, s.len - 1));
    return s;
}

/* The next code and what stands behind it up to another one. */
static bool next_code(str *rest, str *code, str *value)
{
    size_t at = 0, len = 0;
    while (at < rest->len && (len = code_at(*rest, at)) == 0)
        at++;
    if (at >= rest->len)
        return false;
    /* the slash that closes one code may open the next: "/ORDP//NAME/", "/TRTP/IBAN/" */
    size_t end = at + len;
    bool empty = code_at(*rest, end - 1) > 0;
    end -= empty;
    while (!empty && end < rest->len && code_at(*rest, end) == 0)
        end++;
    *code = str_make(rest->data + at + 1, len - 2);
    *value = empty ? STR_NONE : str_make(rest->data + at + len, end - at - len);
    *rest = str_make(rest->data + end, rest->len - end);
    return true;
}

/* "account/BIC/name/town/" */
static void counterparty(message_party *p, str value)
{
    str part;
    for (size_t i = 0; i < 4 && str_split(&value, '/', &part); i++) {
        part = str_trim(part);
        if (i == 0)
            p->account = part;
        else if (i == 1)
            set_bic(p, part);
        else if (i == 2)
            p->name = part;
        else if (part.len)
            p->address[p->address_count++] = part;
    }
}

static bool opens_party(str code, message_role *role)
{
    static const struct {
        const char *code;
        message_role role;
    } owners[] = {{"ORDP", ROLE_DEBTOR},
                  {"BENM", ROLE_CREDITOR},
                  {"ULTD", ROLE_ULTIMATE_DEBTOR},
                  {"ULTC", ROLE_ULTIMATE_CREDITOR},
                  {"ULTB", ROLE_ULTIMATE_CREDITOR},
                  {"CNTP", ROLE_NONE}};
    for (size_t i = 0; i < sizeof owners / sizeof owners[0]; i++)
        if (str_is(code, owners[i].code)) {
            *role = owners[i].role == ROLE_NONE ? *role : owners[i].role;
            return true;
        }
    return false;
}

static void party_code(message_party *p, str code, str value)
{
    if (str_is(code, "NAME"))
        p->name = value;
    else if (str_is(code, "IBAN") || str_is(code, "ACCT"))
        p->account = value;
    else if (str_is(code, "BIC"))
        set_bic(p, value);
    else if ((str_is(code, "ADDR") || str_is(code, "CITY")) && p->address_count < MESSAGE_ADDRESS_LINES_MAX)
        p->address[p->address_count++] = value;
}

static bool code_words(mt_reading *r, const mt_field *f, str where, str value)
{
    message_party p = {.role = other_side(r), .where = where};
    str code, text;
    while (next_code(&value, &code, &text)) {
        message_role role = other_side(r);
        bool opens = opens_party(code, &role);
        str plain = without_slashes(text);
        if (opens || (str_is(code, "NAME") && p.name.len)) {
            if (!keep_party(r, f, &p))
                return false;
            p = (message_party){.role = opens ? role : p.role, .where = where};
        }
        if (str_is(code, "CNTP"))
            counterparty(&p, text);
        else if (opens)
            p.name = plain;
        else
            party_code(&p, code, plain);
    }
    return keep_party(r, f, &p);
}

/* ---- words ---- */

static bool letter(char c)
{
    return capital(c) || (c >= 'a' && c <= 'z');
}

/* Where the next word with a colon behind it begins ("IBAN:"), or the end. */
static size_t next_word(str s, size_t at)
{
    size_t word = at;
    for (size_t i = at; i < s.len; i++) {
        if (s.data[i] == ':' && i - word >= 3)
            return word;
        if (!letter(s.data[i]))
            word = i + 1;
    }
    return s.len;
}

static bool named_by_word(mt_reading *r, const mt_field *f, str where, str value)
{
    static const char *const words[] = {"NAAM",    "NAME",     "NOM",         "NAZWA",
                                        "NADAWCA", "ODBIORCA", "BENEFICIARY", "REMITTER"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        size_t at = str_find_nocase(value, str_of(words[i])), len = strlen(words[i]);
        if (at == SIZE_MAX || (at > 0 && letter(value.data[at - 1])))
            continue;
        at += len;
        while (at < value.len && value.data[at] == ' ')
            at++;
        if (at >= value.len || value.data[at] != ':')
            continue;
        message_party p = {.role = other_side(r), .where = where};
        p.name = str_trim(str_make(value.data + at + 1, next_word(value, at + 1) - at - 1));
        return keep_party(r, f, &p);
    }
    return true;
}

/* "ABWA+" and "ABWE+" of the German purpose: on behalf of whom, and to whom in the end. */
static bool named_by_purpose(mt_reading *r, const mt_field *f, str where, str value)
{
    static const char *const codes[] = {"EREF+", "KREF+", "MREF+", "CRED+", "DEBT+", "COAM+", "OAMT+",
                                        "SVWZ+", "ABWA+", "ABWE+", "IBAN+", "BIC+",  "PURP+"};
    for (size_t side = 0; side < 2; side++) {
        size_t at = str_find(value, str_of(side ? "ABWE+" : "ABWA+"));
        if (at == SIZE_MAX)
            continue;
        str name = str_make(value.data + at + 5, value.len - at - 5);
        for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
            size_t end = str_find(name, str_of(codes[i]));
            name.len = end < name.len ? end : name.len;
        }
        message_party p = {.where = where, .name = str_trim(name)};
        p.role = side ? ROLE_ULTIMATE_CREDITOR : ROLE_ULTIMATE_DEBTOR;
        if (!keep_party(r, f, &p))
            return false;
    }
    return true;
}

/* ---- numbered subfields ---- */

static bool number_at(str s, size_t at)
{
    return at + 2 <= s.len && str_is_digits(str_make(s.data + at, 2));
}

/* The sign before the numbers: "?" anywhere, another one where the field begins with it, behind the three
 * digits of the kind of business; 0: there are none. */
static char numbering_sign(str value)
{
    static const char *const marks[] = {"?20", "?32", "?00"};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (str_find(value, str_of(marks[i])) != SIZE_MAX)
            return '?';
    size_t at = value.len > 3 && str_is_digits(str_make(value.data, 3)) ? 3 : 0;
    char sign = at < value.len ? value.data[at] : 0;
    bool known = sign && strchr("~^<>|#", sign) != NULL;
    return known && number_at(value, at + 1) ? sign : 0;
}

/* The next "?nn" of the value; *number is -1 for what stands before the first. */
static bool next_subfield(str *rest, char sign, int *number, str *text)
{
    if (rest->len == 0)
        return false;
    str s = *rest;
    *number = -1;
    size_t from = 0;
    if (s.data[0] == sign && number_at(s, 1)) {
        *number = (s.data[1] - '0') * 10 + (s.data[2] - '0');
        from = 3;
    }
    size_t end = from;
    while (end < s.len && !(s.data[end] == sign && number_at(s, end + 1)))
        end++;
    *text = str_make(s.data + from, end - from);
    *rest = str_make(s.data + end, s.len - end);
    return true;
}

static bool subfields(mt_reading *r, const mt_field *f, str where, str value, char sign)
{
    mt_joiner name, text;
    if (!mt_joiner_init(&name, r->a, value.len) || !mt_joiner_init(&text, r->a, value.len))
        return false;
    message_party p = {.role = other_side(r), .where = where};
    str rest = value, part;
    int number;
    while (next_subfield(&rest, sign, &number, &part)) {
        if (number == 32 || number == 33) {
            p.name_line = number == 32 ? str_trim(part) : p.name_line;
            mt_joiner_add(&name, part, SUBFIELD_WIDTH, ' ');
        } else if (number == 30) {
            set_bic(&p, part);
        } else if (number == 31 || (number == 38 && p.account.len == 0)) {
            p.account = str_trim(part);
        } else if (number >= 20) {
            mt_joiner_add(&text, part, SUBFIELD_WIDTH, ' ');
        }
    }
    p.name = mt_joiner_text(&name, &p.name_alternative);
    if (str_equal(p.name, p.name_line))
        p.name_line = STR_NONE;
    str plain = mt_joiner_text(&text, NULL);
    if (plain.len && r->m->text_count)
        r->m->text[r->m->text_count - 1].alternative = plain;
    return keep_party(r, f, &p) && named_by_purpose(r, f, where, plain) &&
           vessel_scan(r->a, r->m, where, plain);
}

bool mt_details_read(mt_reading *r, const mt_field *field, str value)
{
    str where = str_make(field->tag.data, field->tag.len), rest = value, code, text;
    char sign = numbering_sign(value);
    if (sign)
        return subfields(r, field, where, value, sign);
    if (next_code(&rest, &code, &text))
        return code_words(r, field, where, value);
    return named_by_purpose(r, field, where, value) && named_by_word(r, field, where, value);
}
