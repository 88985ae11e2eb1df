#include "list_test.h"

#define HEAD "\"id\",\"schema\",\"name\",\"aliases\",\"birth_date\",\"countries\",\"last_seen\"\n"

static void a_row_comes_out_with_everything(void **state)
{
    (void)state;
    list_test t;
    list_test_corpus(&t, "targets_csv/whole.csv", "targets-csv");
    const entity *e = list_test_find(&t, "ofac-35096");
    assert_int_equal(t.job.result.entity_count, 3);
    assert_int_equal(e->schema, SCHEMA_PERSON);
    assert_name(e, NAME_PRIMARY, "Vladimir Vladimirovich PUTIN");
    assert_name(e, NAME_ALIAS, "PUTIN, Vladimir");
    assert_int_equal(list_test_totals(&t).kinds[NAME_ORIGINAL], 1);
    assert_has(e, PROPERTY_BIRTH_DATE, "1952-10-07");
    assert_has(e, PROPERTY_COUNTRY, "ru");
    assert_text(e->listings[0].program, "US-RUS");
    assert_true(str_empty(e->listings[0].listing_date)); /* first_seen is not the day of the listing */
    assert_text(t.job.result.date, "2026-09-29");
    assert_nothing_unknown(&t);
    list_test_close(&t);
}

static void identifiers_say_themselves_what_they_are(void **state)
{
    (void)state;
    list_test t;
    list_test_corpus(&t, "targets_csv/whole.csv", "targets-csv");
    assert_has(list_test_find(&t, "ofac-15036"), PROPERTY_IMO_NUMBER, "IMO9187629");
    assert_has(list_test_find(&t, "ofac-4632"), PROPERTY_SWIFT_BIC, "BMJIIRTH");
    assert_int_equal(list_test_find(&t, "ofac-4632")->listing_count, 2);
    list_test_close(&t);
}

static void broken_files_are_refused_with_their_line(void **state)
{
    (void)state;
    assert_refused(HEAD "a,Planet,X,,,,2026-01-01\n", "test.list:2: 'Planet' is no schema");
    assert_refused(HEAD ",Person,X,,,,\n", "row without an id");
    assert_refused(HEAD "a,Person,,,,,\n", "row without a name");
    assert_refused(HEAD "a,Person,X,,,,\na,Person,Y,,,,\n", "test.list:3: the id a is there twice");
    assert_refused(HEAD "a,Person,X,,,\n", "the row has 6 fields, the header 7");
    assert_refused(HEAD, "no entries");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_comes_out_with_everything),
        cmocka_unit_test(identifiers_say_themselves_what_they_are),
        cmocka_unit_test(broken_files_are_refused_with_their_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
