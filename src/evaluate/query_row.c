#include "evaluate/query_row.h"

#include "base/error.h"

itd_status query_columns_find(const table *t, query_columns *c, itd_error *error)
{
    *c = (query_columns){
        .schema = table_optional_column(t, "schema"),
        .birth_date = table_optional_column(t, "birth_date"),
        .country = table_optional_column(t, "country"),
        .expected_ids = table_optional_column(t, "expected_ids"),
    };
    return table_column(t, "name", &c->name, error);
}

itd_status query_row(const table *t, const query_columns *c, size_t row, bool name_only, match_query *q,
                     itd_error *error)
{
    str schema = table_cell(t, row, c->schema);
    str birth_date = table_cell(t, row, c->birth_date), country = table_cell(t, row, c->country), part;
    *q = (match_query){.names = {table_cell(t, row, c->name)}, .name_count = 1};
    if (!str_empty(schema)) {
        q->has_schema = schema_from_name(schema, &q->schema);
        if (!q->has_schema)
            return error_at_line(
                error, ITD_ERROR_INPUT, t->path, t->lines[row],
                "column schema holds '%.*s', expected a FollowTheMoney schema such as Person",
                STR_ARG(schema));
    }
    if (name_only)
        return ITD_OK;
    while (!str_empty(birth_date) && q->birth_date_count < MATCH_VALUES_MAX &&
           str_split(&birth_date, ';', &part))
        q->birth_dates[q->birth_date_count++] = part;
    while (!str_empty(country) && q->country_count < MATCH_VALUES_MAX && str_split(&country, ';', &part))
        q->countries[q->country_count++] = part;
    return ITD_OK;
}
