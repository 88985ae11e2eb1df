#include "list_test.h"

#define HEAD "Reference,Name of Individual or Entity,Type,Name Type,Control Date\n"

static void rows_of_a_number_make_one_entity(void **state)
{
    (void)state;
    list_test t;
    list_test_corpus(&t, "dfat_csv/whole.csv", "dfat-csv");
    const entity *e = list_test_find(&t, "au-8577");
    assert_int_equal(t.job.result.entity_count, 2);
    assert_name(e, NAME_PRIMARY, "Mohammad Salah JOKAR");
    assert_name(e, NAME_ALIAS, "Mohammad Saleh JOKAR");
    assert_int_equal(list_test_totals(&t).kinds[NAME_ORIGINAL], 1);
    assert_has(e, PROPERTY_BIRTH_DATE, "1957-05-05");
    assert_has(e, PROPERTY_CITIZENSHIP, "ir");
    assert_has(e, PROPERTY_NOTES, "Travel ban");
    assert_has(e, PROPERTY_MODIFIED_AT, "2026-02-02");
    assert_text(e->listings[0].program, "Autonomous (Iran)");
    assert_true(str_empty(e->listings[0].listing_date)); /* a control date is that of an amendment too */
    assert_text(list_test_find(&t, "au-8556")->listings[0].listing_date, "2008-03-03");
    assert_nothing_unknown(&t);
    list_test_close(&t);
}

static void several_values_of_a_cell_are_taken_apart(void **state)
{
    (void)state;
    list_test t;
    list_test_corpus(&t, "dfat_csv/second-entry.csv", "dfat-csv");
    const entity *e = list_test_find(&t, "au-101");
    assert_has(e, PROPERTY_BIRTH_DATE, "1937-04-28");
    assert_has(e, PROPERTY_BIRTH_DATE, "1938");
    assert_name(e, NAME_WEAK, "Abu Ali");
    assert_int_equal(e->address_count, 2);
    assert_text(e->listings[0].listing_date, "2003-06-27");
    assert_has(list_test_find(&t, "au-102"), PROPERTY_IMO_NUMBER, "9562233");
    list_test_close(&t);
}

static void a_number_that_is_used_again_is_another_entry(void **state)
{
    (void)state;
    list_test t;
    list_test_corpus(&t, "dfat_csv/second-entry.csv", "dfat-csv");
    assert_int_equal(t.job.result.entity_count, 3);
    assert_name(list_test_find(&t, "au-101-2"), NAME_PRIMARY, "Qusay Saddam Hussein Al-Tikriti");
    assert_warned(&t, ":5: the number 101 is there for a second entry, called au-101-2 here");
    list_test_close(&t);
}

static void broken_files_are_refused_with_their_line(void **state)
{
    (void)state;
    assert_refused(HEAD "1,Somebody,Individual,Primary Name\n", "the row has 4 fields, the header 5");
    assert_refused(HEAD "x1,Somebody,Individual,Primary Name,\n", "a Reference that begins with digits");
    assert_refused(HEAD "1,Somebody,Aircraft,Primary Name,\n",
                   "test.list:2: entry 1 is of the type 'Aircraft'");
    assert_refused(HEAD "1,,Individual,Primary Name,\n", "row without a name");
    assert_refused("Reference,Name of Individual or Entity,Type\n1,A,Entity\n", "no column 'Name Type'");
    assert_refused(HEAD, "no entries");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_of_a_number_make_one_entity),
        cmocka_unit_test(several_values_of_a_cell_are_taken_apart),
        cmocka_unit_test(a_number_that_is_used_again_is_another_entry),
        cmocka_unit_test(broken_files_are_refused_with_their_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
