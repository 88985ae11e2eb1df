/* What there is and what of it is held: the map of regimes, cover statements, scenarios. */
#include "pack/bind.h"

static bool known_imposer(const regime_vocabulary *v, str key)
{
    for (size_t i = 0; i < v->imposer_count; i++)
        if (str_equal(v->imposers[i].key, key))
            return true;
    return false;
}

static const regime_kind_word *find_kind(const regime_vocabulary *v, str key)
{
    for (size_t i = 0; i < v->regime_kind_count; i++)
        if (str_equal(v->regime_kinds[i].key, key))
            return &v->regime_kinds[i];
    return NULL;
}

void bind_check_imposer(binder *b, const tree_node *map, const char *key, str imposer)
{
    if (imposer.len && !known_imposer(b->words, imposer))
        bind_note(b, bind_line(map, key), false, "%s: unknown imposer %.*s", key, STR_ARG(imposer));
}

static void read_spans(binder *b, tree_node *map, regime_span **spans, size_t *count)
{
    tree_node *list = bind_maps(b, map, "periods");
    *spans = bind_array(b, list, sizeof **spans);
    for (tree_node *n = list ? list->first : NULL; n && *spans; n = n->next) {
        regime_span *span = &(*spans)[(*count)++];
        bind_span(b, n, "periods", span);
        bind_leftover(b, n, "periods");
    }
    if (*count == 0)
        bind_note(b, bind_line(map, "periods"), false, "periods: missing");
}

static void read_entry(binder *b, tree_node *n, regime_entry *e)
{
    e->imposer = bind_text(b, n, "imposer", true);
    e->where = bind_list(b, n, "where");
    e->name = bind_text(b, n, "name", true);
    e->basis = bind_text(b, n, "basis", false);
    read_spans(b, n, &e->spans, &e->span_count);
    e->kinds = bind_list(b, n, "kinds");
    e->comprehensive = bind_bool(b, n, "comprehensive");
    e->exposes = bind_bool(b, n, "exposes");
    e->tags = bind_list(b, n, "tags");
    e->confidence = bind_word(b, n, "confidence", regime_confidence_find, CONFIDENCE_COUNT, CONFIDENCE_COUNT);
    e->note = bind_text(b, n, "note", false);
    bind_check_imposer(b, n, "imposer", e->imposer);
    bind_check_territories(b, n, "where", &e->where);
    for (size_t i = 0; i < e->kinds.count; i++)
        if (find_kind(b->words, e->kinds.items[i]) == NULL)
            bind_note(b, bind_line(n, "kinds"), false, "kinds: unknown kind of regime %.*s",
                      STR_ARG(e->kinds.items[i]));
    bind_leftover(b, n, "map");
}

static void read_part(binder *b, tree_node *n, regime_cover_part *p)
{
    p->activities = bind_activities(b, n, true);
    str_list goods = bind_list(b, n, "goods");
    bool all = goods.count == 1 && str_is(goods.items[0], "all");
    p->hs = all ? (str_list){0} : goods;
    bind_check_hs(b, n, "goods", &p->hs);
    bind_span(b, n, "parts", &p->span);
    p->held = bind_word(b, n, "held", regime_held_find, HELD_COUNT, HELD_COUNT);
    p->why = bind_text(b, n, "why", false);
    if (p->held == HELD_NO_REGIME)
        bind_note(b, bind_line(n, "held"), false, "held: full, partly or none was expected");
    if (p->held != HELD_FULL && p->why.len == 0)
        bind_note(b, n->line, false, "why: missing: what of it is not held?");
    bind_leftover(b, n, "parts");
}

/* The ids of the measures, or only how many there are. */
static void read_held(binder *b, tree_node *n, regime_cover *x)
{
    const tree_node *measures = tree_take(n, "measures");
    if (measures == NULL || measures->kind == TREE_SCALAR) {
        x->measures = bind_number(b, n, "measures");
        return;
    }
    x->ids = bind_list(b, n, "measures");
    x->measures = (uint32_t)x->ids.count;
}

static void read_cover(binder *b, tree_node *n, regime_cover *x)
{
    x->file = str_of(b->file);
    x->line = n->line;
    x->imposer = bind_text(b, n, "imposer", true);
    x->where = bind_list(b, n, "where");
    x->theme = bind_text(b, n, "theme", false);
    read_held(b, n, x);
    x->note = bind_text(b, n, "note", false);
    bind_check_imposer(b, n, "imposer", x->imposer);
    bind_check_territories(b, n, "where", &x->where);
    if ((x->where.count == 0) == (x->theme.len == 0))
        bind_note(b, n->line, false, "covers: give where or theme");
    tree_node *list = bind_maps(b, n, "parts");
    x->parts = bind_array(b, list, sizeof *x->parts);
    for (tree_node *p = list ? list->first : NULL; p && x->parts; p = p->next)
        read_part(b, p, &x->parts[x->part_count++]);
    if (x->part_count == 0)
        bind_note(b, bind_line(n, "parts"), false, "parts: missing");
    bind_leftover(b, n, "covers");
}

static void read_scenario(binder *b, tree_node *n, regime_scenario *s)
{
    s->id = bind_text(b, n, "id", true);
    s->title = bind_text(b, n, "title", true);
    s->from = bind_day(b, n, "from", true);
    s->ends = bind_list(b, n, "ends");
    s->ends_targets = bind_list(b, n, "ends_targets");
    s->starts = bind_list(b, n, "starts");
    s->depends = bind_list(b, n, "depends");
    s->sources = bind_list(b, n, "sources");
    s->note = bind_text(b, n, "note", false);
    bind_refer(b, n, "ends", &s->ends);
    bind_refer(b, n, "starts", &s->starts);
    bind_refer(b, n, "depends", &s->depends);
    bind_leftover(b, n, "scenario");
}

/* Room for `added` more behind what other files gave; NULL when there is no memory. */
#define GROW(b, items, count, added) ((items) = bind_more((b), (items), (count), (added), sizeof *(items)))

void bind_regimes(binder *b, tree_node *map)
{
    regime_set *set = b->set;
    tree_node *list = bind_maps(b, map, "map");
    if (list && GROW(b, set->map, set->map_count, list->count))
        for (tree_node *n = list->first; n; n = n->next)
            read_entry(b, n, &set->map[set->map_count++]);
    list = bind_maps(b, map, "covers");
    if (list && GROW(b, set->covers, set->cover_count, list->count))
        for (tree_node *n = list->first; n; n = n->next)
            read_cover(b, n, &set->covers[set->cover_count++]);
    tree_node *scenario = bind_map(b, map, "scenario");
    if (scenario && GROW(b, set->scenarios, set->scenario_count, 1)) {
        for (size_t i = 0; i < set->scenario_count; i++) {
            const tree_node *id = tree_take(scenario, "id");
            if (id && str_equal(set->scenarios[i].id, id->text))
                bind_note(b, scenario->line, false, "scenario: %.*s is given twice", STR_ARG(id->text));
        }
        read_scenario(b, scenario, &set->scenarios[set->scenario_count++]);
    }
}

static bool same_where(const str_list *a, const str_list *b)
{
    bool same = a->count == b->count;
    for (size_t i = 0; i < a->count && same; i++)
        same = bind_in_list(b, a->items[i]);
    return same;
}

/* True if the statement is about the measure: of its imposer, on its country (that of its regions) or theme.
 */
static bool speaks_of(const regime_cover *x, const regime_measure *m)
{
    bool here = x->theme.len ? str_equal(m->theme, x->theme) : false;
    for (size_t k = 0; k < x->where.count && m->theme.len == 0; k++)
        here |= str_starts(x->where.items[k], m->regime);
    return here && str_equal(m->imposer, x->imposer);
}

static str about(const regime_cover *x)
{
    return x->theme.len ? x->theme : x->where.count ? x->where.items[0] : STR_NONE;
}

/* True if a statement names the measure by its id. */
static bool is_named(const regime_set *set, str id)
{
    for (size_t i = 0; i < set->cover_count; i++)
        if (bind_in_list(&set->covers[i].ids, id))
            return true;
    return false;
}

static void check_count(binder *b, const regime_set *set, const regime_cover *x)
{
    uint32_t there = 0;
    for (size_t i = 0; i < set->measure_count; i++)
        there += speaks_of(x, &set->measures[i]) && !is_named(set, set->measures[i].id);
    if (there != x->measures && b->elsewhere.count == 0)
        bind_note(b, x->line, false,
                  "covers: is no longer true: it counts %u measures of %.*s on %.*s, there are %u",
                  x->measures, STR_ARG(x->imposer), STR_ARG(about(x)), there);
}

/* What a statement names must be here, be of what the statement is about, and be named once. */
static void check_ids(binder *b, const regime_set *set, size_t index)
{
    const regime_cover *x = &set->covers[index];
    for (size_t i = 0; i < x->ids.count; i++) {
        str id = x->ids.items[i];
        const regime_measure *m = regime_set_find(set, id);
        if (m == NULL && !bind_in_list(&b->elsewhere, id))
            bind_note(b, x->line, false,
                      "covers: is no longer true: it names %.*s of %.*s on %.*s, which is not here",
                      STR_ARG(id), STR_ARG(x->imposer), STR_ARG(about(x)));
        else if (m && !speaks_of(x, m))
            bind_note(b, x->line, false, "covers: %.*s is no measure of %.*s on %.*s", STR_ARG(id),
                      STR_ARG(x->imposer), STR_ARG(about(x)));
        bool again = bind_in_list(&(str_list){x->ids.items, i}, id);
        for (size_t k = 0; k < index && !again; k++)
            again = bind_in_list(&set->covers[k].ids, id);
        if (again)
            bind_note(b, x->line, false, "covers: %.*s is named twice", STR_ARG(id));
    }
}

/* Where statements about a measure name their measures, it must be named: a new one is a line in `covers`. */
static void check_named(binder *b, const regime_set *set)
{
    for (size_t i = 0; i < set->measure_count; i++) {
        const regime_measure *m = &set->measures[i];
        bool naming = false, counting = false;
        for (size_t k = 0; k < set->cover_count; k++)
            if (speaks_of(&set->covers[k], m))
                *(set->covers[k].ids.count ? &naming : &counting) = true;
        if (!naming || counting || is_named(set, m->id))
            continue;
        b->measure = m->id;
        b->file = m->file.data ? m->file.data : "";
        bind_note(b, m->line, false, "covers: no statement of %.*s names it", STR_ARG(m->imposer));
    }
}

static void check_twice(binder *b, const regime_set *set, size_t index)
{
    const regime_cover *x = &set->covers[index];
    for (size_t k = 0; k < index; k++)
        if (str_equal(set->covers[k].imposer, x->imposer) && str_equal(set->covers[k].theme, x->theme) &&
            same_where(&set->covers[k].where, &x->where))
            bind_note(b, x->line, false, "covers: %.*s on %.*s is stated twice", STR_ARG(x->imposer),
                      STR_ARG(about(x)));
}

void bind_check_covers(binder *b, const regime_set *set)
{
    for (size_t i = b->covers_before; i < set->cover_count; i++) {
        const regime_cover *x = &set->covers[i];
        b->measure = STR_NONE;
        b->file = x->file.data ? x->file.data : "";
        if (x->ids.count)
            check_ids(b, set, i);
        else
            check_count(b, set, x);
        check_twice(b, set, i);
    }
    if (b->covers_before == 0 && b->elsewhere.count == 0)
        check_named(b, set);
}
