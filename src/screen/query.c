#include "screen/query.h"

#include "base/error.h"
#include "base/limits.h"
#include "model/country.h"
#include "value/value.h"

#include <string.h>

void query_init(screening_query *q)
{
    memset(q, 0, sizeof *q);
    q->on = DATE_NONE;
}

query_use query_use_of(str property)
{
    property_id ignored;
    switch (value_header(property, &ignored)) {
    case HEADER_UNKNOWN:
        return QUERY_UNKNOWN;
    case HEADER_NOTHING:
        return QUERY_NOTHING;
    case HEADER_ID:
        return QUERY_ID;
    case HEADER_SCHEMA:
        return QUERY_SCHEMA;
    case HEADER_NAME:
    case HEADER_ADDRESS:
        return QUERY_WHOLE;
    case HEADER_GIVEN:
    case HEADER_MIDDLE:
    case HEADER_FAMILY:
        return QUERY_NAME_PART;
    default:
        return QUERY_VALUE;
    }
}

itd_status query_set_schema(screening_query *q, str name, itd_error *error)
{
    value_result result = value_read_schema(name, &q->match.schema, error);
    q->match.has_schema = result == VALUE_KNOWN;
    if (result == VALUE_UNKNOWN && error)
        error->status = ITD_ERROR_USAGE;
    return result == VALUE_UNKNOWN ? ITD_ERROR_USAGE : ITD_OK;
}

static itd_status too_many(size_t cap, str what, itd_error *error)
{
    return error_set(error, ITD_ERROR_INPUT, NULL, "more than %zu values of '%.*s'", cap, STR_ARG(what));
}

static itd_status add_to(str *values, size_t *count, size_t cap, str value, str what, itd_error *error)
{
    if (*count == cap)
        return too_many(cap, what, error);
    values[(*count)++] = value;
    return ITD_OK;
}

static itd_status add_identifier(match_query *m, bool has_property, property_id property, str value,
                                 itd_error *error)
{
    if (m->identifier_count == MATCH_VALUES_MAX)
        return error_set(error, ITD_ERROR_INPUT, NULL, "more than %d identifiers", MATCH_VALUES_MAX);
    m->identifiers[m->identifier_count++] = (match_identifier){has_property, property, value};
    return ITD_OK;
}

/* ---- identifiers ---- */

/* What stands before a colon names a kind, unless it has a digit or is long. */
static bool is_kind_like(str text)
{
    if (text.len < 2 || text.len > 40)
        return false;
    for (size_t i = 0; i < text.len; i++)
        if (text.data[i] >= '0' && text.data[i] <= '9')
            return false;
    return true;
}

/* A number without a kind is compared with all; one that can only be of some kind is that too. */
static itd_status add_bare_identifier(match_query *m, str text, itd_error *error)
{
    value_identifier found[VALUE_IDENTIFIERS_MAX];
    size_t count = value_identifiers_of_name(text, found);
    itd_status status = ITD_OK;
    bool bare = false;
    for (size_t i = 0; i < count && status == ITD_OK; i++) {
        status = add_identifier(m, found[i].has_property, found[i].property, found[i].text, error);
        bare = bare || !found[i].has_property || found[i].text.len < text.len ||
               found[i].property == PROPERTY_PUBLIC_KEY;
    }
    return status != ITD_OK || bare ? status : add_identifier(m, false, 0, text, error);
}

itd_status query_add_identifier(screening_query *q, str text, itd_error *error)
{
    property_id property = 0;
    text = str_trim(text);
    if (value_is_blank(text))
        return ITD_OK;
    for (size_t i = 0; i < text.len; i++) {
        str kind = str_make(text.data, i);
        if (text.data[i] != ':' && text.data[i] != '=')
            continue;
        if (!value_identifier_kind(kind, &property) && !is_kind_like(kind))
            break;
        if (value_read_identifier_kind(kind, &property, error) == VALUE_UNKNOWN)
            return ITD_ERROR_INPUT;
        str value = str_trim(str_make(text.data + i + 1, text.len - i - 1));
        if (str_empty(value))
            return error_set(error, ITD_ERROR_INPUT, NULL, "nothing stands behind '%.*s'", (int)i + 1,
                             text.data);
        return add_identifier(&q->match, true, property, value, error);
    }
    return add_bare_identifier(&q->match, text, error);
}

/* ---- countries, dates, genders ---- */

/* The text as it was given stays where the search reads it in the same way. */
static itd_status add_country(match_query *m, str given, const value_country *c, str what, itd_error *error)
{
    itd_status status = ITD_OK;
    if (c->code_count == 1 && str_equal(country_find(given), c->codes[0]))
        return add_to(m->countries, &m->country_count, MATCH_VALUES_MAX, given, what, error);
    for (size_t i = 0; i < c->code_count && status == ITD_OK; i++)
        status = add_to(m->countries, &m->country_count, MATCH_VALUES_MAX, c->codes[i], what, error);
    return status;
}

/* "Iran / Syria", "IR, SY": several in one value, each of them known. */
static bool split_countries(match_query *m, str value, str what, itd_error *error, itd_status *status)
{
    static const char separators[] = ",/|+&";
    value_country c;
    for (const char *separator = separators; *separator; separator++) {
        str rest = value, part;
        bool known = memchr(value.data, *separator, value.len) != NULL;
        while (known && str_split(&rest, *separator, &part))
            known = value_read_country(part, &c, NULL) != VALUE_UNKNOWN;
        if (!known)
            continue;
        *status = ITD_OK;
        for (rest = value; *status == ITD_OK && str_split(&rest, *separator, &part);)
            if (value_read_country(part, &c, NULL) == VALUE_KNOWN)
                *status = add_country(m, str_trim(part), &c, what, error);
        return true;
    }
    return false;
}

static itd_status read_country(match_query *m, str value, str what, itd_error *error)
{
    value_country c;
    itd_status status = ITD_ERROR_INPUT;
    value_result result = value_read_country(value, &c, error);
    if (result == VALUE_KNOWN)
        return add_country(m, value, &c, what, error);
    if (result == VALUE_BLANK || split_countries(m, value, what, error, &status))
        return result == VALUE_BLANK ? ITD_OK : status;
    return ITD_ERROR_INPUT;
}

static itd_status read_date(match_query *m, str value, str what, itd_error *error)
{
    partial_date date;
    value_result result = value_read_date(value, &date, error);
    if (result != VALUE_KNOWN)
        return result == VALUE_BLANK ? ITD_OK : ITD_ERROR_INPUT;
    return add_to(m->birth_dates, &m->birth_date_count, MATCH_VALUES_MAX, value, what, error);
}

static itd_status read_gender(match_query *m, str value, str what, itd_error *error)
{
    str gender;
    value_result result = value_read_gender(value, &gender, error);
    if (result != VALUE_KNOWN)
        return result == VALUE_BLANK ? ITD_OK : ITD_ERROR_INPUT;
    bool known = str_equal_nocase(value, str_make(gender.data, 1)) ||
                 str_equal_nocase(value, gender); /* as the search knows it */
    return add_to(m->genders, &m->gender_count, 2, known ? value : gender, what, error);
}

itd_status query_add(screening_query *q, str property, str value, itd_error *error)
{
    match_query *m = &q->match;
    property_id p = 0;
    value = str_trim(value);
    if (str_empty(value))
        return ITD_OK;
    header_use use = value_header(property, &p);
    switch (use) {
    case HEADER_NAME:
        return add_to(m->names, &m->name_count, MATCH_VALUES_MAX, value, property, error);
    case HEADER_GIVEN:
        return add_to(q->given, &q->given_count, QUERY_PARTS_MAX, value, property, error);
    case HEADER_MIDDLE:
        return add_to(q->middle, &q->middle_count, QUERY_PARTS_MAX, value, property, error);
    case HEADER_FAMILY:
        return add_to(q->family, &q->family_count, QUERY_PARTS_MAX, value, property, error);
    case HEADER_BIRTH_DATE:
        return read_date(m, value, property, error);
    case HEADER_COUNTRY:
        return read_country(m, value, property, error);
    case HEADER_GENDER:
        return read_gender(m, value, property, error);
    case HEADER_ADDRESS:
        return add_to(m->addresses, &m->address_count, MATCH_VALUES_MAX, value, property, error);
    case HEADER_IDENTIFIER:
        return query_add_identifier(q, value, error);
    case HEADER_IDENTIFIER_KIND:
        return value_is_blank(value) ? ITD_OK : add_identifier(m, true, p, value, error);
    default:
        return ITD_OK;
    }
}

/* ---- the whole query ---- */

static void join(buf *name, const str *parts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (name->len)
            buf_putc(name, ' ');
        buf_str(name, parts[i]);
    }
}

/* True if each part stands in a name that is given whole. */
static bool are_said(const match_query *m, const str *parts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        bool said = false;
        for (size_t n = 0; n < m->name_count && !said; n++)
            said = str_find_nocase(m->names[n], parts[i]) != SIZE_MAX;
        if (!said)
            return false;
    }
    return true;
}

/* The parts make a name where no whole one says them: beside the name of a firm they are somebody else's. A
 * family name alone beside a whole name makes none. A given name beside a "name" and without a family name
 * makes one with it: "Name" is then what others call the surname. */
static itd_status join_parts(screening_query *q, arena *a, itd_error *error)
{
    match_query *m = &q->match;
    bool surname = m->name_count && !q->family_count, first = q->given_count || q->middle_count;
    if (!first && (!q->family_count || m->name_count))
        return ITD_OK;
    if (m->name_count && q->family_count && are_said(m, q->given, q->given_count) &&
        are_said(m, q->middle, q->middle_count) && are_said(m, q->family, q->family_count))
        return ITD_OK;
    if (m->name_count == MATCH_VALUES_MAX)
        return error_set(error, ITD_ERROR_INPUT, NULL, "more than %d names, with the parts of one",
                         MATCH_VALUES_MAX);
    buf name;
    buf_init(&name, LIMIT_VALUE_LEN * 8);
    join(&name, q->given, q->given_count);
    join(&name, q->middle, q->middle_count);
    join(&name, q->family, q->family_count);
    join(&name, m->names, surname ? 1 : 0);
    str copy = name.failed ? STR_NONE : arena_str(a, buf_as_str(&name));
    buf_free(&name);
    if (!copy.data)
        return error_memory(error);
    m->names[m->name_count++] = copy;
    return ITD_OK;
}

static bool is_asked(const match_query *m, const value_identifier *found)
{
    for (size_t i = 0; i < m->identifier_count; i++)
        if (str_equal(m->identifiers[i].text, found->text))
            return true;
    return false;
}

/* A name that is an identifier is searched as one too, as long as there is room. */
static void add_identifiers_of_names(screening_query *q)
{
    match_query *m = &q->match;
    value_identifier found[VALUE_IDENTIFIERS_MAX];
    for (size_t n = 0; n < m->name_count; n++) {
        size_t count = value_identifiers_of_name(m->names[n], found);
        for (size_t i = 0; i < count; i++) {
            if (m->identifier_count == MATCH_VALUES_MAX || is_asked(m, &found[i]))
                continue;
            m->identifiers[m->identifier_count++] =
                (match_identifier){found[i].has_property, found[i].property, found[i].text};
            q->read_as_identifier = m->names[n];
        }
    }
}

itd_status query_finish(screening_query *q, arena *a, itd_error *error)
{
    itd_status status = join_parts(q, a, error);
    if (status != ITD_OK)
        return status;
    if (!q->match.name_count && !q->match.identifier_count)
        return error_set(error, ITD_ERROR_INPUT, NULL, "neither a name nor an identifier is given");
    add_identifiers_of_names(q);
    return ITD_OK;
}
