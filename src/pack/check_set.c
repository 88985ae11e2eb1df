/* What can only be told of all measures together: ids, references, cycles. */
#include "pack/bind.h"

enum { UNSEEN, OPEN, DONE };

typedef struct cycle_search {
    binder *b;
    const regime_set *set;
    uint8_t *state;
    bool frames; /* of frames and the rules that carry them out, else of attacks */
} cycle_search;

static void at_measure(binder *b, const regime_measure *m)
{
    b->measure = m->id;
    b->file = m->file.data ? m->file.data : "";
}

static void visit(cycle_search *s, size_t index, size_t depth);

static void visit_list(cycle_search *s, const regime_measure *m, const str_list *list, const char *field,
                       size_t depth)
{
    for (size_t i = 0; i < list->count; i++) {
        const regime_measure *next = regime_set_find(s->set, list->items[i]);
        if (next == NULL)
            continue;
        size_t index = (size_t)(next - s->set->measures);
        if (s->state[index] == OPEN) {
            at_measure(s->b, m);
            bind_note(s->b, m->line, false, "%s: %.*s leads back here: a cycle", field, STR_ARG(next->id));
        } else if (s->state[index] == UNSEEN) {
            visit(s, index, depth + 1);
        }
    }
}

/* Who attacks whom: a measure attacks what it defeats and the permits that name it as what voids them. A
 * permit's void_if_stands is the same edge seen from its end, so a cycle of both kinds shows on the edges
 * "depends on" turned round: defeats forward, void_if_stands backward. */
static void visit(cycle_search *s, size_t index, size_t depth)
{
    const regime_measure *m = &s->set->measures[index];
    if (depth > 2000) {
        at_measure(s->b, m);
        bind_note(s->b, m->line, false, "defeats: a chain of more than 2000 measures");
        return;
    }
    s->state[index] = OPEN;
    if (s->frames)
        visit_list(s, m, &m->implemented_by, "implemented_by", depth);
    else
        visit_list(s, m, &m->defeats, "defeats", depth);
    for (size_t i = 0; i < s->set->measure_count && !s->frames; i++) {
        const regime_measure *other = &s->set->measures[i];
        if (other->void_if_stands.count && bind_in_list(&other->void_if_stands, m->id)) {
            str_list one = {&(str){other->id.data, other->id.len}, 1};
            visit_list(s, m, &one, "void_if_stands", depth);
        }
    }
    s->state[index] = DONE;
}

static void check_cycles(binder *b, const regime_set *set, bool frames)
{
    uint8_t *state = arena_array(b->a, set->measure_count ? set->measure_count : 1, 1);
    if (state == NULL) {
        b->no_memory = true;
        return;
    }
    cycle_search s = {b, set, state, frames};
    for (size_t i = 0; i < set->measure_count; i++)
        if (state[i] == UNSEEN)
            visit(&s, i, 0);
}

static void check_references(binder *b, const regime_set *set)
{
    for (size_t i = 0; i < b->reference_count; i++) {
        const bind_reference *r = &b->references[i];
        b->measure = r->from;
        b->file = r->file;
        if (regime_set_find(set, r->id) == NULL && !bind_in_list(&b->elsewhere, r->id))
            bind_note(b, r->line, false, "%s: there is no measure %.*s", r->field, STR_ARG(r->id));
        else if (r->from.len && str_equal(r->from, r->id))
            bind_note(b, r->line, false, "%s: names itself", r->field);
    }
}

static bool forbids(uint8_t effect)
{
    return effect > EFFECT_PERMIT;
}

/* A permit forbids nothing, a prohibition permits nothing. */
static void check_effects(binder *b, const regime_measure *m, bool permits)
{
    bool wrong = permits ? forbids(m->effect) : m->role == ROLE_OPERATIVE && m->effect == EFFECT_PERMIT;
    for (size_t i = 0; i < m->target_count; i++)
        wrong |= permits ? forbids(m->targets[i].effect)
                         : m->role == ROLE_OPERATIVE && m->targets[i].effect == EFFECT_PERMIT;
    if (wrong)
        bind_note(b, m->line, false, "effect: does not fit the role %s", regime_role_name(m->role));
}

/* Roles and what they may hold. */
static void check_shape(binder *b, const regime_measure *m)
{
    bool permits = m->role == ROLE_PERMIT || m->role == ROLE_LIMIT || m->role == ROLE_LIFTING;
    at_measure(b, m);
    check_effects(b, m, permits);
    if (m->defeats.count && !permits)
        bind_note(b, m->line, false,
                  "defeats: only a permit, limit or lifting defeats, not a measure of role %s",
                  regime_role_name(m->role));
    if (m->counters.count && m->role != ROLE_COUNTER)
        bind_note(b, m->line, false, "counters: only a counter-measure has them");
    if (regime_role_decides(m->role) && m->target_count && m->bound.count + m->exposes.count == 0)
        bind_note(b, m->line, false, "bound: nobody is bound and nobody exposed");
}

/* A permit that defeated a permit would forbid; that is what a limit is for. */
static void check_defeats(binder *b, const regime_set *set, const regime_measure *m)
{
    at_measure(b, m);
    for (size_t i = 0; i < m->defeats.count; i++) {
        const regime_measure *x = regime_set_find(set, m->defeats.items[i]);
        bool permit = x && (x->role == ROLE_PERMIT || x->role == ROLE_LIFTING);
        if (x && permit != (m->role == ROLE_LIMIT))
            bind_note(b, m->line, false, "defeats: a %s cannot defeat %.*s, which is a %s",
                      regime_role_name(m->role), STR_ARG(x->id), regime_role_name(x->role));
    }
}

void bind_check_set(binder *b, const regime_set *set)
{
    for (size_t i = 0; i < set->measure_count; i++) {
        const regime_measure *m = &set->measures[i];
        check_shape(b, m);
        check_defeats(b, set, m);
        if (i > 0 && str_equal(m->id, set->measures[i - 1].id)) {
            const regime_measure *first = &set->measures[i - 1];
            bind_note(b, m->line, false, "id: %.*s is given twice, also in %.*s:%u", STR_ARG(m->id),
                      STR_ARG(first->file), first->line);
        }
    }
    check_references(b, set);
    check_cycles(b, set, false);
    check_cycles(b, set, true);
    bind_check_covers(b, set);
    b->measure = STR_NONE;
}
