/* Places of a case: its ports, its texts and the descriptions of its goods. A port in a region under
 * comprehensive measures is told to the measures; a place in a text makes somebody look. */
#include "exact/state_names.h"
#include "screen/case_work.h"

static bool case_names(const regime_case *q, const char *code)
{
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
        if (region ? has_region(q, code) : case_names(q, found[k].code))
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
    if (code && !case_names(q, code))
        findings_say(w->found, w->s->worker != NULL, "place_comprehensive", where,
                     "%.*s: %.*s is the code of a port in %s, which is under comprehensive measures",
                     STR_ARG(where), STR_ARG(text), code);
}

/* "Embassy of Iran", "Ali Rezaei, Tehran": what the name of a party says of its place. */
static void look_at_party(case_work *w, size_t index)
{
    place_found found[PLACE_CODES_MAX];
    size_t count = 0;
    const regime_case *q = &w->c->question;
    str where = case_where(w, "parties[%zu].name", index), name = w->c->parties[index].name;
    if (name.len && state_names_find(&w->s->tools->places, name, found, &count, NULL) != ITD_OK)
        w->no_memory = true;
    for (size_t k = 0; k < count; k++) {
        str code = str_of(found[k].code);
        bool region = code.len > 2;
        if (region ? has_region(q, code) : case_names(q, found[k].code))
            continue;
        findings_say(w->found, w->s->worker != NULL || region, "place_comprehensive", where,
                     "%.*s: %.*s names %.*s, which is under comprehensive measures", STR_ARG(where),
                     STR_ARG(name), STR_ARG(code));
    }
}

void case_places(case_work *w)
{
    const case_record *c = w->c;
    for (size_t i = 0; i < c->party_count; i++)
        look_at_party(w, i);
    for (size_t i = 0; i < c->question.ports.count; i++)
        look_at(w, case_where(w, "route.ports[%zu]", i), c->question.ports.items[i], PLACE_IN_ADDRESS, true);
    for (size_t i = 0; i < c->question.goods_count; i++)
        look_at(w, case_where(w, "goods[%zu].description", i), c->goods_description[i], PLACE_IN_TEXT, false);
    look_at(w, str_of("text"), c->text, PLACE_IN_TEXT, false);
}
