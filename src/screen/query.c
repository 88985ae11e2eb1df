#include "screen/query.h"

#include "base/error.h"
#include "base/limits.h"
#include "model/identifier.h"

#include <string.h>

typedef enum field {
    FIELD_NONE,
    FIELD_NAME,
    FIELD_BIRTH_DATE,
    FIELD_COUNTRY,
    FIELD_GENDER,
    FIELD_ADDRESS,
    FIELD_IDENTIFIER,
} field;

/* Names of properties and columns, compared without case, blanks, hyphens and underscores. */
static const struct {
    const char *name;
    field field;
} fields[] = {
    {"name", FIELD_NAME},
    {"names", FIELD_NAME},
    {"fullname", FIELD_NAME},
    {"caption", FIELD_NAME},
    {"query", FIELD_NAME},
    {"alias", FIELD_NAME},
    {"previousname", FIELD_NAME},
    {"weakalias", FIELD_NAME},
    {"abbreviation", FIELD_NAME},
    {"birthdate", FIELD_BIRTH_DATE},
    {"dateofbirth", FIELD_BIRTH_DATE},
    {"dob", FIELD_BIRTH_DATE},
    {"incorporationdate", FIELD_BIRTH_DATE},
    {"builddate", FIELD_BIRTH_DATE},
    {"country", FIELD_COUNTRY},
    {"countries", FIELD_COUNTRY},
    {"nationality", FIELD_COUNTRY},
    {"citizenship", FIELD_COUNTRY},
    {"jurisdiction", FIELD_COUNTRY},
    {"maincountry", FIELD_COUNTRY},
    {"birthcountry", FIELD_COUNTRY},
    {"flag", FIELD_COUNTRY},
    {"gender", FIELD_GENDER},
    {"sex", FIELD_GENDER},
    {"address", FIELD_ADDRESS},
    {"addresses", FIELD_ADDRESS},
    {"identifier", FIELD_IDENTIFIER},
    {"identifiers", FIELD_IDENTIFIER},
};

/* Short names of identifiers beside those of FollowTheMoney. */
static const struct {
    const char *name;
    property_id property;
} identifiers[] = {
    {"imo", PROPERTY_IMO_NUMBER},
    {"bic", PROPERTY_SWIFT_BIC},
    {"swift", PROPERTY_SWIFT_BIC},
    {"lei", PROPERTY_LEI_CODE},
    {"passport", PROPERTY_PASSPORT_NUMBER},
    {"tax", PROPERTY_TAX_NUMBER},
    {"inn", PROPERTY_INN_CODE},
    {"ogrn", PROPERTY_OGRN_CODE},
    {"national", PROPERTY_ID_NUMBER},
    {"nationalid", PROPERTY_ID_NUMBER},
    {"registration", PROPERTY_REGISTRATION_NUMBER},
    {"wallet", PROPERTY_PUBLIC_KEY},
    {"vat", PROPERTY_VAT_CODE},
    {"duns", PROPERTY_DUNS_CODE},
    {"ssn", PROPERTY_SOCIAL_SECURITY_NUMBER},
};

#define NAME_CAP 48

/* "Birth_Date" and "birthDate" to "birthdate"; false if it is too long to be one of ours. */
static bool plain_name(str name, char plain[NAME_CAP])
{
    size_t len = 0;
    for (size_t i = 0; i < name.len; i++) {
        char c = name.data[i];
        if (c == '_' || c == '-' || c == ' ')
            continue;
        if (len + 1 == NAME_CAP)
            return false;
        plain[len++] = (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    }
    plain[len] = 0;
    return len > 0;
}

static bool find_identifier(const char *plain, property_id *property)
{
    for (size_t i = 0; i < sizeof identifiers / sizeof identifiers[0]; i++)
        if (strcmp(identifiers[i].name, plain) == 0)
            return *property = identifiers[i].property, true;
    for (int p = 0; p < PROPERTY_COUNT; p++) {
        char known[NAME_CAP];
        if (property_get_type((property_id)p) == TYPE_IDENTIFIER &&
            plain_name(property_name((property_id)p), known) && strcmp(known, plain) == 0)
            return *property = (property_id)p, true;
    }
    return false;
}

static field find_field(str name, bool *has_property, property_id *property)
{
    char plain[NAME_CAP];
    *has_property = false;
    if (!plain_name(name, plain))
        return FIELD_NONE;
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
        if (strcmp(fields[i].name, plain) == 0)
            return fields[i].field;
    *has_property = find_identifier(plain, property);
    return *has_property ? FIELD_IDENTIFIER : FIELD_NONE;
}

bool query_knows(str property)
{
    bool has_property;
    property_id p;
    return find_field(property, &has_property, &p) != FIELD_NONE;
}

void query_init(screening_query *q)
{
    memset(q, 0, sizeof *q);
    q->on = DATE_NONE;
}

itd_status query_set_schema(screening_query *q, str name, itd_error *error)
{
    q->match.has_schema = false;
    if (str_empty(name))
        return ITD_OK;
    if (!schema_from_name(name, &q->match.schema))
        return error_set(
            error, ITD_ERROR_USAGE, NULL,
            "unknown schema '%.*s', expected Person, Organization, Company, LegalEntity, Vessel, "
            "Airplane or another of FollowTheMoney",
            STR_ARG(name));
    q->match.has_schema = true;
    return ITD_OK;
}

static itd_status add_to(str *values, size_t *count, size_t cap, str value, str what, itd_error *error)
{
    if (*count == cap)
        return error_set(error, ITD_ERROR_INPUT, NULL, "more than %zu values of '%.*s'", cap, STR_ARG(what));
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

itd_status query_add_identifier(screening_query *q, str text, itd_error *error)
{
    property_id property = 0;
    text = str_trim(text);
    for (size_t i = 0; i < text.len; i++) {
        char plain[NAME_CAP];
        if (text.data[i] != ':' && text.data[i] != '=')
            continue;
        if (plain_name(str_make(text.data, i), plain) && find_identifier(plain, &property))
            return add_identifier(&q->match, true, property,
                                  str_trim(str_make(text.data + i + 1, text.len - i - 1)), error);
        break;
    }
    bool sure = identifier_guess(text, &property);
    return str_empty(text) ? ITD_OK : add_identifier(&q->match, sure, property, text, error);
}

itd_status query_add(screening_query *q, str property, str value, itd_error *error)
{
    match_query *m = &q->match;
    bool has_property;
    property_id p = 0;
    value = str_trim(value);
    if (str_empty(value))
        return ITD_OK;
    switch (find_field(property, &has_property, &p)) {
    case FIELD_NONE:
        break;
    case FIELD_NAME:
        return add_to(m->names, &m->name_count, MATCH_VALUES_MAX, value, property, error);
    case FIELD_BIRTH_DATE:
        return add_to(m->birth_dates, &m->birth_date_count, MATCH_VALUES_MAX, value, property, error);
    case FIELD_COUNTRY:
        return add_to(m->countries, &m->country_count, MATCH_VALUES_MAX, value, property, error);
    case FIELD_GENDER:
        return add_to(m->genders, &m->gender_count, 2, value, property, error);
    case FIELD_ADDRESS:
        return add_to(m->addresses, &m->address_count, MATCH_VALUES_MAX, value, property, error);
    case FIELD_IDENTIFIER:
        if (!has_property)
            return query_add_identifier(q, value, error);
        return add_identifier(m, true, p, value, error);
    }
    return ITD_OK;
}

itd_status query_check(const screening_query *q, itd_error *error)
{
    if (q->match.name_count || q->match.identifier_count)
        return ITD_OK;
    return error_set(error, ITD_ERROR_INPUT, NULL, "neither a name nor an identifier is given");
}
