/* Parties, relations and sanctions entries of OFAC's Advanced XML. */
#include "list/ofac/ofac_advanced.h"

#include "base/date.h"
#include "base/error.h"
#include "list/ofac/ofac_terms.h"
#include "model/partial_date.h"

#include <limits.h>
#include <stdio.h>

static int number_of(const xml_node *node, const char *child)
{
    unsigned long long n;
    return str_to_unsigned(xml_child_text(node, child), &n) && n < INT_MAX ? (int)n : 0;
}

static bool point_of(const xml_node *node, date_part *part)
{
    return node && partial_date_from_numbers(number_of(node, "Year"), number_of(node, "Month"),
                                             number_of(node, "Day"), part);
}

static str text_of(arena *memory, const partial_date *date)
{
    char text[PARTIAL_DATE_CAP];
    partial_date_format(date, text);
    return arena_str(memory, str_of(text));
}

str advanced_date(arena *memory, const xml_node *node)
{
    partial_date date = {0};
    if (!point_of(node, &date.first))
        return STR_NONE;
    date.last = date.first;
    return text_of(memory, &date);
}

static bool last_day_of_month(const date_part *p)
{
    calendar_day day;
    return p->month && p->day && !date_from_parts(p->year, p->month, p->day + 1, &day);
}

/* 1 January to 31 December is a year, the first to the last of a month that month. */
static void coarsen(partial_date *d)
{
    bool from_year = d->first.month == 1 && d->first.day == 1,
         to_year = d->last.month == 12 && d->last.day == 31;
    bool one_month = d->first.year == d->last.year && d->first.month == d->last.month && d->first.day == 1 &&
                     last_day_of_month(&d->last);
    if (from_year && to_year)
        d->first.month = d->first.day = d->last.month = d->last.day = 0;
    else if (one_month)
        d->first.day = d->last.day = 0;
    d->range =
        d->first.year != d->last.year || d->first.month != d->last.month || d->first.day != d->last.day;
}

str advanced_period(arena *memory, const xml_node *period)
{
    const xml_node *start = xml_child(period, "Start"), *end = xml_child(period, "End");
    partial_date date = {0};
    if (!point_of(xml_child(start, "From"), &date.first) && !point_of(xml_child(start, "To"), &date.first))
        return STR_NONE;
    if (!point_of(xml_child(end, "To"), &date.last) && !point_of(xml_child(end, "From"), &date.last) &&
        !point_of(xml_child(start, "To"), &date.last))
        date.last = date.first;
    coarsen(&date);
    date.first.circa = date.last.circa = str_is(xml_attribute_of(start, "Approximate"), "true") ||
                                         str_is(xml_attribute_of(end, "Approximate"), "true");
    return text_of(memory, &date);
}

/* Elements of a party that the reader knows. */
static const char *const known_elements[] = {"Alias",
                                             "Comment",
                                             "DatePeriod",
                                             "Day",
                                             "DistinctParty",
                                             "DocumentedName",
                                             "DocumentedNameCountry",
                                             "DocumentedNamePart",
                                             "DurationMaximum",
                                             "DurationMinimum",
                                             "End",
                                             "ExRefValue",
                                             "ExternalReference",
                                             "Feature",
                                             "FeatureVersion",
                                             "From",
                                             "IDRegDocumentReference",
                                             "Identity",
                                             "IdentityReference",
                                             "MasterNamePartGroup",
                                             "Month",
                                             "NamePartGroup",
                                             "NamePartGroups",
                                             "NamePartValue",
                                             "Profile",
                                             "ProfileRelationshipReference",
                                             "SanctionsEntryReference",
                                             "Start",
                                             "To",
                                             "VersionDetail",
                                             "VersionLocation",
                                             "Year"};

static bool is_known(str name)
{
    for (size_t i = 0; i < sizeof known_elements / sizeof known_elements[0]; i++)
        if (known_elements[i][0] == name.data[0] && str_is(name, known_elements[i]))
            return true;
    return false;
}

/* Depth is bounded by the XML frame. */
static bool report_unknown(advanced *a, const xml_node *node)
{
    for (const xml_node *child = node->first; child; child = child->next) {
        if (!is_known(child->name) &&
            (!list_unknown(a->job, ofac_join(a->job->arena, node->name, "/", child->name)) ||
             !list_warn(a->job, "%s:%lu: unknown element <%.*s> in <%.*s>", a->file->path, child->line,
                        STR_ARG(child->name), STR_ARG(node->name))))
            return false;
        if (child->first && !report_unknown(a, child))
            return false;
    }
    return true;
}

static itd_status schema_of(advanced *a, const xml_node *profile, schema_id *schema, itd_error *error)
{
    str subtype = xml_attribute_of(profile, "PartySubTypeID");
    const advanced_word *word = advanced_get(a, ADVANCED_PARTY_SUBTYPE, subtype);
    if (word && !str_empty(word->text) && ofac_schema(word->text, schema))
        return ITD_OK;
    char number[24];
    snprintf(number, sizeof number, "%llu", word ? word->parent : 0);
    str type = advanced_word_of(a, ADVANCED_PARTY_TYPE, str_of(number));
    if (!str_empty(type) && ofac_schema(type, schema))
        return ITD_OK;
    return error_at_line(error, ITD_ERROR_INPUT, a->file->path, profile->line,
                         "PartySubTypeID '%.*s' is no individual, entity, vessel or aircraft",
                         STR_ARG(subtype));
}

/* The type of a name part: "Last Name", "First Name" … */
static str part_type(const advanced *a, const xml_node *identity, str group)
{
    for (const xml_node *master = xml_child(identity, "NamePartGroups")->first; master; master = master->next)
        for (const xml_node *g = master->first; g; g = g->next)
            if (str_equal(xml_attribute_of(g, "ID"), group))
                return advanced_word_of(a, ADVANCED_NAME_PART_TYPE, xml_attribute_of(g, "NamePartTypeID"));
    return STR_NONE;
}

/* "LAST, First Middle" of a person, else the parts as they come. *latin: the script of the first part. */
static str name_of(advanced *a, const xml_node *identity, const xml_node *documented, bool *latin)
{
    arena *m = &a->memory;
    str last = STR_NONE, other = STR_NONE, script = STR_NONE;
    bool groups = xml_child(identity, "NamePartGroups") != NULL;
    for (const xml_node *part = documented->first; part; part = part->next) {
        const xml_node *value = xml_child(part, "NamePartValue");
        if (!xml_is(part, "DocumentedNamePart") || !value)
            continue;
        str type = groups ? part_type(a, identity, xml_attribute_of(value, "NamePartGroupID")) : STR_NONE;
        str *to = str_equal_nocase(type, str_of("last name")) ? &last : &other;
        *to = arena_str(m, ofac_join(m, *to, " ", value->text));
        if (str_empty(script))
            script = advanced_word_of(a, ADVANCED_SCRIPT, xml_attribute_of(value, "ScriptID"));
    }
    *latin = str_empty(script) || str_equal_nocase(script, str_of("latin"));
    return ofac_join(m, last, ", ", other);
}

static void add_alias(advanced *a, entity *e, const xml_node *identity, const xml_node *alias,
                      bool *have_primary)
{
    bool primary = str_is(xml_attribute_of(alias, "Primary"), "true");
    bool weak = str_is(xml_attribute_of(alias, "LowQuality"), "true");
    str type = advanced_word_of(a, ADVANCED_ALIAS_TYPE, xml_attribute_of(alias, "AliasTypeID"));
    for (const xml_node *d = alias->first; d; d = d->next) {
        bool latin = true;
        str name = xml_is(d, "DocumentedName") ? name_of(a, identity, d, &latin) : STR_NONE;
        if (str_empty(name))
            continue;
        if (!latin)
            entity_add_name(e, PROPERTY_NAME, NAME_ORIGINAL, name);
        else if (primary && !*have_primary)
            ofac_add_primary_name(e, name);
        else
            ofac_add_alias(e, type, weak, name);
        *have_primary |= latin && primary;
    }
}

static void add_documents(advanced *a, entity *e, const xml_node *identity)
{
    const advanced_document *d = advanced_get(a, ADVANCED_DOCUMENT, xml_attribute_of(identity, "ID"));
    for (; d; d = d->next)
        ofac_add_term(
            e, &(ofac_term){.label = d->type, .value = d->number, .country = d->country, .note = d->note});
}

/* The words by which OFAC's Advanced XML calls what the other forms call otherwise. */
static str feature_label(str type)
{
    static const struct {
        str from, to;
    } names[] = {
        {STR("VESSEL TYPE"), STR("Vessel Type")},
        {STR("Vessel Call Sign"), STR("Vessel Call Sign")},
        {STR("Birthdate"), STR("DOB")},
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (str_equal_nocase(type, names[i].from))
            return names[i].to;
    return type;
}

static bool is_address(str type)
{
    return str_equal_nocase(type, str_of("Location")) || str_equal_nocase(type, str_of("Address"));
}

static bool is_country(str label)
{
    static const char *const words[] = {"nationality", "citizenship", "flag", "country"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (str_find_nocase(label, str_of(words[i])) != SIZE_MAX)
            return true;
    return false;
}

static void add_place(entity *e, str label, const ofac_address *place)
{
    arena *m = e->arena;
    str text = ofac_join(m, ofac_join(m, place->street, ", ", place->city), ", ", place->region);
    text = is_country(label) ? place->country : ofac_join(m, text, ", ", place->country);
    if (!str_empty(text))
        ofac_add_term(e, &(ofac_term){.label = label, .value = text});
}

static void add_feature(advanced *a, entity *e, const xml_node *feature)
{
    str label =
        feature_label(advanced_word_of(a, ADVANCED_FEATURE_TYPE, xml_attribute_of(feature, "FeatureTypeID")));
    for (const xml_node *version = feature->first; version; version = version->next) {
        for (const xml_node *child = version->first; child; child = child->next) {
            str value = child->text;
            const ofac_address *place =
                advanced_get(a, ADVANCED_LOCATION, xml_attribute_of(child, "LocationID"));
            if (xml_is(child, "DatePeriod"))
                value = advanced_period(e->arena, child);
            else if (xml_is(child, "VersionDetail") && str_empty(value))
                value = advanced_word_of(a, ADVANCED_DETAIL, xml_attribute_of(child, "DetailReferenceID"));
            if (place && is_address(label))
                ofac_add_address(e, place);
            else if (place)
                add_place(e, label, place);
            else if (!str_empty(value) && !xml_is(child, "Comment"))
                ofac_add_term(e, &(ofac_term){.label = label, .value = value});
        }
    }
}

static itd_status read_profile(advanced *a, const xml_node *party, const xml_node *profile, itd_error *error)
{
    schema_id schema;
    bool have_primary = false;
    str number = xml_attribute_of(party, "FixedRef");
    itd_status status = schema_of(a, profile, &schema, error);
    if (status != ITD_OK)
        return status;
    if (!str_is_digits(number))
        return error_at_line(error, ITD_ERROR_INPUT, a->file->path, party->line,
                             "<DistinctParty> without FixedRef; expected a number");
    entity *e = ofac_new_entity(a->job, number, schema);
    if (!e)
        return error_memory(error);
    for (const xml_node *identity = profile->first; identity; identity = identity->next) {
        for (const xml_node *alias = identity->first; xml_is(identity, "Identity") && alias;
             alias = alias->next)
            if (xml_is(alias, "Alias"))
                add_alias(a, e, identity, alias, &have_primary);
        if (xml_is(identity, "Identity"))
            add_documents(a, e, identity);
        else if (xml_is(identity, "Feature"))
            add_feature(a, e, identity);
    }
    if (!have_primary)
        return error_at_line(error, ITD_ERROR_INPUT, a->file->path, profile->line,
                             "party %.*s has no primary name in Latin script", STR_ARG(number));
    str comment = xml_child_text(party, "Comment");
    if (!str_empty(comment))
        ofac_add_note(e, STR_NONE, comment);
    if (e->failed || !list_add_entity(a->job, e))
        return error_memory(error);
    return advanced_put(a, ADVANCED_PROFILE, profile, xml_attribute_of(profile, "ID"), e, error);
}

itd_status advanced_party(advanced *a, const xml_node *node, itd_error *error)
{
    if (!xml_child(node, "Profile"))
        return error_at_line(error, ITD_ERROR_INPUT, a->file->path, node->line,
                             "<DistinctParty> without <Profile>, which every party must have");
    for (const xml_node *profile = node->first; profile; profile = profile->next)
        if (xml_is(profile, "Profile")) {
            itd_status status = read_profile(a, node, profile, error);
            if (status != ITD_OK)
                return status;
        }
    return report_unknown(a, node) ? ITD_OK : error_memory(error);
}

itd_status advanced_relation(advanced *a, const xml_node *node, itd_error *error)
{
    entity *from = advanced_get(a, ADVANCED_PROFILE, xml_attribute_of(node, "From-ProfileID"));
    const entity *to = advanced_get(a, ADVANCED_PROFILE, xml_attribute_of(node, "To-ProfileID"));
    str relation = advanced_word_of(a, ADVANCED_RELATION_TYPE, xml_attribute_of(node, "RelationTypeID"));
    bool reversed;
    if (!from || !to)
        return list_skip(a->job, str_of("relation of a party that is not in the list")) ? ITD_OK
                                                                                        : error_memory(error);
    schema_id schema = ofac_link_schema(relation, from->schema, to->schema, &reversed);
    entity_link *link = entity_add_link(from, schema);
    if (!link)
        return error_memory(error);
    bool former = str_is(xml_attribute_of(node, "Former"), "true");
    link->reversed = reversed;
    link->target_id = to->id;
    link->role =
        arena_str(from->arena, ofac_join(from->arena, str_of(former ? "former:" : ""), " ", relation));
    return link->role.data ? ITD_OK : error_memory(error);
}

itd_status advanced_entry(advanced *a, const xml_node *node, itd_error *error)
{
    entity *e = advanced_get(a, ADVANCED_PROFILE, xml_attribute_of(node, "ProfileID"));
    if (!e)
        return list_skip(a->job, str_of("sanctions entry of a party that is not in the list"))
                   ? ITD_OK
                   : error_memory(error);
    str number = str_make(e->id.data + strlen("ofac-"), e->id.len - strlen("ofac-")), basis = STR_NONE,
        date = STR_NONE;
    size_t before = e->listing_count;
    for (const xml_node *child = node->first; child; child = child->next) {
        if (xml_is(child, "EntryEvent")) {
            str day = advanced_date(e->arena, xml_child(child, "Date"));
            str law = advanced_word_of(a, ADVANCED_LEGAL_BASIS, xml_attribute_of(child, "LegalBasisID"));
            date = str_empty(date) || (!str_empty(day) && str_compare(day, date) < 0) ? day : date;
            if (str_find(basis, law) == SIZE_MAX)
                basis = ofac_join(e->arena, basis, "; ", law);
        }
        str type = advanced_word_of(a, ADVANCED_SANCTIONS_TYPE, xml_attribute_of(child, "SanctionsTypeID"));
        if (xml_is(child, "SanctionsMeasure") && str_equal_nocase(type, str_of("program")))
            ofac_add_program(e, number, xml_child_text(child, "Comment"));
    }
    for (size_t i = before; i < e->listing_count; i++) {
        e->listings[i].listing_date = date;
        e->listings[i].legal_basis = arena_str(e->arena, basis);
    }
    return e->failed ? error_memory(error) : ITD_OK;
}
