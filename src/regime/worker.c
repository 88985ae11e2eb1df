/* The worker: its memory, and one decision from case to result. */
#include "regime/program.h"

#include "base/error.h"

#include <stdlib.h>

typedef struct part {
    void **memory;
    size_t count, size;
} part;

static itd_status allocate(regime_worker *w, itd_error *error)
{
    const regime *r = w->r;
    size_t targets = r->target_count + 1, measures = r->measure_count + 1, statuses = r->status_count + 1;
    w->hit_cap = REGIME_PARTIES_MAX * 3 * (r->longest_run + 1);
#define PART(field, n)                                                                                       \
    {                                                                                                        \
        (void **)&w->field, (n), sizeof *w->field                                                            \
    }
    const part parts[] = {
        PART(values, r->set->words.fact_count + PATH_COUNT),
        PART(hits, w->hit_cap),
        PART(target_hits, targets),
        PART(status_hits, statuses),
        PART(except_hits, targets),
        PART(status_fixed, statuses),
        PART(status_unsure, statuses),
        PART(status_mask, statuses),
        PART(status_maybe, statuses),
        PART(status_stamp, statuses),
        PART(live_stamp, measures),
        PART(live_period, measures),
        PART(candidates, targets),
        PART(nodes, targets),
        PART(node_candidate, targets),
        PART(candidate_node, targets),
        PART(helps_stamp, measures),
        PART(first_node, measures),
        PART(node_total, measures),
        PART(node_stamp, measures),
        PART(edges, (size_t)r->edge_cap + 1),
        PART(by, (size_t)r->edge_cap + 1),
        PART(edge_first, targets + 1),
        PART(states, targets),
        PART(labels, targets),
        PART(false_condition, targets),
        PART(not_met, targets),
        PART(boundaries, r->boundary_cap),
        PART(absent, r->join_count),
        PART(party_targets, r->mask_words),
        PART(absent_targets, r->mask_words),
        PART(selected, r->mask_words),
        PART(selected_part, r->mask_words),
    };
#undef PART
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        *parts[i].memory = calloc(parts[i].count ? parts[i].count : 1, parts[i].size);
        if (*parts[i].memory == NULL)
            return error_memory(error);
    }
    memset(w->target_hits, 0xff, targets * sizeof *w->target_hits);
    memset(w->status_hits, 0xff, statuses * sizeof *w->status_hits);
    memset(w->except_hits, 0xff, targets * sizeof *w->except_hits);
    return ITD_OK;
}

itd_status regime_worker_new(const regime *r, regime_worker **out, itd_error *error)
{
    regime_worker *w = calloc(1, sizeof *w);
    *out = NULL;
    if (w == NULL)
        return error_memory(error);
    w->r = r;
    w->here = UINT32_MAX;
    w->exposure = VERDICT_EXPOSURE;
    w->business.day = DATE_NONE;
    itd_status status = allocate(w, error);
    if (status == ITD_OK)
        *out = w;
    else
        regime_worker_free(w);
    return status;
}

void regime_worker_view(regime_worker *w, const str_list *imposers, uint8_t exposure)
{
    w->here = imposers->count ? 0 : UINT32_MAX;
    w->exposure = exposure;
    for (uint32_t i = 0; i < w->r->jurisdiction_count; i++)
        for (size_t k = 0; k < imposers->count; k++)
            if (str_equal(w->r->jurisdictions[i], imposers->items[k]))
                w->here |= 1u << i;
}

void regime_worker_lists(regime_worker *w, const str_list *datasets)
{
    w->join_absent = datasets->count ? w->absent : NULL;
    for (uint32_t i = 0; i < w->r->join_count; i++) {
        bool there = false;
        for (size_t k = 0; k < datasets->count; k++)
            there |= str_equal(datasets->items[k], w->r->joins[i].dataset);
        w->absent[i] = !there;
    }
    select_absent(w);
}

void regime_worker_free(regime_worker *w)
{
    if (w == NULL)
        return;
    free(w->values);
    free(w->hits);
    free(w->target_hits);
    free(w->status_hits);
    free(w->except_hits);
    free(w->status_fixed);
    free(w->status_unsure);
    free(w->status_mask);
    free(w->status_maybe);
    free(w->status_stamp);
    free(w->live_stamp);
    free((void *)w->live_period);
    free(w->candidates);
    free(w->nodes);
    free(w->node_candidate);
    free(w->candidate_node);
    free(w->helps_stamp);
    free(w->first_node);
    free(w->node_total);
    free(w->node_stamp);
    free(w->edges);
    free(w->by);
    free(w->edge_first);
    free(w->states);
    free(w->labels);
    free((void *)w->false_condition);
    free((void *)w->not_met);
    free(w->boundaries);
    free(w->absent);
    free(w->party_targets);
    free(w->absent_targets);
    free(w->selected);
    free(w->selected_part);
    free(w);
}

bool country_linked(const regime_worker *w, uint16_t country)
{
    for (uint32_t i = 0; i < w->link_count; i++)
        if (w->links[i].country == country)
            return true;
    return false;
}

const regime_result *regime_evaluate(regime_worker *w, const regime_case *c, unsigned options)
{
    /* Not zeroed as a whole: the arrays are long and their counts say what is in them. */
    regime_result *x = &w->result;
    w->c = c;
    x->verdict = VERDICT_PASS;
    x->missing_count = x->duty_count = x->failed_count = x->conflict_count = x->note_count = 0;
    x->change_day = DATE_NONE;
    x->nearest = (regime_miss){.day = DATE_NONE};
    x->change_measure = NULL;
    worker_read_case(w);
    worker_read_parties(w);
    cover_read_case(w);
    find_candidates(w, options & REGIME_NEXT_CHANGE);
    if (options & REGIME_NEXT_CHANGE)
        next_change(w);
    nodes_on(w, c->on);
    report(w);
    return x;
}
