#include "list/columns.h"

#include "base/error.h"

static bool is_column(str text, const column_name *name)
{
    for (size_t i = 0; i < COLUMN_SPELLINGS && name->spellings[i]; i++)
        if (str_equal_nocase(text, str_of(name->spellings[i])))
            return true;
    return false;
}

itd_status columns_read(columns *c, list_job *job, const csv_reader *csv, const column_name *names,
                        size_t count, itd_error *error)
{
    c->field_count = csv->field_count;
    for (size_t i = 0; i < COLUMNS_MAX; i++)
        c->at[i] = SIZE_MAX;
    for (size_t i = 0; i < csv->field_count; i++) {
        str text = csv_field(csv, i);
        size_t column = 0;
        while (column < count && !is_column(text, &names[column]))
            column++;
        if (column < count && c->at[column] != SIZE_MAX)
            return error_at_line(error, ITD_ERROR_INPUT, csv->file->path, csv->line,
                                 "the column '%s' is there twice", names[column].spellings[0]);
        if (column < count)
            c->at[column] = i;
        else if (!str_empty(text) && !list_unknown(job, str_make(text.data, text.len < 80 ? text.len : 80)))
            return error_memory(error);
    }
    for (size_t i = 0; i < count; i++)
        if (names[i].mandatory && c->at[i] == SIZE_MAX)
            return error_at_line(error, ITD_ERROR_INPUT, csv->file->path, csv->line, "no column '%s'",
                                 names[i].spellings[0]);
    return ITD_OK;
}

str columns_cell(const columns *c, const csv_reader *csv, size_t column)
{
    return c->at[column] == SIZE_MAX ? STR_NONE : csv_field(csv, c->at[column]);
}

itd_status columns_check_row(const columns *c, const csv_reader *csv, itd_error *error)
{
    if (csv->field_count == c->field_count)
        return ITD_OK;
    return error_at_line(error, ITD_ERROR_INPUT, csv->file->path, csv->line,
                         "the row has %zu fields, the header %zu", csv->field_count, c->field_count);
}
