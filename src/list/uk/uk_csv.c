/* The UK sanctions list, CSV: a line "Report Date: …", a header, and one row for each name, address, passport
 * … of a designation; rows of the same Unique ID make one entity, wherever they stand.
 *
 * The file has no end mark: a cut between two rows looks like a shorter list. A designation that is cut off
 * is noticed by comparing with the previous snapshot. Columns are found by their header, in any order. */
#include "base/error.h"
#include "list/csv.h"
#include "list/entity_index.h"
#include "list/uk/uk_party.h"

#include <stdint.h>
#include <stdio.h>

typedef enum uk_column {
    COLUMN_ID,
    COLUMN_NAME6,
    COLUMN_NAME1,
    COLUMN_NAME2,
    COLUMN_NAME3,
    COLUMN_NAME4,
    COLUMN_NAME5,
    COLUMN_NAME_TYPE,
    COLUMN_STRENGTH,
    COLUMN_SCRIPT_NAME,
    COLUMN_SCRIPT_LANGUAGE,
    COLUMN_REGIME,
    COLUMN_KIND,
    COLUMN_DESIGNATED,
    COLUMN_LINE1,
    COLUMN_LINE2,
    COLUMN_LINE3,
    COLUMN_LINE4,
    COLUMN_LINE5,
    COLUMN_LINE6,
    COLUMN_POSTAL_CODE,
    COLUMN_COUNTRY,
    COLUMN_PASSPORT,
    COLUMN_PASSPORT_NOTE,
    COLUMN_NATIONAL,
    COLUMN_NATIONAL_NOTE,
    COLUMN_BIRTH_TOWN,
    COLUMN_BIRTH_COUNTRY,
    COLUMN_COUNT
} uk_column;

/* Spellings of the header, the current one first. */
static const char *const COLUMN_NAMES[COLUMN_COUNT][2] = {
    [COLUMN_ID] = {"Unique ID", NULL},
    [COLUMN_NAME6] = {"Name 6", NULL},
    [COLUMN_NAME1] = {"Name 1", NULL},
    [COLUMN_NAME2] = {"Name 2", NULL},
    [COLUMN_NAME3] = {"Name 3", NULL},
    [COLUMN_NAME4] = {"Name 4", NULL},
    [COLUMN_NAME5] = {"Name 5", NULL},
    [COLUMN_NAME_TYPE] = {"Name type", NULL},
    [COLUMN_STRENGTH] = {"Alias strength", NULL},
    [COLUMN_SCRIPT_NAME] = {"Name non-latin script", NULL},
    [COLUMN_SCRIPT_LANGUAGE] = {"Non-latin script language", NULL},
    [COLUMN_REGIME] = {"Regime Name", NULL},
    [COLUMN_KIND] = {"Designation Type", "Individual, Entity, Ship"},
    [COLUMN_DESIGNATED] = {"Date Designated", NULL},
    [COLUMN_LINE1] = {"Address Line 1", NULL},
    [COLUMN_LINE2] = {"Address Line 2", NULL},
    [COLUMN_LINE3] = {"Address Line 3", NULL},
    [COLUMN_LINE4] = {"Address Line 4", NULL},
    [COLUMN_LINE5] = {"Address Line 5", NULL},
    [COLUMN_LINE6] = {"Address Line 6", NULL},
    [COLUMN_POSTAL_CODE] = {"Address Postal Code", NULL},
    [COLUMN_COUNTRY] = {"Address Country", NULL},
    [COLUMN_PASSPORT] = {"Passport number", NULL},
    [COLUMN_PASSPORT_NOTE] = {"Passport additional information", NULL},
    [COLUMN_NATIONAL] = {"National Identifier number", NULL},
    [COLUMN_NATIONAL_NOTE] = {"National Identifier additional information", NULL},
    [COLUMN_BIRTH_TOWN] = {"Town of birth", NULL},
    [COLUMN_BIRTH_COUNTRY] = {"Country of birth", NULL},
};

static const uk_column MANDATORY[] = {COLUMN_ID, COLUMN_NAME6, COLUMN_NAME_TYPE, COLUMN_REGIME, COLUMN_KIND};

typedef struct uk_csv_state {
    list_job *job;
    csv_reader csv;
    size_t columns[COLUMN_COUNT]; /* position, or SIZE_MAX */
    const uk_field **fields;      /* of each column, or NULL */
    size_t field_count;
    entity_index index;
} uk_csv_state;

/* ---- the header ---- */

static bool is_column(str text, uk_column c)
{
    for (size_t i = 0; i < 2 && COLUMN_NAMES[c][i]; i++)
        if (str_equal_nocase(text, str_of(COLUMN_NAMES[c][i])))
            return true;
    return false;
}

static bool read_column(uk_csv_state *s, size_t index)
{
    str text = csv_field(&s->csv, index);
    s->fields[index] = uk_field_of_column(text);
    if (s->fields[index] || str_empty(text))
        return true;
    for (uk_column c = 0; c < COLUMN_COUNT; c++) {
        if (is_column(text, c)) {
            s->columns[c] = index;
            return true;
        }
    }
    return list_unknown(s->job, text);
}

static itd_status read_header(uk_csv_state *s, itd_error *error)
{
    s->field_count = s->csv.field_count;
    s->fields = arena_array(s->job->arena, s->field_count, sizeof *s->fields);
    if (!s->fields)
        return error_memory(error);
    for (uk_column c = 0; c < COLUMN_COUNT; c++)
        s->columns[c] = SIZE_MAX;
    for (size_t i = 0; i < s->field_count; i++)
        if (!read_column(s, i))
            return error_memory(error);
    for (size_t i = 0; i < sizeof MANDATORY / sizeof MANDATORY[0]; i++)
        if (s->columns[MANDATORY[i]] == SIZE_MAX)
            return error_at_line(error, ITD_ERROR_INPUT, s->csv.file->path, s->csv.line, "no column '%s'",
                                 COLUMN_NAMES[MANDATORY[i]][0]);
    return ITD_OK;
}

/* ---- a row ---- */

static str cell(const uk_csv_state *s, uk_column c)
{
    return s->columns[c] == SIZE_MAX ? STR_NONE : csv_field(&s->csv, s->columns[c]);
}

/* "(1) Minister (2) Governor" holds several values; anything else is one. */
static void apply_each(entity *e, const uk_field *field, str text)
{
    int number = 1;
    while (!str_empty(text)) {
        char mark[16];
        snprintf(mark, sizeof mark, "(%d)", number);
        if (!str_starts(text, str_of(mark)))
            break;
        str rest = str_make(text.data + strlen(mark), text.len - strlen(mark));
        snprintf(mark, sizeof mark, "(%d)", ++number);
        size_t end = str_find(rest, str_of(mark));
        str part = str_trim(end == SIZE_MAX ? rest : str_make(rest.data, end));
        uk_apply(e, field, part);
        text = end == SIZE_MAX ? STR_NONE : str_make(rest.data + end, rest.len - end);
    }
    uk_apply(e, field, text);
}

static void apply_row(uk_csv_state *s, entity *e)
{
    str parts[6] = {cell(s, COLUMN_NAME1), cell(s, COLUMN_NAME2), cell(s, COLUMN_NAME3),
                    cell(s, COLUMN_NAME4), cell(s, COLUMN_NAME5), cell(s, COLUMN_NAME6)};
    str lines[6] = {cell(s, COLUMN_LINE1), cell(s, COLUMN_LINE2), cell(s, COLUMN_LINE3),
                    cell(s, COLUMN_LINE4), cell(s, COLUMN_LINE5), cell(s, COLUMN_LINE6)};
    uk_add_name(e, parts, cell(s, COLUMN_NAME_TYPE), cell(s, COLUMN_STRENGTH), true);
    uk_add_script_name(e, cell(s, COLUMN_SCRIPT_NAME), cell(s, COLUMN_SCRIPT_LANGUAGE), true);
    uk_add_address(e, lines, cell(s, COLUMN_POSTAL_CODE), cell(s, COLUMN_COUNTRY), true);
    record_identifier(e, PROPERTY_PASSPORT_NUMBER, cell(s, COLUMN_PASSPORT), STR_NONE,
                      cell(s, COLUMN_PASSPORT_NOTE));
    record_identifier(e, PROPERTY_ID_NUMBER, cell(s, COLUMN_NATIONAL), STR_NONE,
                      cell(s, COLUMN_NATIONAL_NOTE));
    uk_add_birth_place(e, cell(s, COLUMN_BIRTH_TOWN), cell(s, COLUMN_BIRTH_COUNTRY));
    for (size_t i = 0; i < s->field_count; i++)
        if (s->fields[i])
            apply_each(e, s->fields[i], csv_field(&s->csv, i));
}

static itd_status read_row(uk_csv_state *s, itd_error *error)
{
    list_job *job = s->job;
    str unique_id = cell(s, COLUMN_ID);
    if (s->csv.field_count != s->field_count)
        return error_at_line(error, ITD_ERROR_INPUT, s->csv.file->path, s->csv.line,
                             "the row has %zu fields, the header %zu", s->csv.field_count, s->field_count);
    if (str_empty(unique_id))
        return record_missing(s->csv.file, s->csv.line, "row", "a Unique ID", error);
    str id = record_id(job->arena, "gb", unique_id);
    entity **slot = str_empty(id) ? NULL : entity_index_slot(&s->index, job->arena, id);
    if (!slot)
        return error_memory(error);
    if (!*slot) {
        itd_status status;
        entity *e = uk_new_entity(job, s->csv.line, unique_id, cell(s, COLUMN_KIND), cell(s, COLUMN_REGIME),
                                  cell(s, COLUMN_DESIGNATED), &status, error);
        if (e)
            status = record_add(job, e, s->csv.line, error);
        if (status != ITD_OK)
            return status;
        *slot = e;
    }
    apply_row(s, *slot);
    return (*slot)->failed ? record_failed(s->csv.file, *slot, s->csv.line, error) : ITD_OK;
}

/* ---- the file ---- */

static itd_status check_names(const uk_csv_state *s, itd_error *error)
{
    for (size_t i = 0; i < s->job->result.entity_count; i++) {
        const entity *e = s->job->result.entities[i];
        bool named = false;
        for (size_t v = 0; v < e->value_count; v++)
            named = named || e->values[v].name_kind != NAME_NOT_A_NAME;
        if (!named)
            return error_set(error, ITD_ERROR_INPUT, s->csv.file->path, "%.*s has no name", STR_ARG(e->id));
    }
    return record_finish(s->job, "rows of designations", error);
}

static itd_status read_rows(uk_csv_state *s, itd_error *error)
{
    bool more = true, header = false;
    itd_status status = ITD_OK;
    while (status == ITD_OK && (status = csv_next(&s->csv, &more, error)) == ITD_OK && more) {
        str first = csv_field(&s->csv, 0);
        if (!header && str_starts(first, str_of("Report Date"))) {
            size_t colon = str_find(first, str_of(":"));
            str date = colon == SIZE_MAX ? csv_field(&s->csv, 1)
                                         : str_make(first.data + colon + 1, first.len - colon - 1);
            s->job->result.date = record_day(s->job->arena, date);
        } else if (!header) {
            header = true;
            status = read_header(s, error);
        } else {
            status = read_row(s, error);
        }
    }
    return status;
}

static itd_status uk_csv_read(list_job *job, itd_error *error)
{
    uk_csv_state s = {.job = job};
    job->result.title = str_of("UK sanctions list");
    job->result.publisher = str_of("Foreign, Commonwealth & Development Office");
    csv_open(&s.csv, &job->files[0], ',');
    itd_status status = read_rows(&s, error);
    csv_close(&s.csv);
    return status == ITD_OK ? check_names(&s, error) : status;
}

static int uk_csv_detect(const list_file *file)
{
    str line = csv_first_line(file);
    if (csv_line_has(line, ',', "Unique ID") && csv_line_has(line, ',', "Regime Name"))
        return 95;
    if (str_find(str_make(line.data, line.len < 20 ? line.len : 20), str_of("Report Date")) == SIZE_MAX)
        return 0;
    str head = str_make(file->bytes.data, file->bytes.len < 8192 ? file->bytes.len : 8192);
    return str_find_nocase(head, str_of("Unique ID")) != SIZE_MAX ? 95 : 0;
}

extern const list_format list_uk_csv;
const list_format list_uk_csv = {
    .name = "uk-csv",
    .title = "UK sanctions list, CSV",
    .default_dataset = "gb_fcdo_sanctions",
    .detect = uk_csv_detect,
    .read = uk_csv_read,
};
