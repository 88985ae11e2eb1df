/* OFAC's lists as published: counts, identifiers, and a few parties in every detail. Needs the shared data.
 */
#include "ofac_test.h"

typedef struct expected {
    const char *files[5];
    const char *dataset;
    size_t entities, persons, organisations, vessels, aircraft, names, weak;
    size_t imo, passport, tax, bic, wallet, lei, national, born, addresses;
} expected;

static void counts_are(const expected *x)
{
    list_test t;
    if (list_test_open(&t, x->files) != ITD_OK)
        fail_msg("%s", t.error.message);
    assert_true(str_is(t.job.dataset_name, x->dataset));
    assert_int_equal(x->entities, t.job.result.entity_count);
    assert_int_equal(x->persons, count_schema(&t, "Person"));
    assert_int_equal(x->organisations, count_schema(&t, "Organization"));
    assert_int_equal(x->vessels, count_schema(&t, "Vessel"));
    assert_int_equal(x->aircraft, count_schema(&t, "Airplane"));
    assert_int_equal(x->names, count_names(&t, NAME_NOT_A_NAME));
    assert_int_equal(x->weak, count_names(&t, NAME_WEAK));
    assert_int_equal(x->imo, count_values(&t, PROPERTY_IMO_NUMBER));
    assert_int_equal(x->passport, count_values(&t, PROPERTY_PASSPORT_NUMBER));
    assert_int_equal(x->tax, count_values(&t, PROPERTY_TAX_NUMBER));
    assert_int_equal(x->bic, count_values(&t, PROPERTY_SWIFT_BIC));
    assert_int_equal(x->wallet, count_values(&t, PROPERTY_PUBLIC_KEY));
    assert_int_equal(x->lei, count_values(&t, PROPERTY_LEI_CODE));
    assert_int_equal(x->national, count_values(&t, PROPERTY_ID_NUMBER));
    assert_int_equal(x->born, count_entities_with(&t, PROPERTY_BIRTH_DATE));
    assert_int_equal(x->addresses, count_addresses(&t));
    assert_int_equal(0, t.job.result.skipped_count);
    list_test_free(&t);
}

/* clang-format off */
#define MERGED_COUNTS "us_ofac_sdn", 19157, 7472, 9825, 1516, 344, 42806, 3490, 944, 2018, 2922, 154, 275, 66, 1112, 6109, 21376

static const expected lists[] = {
    {{"ofac_2026-07_merged/add.csv.gz", "ofac_2026-07_merged/sdn.csv.gz", "ofac_2026-07_merged/alt.csv.gz"}, MERGED_COUNTS},
    {{"ofac_2026-07_merged/sdn.xml.gz"}, MERGED_COUNTS},
    {{"ofac_2022-01/sdn.csv.gz", "ofac_2022-01/alt.csv.gz", "ofac_2022-01/add.csv.gz"},
     "us_ofac_sdn", 9044, 4643, 3701, 420, 280, 23926, 2474, 500, 1581, 232, 83, 126, 1, 679, 4512, 11297},
    {{"ofac_csv_dated/sdn_2024-04-26.csv.gz"},
     "us_ofac_sdn", 14668, 6820, 6630, 835, 383, 18251, 3583, 966, 2138, 2730, 162, 284, 75, 1162, 6702, 0},
    {{"ofac_csv_dated/sdn_2024-05-02.csv.gz"},
     "us_ofac_sdn", 14973, 6854, 6885, 851, 383, 18636, 3663, 982, 2143, 2957, 162, 287, 75, 1166, 6736, 0},
    {{"ofac_csv_dated/sdn_2024-05-03.csv.gz"},
     "us_ofac_sdn", 14965, 6854, 6884, 851, 376, 18628, 3663, 982, 2143, 2955, 162, 287, 75, 1166, 6736, 0},
    {{"ofac_cons_2025-12/cons_prim.csv", "ofac_cons_2025-12/cons_alt.csv", "ofac_cons_2025-12/cons_add.csv"},
     "us_ofac_cons", 442, 79, 363, 0, 0, 1583, 68, 0, 0, 218, 33, 0, 14, 1, 74, 522},
    /* the comments complete remarks that were cut: four more weak names, four tax numbers, one LEI */
    {{"ofac_cons_2025-12/cons_comments.csv", "ofac_cons_2025-12/cons_prim.csv", "ofac_cons_2025-12/cons_alt.csv",
      "ofac_cons_2025-12/cons_add.csv"},
     "us_ofac_cons", 442, 79, 363, 0, 0, 1587, 72, 0, 0, 222, 33, 0, 15, 1, 74, 522},
    {{"ofac_classic_xml/consolidated_2018-04-06.xml"},
     "us_ofac_cons", 639, 94, 471, 74, 0, 1894, 46, 74, 14, 180, 49, 0, 0, 0, 87, 711},
};
/* clang-format on */

static void counts_are_those_of_the_publication(void **state)
{
    (void)state;
    for (size_t i = 0; shared_lists() && i < sizeof lists / sizeof lists[0]; i++)
        counts_are(&lists[i]);
}

static void a_wrong_record_count_is_a_warning(void **state)
{
    (void)state;
    static const char *const cut[] = {"ofac_classic_xml/sdn_2021-08-19_first2781.reconstructed.xml.gz", NULL};
    list_test t;
    if (!shared_lists())
        return;
    assert_int_equal(ITD_OK, list_test_open(&t, cut));
    assert_true(str_is(t.job.result.date, "2021-08-19"));
    assert_int_equal(2781, t.job.result.entity_count);
    assert_int_equal(8149, count_names(&t, NAME_NOT_A_NAME));
    assert_int_equal(1, t.job.result.warning_count);
    assert_true(str_find(t.job.result.warnings[0], str_of("Record_Count says 9086, but 2781 entries")) !=
                SIZE_MAX);
    list_test_free(&t);
}

static void check_persons(const list_test *t)
{
    const entity *raisi = find_entity(t, "ofac-27844"), *putin = find_entity(t, "ofac-35096"),
                 *lavrov = find_entity(t, "ofac-35233");
    assert_non_null(find_value(raisi, PROPERTY_NAME, "RAISI, Ebrahim"));
    assert_int_equal(SCHEMA_PERSON, raisi->schema);
    assert_true(has_program(raisi, "IRAN-EO13876"));
    assert_non_null(find_value(raisi, PROPERTY_ALIAS, "RA'EESI, Sayyid Ibrahim"));
    assert_non_null(find_value(raisi, PROPERTY_ALIAS, "RAISOL-SADATI, Seyyid Ebrahim"));
    assert_non_null(find_value(raisi, PROPERTY_ALIAS, "RAIS-O-SADAT, Sayyid Ebrahim"));
    assert_non_null(find_value(raisi, PROPERTY_BIRTH_DATE, "1960-12-14"));
    assert_non_null(find_value(raisi, PROPERTY_BIRTH_DATE, "1960-11"));
    assert_non_null(find_value(raisi, PROPERTY_BIRTH_DATE, "1960-12"));
    assert_non_null(find_value(raisi, PROPERTY_BIRTH_PLACE, "Masshad, Iran"));
    assert_int_equal(1, raisi->address_count);
    assert_true(str_is(raisi->addresses[0].country, "ir"));

    assert_non_null(find_value(putin, PROPERTY_NAME, "PUTIN, Vladimir Vladimirovich"));
    assert_non_null(find_value(putin, PROPERTY_ALIAS, "PUTIN, Vladimir"));
    assert_non_null(find_value(putin, PROPERTY_BIRTH_DATE, "1952-10-07"));
    assert_true(has_program(putin, "RUSSIA-EO14024"));
    assert_int_equal(4, putin->address_count);

    assert_non_null(find_value(lavrov, PROPERTY_NAME, "LAVROV, Sergei Viktorovich"));
    assert_non_null(find_value(lavrov, PROPERTY_ALIAS, "LAVROV, Sergey"));
    assert_non_null(find_value(lavrov, PROPERTY_BIRTH_DATE, "1950-03-21"));
    assert_non_null(find_value(lavrov, PROPERTY_BIRTH_PLACE, "Moscow, Russia"));
}

static void check_organisations(const list_test *t)
{
    const entity *bank = find_entity(t, "ofac-4632"), *oil = find_entity(t, "ofac-11317");
    assert_non_null(find_value(bank, PROPERTY_NAME, "BANK MARKAZI JOMHOURI ISLAMI IRAN"));
    assert_non_null(find_value(bank, PROPERTY_ALIAS, "CENTRAL BANK OF THE ISLAMIC REPUBLIC OF IRAN"));
    assert_non_null(find_value(bank, PROPERTY_ALIAS, "BANK MARKAZI IRAN"));
    assert_non_null(find_value(bank, PROPERTY_ALIAS, "CENTRAL BANK OF IRAN"));
    assert_true(has_program(bank, "IRAN") && has_program(bank, "SDGT") && has_program(bank, "IRGC") &&
                has_program(bank, "IFSR"));
    assert_int_equal(4, bank->listing_count);
    assert_int_equal(3, bank->address_count);
    assert_true(has_link_to(bank, "HIZBALLAH"));
    assert_true(has_link_to(bank, "ISLAMIC REVOLUTIONARY GUARD CORPS (IRGC)-QODS FORCE"));
    assert_true(str_is(bank->links[0].target_id, "ofac-10465"));

    assert_non_null(find_value(oil, PROPERTY_NAME, "NATIONAL IRANIAN OIL COMPANY"));
    assert_non_null(find_value(oil, PROPERTY_ALIAS, "NIOC"));
    assert_non_null(find_value(oil, PROPERTY_WEBSITE, "www.nioc.ir"));
    assert_true(has_program(oil, "IRAN") && has_program(oil, "SDGT") && has_program(oil, "IFSR") &&
                has_program(oil, "IFCA"));
    assert_int_equal(2, oil->address_count);
    assert_true(has_link_to(oil, "MINISTRY OF PETROLEUM"));
}

static void known_parties_come_out_whole_from_both_forms(void **state)
{
    (void)state;
    static const char *const csv[] = {"ofac_2026-07_merged/sdn.csv.gz", "ofac_2026-07_merged/alt.csv.gz",
                                      "ofac_2026-07_merged/add.csv.gz", NULL};
    static const char *const xml[] = {"ofac_2026-07_merged/sdn.xml.gz", NULL};
    list_test t;
    if (!shared_lists())
        return;
    assert_int_equal(ITD_OK, list_test_open(&t, csv));
    assert_int_equal(6077, count_links(&t));
    check_persons(&t);
    check_organisations(&t);
    list_test_free(&t);
    assert_int_equal(ITD_OK, list_test_open(&t, xml));
    assert_int_equal(6077, count_links(&t));
    check_persons(&t);
    check_organisations(&t);
    list_test_free(&t);
}

static void edge_files_are_reported_or_refused(void **state)
{
    (void)state;
    static const char *const count[] = {"ofac_edge/sdn-bad-record-count.xml", NULL};
    static const char *const unknown[] = {"ofac_edge/sdn-unknown-element.xml", NULL};
    static const char *const unsafe[] = {"ofac_edge/sdn-unsafe-doctype.xml", NULL};
    list_test t;
    if (!shared_lists())
        return;
    assert_int_equal(ITD_OK, list_test_open(&t, count));
    assert_int_equal(1, t.job.result.warning_count);
    list_test_free(&t);
    assert_int_equal(ITD_OK, list_test_open(&t, unknown));
    assert_int_equal(1, t.job.result.unknown_count);
    assert_true(str_is(t.job.result.unknown_fields[0].what, "sdnEntry/unexpected"));
    list_test_free(&t);
    assert_int_equal(ITD_ERROR_INPUT, list_test_open(&t, unsafe));
    assert_non_null(strstr(t.error.message, "sdn-unsafe-doctype.xml:1: the document has a DOCTYPE"));
    list_test_free(&t);
}

/* Twenty places from a fixed seed; every one of them must be noticed. */
static void cuts_are_noticed(const char *name, bool compressed)
{
    char path[1024];
    buf disk;
    list_file whole;
    itd_error error = {0};
    unsigned long long seed = 20260724;
    snprintf(path, sizeof path, "%s/%s", shared_lists(), name);
    buf_init(&disk, LIMIT_FILE_SIZE);
    if (compressed)
        assert_int_equal(ITD_OK, file_read(path, LIMIT_FILE_SIZE, &disk, &error));
    assert_int_equal(ITD_OK, list_file_open(path, &whole, &error));
    str bytes = compressed ? buf_as_str(&disk) : whole.bytes;
    for (int i = 0; i < 20; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        size_t at = (size_t)((seed >> 20) % (bytes.len - 1));
        list_test t;
        bool whole_lines = !compressed && at > 0 && bytes.data[at - 1] == '\n'; /* told by a warning */
        itd_status status = list_test_text(&t, "cut", str_make(bytes.data, at));
        assert_int_equal(whole_lines ? ITD_OK : ITD_ERROR_INPUT, status);
        if (whole_lines)
            assert_non_null(strstr(t.job.result.warnings[0].data, "the end mark"));
        else
            assert_non_null(strstr(t.error.message, "cut:"));
        list_test_free(&t);
    }
    list_file_close(&whole);
    buf_free(&disk);
}

static void a_file_cut_anywhere_is_refused(void **state)
{
    (void)state;
    if (!shared_lists())
        return;
    cuts_are_noticed("ofac_2022-01/sdn.csv.gz", true);
    cuts_are_noticed("ofac_2022-01/sdn.csv.gz", false);
    cuts_are_noticed("ofac_cons_2025-12/cons_prim.csv", false);
    cuts_are_noticed("ofac_classic_xml/consolidated_2018-04-06.xml", false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_are_those_of_the_publication),
        cmocka_unit_test(a_wrong_record_count_is_a_warning),
        cmocka_unit_test(known_parties_come_out_whole_from_both_forms),
        cmocka_unit_test(edge_files_are_reported_or_refused),
        cmocka_unit_test(a_file_cut_anywhere_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
