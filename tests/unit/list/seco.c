#include "list_test.h"

#define HEAD                                                                                                 \
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<swiss-sanctions-list list-type=\"whole-list\" "            \
    "date=\"2026-08-27\">"                                                                                   \
    "<sanctions-program ssid=\"20\"><program-key lang=\"ger\">Weissrussland</program-key>"                   \
    "<program-key lang=\"eng\">Belarus</program-key><program-name lang=\"eng\">Ordinance on "                \
    "Belarus</program-name>"                                                                                 \
    "<sanctions-set ssid=\"4387\" lang=\"eng\">article "                                                     \
    "12</sanctions-set><origin>EU</origin></sanctions-program>\n"
#define PERSON                                                                                               \
    "<target "                                                                                               \
    "ssid=\"5142\"><sanctions-set-id>4387</sanctions-set-id><foreign-identifier>140</foreign-identifier>"    \
    "<individual><identity ssid=\"5144\" main=\"true\">"                                                     \
    "<name name-type=\"primary-name\" quality=\"good\" lang=\"eng\">"                                        \
    "<name-part order=\"2\" name-part-type=\"given-name\"><value>Dzmitry</value></name-part>"                \
    "<name-part order=\"1\" name-part-type=\"family-name\"><value>Lukashenka</value>"                        \
    "<spelling-variant lang=\"RUS\" script=\"LATN\">Lukashenko</spelling-variant></name-part></name>"        \
    "<name name-type=\"alias\" quality=\"low\"><name-part order=\"1\" "                                      \
    "name-part-type=\"whole-name\"><value>Dima</value>"                                                      \
    "</name-part></name>"                                                                                    \
    "<day-month-year day=\"23\" month=\"3\" year=\"1980\" calendar=\"Gregorian\" quality=\"good\"/>"         \
    "<place-of-birth place-id=\"77\"/>"                                                                      \
    "<nationality><country iso-code=\"BY\">Belarus</country></nationality>"                                  \
    "<identification-document document-type=\"passport\"><number>MP123456</number><issuer "                  \
    "code=\"BY\">Belarus</issuer>"                                                                           \
    "</identification-document>"                                                                             \
    "<address place-id=\"29492\"><c-o>Sports Club</c-o><address-details>ul. "                                \
    "4</address-details><zip-code>220029</zip-code>"                                                         \
    "</address></identity><justification>Businessman</justification></individual>"                           \
    "<modification modification-type=\"listed\" effective-date=\"2020-08-11\"/>"                             \
    "<modification modification-type=\"amended\" effective-date=\"2021-08-11\"/></target>\n"
#define VESSEL                                                                                               \
    "<target ssid=\"34461\"><sanctions-set-id>34422</sanctions-set-id><object "                              \
    "object-type=\"vessel\"><identity>"                                                                      \
    "<name name-type=\"primary-name\"><name-part order=\"1\" name-part-type=\"whole-name\"><value>Hui "      \
    "Chon</value>"                                                                                           \
    "</name-part></name></identity><other-information>IMO Number: "                                          \
    "8405270</other-information></object></target>\n"
#define GONE                                                                                                 \
    "<target ssid=\"1\"><sanctions-set-id>4387</sanctions-set-id><individual><identity><name "               \
    "name-type=\"primary-name\">"                                                                            \
    "<name-part order=\"1\"><value>Gone</value></name-part></name></identity></individual>"                  \
    "<modification modification-type=\"listed\" effective-date=\"2015-01-01\"/>"                             \
    "<modification modification-type=\"de-listed\" effective-date=\"2016-03-01\"/></target>\n"               \
    "<target ssid=\"2\"><sanctions-set-id>4387</sanctions-set-id></target>\n"
#define PLACES                                                                                               \
    "<place ssid=\"29492\"><location>Minsk</location><country iso-code=\"BY\">Belarus</country></place>"     \
    "<place ssid=\"77\"><location>Mogilev</location><country iso-code=\"BY\">Belarus</country></place>\n"
#define TAIL  "</swiss-sanctions-list>\n"
#define WHOLE HEAD PERSON VESSEL GONE PLACES TAIL

static void a_person_comes_out_with_everything(void **state)
{
    (void)state;
    list_test t;
    list_test_text(&t, WHOLE, "seco-xml");
    if (t.status != ITD_OK)
        fail_msg("%s", t.error.message);
    const entity *e = list_test_find(&t, "ch-5142");
    assert_name(e, NAME_PRIMARY, "Dzmitry Lukashenka");
    assert_name(e, NAME_WEAK, "Dima");
    assert_true(list_test_value(e, PROPERTY_ALIAS, "Dzmitry Lukashenko")->derived);
    assert_has(e, PROPERTY_BIRTH_DATE, "1980-03-23");
    assert_has(e, PROPERTY_NATIONALITY, "by");
    assert_has(e, PROPERTY_BIRTH_COUNTRY, "by");
    assert_has(e, PROPERTY_BIRTH_PLACE, "Mogilev, BY");
    assert_text(list_test_value(e, PROPERTY_PASSPORT_NUMBER, "MP123456")->country, "by");
    assert_int_equal(e->address_count, 1);
    assert_text(e->addresses[0].full, "Sports Club, ul. 4, Minsk, 220029, Belarus");
    assert_text(e->addresses[0].country, "by");
    assert_text(e->listings[0].program, "Belarus");
    assert_text(e->listings[0].legal_basis, "Ordinance on Belarus");
    assert_text(e->listings[0].listing_date, "2020-08-11");
    assert_text(e->listings[0].reason, "Businessman");
    assert_text(t.job.result.date, "2026-08-27");
    assert_int_equal(list_test_totals(&t).names, 3);
    assert_nothing_unknown(&t);
    list_test_close(&t);
}

static void a_vessel_has_the_imo_number_of_its_remarks(void **state)
{
    (void)state;
    list_test t;
    list_test_text(&t, WHOLE, "seco-xml");
    const entity *e = list_test_find(&t, "ch-34461");
    assert_int_equal(e->schema, SCHEMA_VESSEL);
    assert_has(e, PROPERTY_IMO_NUMBER, "8405270");
    list_test_close(&t);
}

static void empty_and_delisted_targets_are_passed_over_with_the_reason(void **state)
{
    (void)state;
    list_test t;
    list_test_text(&t, WHOLE, "seco-xml");
    assert_int_equal(t.job.result.entity_count, 2);
    assert_int_equal(t.job.result.skipped_count, 2);
    assert_text(t.job.result.skipped[0].what, "de-listed");
    assert_text(t.job.result.skipped[1].what, "target without a party");
    list_test_close(&t);
}

static void drift_is_refused(void **state)
{
    (void)state;
    assert_refused(HEAD "<target><individual/></target>" TAIL, "ssid");
    assert_refused(HEAD "<target ssid=\"1\"><individual/></target>" TAIL, "a name");
    assert_refused(HEAD TAIL, "no entries");
    assert_refused(HEAD "<person/>" TAIL, "found <person>");
}

static void every_cut_is_noticed(void **state)
{
    (void)state;
    assert_cuts_noticed(WHOLE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_person_comes_out_with_everything),
        cmocka_unit_test(a_vessel_has_the_imo_number_of_its_remarks),
        cmocka_unit_test(empty_and_delisted_targets_are_passed_over_with_the_reason),
        cmocka_unit_test(drift_is_refused),
        cmocka_unit_test(every_cut_is_noticed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
