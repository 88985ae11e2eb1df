/* A firm's own list: a CSV with a header, and a column map (list/own/column_map.h) that says which column is
 * what.
 *
 * Ids are <dataset>-<id>. Rows of the same id make one entity; the first name of the first row is its primary
 * name. The kind of party is the map's or the column's: a schema, or a word such as "individual", "company"
 * or "ship". */
#include "base/error.h"

#include "base/utf8.h"
#include "list/own/column_map.h"
#include "list/csv.h"
#include "list/entity_index.h"
#include "list/record.h"
#include "list/script.h"
#include "text/text.h"

#include <stdint.h>
#include <stdio.h>

typedef struct own_rule {
    column_rule rule;
    size_t column; /* SIZE_MAX: a constant */
} own_rule;

typedef struct own_state {
    list_job *job;
    csv_reader csv;
    column_map map;
    own_rule rules[COLUMN_MAP_MAX];
    size_t rule_count;
    size_t field_count;
    entity_index index;
} own_state;

/* ---- the header ---- */

static itd_status add_rule(own_state *s, column_rule rule, size_t column, itd_error *error)
{
    if (s->rule_count == COLUMN_MAP_MAX)
        return error_at_line(error, ITD_ERROR_LIMIT, s->csv.file->path, s->csv.line,
                             "more than %d columns are used", COLUMN_MAP_MAX);
    s->rules[s->rule_count++] = (own_rule){rule, column};
    return ITD_OK;
}

static size_t column_named(const own_state *s, str name)
{
    for (size_t i = 0; i < s->csv.field_count; i++)
        if (str_equal_nocase(csv_field(&s->csv, i), name))
            return i;
    return SIZE_MAX;
}

static itd_status use_map(own_state *s, itd_error *error)
{
    for (size_t i = 0; i < s->map.count; i++) {
        column_rule rule = s->map.rules[i];
        size_t column = str_empty(rule.constant) ? column_named(s, rule.column) : SIZE_MAX;
        if (column == SIZE_MAX && str_empty(rule.constant))
            return error_at_line(error, ITD_ERROR_INPUT, s->csv.file->path, s->csv.line,
                                 "no column '%.*s', which the column map names", STR_ARG(rule.column));
        itd_status status = add_rule(s, rule, column, error);
        if (status != ITD_OK)
            return status;
    }
    return ITD_OK;
}

static bool column_used(const own_state *s, size_t column)
{
    for (size_t i = 0; i < s->rule_count; i++)
        if (s->rules[i].column == column)
            return true;
    return false;
}

/* Columns without a rule: taken by their own name where there is no map, else counted as unknown. */
static itd_status use_other_columns(own_state *s, itd_error *error)
{
    for (size_t i = 0; i < s->csv.field_count; i++) {
        column_rule rule;
        str name = csv_field(&s->csv, i);
        if (column_used(s, i) || str_empty(name))
            continue;
        if (!s->map.count && column_rule_by_name(name, &rule)) {
            itd_status status = add_rule(s, rule, i, error);
            if (status != ITD_OK)
                return status;
        } else if (!list_unknown(s->job, str_make(name.data, name.len < 80 ? name.len : 80))) {
            return error_memory(error);
        }
    }
    return ITD_OK;
}

static bool has_rule(const own_state *s, column_key key, property_id p)
{
    for (size_t i = 0; i < s->rule_count; i++)
        if (s->rules[i].rule.key == key && (key != KEY_PROPERTY || s->rules[i].rule.property == p))
            return true;
    return false;
}

static itd_status read_header(own_state *s, itd_error *error)
{
    s->field_count = s->csv.field_count;
    itd_status status = use_map(s, error);
    if (status == ITD_OK)
        status = use_other_columns(s, error);
    if (status != ITD_OK)
        return status;
    const char *missing = !has_rule(s, KEY_ID, PROPERTY_NAME)         ? "id"
                          : !has_rule(s, KEY_PROPERTY, PROPERTY_NAME) ? "name"
                                                                      : NULL;
    if (missing)
        return error_at_line(error, ITD_ERROR_INPUT, s->csv.file->path, s->csv.line,
                             "no column for '%s'; a column map can name it", missing);
    return ITD_OK;
}

/* ---- a row ---- */

static str text_of(const own_state *s, const own_rule *r)
{
    return r->column == SIZE_MAX ? r->rule.constant : csv_field(&s->csv, r->column);
}

static str field_of(const own_state *s, column_key key)
{
    for (size_t i = 0; i < s->rule_count; i++)
        if (s->rules[i].rule.key == key && !str_empty(text_of(s, &s->rules[i])))
            return text_of(s, &s->rules[i]);
    return STR_NONE;
}

static schema_id schema_of(str text)
{
    static const struct {
        const char *word;
        schema_id schema;
    } words[] = {
        {"individual", SCHEMA_PERSON},
        {"natural person", SCHEMA_PERSON},
        {"man", SCHEMA_PERSON},
        {"woman", SCHEMA_PERSON},
        {"entity", SCHEMA_ORGANIZATION},
        {"organisation", SCHEMA_ORGANIZATION},
        {"enterprise", SCHEMA_ORGANIZATION},
        {"firm", SCHEMA_COMPANY},
        {"corporation", SCHEMA_COMPANY},
        {"bank", SCHEMA_COMPANY},
        {"ship", SCHEMA_VESSEL},
        {"aircraft", SCHEMA_AIRPLANE},
        {"wallet", SCHEMA_CRYPTO_WALLET},
    };
    for (int s = 0; s < SCHEMA_COUNT; s++)
        if (str_equal_nocase(text, schema_name((schema_id)s)))
            return (schema_id)s;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (str_equal_nocase(text, str_of(words[i].word)))
            return words[i].schema;
    return SCHEMA_LEGAL_ENTITY;
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

static void add_name(entity *e, property_id p, str text)
{
    name_kind kind = NAME_ALIAS;
    if (p == PROPERTY_NAME && !has_primary(e))
        kind = NAME_PRIMARY;
    else if (p == PROPERTY_WEAK_ALIAS || p == PROPERTY_ABBREVIATION)
        kind = NAME_WEAK;
    else if (p == PROPERTY_PREVIOUS_NAME)
        kind = NAME_FORMER;
    else if (name_is_original(text))
        kind = NAME_ORIGINAL;
    text = str_trim(text);
    if (!str_empty(text) && !has_name(e, kind, text) &&
        !(p == PROPERTY_NAME && has_name(e, NAME_PRIMARY, text)))
        entity_add_name(e, p == PROPERTY_NAME && kind == NAME_ALIAS ? PROPERTY_ALIAS : p, kind, text);
}

static void add_property(entity *e, property_id p, str text)
{
    switch (property_get_type(p)) {
    case TYPE_NAME:
        add_name(e, p, text);
        break;
    case TYPE_DATE:
        record_date(e, p, text, "Date");
        break;
    case TYPE_COUNTRY:
        record_country(e, p, text);
        break;
    case TYPE_GENDER:
        record_gender(e, text);
        break;
    case TYPE_IDENTIFIER:
        record_identifier(e, p, text, STR_NONE, STR_NONE);
        break;
    case TYPE_ADDRESS:
        if (!str_empty(text)) {
            record_address a = {.lines = {text}, .line_count = 1};
            record_add_address(e, &a);
        }
        break;
    default:
        record_add_once(e, p, text);
        break;
    }
}

static void add_cells(const own_state *s, entity *e)
{
    for (size_t i = 0; i < s->rule_count; i++) {
        const own_rule *r = &s->rules[i];
        if (r->rule.key != KEY_PROPERTY)
            continue;
        str text = text_of(s, r), part;
        if (!r->rule.split) {
            add_property(e, r->rule.property, text);
            continue;
        }
        while (str_split(&text, r->rule.split, &part))
            add_property(e, r->rule.property, str_trim(part));
    }
}

static void add_address(const own_state *s, entity *e)
{
    record_address a = {.lines = {field_of(s, KEY_STREET)},
                        .line_count = 1,
                        .city = field_of(s, KEY_CITY),
                        .region = field_of(s, KEY_REGION),
                        .postal_code = field_of(s, KEY_POSTAL_CODE),
                        .country = field_of(s, KEY_ADDRESS_COUNTRY)};
    if (a.lines[0].len || a.city.len || a.region.len || a.postal_code.len || a.country.len)
        record_add_address(e, &a);
}

static str list_day(entity *e, str text)
{
    return record_date_text(e, text);
}

static void add_listing(const own_state *s, entity *e, str native_id)
{
    entity_listing *l = entity_add_listing(e);
    if (!l)
        return;
    str number = field_of(s, KEY_AUTHORITY_ID);
    l->program = record_copy(e, field_of(s, KEY_PROGRAM));
    l->authority = record_copy(e, field_of(s, KEY_AUTHORITY));
    l->authority_id = record_copy(e, str_empty(number) ? native_id : number);
    l->listing_date = list_day(e, field_of(s, KEY_LISTING_DATE));
    l->end_date = list_day(e, field_of(s, KEY_END_DATE));
    l->legal_basis = record_copy(e, field_of(s, KEY_LEGAL_BASIS));
    l->reason = record_copy(e, field_of(s, KEY_REASON));
}

static itd_status entity_of_row(own_state *s, entity **out, itd_error *error)
{
    list_job *job = s->job;
    str native_id = field_of(s, KEY_ID);
    bool failed = false;
    if (str_empty(native_id))
        return record_missing(s->csv.file, s->csv.line, "row", "an id", error);
    str parts[] = {job->dataset_name, native_id};
    str id = record_join(job->arena, parts, 2, "-", &failed);
    entity **slot = failed ? NULL : entity_index_slot(&s->index, job->arena, id);
    if (!slot)
        return error_memory(error);
    if (!*slot) {
        *slot = entity_new(job->arena, id, schema_of(field_of(s, KEY_SCHEMA)), job->dataset);
        if (!*slot || !list_add_entity(job, *slot))
            return error_memory(error);
        (*slot)->line = s->csv.line;
        add_listing(s, *slot, native_id);
    }
    *out = *slot;
    return ITD_OK;
}

static itd_status read_row(own_state *s, itd_error *error)
{
    if (s->csv.field_count != s->field_count)
        return error_at_line(error, ITD_ERROR_INPUT, s->csv.file->path, s->csv.line,
                             "the row has %zu fields, the header %zu", s->csv.field_count, s->field_count);
    entity *e = NULL;
    itd_status status = entity_of_row(s, &e, error);
    if (status != ITD_OK)
        return status;
    add_cells(s, e);
    add_address(s, e);
    if (e->failed)
        return record_failed(s->csv.file, e, s->csv.line, error);
    if (!has_primary(e))
        return record_missing(s->csv.file, s->csv.line, "row", "a name", error);
    return ITD_OK;
}

/* ---- the file ---- */

static char separator_of(str header)
{
    static const char candidates[] = {',', ';', '\t', '|'};
    char best = ',';
    size_t most = 0;
    for (size_t c = 0; c < sizeof candidates; c++) {
        size_t count = 0;
        for (size_t i = 0; i < header.len; i++)
            count += header.data[i] == candidates[c];
        if (count > most) {
            most = count;
            best = candidates[c];
        }
    }
    return best;
}

static itd_status own_read(list_job *job, itd_error *error)
{
    own_state *s = arena_alloc(job->arena, sizeof *s);
    if (!s)
        return error_memory(error);
    s->job = job;
    itd_status status = column_map_read(job->column_map, &s->map, error);
    if (status != ITD_OK)
        return status;
    job->result.title = str_empty(s->map.title) ? job->dataset_name : s->map.title;
    job->result.publisher = s->map.publisher;
    job->result.date = record_day(job->arena, s->map.date);
    char separator = s->map.separator ? s->map.separator : separator_of(csv_first_line(&job->files[0]));
    csv_open(&s->csv, &job->files[0], separator);
    bool more = true, header = false;
    while (status == ITD_OK && (status = csv_next(&s->csv, &more, error)) == ITD_OK && more) {
        status = header ? read_row(s, error) : read_header(s, error);
        header = true;
    }
    csv_close(&s->csv);
    return status == ITD_OK ? record_finish(job, "a header and rows", error) : status;
}

/* Any text with a header of several columns may be one: every other format is asked first. */
static int own_detect(const list_file *file)
{
    size_t bad;
    str line = csv_first_line(file);
    if (!line.len || line.len > 16384 || strchr("<{[", line.data[0]) || !utf8_is_valid(line, &bad))
        return 0;
    size_t separators = 0;
    for (size_t i = 0; i < line.len; i++) {
        unsigned char c = (unsigned char)line.data[i];
        if (c < ' ' && c != '\t')
            return 0;
        separators += c == ',' || c == ';' || c == '\t' || c == '|';
    }
    return separators ? LIST_ANY_TABLE : 0;
}

extern const list_format list_own_csv;
const list_format list_own_csv = {
    .name = "own-csv",
    .title = "A firm's own list, CSV with a column map",
    .default_dataset = NULL,
    .detect = own_detect,
    .read = own_read,
};
