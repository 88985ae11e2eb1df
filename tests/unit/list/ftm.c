#include "list_test.h"

#define LINES                                                                                                \
    "{\"id\":\"a-owner\",\"schema\":\"Company\",\"caption\":\"Holding\",\"target\":true,\"datasets\":[\"eu_" \
    "fsf\"],"                                                                                                \
    "\"referents\":[\"old-1\"],\"properties\":{\"name\":[\"Holding\",\"\xD0\xA5\xD0\xBE\xD0\xBB\xD0\xB4\"]," \
    "\"alias\":[\"H Ltd\"],\"weakAlias\":[\"H\"],\"previousName\":\"Old\",\"topics\":[\"sanction\"],"        \
    "\"country\":[\"Iran\"],\"leiCode\":[\"5493001KJTIIGC8Y1R12\"],\"swiftBic\":[\"XX\"],\"shoeSize\":[43]," \
    "\"addressEntity\":[\"adr\"],\"incorporationDate\":[\"2001-02-03T00:00:00\"]}}\n"                        \
    "{\"id\":\"link\",\"schema\":\"Ownership\",\"datasets\":[\"eu_fsf\"],\"properties\":{\"owner\":[\"a-"    \
    "owner\"],\"asset\":[\"b-asset\"],"                                                                      \
    "\"percentage\":[\"50.5 %\"],\"role\":[\"parent\"],\"startDate\":[\"2020-01-01\"]}}\n"                   \
    "\n"                                                                                                     \
    "{\"id\":\"b-asset\",\"schema\":\"Company\",\"datasets\":[\"eu_fsf\"],\"target\":false,\"properties\":{" \
    "\"name\":[\"Daughter\"]}}\n"                                                                            \
    "{\"id\":\"sanc\",\"schema\":\"Sanction\",\"datasets\":[\"eu_fsf\"],\"properties\":{\"entity\":[\"a-"    \
    "owner\"],\"program\":[\"P1\",\"P2\"],"                                                                  \
    "\"authority\":[\"Council\"],\"authorityId\":[\"X1\"],\"startDate\":[\"2019-05-06\"]}}\n"                \
    "{\"id\":\"adr\",\"schema\":\"Address\",\"datasets\":[\"eu_fsf\"],\"properties\":{\"full\":[\"Street "   \
    "1, Tehran\"],\"city\":[\"Tehran\"],"                                                                    \
    "\"country\":[\"ir\"]}}\n"                                                                               \
    "{\"id\":\"pp\",\"schema\":\"Passport\",\"datasets\":[\"eu_fsf\"],\"properties\":{\"holder\":[\"c\"],"   \
    "\"number\":[\"A123456\"],\"country\":[\"ir\"]}}\n"                                                      \
    "{\"id\":\"c\",\"schema\":\"Person\",\"datasets\":[\"eu_fsf\"],\"properties\":{\"firstName\":[\"Jane\"]" \
    ",\"lastName\":[\"Doe\"],"                                                                               \
    "\"topics\":[\"role.pep\"]}}\n"                                                                          \
    "{\"id\":\"d\",\"schema\":\"Event\",\"datasets\":[\"eu_fsf\"],\"properties\":{}}\n"

static void entities_keep_their_ids_and_values(void **state)
{
    (void)state;
    list_test t;
    list_test_text(&t, LINES, "ftm-jsonl");
    if (t.status != ITD_OK)
        fail_msg("%s", t.error.message);
    assert_int_equal(t.job.result.entity_count, 3);
    const entity *e = list_test_find(&t, "a-owner");
    assert_true(e->listed);
    assert_name(e, NAME_PRIMARY, "Holding");
    assert_name(e, NAME_ORIGINAL, "\xD0\xA5\xD0\xBE\xD0\xBB\xD0\xB4");
    assert_name(e, NAME_ALIAS, "H Ltd");
    assert_name(e, NAME_WEAK, "H");
    assert_name(e, NAME_FORMER, "Old");
    assert_has(e, PROPERTY_COUNTRY, "ir");
    assert_has(e, PROPERTY_INCORPORATION_DATE, "2001-02-03");
    assert_has(e, PROPERTY_REFERENTS, "old-1");
    assert_false(list_test_value(e, PROPERTY_LEI_CODE, "5493001KJTIIGC8Y1R12")->invalid);
    assert_true(list_test_value(e, PROPERTY_SWIFT_BIC, "XX")->invalid);
    assert_true(list_test_unknown(&t, "Company:shoeSize"));
    assert_text(t.job.result.skipped[0].what, "schema Event is not known");
    list_test_close(&t);
}

static void edges_and_parts_are_tied_wherever_they_stand(void **state)
{
    (void)state;
    list_test t;
    list_test_text(&t, LINES, "ftm-jsonl");
    const entity *e = list_test_find(&t, "a-owner");
    assert_int_equal(e->link_count, 1);
    assert_text(e->links[0].target_id, "b-asset");
    assert_int_equal(e->links[0].schema, SCHEMA_OWNERSHIP);
    assert_int_equal(e->links[0].percentage, 5050);
    assert_text(e->links[0].role, "parent");
    assert_text(e->links[0].start_date, "2020-01-01");
    assert_int_equal(e->listing_count, 2);
    assert_text(e->listings[0].program, "P1");
    assert_text(e->listings[1].program, "P2");
    assert_text(e->listings[1].listing_date, "2019-05-06");
    assert_int_equal(e->address_count, 1);
    assert_text(e->addresses[0].full, "Street 1, Tehran");
    assert_text(e->addresses[0].country, "ir");
    e = list_test_find(&t, "c");
    assert_text(list_test_value(e, PROPERTY_PASSPORT_NUMBER, "A123456")->country, "ir");
    assert_name(e, NAME_PRIMARY, "Jane Doe");
    assert_true(e->listed);
    assert_false(list_test_find(&t, "b-asset")->listed);
    list_test_close(&t);
}

static void nested_entities_are_taken_apart(void **state)
{
    (void)state;
    list_test t;
    list_test_text(
        &t,
        "{\"id\":\"a\",\"schema\":\"Company\",\"target\":true,\"properties\":{\"name\":[\"A\"],"
        "\"ownershipOwner\":[{\"id\":\"x\",\"schema\":\"Ownership\",\"properties\":{\"asset\":[{\"id\":\"b\","
        "\"schema\":\"Company\",\"properties\":{\"name\":[\"B\"]}}],\"percentage\":[75]}}],"
        "\"sanctions\":[{\"id\":\"s\",\"schema\":\"Sanction\",\"properties\":{\"program\":[\"P\"]}}],"
        "\"addressEntity\":[{\"id\":\"adr\",\"schema\":\"Address\",\"properties\":{\"full\":[\"Street\"]}}]}}"
        "\n",
        "ftm-jsonl");
    if (t.status != ITD_OK)
        fail_msg("%s", t.error.message);
    const entity *e = list_test_find(&t, "a");
    assert_int_equal(e->link_count, 1);
    assert_text(e->links[0].target_id, "b");
    assert_int_equal(e->links[0].percentage, 7500);
    assert_int_equal(e->listing_count, 1);
    assert_text(e->listings[0].program, "P");
    assert_int_equal(e->address_count, 1);
    assert_text(e->addresses[0].full, "Street");
    assert_false(list_test_find(&t, "b")->listed);
    assert_nothing_unknown(&t);
    list_test_close(&t);
}

static void an_edge_hangs_on_the_side_that_is_there(void **state)
{
    (void)state;
    list_test t;
    list_test_text(
        &t,
        "{\"id\":\"e\",\"schema\":\"Family\",\"properties\":{\"person\":[\"far\"],\"relative\":[\"p\"],"
        "\"relationship\":[\"father\"]}}\n"
        "{\"id\":\"f\",\"schema\":\"UnknownLink\",\"properties\":{\"subject\":[\"u\"],\"object\":[\"v\"]}}\n"
        "{\"id\":\"g\",\"schema\":\"Associate\",\"properties\":{\"person\":[\"p\"]}}\n"
        "{\"id\":\"p\",\"schema\":\"Person\",\"target\":true,\"properties\":{\"name\":[\"P\"]}}\n",
        "ftm-jsonl");
    assert_int_equal(t.status, ITD_OK);
    const entity *e = list_test_find(&t, "p");
    assert_int_equal(e->link_count, 1);
    assert_true(e->links[0].reversed);
    assert_text(e->links[0].target_id, "far");
    assert_text(e->links[0].role, "father");
    assert_int_equal(t.job.result.skipped_count, 2);
    list_test_close(&t);
}

static void one_id_twice_is_one_entity(void **state)
{
    (void)state;
    list_test t;
    list_test_text(&t,
                   "{\"id\":\"p\",\"schema\":\"Person\",\"properties\":{\"name\":[\"P\"]}}\n"
                   "{\"id\":\"p\",\"schema\":\"Person\",\"properties\":{\"name\":[\"P\",\"Q\"]}}\n",
                   "ftm-jsonl");
    assert_int_equal(t.status, ITD_OK);
    assert_int_equal(t.job.result.entity_count, 1);
    assert_int_equal(list_test_totals(&t).names, 2);
    list_test_close(&t);
}

static void a_bad_line_is_refused_with_its_number(void **state)
{
    (void)state;
    static const char good[] = "{\"id\":\"p\",\"schema\":\"Person\",\"properties\":{\"name\":[\"P\"]}}\n";
    char text[512];
    static const char *const bad[][2] = {
        {"{\"id\":\"q\"", "test.list:2: not JSON"},
        {"{\"schema\":\"Person\",\"id\":\"\"}", "test.list:2: an entity without an id"},
        {"{\"id\":\"q\"}", "test.list:2: an entity without a schema"},
        {"{\"id\":\"q\",\"schema\":\"Person\",\"properties\":[]}",
         "test.list:2: an entity whose properties are no object"},
        {"[1]", "test.list:2: not a JSON object"},
        {"\"\xFF\"", "test.list:2: invalid UTF-8"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        snprintf(text, sizeof text, "%s%s\n", good, bad[i][0]);
        assert_refused(text, bad[i][1]);
    }
}

static void deep_nesting_is_refused(void **state)
{
    (void)state;
    char text[4096] = "";
    size_t len = 0;
    for (int i = 0; i < 12; i++)
        len += (size_t)snprintf(text + len, sizeof text - len,
                                "{\"id\":\"%d\",\"schema\":\"Person\",\"properties\":{\"x\":[", i);
    for (int i = 0; i < 12; i++)
        len += (size_t)snprintf(text + len, sizeof text - len, "]}}");
    assert_refused(text, "nested too deeply");
}

static void the_dataset_is_named_by_the_lines_when_all_agree(void **state)
{
    (void)state;
    list_test t;
    list_test_text(&t, LINES, "ftm-jsonl");
    assert_string_equal(t.format->dataset(&t.file), "eu_fsf");
    list_test_close(&t);
    list_test_text(&t,
                   "{\"id\":\"p\",\"schema\":\"Person\",\"datasets\":[\"eu_fsf\"]}\n"
                   "{\"id\":\"q\",\"schema\":\"Person\",\"datasets\":[\"us_ofac_sdn\"]}\n",
                   "ftm-jsonl");
    assert_null(t.format->dataset(&t.file));
    list_test_close(&t);
}

static void the_shared_sample_is_read_whole(void **state)
{
    (void)state;
    list_test t;
    if (!list_test_file(&t, "ftm/sample.entities.ftm.json", "ftm-jsonl"))
        return;
    list_totals c = list_test_totals(&t);
    assert_int_equal(c.persons, 497);
    assert_int_equal(c.organizations, 413);
    assert_int_equal(c.vessels, 116);
    assert_int_equal(c.names, 3222);
    size_t links = 0, listed_by_act = 0;
    for (size_t i = 0; i < t.job.result.entity_count; i++) {
        links += t.job.result.entities[i]->link_count;
        listed_by_act += t.job.result.entities[i]->listing_count > 0;
    }
    assert_int_equal(links, 116 + 59 + 15);
    assert_true(listed_by_act >= 780);
    assert_nothing_unknown(&t);
    list_test_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(entities_keep_their_ids_and_values),
        cmocka_unit_test(edges_and_parts_are_tied_wherever_they_stand),
        cmocka_unit_test(nested_entities_are_taken_apart),
        cmocka_unit_test(an_edge_hangs_on_the_side_that_is_there),
        cmocka_unit_test(one_id_twice_is_one_entity),
        cmocka_unit_test(a_bad_line_is_refused_with_its_number),
        cmocka_unit_test(deep_nesting_is_refused),
        cmocka_unit_test(the_dataset_is_named_by_the_lines_when_all_agree),
        cmocka_unit_test(the_shared_sample_is_read_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
