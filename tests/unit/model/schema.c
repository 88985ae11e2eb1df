#include "model/schema.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void there_are_73_topics_of_which_28_are_risks(void **state)
{
    (void)state;
    size_t count = 0, risks = 0;
    for (; topic_at(count); count++) {
        risks += topic_at(count)->risk;
        assert_true(topic_find(topic_at(count)->code) == topic_at(count));
        assert_true(topic_at(count)->label.len > 0);
    }
    assert_int_equal(count, 73);
    assert_int_equal(risks, 28);
    assert_true(topic_find(str_of("sanction"))->risk);
    assert_false(topic_find(str_of("role.pep.frmr"))->risk);
    assert_null(topic_find(str_of("no.such.topic")));
}

static void schemata_descend_as_documented(void **state)
{
    (void)state;
    assert_true(schema_is_a(SCHEMA_COMPANY, SCHEMA_LEGAL_ENTITY));
    assert_true(schema_is_a(SCHEMA_COMPANY, SCHEMA_ASSET));
    assert_true(schema_is_a(SCHEMA_VESSEL, SCHEMA_THING));
    assert_false(schema_is_a(SCHEMA_PERSON, SCHEMA_ORGANIZATION));
    assert_true(schema_compatible(SCHEMA_LEGAL_ENTITY, SCHEMA_COMPANY));
    assert_false(schema_compatible(SCHEMA_PERSON, SCHEMA_COMPANY));
    for (int s = 0; s < SCHEMA_COUNT; s++) {
        schema_id again;
        assert_true(schema_from_name(schema_name((schema_id)s), &again));
        assert_int_equal(again, s);
    }
}

static void properties_belong_to_their_schemata(void **state)
{
    (void)state;
    assert_true(property_belongs_to(PROPERTY_BIRTH_DATE, SCHEMA_PERSON));
    assert_false(property_belongs_to(PROPERTY_BIRTH_DATE, SCHEMA_COMPANY));
    assert_true(property_belongs_to(PROPERTY_IMO_NUMBER, SCHEMA_VESSEL));
    assert_int_equal(property_get_type(PROPERTY_LEI_CODE), TYPE_IDENTIFIER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(there_are_73_topics_of_which_28_are_risks),
        cmocka_unit_test(schemata_descend_as_documented),
        cmocka_unit_test(properties_belong_to_their_schemata),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
