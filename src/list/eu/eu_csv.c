/* The EU's consolidated list of financial sanctions (FSF), CSV 1.1: a header, semicolons, and one row for
 * each name, address, birth, document and citizenship of an entry; rows of one Entity_LogicalId make one
 * entry.
 *
 * Columns are called after the XML, "NameAlias_WholeName" after <nameAlias wholeName="…">: they are put back
 * into its tree, part by part, and read as the XML is (eu_fsf.c), so that both forms give the same entities.
 * What the CSV does not have: which names are weak. The file has no end mark. */
#include "list/eu/eu_entry.h"

#include "base/error.h"
#include "list/csv.h"
#include "list/entity_index.h"

enum { ATTRIBUTES_MAX = 32 };

typedef enum eu_part {
    PART_NONE, /* passed over */
    PART_FILE,
    PART_ENTITY,
    PART_NAME,
    PART_ADDRESS,
    PART_BIRTH,
    PART_NUMBER,
    PART_CITIZENSHIP,
    PART_COUNT
} eu_part;

static const struct {
    const char *column;  /* what the columns of the part begin with */
    const char *element; /* of the XML */
} PARTS[PART_COUNT] = {
    [PART_ENTITY] = {"Entity_", "sanctionEntity"},
    [PART_NAME] = {"NameAlias_", "nameAlias"},
    [PART_ADDRESS] = {"Address_", "address"},
    [PART_BIRTH] = {"BirthDate_", "birthdate"},
    [PART_NUMBER] = {"Identification_", "identification"},
    [PART_CITIZENSHIP] = {"Citizenship_", "citizenship"},
};

/* Attributes that the XML calls otherwise than the column with a small first letter. */
static const struct {
    const char *column, *attribute;
} OTHER_NAMES[] = {
    {"Entity_EU_ReferenceNumber", "euReferenceNumber"},
    {"Entity_UN_ReferenceNumber", "unitedNationId"},
    {"BirthDate_BirthDate", "birthdate"},
    {"BirthDate_Day", "dayOfMonth"},
    {"BirthDate_Month", "monthOfYear"},
    {"Identification_TypeCode", "identificationTypeCode"},
    {"Identification_TypeDescription", "identificationTypeDescription"},
};

typedef struct eu_column {
    eu_part part;
    bool act;      /* of the regulation that the part names */
    str attribute; /* "wholeName" */
} eu_column;

typedef struct eu_entry {
    xml_node *node;
    struct eu_entry *next; /* in the order of the file */
} eu_entry;

/* What is there already: an entry by its number, a part of an entry by its own. */
typedef struct eu_slot {
    const eu_entry *of; /* NULL for an entry */
    eu_part part;
    str number;
    eu_entry *entry; /* of an entry */
} eu_slot;

typedef struct eu_csv {
    list_job *job;
    csv_reader csv;
    eu_column *columns;
    size_t column_count, id_column;
    eu_slot *slots;
    size_t slot_count, used;
    eu_entry *first, *last;
} eu_csv;

/* ---- the header ---- */

static bool read_column(eu_csv *c, str name, eu_column *out)
{
    static const char act[] = "Regulation_";
    *out = (eu_column){0};
    if (str_is(name, "fileGenerationDate")) {
        out->part = PART_FILE;
        return true;
    }
    for (eu_part p = PART_ENTITY; p < PART_COUNT && !out->part; p++)
        if (str_starts(name, str_of(PARTS[p].column)))
            out->part = p;
    if (!out->part)
        return false;
    size_t skip = strlen(PARTS[out->part].column);
    str rest = str_make(name.data + skip, name.len - skip);
    out->act = str_starts(rest, str_of(act));
    if (out->act)
        rest = str_make(rest.data + strlen(act), rest.len - strlen(act));
    for (size_t i = 0; i < sizeof OTHER_NAMES / sizeof OTHER_NAMES[0]; i++)
        if (str_is(name, OTHER_NAMES[i].column))
            out->attribute = str_of(OTHER_NAMES[i].attribute);
    if (out->attribute.len || str_empty(rest))
        return out->attribute.len > 0;
    char *text = arena_copy(c->job->arena, rest);
    if (!text)
        return false;
    if (text[0] >= 'A' && text[0] <= 'Z')
        text[0] = (char)(text[0] - 'A' + 'a');
    out->attribute = str_make(text, rest.len);
    return true;
}

static itd_status read_header(eu_csv *c, itd_error *error)
{
    c->column_count = c->csv.field_count;
    c->columns = arena_array(c->job->arena, c->column_count, sizeof *c->columns);
    c->id_column = csv_column(&c->csv, "Entity_LogicalId");
    if (!c->columns)
        return error_memory(error);
    if (c->id_column == SIZE_MAX || csv_column(&c->csv, "NameAlias_WholeName") == SIZE_MAX)
        return error_at_line(error, ITD_ERROR_INPUT, c->csv.file->path, c->csv.line, "no column '%s'",
                             c->id_column == SIZE_MAX ? "Entity_LogicalId" : "NameAlias_WholeName");
    for (size_t i = 0; i < c->column_count; i++) {
        str name = csv_field(&c->csv, i);
        if (!str_empty(name) && !read_column(c, name, &c->columns[i]) && !list_unknown(c->job, name))
            return error_memory(error);
    }
    return c->job->arena->failed ? error_memory(error) : ITD_OK;
}

/* ---- what is there already ---- */

static eu_slot *find_slot(eu_slot *slots, size_t count, const eu_slot *like)
{
    uint64_t h = entity_index_hash(like->number) ^ ((uint64_t)(uintptr_t)like->of * 0x9E3779B97F4A7C15u) ^
                 (uint64_t)like->part << 56;
    size_t at = (size_t)(h ^ h >> 32) & (count - 1);
    while (slots[at].part && (slots[at].of != like->of || slots[at].part != like->part ||
                              !str_equal(slots[at].number, like->number)))
        at = (at + 1) & (count - 1);
    return &slots[at];
}

/* The place of that entry or part: filled, or to be filled by the caller at once. NULL: no memory. */
static eu_slot *slot_of(eu_csv *c, const eu_slot *like)
{
    if (2 * c->used >= c->slot_count) {
        size_t count = c->slot_count ? 2 * c->slot_count : 128;
        eu_slot *larger = arena_array(c->job->arena, count, sizeof *larger);
        if (!larger)
            return NULL;
        for (size_t i = 0; i < c->slot_count; i++)
            if (c->slots[i].part)
                *find_slot(larger, count, &c->slots[i]) = c->slots[i];
        c->slots = larger;
        c->slot_count = count;
    }
    eu_slot *slot = find_slot(c->slots, c->slot_count, like);
    c->used += slot->part == PART_NONE;
    return slot;
}

/* ---- the tree ---- */

static xml_node *add_node(eu_csv *c, xml_node *parent, const char *element, str text)
{
    xml_node *node = arena_alloc(c->job->arena, sizeof *node);
    if (!node)
        return NULL;
    node->name = str_of(element);
    node->text = str_empty(text) ? STR_NONE : arena_str(c->job->arena, text);
    node->parent = parent;
    node->line = c->csv.line;
    if (parent && parent->last)
        parent->last->next = node;
    else if (parent)
        parent->first = node;
    if (parent)
        parent->last = node;
    return node;
}

/* The cells of the part as attributes; *act: those of its regulation. */
static bool set_attributes(eu_csv *c, xml_node *node, eu_part part, bool act)
{
    xml_attribute found[ATTRIBUTES_MAX];
    size_t count = 0;
    for (size_t i = 0; i < c->column_count && count < ATTRIBUTES_MAX; i++) {
        const eu_column *column = &c->columns[i];
        str value = csv_field(&c->csv, i);
        if (column->part != part || column->act != act || str_empty(value) ||
            str_is(column->attribute, "remark") || str_starts(column->attribute, str_of("subjectType")))
            continue;
        str day = str_ends(column->attribute, str_of("Date")) ? record_day(c->job->arena, value) : STR_NONE;
        value = str_empty(day) ? arena_str(c->job->arena, value) : day;
        found[count++] = (xml_attribute){column->attribute, value};
    }
    xml_attribute *attributes = arena_array(c->job->arena, count, sizeof *attributes);
    if (count && !attributes)
        return false;
    if (count)
        memcpy(attributes, found, count * sizeof *attributes);
    node->attributes = attributes;
    node->attribute_count = count;
    return !c->job->arena->failed;
}

static str cell_of(const eu_csv *c, eu_part part, const char *attribute)
{
    for (size_t i = 0; i < c->column_count; i++)
        if (c->columns[i].part == part && !c->columns[i].act && str_is(c->columns[i].attribute, attribute))
            return csv_field(&c->csv, i);
    return STR_NONE;
}

static bool add_act(eu_csv *c, xml_node *node, eu_part part, const char *element)
{
    xml_node *act = add_node(c, node, element, STR_NONE);
    return act && set_attributes(c, act, part, true);
}

/* All cells of a part that has no number of its own: they are the number. */
static str content_of(const eu_csv *c, eu_part part, bool act)
{
    str cells[ATTRIBUTES_MAX];
    size_t count = 0;
    bool failed = false;
    for (size_t i = 0; i < c->column_count && count < ATTRIBUTES_MAX; i++)
        if (c->columns[i].part == part && c->columns[i].act == act && !str_empty(csv_field(&c->csv, i)))
            cells[count++] = csv_field(&c->csv, i);
    return record_join(c->job->arena, cells, count, "\x1F", &failed);
}

/* What tells the part from others of its kind; empty: the row has no such part. */
static str number_of(const eu_csv *c, eu_part part)
{
    str content = content_of(c, part, false), number = cell_of(c, part, "logicalId");
    return str_empty(number) || str_empty(content) ? content : number;
}

/* ---- one row ---- */

static bool add_part(eu_csv *c, eu_entry *entry, eu_part part)
{
    str number = number_of(c, part);
    if (str_empty(number))
        return !c->job->arena->failed;
    eu_slot like = {.of = entry, .part = part, .number = number};
    eu_slot *slot = slot_of(c, &like);
    if (!slot)
        return false;
    if (slot->part)
        return true;
    like.number = arena_str(c->job->arena, number);
    *slot = like;
    xml_node *node = add_node(c, entry->node, PARTS[part].element, STR_NONE);
    str remark = cell_of(c, part, "remark"), contact = cell_of(c, part, "contactInfo");
    if (!node || !set_attributes(c, node, part, false) || !add_act(c, node, part, "regulationSummary"))
        return false;
    if (!str_empty(remark) && !add_node(c, node, "remark", remark))
        return false;
    return str_empty(contact) || add_node(c, entry->node, "remark", contact);
}

/* "P" and "person" say the same; both columns are called SubjectType. */
static const char *subject_of(const eu_csv *c)
{
    const char *const columns[] = {"subjectType", "subjectType_ClassificationCode"};
    for (size_t i = 0; i < 2; i++) {
        str text = cell_of(c, PART_ENTITY, columns[i]);
        if (str_equal_nocase(text, str_of("P")) || str_equal_nocase(text, str_of("person")))
            return "person";
        if (str_equal_nocase(text, str_of("E")) || str_equal_nocase(text, str_of("enterprise")))
            return "enterprise";
    }
    return NULL;
}

static itd_status new_entry(eu_csv *c, eu_entry **out, itd_error *error)
{
    list_job *job = c->job;
    const char *subject = subject_of(c);
    if (!subject)
        return record_missing(c->csv.file, c->csv.line, "entry",
                              "an Entity_SubjectType (P, E, person, enterprise)", error);
    eu_entry *entry = arena_alloc(job->arena, sizeof *entry);
    xml_attribute *code = arena_alloc(job->arena, sizeof *code);
    if (!entry || !code || !(entry->node = add_node(c, NULL, "sanctionEntity", STR_NONE)) ||
        !set_attributes(c, entry->node, PART_ENTITY, false))
        return error_memory(error);
    xml_node *type = add_node(c, entry->node, "subjectType", STR_NONE);
    str remark = cell_of(c, PART_ENTITY, "remark");
    if (!type || (!str_empty(remark) && !add_node(c, entry->node, "remark", remark)))
        return error_memory(error);
    *code = (xml_attribute){str_of("code"), str_of(subject)};
    type->attributes = code;
    type->attribute_count = 1;
    if (c->last)
        c->last->next = entry;
    else
        c->first = entry;
    c->last = *out = entry;
    return ITD_OK;
}

/* The regulation of the entry that this row names, once each. */
static bool add_regulation(eu_csv *c, eu_entry *entry)
{
    str content = content_of(c, PART_ENTITY, true);
    if (str_empty(content))
        return !c->job->arena->failed;
    eu_slot like = {.of = entry, .part = PART_ENTITY, .number = content};
    eu_slot *slot = slot_of(c, &like);
    if (!slot)
        return false;
    if (slot->part)
        return true;
    *slot = like;
    return add_act(c, entry->node, PART_ENTITY, "regulation");
}

static itd_status read_row(eu_csv *c, itd_error *error)
{
    list_job *job = c->job;
    str number = csv_field(&c->csv, c->id_column);
    if (c->csv.field_count != c->column_count)
        return error_at_line(error, ITD_ERROR_INPUT, c->csv.file->path, c->csv.line,
                             "the row has %zu fields, the header %zu", c->csv.field_count, c->column_count);
    if (!str_is_digits(number))
        return record_missing(c->csv.file, c->csv.line, "row", "an Entity_LogicalId of digits", error);
    if (str_empty(job->result.date))
        job->result.date = record_day(job->arena, cell_of(c, PART_FILE, ""));
    eu_slot like = {.part = PART_ENTITY, .number = number};
    eu_slot *slot = slot_of(c, &like);
    eu_entry *entry = slot ? slot->entry : NULL;
    if (!slot)
        return error_memory(error);
    if (!entry) {
        itd_status status = new_entry(c, &entry, error);
        if (status != ITD_OK)
            return status;
        like.number = arena_str(job->arena, number);
        like.entry = entry;
        *slot = like;
    }
    bool good = add_regulation(c, entry);
    for (eu_part p = PART_NAME; good && p < PART_COUNT; p++)
        good = add_part(c, entry, p);
    return good ? ITD_OK : error_memory(error);
}

/* ---- the file ---- */

static itd_status read_rows(eu_csv *c, itd_error *error)
{
    bool more = true;
    itd_status status = ITD_OK;
    while (status == ITD_OK && (status = csv_next(&c->csv, &more, error)) == ITD_OK && more)
        status = c->columns ? read_row(c, error) : read_header(c, error);
    return status;
}

static itd_status eu_csv_read(list_job *job, itd_error *error)
{
    eu_csv c = {.job = job};
    eu_state s = {job, &job->files[0]};
    eu_describe(job);
    csv_open(&c.csv, &job->files[0], ';');
    itd_status status = read_rows(&c, error);
    csv_close(&c.csv);
    for (const eu_entry *entry = c.first; entry && status == ITD_OK; entry = entry->next)
        status = eu_read_entry(&s, entry->node, error);
    return status == ITD_OK ? record_finish(job, "rows of entries", error) : status;
}

static int eu_csv_detect(const list_file *file)
{
    str line = csv_first_line(file);
    return csv_line_has(line, ';', "Entity_LogicalId") && csv_line_has(line, ';', "NameAlias_WholeName") ? 95
                                                                                                         : 0;
}

extern const list_format list_eu_csv;
const list_format list_eu_csv = {
    .name = "eu-fsf-csv",
    .title = "EU consolidated financial sanctions list (FSF), CSV 1.1",
    .default_dataset = "eu_fsf",
    .detect = eu_csv_detect,
    .read = eu_csv_read,
};
