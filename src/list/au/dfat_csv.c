/* Australia's consolidated list (DFAT), CSV: a header and one row for each name; "8577" and "8577a" are names
 * of one entry. A number that comes again with another primary name further down is another entry (the list
 * has used numbers twice): it gets "-2" and a warning.
 *
 * The list has no column for the day of the listing. "Control Date" is also that of an amendment, so it is
 * kept as the day of the last change; the listing counts from the day that "Listing Information" names
 * ("Listed on 25 January 2001"), else from a day that is not known. The file has no end mark. */
#include "base/error.h"
#include "list/columns.h"
#include "list/entity_index.h"
#include "list/record.h"
#include "list/script.h"

#include <stdio.h>

typedef enum dfat_column {
    COLUMN_REFERENCE,
    COLUMN_NAME,
    COLUMN_KIND,
    COLUMN_NAME_TYPE,
    COLUMN_STRENGTH,
    COLUMN_BIRTH,
    COLUMN_BIRTH_PLACE,
    COLUMN_CITIZENSHIP,
    COLUMN_ADDRESS,
    COLUMN_MORE,
    COLUMN_LISTING,
    COLUMN_IMO,
    COLUMN_COMMITTEES,
    COLUMN_CONTROL,
    COLUMN_INSTRUMENT,
    COLUMN_FREEZE,
    COLUMN_TRAVEL,
    COLUMN_ARMS,
    COLUMN_MARITIME,
    COLUMN_COUNT
} dfat_column;

static const column_name NAMES[COLUMN_COUNT] = {
    [COLUMN_REFERENCE] = {{"Reference"}, true},
    [COLUMN_NAME] = {{"Name of Individual or Entity"}, true},
    [COLUMN_KIND] = {{"Type"}, true},
    [COLUMN_NAME_TYPE] = {{"Name Type"}, true},
    [COLUMN_STRENGTH] = {{"Alias Strength"}, false},
    [COLUMN_BIRTH] = {{"Date of Birth"}, false},
    [COLUMN_BIRTH_PLACE] = {{"Place of Birth"}, false},
    [COLUMN_CITIZENSHIP] = {{"Citizenship"}, false},
    [COLUMN_ADDRESS] = {{"Address"}, false},
    [COLUMN_MORE] = {{"Additional Information"}, false},
    [COLUMN_LISTING] = {{"Listing Information"}, false},
    [COLUMN_IMO] = {{"IMO Number"}, false},
    [COLUMN_COMMITTEES] = {{"Committees"}, false},
    [COLUMN_CONTROL] = {{"Control Date"}, false},
    [COLUMN_INSTRUMENT] = {{"Instrument of Designation", "Designation Instrument"}, false},
    [COLUMN_FREEZE] = {{"Targeted Financial Sanction", "Targeted Financial Sanctions"}, false},
    [COLUMN_TRAVEL] = {{"Travel Ban"}, false},
    [COLUMN_ARMS] = {{"Arms Embargo"}, false},
    [COLUMN_MARITIME] = {{"Maritime Restriction", "Maritime Restrictions"}, false},
};

typedef struct dfat_state {
    list_job *job;
    csv_reader csv;
    columns columns;
    entity_index index; /* the newest entity of each number */
    entity *last;       /* of the row before */
    str last_number;
} dfat_state;

static str cell(const dfat_state *s, dfat_column c)
{
    return columns_cell(&s->columns, &s->csv, c);
}

/* ---- cells ---- */

/* Cells of a spreadsheet may hold its sign for a line end. */
static str without_marks(entity *e, str text)
{
    static const char mark[] = "_x000D_";
    size_t at = str_find(text, str_of(mark)), len = 0;
    if (at == SIZE_MAX)
        return text;
    char *out = arena_alloc(e->arena, text.len + 1);
    if (!out) {
        e->failed = true;
        return STR_NONE;
    }
    for (size_t i = 0; i < text.len;) {
        bool here = str_starts(str_make(text.data + i, text.len - i), str_of(mark));
        out[len++] = here ? ' ' : text.data[i];
        i += here ? strlen(mark) : 1;
    }
    return str_make(out, len);
}

/* Takes one value off "a) 1 May 1970, b) 2 May 1971" or "x; y"; false when nothing is left. */
static bool next_value(str *rest, str *value)
{
    *rest = str_trim(*rest);
    if (rest->len > 2 && rest->data[0] >= 'a' && rest->data[0] <= 'z' && rest->data[1] == ')')
        *rest = str_trim(str_make(rest->data + 2, rest->len - 2));
    if (str_empty(*rest))
        return false;
    size_t end = 0, skip = 0;
    for (; end < rest->len && !skip; end++) {
        const char *c = rest->data + end;
        if (*c == ';')
            skip = 1;
        else if (end + 2 < rest->len && *c == ' ' && c[1] >= 'b' && c[1] <= 'z' && c[2] == ')')
            skip = 1;
    }
    size_t len = skip ? end - 1 : rest->len;
    *value = str_trim(str_make(rest->data, len));
    while (value->len && (value->data[value->len - 1] == ',' || value->data[value->len - 1] == ';'))
        *value = str_trim(str_make(value->data, value->len - 1));
    *rest = skip ? str_make(rest->data + end, rest->len - end) : STR_NONE;
    return true;
}

/* "2/2/26" with its century: day, month, year, as the list writes it. */
static str control_day(entity *e, str text)
{
    unsigned long long day, month, year;
    str rest = text, part, number = STR_NONE;
    if (str_split(&rest, '/', &part) && str_to_unsigned(part, &day) && str_split(&rest, '/', &part) &&
        str_to_unsigned(part, &month) && str_split(&rest, '/', &part) && part.len == 2)
        number = part;
    if (str_empty(number) || !str_to_unsigned(number, &year))
        return record_date_text(e, text);
    char full[48];
    snprintf(full, sizeof full, "%llu/%llu/%llu", day, month, 2000 + year);
    return record_date_text(e, str_of(full));
}

/* The first day in "Listed by the 1988 Committee on 25 Jan. 2001, amended on …", read as far as it is a date.
 */
static str listed_since(entity *e, str text)
{
    size_t at = str_find_nocase(text, str_of("listed"));
    if (at == SIZE_MAX)
        return STR_NONE;
    str rest = str_make(text.data + at, text.len - at);
    size_t on = str_find(rest, str_of(" on ")), other = str_find_nocase(rest, str_of("amended"));
    if (on == SIZE_MAX || (other != SIZE_MAX && other < on))
        return STR_NONE;
    rest = str_trim(str_make(rest.data + on + 4, rest.len - on - 4));
    for (size_t len = rest.len < 20 ? rest.len : 20; len >= 8; len--) {
        str day = record_date_text(e, str_trim(str_make(rest.data, len)));
        if (day.len == 10)
            return day;
    }
    return STR_NONE;
}

/* ---- one row ---- */

static bool schema_of(str kind, schema_id *schema)
{
    static const struct {
        const char *kind;
        schema_id schema;
    } kinds[] = {{"Individual", SCHEMA_PERSON},
                 {"Entity", SCHEMA_ORGANIZATION},
                 {"Vessel", SCHEMA_VESSEL},
                 {"Ship", SCHEMA_VESSEL}};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (str_equal_nocase(kind, str_of(kinds[i].kind))) {
            *schema = kinds[i].schema;
            return true;
        }
    return false;
}

static bool is_primary(str type)
{
    return str_equal_nocase(type, str_of("Primary Name")) || str_equal_nocase(type, str_of("Primary"));
}

static bool has_name(entity *e, name_kind kind, str text)
{
    return entity_find(e, ENTITY_ANY, (int)kind, text) != NULL;
}

static bool has_primary(const entity *e)
{
    for (size_t i = 0; i < e->value_count; i++)
        if (e->values[i].name_kind == NAME_PRIMARY)
            return true;
    return false;
}

static void add_name(const dfat_state *s, entity *e)
{
    str name = cell(s, COLUMN_NAME), type = cell(s, COLUMN_NAME_TYPE);
    property_id p = PROPERTY_ALIAS;
    name_kind kind = name_is_original(name) ? NAME_ORIGINAL : NAME_ALIAS;
    if (str_equal_nocase(cell(s, COLUMN_STRENGTH), str_of("Weak"))) {
        p = PROPERTY_WEAK_ALIAS;
        kind = NAME_WEAK;
    } else if (is_primary(type)) {
        p = PROPERTY_NAME;
        kind = NAME_PRIMARY;
    } else if (str_find_nocase(type, str_of("former")) != SIZE_MAX || str_equal_nocase(type, str_of("fka"))) {
        p = PROPERTY_PREVIOUS_NAME;
        kind = NAME_FORMER;
    }
    if (!has_name(e, kind, name))
        entity_add_name(e, p, kind, name);
}

static void add_citizenship(const dfat_state *s, entity *e)
{
    property_id p = e->schema == SCHEMA_PERSON ? PROPERTY_CITIZENSHIP : PROPERTY_COUNTRY;
    str rest = cell(s, COLUMN_CITIZENSHIP), value, part;
    while (next_value(&rest, &value))
        for (str inner = value; str_split(&inner, ',', &part);)
            record_country(e, p, part);
}

static void add_listing(const dfat_state *s, entity *e)
{
    str program = cell(s, COLUMN_COMMITTEES);
    for (size_t i = 0; i < e->listing_count; i++)
        if (str_equal(e->listings[i].program, program))
            return;
    entity_listing *l = entity_add_listing(e);
    if (!l)
        return;
    l->program = record_copy(e, program);
    l->authority = str_of("Department of Foreign Affairs and Trade");
    l->authority_id = record_copy(e, cell(s, COLUMN_REFERENCE));
    l->listing_date = listed_since(e, cell(s, COLUMN_LISTING));
    str basis = cell(s, COLUMN_INSTRUMENT);
    l->legal_basis = record_copy(e, without_marks(e, str_empty(basis) ? cell(s, COLUMN_LISTING) : basis));
}

static void add_facts(const dfat_state *s, entity *e)
{
    static const struct {
        dfat_column column;
        const char *says;
    } effects[] = {{COLUMN_FREEZE, "Targeted financial sanction"},
                   {COLUMN_TRAVEL, "Travel ban"},
                   {COLUMN_ARMS, "Arms embargo"},
                   {COLUMN_MARITIME, "Maritime restriction"}};
    str rest = without_marks(e, cell(s, COLUMN_BIRTH)), value;
    while (next_value(&rest, &value))
        record_date(e, e->schema == SCHEMA_VESSEL ? PROPERTY_BUILD_DATE : PROPERTY_BIRTH_DATE, value,
                    "Date of birth");
    for (rest = without_marks(e, cell(s, COLUMN_BIRTH_PLACE)); next_value(&rest, &value);)
        record_add_once(e, PROPERTY_BIRTH_PLACE, value);
    for (rest = without_marks(e, cell(s, COLUMN_ADDRESS)); next_value(&rest, &value);) {
        bool there = false;
        for (size_t i = 0; i < e->address_count; i++)
            there = there || str_equal(e->addresses[i].full, value);
        if (!there)
            record_add_address(e, &(record_address){.lines = {value}, .line_count = 1});
    }
    record_identifier(e, PROPERTY_IMO_NUMBER, cell(s, COLUMN_IMO), STR_NONE, STR_NONE);
    record_add_once(e, PROPERTY_NOTES, without_marks(e, cell(s, COLUMN_MORE)));
    str changed = control_day(e, cell(s, COLUMN_CONTROL));
    if (!str_empty(changed))
        record_date(e, PROPERTY_MODIFIED_AT, changed, "Control date");
    for (size_t i = 0; i < sizeof effects / sizeof effects[0]; i++)
        if (str_equal_nocase(cell(s, effects[i].column), str_of("TRUE")))
            record_add_once(e, PROPERTY_NOTES, str_of(effects[i].says));
}

/* "8577" of "8577a". */
static str number_of(str reference)
{
    size_t len = 0;
    while (len < reference.len && reference.data[len] >= '0' && reference.data[len] <= '9')
        len++;
    return str_make(reference.data, len);
}

enum { SAME_NUMBER_MAX = 100 };

/* "au-8577-2", the first that is free. */
static itd_status id_of_another(dfat_state *s, str number, str *id, entity ***slot, itd_error *error)
{
    for (int again = 2; again <= SAME_NUMBER_MAX; again++) {
        char native[64];
        snprintf(native, sizeof native, "%.*s-%d", (int)(number.len < 20 ? number.len : 20), number.data,
                 again);
        *id = record_id(s->job->arena, "au", str_of(native));
        *slot = str_empty(*id) ? NULL : entity_index_slot(&s->index, s->job->arena, *id);
        if (!*slot)
            return error_memory(error);
        if (!**slot)
            return ITD_OK;
    }
    return error_at_line(error, ITD_ERROR_LIMIT, s->csv.file->path, s->csv.line,
                         "the number %.*s is there for more than %d entries", STR_ARG(number),
                         SAME_NUMBER_MAX);
}

static itd_status new_entry(dfat_state *s, str number, str id, entity **out, itd_error *error)
{
    list_job *job = s->job;
    schema_id schema;
    if (!schema_of(cell(s, COLUMN_KIND), &schema))
        return error_at_line(error, ITD_ERROR_INPUT, s->csv.file->path, s->csv.line,
                             "entry %.*s is of the type '%.*s', expected Individual, Entity or Vessel",
                             STR_ARG(number), STR_ARG(cell(s, COLUMN_KIND)));
    entity *e = entity_new(job->arena, id, schema, job->dataset);
    if (!e)
        return error_memory(error);
    record_sanctioned(e);
    *out = e;
    return record_add(job, e, s->csv.line, error);
}

static itd_status entity_of_row(dfat_state *s, entity **out, itd_error *error)
{
    str number = number_of(cell(s, COLUMN_REFERENCE));
    if (str_empty(number))
        return record_missing(s->csv.file, s->csv.line, "row", "a Reference that begins with digits", error);
    str id = record_id(s->job->arena, "au", number);
    entity **slot = str_empty(id) ? NULL : entity_index_slot(&s->index, s->job->arena, id);
    if (!slot)
        return error_memory(error);
    bool apart = *slot && !str_equal(s->last_number, number);
    bool again = apart && is_primary(cell(s, COLUMN_NAME_TYPE)) && has_primary(*slot) &&
                 !has_name(*slot, NAME_PRIMARY, cell(s, COLUMN_NAME));
    itd_status status = ITD_OK;
    entity *e = *slot && !apart ? s->last : *slot;
    str own = id;
    if (again)
        status = id_of_another(s, number, &own, &slot, error);
    if (status == ITD_OK && (!e || again))
        status = new_entry(s, number, own, &e, error);
    if (status != ITD_OK)
        return status;
    if (again && !list_warn(s->job, "%s:%lu: the number %.*s is there for a second entry, called %.*s here",
                            s->csv.file->path, s->csv.line, STR_ARG(number), STR_ARG(own)))
        return error_memory(error);
    *slot = e;
    s->last = *out = e;
    s->last_number = str_make(id.data + strlen("au-"), id.len - strlen("au-"));
    return ITD_OK;
}

static itd_status read_row(dfat_state *s, itd_error *error)
{
    itd_status status = columns_check_row(&s->columns, &s->csv, error);
    if (status != ITD_OK)
        return status;
    bool blank = true;
    for (size_t i = 0; i < s->csv.field_count; i++)
        blank = blank && str_empty(csv_field(&s->csv, i));
    if (blank) /* a spreadsheet leaves such rows at its end */
        return ITD_OK;
    if (str_empty(cell(s, COLUMN_NAME)))
        return record_missing(s->csv.file, s->csv.line, "row", "a name", error);
    entity *e = NULL;
    status = entity_of_row(s, &e, error);
    if (status != ITD_OK)
        return status;
    add_name(s, e);
    add_citizenship(s, e);
    add_listing(s, e);
    add_facts(s, e);
    return e->failed ? record_failed(s->csv.file, e, s->csv.line, error) : ITD_OK;
}

/* ---- the file ---- */

static itd_status dfat_read(list_job *job, itd_error *error)
{
    dfat_state s = {.job = job};
    bool more = true, header = false;
    itd_status status = ITD_OK;
    job->result.title = str_of("Australian sanctions consolidated list");
    job->result.publisher = str_of("Department of Foreign Affairs and Trade");
    csv_open(&s.csv, &job->files[0], ',');
    while (status == ITD_OK && (status = csv_next(&s.csv, &more, error)) == ITD_OK && more) {
        status =
            header ? read_row(&s, error) : columns_read(&s.columns, job, &s.csv, NAMES, COLUMN_COUNT, error);
        header = true;
    }
    csv_close(&s.csv);
    return status == ITD_OK ? record_finish(job, "rows of names", error) : status;
}

static int dfat_detect(const list_file *file)
{
    str line = csv_first_line(file);
    return csv_line_has(line, ',', "Reference") && csv_line_has(line, ',', "Name of Individual or Entity")
               ? 95
               : 0;
}

extern const list_format list_dfat_csv;
const list_format list_dfat_csv = {
    .name = "dfat-csv",
    .title = "Australia, consolidated list (DFAT), CSV",
    .default_dataset = "au_dfat_sanctions",
    .detect = dfat_detect,
    .read = dfat_read,
};
