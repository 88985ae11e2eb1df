#include "evaluate/evaluate.h"

#include "base/error.h"
#include "evaluate/parallel.h"
#include "evaluate/query_row.h"

#include <stdatomic.h>
#include <stdint.h>

#define FIGURES_MAX 256

typedef struct search_job {
    const table *table;
    const evaluate_options *options;
    query_columns columns;
    search_answer *answers;
    atomic_bool no_memory; /* an answer lacks hits */
} search_job;

static bool is_expected(str ids, str id)
{
    str part;
    while (str_split(&ids, ';', &part))
        if (str_equal(str_trim(part), id))
            return true;
    return false;
}

static void search_row(void *context, match_worker *worker, size_t row)
{
    search_job *j = context;
    const snapshot *s = j->options->snapshot;
    search_answer *answer = &j->answers[row];
    match_query q;
    /* The rows were read once before the threads began, so this cannot fail. */
    if (query_row(j->table, &j->columns, row, j->options->name_only, &q, NULL) != ITD_OK)
        return;
    match_options o = {.threshold = EVALUATE_FLOOR, .limit = MATCH_LIMIT_MAX};
    const match_result *r = match_search(worker, &q, &o);
    if (r->no_memory)
        j->no_memory = true;
    str expected = table_cell(j->table, row, j->columns.expected_ids);
    answer->expected = !str_empty(str_trim(expected));
    for (size_t i = 0; i < r->hit_count; i++) {
        str id = snapshot_entity_at(s, r->hits[i].entity).id;
        answer->alerts += r->hits[i].score >= j->options->threshold;
        if (i == 0) {
            answer->top_id = id;
            answer->top_score = r->hits[i].score;
        }
        if (!answer->rank && answer->expected && is_expected(expected, id)) {
            answer->rank = i + 1;
            answer->expected_score = r->hits[i].score;
        }
    }
}

static void add_answer(search_figures *f, const search_answer *a, int threshold)
{
    f->queries++;
    if (!a->expected) {
        f->clean++;
        f->clean_alerts += a->top_score >= threshold;
        return;
    }
    f->expected++;
    f->first += a->rank == 1;
    f->in_five += a->rank >= 1 && a->rank <= 5;
    f->in_five_alerting += a->rank >= 1 && a->rank <= 5 && a->expected_score >= threshold;
    f->reciprocal_ranks += a->rank ? 1.0 / (double)a->rank : 0;
}

void evaluate_search_at(const table *t, const search_report *r, int threshold, search_figures *figures)
{
    *figures = (search_figures){0};
    for (size_t row = 0; row < t->row_count; row++)
        add_answer(figures, &r->answers[row], threshold);
}

static search_figures *figures_of(search_report *r, str column, str value)
{
    for (size_t i = 1; i < r->figure_count; i++)
        if (str_equal(r->figures[i].column, column) && str_equal(r->figures[i].value, value))
            return &r->figures[i];
    if (r->figure_count == FIGURES_MAX)
        return NULL;
    r->figures[r->figure_count] = (search_figures){.column = column, .value = value};
    return &r->figures[r->figure_count++];
}

static void count_figures(const table *t, int threshold, search_report *r)
{
    static const char *const columns[] = {"schema", "kind", "script", "difficulty", "truth"};
    size_t difficulty = table_optional_column(t, "difficulty");
    r->figure_count = 1;
    for (size_t row = 0; row < t->row_count; row++) {
        add_answer(&r->figures[0], &r->answers[row], threshold);
        bool far = str_is(table_cell(t, row, difficulty), "far");
        search_figures *f =
            difficulty != SIZE_MAX && !far ? figures_of(r, str_of("without"), str_of("far")) : NULL;
        if (f)
            add_answer(f, &r->answers[row], threshold);
    }
    for (size_t c = 0; c < sizeof columns / sizeof columns[0]; c++) {
        size_t column = table_optional_column(t, columns[c]);
        for (size_t row = 0; column != SIZE_MAX && row < t->row_count; row++) {
            str value = table_cell(t, row, column);
            search_figures *f = str_empty(value) ? NULL : figures_of(r, str_of(columns[c]), value);
            if (f)
                add_answer(f, &r->answers[row], threshold);
        }
    }
}

itd_status evaluate_search(arena *a, const table *t, const evaluate_options *o, search_report *r,
                           itd_error *error)
{
    search_job j = {.table = t, .options = o};
    itd_status status = query_columns_find(t, &j.columns, error);
    for (size_t row = 0; row < t->row_count && status == ITD_OK; row++) {
        match_query q;
        status = query_row(t, &j.columns, row, o->name_only, &q, error);
    }
    if (status != ITD_OK)
        return status;
    *r = (search_report){0};
    r->answers = arena_array(a, t->row_count, sizeof *r->answers);
    r->figures = arena_array(a, FIGURES_MAX, sizeof *r->figures);
    if (!r->answers || !r->figures)
        return error_memory(error);
    j.answers = r->answers;
    status = parallel_rows(o, t->row_count, search_row, &j, error);
    if (status == ITD_OK && j.no_memory)
        status = error_memory(error);
    if (status == ITD_OK)
        count_figures(t, o->threshold, r);
    return status;
}

static void put_score(buf *out, int score)
{
    buf_printf(out, "%d.%04d", score / MATCH_SCORE_ONE, score % MATCH_SCORE_ONE);
}

void evaluate_search_csv(const table *t, const search_report *r, buf *out)
{
    table_put_header(out, t);
    buf_puts(out, ",rank,expected_score,top_id,top_score,alerts\n");
    for (size_t row = 0; row < t->row_count; row++) {
        const search_answer *a = &r->answers[row];
        table_put_row(out, t, row);
        buf_putc(out, ',');
        if (a->rank) {
            buf_printf(out, "%zu,", a->rank);
            put_score(out, a->expected_score);
        } else {
            buf_putc(out, ',');
        }
        buf_putc(out, ',');
        table_put(out, a->top_id);
        buf_putc(out, ',');
        if (!str_empty(a->top_id))
            put_score(out, a->top_score);
        buf_printf(out, ",%zu\n", a->alerts);
    }
}
