/* The readers against whole published lists: the counts are those of the lists themselves. */
#include "list_test.h"

#define PROPERTIES(...) ((const property_id[]){__VA_ARGS__, PROPERTY_COUNT})

static void the_un_list_of_2026_is_read_whole(void **state)
{
    (void)state;
    list_test t;
    if (!list_test_file(&t, "un/UN_consolidated_2026-02-27.xml.gz", "un-xml"))
        return;
    list_totals c = list_test_totals(&t);
    assert_int_equal(c.entities, 1003);
    assert_int_equal(c.persons, 730);
    assert_int_equal(c.organizations, 273);
    assert_int_equal(c.names, 4133);
    assert_int_equal(c.kinds[NAME_PRIMARY], 1003);
    assert_int_equal(c.kinds[NAME_WEAK], 615);
    assert_int_equal(c.kinds[NAME_ORIGINAL], 378);
    assert_int_equal(c.born, 677);
    assert_int_equal(c.addresses, 811);
    assert_int_equal(list_test_identifiers(&t, PROPERTIES(PROPERTY_PASSPORT_NUMBER)), 304);
    assert_int_equal(list_test_identifiers(&t, PROPERTIES(PROPERTY_ID_NUMBER)), 144);
    assert_text(t.job.result.date, "2026-02-27");
    assert_nothing_unknown(&t);
    list_test_close(&t);
}

static void the_un_list_of_2025_is_read_whole(void **state)
{
    (void)state;
    list_test t;
    if (!list_test_file(&t, "un/UN_consolidated_2025.xml.gz", "un-xml"))
        return;
    list_totals c = list_test_totals(&t);
    assert_int_equal(c.entities, 877);
    assert_int_equal(c.persons, 684);
    assert_int_equal(c.names, 3961);
    assert_int_equal(c.kinds[NAME_WEAK], 619);
    assert_int_equal(c.kinds[NAME_ORIGINAL], 380);
    assert_nothing_unknown(&t);
    list_test_close(&t);
}

static void the_eu_list_is_read_whole(void **state)
{
    (void)state;
    list_test t;
    if (!list_test_file(&t, "eu/eu_fsf_2026-05-01.reconstructed.xml.gz", "eu-fsf-xml"))
        return;
    list_totals c = list_test_totals(&t);
    assert_int_equal(c.entities, 5860);
    assert_int_equal(c.persons, 4341);
    assert_int_equal(c.organizations, 1519);
    assert_int_equal(c.names, 29826);
    assert_int_equal(c.kinds[NAME_PRIMARY], 5860);
    assert_int_equal(c.kinds[NAME_WEAK], 0);
    assert_int_equal(c.kinds[NAME_ORIGINAL], 5834);
    assert_int_equal(c.born, 3668);
    assert_int_equal(c.addresses, 2346);
    assert_int_equal(list_test_identifiers(&t, PROPERTIES(PROPERTY_IMO_NUMBER)), 25);
    assert_int_equal(list_test_identifiers(&t, PROPERTIES(PROPERTY_PASSPORT_NUMBER)), 603);
    assert_int_equal(
        list_test_identifiers(&t, PROPERTIES(PROPERTY_TAX_NUMBER, PROPERTY_INN_CODE, PROPERTY_VAT_CODE)),
        552);
    assert_int_equal(list_test_identifiers(&t, PROPERTIES(PROPERTY_SWIFT_BIC)), 9);
    assert_int_equal(
        list_test_identifiers(&t, PROPERTIES(PROPERTY_ID_NUMBER, PROPERTY_SOCIAL_SECURITY_NUMBER)), 232);
    assert_text(t.job.result.date, "2026-05-01");
    assert_nothing_unknown(&t);
    list_test_close(&t);
}

static void the_earlier_eu_list_is_read_whole(void **state)
{
    (void)state;
    list_test t;
    if (!list_test_file(&t, "eu/eu_fsf_2026-03-15.reconstructed.xml.gz", "eu-fsf-xml"))
        return;
    list_totals c = list_test_totals(&t);
    assert_int_equal(c.entities, 5860);
    assert_int_equal(c.names, 29809);
    list_test_close(&t);
}

static void the_uk_list_of_august_is_read_whole(void **state)
{
    (void)state;
    list_test t;
    if (!list_test_file(&t, "uk/UK-Sanctions-List_2026-08-22.reconstructed.xml.gz", "uk-xml"))
        return;
    list_totals c = list_test_totals(&t);
    assert_int_equal(c.entities, 6349);
    assert_int_equal(c.persons, 4036);
    assert_int_equal(c.organizations, 1647);
    assert_int_equal(c.vessels, 666);
    assert_int_equal(c.names, 19600);
    assert_int_equal(c.kinds[NAME_WEAK], 620);
    assert_int_equal(c.kinds[NAME_ORIGINAL], 3868);
    assert_int_equal(c.addresses, 3823);
    assert_text(t.job.result.date, "2026-08-22");
    assert_nothing_unknown(&t);
    list_test_close(&t);
}

static void the_uk_list_of_march_is_read_whole(void **state)
{
    (void)state;
    list_test t;
    if (!list_test_file(&t, "uk/UK-Sanctions-List_2026-03-15.reconstructed.xml.gz", "uk-xml"))
        return;
    list_totals c = list_test_totals(&t);
    assert_int_equal(c.entities, 6035);
    assert_int_equal(c.persons, 3875);
    assert_int_equal(c.organizations, 1528);
    assert_int_equal(c.vessels, 632);
    assert_int_equal(c.names, 18643);
    assert_int_equal(c.kinds[NAME_WEAK], 602);
    assert_int_equal(c.kinds[NAME_ORIGINAL], 3597);
    list_test_close(&t);
}

static void the_swiss_sample_is_read_whole(void **state)
{
    (void)state;
    list_test t;
    if (!list_test_file(&t, "ch_format_sample/seco_50_targets.reconstructed.xml", "seco-xml"))
        return;
    list_totals c = list_test_totals(&t);
    assert_int_equal(c.entities, 48);
    assert_int_equal(c.persons, 30);
    assert_int_equal(c.organizations, 18);
    assert_int_equal(c.names, 81);
    assert_int_equal(c.kinds[NAME_WEAK], 1);
    assert_int_equal(c.kinds[NAME_ORIGINAL], 0);
    assert_int_equal(t.job.result.skipped_count, 1);
    assert_int_equal(t.job.result.skipped[0].count, 2);
    assert_nothing_unknown(&t);
    list_test_close(&t);
}

/* Excerpts in the newest shape of the live files: nothing in them may be unknown. */
static void the_newest_shapes_are_known(void **state)
{
    (void)state;
    static const struct {
        const char *name, *format;
        size_t entities, names, skipped;
    } files[] = {
        {"formats/eu_fsf_2026-08-05.excerpt.xml", "eu-fsf-xml", 2, 4, 0},
        {"formats/uk_sanctions_list_2026-08-26.excerpt.xml", "uk-xml", 3, 10, 0},
        {"formats/seco_2026-08-27.excerpt.xml", "seco-xml", 2, 3, 1},
    };
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        list_test t;
        if (!list_test_file(&t, files[i].name, files[i].format))
            return;
        assert_int_equal(list_test_totals(&t).entities, files[i].entities);
        assert_int_equal(list_test_totals(&t).names, files[i].names);
        assert_int_equal(t.job.result.skipped_count, files[i].skipped);
        assert_nothing_unknown(&t);
        list_test_close(&t);
    }
}

/* The golden records: parties whose entries are known by heart. */
static void known_parties_of_the_eu_come_out_complete(void **state)
{
    (void)state;
    list_test t;
    if (!list_test_file(&t, "eu/eu_fsf_2026-05-01.reconstructed.xml.gz", "eu-fsf-xml"))
        return;
    const entity *e = list_test_find(&t, "eu-135909");
    assert_name(e, NAME_PRIMARY, "Vladimir Vladimirovich PUTIN");
    assert_name(
        e, NAME_ORIGINAL,
        "\320\222\320\273\320\260\320\264\320\270\314\201\320\274\320\270\321\200 "
        "\320\222\320\273\320\260\320\264\320\270\314\201\320\274\320\270\321\200\320\276\320\262\320\270\321"
        "\207 \320\237\320\243\314\201\320\242\320\230\320\235");
    assert_name(e, NAME_ALIAS, "Vladimir Vladimirovich POUTINE");
    assert_name(e, NAME_ALIAS, "Vladimir Vladimirovitj PUTIN");
    assert_has(e, PROPERTY_BIRTH_DATE, "1952-10-07");
    assert_text(e->listings[0].program, "UKR");
    assert_text(e->listings[0].authority_id, "EU.7510.16");
    e = list_test_find(&t, "eu-135913");
    assert_name(e, NAME_PRIMARY, "Sergey Viktorovich LAVROV");
    assert_name(e, NAME_ALIAS, "Sergej Viktorovitj LAVROV");
    assert_has(e, PROPERTY_BIRTH_DATE, "1950-03-21");
    assert_text(e->listings[0].authority_id, "EU.7511.15");
    e = list_test_find(&t, "eu-178339");
    assert_text(e->listings[0].program, "IRN");
    assert_text(e->listings[0].authority_id, "EU.13558.74");
    size_t names = 0;
    for (size_t i = 0; i < e->value_count; i++)
        names += e->values[i].name_kind != NAME_NOT_A_NAME;
    assert_int_equal(names, 5);
    e = list_test_find(&t, "eu-178363");
    assert_name(e, NAME_ALIAS, "NIOC");
    assert_text(e->listings[0].authority_id, "EU.13563.48");
    list_test_close(&t);
}

static void known_parties_of_the_uk_come_out_complete(void **state)
{
    (void)state;
    list_test t;
    if (!list_test_file(&t, "uk/UK-Sanctions-List_2026-08-22.reconstructed.xml.gz", "uk-xml"))
        return;
    const entity *e = list_test_find(&t, "gb-RUS0251");
    assert_name(e, NAME_PRIMARY, "Vladimir Vladimirovich PUTIN");
    assert_name(e, NAME_ALIAS, "Vladimir Putin");
    assert_text(e->listings[0].program, "The Russia (Sanctions) (EU Exit) Regulations 2019");
    e = list_test_find(&t, "gb-RUS0252");
    size_t latin = 0, original = 0;
    for (size_t i = 0; i < e->value_count; i++) {
        latin += e->values[i].name_kind == NAME_PRIMARY || e->values[i].name_kind == NAME_ALIAS;
        original += e->values[i].name_kind == NAME_ORIGINAL;
    }
    assert_int_equal(latin, 4);
    assert_int_equal(original, 1);
    e = list_test_find(&t, "gb-INU0318");
    assert_int_equal(e->schema, SCHEMA_ORGANIZATION);
    assert_name(e, NAME_PRIMARY, "NATIONAL IRANIAN OIL COMPANY");
    assert_has(e, PROPERTY_ALIAS, "National Iranian Oil Co");
    assert_has(e, PROPERTY_ALIAS, "NIOC");
    e = list_test_find(&t, "gb-RUS3009");
    assert_int_equal(e->schema, SCHEMA_VESSEL);
    list_test_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_un_list_of_2026_is_read_whole),
        cmocka_unit_test(the_un_list_of_2025_is_read_whole),
        cmocka_unit_test(the_eu_list_is_read_whole),
        cmocka_unit_test(the_earlier_eu_list_is_read_whole),
        cmocka_unit_test(the_uk_list_of_august_is_read_whole),
        cmocka_unit_test(the_uk_list_of_march_is_read_whole),
        cmocka_unit_test(the_swiss_sample_is_read_whole),
        cmocka_unit_test(the_newest_shapes_are_known),
        cmocka_unit_test(known_parties_of_the_eu_come_out_complete),
        cmocka_unit_test(known_parties_of_the_uk_come_out_complete),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
