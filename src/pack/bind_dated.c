/* Words that move with the day: members of the Union, parameters; and the words of the map. */
#include "pack/bind.h"

void *bind_more(binder *b, void *items, size_t count, size_t added, size_t size)
{
    char *grown = arena_array(b->a, count + added ? count + added : 1, size);
    if (grown == NULL)
        b->no_memory = true;
    else if (count)
        memcpy(grown, items, count * size);
    return grown;
}

uint32_t bind_activities(binder *b, tree_node *map, bool required)
{
    str_list list = bind_list(b, map, "activities");
    uint32_t bits = 0;
    if (list.count == 0 && required)
        bind_note(b, bind_line(map, "activities"), false, "activities: missing");
    for (size_t i = 0; i < list.count; i++) {
        unsigned activity = regime_activity_find(list.items[i]);
        if (str_is(list.items[i], "any"))
            bits |= (1u << ACTIVITY_COUNT) - 1;
        else if (activity == ACTIVITY_COUNT)
            bind_note(b, bind_line(map, "activities"), false, "activities: unknown activity %.*s",
                      STR_ARG(list.items[i]));
        else
            bits |= 1u << activity;
    }
    return bits;
}

void bind_span(binder *b, tree_node *n, const char *field, regime_span *span)
{
    span->from = bind_day(b, n, "from", false);
    span->until = bind_day(b, n, "until", false);
    bind_check_span(b, n->line, field, *span);
}

/* A code alone, or {code, from, until}. */
static void read_members(binder *b, tree_node *map)
{
    regime_vocabulary *v = b->words;
    tree_node *list = tree_take(map, "eu_members");
    if (!bind_present(list))
        return;
    if (list->kind != TREE_LIST) {
        bind_note(b, list->line, false, "eu_members: a list was expected");
        return;
    }
    v->members = bind_more(b, v->members, v->member_count, list->count, sizeof *v->members);
    for (tree_node *n = list->first; n && v->members; n = n->next) {
        regime_member *m = &v->members[v->member_count++];
        *m = (regime_member){.span = {DATE_NONE, DATE_NONE}};
        if (n->kind == TREE_MAP) {
            m->country = bind_text(b, n, "code", true);
            bind_span(b, n, "eu_members", &m->span);
            bind_leftover(b, n, "eu_members");
        } else {
            m->country = n->text;
        }
        if (!bind_is_country(m->country))
            bind_note(b, n->line, false, "eu_members: %.*s is no country of ISO 3166", STR_ARG(m->country));
    }
}

/* A number with up to four decimals, in ten-thousandths. */
bool bind_decimal(str text, int64_t *value)
{
    str rest = text, whole = STR_NONE, part = STR_NONE;
    unsigned long long units = 0, decimals = 0;
    if (!str_split(&rest, '.', &whole) || !str_to_unsigned(whole, &units) || units > 90000000000000ULL)
        return false;
    bool point = whole.len < text.len;
    part = rest;
    if (point && (part.len == 0 || part.len > 4 || !str_to_unsigned(part, &decimals)))
        return false;
    for (size_t i = part.len; point && i < 4; i++)
        decimals *= 10;
    *value = (int64_t)(units * 10000 + decimals);
    return true;
}

void bind_parameter(binder *b, tree_node *n, regime_parameter *p)
{
    p->key = n->key;
    p->type = bind_word(b, n, "type", regime_fact_type_find, FACT_TYPE_COUNT, FACT_NUMBER);
    p->unit = bind_text(b, n, "unit", false);
    tree_node *list = bind_maps(b, n, "values");
    p->values = bind_array(b, list, sizeof *p->values);
    for (tree_node *x = list ? list->first : NULL; x && p->values; x = x->next) {
        regime_value *v = &p->values[p->value_count++];
        int64_t number;
        calendar_day day;
        v->text = bind_text(b, x, "value", true);
        v->source = bind_text(b, x, "source", false);
        bind_span(b, x, "values", &v->span);
        if (v->text.len &&
            !(p->type == FACT_DATE ? date_parse(v->text, &day) : bind_decimal(v->text, &number)))
            bind_note(b, x->line, false, "values: %.*s is no %s", STR_ARG(v->text),
                      regime_fact_type_name(p->type));
        const regime_value *before = p->value_count > 1 ? v - 1 : NULL;
        if (before && (before->span.until == DATE_NONE || v->span.from == DATE_NONE ||
                       before->span.until > v->span.from))
            bind_note(b, x->line, false, "values: those of %.*s overlap, or run backwards", STR_ARG(p->key));
        bind_leftover(b, x, "values");
    }
    if (p->value_count == 0)
        bind_note(b, n->line, false, "values: missing");
    if (p->type != FACT_NUMBER && p->type != FACT_DATE)
        bind_note(b, n->line, false, "parameters.%.*s: a number or date was expected", STR_ARG(p->key));
}

void bind_regime_kind(binder *b, tree_node *n, regime_kind_word *w)
{
    w->key = n->key;
    w->activities = bind_activities(b, n, false);
    w->hs = bind_list(b, n, "goods");
    w->lists = bind_bool(b, n, "lists");
    bind_check_hs(b, n, "goods", &w->hs);
}

void bind_beyond(binder *b, tree_node *n, regime_beyond_word *w)
{
    w->key = n->key;
    w->text = bind_text(b, n, "text", true);
    w->activities = bind_activities(b, n, true);
    w->hs = bind_list(b, n, "goods");
    bind_check_hs(b, n, "goods", &w->hs);
}

static void read_concordance(binder *b, tree_node *map)
{
    regime_vocabulary *v = b->words;
    tree_node *list = bind_maps(b, map, "concordance");
    if (list == NULL)
        return;
    v->concordance = bind_more(b, v->concordance, v->concordance_count, list->count, sizeof *v->concordance);
    for (tree_node *n = list->first; n && v->concordance; n = n->next) {
        regime_concordance *x = &v->concordance[v->concordance_count++];
        *x = (regime_concordance){.edition = bind_text(b, n, "edition", true),
                                  .code = bind_text(b, n, "code", true),
                                  .becomes = bind_list(b, n, "becomes")};
        if (!bind_is_edition(x->edition))
            bind_note(b, n->line, false, "edition: %.*s is no edition of the Harmonized System",
                      STR_ARG(x->edition));
        if (!str_is_digits(x->code) || x->code.len < 4 || x->becomes.count == 0)
            bind_note(b, n->line, false, "concordance: a code and what it becomes were expected");
        bind_check_hs(b, n, "becomes", &x->becomes);
        bind_leftover(b, n, "concordance");
    }
}

bool bind_is_edition(str text)
{
    static const char *const editions[] = {"1996", "2002", "2007", "2012", "2017", "2022", "2028"};
    for (size_t i = 0; i < sizeof editions / sizeof *editions; i++)
        if (str_is(text, editions[i]))
            return true;
    return false;
}

void bind_dated_words(binder *b, tree_node *map)
{
    read_members(b, map);
    read_concordance(b, map);
}
