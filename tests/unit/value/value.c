/* data/values as the program reads it, and what is no value. */
#include "value/value.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

typedef bool row_check(str key, str meaning);

/* Every row of a table, by its own key; the count of those that fail, each printed. */
static void assert_rows(const char *table, size_t least, row_check *check)
{
    char path[512], line[512];
    size_t rows = 0, bad = 0;
    snprintf(path, sizeof path, "%s/data/values/%s.tsv", ITD_SOURCE_DIR, table);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        str rest = str_of(line), key;
        if (line[0] == '#')
            continue;
        assert_true(str_split(&rest, '\t', &key));
        rows++;
        if (!check(key, str_trim(rest)) && ++bad < 40)
            print_error("%s: '%.*s' is not read as %.*s\n", table, STR_ARG(key), STR_ARG(str_trim(rest)));
    }
    fclose(file);
    assert_int_equal(bad, 0);
    assert_true(rows >= least);
}

static bool country_is_read(str key, str meaning)
{
    value_country c;
    if (value_read_country(key, &c, NULL) != VALUE_KNOWN)
        return false;
    if (meaning.len > 3 && meaning.data[2] == '-')
        return str_equal(c.region, meaning);
    str rest = meaning, code;
    for (size_t i = 0; i < c.code_count; i++)
        if (!str_split(&rest, ' ', &code) || !str_equal(c.codes[i], code))
            return false;
    return rest.len == 0;
}

static bool kind_is_read(str key, str meaning)
{
    property_id p;
    (void)meaning;
    return value_identifier_kind(key, &p) && property_get_type(p) == TYPE_IDENTIFIER;
}

static bool header_is_read(str key, str meaning)
{
    property_id p;
    return value_header(key, &p) != HEADER_UNKNOWN &&
           (value_header(key, &p) == HEADER_NOTHING) == str_is(meaning, "NOTHING");
}

static void every_row_of_the_tables_is_found(void **state)
{
    (void)state;
    assert_rows("countries", 9000, country_is_read);
    assert_rows("identifiers", 300, kind_is_read);
    assert_rows("headers", 500, header_is_read);
}

static void reads_country(const char *text, const char *codes)
{
    value_country c;
    itd_error error = {0};
    char got[16] = "";
    if (value_read_country(str_of(text), &c, &error) == VALUE_KNOWN)
        snprintf(got, sizeof got, "%.*s%s%.*s", STR_ARG(c.codes[0]), c.code_count > 1 ? " " : "",
                 STR_ARG(c.code_count > 1 ? c.codes[1] : STR_NONE));
    if (strcmp(got, codes) != 0)
        fail_msg("%s: got '%s' (%s), expected '%s'", text, got, error.message, codes);
}

static void countries_are_read_in_any_form(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"IR", "ir"},
        {"irn", "ir"},
        {"364", "ir"},
        {"I.R. Iran", "ir"},
        {"Иран", "ir"},
        {"ایران", "ir"},
        {"伊朗", "ir"},
        {"Iranian", "ir"},
        {"Côte d'Ivoire", "ci"},
        {"Deutschland", "de"},
        {"Allemagne", "de"},
        {"NA", "na"},
        {"Korea", "kp kr"},
        {"Congo", "cd cg"},
        {"DPRK", "kp"},
        {"UA-43", "ua"},
        {"Crimea", "ua"},
        {"Крым", "ua"},
        {"US-CA", "us"},
        {"U.S.A.", "us"},
        {"Atlantis", ""},
        {"ZZ", ""},
        {"Iran Street", ""},
        {"12", ""},
        {"Belarusian", "by"},
        {"Северная Корея", "kp"},
        {"Kuba", "cu"},
        {"840", "us"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        reads_country(rows[i][0], rows[i][1]);
}

static void a_region_is_told(void **state)
{
    (void)state;
    value_country c;
    assert_int_equal(value_read_country(str_of("Republic of Crimea"), &c, NULL), VALUE_KNOWN);
    assert_true(str_is(c.region, "UA-43"));
    assert_int_equal(value_read_country(str_of("ДНР"), &c, NULL), VALUE_KNOWN);
    assert_true(str_is(c.region, "UA-14"));
}

static void a_mistake_is_an_error_with_a_proposal(void **state)
{
    (void)state;
    itd_error error;
    value_country c;
    property_id p;
    str gender;
    schema_id schema;
    assert_int_equal(value_read_country(str_of("Irann"), &c, &error), VALUE_UNKNOWN);
    assert_non_null(strstr(error.message, "unknown country 'Irann' (did you mean 'Iran'?)"));
    assert_int_equal(value_read_identifier_kind(str_of("pasport"), &p, &error), VALUE_UNKNOWN);
    assert_non_null(strstr(error.message, "did you mean 'passport'?"));
    assert_int_equal(value_read_gender(str_of("femle"), &gender, &error), VALUE_UNKNOWN);
    assert_non_null(strstr(error.message, "did you mean 'female'?"));
    assert_int_equal(value_read_schema(str_of("Vesel"), &schema, &error), VALUE_UNKNOWN);
    assert_non_null(strstr(error.message, "did you mean 'Vessel'?"));
    assert_true(str_is(value_header_suggest(str_of("Surnam")), "surname"));
}

static void words_for_nothing_are_blank(void **state)
{
    (void)state;
    static const char *const blank[] = {"", " ", "-", "N/A", "null", "Unknown", "...", "\\N"};
    value_country c;
    partial_date d;
    for (size_t i = 0; i < sizeof blank / sizeof blank[0]; i++)
        assert_int_equal(value_read_country(str_of(blank[i]), &c, NULL), VALUE_BLANK);
    assert_int_equal(value_read_date(str_of("0000-00-00"), &d, NULL), VALUE_BLANK);
    assert_false(value_is_blank(str_of("NA")));
}

static void dates_must_exist(void **state)
{
    (void)state;
    static const char *const good[] = {"1960",      "1960-12",     "14.12.1960", "12/31/1990",
                                       "19601214",  "14 Dec 1960", "circa 1951", "1960-12-14T00:00:00",
                                       "1979-1982", "dd/mm/1945"};
    static const char *const bad[] = {"31/02/1990", "1960-13-45", "1960-02-30", "19601345",
                                      "yesterday",  "14/12/60",   "12345",      "2001-00-05"};
    partial_date d;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        if (value_read_date(str_of(good[i]), &d, NULL) != VALUE_KNOWN)
            fail_msg("%s is not read", good[i]);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        if (value_read_date(str_of(bad[i]), &d, NULL) != VALUE_UNKNOWN)
            fail_msg("%s is read", bad[i]);
    assert_int_equal(value_read_date(str_of("12/31/1990"), &d, NULL), VALUE_KNOWN);
    assert_int_equal(d.first.month, 12);
}

static void headers_are_read_in_any_spelling(void **state)
{
    (void)state;
    static const struct {
        const char *header;
        header_use use;
    } rows[] = {{"First Name", HEADER_GIVEN},
                {"Surname", HEADER_FAMILY},
                {"Customer ID", HEADER_ID},
                {"IMO No", HEADER_IDENTIFIER_KIND},
                {"SWIFT/BIC", HEADER_IDENTIFIER_KIND},
                {"Date of Birth", HEADER_BIRTH_DATE},
                {"D.O.B.", HEADER_BIRTH_DATE},
                {"Nationality 2", HEADER_COUNTRY},
                {"ФИО", HEADER_NAME},
                {"Prénom", HEADER_GIVEN},
                {"birthDate", HEADER_BIRTH_DATE},
                {"passportNumber", HEADER_IDENTIFIER_KIND},
                {"expected_ids", HEADER_NOTHING},
                {"topics", HEADER_NOTHING},
                {"names of ships", HEADER_UNKNOWN},
                {"", HEADER_UNKNOWN},
                {"pasport", HEADER_UNKNOWN},
                {"Town/City", HEADER_ADDRESS}};
    property_id p;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (value_header(str_of(rows[i].header), &p) != rows[i].use)
            fail_msg("'%s' is read as %d", rows[i].header, value_header(str_of(rows[i].header), &p));
}

static void names_that_are_identifiers_are_told(void **state)
{
    (void)state;
    value_identifier found[VALUE_IDENTIFIERS_MAX];
    assert_int_equal(value_identifiers_of_name(str_of("IMO 9187629"), found), 1);
    assert_true(found[0].has_property && found[0].property == PROPERTY_IMO_NUMBER);
    assert_true(str_is(found[0].text, "9187629"));
    assert_int_equal(value_identifiers_of_name(str_of("Passport No. A1234567"), found), 1);
    assert_int_equal(found[0].property, PROPERTY_PASSPORT_NUMBER);
    assert_true(str_is(found[0].text, "A1234567"));
    assert_int_equal(value_identifiers_of_name(str_of("SABRRUMM"), found), 1);
    assert_int_equal(found[0].property, PROPERTY_SWIFT_BIC);
    assert_int_equal(value_identifiers_of_name(str_of("9405930"), found), 1);
    assert_int_equal(value_identifiers_of_name(str_of("12HQDsicffSBaYdJ6BhnE22sfjTESmmzKx"), found), 1);
    assert_int_equal(found[0].property, PROPERTY_PUBLIC_KEY);
    assert_int_equal(value_identifiers_of_name(str_of("Vladimir Putin"), found), 0);
    assert_int_equal(value_identifiers_of_name(str_of("Military Unit 54777"), found), 0);
    assert_int_equal(value_identifiers_of_name(str_of("7 Eleven"), found), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_of_the_tables_is_found),
        cmocka_unit_test(countries_are_read_in_any_form),
        cmocka_unit_test(a_region_is_told),
        cmocka_unit_test(a_mistake_is_an_error_with_a_proposal),
        cmocka_unit_test(words_for_nothing_are_blank),
        cmocka_unit_test(dates_must_exist),
        cmocka_unit_test(headers_are_read_in_any_spelling),
        cmocka_unit_test(names_that_are_identifiers_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
