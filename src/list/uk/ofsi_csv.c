/* OFSI's consolidated list of targets, ConList.csv, as published until 28 January 2026: a line "Last
 * Updated,<day>", a header, and one row for each name of a target; rows of one Group ID make one entity,
 * wherever they stand. For archives: today's list of the United Kingdom is the UK sanctions list (uk_csv.c).
 *
 * "Other Information" holds labelled values, "(IMO number):9340623. (Gender):Male": they are taken apart and
 * go where the UK sanctions list has them; text without a label that is known stays in the notes. A cell may
 * hold several values, "(1) Syria (2) Lebanon". The file has no end mark. */
#include "base/error.h"
#include "list/columns.h"
#include "list/entity_index.h"
#include "list/uk/uk_party.h"

#include <stdio.h>

typedef enum ofsi_column {
    COLUMN_NAME6,
    COLUMN_NAME1,
    COLUMN_NAME2,
    COLUMN_NAME3,
    COLUMN_NAME4,
    COLUMN_NAME5,
    COLUMN_TITLE,
    COLUMN_SCRIPT_NAME,
    COLUMN_SCRIPT_TYPE,
    COLUMN_SCRIPT_LANGUAGE,
    COLUMN_BIRTH,
    COLUMN_BIRTH_TOWN,
    COLUMN_BIRTH_COUNTRY,
    COLUMN_NATIONALITY,
    COLUMN_PASSPORT,
    COLUMN_PASSPORT_NOTE,
    COLUMN_NATIONAL,
    COLUMN_NATIONAL_NOTE,
    COLUMN_POSITION,
    COLUMN_LINE1,
    COLUMN_LINE2,
    COLUMN_LINE3,
    COLUMN_LINE4,
    COLUMN_LINE5,
    COLUMN_LINE6,
    COLUMN_POSTAL_CODE,
    COLUMN_COUNTRY,
    COLUMN_OTHER,
    COLUMN_GROUP_TYPE,
    COLUMN_ALIAS_TYPE,
    COLUMN_ALIAS_QUALITY,
    COLUMN_REGIME,
    COLUMN_LISTED,
    COLUMN_DESIGNATED,
    COLUMN_UPDATED,
    COLUMN_GROUP,
    COLUMN_COUNT
} ofsi_column;

static const column_name NAMES[COLUMN_COUNT] = {
    [COLUMN_NAME6] = {{"Name 6"}, true},
    [COLUMN_NAME1] = {{"Name 1"}, true},
    [COLUMN_NAME2] = {{"Name 2"}, false},
    [COLUMN_NAME3] = {{"Name 3"}, false},
    [COLUMN_NAME4] = {{"Name 4"}, false},
    [COLUMN_NAME5] = {{"Name 5"}, false},
    [COLUMN_TITLE] = {{"Title"}, false},
    [COLUMN_SCRIPT_NAME] = {{"Name Non-Latin Script"}, false},
    [COLUMN_SCRIPT_TYPE] = {{"Non-Latin Script Type"}, false},
    [COLUMN_SCRIPT_LANGUAGE] = {{"Non-Latin Script Language"}, false},
    [COLUMN_BIRTH] = {{"DOB"}, false},
    [COLUMN_BIRTH_TOWN] = {{"Town of Birth"}, false},
    [COLUMN_BIRTH_COUNTRY] = {{"Country of Birth"}, false},
    [COLUMN_NATIONALITY] = {{"Nationality"}, false},
    [COLUMN_PASSPORT] = {{"Passport Number"}, false},
    [COLUMN_PASSPORT_NOTE] = {{"Passport Details"}, false},
    [COLUMN_NATIONAL] = {{"National Identification Number", "NI Number"}, false},
    [COLUMN_NATIONAL_NOTE] = {{"National Identification Details", "NI Details"}, false},
    [COLUMN_POSITION] = {{"Position"}, false},
    [COLUMN_LINE1] = {{"Address 1"}, false},
    [COLUMN_LINE2] = {{"Address 2"}, false},
    [COLUMN_LINE3] = {{"Address 3"}, false},
    [COLUMN_LINE4] = {{"Address 4"}, false},
    [COLUMN_LINE5] = {{"Address 5"}, false},
    [COLUMN_LINE6] = {{"Address 6"}, false},
    [COLUMN_POSTAL_CODE] = {{"Post/Zip Code"}, false},
    [COLUMN_COUNTRY] = {{"Country"}, false},
    [COLUMN_OTHER] = {{"Other Information"}, false},
    [COLUMN_GROUP_TYPE] = {{"Group Type"}, true},
    [COLUMN_ALIAS_TYPE] = {{"Alias Type"}, false},
    [COLUMN_ALIAS_QUALITY] = {{"Alias Quality"}, false},
    [COLUMN_REGIME] = {{"Regime"}, true},
    [COLUMN_LISTED] = {{"Listed On"}, false},
    [COLUMN_DESIGNATED] = {{"UK Sanctions List Date Designated"}, false},
    [COLUMN_UPDATED] = {{"Last Updated"}, false},
    [COLUMN_GROUP] = {{"Group ID"}, true},
};

/* Labels of "Other Information" and the columns of the UK sanctions list that hold the same. */
static const struct {
    const char *label, *column;
} LABELS[] = {
    {"UK Sanctions List Ref", NULL},
    {"UN Ref", "UN Reference Number"},
    {"UK Statement of Reasons", "UK Statement of Reasons"},
    {"Gender", "Gender"},
    {"Type of entity", "Type of entity"},
    {"Parent company", "Parent company"},
    {"Subsidiaries", "Subsidiaries"},
    {"Business Reg No", "Business registration number (s)"},
    {"Phone number", "Phone number"},
    {"Email address", "Email address"},
    {"Website", "Website"},
    {"IMO number", "IMO number"},
    {"Current owners", "Current owner/operator (s)"},
    {"Current owner", "Current owner/operator (s)"},
    {"Previous owners", "Previous owner/operator (s)"},
    {"Previous owner", "Previous owner/operator (s)"},
    {"Flag of ship", "Current believed flag of ship"},
    {"Current believed flag of ship", "Current believed flag of ship"},
    {"Previous flags", "Previous flags"},
    {"Type of ship", "Type of ship"},
    {"Tonnage of ship", "Tonnage of ship"},
    {"Length of ship", "Length of ship"},
    {"Year built", "Year Built"},
    {"Hull identification number (HIN)", "Hull identification number (HIN)"},
};

enum { LABEL_COUNT = sizeof LABELS / sizeof LABELS[0] };

typedef struct ofsi_state {
    list_job *job;
    csv_reader csv;
    columns columns;
    entity_index index;
} ofsi_state;

static str cell(const ofsi_state *s, ofsi_column c)
{
    return columns_cell(&s->columns, &s->csv, c);
}

/* ---- cells of several values ---- */

/* Takes one value off a cell that may number them, "(1) Syria (2) Lebanon"; false when nothing is left. */
static bool next_value(str *rest, int *number, str *value)
{
    char mark[16];
    *rest = str_trim(*rest);
    if (str_empty(*rest))
        return false;
    snprintf(mark, sizeof mark, "(%d)", *number);
    if (!str_starts(*rest, str_of(mark))) {
        *value = *rest;
        *rest = STR_NONE;
        return true;
    }
    str behind = str_make(rest->data + strlen(mark), rest->len - strlen(mark));
    snprintf(mark, sizeof mark, "(%d)", ++*number);
    size_t end = str_find(behind, str_of(mark));
    *value = str_trim(end == SIZE_MAX ? behind : str_make(behind.data, end));
    *rest = end == SIZE_MAX ? STR_NONE : str_make(behind.data + end, behind.len - end);
    return true;
}

static void apply_column(entity *e, const char *column, str text)
{
    int number = 1;
    str value;
    const uk_field *field = uk_field_of_column(str_of(column));
    while (field && next_value(&text, &number, &value))
        uk_apply(e, field, value);
}

/* Row `index` of LABELS whose "(label):" the text begins with; LABEL_COUNT: none. */
static size_t label_at(str text, size_t *len)
{
    for (size_t i = 0; text.len && text.data[0] == '(' && i < LABEL_COUNT; i++) {
        str label = str_of(LABELS[i].label);
        *len = label.len + 3;
        if (text.len >= *len && str_equal_nocase(str_make(text.data + 1, label.len), label) &&
            text.data[label.len + 1] == ')' && text.data[label.len + 2] == ':')
            return i;
    }
    return LABEL_COUNT;
}

static void apply_labelled(entity *e, size_t label, str text)
{
    text = str_trim(text);
    if (label == LABEL_COUNT)
        uk_apply(e, uk_field_of_column(str_of("Other Information")), text);
    else if (LABELS[label].column) {
        bool sentence = str_is(str_of(LABELS[label].column), "UK Statement of Reasons");
        if (!sentence && str_ends(text, str_of(".")))
            text.len--;
        apply_column(e, LABELS[label].column, text);
    } else {
        str parts[] = {str_of(LABELS[label].label), text};
        if (str_ends(text, str_of(".")))
            parts[1].len--;
        uk_apply(e, uk_field_of_column(str_of("Other Information")),
                 record_join(e->arena, parts, 2, ": ", &e->failed));
    }
}

static void apply_other(entity *e, str text)
{
    size_t label = LABEL_COUNT, from = 0, len = 0;
    for (size_t at = 0; at < text.len; at++) {
        size_t next =
            text.data[at] == '(' ? label_at(str_make(text.data + at, text.len - at), &len) : LABEL_COUNT;
        if (next == LABEL_COUNT)
            continue;
        apply_labelled(e, label, str_make(text.data + from, at - from));
        label = next;
        from = at + len;
        at += len - 1;
    }
    if (from <= text.len)
        apply_labelled(e, label, str_make(text.data + from, text.len - from));
}

/* ---- one row ---- */

static bool is_former(str type)
{
    return str_equal_nocase(type, str_of("FKA")) || str_equal_nocase(type, str_of("F.K.A.")) ||
           str_find_nocase(type, str_of("former")) != SIZE_MAX;
}

static void apply_names(const ofsi_state *s, entity *e)
{
    str parts[6] = {cell(s, COLUMN_NAME1), cell(s, COLUMN_NAME2), cell(s, COLUMN_NAME3),
                    cell(s, COLUMN_NAME4), cell(s, COLUMN_NAME5), cell(s, COLUMN_NAME6)};
    size_t before = e->value_count;
    uk_add_name(e, parts, cell(s, COLUMN_ALIAS_TYPE), cell(s, COLUMN_ALIAS_QUALITY), true);
    if (e->value_count > before && is_former(cell(s, COLUMN_ALIAS_TYPE)) &&
        e->values[before].name_kind == NAME_ALIAS) {
        e->values[before].name_kind = NAME_FORMER;
        e->values[before].property = PROPERTY_PREVIOUS_NAME;
    }
    uk_add_script_name(e, cell(s, COLUMN_SCRIPT_NAME), cell(s, COLUMN_SCRIPT_LANGUAGE), true);
}

static void apply_numbers(const ofsi_state *s, entity *e, ofsi_column column, ofsi_column note, property_id p)
{
    int number = 1;
    str rest = cell(s, column), value;
    while (next_value(&rest, &number, &value))
        record_identifier(e, p, value, STR_NONE, cell(s, note));
}

static void apply_row(const ofsi_state *s, entity *e)
{
    static const struct {
        ofsi_column column;
        const char *field;
    } plain[] = {
        {COLUMN_TITLE, "Title"},
        {COLUMN_BIRTH, "D.O.B"},
        {COLUMN_NATIONALITY, "Nationality(/ies)"},
        {COLUMN_POSITION, "Position"},
        {COLUMN_UPDATED, "Last Updated"},
    };
    str lines[6] = {cell(s, COLUMN_LINE1), cell(s, COLUMN_LINE2), cell(s, COLUMN_LINE3),
                    cell(s, COLUMN_LINE4), cell(s, COLUMN_LINE5), cell(s, COLUMN_LINE6)};
    apply_names(s, e);
    uk_add_address(e, lines, cell(s, COLUMN_POSTAL_CODE), cell(s, COLUMN_COUNTRY), true);
    apply_numbers(s, e, COLUMN_PASSPORT, COLUMN_PASSPORT_NOTE, PROPERTY_PASSPORT_NUMBER);
    apply_numbers(s, e, COLUMN_NATIONAL, COLUMN_NATIONAL_NOTE, PROPERTY_ID_NUMBER);
    uk_add_birth_place(e, cell(s, COLUMN_BIRTH_TOWN), cell(s, COLUMN_BIRTH_COUNTRY));
    for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++)
        apply_column(e, plain[i].field, cell(s, plain[i].column));
    apply_other(e, cell(s, COLUMN_OTHER));
}

/* A target is listed since the earlier of OFSI's day and that of the UK sanctions list: of 31 December 2020
 * are those that the law of the Union had listed before. */
static str listed_since(entity *e, str listed, str designated)
{
    str a = record_date_text(e, listed), b = record_date_text(e, designated);
    return str_empty(a) || (!str_empty(b) && str_compare(b, a) < 0) ? b : a;
}

static itd_status new_target(ofsi_state *s, str group, str id, entity **out, itd_error *error)
{
    itd_status status;
    entity *e = uk_new_entity(s->job, s->csv.line, group, cell(s, COLUMN_GROUP_TYPE), cell(s, COLUMN_REGIME),
                              STR_NONE, &status, error);
    if (!e)
        return status;
    e->id = id;
    e->listings[0].authority = str_of("Office of Financial Sanctions Implementation");
    e->listings[0].listing_date = listed_since(e, cell(s, COLUMN_LISTED), cell(s, COLUMN_DESIGNATED));
    *out = e;
    return record_add(s->job, e, s->csv.line, error);
}

/* A target under a second regime has a second listing. */
static void add_regime(const ofsi_state *s, entity *e)
{
    str regime = cell(s, COLUMN_REGIME);
    for (size_t i = 0; i < e->listing_count; i++)
        if (str_equal(e->listings[i].program, regime))
            return;
    entity_listing *l = str_empty(regime) ? NULL : entity_add_listing(e);
    if (!l)
        return;
    l->program = record_copy(e, regime);
    l->authority = e->listings[0].authority;
    l->authority_id = e->listings[0].authority_id;
    l->listing_date = listed_since(e, cell(s, COLUMN_LISTED), cell(s, COLUMN_DESIGNATED));
}

static itd_status read_row(ofsi_state *s, itd_error *error)
{
    itd_status status = columns_check_row(&s->columns, &s->csv, error);
    if (status != ITD_OK)
        return status;
    str group = cell(s, COLUMN_GROUP);
    if (!str_is_digits(group))
        return record_missing(s->csv.file, s->csv.line, "row", "a Group ID of digits", error);
    str id = record_id(s->job->arena, "gb-hmt", group);
    entity **slot = str_empty(id) ? NULL : entity_index_slot(&s->index, s->job->arena, id);
    if (!slot)
        return error_memory(error);
    if (!*slot)
        status = new_target(s, group, id, slot, error);
    if (status != ITD_OK)
        return status;
    add_regime(s, *slot);
    apply_row(s, *slot);
    return (*slot)->failed ? record_failed(s->csv.file, *slot, s->csv.line, error) : ITD_OK;
}

/* ---- the file ---- */

static itd_status read_rows(ofsi_state *s, itd_error *error)
{
    bool more = true, header = false;
    itd_status status = ITD_OK;
    while (status == ITD_OK && (status = csv_next(&s->csv, &more, error)) == ITD_OK && more) {
        str first = csv_field(&s->csv, 0);
        if (!header && str_starts(first, str_of("Last Updated"))) {
            s->job->result.date = record_day(s->job->arena, csv_field(&s->csv, 1));
        } else if (!header) {
            header = true;
            status = columns_read(&s->columns, s->job, &s->csv, NAMES, COLUMN_COUNT, error);
        } else {
            status = read_row(s, error);
        }
    }
    return status;
}

static itd_status check_names(const ofsi_state *s, itd_error *error)
{
    for (size_t i = 0; i < s->job->result.entity_count; i++)
        if (!record_has_name(s->job->result.entities[i]))
            return error_set(error, ITD_ERROR_INPUT, s->csv.file->path, "%.*s has no name",
                             STR_ARG(s->job->result.entities[i]->id));
    return record_finish(s->job, "rows of targets", error);
}

static itd_status ofsi_read(list_job *job, itd_error *error)
{
    ofsi_state s = {.job = job};
    job->result.title = str_of("OFSI consolidated list of financial sanctions targets in the UK");
    job->result.publisher = str_of("Office of Financial Sanctions Implementation");
    csv_open(&s.csv, &job->files[0], ',');
    itd_status status = read_rows(&s, error);
    csv_close(&s.csv);
    return status == ITD_OK ? check_names(&s, error) : status;
}

static int ofsi_detect(const list_file *file)
{
    str head = str_make(file->bytes.data, file->bytes.len < 4096 ? file->bytes.len : 4096);
    str line = csv_first_line(file);
    if (str_starts(line, str_of("Last Updated")) || str_starts(line, str_of("\"Last Updated"))) {
        str behind = str_make(head.data, head.len);
        size_t end = str_find(behind, str_of("\n"));
        line = end == SIZE_MAX ? STR_NONE : str_make(behind.data + end + 1, behind.len - end - 1);
        end = str_find(line, str_of("\n"));
        line = str_trim(end == SIZE_MAX ? line : str_make(line.data, end));
    }
    return csv_line_has(line, ',', "Name 6") && csv_line_has(line, ',', "Group Type") ? 95 : 0;
}

extern const list_format list_ofsi_csv;
const list_format list_ofsi_csv = {
    .name = "ofsi-csv",
    .title = "OFSI consolidated list (United Kingdom, until January 2026), ConList.csv",
    .default_dataset = "gb_hmt_sanctions",
    .detect = ofsi_detect,
    .read = ofsi_read,
};
