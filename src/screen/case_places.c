/* Places of a case: its ports, its texts and the descriptions of its goods. A port in a region under
 * comprehensive measures is told to the measures; a place in a text makes somebody look. */
#include "exact/state_names.h"
#include "screen/case_work.h"
#include "value/value.h"

bool case_names_country(const case_work *w, const char *code)
{
    const regime_case *q = &w->c->question;
    str country = str_make(code, 2);
    bool named = str_equal(q->route_from, country) || str_equal(q->route_to, country);
    for (size_t i = 0; i < q->route_via.count; i++)
        named |= str_equal(q->route_via.items[i], country);
    for (size_t i = 0; i < q->party_count; i++)
        named |= str_equal(q->parties[i].country, country);
    for (size_t i = 0; i < q->goods_count; i++)
        named |= str_equal(q->goods[i].origin, country);
    return named;
}

static bool has_region(const regime_case *q, str code)
{
    for (size_t i = 0; i < q->regions.count; i++)
        if (str_equal_nocase(q->regions.items[i], code))
            return true;
    return false;
}

static void add_region(case_work *w, str code)
{
    regime_case *q = &w->c->question;
    if (has_region(q, code) || q->regions.count == REGIME_WORDS_MAX)
        return;
    str *grown = arena_array(w->a, q->regions.count + 1, sizeof *grown);
    if (grown == NULL) {
        w->no_memory = true;
        return;
    }
    if (q->regions.count)
        memcpy(grown, q->regions.items, q->regions.count * sizeof *grown);
    grown[q->regions.count] = code;
    q->regions = (str_list){grown, q->regions.count + 1};
}

/* Places named in one field. Over a snapshot of measures alone a place is a note: the measures name those
 * that they mean. */
static void look_at(case_work *w, str where, str text, place_context context, bool tell)
{
    place_found found[PLACE_CODES_MAX];
    size_t count = 0;
    const regime_case *q = &w->c->question;
    if (text.len == 0)
        return;
    if (place_screen_text(&w->s->tools->places, text, context, STR_NONE, found, &count, NULL) != ITD_OK)
        w->no_memory = true;
    for (size_t k = 0; k < count; k++) {
        str code = str_of(found[k].code);
        bool region = code.len > 2;
        if (region ? has_region(q, code) : case_names_country(w, found[k].code))
            continue;
        if (region && tell)
            add_region(w, code);
        findings_say(w->found, w->s->worker != NULL || region, "place_comprehensive", where,
                     "%.*s: %.*s lies in %.*s, which is under comprehensive measures", STR_ARG(where),
                     STR_ARG(context == PLACE_IN_TEXT ? found[k].name : text), STR_ARG(code));
    }
    const char *code = count == 0 && tell && text.len == 5
                           ? place_screen_code(&w->s->tools->places, str_make(text.data, 2))
                           : NULL;
    if (code && !case_names_country(w, code))
        findings_say(w->found, w->s->worker != NULL, "place_comprehensive", where,
                     "%.*s: %.*s is the code of a port in %s, which is under comprehensive measures",
                     STR_ARG(where), STR_ARG(text), code);
}

/* "Embassy of Iran", "Ali Rezaei, Tehran", "Iranian origin": what a name or a description says of its place.
 */
static void look_at_name(case_work *w, str where, str name)
{
    place_found found[PLACE_CODES_MAX];
    size_t count = 0;
    const regime_case *q = &w->c->question;
    if (name.len && state_names_find(&w->s->tools->places, name, found, &count, NULL) != ITD_OK)
        w->no_memory = true;
    for (size_t k = 0; k < count; k++) {
        str code = str_of(found[k].code);
        bool region = code.len > 2;
        if (region ? has_region(q, code) : case_names_country(w, found[k].code))
            continue;
        findings_say(w->found, w->s->worker != NULL || region, "place_comprehensive", where,
                     "%.*s: %.*s names %.*s, which is under comprehensive measures", STR_ARG(where),
                     STR_ARG(name), STR_ARG(code));
    }
}

/* Places, and where there are none, "Iranian origin". */
static void look_at_text(case_work *w, str where, str text)
{
    size_t before = w->found->reason_count;
    look_at(w, where, text, PLACE_IN_TEXT, false);
    if (w->found->reason_count == before)
        look_at_name(w, where, text);
}

/* A country that the measures do not look at where it stands: of an owner, on the way of the payment, of the
 * currency. */
static void look_at_country(case_work *w, str where, const char *what, str country)
{
    const char *code = country.len ? place_screen_code(&w->s->tools->places, country) : NULL;
    if (code && !case_names_country(w, code))
        findings_say(w->found, w->s->worker != NULL, "country_comprehensive", where,
                     "%.*s: the country of %s is under comprehensive measures (place:%s)", STR_ARG(where),
                     what, code);
}

static void look_at_countries(case_work *w)
{
    const case_record *c = w->c;
    for (size_t i = 0; i < c->party_count; i++)
        for (size_t k = 0; k < c->details[i].owner_count; k++)
            look_at_country(w, case_where(w, "parties[%zu].owners[%zu].country", i, k), "an owner",
                            c->details[i].owners[k].country);
    for (size_t i = 0; i < c->question.payment_via.count; i++)
        look_at_country(w, case_where(w, "payment.via[%zu]", i), "a bank on the way",
                        c->question.payment_via.items[i]);
    look_at_country(w, str_of("payment.currency"), "the currency",
                    value_currency_country(c->question.currency));
}

void case_places(case_work *w)
{
    const case_record *c = w->c;
    look_at_countries(w);
    for (size_t i = 0; i < c->party_count; i++)
        look_at_name(w, case_where(w, "parties[%zu].name", i), c->parties[i].name);
    for (size_t i = 0; i < c->question.ports.count; i++)
        look_at(w, case_where(w, "route.ports[%zu]", i), c->question.ports.items[i], PLACE_IN_ADDRESS, true);
    for (size_t i = 0; i < c->question.goods_count; i++)
        look_at_text(w, case_where(w, "goods[%zu].description", i), c->goods_description[i]);
    look_at_text(w, str_of("text"), c->text);
}
