/* The texts of a case: what it says in words, the descriptions of its goods, and what else stands in the name
 * of a party. Listed parties, banks, accounts, numbers with a label and addresses of the internet count as in
 * a message. */
#include "exact/codes.h"
#include "exact/phones.h"
#include "exact/state_names.h"
#include "screen/case_work.h"
#include "screen/numbers.h"
#include "value/value.h"

typedef struct text_work {
    case_work *w;
    str where;
} text_work;

static bool mention_counts(void *context, const match_hit *hit)
{
    const text_work *t = context;
    return case_counts(t->w, hit);
}

static void take_mentions(void *context, const mention *found, size_t count)
{
    const text_work *t = context;
    for (size_t i = 0; i < count; i++) {
        case_subject subject = {.where = t->where, .asked = found[i].text};
        (void)case_take_hit(t->w, &subject, NULL, &found[i].hit, true, NULL, true, NULL);
    }
}

static void find_mentions(case_work *w, str where, str text, mention_alone alone)
{
    case_screener *s = w->s;
    mention_finder *finder;
    text_work t = {w, where};
    if (engine_worker_finder(s->tools, &finder, NULL) != ITD_OK) {
        w->no_memory = true;
        return;
    }
    const mention_asking asking = {.alone = alone,
                                   .identifiers = true,
                                   .options = &s->options,
                                   .counts = mention_counts,
                                   .sink = take_mentions,
                                   .context = &t};
    if (!mention_find(finder, text, &asking))
        findings_reason(w->found, "left_out", where,
                        "%.*s: more listed names than are kept: some were left out", STR_ARG(where));
    if (mention_unread(finder))
        findings_reason(w->found, "unread_script", where,
                        "%.*s: a word is in a script, or encoded in a way, that cannot be read here",
                        STR_ARG(where));
}

/* One number, for the lists. */
static void ask_number(case_work *w, str where, const match_identifier *number)
{
    match_query q = {0};
    case_subject subject = {.where = where, .asked = number->text};
    q.identifiers[q.identifier_count++] = *number;
    case_query(w, &subject, &q, NULL, true, NULL);
}

static void say_country(case_work *w, str where, str text, const char *what, const char *code)
{
    findings_say(w->found, w->s->worker != NULL, "country_comprehensive", where,
                 "%.*s: the country of the %s %.*s is under comprehensive measures (place:%s)",
                 STR_ARG(where), what, STR_ARG(text), code);
}

static void find_codes(case_work *w, str where, str text)
{
    code_found found;
    match_identifier number;
    const place_screen *places = &w->s->tools->places;
    for (size_t at = 0; codes_next(text, &at, &found);) {
        const char *code = found.sure ? place_screen_code(places, found.country) : NULL;
        if (found.account)
            ask_number(w, where, &(match_identifier){.text = found.text});
        if (code && !case_names_country(w, code))
            say_country(w, where, found.text, found.account ? "account" : "bank", code);
    }
    for (size_t at = 0; numbers_next(text, &at, &number);)
        ask_number(w, where, &number);
}

static void find_phones(case_work *w, str where, str text)
{
    str number;
    const char *code;
    for (size_t at = 0; (code = phones_next(&w->s->tools->places, text, &at, &number)) != NULL;)
        if (!case_names_country(w, code))
            findings_say(w->found, w->s->worker != NULL, "phone_comprehensive", where,
                         "%.*s: %.*s is a telephone in a place under comprehensive measures (place:%s)",
                         STR_ARG(where), STR_ARG(number), code);
}

static void find_addresses(case_work *w, str where, str text)
{
    str address;
    const char *code = state_names_internet(&w->s->tools->places, text, &address);
    if (code && !case_names_country(w, code))
        findings_say(w->found, w->s->worker != NULL, "address_comprehensive", where,
                     "%.*s: %.*s is an address in a country under comprehensive measures (place:%s)",
                     STR_ARG(where), STR_ARG(address), code);
}

static void look_at_text(case_work *w, str where, str text, mention_alone alone)
{
    if (text.len == 0)
        return;
    if (w->s->worker)
        find_mentions(w, where, text, alone);
    find_codes(w, where, text);
    find_addresses(w, where, text);
    find_phones(w, where, text);
}

/* A number that stands where the name belongs: "SABRRUMM", "IMO 9187629". Who it is of is not sure. */
static void look_at_name(case_work *w, size_t index)
{
    value_identifier numbers[VALUE_IDENTIFIERS_MAX];
    str where = case_where(w, "parties[%zu].name", index), name = w->c->parties[index].name;
    size_t count = value_identifiers_of_name(name, numbers);
    for (size_t i = 0; i < count; i++) {
        const match_identifier number = {numbers[i].has_property, numbers[i].property, numbers[i].text};
        str listed[MATCH_VALUES_MAX];
        size_t banks = number.has_property && number.property == PROPERTY_SWIFT_BIC
                           ? bic_table_find(w->s->bics, number.text, listed, MATCH_VALUES_MAX)
                           : 0;
        ask_number(w, where, &number);
        for (size_t k = 0; k < banks; k++)
            if (!str_equal(listed[k], number.text))
                ask_number(w, where, &(match_identifier){true, PROPERTY_SWIFT_BIC, listed[k]});
    }
    if (count == 0)
        find_codes(w, where, name);
    find_addresses(w, where, name);
}

void case_texts(case_work *w)
{
    const case_record *c = w->c;
    for (size_t i = 0; i < c->party_count; i++)
        look_at_name(w, i);
    for (size_t i = 0; i < c->question.goods_count; i++)
        look_at_text(w, case_where(w, "goods[%zu].description", i), c->goods_description[i],
                     MENTION_ALONE_IN_FIELD);
    look_at_text(w, str_of("text"), c->text, MENTION_ALONE_IN_PROSE);
}
