#include "screen/query.h"
#include "base/limits.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

static arena memory;
static screening_query q;
static itd_error error;

static itd_status read_json(const char *text)
{
    query_init(&q);
    memset(&error, 0, sizeof error);
    return query_from_json(str_of(text), &memory, &q, &error);
}

static void assert_text(str value, const char *expected)
{
    assert_true(str_is(value, expected));
}

static void an_entity_is_read(void **state)
{
    (void)state;
    assert_int_equal(
        read_json("{\"id\":\"a\",\"schema\":\"Person\",\"properties\":{\"name\":[\"A B\",\"C\"],"
                  "\"birthDate\":[\"1960\"],\"nationality\":\"ir\",\"passportNumber\":[\"X1\"]}}"),
        ITD_OK);
    assert_text(q.id, "a");
    assert_true(q.match.has_schema && q.match.schema == SCHEMA_PERSON);
    assert_int_equal(q.match.name_count, 2);
    assert_text(q.match.names[1], "C");
    assert_text(q.match.birth_dates[0], "1960");
    assert_text(q.match.countries[0], "ir");
    assert_true(q.match.identifiers[0].has_property);
    assert_int_equal(q.match.identifiers[0].property, PROPERTY_PASSPORT_NUMBER);
}

static void labels_play_no_part(void **state)
{
    (void)state;
    assert_int_equal(
        read_json("{\"name\":\"A\",\"expected_ids\":\"x\",\"is_match\":true,\"notes\":{\"a\":1}}"), ITD_OK);
    assert_int_equal(q.match.name_count, 1);
    assert_int_equal(q.match.identifier_count, 0);
}

static void parts_of_a_name_are_joined_where_there_is_no_whole_one(void **state)
{
    (void)state;
    assert_int_equal(read_json("{\"properties\":{\"lastName\":[\"Raisi\"],\"firstName\":[\"Ibrahim\"]}}"),
                     ITD_OK);
    assert_text(q.match.names[0], "Ibrahim Raisi");
    assert_int_equal(read_json("{\"properties\":{\"lastName\":[\"Raisi\"],\"name\":[\"X\"]}}"), ITD_OK);
    assert_int_equal(q.match.name_count, 1);
    assert_int_equal(
        read_json("{\"lastName\":\"Raisi\",\"firstName\":\"ibrahim\",\"name\":\"RAISI, Ibrahim\"}"), ITD_OK);
    assert_int_equal(q.match.name_count, 1);
    assert_int_equal(
        read_json("{\"lastName\":\"Raisi\",\"firstName\":\"Ibrahim\",\"name\":\"Example Trading Ltd\"}"),
        ITD_OK);
    assert_int_equal(q.match.name_count, 2);
    assert_text(q.match.names[1], "Ibrahim Raisi");
}

static void broken_queries_are_refused_with_a_reason(void **state)
{
    (void)state;
    static const char *const bad[] = {"",
                                      "{",
                                      "[]",
                                      "{}",
                                      "{\"name\":\"\"}",
                                      "{\"name\":{}}",
                                      "{\"name\":[[]]}",
                                      "{\"name\":\"x\",\"name\":\"y\"}",
                                      "{\"schema\":\"Foo\",\"name\":\"x\"}",
                                      "{\"schema\":1,\"name\":\"x\"}",
                                      "{\"properties\":[],\"name\":\"x\"}",
                                      "{\"name\":\"x\"} {}",
                                      "{\"birthDate\":\"1960\"}"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_int_equal(read_json(bad[i]), ITD_ERROR_INPUT);
        assert_true(error.message[0] != 0);
    }
}

static void more_values_than_fit_are_refused_not_dropped(void **state)
{
    (void)state;
    query_init(&q);
    for (size_t i = 0; i < MATCH_VALUES_MAX; i++)
        assert_int_equal(query_add(&q, str_of("alias"), str_of("x"), NULL), ITD_OK);
    assert_int_equal(query_add(&q, str_of("name"), str_of("x"), NULL), ITD_ERROR_INPUT);
}

static void identifiers_may_name_their_type(void **state)
{
    (void)state;
    query_init(&q);
    assert_int_equal(query_add_identifier(&q, str_of("imo:9187629"), NULL), ITD_OK);
    assert_int_equal(query_add_identifier(&q, str_of("swiftBic = BMJIIRTH"), NULL), ITD_OK);
    assert_int_equal(query_add_identifier(&q, str_of("A:12345"), NULL), ITD_OK);
    assert_int_equal(q.match.identifiers[0].property, PROPERTY_IMO_NUMBER);
    assert_text(q.match.identifiers[0].text, "9187629");
    assert_int_equal(q.match.identifiers[1].property, PROPERTY_SWIFT_BIC);
    assert_text(q.match.identifiers[1].text, "BMJIIRTH");
    assert_false(q.match.identifiers[2].has_property);
    assert_text(q.match.identifiers[2].text, "A:12345");
}

static void unknown_keys_and_values_are_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"{\"name\":\"x\",\"pasport\":\"1\"}",
                                      "{\"properties\":{\"name\":[\"x\"],\"pasport\":[\"1\"]}}",
                                      "{\"properties\":{\"name\":[\"x\"]},\"pasport\":\"1\"}",
                                      "{\"name\":\"x\",\"country\":\"Atlantis\"}",
                                      "{\"name\":\"x\",\"birthDate\":\"1960-13-01\"}",
                                      "{\"name\":\"x\",\"gender\":\"yes\"}",
                                      "{\"name\":\"x\",\"identifier\":\"pasport:1234\"}"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        if (read_json(bad[i]) != ITD_ERROR_INPUT)
            fail_msg("%s is read", bad[i]);
        assert_true(error.message[0] != 0);
    }
}

static void what_stands_beside_the_properties_counts_too(void **state)
{
    (void)state;
    assert_int_equal(
        read_json(
            "{\"caption\":\"A\",\"datasets\":[\"x\"],\"name\":\"B\",\"properties\":{\"name\":[\"A\"]}}"),
        ITD_OK);
    assert_int_equal(q.match.name_count, 2);
    assert_text(q.match.names[1], "B");
}

static void a_given_name_belongs_to_a_name_without_one(void **state)
{
    (void)state;
    assert_int_equal(read_json("{\"firstName\":\"Ebrahim\",\"name\":\"Raisi\"}"), ITD_OK);
    assert_text(q.match.names[1], "Ebrahim Raisi");
}

static void several_countries_in_one_value_are_all_read(void **state)
{
    (void)state;
    assert_int_equal(read_json("{\"name\":\"x\",\"country\":\"Iran / Syria\"}"), ITD_OK);
    assert_int_equal(q.match.country_count, 2);
    assert_text(q.match.countries[1], "Syria");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_entity_is_read),
        cmocka_unit_test(labels_play_no_part),
        cmocka_unit_test(parts_of_a_name_are_joined_where_there_is_no_whole_one),
        cmocka_unit_test(broken_queries_are_refused_with_a_reason),
        cmocka_unit_test(more_values_than_fit_are_refused_not_dropped),
        cmocka_unit_test(identifiers_may_name_their_type),
        cmocka_unit_test(unknown_keys_and_values_are_refused),
        cmocka_unit_test(what_stands_beside_the_properties_counts_too),
        cmocka_unit_test(a_given_name_belongs_to_a_name_without_one),
        cmocka_unit_test(several_countries_in_one_value_are_all_read),
    };
    arena_init(&memory, LIMIT_ARENA_SIZE);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(&memory);
    return failed;
}
