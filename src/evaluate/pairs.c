#include "evaluate/evaluate.h"

#include "base/error.h"
#include "evaluate/parallel.h"

#include <stdint.h>

typedef struct pairs_job {
    const table *table;
    size_t schema, name1, name2;
    schema_id *schemata;
    int *scores;
} pairs_job;

static void score_row(void *context, match_worker *worker, size_t row)
{
    pairs_job *j = context;
    j->scores[row] = match_pair(worker, j->schemata[row], table_cell(j->table, row, j->name1),
                                table_cell(j->table, row, j->name2));
}

/* "true" or "false" in any case; an error names the line. */
static itd_status read_label(const table *t, size_t row, size_t column, bool *label, itd_error *error)
{
    str text = table_cell(t, row, column);
    if (str_equal_nocase(text, str_of("true")) || str_equal_nocase(text, str_of("false"))) {
        *label = str_equal_nocase(text, str_of("true"));
        return ITD_OK;
    }
    return error_at_line(error, ITD_ERROR_INPUT, t->path, t->lines[row],
                         "column is_match holds '%.*s', expected true or false", STR_ARG(text));
}

static itd_status read_schema(const table *t, size_t row, size_t column, schema_id *s, itd_error *error)
{
    str text = table_cell(t, row, column);
    if (str_empty(text)) {
        *s = SCHEMA_THING;
        return ITD_OK;
    }
    if (schema_from_name(text, s))
        return ITD_OK;
    return error_at_line(error, ITD_ERROR_INPUT, t->path, t->lines[row],
                         "column schema holds '%.*s', expected a FollowTheMoney schema such as Person",
                         STR_ARG(text));
}

static group_figures *group_of(pairs_report *r, size_t cap, str column, str value)
{
    for (size_t i = 0; i < r->group_count; i++)
        if (str_equal(r->groups[i].column, column) && str_equal(r->groups[i].value, value))
            return &r->groups[i];
    if (r->group_count == cap)
        return NULL;
    r->groups[r->group_count] = (group_figures){.column = column, .value = value};
    return &r->groups[r->group_count++];
}

/* Figures by group. Groups beyond the ceiling are left out: a column with that many values groups nothing. */
static void count_groups(const table *t, const evaluate_options *o, pairs_report *r, size_t cap)
{
    static const char *const columns[] = {"case_group", "schema", "quality", "category", "label_doubt"};
    for (size_t c = 0; c < sizeof columns / sizeof columns[0]; c++) {
        size_t column = table_optional_column(t, columns[c]);
        for (size_t row = 0; column != SIZE_MAX && row < t->row_count; row++) {
            str value = table_cell(t, row, column);
            group_figures *g = str_empty(value) ? NULL : group_of(r, cap, str_of(columns[c]), value);
            if (g)
                confusion_add(&g->counts, r->labels[row], r->scores[row] >= o->threshold);
        }
    }
}

itd_status evaluate_pairs(arena *a, const table *t, const evaluate_options *o, pairs_report *r,
                          itd_error *error)
{
    enum { GROUPS_MAX = 256 };
    pairs_job j = {.table = t};
    size_t is_match;
    itd_status status = table_column(t, "name1", &j.name1, error);
    if (status == ITD_OK)
        status = table_column(t, "name2", &j.name2, error);
    if (status == ITD_OK)
        status = table_column(t, "schema", &j.schema, error);
    if (status == ITD_OK)
        status = table_column(t, "is_match", &is_match, error);
    if (status != ITD_OK)
        return status;
    *r = (pairs_report){0};
    r->scores = arena_array(a, t->row_count, sizeof *r->scores);
    r->labels = arena_array(a, t->row_count, sizeof *r->labels);
    r->groups = arena_array(a, GROUPS_MAX, sizeof *r->groups);
    j.schemata = arena_array(a, t->row_count, sizeof *j.schemata);
    scored_label *curve = arena_array(a, t->row_count, sizeof *curve);
    if (!r->scores || !r->labels || !r->groups || !j.schemata || !curve)
        return error_memory(error);
    for (size_t row = 0; row < t->row_count && status == ITD_OK; row++) {
        status = read_schema(t, row, j.schema, &j.schemata[row], error);
        if (status == ITD_OK)
            status = read_label(t, row, is_match, &r->labels[row], error);
    }
    j.scores = r->scores;
    if (status == ITD_OK)
        status = parallel_rows(o, t->row_count, score_row, &j, error);
    if (status != ITD_OK)
        return status;
    for (size_t row = 0; row < t->row_count; row++) {
        confusion_add(&r->all, r->labels[row], r->scores[row] >= o->threshold);
        curve[row] = (scored_label){r->scores[row], r->labels[row]};
    }
    r->roc_auc = roc_area(curve, t->row_count);
    r->best_f1 = best_f1(curve, t->row_count, &r->best_threshold);
    count_groups(t, o, r, GROUPS_MAX);
    return ITD_OK;
}

static const char *outcome(bool is_match, bool predicted)
{
    if (is_match)
        return predicted ? "true_positive" : "false_negative";
    return predicted ? "false_positive" : "true_negative";
}

void evaluate_pairs_csv(const table *t, const evaluate_options *o, const pairs_report *r, buf *out)
{
    table_put_header(out, t);
    buf_puts(out, ",score,predicted_match,outcome\n");
    for (size_t row = 0; row < t->row_count; row++) {
        bool predicted = r->scores[row] >= o->threshold;
        table_put_row(out, t, row);
        buf_printf(out, ",%d.%04d,%s,%s\n", r->scores[row] / MATCH_SCORE_ONE,
                   r->scores[row] % MATCH_SCORE_ONE, predicted ? "true" : "false",
                   outcome(r->labels[row], predicted));
    }
}
