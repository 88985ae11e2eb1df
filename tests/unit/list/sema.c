#include "list_test.h"

#include "base/buf.h"

static void both_spellings_of_the_elements_are_read(void **state)
{
    (void)state;
    list_test t;
    list_test_corpus(&t, "sema/whole.xml", "sema-xml");
    const entity *e = list_test_find(&t, "ca-russia-1-part-1-94");
    assert_name(e, NAME_PRIMARY, "Andrey Igorevich AKIMOV");
    assert_has(e, PROPERTY_BIRTH_DATE, "1953-09-22");
    assert_text(e->listings[0].program, "Russia");
    assert_text(e->listings[0].listing_date, "2019-03-15");
    assert_nothing_unknown(&t);
    list_test_close(&t);
    list_test_corpus(&t, "sema/before-2026.xml", "sema-xml");
    e = list_test_find(&t, "ca-belarus-1-part-1-1");
    assert_name(e, NAME_PRIMARY, "Aleksandr Grigoryevich Lukashenko");
    assert_name(e, NAME_ALIAS, "Alyaksandr Ryhoravich Lukashenka");
    assert_has(e, PROPERTY_POSITION, "President");
    assert_nothing_unknown(&t);
    list_test_close(&t);
}

static void a_single_word_of_a_person_is_a_weak_alias(void **state)
{
    (void)state;
    list_test t;
    list_test_corpus(&t, "sema/before-2026.xml", "sema-xml");
    assert_name(list_test_find(&t, "ca-belarus-1-part-1-1"), NAME_WEAK, "Batka");
    list_test_close(&t);
    list_test_corpus(&t, "sema/whole.xml", "sema-xml");
    assert_name(list_test_find(&t, "ca-russia-1-part-1-94"), NAME_WEAK, "Andrei");
    assert_name(list_test_find(&t, "ca-russia-1-part-2-1"), NAME_ALIAS, "Bank Rossiya");
    list_test_close(&t);
}

static void the_same_place_in_a_schedule_gives_numbered_ids(void **state)
{
    (void)state;
    list_test t;
    list_test_corpus(&t, "sema/before-2026.xml", "sema-xml");
    assert_name(list_test_find(&t, "ca-belarus-1-part-1-1-2"), NAME_PRIMARY, "Belneftekhim");
    list_test_close(&t);
}

static void ten_thousand_records_of_one_place_have_ten_thousand_ids(void **state)
{
    (void)state;
    buf text;
    list_test t;
    buf_init(&text, (size_t)1 << 24);
    buf_str(&text, str_of("<data-set>"));
    for (int i = 0; i < 10000; i++)
        buf_printf(&text,
                   "<record><Country>X</Country><Schedule>1</Schedule><EntityOrShip>Firm %d</EntityOrShip>"
                   "</record>",
                   i);
    buf_str(&text, str_of("</data-set>"));
    list_test_bytes(&t, buf_as_str(&text), "sema-xml", NULL);
    assert_int_equal(t.status, ITD_OK);
    assert_name(list_test_find(&t, "ca-x-1-10000"), NAME_PRIMARY, "Firm 9999");
    list_test_close(&t);
    buf_free(&text);
}

static void a_ship_has_its_number_and_regulations_their_letters(void **state)
{
    (void)state;
    list_test t;
    list_test_corpus(&t, "sema/whole.xml", "sema-xml");
    const entity *e = list_test_find(&t, "ca-russia-1-1-2");
    assert_int_equal(e->schema, SCHEMA_VESSEL);
    assert_has(e, PROPERTY_IMO_NUMBER, "8517839");
    assert_has(e, PROPERTY_TYPE, "General Cargo");
    assert_has(e, PROPERTY_BUILD_DATE, "1986");
    assert_name(list_test_find(&t, "ca-jvcfor-1"), NAME_PRIMARY, "Nicol\xC3\xA1s MADURO MOROS");
    list_test_close(&t);
}

static void broken_files_are_refused_with_their_line(void **state)
{
    (void)state;
    assert_refused(
        "<data-set>\n<record><Country>Russia</Country>\n<Schedule>1</Schedule></record></data-set>",
        "test.list:2: <record> without a name");
    assert_refused("<data-set><record><LastName>A</LastName><Country></Country></record></data-set>",
                   "without a <Country>");
    assert_refused("<data-set><row><LastName>A</LastName><Country>Russia</Country></row></data-set>",
                   "<data-set> of <record>");
    assert_cuts_noticed(
        "<data-set><record><Country>Russia</Country><LastName>A</LastName></record></data-set>");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_spellings_of_the_elements_are_read),
        cmocka_unit_test(a_single_word_of_a_person_is_a_weak_alias),
        cmocka_unit_test(the_same_place_in_a_schedule_gives_numbered_ids),
        cmocka_unit_test(ten_thousand_records_of_one_place_have_ten_thousand_ids),
        cmocka_unit_test(a_ship_has_its_number_and_regulations_their_letters),
        cmocka_unit_test(broken_files_are_refused_with_their_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
