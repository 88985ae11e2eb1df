/* Who is owned by the listed: a graph of owners from the case and from the links of a snapshot, and what
 * follows from it under one rule.
 *
 * A node is somebody: a party, an owner, an entity. It is blocked if it is listed, if blocked owners hold
 * together as much of it as the rule asks for, or if one controls it and the rule counts that; what is
 * blocked in this way counts whole as an owner in turn (OFAC FAQ 401: shares are added up, not multiplied).
 * Standings only rise, and rise on what stood before, so circles do no harm. What might be (an owner who is
 * only perhaps a listed one, a share that nobody gave) is kept apart from what is sure.
 *
 *     ownership g;
 *     ownership_init(&g, arena);
 *     uint32_t acme = ownership_add(&g, name, id), holding = ownership_add(&g, other, STR_NONE);
 *     ownership_owns(&g, acme, holding, 6000, false);
 *     g.nodes[holding].listed = OWNED_SURE;
 *     ownership_solve(&g, &rule);
 *     if (g.nodes[acme].standing == OWNED_SURE) ownership_path(&g, acme, &out);
 */
#ifndef SCREEN_OWNERSHIP_H
#define SCREEN_OWNERSHIP_H

#include "base/arena.h"
#include "base/buf.h"
#include "regime/model.h"

#define OWNERSHIP_NODES_MAX 2000 /* a larger group is cut: what lies behind is not known */
#define OWNERSHIP_NONE      UINT32_MAX

typedef enum owned_standing { OWNED_NOT, OWNED_PERHAPS, OWNED_SURE } owned_standing;

typedef struct ownership_node {
    str name, id;
    uint8_t listed; /* owned_standing by itself, under the rule that is solved for */
    bool cut;       /* its owners were not all looked at */
    uint32_t first; /* of its edges; OWNERSHIP_NONE */
    /* found by ownership_solve */
    uint8_t standing;
    uint32_t sure_since, perhaps_since; /* in which order they came to be so; UINT32_MAX: never */
    int32_t sure, perhaps;              /* shares of such owners together, hundredths of a per cent */
    bool unknown;                       /* one of them holds a share that is not known */
    bool seen;                          /* by ownership_ends */
} ownership_node;

typedef struct ownership_edge {
    uint32_t owner, next;
    int32_t share; /* hundredths of a per cent; -1: not known */
    bool same;     /* not an owner but the same one: `sure` or perhaps */
    bool sure;
    bool control;
} ownership_edge;

typedef struct ownership {
    arena *a;
    ownership_node *nodes;
    size_t node_count, node_cap;
    ownership_edge *edges;
    size_t edge_count, edge_cap;
    bool no_memory;
} ownership;

void ownership_init(ownership *g, arena *a);

/* Adds somebody; texts are borrowed. OWNERSHIP_NONE without memory or beyond the ceiling. */
uint32_t ownership_add(ownership *g, str name, str id);

/* Says that `owner` holds a share of `owned`, or controls it. */
void ownership_owns(ownership *g, uint32_t owned, uint32_t owner, int32_t share, bool control);

/* Says that `node` is `other`, surely or perhaps. */
void ownership_is(ownership *g, uint32_t node, uint32_t other, bool sure);

/* Finds the standing of every node under the rule, from nodes[].listed. */
void ownership_solve(ownership *g, const regime_owned_word *rule);

/* Who holds it, up to the listed: "30.00 % by A (x-1); 25.00 % by B (x-2) [itself held 80.00 % by C (x-3)]".
 * Of a circle only what came first is told. */
void ownership_path(const ownership *g, uint32_t node, buf *out);

/* The listed ones at the ends of that path, each once; returns their count, at most cap are written. */
size_t ownership_ends(ownership *g, uint32_t node, uint32_t *ends, size_t cap);

#endif
