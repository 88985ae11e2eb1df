#include "list_test.h"

static void rows_of_an_entry_make_one_entity(void **state)
{
    (void)state;
    list_test t;
    list_test_corpus(&t, "eu_csv/whole.csv", "eu-fsf-csv");
    const entity *e = list_test_find(&t, "eu-135909");
    assert_int_equal(t.job.result.entity_count, 3);
    assert_int_equal(e->schema, SCHEMA_PERSON);
    assert_name(e, NAME_PRIMARY, "Vladimir Vladimirovich PUTIN");
    assert_int_equal(list_test_totals(&t).kinds[NAME_ORIGINAL], 1);
    assert_has(e, PROPERTY_BIRTH_DATE, "1952-10-07");
    assert_has(e, PROPERTY_CITIZENSHIP, "ru");
    assert_has(e, PROPERTY_GENDER, "male");
    assert_text(e->listings[0].program, "UKR");
    assert_text(e->listings[0].listing_date, "2022-02-25");
    assert_text(t.job.result.date, "2026-05-01");
    assert_nothing_unknown(&t);
    list_test_close(&t);
}

static void a_part_that_several_rows_repeat_is_taken_once(void **state)
{
    (void)state;
    list_test t;
    size_t births = 0;
    list_test_corpus(&t, "eu_csv/whole.csv", "eu-fsf-csv");
    const entity *e = list_test_find(&t, "eu-54");
    for (size_t i = 0; i < e->value_count; i++)
        births += e->values[i].property == PROPERTY_BIRTH_DATE;
    assert_int_equal(births, 1);
    assert_has(e, PROPERTY_BIRTH_DATE, "~1946");
    assert_has(e, PROPERTY_NOTES, "UNSC RESOLUTION 1483 BASIS");
    assert_name(e, NAME_ALIAS, "Muzahem Saab Hassan Al-Tikriti");
    e = list_test_find(&t, "eu-178363");
    assert_int_equal(e->schema, SCHEMA_ORGANIZATION);
    assert_int_equal(e->address_count, 1);
    assert_text(e->addresses[0].full, "Hafez Crossing; Taleghani Avenue, Tehran, Iran");
    assert_has(e, PROPERTY_REGISTRATION_NUMBER, "10100");
    list_test_close(&t);
}

static void broken_files_are_refused_with_their_line(void **state)
{
    (void)state;
    assert_refused("Entity_LogicalId;Entity_SubjectType;NameAlias_WholeName\n13;X;Abu Ali\n",
                   "test.list:2: entry without an Entity_SubjectType");
    assert_refused("Entity_LogicalId;Entity_SubjectType;NameAlias_WholeName\n;P;Abu Ali\n",
                   "an Entity_LogicalId of digits");
    assert_refused("Entity_LogicalId;Entity_SubjectType;NameAlias_WholeName\n13;P\n",
                   "the row has 2 fields, the header 3");
    assert_refused("Entity_LogicalId;Entity_SubjectType;NameAlias_WholeName\n13;P;\n",
                   "a nameAlias with a name");
    assert_refused("Entity_LogicalId;Entity_SubjectType;NameAlias_WholeName\n", "no entries");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_of_an_entry_make_one_entity),
        cmocka_unit_test(a_part_that_several_rows_repeat_is_taken_once),
        cmocka_unit_test(broken_files_are_refused_with_their_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
