#include "compile/owner_rings.h"

#include "compile/compile_lists.h"
#include "base/error.h"

#include <stdio.h>
#include <stdlib.h>

enum { RINGS_SAID_MAX = 20, RING_SHOWN_MAX = 8 };

/* Who is owned by whom, as edges sorted by the owner. */
typedef struct edge {
    uint32_t owner, asset;
} edge;

typedef struct owner_graph {
    edge *edges;
    size_t edge_count;
    uint32_t *first; /* of each entity, into edges; one more at the end */
    uint8_t *seen;   /* 0 not yet, 1 on the way, 2 done */
    uint32_t *way;   /* entities on the way */
    uint32_t *next;  /* of each on the way: its next edge */
    uint32_t count;
} owner_graph;

static int compare_edges(const void *left, const void *right)
{
    const edge *a = left, *b = right;
    if (a->owner != b->owner)
        return a->owner < b->owner ? -1 : 1;
    return (a->asset > b->asset) - (a->asset < b->asset);
}

static size_t collect(const snapshot *s, edge *edges)
{
    size_t count = 0;
    for (uint32_t i = 0; i < snapshot_entity_count(s); i++) {
        const snapshot_entity e = snapshot_entity_at(s, i);
        for (uint32_t k = 0; k < e.link_count; k++) {
            uint32_t other = snapshot_link_target(s, e.first_link + k);
            const entity_link l = snapshot_link_at(s, e.first_link + k);
            if (l.schema != SCHEMA_OWNERSHIP || other == UINT32_MAX)
                continue;
            if (edges)
                edges[count] = l.reversed ? (edge){other, i} : (edge){i, other};
            count++;
        }
    }
    return count;
}

static void say(const compile_options *o, const snapshot *s, const uint32_t *ring, size_t len)
{
    char text[512];
    size_t used = 0;
    for (size_t i = 0; i < len && i < RING_SHOWN_MAX && used + 80 < sizeof text; i++) {
        str id = snapshot_entity_at(s, ring[i]).id;
        used += (size_t)snprintf(text + used, sizeof text - used, "%.*s owns ",
                                 (int)(id.len < 60 ? id.len : 60), id.data);
    }
    str first = snapshot_entity_at(s, ring[0]).id;
    compile_warn(o, "owners in a circle: %s%s%.*s", text, len > RING_SHOWN_MAX ? "… owns " : "",
                 (int)(first.len < 60 ? first.len : 60), first.data);
}

/* Walks on from one entity; each edge back to one that is on the way closes a circle. */
static size_t walk(const compile_options *o, const snapshot *s, owner_graph *g, uint32_t from, size_t said)
{
    size_t depth = 0;
    g->way[depth] = from;
    g->next[depth++] = g->first[from];
    g->seen[from] = 1;
    while (depth) {
        uint32_t here = g->way[depth - 1];
        if (g->next[depth - 1] == g->first[here + 1]) {
            g->seen[here] = 2;
            depth--;
            continue;
        }
        uint32_t asset = g->edges[g->next[depth - 1]++].asset;
        if (g->seen[asset] == 0) {
            g->seen[asset] = 1;
            g->way[depth] = asset;
            g->next[depth++] = g->first[asset];
        } else if (g->seen[asset] == 1) {
            size_t at = depth;
            while (g->way[at - 1] != asset)
                at--;
            if (said++ < RINGS_SAID_MAX)
                say(o, s, g->way + at - 1, depth - at + 1);
        }
    }
    return said;
}

itd_status owner_rings_warn(const compile_options *o, const snapshot *core, itd_error *error)
{
    owner_graph g = {.edge_count = collect(core, NULL), .count = snapshot_entity_count(core)};
    size_t said = 0;
    if (g.edge_count == 0)
        return ITD_OK;
    g.edges = calloc(g.edge_count, sizeof *g.edges);
    g.first = calloc((size_t)g.count + 1, sizeof *g.first);
    g.seen = calloc(g.count, sizeof *g.seen);
    g.way = calloc(g.count, sizeof *g.way);
    g.next = calloc(g.count, sizeof *g.next);
    bool room = g.edges && g.first && g.seen && g.way && g.next;
    if (room) {
        collect(core, g.edges);
        qsort(g.edges, g.edge_count, sizeof *g.edges, compare_edges);
        for (size_t i = 0, at = 0; i <= g.count; i++) {
            while (at < g.edge_count && g.edges[at].owner < i)
                at++;
            g.first[i] = (uint32_t)at;
        }
        for (uint32_t i = 0; i < g.count; i++)
            if (g.seen[i] == 0 && g.first[i] < g.first[i + 1])
                said = walk(o, core, &g, i, said);
        if (said > RINGS_SAID_MAX)
            compile_warn(o, "%zu circles of owners in all", said);
    }
    free(g.edges);
    free(g.first);
    free(g.seen);
    free(g.way);
    free(g.next);
    return room ? ITD_OK : error_memory(error);
}
