/* OFAC's CSV sets: SDN.CSV, ALT.CSV, ADD.CSV, SDN_COMMENTS.CSV, and CONS_PRIM.CSV, CONS_ALT.CSV,
 * CONS_ADD.CSV, CONS_COMMENTS.CSV.
 *
 * Documented at OFAC, "SDN List data specification". There is no header: which table a file is shows in its
 * first record. An empty field is "-0-"; the file ends with a line that holds a single 0x1A, so that a file
 * without it is cut off. Remarks are cut at 1,000 characters; the comments table continues them. The primary
 * table alone is a list; the others need it. */
#include "list/ofac/ofac_entity.h"

#include "base/error.h"
#include "list/csv.h"
#include "list/ofac/ofac_remarks.h"
#include "list/ofac/ofac_terms.h"

#include <stdlib.h>

typedef enum csv_table { TABLE_NONE, TABLE_PRIMARY, TABLE_ALIAS, TABLE_ADDRESS, TABLE_COMMENT } csv_table;

enum { PRIMARY_FIELDS = 12, ALIAS_FIELDS = 5, ADDRESS_FIELDS = 6, COMMENT_FIELDS = 2 };

#define END_MARK 0x1A

typedef struct comment {
    str number, text;
    size_t order;
} comment;

typedef struct set {
    list_job *job;
    const char *primary_path;
    comment *comments;
    size_t comment_count, comment_cap;
    entity **slots; /* entities by number: open addressing */
    size_t slot_mask;
    bool unmarked; /* no file has its end mark */
} set;

typedef itd_status record_reader(set *s, const list_file *file, const csv_reader *csv, itd_error *error);

/* The field without blanks; "-0-" is empty. */
static str value_of(const csv_reader *csv, size_t index)
{
    str value = csv_field(csv, index);
    return str_is(value, "-0-") ? STR_NONE : value;
}

/* Errors: ITD_ERROR_MEMORY. */
static itd_status table_of(const list_file *file, csv_table *table, itd_error *error)
{
    list_file head = {.path = file->path, .bytes = csv_first_line(file)};
    csv_reader csv;
    bool more = false;
    *table = TABLE_NONE;
    csv_open(&csv, &head, ',');
    itd_status status = csv_next(&csv, &more, error);
    if (status == ITD_OK && more && str_is_digits(csv_field(&csv, 0))) {
        str type = csv_field(&csv, 2);
        schema_id schema;
        if (csv.field_count == PRIMARY_FIELDS && ofac_schema(value_of(&csv, 2), &schema))
            *table = TABLE_PRIMARY;
        else if (csv.field_count == ALIAS_FIELDS && type.len == 3 && str_ends(type, str_of("ka")))
            *table = TABLE_ALIAS;
        else if (csv.field_count == ADDRESS_FIELDS && str_is_digits(csv_field(&csv, 1)))
            *table = TABLE_ADDRESS;
        else if (csv.field_count == COMMENT_FIELDS)
            *table = TABLE_COMMENT;
    }
    csv_close(&csv);
    return status == ITD_ERROR_MEMORY ? status : ITD_OK;
}

static int csv_detect(const list_file *file)
{
    static const int sure[] = {0, 95, 90, 85, 60};
    csv_table table;
    return table_of(file, &table, NULL) == ITD_OK ? sure[table] : 0;
}

static unsigned long line_count(str text)
{
    unsigned long lines = 1;
    for (size_t i = 0; i < text.len; i++)
        lines += text.data[i] == '\n';
    return lines;
}

static bool has_end_mark(const list_file *file)
{
    str text = str_trim(file->bytes);
    return text.len && text.data[text.len - 1] == END_MARK &&
           (text.len == 1 || text.data[text.len - 2] == '\n' || text.data[text.len - 2] == '\r');
}

/* Some programs on the way take the end mark off. Where all files of the set are without, and each ends
 * behind a whole line, they are read all the same, with a warning; where some have it, the others are cut. */
static itd_status body_of(set *s, const list_file *file, list_file *body, itd_error *error)
{
    str text = str_trim(file->bytes);
    *body = *file;
    if (has_end_mark(file)) {
        body->bytes = str_make(text.data, text.len - 1);
        return ITD_OK;
    }
    for (size_t i = 0; i < s->job->file_count; i++)
        if (s->job->must_end || has_end_mark(&s->job->files[i]) || !str_ends(file->bytes, str_of("\n")))
            return error_at_line(error, ITD_ERROR_INPUT, file->path, line_count(file->bytes),
                                 "the end mark (a line with 0x1A) is missing: the file is cut off");
    s->unmarked = true;
    return list_warn(
               s->job,
               "%s:%lu: the end mark (a line with 0x1A) is missing; every line is whole, but lines may be "
               "missing: --previous guards against that",
               file->path, line_count(file->bytes))
               ? ITD_OK
               : error_memory(error);
}

/* Every record of one file. */
static itd_status each_record(set *s, const list_file *file, size_t fields, record_reader *read,
                              itd_error *error)
{
    list_file body;
    itd_status ended = body_of(s, file, &body, error);
    if (ended != ITD_OK)
        return ended;
    csv_reader csv;
    bool more = false;
    itd_status status;
    csv_open(&csv, &body, ',');
    while ((status = csv_next(&csv, &more, error)) == ITD_OK && more) {
        if (csv.field_count != fields || !str_is_digits(csv_field(&csv, 0))) {
            status = error_at_line(error, ITD_ERROR_INPUT, file->path, csv.line,
                                   "a record of %zu fields; expected %zu, with a number first",
                                   csv.field_count, fields);
            break;
        }
        status = read(s, file, &csv, error);
        if (status != ITD_OK)
            break;
    }
    csv_close(&csv);
    return status;
}

static itd_status read_comment(set *s, const list_file *file, const csv_reader *csv, itd_error *error)
{
    (void)file;
    if (s->comment_count == s->comment_cap) {
        comment *larger =
            arena_grow(s->job->arena, s->comments, s->comment_count, &s->comment_cap, sizeof *s->comments);
        if (!larger)
            return error_memory(error);
        s->comments = larger;
    }
    /* not trimmed: the text goes on in the middle of a word or between two */
    comment c = {arena_str(s->job->arena, csv_field(csv, 0)), arena_str(s->job->arena, csv->fields[1]),
                 s->comment_count};
    if (!c.number.data || !c.text.data)
        return error_memory(error);
    s->comments[s->comment_count++] = c;
    return ITD_OK;
}

static int compare_comments(const void *a, const void *b)
{
    const comment *x = a, *y = b;
    int order = str_compare(x->number, y->number);
    return order ? order : (x->order > y->order) - (x->order < y->order);
}

/* The remarks with what the comments table adds to them. */
static str with_comments(const set *s, str number, str remarks)
{
    size_t low = 0, high = s->comment_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (str_compare(s->comments[middle].number, number) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    size_t len = remarks.len;
    for (size_t i = low; i < s->comment_count && str_equal(s->comments[i].number, number); i++)
        len += s->comments[i].text.len;
    if (len == remarks.len)
        return remarks;
    char *text = arena_alloc(s->job->arena, len + 1);
    if (!text)
        return STR_NONE;
    size_t at = remarks.len;
    if (remarks.len)
        memcpy(text, remarks.data, remarks.len);
    for (size_t i = low; at < len; i++) {
        if (s->comments[i].text.len)
            memcpy(text + at, s->comments[i].text.data, s->comments[i].text.len);
        at += s->comments[i].text.len;
    }
    return str_make(text, len);
}

/* "SYRIA] [SDGT] [IFSR" is three programmes. */
static void add_programs(entity *e, str number, str text)
{
    str part;
    while (str_split(&text, ']', &part)) {
        part = str_trim(part);
        if (str_starts(part, str_of("[")))
            part = str_make(part.data + 1, part.len - 1);
        ofac_add_program(e, number, part);
    }
}

static void add_columns(entity *e, const csv_reader *csv)
{
    static const char *const labels[] = {"Title",       "Vessel Call Sign",         "Vessel Type",
                                         "Tonnage",     "Gross Registered Tonnage", "Vessel Flag",
                                         "Vessel Owner"};
    for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++) {
        str value = value_of(csv, 4 + i);
        if (!str_empty(value))
            ofac_add_term(e, &(ofac_term){.label = str_of(labels[i]), .value = value});
    }
}

static itd_status read_primary(set *s, const list_file *file, const csv_reader *csv, itd_error *error)
{
    str number = csv_field(csv, 0), name = value_of(csv, 1), type = value_of(csv, 2);
    schema_id schema;
    if (str_empty(name))
        return error_at_line(error, ITD_ERROR_INPUT, file->path, csv->line, "entry %.*s has no name",
                             STR_ARG(number));
    if (!ofac_schema(type, &schema))
        return error_at_line(error, ITD_ERROR_INPUT, file->path, csv->line,
                             "entry %.*s: type '%.*s'; expected individual, vessel, aircraft or -0-",
                             STR_ARG(number), STR_ARG(type));
    entity *e = ofac_new_entity(s->job, number, schema);
    if (!e)
        return error_memory(error);
    e->line = csv->line;
    ofac_add_primary_name(e, name);
    add_programs(e, number, value_of(csv, 3));
    add_columns(e, csv);
    str remarks = str_empty(value_of(csv, 11)) ? STR_NONE : csv->fields[11];
    ofac_read_remarks(e, with_comments(s, number, remarks));
    return !e->failed && list_add_entity(s->job, e) ? ITD_OK : error_memory(error);
}

static str number_of(const entity *e)
{
    return str_make(e->id.data + strlen("ofac-"), e->id.len - strlen("ofac-"));
}

static entity **slot_of(const set *s, str number)
{
    size_t h = 5381;
    for (size_t i = 0; i < number.len; i++)
        h = h * 33 + (unsigned char)number.data[i];
    while (s->slots[h & s->slot_mask] && !str_equal(number_of(s->slots[h & s->slot_mask]), number))
        h++;
    return &s->slots[h & s->slot_mask];
}

static itd_status index_entities(set *s, itd_error *error)
{
    const list_result *r = &s->job->result;
    size_t cap = 64;
    while (cap < r->entity_count * 2)
        cap *= 2;
    s->slots = calloc(cap, sizeof *s->slots);
    s->slot_mask = cap - 1;
    if (!s->slots)
        return error_memory(error);
    for (size_t i = 0; i < r->entity_count; i++) {
        entity **slot = slot_of(s, number_of(r->entities[i]));
        if (*slot)
            return error_set(error, ITD_ERROR_INPUT, s->primary_path, "entry %.*s is there twice",
                             STR_ARG(number_of(r->entities[i])));
        *slot = r->entities[i];
    }
    return ITD_OK;
}

/* Without end marks a row that belongs to no entry says that entries are missing. */
static itd_status orphan(const list_file *file, const csv_reader *csv, itd_error *error)
{
    return error_at_line(
        error, ITD_ERROR_INPUT, file->path, csv->line,
        "belongs to entry %.*s, which is not in the list, and the end marks are missing: the "
        "list is cut off",
        STR_ARG(csv_field(csv, 0)));
}

static itd_status read_alias(set *s, const list_file *file, const csv_reader *csv, itd_error *error)
{
    entity *e = *slot_of(s, csv_field(csv, 0));
    if (!e && s->unmarked)
        return orphan(file, csv, error);
    if (!e)
        return list_skip(s->job, str_of("alias of an entry that is not in the list")) ? ITD_OK
                                                                                      : error_memory(error);
    ofac_add_alias(e, value_of(csv, 2), false, value_of(csv, 3));
    str remarks = value_of(csv, 4);
    if (!str_empty(remarks))
        ofac_add_note(e, str_of("alias:"), remarks);
    return e->failed ? error_memory(error) : ITD_OK;
}

static itd_status read_address(set *s, const list_file *file, const csv_reader *csv, itd_error *error)
{
    entity *e = *slot_of(s, csv_field(csv, 0));
    if (!e && s->unmarked)
        return orphan(file, csv, error);
    if (!e)
        return list_skip(s->job, str_of("address of an entry that is not in the list")) ? ITD_OK
                                                                                        : error_memory(error);
    ofac_add_address(
        e,
        &(ofac_address){.street = value_of(csv, 2), .city = value_of(csv, 3), .country = value_of(csv, 4)});
    str remarks = value_of(csv, 5);
    if (!str_empty(remarks))
        ofac_add_note(e, str_of("address:"), remarks);
    return e->failed ? error_memory(error) : ITD_OK;
}

static itd_status read_tables(set *s, csv_table table, size_t fields, record_reader *read, itd_error *error)
{
    for (size_t i = 0; i < s->job->file_count; i++) {
        csv_table found;
        itd_status status = table_of(&s->job->files[i], &found, error);
        if (status == ITD_OK && found != table)
            continue;
        if (status == ITD_OK)
            status = each_record(s, &s->job->files[i], fields, read, error);
        if (status != ITD_OK)
            return status;
    }
    return ITD_OK;
}

/* One primary table, and nothing that is no table at all. */
static itd_status find_primary(set *s, itd_error *error)
{
    for (size_t i = 0; i < s->job->file_count; i++) {
        const list_file *file = &s->job->files[i];
        csv_table table;
        if (table_of(file, &table, error) != ITD_OK)
            return ITD_ERROR_MEMORY;
        if (table == TABLE_NONE)
            return error_at_line(error, ITD_ERROR_INPUT, file->path, 1,
                                 "no table of OFAC's CSV set: expected 12, 5, 6 or 2 fields, a number first");
        if (table == TABLE_PRIMARY && s->primary_path)
            return error_set(error, ITD_ERROR_INPUT, file->path,
                             "a second primary table beside %s; give one of them another dataset",
                             s->primary_path);
        if (table == TABLE_PRIMARY)
            s->primary_path = file->path;
    }
    if (s->primary_path)
        return ITD_OK;
    return error_set(
        error, ITD_ERROR_INPUT, s->job->files[0].path,
        "names no entries of its own: it needs the primary table (SDN.CSV or CONS_PRIM.CSV) of its dataset");
}

static itd_status csv_read(list_job *job, itd_error *error)
{
    set s = {.job = job};
    ofac_describe(job);
    itd_status status = find_primary(&s, error);
    if (status == ITD_OK)
        status = read_tables(&s, TABLE_COMMENT, COMMENT_FIELDS, read_comment, error);
    if (status == ITD_OK && s.comment_count)
        qsort(s.comments, s.comment_count, sizeof *s.comments, compare_comments);
    if (status == ITD_OK)
        status = read_tables(&s, TABLE_PRIMARY, PRIMARY_FIELDS, read_primary, error);
    if (status == ITD_OK)
        status = index_entities(&s, error);
    if (status == ITD_OK)
        status = read_tables(&s, TABLE_ALIAS, ALIAS_FIELDS, read_alias, error);
    if (status == ITD_OK)
        status = read_tables(&s, TABLE_ADDRESS, ADDRESS_FIELDS, read_address, error);
    if (status == ITD_OK)
        status = ofac_finish(job, s.primary_path, -1, error);
    free(s.slots);
    return status;
}

extern const list_format list_ofac_csv;
const list_format list_ofac_csv = {
    .name = "ofac-csv",
    .title = "OFAC SDN and consolidated list, CSV set (SDN/CONS_PRIM, ALT, ADD, COMMENTS)",
    .default_dataset = "us_ofac_sdn",
    .detect = csv_detect,
    .dataset = ofac_dataset,
    .read = csv_read,
    .multi_file = true,
};
