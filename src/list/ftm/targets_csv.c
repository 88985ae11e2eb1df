/* targets.simple.csv, the short table that OpenSanctions makes of a dataset: a header and one row for each
 * target, several values of a cell separated by ";".
 *
 * Ids are kept as they are. The dataset is not told in the way that files are named: DATASET=FILE. The table
 * does not say of what kind an identifier is: those that say so themselves ("IMO9422964") or by their check
 * digits are taken as such, the others as national or registration numbers. "first_seen" is the day on which
 * OpenSanctions saw the row, not that of the listing, and is not used; the newest "last_seen" is the date of
 * the file. */
#include "base/error.h"
#include "list/columns.h"
#include "list/entity_index.h"
#include "list/record.h"
#include "list/script.h"
#include "model/identifier.h"

typedef enum target_column {
    COLUMN_ID,
    COLUMN_SCHEMA,
    COLUMN_NAME,
    COLUMN_ALIASES,
    COLUMN_BIRTH,
    COLUMN_COUNTRIES,
    COLUMN_ADDRESSES,
    COLUMN_IDENTIFIERS,
    COLUMN_SANCTIONS,
    COLUMN_PHONES,
    COLUMN_EMAILS,
    COLUMN_PROGRAMS,
    COLUMN_DATASET,
    COLUMN_FIRST_SEEN,
    COLUMN_LAST_SEEN,
    COLUMN_LAST_CHANGE,
    COLUMN_COUNT
} target_column;

static const column_name NAMES[COLUMN_COUNT] = {
    [COLUMN_ID] = {{"id"}, true},
    [COLUMN_SCHEMA] = {{"schema"}, true},
    [COLUMN_NAME] = {{"name"}, true},
    [COLUMN_ALIASES] = {{"aliases"}, true},
    [COLUMN_BIRTH] = {{"birth_date"}, false},
    [COLUMN_COUNTRIES] = {{"countries"}, false},
    [COLUMN_ADDRESSES] = {{"addresses"}, false},
    [COLUMN_IDENTIFIERS] = {{"identifiers"}, false},
    [COLUMN_SANCTIONS] = {{"sanctions"}, false},
    [COLUMN_PHONES] = {{"phones"}, false},
    [COLUMN_EMAILS] = {{"emails"}, false},
    [COLUMN_PROGRAMS] = {{"program_ids"}, false},
    [COLUMN_DATASET] = {{"dataset"}, false},
    [COLUMN_FIRST_SEEN] = {{"first_seen"}, false},
    [COLUMN_LAST_SEEN] = {{"last_seen"}, false},
    [COLUMN_LAST_CHANGE] = {{"last_change"}, false},
};

typedef struct target_state {
    list_job *job;
    csv_reader csv;
    columns columns;
    entity_index index;
} target_state;

static str cell(const target_state *s, target_column c)
{
    return columns_cell(&s->columns, &s->csv, c);
}

/* ---- values ---- */

static property_id identifier_property(const entity *e, str text)
{
    char exact[IDENTIFIER_CAP];
    property_id p;
    if (identifier_guess(text, &p))
        return p;
    str bare = str_make(exact, identifier_exact(PROPERTY_ID_NUMBER, text, exact, sizeof exact));
    if (identifier_lei_valid(bare))
        return PROPERTY_LEI_CODE;
    if (identifier_ogrn_valid(bare))
        return PROPERTY_OGRN_CODE;
    if (identifier_inn_valid(bare))
        return PROPERTY_INN_CODE;
    if (e->schema == SCHEMA_VESSEL && identifier_imo_valid(bare))
        return PROPERTY_IMO_NUMBER;
    if (e->schema != SCHEMA_PERSON && identifier_bic_shaped(bare))
        return PROPERTY_SWIFT_BIC;
    return e->schema == SCHEMA_PERSON ? PROPERTY_ID_NUMBER : PROPERTY_REGISTRATION_NUMBER;
}

static void add_value(entity *e, target_column column, str value)
{
    value = str_trim(value);
    if (str_empty(value))
        return;
    switch (column) {
    case COLUMN_ALIASES:
        entity_add_name(e, PROPERTY_ALIAS, name_is_original(value) ? NAME_ORIGINAL : NAME_ALIAS, value);
        break;
    case COLUMN_BIRTH:
        record_date(e, e->schema == SCHEMA_PERSON ? PROPERTY_BIRTH_DATE : PROPERTY_INCORPORATION_DATE, value,
                    "Date");
        break;
    case COLUMN_COUNTRIES:
        record_country(e, PROPERTY_COUNTRY, value);
        break;
    case COLUMN_ADDRESSES:
        record_add_address(e, &(record_address){.lines = {value}, .line_count = 1});
        break;
    case COLUMN_IDENTIFIERS:
        record_identifier(e, identifier_property(e, value), value, STR_NONE, STR_NONE);
        break;
    case COLUMN_PHONES:
        entity_add(e, PROPERTY_PHONE, value);
        break;
    case COLUMN_EMAILS:
        entity_add(e, PROPERTY_EMAIL, value);
        break;
    default:
        break;
    }
}

static void add_listing(entity *e, str program, str reason)
{
    entity_listing *l = entity_add_listing(e);
    if (!l)
        return;
    l->program = record_copy(e, str_trim(program));
    l->reason = record_copy(e, str_trim(reason));
}

/* A listing for each programme; where the table has none, one that holds what it says of sanctions. */
static void add_listings(const target_state *s, entity *e)
{
    str programs = cell(s, COLUMN_PROGRAMS), reason = cell(s, COLUMN_SANCTIONS), part;
    if (str_empty(programs) && str_empty(reason))
        return;
    record_sanctioned(e);
    while (str_split(&programs, ';', &part))
        if (!str_empty(str_trim(part)))
            add_listing(e, part, reason);
    if (!e->listing_count)
        add_listing(e, STR_NONE, reason);
}

/* ---- one row ---- */

static itd_status new_target(target_state *s, entity **out, itd_error *error)
{
    str id = cell(s, COLUMN_ID), kind = cell(s, COLUMN_SCHEMA);
    schema_id schema;
    if (str_empty(id) || id.len > 255)
        return record_missing(s->csv.file, s->csv.line, "row", "an id", error);
    if (str_empty(cell(s, COLUMN_NAME)))
        return record_missing(s->csv.file, s->csv.line, "row", "a name", error);
    if (!schema_from_name(kind, &schema))
        return error_at_line(error, ITD_ERROR_INPUT, s->csv.file->path, s->csv.line,
                             "'%.*s' is no schema of FollowTheMoney that is known",
                             (int)(kind.len < 40 ? kind.len : 40), kind.len ? kind.data : "");
    entity **slot = entity_index_slot(&s->index, s->job->arena, id);
    if (!slot)
        return error_memory(error);
    if (*slot)
        return error_at_line(error, ITD_ERROR_INPUT, s->csv.file->path, s->csv.line,
                             "the id %.*s is there twice", STR_ARG(id));
    *slot = *out = entity_new(s->job->arena, id, schema, s->job->dataset);
    return *out ? ITD_OK : error_memory(error);
}

static itd_status read_row(target_state *s, itd_error *error)
{
    static const target_column several[] = {COLUMN_ALIASES,   COLUMN_BIRTH,       COLUMN_COUNTRIES,
                                            COLUMN_ADDRESSES, COLUMN_IDENTIFIERS, COLUMN_PHONES,
                                            COLUMN_EMAILS};
    entity *e = NULL;
    itd_status status = columns_check_row(&s->columns, &s->csv, error);
    if (status == ITD_OK)
        status = new_target(s, &e, error);
    if (status != ITD_OK)
        return status;
    entity_add_name(e, PROPERTY_NAME, NAME_PRIMARY, cell(s, COLUMN_NAME));
    for (size_t i = 0; i < sizeof several / sizeof several[0]; i++) {
        str rest = cell(s, several[i]), part;
        while (str_split(&rest, ';', &part))
            add_value(e, several[i], part);
    }
    add_listings(s, e);
    str changed = cell(s, COLUMN_LAST_CHANGE), seen = cell(s, COLUMN_LAST_SEEN);
    record_date(e, PROPERTY_MODIFIED_AT, str_make(changed.data, changed.len < 10 ? 0 : 10), "Changed");
    str day = seen.len < 10 ? STR_NONE : record_date_text(e, str_make(seen.data, 10));
    if (str_compare(day, s->job->result.date) > 0)
        s->job->result.date = day;
    return record_add(s->job, e, s->csv.line, error);
}

/* ---- the file ---- */

static itd_status targets_read(list_job *job, itd_error *error)
{
    target_state s = {.job = job};
    bool more = true, header = false;
    itd_status status = ITD_OK;
    job->result.title = job->dataset_name;
    job->result.publisher = str_of("OpenSanctions");
    csv_open(&s.csv, &job->files[0], ',');
    while (status == ITD_OK && (status = csv_next(&s.csv, &more, error)) == ITD_OK && more) {
        status =
            header ? read_row(&s, error) : columns_read(&s.columns, job, &s.csv, NAMES, COLUMN_COUNT, error);
        header = true;
    }
    csv_close(&s.csv);
    return status == ITD_OK ? record_finish(job, "rows of targets", error) : status;
}

static int targets_detect(const list_file *file)
{
    str line = csv_first_line(file);
    static const char *const header[] = {"id", "schema", "name", "aliases", "birth_date", "countries"};
    for (size_t i = 0; i < sizeof header / sizeof header[0]; i++)
        if (!csv_line_has(line, ',', header[i]))
            return 0;
    return csv_line_has(line, ',', "last_seen") || csv_line_has(line, ',', "dataset") ? 90 : 0;
}

extern const list_format list_targets_csv;
const list_format list_targets_csv = {
    .name = "targets-csv",
    .title = "OpenSanctions targets.simple.csv",
    .default_dataset = NULL,
    .detect = targets_detect,
    .read = targets_read,
};
