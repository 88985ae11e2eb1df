#include "match/evidence.h"

#include "name/parameters.h"
#include "model/country.h"
#include "model/identifier.h"

static char gender_of(str text)
{
    if (str_equal_nocase(text, str_of("male")) || str_equal_nocase(text, str_of("m")))
        return 'm';
    if (str_equal_nocase(text, str_of("female")) || str_equal_nocase(text, str_of("f")))
        return 'f';
    return 0;
}

/* The first of January stands for a year of which no more is known, and in 1900 and 1970 for nothing known;
 * false then. */
static bool soften(partial_date *d)
{
    if (d->range || d->first.month != 1 || d->first.day != 1)
        return true;
    if (d->first.year == 1900 || d->first.year == 1970)
        return false;
    d->first.month = d->first.day = d->last.month = d->last.day = 0;
    return true;
}

/* The number of the ship, where the query has one that is valid. */
static void find_imo(const match_query *q, char imo[IMO_CAP])
{
    char exact[IDENTIFIER_CAP];
    imo[0] = 0;
    for (size_t i = 0; i < q->identifier_count; i++) {
        const match_identifier *id = &q->identifiers[i];
        if (id->has_property && id->property == PROPERTY_IMO_NUMBER &&
            identifier_check(PROPERTY_IMO_NUMBER, id->text, exact, sizeof exact) == IDENTIFIER_VALID &&
            strlen(exact) < IMO_CAP)
            memcpy(imo, exact, strlen(exact) + 1);
    }
}

void evidence_prepare(const match_query *q, evidence_facts *out)
{
    memset(out, 0, sizeof *out);
    for (size_t i = 0; i < q->birth_date_count && i < EVIDENCE_DATES; i++)
        if (partial_date_read_parts(q->birth_dates[i], &out->dates[out->date_count]) &&
            soften(&out->dates[out->date_count]))
            out->date_count++;
    for (size_t i = 0; i < q->country_count && i < EVIDENCE_COUNTRIES; i++) {
        str code = country_find(q->countries[i]);
        if (!str_empty(code))
            out->countries[out->country_count++] = code;
    }
    for (size_t i = 0; i < q->gender_count && !out->gender; i++)
        out->gender = gender_of(q->genders[i]);
    out->addresses = q->addresses;
    out->address_count = q->address_count;
    find_imo(q, out->imo);
}

static int years_between(const partial_date *a, const partial_date *b)
{
    if (a->last.year < b->first.year)
        return b->first.year - a->last.year;
    if (b->last.year < a->first.year)
        return a->first.year - b->last.year;
    return 0;
}

/* Two exact days of which one is the other mistyped or swapped. */
static bool is_slip(const date_part *a, const date_part *b)
{
    bool year = a->year == b->year, month = a->month == b->month, day = a->day == b->day;
    if (year && a->month == b->day && a->day == b->month)
        return true;
    if ((year && month) || (year && day))
        return true;
    int years = a->year > b->year ? a->year - b->year : b->year - a->year;
    return month && day && (years <= 1 || years == 10);
}

int evidence_of_dates(const partial_date *a, const partial_date *b, const char **detail)
{
    int years = years_between(a, b);
    bool circa = a->first.circa || b->first.circa || a->range || b->range;
    bool exact = a->first.day && b->first.day && !a->range && !b->range;
    if (exact && a->first.year == b->first.year && a->first.month == b->first.month &&
        a->first.day == b->first.day) {
        *detail = "the same day";
        return EVIDENCE_SAME_DAY;
    }
    if (exact && is_slip(&a->first, &b->first)) {
        *detail = "near: one part differs or day and month are swapped";
        return EVIDENCE_NEAR_DAY;
    }
    if (exact && years == 0) {
        *detail = "the same year, another day";
        return EVIDENCE_SAME_YEAR_OTHER_DAY;
    }
    if (years == 0) {
        *detail = "the years agree";
        return EVIDENCE_SAME_YEAR;
    }
    /* by distance; where one of them is about, a step milder */
    static const int16_t steps[] = {EVIDENCE_NEAR_YEAR, EVIDENCE_FEW_YEARS, EVIDENCE_SOME_YEARS,
                                    EVIDENCE_OTHER_YEAR};
    int step = years <= 1 ? 0 : years <= 3 ? 1 : years <= 5 ? 2 : 3;
    step -= circa && step > 0 ? 1 : 0;
    *detail = step == 0   ? "the years are close"
              : step == 1 ? "some years lie between them"
                          : "the dates contradict each other";
    return steps[step];
}

static bool is_birth(property_id p)
{
    return p == PROPERTY_BIRTH_DATE || p == PROPERTY_INCORPORATION_DATE || p == PROPERTY_BUILD_DATE;
}

static void weigh_date(const evidence_facts *facts, str text, evidence *out, bool *any)
{
    partial_date listed;
    if (!partial_date_parse(text, &listed) || !soften(&listed))
        return;
    for (size_t i = 0; i < facts->date_count; i++) {
        const char *detail;
        int penalty = evidence_of_dates(&facts->dates[i], &listed, &detail);
        if (*any && penalty >= out->penalty[EVIDENCE_DATE])
            continue;
        out->penalty[EVIDENCE_DATE] = penalty;
        out->detail[EVIDENCE_DATE] = detail;
        *any = true;
    }
}

static void weigh_country(const evidence_facts *facts, str text, evidence *out, bool *any)
{
    for (size_t i = 0; i < facts->country_count; i++) {
        bool same = str_equal_nocase(facts->countries[i], text);
        if (*any && !same)
            continue;
        out->penalty[EVIDENCE_COUNTRY] = same ? EVIDENCE_SAME_COUNTRY : EVIDENCE_OTHER_COUNTRY;
        out->detail[EVIDENCE_COUNTRY] = same ? "the same country" : "another country";
        *any = *any || same;
    }
}

static void weigh_gender(const evidence_facts *facts, str text, evidence *out)
{
    char listed = gender_of(text);
    if (!listed || !facts->gender)
        return;
    bool same = listed == facts->gender;
    out->penalty[EVIDENCE_GENDER] = same ? 0 : EVIDENCE_OTHER_GENDER;
    out->detail[EVIDENCE_GENDER] = same ? "the same gender" : "another gender";
}

/* Two ships that have each a number of their own are two ships. */
static void weigh_imo(const evidence_facts *facts, str text, evidence *out, bool *any)
{
    char exact[IDENTIFIER_CAP];
    if (!facts->imo[0] ||
        identifier_check(PROPERTY_IMO_NUMBER, text, exact, sizeof exact) != IDENTIFIER_VALID)
        return;
    bool same = strcmp(exact, facts->imo) == 0;
    *any = *any || same;
    out->penalty[EVIDENCE_IMO] = *any ? 0 : EVIDENCE_OTHER_SHIP;
    out->detail[EVIDENCE_IMO] = *any ? "the same number" : "another IMO number";
}

/* True if the listed city stands in an address of the query. */
static bool city_in(const evidence_facts *facts, str city)
{
    for (size_t i = 0; i < facts->address_count && city.len >= 4; i++)
        if (str_find_nocase(facts->addresses[i], city) != SIZE_MAX)
            return true;
    return false;
}

void evidence_weigh(const snapshot *s, uint32_t party, const evidence_facts *facts, evidence *out)
{
    memset(out, 0, sizeof *out);
    out->detail[EVIDENCE_DATE] =
        facts->date_count ? "not compared: the listed party has none" : "not compared: query has none";
    out->detail[EVIDENCE_COUNTRY] =
        facts->country_count ? "not compared: the listed party has none" : "not compared: query has none";
    out->detail[EVIDENCE_GENDER] =
        facts->gender ? "not compared: the listed party has none" : "not compared: query has none";
    out->detail[EVIDENCE_ADDRESS] =
        facts->address_count ? "no city in common" : "not compared: query has none";
    out->detail[EVIDENCE_IMO] = "not compared";
    if (!facts->date_count && !facts->country_count && !facts->gender && !facts->address_count &&
        !facts->imo[0])
        return;
    snapshot_entity e = snapshot_entity_at(s, party);
    bool dated = false, placed = false, numbered = false;
    for (uint32_t i = 0; i < e.value_count; i++) {
        entity_value v = snapshot_value_at(s, e.first_value + i);
        if (is_birth(v.property))
            weigh_date(facts, v.text, out, &dated);
        else if (property_get_type(v.property) == TYPE_COUNTRY)
            weigh_country(facts, v.text, out, &placed);
        else if (v.property == PROPERTY_GENDER)
            weigh_gender(facts, v.text, out);
        else if (v.property == PROPERTY_IMO_NUMBER)
            weigh_imo(facts, v.text, out, &numbered);
    }
    for (uint32_t i = 0; i < e.address_count; i++) {
        entity_address a = snapshot_address_at(s, e.first_address + i);
        if (!str_empty(a.country))
            weigh_country(facts, a.country, out, &placed);
        if (facts->address_count && city_in(facts, a.city)) {
            out->penalty[EVIDENCE_ADDRESS] = EVIDENCE_SAME_CITY;
            out->detail[EVIDENCE_ADDRESS] = "the same city";
        }
    }
    for (int i = 0; i < EVIDENCE_FEATURES; i++)
        out->total += out->penalty[i];
}

int evidence_against(const evidence *e, const alignment *a)
{
    int room = PENALTY_ALERT - a->penalty, other = e->total - e->penalty[EVIDENCE_IMO];
    bool exact = a->penalty <= EVIDENCE_EXACT && a->whole_links >= EVIDENCE_EXACT_WORDS;
    return (exact && other > room ? room : other) + e->penalty[EVIDENCE_IMO];
}
