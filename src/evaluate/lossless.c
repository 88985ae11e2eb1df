#include "evaluate/evaluate.h"

#include "base/error.h"
#include "evaluate/parallel.h"
#include "evaluate/query_row.h"

#include <stdatomic.h>

#define DIFFERING_ROWS_MAX 100

typedef struct lossless_job {
    const table *table;
    const evaluate_options *options;
    query_columns columns;
    bool *differs;
    atomic_bool no_memory; /* an answer lacks hits */
} lossless_job;

static bool same_result(const match_hit *hits, size_t count, size_t total, const match_result *other)
{
    if (count != other->hit_count || total != other->total)
        return false;
    for (size_t i = 0; i < count; i++)
        if (hits[i].entity != other->hits[i].entity || hits[i].score != other->hits[i].score)
            return false;
    return true;
}

static void compare_row(void *context, match_worker *worker, size_t row)
{
    lossless_job *j = context;
    match_query q;
    if (query_row(j->table, &j->columns, row, j->options->name_only, &q, NULL) != ITD_OK)
        return;
    match_options o = {.threshold = j->options->threshold, .limit = MATCH_LIMIT_MAX};
    match_hit hits[MATCH_LIMIT_MAX];
    const match_result *r = match_search(worker, &q, &o);
    if (r->no_memory)
        j->no_memory = true;
    size_t count = r->hit_count, total = r->total;
    if (count)
        memcpy(hits, r->hits, count * sizeof *hits);
    o.exhaustive = true;
    r = match_search(worker, &q, &o);
    if (r->no_memory)
        j->no_memory = true;
    j->differs[row] = !same_result(hits, count, total, r);
}

itd_status evaluate_lossless(arena *a, const table *t, const evaluate_options *o, lossless_report *r,
                             itd_error *error)
{
    lossless_job j = {.table = t, .options = o};
    itd_status status = query_columns_find(t, &j.columns, error);
    for (size_t row = 0; row < t->row_count && status == ITD_OK; row++) {
        match_query q;
        status = query_row(t, &j.columns, row, o->name_only, &q, error);
    }
    if (status != ITD_OK)
        return status;
    *r = (lossless_report){.queries = t->row_count};
    j.differs = arena_array(a, t->row_count, sizeof *j.differs);
    r->rows = arena_array(a, DIFFERING_ROWS_MAX, sizeof *r->rows);
    if (!j.differs || !r->rows)
        return error_memory(error);
    status = parallel_rows(o, t->row_count, compare_row, &j, error);
    if (status == ITD_OK && j.no_memory)
        status = error_memory(error);
    for (size_t row = 0; row < t->row_count && status == ITD_OK; row++) {
        if (!j.differs[row])
            continue;
        r->differing++;
        if (r->row_count < DIFFERING_ROWS_MAX)
            r->rows[r->row_count++] = row;
    }
    return status;
}
