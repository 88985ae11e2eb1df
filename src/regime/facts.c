/* The case in numbers: countries and their sides, roles, classes of the actor, facts by slot. */
#include "regime/program.h"

static bool in_words(const str_list *list, str word)
{
    for (size_t i = 0; i < list->count; i++)
        if (str_equal(list->items[i], word))
            return true;
    return false;
}

uint8_t role_flags(const regime *r, str role)
{
    const regime_vocabulary *v = &r->set->words;
    if (role.len == 0)
        return 0;
    return (uint8_t)((in_words(&v->bank_roles, role) ? ROLE_BANK : 0) |
                     (in_words(&v->supply_roles, role) ? ROLE_SUPPLY : 0) |
                     (in_words(&v->receive_roles, role) ? ROLE_RECEIVE : 0));
}

static void link_sides(regime_worker *w, uint16_t country, unsigned sides)
{
    if (country == 0)
        return;
    for (uint32_t i = 0; i < w->link_count; i++)
        if (w->links[i].country == country) {
            w->links[i].sides |= (uint8_t)sides;
            return;
        }
    w->links[w->link_count].country = country;
    w->links[w->link_count++].sides = (uint8_t)sides;
}

static void link_add(regime_worker *w, uint16_t country, unsigned sides)
{
    link_sides(w, country, sides | SIDE_NOT_THROUGH);
}

/* On which side of the trade a party stands. */
static unsigned party_side(const regime_worker *w, uint8_t role)
{
    unsigned side = SIDE_LINKED;
    if (role & ROLE_SUPPLY || (w->c->activity == ACTIVITY_IMPORT && !(role & (ROLE_RECEIVE | ROLE_BANK))))
        side |= SIDE_FROM;
    if (role & ROLE_RECEIVE || (w->c->activity == ACTIVITY_EXPORT && !(role & (ROLE_SUPPLY | ROLE_BANK))))
        side |= SIDE_TO;
    return side;
}

static void read_countries(regime_worker *w)
{
    const regime_case *c = w->c;
    w->link_count = 0;
    w->any_bank = false;
    for (size_t i = 0; i < c->party_count; i++) {
        const regime_party *p = &c->parties[i];
        uint8_t role = role_flags(w->r, p->role);
        w->party_roles[i] = role;
        w->any_bank |= (role & ROLE_BANK) != 0;
        w->party_country[i][0] = country_number(p->country);
        w->party_country[i][1] = p->bic.len >= 6 ? country_number(str_make(p->bic.data + 4, 2)) : 0;
        for (int k = 0; k < 2; k++)
            link_add(w, w->party_country[i][k], party_side(w, role));
    }
    for (size_t i = 0; i < c->goods_count; i++)
        link_add(w, country_number(c->goods[i].origin), SIDE_LINKED | SIDE_FROM);
    link_add(w, country_number(c->route_from), SIDE_LINKED | SIDE_FROM);
    link_add(w, country_number(c->route_to), SIDE_LINKED | SIDE_TO);
    for (size_t i = 0; i < c->route_via.count; i++)
        link_sides(w, country_number(c->route_via.items[i]), SIDE_LINKED);
    for (size_t i = 0; i < c->flags.count; i++)
        link_add(w, country_number(c->flags.items[i]), SIDE_LINKED);
    w->via_count = 0;
    for (size_t i = 0; i < c->payment_via.count; i++)
        w->via[w->via_count++] = country_number(c->payment_via.items[i]);
}

/* Chapters that are no goods: 77 is reserved, 98 and 99 are for national use, 00 does not exist. What they
 * stand for is not known. */
static bool no_goods_code(str hs)
{
    return hs.len >= 2 && (str_starts(hs, str_of("00")) || str_starts(hs, str_of("77")) ||
                           str_starts(hs, str_of("98")) || str_starts(hs, str_of("99")));
}

static void read_codes(regime_worker *w)
{
    for (size_t i = 0; i < w->c->goods_count; i++) {
        str hs = w->c->goods[i].hs;
        code *c = &w->codes[i];
        c->len = (uint8_t)(hs.len <= 10 && str_is_digits(hs) && !no_goods_code(hs) ? hs.len : 0);
        c->heads[0] = 0;
        for (size_t k = 0; k < c->len; k++)
            c->heads[k + 1] = c->heads[k] * 10 + (uint64_t)(hs.data[k] - '0');
    }
}

static void set_text(value *v, str text)
{
    *v = (value){.known = text.len > 0, .text = text};
}

static void set_day(value *v, calendar_day day)
{
    *v = (value){.known = day != DATE_NONE, .number = day};
}

/* What follows for a fact that is not stated: from the regions that the case names, from the flags of its
 * vessels, from the amount of the payment. */
static void follow(const regime_case *c, const regime_fact_word *word, value *v)
{
    for (size_t i = 0; i < c->regions.count; i++)
        for (size_t k = 0; k < word->regions.count; k++) {
            str rest = word->regions.items[k], region = STR_NONE;
            if (!str_split(&rest, ' ', &region) || !str_equal_nocase(region, c->regions.items[i]))
                continue;
            bool perhaps = in_words(&word->perhaps, region);
            if (!v->known)
                *v = (value){.known = !perhaps, .asked = perhaps, .text = rest};
        }
    for (size_t i = 0; i < c->flags.count && word->flag.len; i++)
        if (str_equal_nocase(c->flags.items[i], word->flag))
            *v = (value){.known = true, .number = 1};
    if (str_is(word->key, "payment_amount_eur") && c->has_amount &&
        str_equal_nocase(c->currency, str_of("EUR")))
        *v = (value){.known = true, .number = c->amount};
}

static void read_values(regime_worker *w)
{
    const regime_vocabulary *words = &w->r->set->words;
    const regime_case *c = w->c;
    value *paths = w->values + words->fact_count;
    memset(w->values, 0, (words->fact_count + PATH_COUNT) * sizeof *w->values);
    for (size_t i = 0; i < c->fact_count; i++) {
        const regime_fact *f = &c->facts[i];
        int32_t k = fact_slot(w->r, f->key);
        if (k < 0 || words->facts[k].type != f->type)
            continue;
        w->values[k] = (value){.known = true,
                               .number = f->type == FACT_BOOLEAN ? f->boolean
                                         : f->type == FACT_DATE  ? f->day
                                                                 : f->number,
                               .text = f->text};
    }
    for (uint32_t k = 0; k < w->r->following_count; k++)
        if (!w->values[w->r->following[k]].known)
            follow(c, &words->facts[w->r->following[k]], &w->values[w->r->following[k]]);
    set_text(&paths[PATH_ACTOR_COUNTRY], c->actor_country);
    set_text(&paths[PATH_ACTOR_ROLE], c->actor_role);
    set_text(&paths[PATH_CURRENCY], c->currency);
    paths[PATH_AMOUNT] = (value){.known = c->has_amount, .number = c->amount};
    set_day(&paths[PATH_CONTRACT], c->contract);
    set_day(&paths[PATH_SHIPMENT], c->shipment);
    set_text(&paths[PATH_ROUTE_FROM], c->route_from);
    set_text(&paths[PATH_ROUTE_TO], c->route_to);
}

static bool flag(uint8_t given, bool otherwise)
{
    return given == FLAG_ANY ? otherwise : given == FLAG_YES;
}

static uint8_t flag_state(uint8_t wanted, bool known, bool is)
{
    if (wanted == FLAG_ANY)
        return YES;
    return !known ? MAYBE : (wanted == FLAG_YES) == is ? YES : NO;
}

static uint8_t weaker(uint8_t a, uint8_t b)
{
    return a < b ? a : b;
}

static bool goods_from(const regime_worker *w, uint16_t country)
{
    for (size_t i = 0; i < w->c->goods_count; i++)
        if (country_number(w->c->goods[i].origin) == country)
            return true;
    return false;
}

/* What follows from who the actor is: its country, its person flags. */
static uint8_t person_state(const regime_worker *w, const class_rule *k)
{
    const regime_class_word *word = k->source;
    uint8_t state = flag_state(word->us_person, w->us_known, w->us_person);
    state = weaker(state, flag_state(word->eu_person, w->eu_known, w->eu_person));
    state = weaker(state, flag_state(word->us_owned, true, w->us_owned));
    if (k->actor_country && k->actor_country != w->actor_country)
        state = weaker(state, w->actor_country ? NO : MAYBE);
    if (k->route_to && !w->us_person && country_number(w->c->route_to) != k->route_to)
        state = weaker(state, w->us_known ? NO : MAYBE);
    return state;
}

/* Whether the actor is in a class, a nexus aside. *ask_country: its country would tell. */
static uint8_t class_state(const regime_worker *w, const class_rule *k, bool *ask_country, bool *ask_role)
{
    const regime_class_word *word = k->source;
    if (k->activity != ACTIVITY_COUNT && k->activity != w->c->activity)
        return NO;
    if (k->goods_origin && !goods_from(w, k->goods_origin))
        return NO;
    uint8_t role = w->c->actor_role.len || word->actor_roles.count == 0 ? YES : MAYBE;
    if (role == YES && word->actor_roles.count && !in_words(&word->actor_roles, w->c->actor_role))
        return NO;
    uint8_t person = person_state(w, k), fact = YES;
    if (word->fact.len) {
        const value *v = k->fact < 0 ? NULL : &w->values[k->fact];
        fact = v && v->known ? (v->number ? YES : NO) : MAYBE;
    }
    *ask_country = person == MAYBE && fact != NO;
    *ask_role = role == MAYBE && person == YES && fact == YES;
    return weaker(role, weaker(person, fact));
}

static bool via_has(const regime_worker *w, uint16_t country)
{
    for (uint32_t i = 0; i < w->via_count; i++)
        if (w->via[i] == country)
            return true;
    return false;
}

/* A class with a nexus reaches whoever pays through its country. If the money is of that country and its way
 * is not told, the way must be asked for. */
static void read_classes(regime_worker *w)
{
    w->class_yes = w->class_nexus = w->class_unknown = 0;
    w->class_ask_via = w->class_ask_country = w->class_ask_role = 0;
    for (uint32_t i = 0; i < w->r->class_count; i++) {
        const class_rule *k = &w->r->classes[i];
        uint64_t bit = (uint64_t)1 << i;
        bool ask_country = false, ask_role = false;
        uint8_t state = class_state(w, k, &ask_country, &ask_role);
        if (state == YES)
            w->class_yes |= bit;
        else if (k->nexus && via_has(w, k->nexus))
            w->class_nexus |= bit;
        else if (state == MAYBE)
            w->class_unknown |= bit;
        else if (k->nexus && w->via_count == 0 && k->source->nexus_currency.len &&
                 str_equal_nocase(w->c->currency, k->source->nexus_currency))
            w->class_ask_via |= bit;
        w->class_ask_country |= ask_country ? bit : 0;
        w->class_ask_role |= ask_role ? bit : 0;
    }
}

/* A code of five capital letters and digits that begins with a country, as UN/LOCODE gives to ports. */
static uint16_t code_country(str port)
{
    for (size_t i = 0; i < port.len; i++) {
        char c = port.data[i];
        if (!(c >= 'A' && c <= 'Z') && !(i >= 2 && c >= '2' && c <= '9'))
            return 0;
    }
    return port.len == 5 ? country_number(str_make(port.data, 2)) : 0;
}

static void read_ports(regime_worker *w)
{
    w->port_count = 0;
    for (size_t i = 0; i < w->c->ports.count && i < REGIME_WORDS_MAX; i++) {
        str port = w->c->ports.items[i];
        w->ports[i].len = regime_fold_words(port, w->ports[i].folded, PORT_CAP, w->ports[i].begins);
        w->ports[i].code_country = code_country(port);
        w->port_count++;
    }
    w->currency[regime_fold(w->c->currency, w->currency, sizeof w->currency - 1)] = '\0';
}

void worker_read_case(regime_worker *w)
{
    const regime_case *c = w->c;
    const regime *r = w->r;
    w->actor_country = country_number(c->actor_country);
    bool in_union = false;
    for (uint32_t i = 0; i < r->member_count; i++)
        in_union |= w->actor_country && r->members[i].country == w->actor_country &&
                    span_has(r->members[i].span, c->on);
    w->us_person = flag(c->us_person, str_equal_nocase(c->actor_country, str_of("US")));
    w->eu_person = flag(c->eu_person, in_union);
    w->us_owned = flag(c->us_owned, false);
    w->us_known = c->us_person != FLAG_ANY || w->actor_country;
    w->eu_known = c->eu_person != FLAG_ANY || w->actor_country;
    w->actor_bank = (role_flags(r, c->actor_role) & ROLE_BANK) != 0;
    read_countries(w);
    read_codes(w);
    read_values(w);
    read_classes(w);
    read_ports(w);
}
