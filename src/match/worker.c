#include "match/worker.h"

#include "base/error.h"
#include "base/limits.h"
#include "name/pair.h"

#include <stdlib.h>

static itd_status open_index(match_worker *w, const snapshot *s, itd_error *error)
{
    w->snapshot = s;
    itd_status status = index_open(s, &w->index, error);
    if (status == ITD_OK)
        status = identifier_table_make(s, &w->memory, &w->identifiers, error);
    if (status == ITD_OK)
        status = lookup_new(&w->index, &w->lookup, error);
    if (status == ITD_OK)
        status = candidates_new(&w->index, &w->candidates, error);
    if (status != ITD_OK)
        return status;
    size_t entities = snapshot_entity_count(s);
    w->best = calloc(entities + 1, sizeof *w->best);
    w->reached = calloc(entities + 1, sizeof *w->reached);
    snapshot_rest(s);
    return w->best && w->reached ? ITD_OK : error_memory(error);
}

itd_status match_worker_new(const snapshot *s, match_worker **out, itd_error *error)
{
    match_worker *w = calloc(1, sizeof *w);
    if (!w)
        return error_memory(error);
    arena_init(&w->memory, LIMIT_ARENA_SIZE);
    w->relations = calloc((size_t)UNITS_MAX * UNITS_MAX, sizeof *w->relations);
    w->hits = calloc(MATCH_LIMIT_MAX, sizeof *w->hits);
    itd_status status = w->relations && w->hits ? text_scratch_new(&w->text, error) : error_memory(error);
    if (status == ITD_OK && s)
        status = open_index(w, s, error);
    if (status != ITD_OK) {
        match_worker_free(w);
        return status;
    }
    *out = w;
    return ITD_OK;
}

void match_worker_free(match_worker *w)
{
    if (!w)
        return;
    text_scratch_free(w->text);
    lookup_free(w->lookup);
    candidates_free(w->candidates);
    arena_free(&w->memory);
    free(w->relations);
    free(w->best);
    free(w->reached);
    free(w->hits);
    free(w);
}

const char *match_model(void)
{
    return "names-3";
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
