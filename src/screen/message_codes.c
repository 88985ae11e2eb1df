#include "screen/message_codes.h"

#include "exact/codes.h"
#include "exact/phones.h"
#include "exact/state_names.h"
#include "model/identifier.h"
#include "screen/numbers.h"
#include "value/value.h"

enum { NUMBER_LEAST = 8 /* characters of a number without a label */ };

static const message_profile any_profile = {0};

static void add_identifier(match_query *q, property_id property, str text)
{
    if (q->identifier_count < MATCH_VALUES_MAX)
        q->identifiers[q->identifier_count++] =
            (match_identifier){.has_property = true, .property = property, .text = text};
}

/* A bank is listed by eight characters, or by eleven with or without the branch of the head office. */
void screening_add_bic(screening *c, match_query *q, str bic)
{
    if (bic.len != 8 && bic.len != 11)
        return;
    char *office = arena_alloc(c->a, 12);
    if (!office) {
        c->failed = true;
        return;
    }
    memcpy(office, bic.data, 8);
    memset(office + 8, 'X', 3);
    add_identifier(q, PROPERTY_SWIFT_BIC, str_make(bic.data, 8));
    add_identifier(q, PROPERTY_SWIFT_BIC, str_make(office, 11));
    if (bic.len == 11)
        add_identifier(q, PROPERTY_SWIFT_BIC, bic);
}

/* True if the part has a reason already that is about these words of it. */
static bool is_said(const screening *c, const char *code, str found)
{
    const findings *f = &c->out->found;
    for (size_t i = c->part_reasons; i < f->reason_count; i++)
        if (strcmp(f->reasons[i].code, code) == 0 && f->reasons[i].end &&
            str_equal(f->reasons[i].found, found))
            return true;
    return false;
}

void screening_country(screening *c, str where, const char *what, str code, str found)
{
    const char *place = place_screen_code(&c->s->tools->places, code);
    if (!place || is_said(c, "country_comprehensive", found))
        return;
    char entry[ENTRY_CAP];
    findings_reason(&c->out->found, "country_comprehensive", where,
                    "%.*s%s: the country of the %s is under comprehensive measures (place:%s)",
                    STR_ARG(where), screening_entry(c, entry), what, place);
    screening_locate(c, found);
}

/* BICs and account numbers that stand in any value ("/INS/SBBARUMM"). */
static void find_codes(screening *c, const code_place *at, str text)
{
    code_found found;
    for (size_t next = 0; codes_next(text, &next, &found);) {
        match_query q = {0};
        if (found.account)
            q.identifiers[q.identifier_count++] = (match_identifier){.text = found.text};
        else
            screening_add_bic(c, &q, found.text);
        screening_ask(c, &q, &any_profile, at->where, found.text, at->start, at->end);
        if (found.sure)
            screening_country(c, at->where, found.account ? "account" : "bank", found.country, found.text);
    }
}

/* A mail or web address under the ending of such a country. */
static void find_internet(screening *c, str where, str text)
{
    str address;
    const char *code = state_names_internet(&c->s->tools->places, text, &address);
    if (code)
        findings_reason(&c->out->found, "address_comprehensive", where,
                        "%.*s: \"%.*s\" is an address in a country under comprehensive measures (place:%s)",
                        STR_ARG(where), STR_ARG(screening_shortened(address)), code);
}

/* "+98 21 8888 8888" */
static void find_phones(screening *c, str where, str text)
{
    str number;
    const char *code;
    for (size_t at = 0; (code = phones_next(&c->s->tools->places, text, &at, &number)) != NULL;)
        findings_reason(&c->out->found, "phone_comprehensive", where,
                        "%.*s: \"%.*s\" is a telephone in a place under comprehensive measures (place:%s)",
                        STR_ARG(where), STR_ARG(number), code);
}

static bool is_part_of_word(str text, size_t at)
{
    unsigned char c = at < text.len ? (unsigned char)text.data[at] : ' ';
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c >= 0x80;
}

/* "UA-43": the code of a region. */
static void find_regions(screening *c, str where, str text)
{
    const place_screen *p = &c->s->tools->places;
    for (size_t i = 0; i < p->code_count && text.len > 2; i++) {
        str code = str_of(p->codes[i]);
        size_t at = code.len > 2 ? str_find(text, code) : SIZE_MAX;
        if (at == SIZE_MAX || is_part_of_word(text, at + code.len) || (at && is_part_of_word(text, at - 1)))
            continue;
        findings_reason(&c->out->found, "place_comprehensive", where,
                        "%.*s: %.*s is under comprehensive measures (place:%s)", STR_ARG(where),
                        STR_ARG(code), p->codes[i]);
    }
}

/* 77B: "/BENEFRES/BE//MEILAAN 1". */
static void find_residence(screening *c, str where, str text)
{
    static const str words[] = {STR("/BENEFRES/"), STR("/ORDERRES/")};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        size_t at = str_find(text, words[i]);
        if (at != SIZE_MAX && at + words[i].len + 2 <= text.len)
            screening_country(c, where, "residence", str_make(text.data + at + words[i].len, 2), words[i]);
    }
}

static void find_numbers(screening *c, const code_place *at, str text)
{
    match_identifier number;
    for (size_t next = 0; numbers_next(text, &next, &number);) {
        match_query q = {.identifiers = {number}, .identifier_count = 1};
        screening_ask(c, &q, &any_profile, at->where, number.text, at->start, at->end);
    }
}

void screening_codes(screening *c, const code_place *at, str text)
{
    if (text.len < 4)
        return;
    find_codes(c, at, text);
    find_numbers(c, at, text);
    find_regions(c, at->where, text);
    find_residence(c, at->where, text);
    find_internet(c, at->where, text);
    find_phones(c, at->where, text);
}

void screening_number(screening *c, const code_place *at, str number)
{
    if (number.len < NUMBER_LEAST || number.len > IDENTIFIER_CAP)
        return;
    match_query q = {.identifiers = {{.text = number}}, .identifier_count = 1};
    screening_ask(c, &q, &any_profile, at->where, number, at->start, at->end);
}

void screening_currency(screening *c, str currency)
{
    str country = value_currency_country(currency);
    const char *code = country.len ? place_screen_code(&c->s->tools->places, country) : NULL;
    if (code)
        findings_reason(&c->out->found, "country_comprehensive", STR_NONE,
                        "%.*s is the currency of a country under comprehensive measures (place:%s)",
                        STR_ARG(currency), code);
}
