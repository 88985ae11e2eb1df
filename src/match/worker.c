#include "match/worker.h"

#include "base/error.h"
#include "name/pair.h"

#include <stdlib.h>

static itd_status take_tables(match_worker *w, const match_tables *t, itd_error *error)
{
    w->snapshot = t->snapshot;
    w->index = t->index;
    w->identifiers = t->identifiers;
    itd_status status = lookup_new(&w->index, &w->lookup, error);
    if (status == ITD_OK)
        status = candidates_new(&w->index, &w->candidates, error);
    if (status != ITD_OK)
        return status;
    size_t entities = snapshot_entity_count(t->snapshot);
    w->best = calloc(entities + 1, sizeof *w->best);
    w->reached = calloc(entities + 1, sizeof *w->reached);
    return w->best && w->reached ? ITD_OK : error_memory(error);
}

itd_status match_worker_share(const match_tables *t, match_worker **out, itd_error *error)
{
    match_worker *w = calloc(1, sizeof *w);
    if (!w)
        return error_memory(error);
    w->aligned = calloc(1, sizeof *w->aligned);
    w->relations = calloc((size_t)UNITS_MAX * UNITS_MAX, sizeof *w->relations);
    w->hits = calloc(MATCH_LIMIT_MAX, sizeof *w->hits);
    itd_status status =
        w->aligned && w->relations && w->hits ? text_scratch_new(&w->text, error) : error_memory(error);
    if (status == ITD_OK && t)
        status = take_tables(w, t, error);
    if (status != ITD_OK) {
        match_worker_free(w);
        return status;
    }
    *out = w;
    return ITD_OK;
}

itd_status match_worker_new(const snapshot *s, match_worker **out, itd_error *error)
{
    match_tables *own = NULL;
    itd_status status = s ? match_tables_new(s, &own, error) : ITD_OK;
    if (status == ITD_OK)
        status = match_worker_share(own, out, error);
    if (status == ITD_OK)
        (*out)->own = own;
    else
        match_tables_free(own);
    return status;
}

void match_worker_free(match_worker *w)
{
    if (!w)
        return;
    text_scratch_free(w->text);
    lookup_free(w->lookup);
    candidates_free(w->candidates);
    match_tables_free(w->own);
    free(w->relations);
    free(w->aligned);
    free(w->best);
    free(w->reached);
    free(w->hits);
    free(w);
}

const char *match_model(void)
{
    return "names-5";
}

int match_pair(match_worker *w, schema_id s, str a, str b)
{
    alignment best;
    tokens_analyse(w->text, a, &w->query);
    tokens_analyse(w->text, b, &w->other);
    const token_name *const names[] = {&w->query, &w->other};
    if (w->query.count == 0 || w->other.count == 0)
        return 0;
    pair_align(&w->query, &w->other, match_kind_of(s, names, 2), w->relations, &best);
    return best.link_count ? score_of_penalty(best.penalty) : 0;
}

match_kind worker_kind_of_row(const match_worker *w, uint32_t row)
{
    return index_kind_of(&w->index, index_name_of_row(&w->index, row));
}
