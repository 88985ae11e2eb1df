/* The US Consolidated Screening List as CSV: one table of the lists of three departments.
 *
 * Columns by name, documented at trade.gov, "CSV feed of the Consolidated Screening List". Several values of
 * a column are divided by semicolons; an entry of `ids` reads "[country, ][issued, [expires, ]]number, type".
 * Entries of OFAC carry OFAC's number and so its id; the others have none and no type. An id that comes a
 * second time gets "-2". */
#include "list/reader.h"

#include "base/date.h"
#include "base/error.h"
#include "list/csv.h"
#include "list/ofac/ofac_entity.h"
#include "list/ofac/ofac_remarks.h"
#include "list/ofac/ofac_terms.h"
#include "model/country.h"

#include <stdio.h>
#include <stdlib.h>

typedef enum csl_column {
    CSL_ID,
    CSL_SOURCE,
    CSL_ENTITY_NUMBER,
    CSL_TYPE,
    CSL_PROGRAMS,
    CSL_NAME,
    CSL_TITLE,
    CSL_ADDRESSES,
    CSL_NOTICE,
    CSL_START,
    CSL_END,
    CSL_STANDARD_ORDER,
    CSL_REQUIREMENT,
    CSL_POLICY,
    CSL_CALL_SIGN,
    CSL_VESSEL_TYPE,
    CSL_TONNAGE,
    CSL_REGISTERED_TONNAGE,
    CSL_FLAG,
    CSL_OWNER,
    CSL_REMARKS,
    CSL_LIST_URL,
    CSL_ALT_NAMES,
    CSL_CITIZENSHIPS,
    CSL_BIRTH_DATES,
    CSL_NATIONALITIES,
    CSL_BIRTH_PLACES,
    CSL_INFORMATION_URL,
    CSL_IDS,
    CSL_COLUMN_COUNT
} csl_column;

static const char *const column_names[CSL_COLUMN_COUNT] = {"_id",
                                                           "source",
                                                           "entity_number",
                                                           "type",
                                                           "programs",
                                                           "name",
                                                           "title",
                                                           "addresses",
                                                           "federal_register_notice",
                                                           "start_date",
                                                           "end_date",
                                                           "standard_order",
                                                           "license_requirement",
                                                           "license_policy",
                                                           "call_sign",
                                                           "vessel_type",
                                                           "gross_tonnage",
                                                           "gross_registered_tonnage",
                                                           "vessel_flag",
                                                           "vessel_owner",
                                                           "remarks",
                                                           "source_list_url",
                                                           "alt_names",
                                                           "citizenships",
                                                           "dates_of_birth",
                                                           "nationalities",
                                                           "places_of_birth",
                                                           "source_information_url",
                                                           "ids"};

/* Columns without which a record can not be read. */
static const csl_column mandatory[] = {CSL_ID,        CSL_SOURCE, CSL_ENTITY_NUMBER, CSL_TYPE,
                                       CSL_PROGRAMS,  CSL_NAME,   CSL_ADDRESSES,     CSL_START,
                                       CSL_ALT_NAMES, CSL_IDS};

typedef struct csl {
    list_job *job;
    const list_file *file;
    csv_reader csv;
    size_t at[CSL_COLUMN_COUNT]; /* SIZE_MAX: the column is not there */
} csl;

static str get(const csl *c, csl_column column)
{
    return c->at[column] == SIZE_MAX ? STR_NONE : csv_field(&c->csv, c->at[column]);
}

static itd_status read_header(csl *c, itd_error *error)
{
    bool more = false;
    itd_status status = csv_next(&c->csv, &more, error);
    if (status != ITD_OK)
        return status;
    for (size_t i = 0; i < CSL_COLUMN_COUNT; i++)
        c->at[i] = csv_column(&c->csv, column_names[i]);
    for (size_t i = 0; i < sizeof mandatory / sizeof mandatory[0]; i++)
        if (c->at[mandatory[i]] == SIZE_MAX)
            return error_at_line(error, ITD_ERROR_INPUT, c->file->path, 1, "the column '%s' is missing",
                                 column_names[mandatory[i]]);
    for (size_t i = 0; i < c->csv.field_count; i++) {
        size_t k = 0;
        while (k < CSL_COLUMN_COUNT && c->at[k] != i)
            k++;
        str name = csv_field(&c->csv, i);
        if (k == CSL_COLUMN_COUNT &&
            (!list_unknown(c->job, name) ||
             !list_warn(c->job, "%s:1: unknown column '%.*s'", c->file->path, STR_ARG(name))))
            return error_memory(error);
    }
    return ITD_OK;
}

/* What a source means: the name of its list in short, who runs it, and the FollowTheMoney topic. */
typedef struct csl_source {
    str list, authority;
    const char *topic;
} csl_source;

/* "Entity List (EL) - Bureau of Industry and Security" */
static csl_source source_of(str text)
{
    csl_source s = {.list = text, .topic = "sanction"};
    for (size_t at = text.len; at-- > 3;)
        if (str_starts(str_make(text.data + at - 3, text.len - at + 3), str_of(" - "))) {
            s.list = str_trim(str_make(text.data, at - 3));
            s.authority = str_make(text.data + at, text.len - at);
            break;
        }
    if (str_find(text, str_of("Debarred")) != SIZE_MAX)
        s.topic = "debarment";
    else if (str_find(s.authority, str_of("Bureau of Industry and Security")) != SIZE_MAX)
        s.topic = "export.control";
    return s;
}

/* A start date is a day; anything else is passed over. */
static str day_of(str text)
{
    calendar_day day;
    return date_parse(text, &day) ? text : STR_NONE;
}

static void add_listing(csl *c, entity *e, const csl_source *s, str program)
{
    arena *a = e->arena;
    entity_listing *l = entity_add_listing(e);
    if (!l)
        return;
    l->program = arena_str(a, program);
    l->authority = arena_str(a, s->authority);
    l->authority_id = arena_str(a, get(c, CSL_ENTITY_NUMBER));
    l->listing_date = arena_str(a, day_of(get(c, CSL_START)));
    l->end_date = arena_str(a, day_of(get(c, CSL_END)));
    l->legal_basis = arena_str(a, get(c, CSL_NOTICE));
    e->failed |= !l->legal_basis.data || !l->program.data || !l->authority.data;
}

static void add_listings(csl *c, entity *e)
{
    csl_source s = source_of(get(c, CSL_SOURCE));
    str rest = get(c, CSL_PROGRAMS), program;
    bool any = false;
    entity_add(e, PROPERTY_TOPICS, str_of(s.topic));
    while (str_split(&rest, ';', &program))
        if (!str_empty(str_trim(program))) {
            add_listing(c, e, &s, str_trim(program));
            any = true;
        }
    if (!any)
        add_listing(c, e, &s, s.list);
    ofac_add_note(e, STR_NONE, get(c, CSL_SOURCE));
}

static void add_names(csl *c, entity *e)
{
    str rest = get(c, CSL_ALT_NAMES), name;
    if (e->schema == SCHEMA_PERSON)
        ofac_add_primary_name(e, get(c, CSL_NAME));
    else
        entity_add_name(e, PROPERTY_NAME, NAME_PRIMARY, get(c, CSL_NAME));
    while (str_split(&rest, ';', &name))
        ofac_add_alias(e, STR_NONE, false, name);
}

/* "213 Ferdowsi Avenue, Tehran, 11365, IR": the country is what stands last. */
static void add_addresses(csl *c, entity *e)
{
    str rest = get(c, CSL_ADDRESSES), text;
    while (str_split(&rest, ';', &text)) {
        text = str_trim(text);
        size_t comma = text.len;
        while (comma > 0 && text.data[comma - 1] != ',')
            comma--;
        str last = str_trim(str_make(text.data + comma, text.len - comma)), country = country_find(last);
        bool found = last.len == 2 && !str_empty(country);
        str before = found ? str_make(text.data, comma ? comma - 1 : 0) : text;
        ofac_add_address(e, &(ofac_address){.street = before, .country = found ? last : STR_NONE});
    }
}

static bool take_last(str *text, str *last)
{
    size_t at = text->len;
    while (at > 0 && text->data[at - 1] != ',')
        at--;
    *last = str_trim(str_make(text->data + at, text->len - at));
    *text = at ? str_trim(str_make(text->data, at - 1)) : STR_NONE;
    return !str_empty(*last);
}

static bool take_first(str *text, str *first)
{
    size_t comma = str_find(*text, str_of(", "));
    if (comma == SIZE_MAX)
        return false;
    *first = str_trim(str_make(text->data, comma));
    *text = str_trim(str_make(text->data + comma + 1, text->len - comma - 1));
    return true;
}

static void add_id(entity *e, str text)
{
    ofac_term t = {0};
    str rest = text, first;
    if (!take_last(&rest, &t.label) || str_empty(rest)) {
        ofac_add_note(e, STR_NONE, text);
        return;
    }
    str before = rest;
    if (take_first(&rest, &first) && country_is_alpha2(first))
        t.country = first;
    else
        rest = before;
    for (int i = 0; i < 2; i++) {
        before = rest;
        if (take_first(&rest, &first) && !str_empty(day_of(first))) {
            str word = str_of(i == 0 ? "issued" : "expires");
            t.note = ofac_join(e->arena, t.note, " ", ofac_join(e->arena, word, " ", first));
        } else {
            rest = before;
        }
    }
    t.value = rest;
    ofac_add_term(e, &t);
}

static void add_each(csl *c, entity *e, csl_column column, const char *label)
{
    str rest = get(c, column), value;
    while (str_split(&rest, ';', &value))
        if (!str_empty(str_trim(value)))
            ofac_add_term(e, &(ofac_term){.label = str_of(label), .value = value});
}

static void add_details(csl *c, entity *e)
{
    static const struct {
        csl_column column;
        const char *label;
    } plain[] = {
        {CSL_TITLE, "Title"},
        {CSL_CALL_SIGN, "Vessel Call Sign"},
        {CSL_VESSEL_TYPE, "Vessel Type"},
        {CSL_TONNAGE, "Tonnage"},
        {CSL_REGISTERED_TONNAGE, "Gross Registered Tonnage"},
        {CSL_FLAG, "Vessel Flag"},
        {CSL_OWNER, "Vessel Owner"},
        {CSL_REQUIREMENT, "License requirement:"},
        {CSL_POLICY, "License policy:"},
        {CSL_STANDARD_ORDER, "Standard order:"},
    };
    for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++) {
        str value = get(c, plain[i].column);
        if (!str_empty(value))
            ofac_add_term(e, &(ofac_term){.label = str_of(plain[i].label), .value = value});
    }
    add_each(c, e, CSL_BIRTH_DATES, "DOB");
    add_each(c, e, CSL_BIRTH_PLACES, "POB");
    add_each(c, e, CSL_NATIONALITIES, "nationality");
    add_each(c, e, CSL_CITIZENSHIPS, "citizen");
    str rest = get(c, CSL_IDS), id;
    while (str_split(&rest, ';', &id))
        if (!str_empty(str_trim(id)))
            add_id(e, str_trim(id));
    ofac_read_remarks(e, get(c, CSL_REMARKS));
    ofac_add_once(e, PROPERTY_SOURCE_URL, get(c, CSL_INFORMATION_URL));
}

static itd_status read_row(csl *c, itd_error *error)
{
    str number = get(c, CSL_ENTITY_NUMBER), type = get(c, CSL_TYPE);
    arena *a = c->job->arena;
    schema_id schema = SCHEMA_LEGAL_ENTITY;
    if (str_empty(get(c, CSL_ID)) || str_empty(get(c, CSL_NAME)) || str_empty(get(c, CSL_SOURCE)))
        return error_at_line(error, ITD_ERROR_INPUT, c->file->path, c->csv.line,
                             "a record without _id, name or source; every record must have them");
    if (!str_empty(type) && !ofac_schema(type, &schema))
        return error_at_line(error, ITD_ERROR_INPUT, c->file->path, c->csv.line,
                             "type '%.*s'; expected Individual, Entity, Vessel, Aircraft or nothing",
                             STR_ARG(type));
    str id = str_empty(number) ? ofac_join(a, str_of("csl"), "-", get(c, CSL_ID))
                               : ofac_join(a, str_of("ofac"), "-", number);
    entity *e = entity_new(a, id, schema, c->job->dataset);
    if (!e)
        return error_memory(error);
    add_names(c, e);
    add_listings(c, e);
    add_addresses(c, e);
    add_details(c, e);
    return !e->failed && list_add_entity(c->job, e) ? ITD_OK : error_memory(error);
}

typedef struct numbered {
    entity *e;
    size_t order;
} numbered;

static int compare_ids(const void *a, const void *b)
{
    const numbered *x = a, *y = b;
    int order = str_compare(x->e->id, y->e->id);
    return order ? order : (x->order > y->order) - (x->order < y->order);
}

/* The second record of an id becomes "<id>-2", the third "-3". */
static itd_status tell_apart(list_job *job, itd_error *error)
{
    list_result *r = &job->result;
    numbered *all = calloc(r->entity_count + 1, sizeof *all);
    bool failed = !all;
    for (size_t i = 0; all && i < r->entity_count; i++)
        all[i] = (numbered){r->entities[i], i};
    if (all)
        qsort(all, r->entity_count, sizeof *all, compare_ids);
    size_t repeats = 0;
    str id = STR_NONE;
    for (size_t i = 0; all && i < r->entity_count; i++) {
        char suffix[24];
        repeats = i && str_equal(all[i].e->id, id) ? repeats + 1 : 0;
        id = repeats ? id : all[i].e->id;
        if (!repeats)
            continue;
        snprintf(suffix, sizeof suffix, "%zu", repeats + 1);
        all[i].e->id = ofac_join(job->arena, id, "-", str_of(suffix));
        failed |= !all[i].e->id.data;
    }
    free(all);
    return failed ? error_memory(error) : ITD_OK;
}

static itd_status csl_read(list_job *job, itd_error *error)
{
    csl c = {.job = job, .file = &job->files[0]};
    bool more = true;
    job->result.title = str_of("US Consolidated Screening List");
    job->result.publisher = str_of("US Department of Commerce, International Trade Administration");
    csv_open(&c.csv, c.file, ',');
    itd_status status = read_header(&c, error);
    size_t columns = c.csv.field_count;
    while (status == ITD_OK && (status = csv_next(&c.csv, &more, error)) == ITD_OK && more) {
        if (c.csv.field_count != columns)
            status = error_at_line(error, ITD_ERROR_INPUT, c.file->path, c.csv.line,
                                   "a record of %zu fields; the header has %zu", c.csv.field_count, columns);
        else
            status = read_row(&c, error);
    }
    csv_close(&c.csv);
    if (status == ITD_OK)
        status = tell_apart(job, error);
    return status == ITD_OK ? ofac_finish(job, c.file->path, -1, error) : status;
}

static int csl_detect(const list_file *file)
{
    str line = csv_first_line(file);
    return csv_line_has(line, ',', "_id") && csv_line_has(line, ',', "entity_number") &&
                   csv_line_has(line, ',', "alt_names")
               ? 100
               : 0;
}

extern const list_format list_us_csl;
const list_format list_us_csl = {
    .name = "us-csl-csv",
    .title = "US Consolidated Screening List (CSV)",
    .default_dataset = "us_trade_csl",
    .detect = csl_detect,
    .read = csl_read,
};
