#include "list_test.h"

#include "list/own/column_map.h"

static const char MAP[] = "# our own list\n"
                          "id = Customer No\n"
                          "name = Full name; alias[;] = Other names\n"
                          "schema = Kind ; birthDate = DOB\n"
                          "nationality = Country\n"
                          "topics = \"poi\"\n"
                          "program = \"House list\"; listingDate = Since\n"
                          "street = Street; city = Town; addressCountry = Country\n"
                          "@title = \"Own watch list\"\n"
                          "@date = \"2026-09-01\"\n"
                          "@separator = comma\n";

static const char ROWS[] =
    "Customer No,Full name,Other names,Kind,DOB,Country,Since,Street,Town,Remark\n"
    "17,Jane Doe,\"J. Doe; Janet Doe\",individual,3 May 1970,France,01/02/2020,Rue 1,Paris,x\n"
    "18,ACME,,company,,Iran,,,,\n"
    "17,Jane A. Doe,,individual,,France,,,,\n";

static void a_map_names_the_columns(void **state)
{
    (void)state;
    list_test t;
    list_test_bytes(&t, str_of(ROWS), "own-csv", MAP);
    if (t.status != ITD_OK)
        fail_msg("%s", t.error.message);
    assert_int_equal(t.job.result.entity_count, 2);
    const entity *e = list_test_find(&t, "test-17");
    assert_int_equal(e->schema, SCHEMA_PERSON);
    assert_name(e, NAME_PRIMARY, "Jane Doe");
    assert_name(e, NAME_ALIAS, "J. Doe");
    assert_name(e, NAME_ALIAS, "Janet Doe");
    assert_name(e, NAME_ALIAS, "Jane A. Doe");
    assert_has(e, PROPERTY_BIRTH_DATE, "1970-05-03");
    assert_has(e, PROPERTY_NATIONALITY, "fr");
    assert_has(e, PROPERTY_TOPICS, "poi");
    assert_text(e->addresses[0].full, "Rue 1, Paris, France");
    assert_text(e->listings[0].program, "House list");
    assert_text(e->listings[0].listing_date, "2020-02-01");
    assert_text(e->listings[0].authority_id, "17");
    assert_int_equal(list_test_find(&t, "test-18")->schema, SCHEMA_COMPANY);
    assert_text(t.job.result.title, "Own watch list");
    assert_text(t.job.result.date, "2026-09-01");
    assert_true(list_test_unknown(&t, "Remark"));
    list_test_close(&t);
}

static void without_a_map_the_columns_name_themselves(void **state)
{
    (void)state;
    list_test t;
    list_test_text(&t, "\xEF\xBB\xBFID;Name;imonumber;schema;hat\n1;ENIGMA;9333412;Vessel;red\n", "own-csv");
    if (t.status != ITD_OK)
        fail_msg("%s", t.error.message);
    const entity *e = list_test_find(&t, "test-1");
    assert_int_equal(e->schema, SCHEMA_VESSEL);
    assert_has(e, PROPERTY_IMO_NUMBER, "9333412");
    assert_true(list_test_unknown(&t, "hat"));
    list_test_close(&t);
}

static void refused(const char *rows, const char *map, const char *words)
{
    list_test t;
    list_test_bytes(&t, str_of(rows), "own-csv", map);
    assert_int_not_equal(t.status, ITD_OK);
    if (str_find(str_of(t.error.message), str_of(words)) == SIZE_MAX)
        fail_msg("the message is '%s', expected '%s' in it", t.error.message, words);
    list_test_close(&t);
}

static void bad_maps_and_rows_are_refused(void **state)
{
    (void)state;
    refused("a,b\n1,2\n", NULL, "test.list:1: no column for 'id'");
    refused("id,b\n1,2\n", NULL, "test.list:1: no column for 'name'");
    refused("id,b\n1,2\n", "name = c", "test.list:1: no column 'c'");
    refused("id,name\n1,2\n", "nonsense", "column map:1: 'nonsense' has no '='");
    refused("id,name\n1,2\n", "\nhat = b", "column map:2: 'hat' is no property");
    refused("id,name\n1,2\n", "name =", "column map:1: 'name' has no column");
    refused("id,name\n1,2\n", "@separator = dot", "no separator");
    refused("id,name\n1,2\n", "@hat = x", "unknown setting");
    refused("id,name\n1\n", NULL, "test.list:2: the row has 1 fields, the header 2");
    refused("id,name\n,A\n", NULL, "test.list:2: row without an id");
    refused("id,name\n1,\n", NULL, "test.list:2: row without a name");
    refused("id,name\n", NULL, "no entries");
}

static void the_map_is_read_as_written(void **state)
{
    (void)state;
    column_map map;
    itd_error error;
    assert_int_equal(column_map_read(str_of("alias[;]=A;notes=\"x;y#z\" # done\r\n\nname=B\n"), &map, &error),
                     ITD_OK);
    assert_int_equal(map.count, 3);
    assert_int_equal(map.rules[0].split, ';');
    assert_text(map.rules[0].column, "A");
    assert_text(map.rules[1].constant, "x;y#z");
    assert_int_equal(map.rules[2].property, PROPERTY_NAME);
    assert_text(map.rules[2].column, "B");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_map_names_the_columns),
        cmocka_unit_test(without_a_map_the_columns_name_themselves),
        cmocka_unit_test(bad_maps_and_rows_are_refused),
        cmocka_unit_test(the_map_is_read_as_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
