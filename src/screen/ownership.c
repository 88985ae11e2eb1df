#include "screen/ownership.h"

#include <string.h>

#define PATH_DEPTH 8    /* told; what lies deeper is cut with dots */
#define PATH_LEN   4000 /* likewise */

void ownership_init(ownership *g, arena *a)
{
    *g = (ownership){.a = a};
}

uint32_t ownership_add(ownership *g, str name, str id)
{
    if (g->node_count == OWNERSHIP_NODES_MAX)
        return OWNERSHIP_NONE;
    if (g->node_count == g->node_cap) {
        ownership_node *nodes = arena_grow(g->a, g->nodes, g->node_count, &g->node_cap, sizeof *nodes);
        if (nodes == NULL) {
            g->no_memory = true;
            return OWNERSHIP_NONE;
        }
        g->nodes = nodes;
    }
    g->nodes[g->node_count] = (ownership_node){.name = name, .id = id, .first = OWNERSHIP_NONE};
    return (uint32_t)g->node_count++;
}

static void add_edge(ownership *g, uint32_t node, ownership_edge edge)
{
    if (edge.owner == OWNERSHIP_NONE) {
        g->nodes[node].cut = true;
        return;
    }
    if (g->edge_count == g->edge_cap) {
        ownership_edge *edges = arena_grow(g->a, g->edges, g->edge_count, &g->edge_cap, sizeof *edges);
        if (edges == NULL) {
            g->no_memory = true;
            return;
        }
        g->edges = edges;
    }
    /* At the end, so that a path is told in the order in which owners were given. */
    uint32_t *last = &g->nodes[node].first;
    while (*last != OWNERSHIP_NONE)
        last = &g->edges[*last].next;
    edge.next = OWNERSHIP_NONE;
    g->edges[g->edge_count] = edge;
    *last = (uint32_t)g->edge_count++;
}

void ownership_owns(ownership *g, uint32_t owned, uint32_t owner, int32_t share, bool control)
{
    add_edge(g, owned, (ownership_edge){.owner = owner, .share = share, .sure = true, .control = control});
}

void ownership_is(ownership *g, uint32_t node, uint32_t other, bool sure)
{
    add_edge(g, node, (ownership_edge){.owner = other, .share = -1, .same = true, .sure = sure});
}

static bool enough(const regime_owned_word *rule, int32_t share)
{
    return share > (int32_t)rule->share || (!rule->above && share == (int32_t)rule->share && share > 0);
}

static void add_share(int32_t *sum, int32_t share)
{
    *sum = share > 0 ? *sum + share : *sum;
    *sum = *sum > 10000 ? 10000 : *sum;
}

/* What the owners make of a node in this round. */
static uint8_t standing_by_owners(ownership *g, const regime_owned_word *rule, ownership_node *n)
{
    bool sure = n->listed == OWNED_SURE, perhaps = n->listed == OWNED_PERHAPS || n->cut;
    n->sure = n->perhaps = 0;
    n->unknown = false;
    for (uint32_t i = n->first; i != OWNERSHIP_NONE; i = g->edges[i].next) {
        const ownership_edge *e = &g->edges[i];
        uint8_t owner = g->nodes[e->owner].standing;
        if (owner == OWNED_NOT)
            continue;
        bool surely = owner == OWNED_SURE && e->sure, counts = e->same || (e->control && rule->control);
        sure |= counts && surely;
        perhaps |= counts;
        if (e->same)
            continue;
        add_share(surely ? &n->sure : &n->perhaps, e->share);
        n->unknown |= e->share < 0;
    }
    if (sure || enough(rule, n->sure))
        return OWNED_SURE;
    return perhaps || n->unknown || enough(rule, n->sure + n->perhaps) ? OWNED_PERHAPS : OWNED_NOT;
}

void ownership_solve(ownership *g, const regime_owned_word *rule)
{
    uint32_t rises = 1;
    bool changed = true;
    for (size_t i = 0; i < g->node_count; i++) {
        ownership_node *n = &g->nodes[i];
        n->standing = n->listed;
        n->sure_since = n->listed == OWNED_SURE ? 0 : UINT32_MAX;
        n->perhaps_since = n->listed != OWNED_NOT ? 0 : UINT32_MAX;
    }
    /* A node rises at most twice, so this ends. */
    while (changed) {
        changed = false;
        for (size_t i = 0; i < g->node_count; i++) {
            ownership_node *n = &g->nodes[i];
            uint8_t standing = standing_by_owners(g, rule, n);
            if (standing <= n->standing)
                continue;
            changed = true;
            n->standing = standing;
            if (n->perhaps_since == UINT32_MAX)
                n->perhaps_since = rises;
            if (standing == OWNED_SURE)
                n->sure_since = rises;
            rises++;
        }
    }
}

/* True if the edge is a reason for the standing of the node: its owner stood before it did. */
static bool is_reason(const ownership *g, const ownership_node *n, const ownership_edge *e)
{
    const ownership_node *owner = &g->nodes[e->owner];
    return n->standing == OWNED_SURE ? owner->sure_since < n->sure_since
                                     : owner->perhaps_since < n->perhaps_since;
}

static void tell_name(const ownership_node *n, buf *out)
{
    buf_printf(out, "%.*s", STR_ARG(n->name.len ? n->name : n->id));
    if (n->name.len && n->id.len)
        buf_printf(out, " (%.*s)", STR_ARG(n->id));
}

/* One owner, or who it is; `held` goes before the first owner of somebody who is himself an owner. */
static void tell_edge(const ownership *g, const ownership_edge *e, bool party, bool held, buf *out)
{
    if (e->same) {
        buf_puts(out, party ? "it " : "who ");
        buf_puts(out, e->sure ? "is " : "may be ");
    } else {
        buf_puts(out, held ? "itself held " : "");
        if (e->share >= 0)
            buf_printf(out, "%d.%02d %%", e->share / 100, e->share % 100);
        else
            buf_puts(out, "an unknown share");
        buf_puts(out, e->control ? " and control by " : " by ");
    }
    tell_name(&g->nodes[e->owner], out);
}

static void tell(const ownership *g, uint32_t node, unsigned depth, size_t limit, buf *out)
{
    const ownership_node *n = &g->nodes[node];
    bool first = true;
    for (uint32_t i = n->first; i != OWNERSHIP_NONE; i = g->edges[i].next) {
        const ownership_edge *e = &g->edges[i];
        if (!is_reason(g, n, e))
            continue;
        buf_puts(out, first ? "" : "; ");
        if (depth == PATH_DEPTH || out->len > limit) {
            buf_puts(out, "…");
            return;
        }
        tell_edge(g, e, depth == 0, depth > 0 && first, out);
        first = false;
        if (g->nodes[e->owner].listed != OWNED_NOT)
            continue;
        buf_puts(out, " [");
        tell(g, e->owner, depth + 1, limit, out);
        buf_puts(out, "]");
    }
    if (first && n->cut)
        buf_puts(out, "by more owners than were looked at");
}

void ownership_path(const ownership *g, uint32_t node, buf *out)
{
    tell(g, node, 0, out->len + PATH_LEN, out);
}

static void collect(ownership *g, uint32_t node, uint32_t *ends, size_t *count, size_t cap)
{
    const ownership_node *n = &g->nodes[node];
    for (uint32_t i = n->first; i != OWNERSHIP_NONE; i = g->edges[i].next) {
        ownership_node *owner = &g->nodes[g->edges[i].owner];
        if (owner->seen || !is_reason(g, n, &g->edges[i]))
            continue;
        owner->seen = true;
        if (owner->listed == OWNED_NOT)
            collect(g, g->edges[i].owner, ends, count, cap);
        else if (*count < cap)
            ends[(*count)++] = g->edges[i].owner;
    }
}

size_t ownership_ends(ownership *g, uint32_t node, uint32_t *ends, size_t cap)
{
    size_t count = 0;
    for (size_t i = 0; i < g->node_count; i++)
        g->nodes[i].seen = false;
    collect(g, node, ends, &count, cap);
    return count;
}
