/* Canada's consolidated list of autonomous sanctions, XML: <data-set> of <record>.
 *
 * Its elements were called <Country>, <LastName> … until summer 2026 and <Country-Pays>,
 * <LastName-NomDeFamille> … since: the part before the dash counts, so both are read. Texts are "English /
 * French", of which the English is kept. The list gives no numbers of its own: an id is made of the
 * regulations, the schedule and the item, "ca-russia-1-part-1-94", with "-2" where that is there again.
 * <Country> names the regulations, not where a party is from. */
#include "base/error.h"
#include "list/entity_index.h"
#include "list/record.h"

#include <stdio.h>

typedef struct sema_state {
    list_job *job;
    const list_file *file;
    entity_index index;
} sema_state;

static const char *const FIELDS[] = {"Country",
                                     "LastName",
                                     "GivenName",
                                     "EntityOrShip",
                                     "Entity",
                                     "Aliases",
                                     "DateOfBirthOrShipBuildDate",
                                     "DateOfBirth",
                                     "TitleOrShip",
                                     "TitleOrShipType",
                                     "Title",
                                     "ShipIMONumber",
                                     "Schedule",
                                     "Item",
                                     "DateOfListing",
                                     NULL};

/* ---- fields ---- */

static str english_name(str element)
{
    size_t dash = str_find(element, str_of("-"));
    return dash == SIZE_MAX ? element : str_make(element.data, dash);
}

/* The text of the first child that is called one of the names. */
static str field(const xml_node *record, const char *name, const char *other)
{
    for (const xml_node *child = record->first; child; child = child->next) {
        str called = english_name(child->name);
        if (str_is(called, name) || (other && str_is(called, other)))
            return str_trim(child->text);
    }
    return STR_NONE;
}

static bool report_unknown(sema_state *s, const xml_node *record)
{
    for (const xml_node *child = record->first; child; child = child->next) {
        size_t i = 0;
        while (FIELDS[i] && !str_is(english_name(child->name), FIELDS[i]))
            i++;
        if (!FIELDS[i] && !list_unknown(s->job, child->name))
            return false;
    }
    return true;
}

/* The English half of "Russia / Russie" and "General Cargo | Cargo classique". */
static str english(str text)
{
    size_t at = str_find(text, str_of(" / "));
    if (at == SIZE_MAX)
        at = str_find(text, str_of(" | "));
    return str_trim(at == SIZE_MAX ? text : str_make(text.data, at));
}

/* "n/a" and the like are no schedule. */
static str schedule_of(const xml_node *record)
{
    str text = field(record, "Schedule", NULL);
    return str_equal_nocase(text, str_of("N/A")) || str_is(text, "-") ? STR_NONE : text;
}

/* ---- the id ---- */

/* Letters and digits in lower case, runs of anything else as one dash. */
static size_t add_slug(char *out, size_t len, size_t cap, str text)
{
    bool gap = len > 0;
    for (size_t i = 0; i < text.len && len + 2 < cap; i++) {
        char c = text.data[i];
        c = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9')) {
            gap = len > 0;
            continue;
        }
        if (gap)
            out[len++] = '-';
        out[len++] = c;
        gap = false;
    }
    return len;
}

/* Regulations that are called by a name and not a country end with their letters in brackets: "(JVCFOR)". */
static str regulations(str country)
{
    size_t open = str_find(country, str_of("("));
    if (open != SIZE_MAX && open > 0 && str_ends(country, str_of(")")))
        return str_make(country.data + open + 1, country.len - open - 2);
    return country;
}

/* "ca-<slug>", from the second on with its number. */
static str numbered_id(sema_state *s, str slug, size_t number)
{
    char native[192];
    snprintf(native, sizeof native, number > 1 ? "%.*s-%zu" : "%.*s", STR_ARG(slug), number);
    return record_id(s->job->arena, "ca", str_of(native));
}

/* The first number that is free; those before it are taken. NULL data: no memory. */
static str free_id(sema_state *s, str slug)
{
    size_t taken = 0, step = 1;
    str best = STR_NONE;
    bool doubling = true;
    while (step) {
        str id = numbered_id(s, slug, taken + step);
        entity **slot = str_empty(id) ? NULL : entity_index_slot(&s->index, s->job->arena, id);
        if (!slot)
            return STR_NONE;
        doubling = doubling && *slot;
        if (*slot)
            taken += step;
        else
            best = id;
        step = doubling ? 2 * step : step / 2;
    }
    return best;
}

static str id_of(sema_state *s, const xml_node *record, str country)
{
    char slug[160];
    size_t len = add_slug(slug, 0, sizeof slug, regulations(country));
    len = add_slug(slug, len, sizeof slug, schedule_of(record));
    len = add_slug(slug, len, sizeof slug, field(record, "Item", NULL));
    return len ? free_id(s, str_make(slug, len)) : free_id(s, str_of("record"));
}

/* ---- names ---- */

static bool is_one_word(str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.data[i] == ' ' || text.data[i] == '-' || (unsigned char)text.data[i] == 0xC2)
            return false;
    return true;
}

/* Of a person a single word is another given name or a nickname: it supports a hit, it does not make one. */
static void add_alias(entity *e, str name)
{
    bool weak = e->schema == SCHEMA_PERSON && is_one_word(name);
    entity_add_name(e, weak ? PROPERTY_WEAK_ALIAS : PROPERTY_ALIAS, weak ? NAME_WEAK : NAME_ALIAS, name);
}

/* Aliases are separated by semicolons; those of persons by commas too, where each part is a whole name. */
static char alias_separator(const entity *e, str aliases)
{
    str rest = aliases, part;
    size_t parts = 0;
    if (str_find(aliases, str_of(";")) != SIZE_MAX || e->schema != SCHEMA_PERSON)
        return ';';
    for (; str_split(&rest, ',', &part); parts++)
        if (is_one_word(str_trim(part)))
            return ';';
    return parts > 1 ? ',' : ';';
}

static void add_names(entity *e, const xml_node *record)
{
    str given = field(record, "GivenName", NULL), family = field(record, "LastName", NULL);
    str parts[] = {given, family}, part;
    str name =
        e->schema == SCHEMA_PERSON ? record_words(e, parts, 2) : field(record, "EntityOrShip", "Entity");
    entity_add_name(e, PROPERTY_NAME, NAME_PRIMARY, name);
    if (e->schema == SCHEMA_PERSON) {
        entity_add(e, PROPERTY_FIRST_NAME, given);
        entity_add(e, PROPERTY_LAST_NAME, family);
    }
    str aliases = field(record, "Aliases", NULL);
    char separator = alias_separator(e, aliases);
    while (str_split(&aliases, separator, &part))
        add_alias(e, str_trim(part));
}

/* ---- one record ---- */

static schema_id schema_of(const xml_node *record)
{
    if (!str_empty(field(record, "ShipIMONumber", NULL)))
        return SCHEMA_VESSEL;
    return str_empty(field(record, "EntityOrShip", "Entity")) ? SCHEMA_PERSON : SCHEMA_ORGANIZATION;
}

static void add_listing(entity *e, const xml_node *record, str country)
{
    entity_listing *l = entity_add_listing(e);
    if (!l)
        return;
    str schedule = schedule_of(record), item = field(record, "Item", NULL);
    str parts[] = {schedule.len ? str_of("Schedule") : STR_NONE, schedule,
                   item.len ? str_of("item") : STR_NONE, item};
    l->program = record_copy(e, country);
    l->authority = str_of("Global Affairs Canada");
    l->authority_id = record_words(e, parts, 4);
    l->listing_date = record_date_text(e, field(record, "DateOfListing", NULL));
}

static void add_facts(entity *e, const xml_node *record)
{
    str born = field(record, "DateOfBirthOrShipBuildDate", "DateOfBirth");
    str title = english(field(record, "TitleOrShip", "TitleOrShipType"));
    if (str_empty(title))
        title = english(field(record, "Title", NULL));
    if (e->schema == SCHEMA_VESSEL) {
        record_identifier(e, PROPERTY_IMO_NUMBER, field(record, "ShipIMONumber", NULL), STR_NONE, STR_NONE);
        record_date(e, PROPERTY_BUILD_DATE, born, "Year built");
        entity_add(e, PROPERTY_TYPE, title);
    } else if (e->schema == SCHEMA_PERSON) {
        record_date(e, PROPERTY_BIRTH_DATE, born, "Date of birth");
        entity_add(e, PROPERTY_POSITION, title);
    } else {
        str parts[] = {str_of("Date"), born};
        str note = born.len ? record_join(e->arena, parts, 2, ": ", &e->failed) : STR_NONE;
        entity_add(e, PROPERTY_NOTES, note);
        entity_add(e, PROPERTY_NOTES, title);
    }
}

static itd_status read_record(void *context, const xml_node *record, itd_error *error)
{
    sema_state *s = context;
    str country = english(field(record, "Country", NULL));
    if (str_empty(country))
        return record_missing(s->file, record->line, "<record>", "a <Country>", error);
    entity *e = entity_new(s->job->arena, id_of(s, record, country), schema_of(record), s->job->dataset);
    entity **slot = e ? entity_index_slot(&s->index, s->job->arena, e->id) : NULL;
    if (!slot)
        return error_memory(error);
    *slot = e;
    add_names(e, record);
    if (!e->failed && !record_has_name(e))
        return record_missing(s->file, record->line, "<record>", "a name", error);
    record_sanctioned(e);
    add_listing(e, record, country);
    add_facts(e, record);
    if (!report_unknown(s, record))
        return error_memory(error);
    return record_add(s->job, e, record->line, error);
}

/* ---- the file ---- */

static xml_choice start(void *context, const xml_node *element)
{
    (void)context;
    if (!element->parent)
        return xml_is(element, "data-set") ? XML_DESCEND : XML_REFUSE;
    return xml_is(element, "record") ? XML_RECORD : XML_REFUSE;
}

static itd_status sema_read(list_job *job, itd_error *error)
{
    sema_state s = {.job = job, .file = &job->files[0]};
    job->result.title = str_of("Consolidated Canadian Autonomous Sanctions List");
    job->result.publisher = str_of("Global Affairs Canada");
    const xml_reader reader = {
        .context = &s, .expected = "<data-set> of <record>", .start = start, .record = read_record};
    itd_status status = xml_read(s.file, &reader, error);
    return status == ITD_OK ? record_finish(job, "<record>", error) : status;
}

/* <data-set> is a common name: a record with the fields of the list must be there too. */
static int sema_detect(const list_file *file)
{
    char storage[XML_SNIFF_CAP];
    if (!str_is(xml_sniff_root(file, storage), "data-set"))
        return 0;
    str head = str_make(file->bytes.data, file->bytes.len < 8192 ? file->bytes.len : 8192);
    bool fields = str_find(head, str_of("<EntityOrShip")) != SIZE_MAX ||
                  str_find(head, str_of("<LastName")) != SIZE_MAX ||
                  str_find(head, str_of("<Schedule")) != SIZE_MAX ||
                  str_find(head, str_of("<Entity>")) != SIZE_MAX;
    return fields && str_find(head, str_of("<Country")) != SIZE_MAX ? 95 : 0;
}

extern const list_format list_sema;
const list_format list_sema = {
    .name = "sema-xml",
    .title = "Canada, consolidated autonomous sanctions list (SEMA), XML",
    .default_dataset = "ca_dfatd_sema_sanctions",
    .detect = sema_detect,
    .read = sema_read,
};
