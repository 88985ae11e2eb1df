/* The US Consolidated Screening List: typed-in records, and the published list where the shared data are. */
#include "ofac_test.h"

#define HEADER                                                                                               \
    "_id,source,entity_number,type,programs,name,title,addresses,federal_register_notice,start_date,"        \
    "end_date,alt_names,dates_of_birth,nationalities,ids,remarks\n"

static void a_record_gives_all_its_parts(void **state)
{
    (void)state;
    list_test t;
    str text = str_of(
        HEADER
        "77,Specially Designated Nationals (SDN) - Treasury Department,77,Individual,IFSR; SDGT,"
        "\"SAMPLE, Ann\",Director,\"1 Road, Town, IR; KP\",,,,\"SAM, Ann; SAMP, A.\",1951-02-03; circa "
        "1960,IR,"
        "\"IR, 2001-01-01, 2011-01-01, A 123, Passport; Female, Gender; IMO 9187629, Vessel Registration "
        "Identification\",(Linked To: ONE; Linked To: TWO)\n"
        "ab12,Entity List (EL) - Bureau of Industry and Security,,,,Sample Works,,\"Street 3, CN\",87 FR 1,"
        "2020-01-02,2030-01-02,,,,,\n"
        "ab12,Denied Persons List (DPL) - Bureau of Industry and Security,,,,Sample Works,,,,,,,,,,\n");
    assert_int_equal(ITD_OK, list_test_text(&t, "csl.csv", text));
    const entity *e = find_entity(&t, "ofac-77"), *works = find_entity(&t, "csl-ab12");
    assert_int_equal(3, count_names(&t, NAME_PRIMARY));
    assert_non_null(find_value(e, PROPERTY_ALIAS, "SAMP, A."));
    assert_true(has_program(e, "IFSR") && has_program(e, "SDGT"));
    assert_int_equal(2, e->address_count);
    assert_true(str_is(e->addresses[0].country, "ir") && str_is(e->addresses[0].street, "1 Road, Town"));
    assert_true(str_is(e->addresses[1].country, "kp"));
    assert_non_null(find_value(e, PROPERTY_BIRTH_DATE, "1951-02-03"));
    assert_non_null(find_value(e, PROPERTY_BIRTH_DATE, "~1960"));
    const entity_value *passport = find_value(e, PROPERTY_PASSPORT_NUMBER, "A 123");
    assert_true(str_is(passport->country, "ir"));
    assert_true(str_is(passport->note, "Passport, issued 2001-01-01 expires 2011-01-01"));
    assert_non_null(find_value(e, PROPERTY_IMO_NUMBER, "9187629"));
    assert_non_null(find_value(e, PROPERTY_GENDER, "female"));
    assert_true(has_link_to(e, "ONE") && has_link_to(e, "TWO"));
    assert_int_equal(SCHEMA_LEGAL_ENTITY, works->schema);
    assert_non_null(find_value(works, PROPERTY_TOPICS, "export.control"));
    assert_true(str_is(works->listings[0].program, "Entity List (EL)"));
    assert_true(str_is(works->listings[0].authority, "Bureau of Industry and Security"));
    assert_true(str_is(works->listings[0].listing_date, "2020-01-02"));
    assert_true(str_is(works->listings[0].end_date, "2030-01-02"));
    assert_true(str_is(works->listings[0].legal_basis, "87 FR 1"));
    assert_non_null(find_entity(&t, "csl-ab12-2"));
    list_test_free(&t);
}

static void refused(const char *text, const char *message)
{
    list_test t;
    assert_int_equal(ITD_ERROR_INPUT, list_test_text(&t, "csl.csv", str_of(text)));
    if (!strstr(t.error.message, message))
        print_error("%s\n", t.error.message);
    assert_non_null(strstr(t.error.message, message));
    list_test_free(&t);
}

static void a_changed_format_is_an_error(void **state)
{
    (void)state;
    refused(HEADER, "csl.csv: the list has no entries");
    refused("_id,entity_number,alt_names\n1,2,3\n", "csl.csv:1: the column 'source' is missing");
    refused(HEADER "1,Some List - Some Office,,Robot,,A,,,,,,,,,,\n", "csl.csv:2: type 'Robot'");
    refused(HEADER "1,Some List - Some Office,,,,,,,,,,,,,,\n",
            "csl.csv:2: a record without _id, name or source");
    refused(HEADER "1,Some List\n", "csl.csv:2: a record of 2 fields; the header has 16");
}

static void the_published_list_is_read_whole(void **state)
{
    (void)state;
    static const char *const files[] = {"us_csl/consolidated_2022-04.csv.gz", NULL};
    list_test t;
    if (!shared_lists())
        return;
    assert_int_equal(ITD_OK, list_test_open(&t, files));
    assert_int_equal(14160, t.job.result.entity_count);
    assert_int_equal(5286, count_schema(&t, "Person"));
    assert_int_equal(4533, count_schema(&t, "Organization"));
    assert_int_equal(433, count_schema(&t, "Vessel"));
    assert_int_equal(283, count_schema(&t, "Airplane"));
    assert_int_equal(3625, count_schema(&t, "LegalEntity"));
    assert_int_equal(34171, count_names(&t, NAME_NOT_A_NAME));
    assert_int_equal(0, t.job.result.unknown_count);
    for (size_t i = 1; i < t.job.result.entity_count; i++)
        assert_false(str_empty(t.job.result.entities[i]->id));
    assert_non_null(find_entity(&t, "ofac-27844"));
    assert_non_null(find_entity(&t, "ofac-17016-2"));
    list_test_free(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_record_gives_all_its_parts),
        cmocka_unit_test(a_changed_format_is_an_error),
        cmocka_unit_test(the_published_list_is_read_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
