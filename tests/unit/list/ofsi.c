#include "list_test.h"

#define HEAD "Last Updated,03/06/2025\nName 6,Name 1,Group Type,Alias Type,Regime,Group ID\n"

static void rows_of_a_group_make_one_entity(void **state)
{
    (void)state;
    list_test t;
    list_test_corpus(&t, "ofsi_csv/whole.csv", "ofsi-csv");
    const entity *e = list_test_find(&t, "gb-hmt-14196");
    assert_int_equal(t.job.result.entity_count, 3);
    assert_text(t.job.result.date, "2025-06-03");
    assert_int_equal(e->schema, SCHEMA_PERSON);
    assert_name(e, NAME_PRIMARY, "Vladimir Vladimirovich PUTIN");
    assert_name(e, NAME_ALIAS, "Vladimir Putin");
    assert_int_equal(list_test_totals(&t).kinds[NAME_ORIGINAL], 1);
    assert_has(e, PROPERTY_BIRTH_DATE, "1952-10-07");
    assert_has(e, PROPERTY_GENDER, "male");
    assert_has(e, PROPERTY_NOTES, "UK Sanctions List Ref: RUS0251");
    assert_int_equal(e->address_count, 1);
    assert_text(e->listings[0].program, "Russia");
    assert_text(e->listings[0].listing_date, "2022-02-25");
    assert_text(e->listings[0].reason,
                "President of the Russian Federation (since 2012), carrying ultimate authority.");
    assert_nothing_unknown(&t);
    list_test_close(&t);
}

static void other_information_of_a_ship_is_taken_apart(void **state)
{
    (void)state;
    list_test t;
    list_test_corpus(&t, "ofsi_csv/whole.csv", "ofsi-csv");
    const entity *e = list_test_find(&t, "gb-hmt-13554");
    assert_int_equal(e->schema, SCHEMA_VESSEL);
    assert_name(e, NAME_WEAK, "Tian Tai 36");
    assert_has(e, PROPERTY_IMO_NUMBER, "9562233");
    assert_has(e, PROPERTY_FLAG, "km");
    assert_has(e, PROPERTY_BUILD_DATE, "2011");
    assert_has(e, PROPERTY_NOTES, "UN reference: 1718");
    assert_text(e->listings[0].listing_date, "2017-10-03"); /* the earlier of the two days */
    list_test_close(&t);
}

static void a_numbered_cell_holds_several_values(void **state)
{
    (void)state;
    list_test t;
    list_test_corpus(&t, "ofsi_csv/whole.csv", "ofsi-csv");
    const entity *e = list_test_find(&t, "gb-hmt-7172");
    assert_has(e, PROPERTY_TITLE, "Mullah");
    assert_has(e, PROPERTY_TITLE, "Haji");
    assert_has(e, PROPERTY_NATIONALITY, "af");
    assert_has(e, PROPERTY_NATIONALITY, "pk");
    assert_has(e, PROPERTY_POSITION, "Governor");
    assert_has(e, PROPERTY_BIRTH_DATE, "1945");
    list_test_close(&t);
}

static void broken_files_are_refused_with_their_line(void **state)
{
    (void)state;
    assert_refused(HEAD "PUTIN,Vladimir,Individual,Primary name,Russia\n",
                   "the row has 5 fields, the header 6");
    assert_refused(HEAD "PUTIN,Vladimir,Individual,Primary name,Russia,\n", "a Group ID of digits");
    assert_refused(HEAD "PUTIN,Vladimir,Person,Primary name,Russia,14196\n",
                   "test.list:3: designation 14196 is of");
    assert_refused(HEAD ",,Individual,Primary name,Russia,14196\n", "gb-hmt-14196 has no name");
    assert_refused("Name 6,Name 1,Group Type,Alias Type,Group ID\nA,B,Individual,Primary name,1\n",
                   "no column 'Regime'");
    assert_refused(HEAD, "no entries");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_of_a_group_make_one_entity),
        cmocka_unit_test(other_information_of_a_ship_is_taken_apart),
        cmocka_unit_test(a_numbered_cell_holds_several_values),
        cmocka_unit_test(broken_files_are_refused_with_their_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
