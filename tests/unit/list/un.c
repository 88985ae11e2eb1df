#include "list_test.h"

#define HEAD                                                                                                 \
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<CONSOLIDATED_LIST "                                        \
    "dateGenerated=\"2026-02-27T00:00:09.554Z\">\n"
#define PERSON                                                                                               \
    "<INDIVIDUAL><DATAID>6907993</DATAID><VERSIONNUM>1</VERSIONNUM><FIRST_NAME>ERIC</FIRST_NAME>"            \
    "<SECOND_NAME> BADEGE "                                                                                  \
    "</SECOND_NAME><UN_LIST_TYPE>DRC</UN_LIST_TYPE><REFERENCE_NUMBER>CDi.001</REFERENCE_NUMBER>"             \
    "<LISTED_ON>2012-12-31</LISTED_ON><GENDER>Male</GENDER>"                                                 \
    "<NAME_ORIGINAL_SCRIPT>\xD0\x90\xD0\x91</NAME_ORIGINAL_SCRIPT>"                                          \
    "<DESIGNATION><VALUE>Colonel</VALUE></DESIGNATION>"                                                      \
    "<NATIONALITY><VALUE>Democratic Republic of the Congo</VALUE></NATIONALITY>"                             \
    "<INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Rumuli</ALIAS_NAME></INDIVIDUAL_ALIAS>"             \
    "<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Victor Rumuri; Michel "                            \
    "Rumuri</ALIAS_NAME></INDIVIDUAL_ALIAS>"                                                                 \
    "<INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>"                                           \
    "<INDIVIDUAL_ADDRESS><CITY>Goma</CITY><COUNTRY>Rwanda</COUNTRY><NOTE>as of early "                       \
    "2016</NOTE></INDIVIDUAL_ADDRESS>"                                                                       \
    "<INDIVIDUAL_ADDRESS/>"                                                                                  \
    "<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><YEAR>1971</YEAR></"                        \
    "INDIVIDUAL_DATE_OF_BIRTH>"                                                                              \
    "<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1971-01-02</DATE></"                  \
    "INDIVIDUAL_DATE_OF_BIRTH>"                                                                              \
    "<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1970</"                        \
    "FROM_YEAR><TO_YEAR>1973</TO_YEAR>"                                                                      \
    "</INDIVIDUAL_DATE_OF_BIRTH>"                                                                            \
    "<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1972</YEAR></"                \
    "INDIVIDUAL_DATE_OF_BIRTH>"                                                                              \
    "<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><NOTE>30-35 years old</NOTE>"               \
    "</INDIVIDUAL_DATE_OF_BIRTH>"                                                                            \
    "<INDIVIDUAL_PLACE_OF_BIRTH><CITY>Rutshuru</CITY><COUNTRY>Rwanda</COUNTRY></INDIVIDUAL_PLACE_OF_BIRTH>"  \
    "<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT>"                                     \
    "<NUMBER>CAR diplomatic passport no. D00000898</NUMBER><ISSUING_COUNTRY>Rwanda</ISSUING_COUNTRY>"        \
    "</INDIVIDUAL_DOCUMENT>"                                                                                 \
    "<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>National Identification Number</TYPE_OF_DOCUMENT>"               \
    "<NUMBER>1-1971</NUMBER></INDIVIDUAL_DOCUMENT><INDIVIDUAL_DOCUMENT/>"                                    \
    "<SORT_KEY/><SORT_KEY_LAST_MOD/></INDIVIDUAL>\n"
#define ENTITY                                                                                               \
    "<ENTITY><DATAID>110403</DATAID><FIRST_NAME>ADF</FIRST_NAME><UN_LIST_TYPE>DRC</UN_LIST_TYPE>"            \
    "<REFERENCE_NUMBER>CDe.001</REFERENCE_NUMBER><LISTED_ON>2014-06-30</LISTED_ON>"                          \
    "<ENTITY_ALIAS><QUALITY>a.k.a.</QUALITY><ALIAS_NAME>Allied Democratic "                                  \
    "Forces</ALIAS_NAME></ENTITY_ALIAS>"                                                                     \
    "<ENTITY_ALIAS><QUALITY>f.k.a.</QUALITY><ALIAS_NAME>ADF-NALU</ALIAS_NAME></ENTITY_ALIAS></ENTITY>\n"
#define TAIL  "</CONSOLIDATED_LIST>\n"
#define WHOLE HEAD "<INDIVIDUALS>" PERSON "</INDIVIDUALS><ENTITIES>" ENTITY "</ENTITIES>" TAIL

static void a_person_comes_out_with_everything(void **state)
{
    (void)state;
    list_test t;
    list_test_text(&t, WHOLE, "un-xml");
    assert_int_equal(t.status, ITD_OK);
    const entity *e = list_test_find(&t, "un-6907993");
    assert_int_equal(e->schema, SCHEMA_PERSON);
    assert_name(e, NAME_PRIMARY, "ERIC BADEGE");
    assert_name(e, NAME_WEAK, "Rumuli");
    assert_name(e, NAME_ORIGINAL, "\xD0\x90\xD0\x91");
    assert_has(e, PROPERTY_NATIONALITY, "cd");
    assert_has(e, PROPERTY_GENDER, "male");
    assert_has(e, PROPERTY_POSITION, "Colonel");
    assert_has(e, PROPERTY_BIRTH_PLACE, "Rutshuru, Rwanda");
    assert_has(e, PROPERTY_BIRTH_COUNTRY, "rw");
    assert_has(e, PROPERTY_TOPICS, "sanction");
    assert_int_equal(e->address_count, 1);
    assert_text(e->addresses[0].full, "Goma, Rwanda");
    assert_text(e->addresses[0].country, "rw");
    assert_int_equal(e->listing_count, 1);
    assert_text(e->listings[0].program, "DRC");
    assert_text(e->listings[0].authority_id, "CDi.001");
    assert_text(e->listings[0].listing_date, "2012-12-31");
    assert_text(t.job.result.date, "2026-02-27");
    assert_nothing_unknown(&t);
    list_test_close(&t);
}

static void dates_of_birth_keep_their_precision(void **state)
{
    (void)state;
    list_test t;
    list_test_text(&t, WHOLE, "un-xml");
    const entity *e = list_test_find(&t, "un-6907993");
    assert_has(e, PROPERTY_BIRTH_DATE, "1971");
    assert_has(e, PROPERTY_BIRTH_DATE, "1971-01-02");
    assert_has(e, PROPERTY_BIRTH_DATE, "1970/1973");
    assert_has(e, PROPERTY_BIRTH_DATE, "~1972");
    assert_has(e, PROPERTY_NOTES, "Date of birth: 30-35 years old");
    list_test_close(&t);
}

static void several_names_in_one_field_are_matched_apart_but_counted_once(void **state)
{
    (void)state;
    list_test t;
    list_test_text(&t, WHOLE, "un-xml");
    const entity *e = list_test_find(&t, "un-6907993");
    assert_false(list_test_value(e, PROPERTY_ALIAS, "Victor Rumuri; Michel Rumuri")->derived);
    assert_true(list_test_value(e, PROPERTY_ALIAS, "Victor Rumuri")->derived);
    assert_true(list_test_value(e, PROPERTY_ALIAS, "Michel Rumuri")->derived);
    /* primary, original, weak, one alias; primary, alias, former */
    assert_int_equal(list_test_totals(&t).names, 7);
    list_test_close(&t);
}

static void a_number_is_taken_out_of_prose(void **state)
{
    (void)state;
    list_test t;
    list_test_text(&t, WHOLE, "un-xml");
    const entity *e = list_test_find(&t, "un-6907993");
    const entity_value *v = list_test_value(e, PROPERTY_PASSPORT_NUMBER, "D00000898");
    assert_non_null(v);
    assert_text(v->country, "rw");
    assert_text(v->note, "CAR diplomatic passport no. D00000898");
    assert_has(e, PROPERTY_ID_NUMBER, "1-1971");
    list_test_close(&t);
}

static void an_entity_has_former_names(void **state)
{
    (void)state;
    list_test t;
    list_test_text(&t, WHOLE, "un-xml");
    const entity *e = list_test_find(&t, "un-110403");
    assert_int_equal(e->schema, SCHEMA_ORGANIZATION);
    assert_name(e, NAME_FORMER, "ADF-NALU");
    assert_name(e, NAME_ALIAS, "Allied Democratic Forces");
    list_test_close(&t);
}

static void drift_is_refused(void **state)
{
    (void)state;
    assert_refused(HEAD "<INDIVIDUALS><INDIVIDUAL><FIRST_NAME>A</FIRST_NAME></INDIVIDUAL></INDIVIDUALS>" TAIL,
                   "DATAID");
    assert_refused(HEAD "<INDIVIDUALS><INDIVIDUAL><DATAID>1</DATAID></INDIVIDUAL></INDIVIDUALS>" TAIL,
                   "FIRST_NAME");
    assert_refused(HEAD "<INDIVIDUALS></INDIVIDUALS><ENTITIES></ENTITIES>" TAIL, "no entries");
    assert_refused(HEAD "<PEOPLE></PEOPLE>" TAIL, "found <PEOPLE>");
    assert_refused("<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"b\">]>\n<CONSOLIDATED_LIST>" TAIL,
                   "DOCTYPE");
    assert_refused("<CONSOLIDATED><A/></CONSOLIDATED>", "no known list format");
}

static void an_unknown_element_is_reported(void **state)
{
    (void)state;
    list_test t;
    list_test_text(
        &t,
        HEAD "<INDIVIDUALS><INDIVIDUAL><DATAID>1</DATAID><FIRST_NAME>A</FIRST_NAME><SHOE_SIZE>43</SHOE_SIZE>"
             "<INDIVIDUAL_ALIAS><ALIAS_NAME>B</ALIAS_NAME><TONE/></INDIVIDUAL_ALIAS>"
             "</INDIVIDUAL></INDIVIDUALS>" TAIL,
        "un-xml");
    assert_int_equal(t.status, ITD_OK);
    assert_true(list_test_unknown(&t, "INDIVIDUAL/SHOE_SIZE"));
    assert_true(list_test_unknown(&t, "INDIVIDUAL_ALIAS/TONE"));
    list_test_close(&t);
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
        cmocka_unit_test(dates_of_birth_keep_their_precision),
        cmocka_unit_test(several_names_in_one_field_are_matched_apart_but_counted_once),
        cmocka_unit_test(a_number_is_taken_out_of_prose),
        cmocka_unit_test(an_entity_has_former_names),
        cmocka_unit_test(drift_is_refused),
        cmocka_unit_test(an_unknown_element_is_reported),
        cmocka_unit_test(every_cut_is_noticed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
