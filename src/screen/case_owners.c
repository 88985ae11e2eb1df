/* Owners of the parties: who counts as the listed do, under whose law, and by which path. */
#include "base/limits.h"
#include "match/as_of.h"
#include "screen/case_work.h"
#include "screen/ownership.h"

#include <stdio.h>

#define ENDS_MAX 64 /* listed owners of one party */

/* Somebody of the graph beside what ownership.h keeps: which entity it is, whose measures name it. */
typedef struct owner_node {
    uint32_t entity;     /* UINT32_MAX: none */
    uint32_t named;      /* bits of imposers */
    regime_party party;  /* as it would stand beside the parties: its name and tags */
    bool own;            /* the party itself: its own listing is another matter */
    bool tagged, joined; /* the party has its tags; measures join all of them */
    uint32_t sure_for, perhaps_for;
} owner_node;

typedef struct owner_graph {
    case_work *w;
    ownership g;
    owner_node *nodes;
    size_t cap;
} owner_graph;

static uint32_t add_node(owner_graph *o, str name, str id, uint32_t index)
{
    uint32_t node = ownership_add(&o->g, name, id);
    if (node == OWNERSHIP_NONE)
        return node;
    if (node >= o->cap) {
        owner_node *grown = arena_grow(o->w->a, o->nodes, node, &o->cap, sizeof *grown);
        if (grown == NULL) {
            o->w->no_memory = true;
            return OWNERSHIP_NONE;
        }
        o->nodes = grown;
    }
    o->nodes[node] = (owner_node){.entity = index, .party = {.name = name, .owner = true}};
    return node;
}

/* The node of an entity; those that it owns ask for its owners in turn, one after the other (expand). */
static uint32_t entity_node(owner_graph *o, uint32_t index)
{
    for (size_t i = 0; i < o->g.node_count; i++)
        if (o->nodes[i].entity == index)
            return (uint32_t)i;
    const snapshot_entity e = snapshot_entity_at(o->w->s->snapshot, index);
    return add_node(o, e.caption, e.id, index);
}

/* The owners of every entity of the graph, and theirs, until there are no more. */
static void expand(owner_graph *o)
{
    const owner_links *links = o->w->s->links;
    for (uint32_t node = 0; node < o->g.node_count; node++) {
        uint32_t owned = o->nodes[node].entity;
        size_t i = owned == UINT32_MAX ? links->count : owner_links_first(links, owned);
        for (; i < links->count && links->items[i].owned == owned; i++)
            if (owner_link_holds(&links->items[i], o->w->c->question.on))
                ownership_owns(&o->g, node, entity_node(o, links->items[i].owner), links->items[i].share,
                               false);
    }
}

/* ---- who is listed under a rule ---- */

static bool in_list(const str_list *list, str word)
{
    for (size_t i = 0; i < list->count; i++)
        if (str_equal(list->items[i], word))
            return true;
    return false;
}

/* True if another rule has the list, so that the rule for all others does not. */
static bool has_rule(const regime_vocabulary *v, str list)
{
    for (size_t i = 0; i < v->owned_count; i++)
        if (in_list(&v->owned[i].datasets, list))
            return true;
    return false;
}

static bool list_counts(const regime_vocabulary *v, str list, const regime_owned_word *rule)
{
    return rule ? in_list(&rule->datasets, list) : !has_rule(v, list);
}

/* Whether the entity is on a list of the rule on the day; without a rule: on a list that has none. What is on
 * a list without an entry of its own counts as the list does. */
static bool entity_listed(const owner_graph *o, uint32_t index, const regime_owned_word *rule)
{
    uint16_t datasets[64];
    const snapshot *s = o->w->s->snapshot;
    const regime_vocabulary *v = &regime_data(o->w->s->rules)->words;
    const snapshot_entity e = snapshot_entity_at(s, index);
    for (uint32_t i = 0; i < e.listing_count && e.listed; i++) {
        const entity_listing l = snapshot_listing_at(s, e.first_listing + i);
        calendar_day from = case_listing_from(&l);
        if (l.dataset < snapshot_source_count(s) && (from == DATE_NONE || from <= o->w->c->question.on) &&
            !listing_ended(&l, o->w->c->question.on) &&
            list_counts(v, snapshot_source_at(s, l.dataset).dataset, rule))
            return true;
    }
    size_t count = e.listed && e.listing_count == 0 ? snapshot_entity_datasets(s, index, datasets, 64) : 0;
    for (size_t i = 0; i < count && i < 64; i++)
        if (list_counts(v, snapshot_source_at(s, datasets[i]).dataset, rule))
            return true;
    return false;
}

static uint32_t imposer_bits(const regime *r, const regime_owned_word *rule)
{
    const regime_vocabulary *v = &regime_data(r)->words;
    uint32_t bits = 0, others = UINT32_MAX;
    for (size_t i = 0; i < v->owned_count; i++)
        for (size_t k = 0; k < v->owned[i].imposers.count; k++) {
            uint32_t bit = regime_imposer_bit(r, v->owned[i].imposers.items[k]);
            others &= ~bit;
            bits |= &v->owned[i] == rule ? bit : 0;
        }
    return rule ? bits : others;
}

/* ---- what follows ---- */

/* The listed owners of a party that counts as they do are put beside it, for those under whose law it does.
 */
static bool take_ends(owner_graph *o, uint32_t party, bool sure, uint32_t bits)
{
    uint32_t ends[ENDS_MAX];
    size_t count = ownership_ends(&o->g, party, ends, ENDS_MAX);
    bool decided = count > 0 && count < ENDS_MAX && bits;
    for (size_t i = 0; i < count; i++) {
        owner_node *n = &o->nodes[ends[i]];
        bool named = (n->named & bits) != 0;
        if (!n->tagged && n->entity != UINT32_MAX)
            n->party.decided = n->joined = case_tag(o->w, &n->party, n->entity, LIKE_CERTAIN);
        n->tagged = true;
        decided &= named || n->joined;
        if (sure && o->g.nodes[ends[i]].listed == OWNED_SURE)
            n->sure_for |= bits;
        else
            n->perhaps_for |= bits;
    }
    return decided && sure;
}

/* Asks for the shares that nobody gave, of whatever may count. */
static void ask_shares(owner_graph *o)
{
    const ownership_node *nodes = o->g.nodes;
    for (size_t n = 0; n < o->g.node_count; n++) {
        for (uint32_t i = nodes[n].first; i != OWNERSHIP_NONE && nodes[n].standing == OWNED_PERHAPS;
             i = o->g.edges[i].next) {
            const ownership_edge *e = &o->g.edges[i];
            if (!e->same && e->share < 0 && nodes[e->owner].standing != OWNED_NOT)
                findings_question(o->w->found, "parties.owners.percentage", "owned",
                                  "Which share of %.*s does %.*s hold?", STR_ARG(nodes[n].name),
                                  STR_ARG(nodes[e->owner].name));
        }
    }
}

static void tell_standing(owner_graph *o, size_t index, uint32_t party, const regime_owned_word *rule,
                          bool sure)
{
    buf text;
    buf_init(&text, LIMIT_BUF_SIZE);
    buf_printf(&text, "parties[%zu]: %.*s %s as the listed do (%.*s: %s%u.%02u %% in all%s): ", index,
               STR_ARG(o->g.nodes[party].name), sure ? "counts" : "may count", STR_ARG(rule->key),
               rule->above ? "more than " : "from ", rule->share / 100, rule->share % 100,
               rule->control ? ", or control" : "");
    ownership_path(&o->g, party, &text);
    findings_add(o->w->found, sure ? "owned" : "may_be_owned", case_where(o->w, "parties[%zu]", index),
                 buf_as_str(&text), false);
    o->w->no_memory |= text.failed;
    buf_free(&text);
}

static void apply_rule(owner_graph *o, size_t index, uint32_t party, const regime_owned_word *rule, bool rest)
{
    uint32_t bits = imposer_bits(o->w->s->rules, rest ? NULL : rule);
    for (size_t i = 0; i < o->g.node_count; i++) {
        const owner_node *n = &o->nodes[i];
        bool listed =
            (n->entity != UINT32_MAX && entity_listed(o, n->entity, rest ? NULL : rule)) || n->named & bits;
        o->g.nodes[i].listed = listed && !n->own ? OWNED_SURE : OWNED_NOT;
    }
    ownership_solve(&o->g, rule);
    const ownership_node *p = &o->g.nodes[party];
    if (p->standing == OWNED_NOT) {
        if (p->sure + p->perhaps > 0)
            findings_note(o->w->found, "owned_too_little", case_where(o->w, "parties[%zu]", index),
                          "parties[%zu]: listed owners hold %d.%02d %% of %.*s: too little to count (%.*s)",
                          index, (p->sure + p->perhaps) / 100, (p->sure + p->perhaps) % 100, STR_ARG(p->name),
                          STR_ARG(rule->key));
        return;
    }
    bool sure = p->standing == OWNED_SURE && !rest;
    tell_standing(o, index, party, rule, sure);
    ask_shares(o);
    if (!take_ends(o, party, sure, bits))
        o->w->found->review = true;
}

/* ---- the graph of one party ---- */

/* An owner of the case: what it is called, which entities it may be, whether measures name it. */
static void add_owner(owner_graph *o, size_t index, size_t i, uint32_t party)
{
    case_work *w = o->w;
    const case_owner *c = &w->c->details[index].owners[i];
    match_query q = {0};
    seen_list seen = {0};
    str where = case_where(w, "parties[%zu].owners[%zu]", index, i);
    case_subject subject = {.where = where, .asked = c->name, .id = c->id};
    w->no_memory |= !record_hash_owner(c, w->a, subject.record);
    uint32_t node = add_node(o, c->name, c->id, UINT32_MAX);
    ownership_owns(&o->g, party, node, c->percentage, c->control);
    if (node == OWNERSHIP_NONE)
        return;
    o->nodes[node].named =
        regime_named_by(w->s->rules, c->name, STR_NONE, w->c->question.on, w->c->question.as_of);
    case_add_name(&q, c->name, c->country);
    case_query(w, &subject, &q, NULL, false, &seen);
    uint32_t same = w->s->snapshot && c->id.len ? snapshot_entity_find(w->s->snapshot, c->id) : UINT32_MAX;
    if (same != UINT32_MAX)
        ownership_is(&o->g, node, entity_node(o, same), true);
    for (size_t k = 0; k < seen.count; k++)
        if (seen.items[k].entity != same)
            ownership_is(&o->g, node, entity_node(o, seen.items[k].entity), seen.items[k].certain);
}

/* Puts the listed owners beside the parties, each once, in the role of what they own. */
static void add_parties(owner_graph *o, size_t index)
{
    case_work *w = o->w;
    for (size_t i = 0; i < o->g.node_count; i++) {
        owner_node *n = &o->nodes[i];
        uint32_t all = n->sure_for | n->perhaps_for;
        if (all == 0)
            continue;
        n->party.role = w->c->parties[index].role;
        n->party.not_for = ~all;
        n->party.maybe_for = n->perhaps_for & ~n->sure_for;
        if (case_add_party(w, &n->party))
            continue;
        findings_reason(w->found, "too_many_parties", case_where(w, "parties[%zu]", index),
                        "parties[%zu]: there are more owners than can be decided on", index);
        return;
    }
}

void case_owners(case_work *w, size_t index, const seen_list *seen)
{
    static const regime_owned_word rest = {
        .key = STR("other lists and measures"), .share = 5000, .control = true};
    const regime_vocabulary *v = &regime_data(w->s->rules)->words;
    const case_party *d = &w->c->details[index];
    owner_graph o = {.w = w};
    if (d->owner_count == 0 && seen->count == 0)
        return;
    ownership_init(&o.g, w->a);
    const regime_party *p = &w->c->parties[index];
    uint32_t party = add_node(&o, p->name.len ? p->name : p->bic, d->id, UINT32_MAX);
    if (party == OWNERSHIP_NONE)
        return;
    o.nodes[party].own = true;
    for (size_t i = 0; i < d->owner_count; i++)
        add_owner(&o, index, i, party);
    for (size_t i = 0; i < seen->count; i++) {
        uint32_t same = entity_node(&o, seen->items[i].entity);
        ownership_is(&o.g, party, same, seen->items[i].certain);
        if (same != OWNERSHIP_NONE)
            o.nodes[same].own = true;
    }
    expand(&o);
    for (size_t i = 0; i < v->owned_count; i++)
        apply_rule(&o, index, party, &v->owned[i], false);
    apply_rule(&o, index, party, &rest, true);
    w->no_memory |= o.g.no_memory;
    add_parties(&o, index);
}
