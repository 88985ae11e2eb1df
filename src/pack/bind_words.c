/* The vocabulary: imposers, classes, statuses, facts, roles and acts. Several files add to each other. */
#include "pack/bind.h"

#include <stdio.h>

static void add_list(binder *b, tree_node *map, const char *key, str_list *list)
{
    str_list given = bind_list(b, map, key);
    str *items = given.count ? bind_more(b, list->items, list->count, given.count, sizeof *items) : NULL;
    if (items == NULL)
        return;
    list->items = items;
    for (size_t i = 0; i < given.count; i++)
        if (!bind_in_list(list, given.items[i]))
            list->items[list->count++] = given.items[i];
}

static uint8_t read_flag(binder *b, tree_node *map, const char *key)
{
    if (!bind_present(tree_take(map, key)))
        return FLAG_ANY;
    return bind_bool(b, map, key) ? FLAG_YES : FLAG_NO;
}

static void read_imposer(binder *b, tree_node *n, regime_imposer_word *w)
{
    w->key = n->key;
    w->name = bind_text(b, n, "name", true);
    w->jurisdiction = bind_bool(b, n, "jurisdiction");
    w->binds = bind_list(b, n, "binds");
    w->unheld_as = bind_list(b, n, "unheld_as");
    bind_use(b, bind_line(n, "binds"), "binds", USE_CLASS, &w->binds);
}

/* A single text as a list of one, or of none. */
static str_list one_of(str *text)
{
    return (str_list){text, text->len ? 1 : 0};
}

static void check_class_words(binder *b, const tree_node *n, regime_class_word *w)
{
    const str_list fact = one_of(&w->fact);
    const str countries[] = {w->nexus, w->actor_country, w->goods_origin, w->us_person_or_route_to};
    bind_use(b, n->line, "fact", USE_FACT, &fact);
    bind_use(b, n->line, "actor_roles", USE_ROLE, &w->actor_roles);
    for (size_t i = 0; i < sizeof countries / sizeof *countries; i++)
        if (countries[i].len && !bind_is_country(countries[i]))
            bind_note(b, n->line, false, "classes.%.*s: %.*s is no country of ISO 3166", STR_ARG(n->key),
                      STR_ARG(countries[i]));
}

static void read_class(binder *b, tree_node *n, regime_class_word *w)
{
    w->key = n->key;
    w->us_person = read_flag(b, n, "us_person");
    w->eu_person = read_flag(b, n, "eu_person");
    w->us_owned = read_flag(b, n, "us_owned");
    w->nexus = bind_text(b, n, "nexus", false);
    w->nexus_currency = bind_text(b, n, "nexus_currency", false);
    w->actor_roles = bind_list(b, n, "actor_roles");
    w->actor_country = bind_text(b, n, "actor_country", false);
    w->activity = bind_text(b, n, "activity", false);
    w->goods_origin = bind_text(b, n, "goods_origin", false);
    w->us_person_or_route_to = bind_text(b, n, "us_person_or_route_to", false);
    w->fact = bind_text(b, n, "fact", false);
    bool everybody = bind_bool(b, n, "everybody");
    bool limited = w->us_person || w->eu_person || w->us_owned || w->actor_roles.count ||
                   w->actor_country.len || w->activity.len || w->goods_origin.len ||
                   w->us_person_or_route_to.len || w->fact.len;
    if (everybody == limited)
        bind_note(b, n->line, false, "classes.%.*s: give who is in it, or everybody: true", STR_ARG(n->key));
    check_class_words(b, n, w);
    if (w->activity.len && regime_activity_find(w->activity) == ACTIVITY_COUNT)
        bind_note(b, n->line, false, "classes.%.*s: unknown activity %.*s", STR_ARG(n->key),
                  STR_ARG(w->activity));
}

static void read_status(binder *b, tree_node *n, regime_status_word *w)
{
    w->key = n->key;
    w->roles = bind_list(b, n, "roles");
    w->fact = bind_text(b, n, "fact", false);
    w->country = bind_text(b, n, "country", false);
    if (w->country.len && !bind_is_country(w->country))
        bind_note(b, n->line, false, "country: %.*s is no country of ISO 3166", STR_ARG(w->country));
    const str_list fact = one_of(&w->fact);
    bind_use(b, n->line, "fact", USE_FACT, &fact);
    bind_use(b, n->line, "roles", USE_ROLE, &w->roles);
    bind_names(b, n, "names", &w->names, &w->name_count);
    w->named_by = bind_list(b, n, "named_by");
    bind_refer(b, n, "named_by", &w->named_by);
    bind_joins(b, n, "lists", &w->joins, &w->join_count);
}

/* A share in per cent with at most two decimals, in hundredths of a per cent. */
static uint32_t read_share(binder *b, tree_node *n, const char *key)
{
    str text = bind_text(b, n, key, false), whole = STR_NONE, part = STR_NONE, rest = text;
    unsigned long long units = 0, hundredths = 0;
    if (text.len == 0)
        return 0;
    (void)str_split(&rest, '.', &whole);
    (void)str_split(&rest, '.', &part);
    bool good = str_to_unsigned(whole, &units) && units <= 100 && rest.len == 0 && part.len <= 2 &&
                (part.len == 0 || str_to_unsigned(part, &hundredths));
    hundredths *= part.len == 1 ? 10 : 1;
    if (!good || units * 100 + hundredths > 10000) {
        bind_note(b, bind_line(n, key), false, "%s: %.*s is no share from 0 to 100", key, STR_ARG(text));
        return 0;
    }
    return (uint32_t)(units * 100 + hundredths);
}

uint32_t bind_share(binder *b, tree_node *n, bool *above)
{
    uint32_t from = read_share(b, n, "from"), more = read_share(b, n, "above");
    if ((from == 0) == (more == 0))
        bind_note(b, n->line, false, "owned%s%.*s: give a share with either from or above",
                  n->key.len ? "." : "", STR_ARG(n->key));
    *above = more > 0;
    return from ? from : more;
}

static void read_owned(binder *b, tree_node *n, regime_owned_word *w)
{
    w->key = n->key;
    w->datasets = bind_list(b, n, "lists");
    w->imposers = bind_list(b, n, "imposers");
    w->share = bind_share(b, n, &w->above);
    w->control = bind_bool(b, n, "control");
    w->span.from = bind_day(b, n, "since", false);
    w->span.until = bind_day(b, n, "until", false);
    bind_check_span(b, n->line, "owned", w->span);
    w->basis = bind_text(b, n, "basis", false);
}

static void check_owned(binder *b, const tree_node *map)
{
    const regime_vocabulary *v = b->words;
    uint32_t line = bind_line(map, "owned");
    for (size_t i = 0; i < v->owned_count; i++) {
        const regime_owned_word *w = &v->owned[i];
        for (size_t k = 0; k < w->datasets.count; k++)
            if (!bind_in_list(&v->datasets, w->datasets.items[k]))
                bind_note(b, line, false, "owned.%.*s: unknown dataset %.*s", STR_ARG(w->key),
                          STR_ARG(w->datasets.items[k]));
        for (size_t k = 0; k < w->imposers.count; k++) {
            bool known = false;
            for (size_t x = 0; x < v->imposer_count; x++)
                known |= str_equal(v->imposers[x].key, w->imposers.items[k]);
            if (!known)
                bind_note(b, line, false, "owned.%.*s: unknown imposer %.*s", STR_ARG(w->key),
                          STR_ARG(w->imposers.items[k]));
        }
    }
}

/* A country, or one of its regions as ISO 3166-2 has them: IR, UA-43. */
void bind_check_territories(binder *b, const tree_node *map, const char *key, const str_list *codes)
{
    for (size_t i = 0; i < codes->count; i++) {
        str code = codes->items[i];
        bool region = code.len >= 4 && code.len <= 6 && code.data[2] == '-';
        if (!bind_is_country(str_make(code.data, region ? 2 : code.len)))
            bind_note(b, bind_line(map, key), false, "%s: %.*s is no country or region of ISO 3166", key,
                      STR_ARG(code));
    }
}

/* {UA-43: crimea}: kept as "UA-43 crimea". */
static void read_regions(binder *b, tree_node *n, regime_fact_word *w)
{
    tree_node *map = bind_map(b, n, "regions");
    w->regions.items = bind_array(b, map, sizeof *w->regions.items);
    for (tree_node *x = map ? map->first : NULL; x && w->regions.items; x = x->next) {
        x->used = true;
        str parts[2] = {x->key, x->text};
        char text[256];
        int len = snprintf(text, sizeof text, "%.*s %.*s", STR_ARG(parts[0]), STR_ARG(parts[1]));
        bind_check_territories(b, n, "regions", &(str_list){&x->key, 1});
        if (len > 0 && (size_t)len < sizeof text)
            w->regions.items[w->regions.count++] = arena_str(b->a, str_of(text));
        b->no_memory |= w->regions.items[w->regions.count - 1].data == NULL;
    }
}

static void read_fact(binder *b, tree_node *n, regime_fact_word *w)
{
    w->key = n->key;
    w->type = bind_word(b, n, "type", regime_fact_type_find, FACT_TYPE_COUNT, FACT_TYPE_COUNT);
    w->question = bind_text(b, n, "question", true);
    w->values = bind_list(b, n, "values");
    w->via_outside = bind_list(b, n, "payment_via_outside");
    bind_countries(b, n, "payment_via_outside", &w->via_outside);
    read_regions(b, n, w);
    w->perhaps = bind_list(b, n, "regions_perhaps");
    bind_check_territories(b, n, "regions_perhaps", &w->perhaps);
    w->flag = bind_text(b, n, "vessel_flag", false);
    if (w->flag.len && !bind_is_country(w->flag))
        bind_note(b, n->line, false, "vessel_flag: %.*s is no country of ISO 3166", STR_ARG(w->flag));
    w->touches = bind_text(b, n, "touches", false);
    if (w->touches.len && (!bind_is_country(w->touches) || w->type != FACT_BOOLEAN))
        bind_note(b, n->line, false, "touches: a country of ISO 3166, of a fact of type boolean");
}

/* One group of named words: {key: fields}. A word that is given again replaces nothing: it is an error. */
#define READ_GROUP(b, map, group, items, total, function)                                                    \
    do {                                                                                                     \
        tree_node *list = bind_map(b, map, group);                                                           \
        void *grown = list ? bind_more(b, items, total, list->count, sizeof *(items)) : NULL;                \
        if (grown)                                                                                           \
            items = grown;                                                                                   \
        for (tree_node *n = list ? list->first : NULL; n && grown; n = n->next) {                            \
            bool known = false;                                                                              \
            for (size_t k = 0; k < (total); k++)                                                             \
                known |= str_equal((items)[k].key, n->key);                                                  \
            n->used = true;                                                                                  \
            if (known || n->kind != TREE_MAP) {                                                              \
                bind_note(b, n->line, false, group ".%.*s: %s", STR_ARG(n->key),                             \
                          known ? "given twice" : "fields were expected");                                   \
                continue;                                                                                    \
            }                                                                                                \
            function(b, n, &(items)[total]);                                                                 \
            bind_leftover(b, n, group);                                                                      \
            (total)++;                                                                                       \
        }                                                                                                    \
    } while (0)

static void read_acts(binder *b, tree_node *map, regime_vocabulary *v)
{
    tree_node *list = bind_map(b, map, "acts");
    str_list others = bind_list(b, map, "other_acts");
    size_t added = (list ? list->count : 0) + others.count;
    regime_act_word *grown = added ? bind_more(b, v->acts, v->act_count, added, sizeof *grown) : NULL;
    if (grown == NULL)
        return;
    v->acts = grown;
    for (tree_node *n = list ? list->first : NULL; n; n = n->next) {
        regime_act_word *w = &v->acts[v->act_count++];
        char *key = arena_copy(b->a, n->key);
        w->key = n->key;
        b->no_memory |= key == NULL;
        w->activities = key ? bind_list(b, list, key) : (str_list){0};
        for (size_t i = 0; i < w->activities.count; i++)
            if (!str_is(w->activities.items[i], "any") &&
                regime_activity_find(w->activities.items[i]) == ACTIVITY_COUNT)
                bind_note(b, n->line, false, "acts.%.*s: unknown activity %.*s", STR_ARG(n->key),
                          STR_ARG(w->activities.items[i]));
    }
    for (size_t i = 0; i < others.count; i++)
        v->acts[v->act_count++].key = others.items[i];
}

/* "@bank" stands for all roles of that group. */
static void expand_roles(binder *b, str_list *roles)
{
    const regime_vocabulary *v = b->words;
    for (size_t i = 0; i < roles->count; i++) {
        if (!str_starts(roles->items[i], str_of("@")))
            continue;
        const str_list *group = str_is(roles->items[i], "@bank")      ? &v->bank_roles
                                : str_is(roles->items[i], "@supply")  ? &v->supply_roles
                                : str_is(roles->items[i], "@receive") ? &v->receive_roles
                                                                      : NULL;
        if (group == NULL)
            return; /* bind_check_uses tells */
        str *items = arena_array(b->a, roles->count + group->count, sizeof *items);
        if (items == NULL) {
            b->no_memory = true;
            return;
        }
        size_t count = 0;
        for (size_t k = 0; k < roles->count; k++)
            if (k != i)
                items[count++] = roles->items[k];
        for (size_t k = 0; k < group->count; k++)
            items[count++] = group->items[k];
        *roles = (str_list){items, count};
    }
}

void bind_vocabulary(binder *b, tree_node *map)
{
    regime_vocabulary *v = b->words;
    b->measure = STR_NONE;
    if (map->kind != TREE_MAP) {
        bind_note(b, map->line, false, "the words must be fields");
        return;
    }
    add_list(b, map, "datasets", &v->datasets);
    tree_node *roles = bind_map(b, map, "party_roles");
    if (roles) {
        add_list(b, roles, "bank", &v->bank_roles);
        add_list(b, roles, "supply", &v->supply_roles);
        add_list(b, roles, "receive", &v->receive_roles);
        add_list(b, roles, "other", &v->other_roles);
        bind_leftover(b, roles, "party_roles");
    }
    add_list(b, map, "actor_roles", &v->actor_roles);
    bind_dated_words(b, map);
    add_list(b, map, "kinds", &v->kinds);
    add_list(b, map, "sectors", &v->sectors);
    READ_GROUP(b, map, "imposers", v->imposers, v->imposer_count, read_imposer);
    READ_GROUP(b, map, "classes", v->classes, v->class_count, read_class);
    READ_GROUP(b, map, "statuses", v->statuses, v->status_count, read_status);
    READ_GROUP(b, map, "facts", v->facts, v->fact_count, read_fact);
    READ_GROUP(b, map, "owned", v->owned, v->owned_count, read_owned);
    check_owned(b, map);
    add_list(b, map, "legal_forms", &v->legal_forms);
    add_list(b, map, "comprehensive", &v->comprehensive);
    bind_check_territories(b, map, "comprehensive", &v->comprehensive);
    READ_GROUP(b, map, "parameters", v->parameters, v->parameter_count, bind_parameter);
    READ_GROUP(b, map, "regime_kinds", v->regime_kinds, v->regime_kind_count, bind_regime_kind);
    READ_GROUP(b, map, "beyond", v->beyond, v->beyond_count, bind_beyond);
    read_acts(b, map, v);
    for (size_t i = 0; i < v->class_count; i++)
        expand_roles(b, &v->classes[i].actor_roles);
    for (size_t i = 0; i < v->status_count; i++)
        expand_roles(b, &v->statuses[i].roles);
    if (v->class_count > REGIME_CLASSES_MAX || v->imposer_count > REGIME_IMPOSERS_MAX ||
        v->status_count > REGIME_STATUSES_MAX || v->owned_count > REGIME_OWNED_MAX)
        bind_note(b, map->line, false, "more than %d classes, %d imposers, %d statuses or %d rules of owned",
                  REGIME_CLASSES_MAX, REGIME_IMPOSERS_MAX, REGIME_STATUSES_MAX, REGIME_OWNED_MAX);
    bind_regimes(b, map);
    bind_leftover(b, map, "");
}
