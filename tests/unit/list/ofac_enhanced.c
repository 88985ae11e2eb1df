#include "list_test.h"

#define HEAD "<sanctionsData xmlns=\"x\"><entities>\n"
#define TAIL "</entities></sanctionsData>"
#define NAME                                                                                                 \
    "<names><name><isPrimary>true</isPrimary><translations><translation><formattedFullName>ARTAVIL"          \
    "</formattedFullName></translation></translations></name></names>"

static void a_person_comes_out_with_everything(void **state)
{
    (void)state;
    list_test t;
    list_test_corpus(&t, "ofac_enhanced/whole.xml", "ofac-enhanced-xml");
    assert_string_equal(t.format->dataset(&t.file), "us_ofac_cons");
    const entity *e = list_test_find(&t, "ofac-9640");
    assert_int_equal(e->schema, SCHEMA_PERSON);
    assert_name(e, NAME_PRIMARY, "ABU TEIR, Mohammed");
    assert_name(e, NAME_ALIAS, "ABU TAIR, Mohammed Mahmud");
    assert_has(e, PROPERTY_BIRTH_DATE, "1951"); /* a year is no first of January */
    assert_has(e, PROPERTY_COUNTRY, "ps");
    assert_text(e->listings[0].program, "NS-PLC");
    assert_text(e->listings[0].listing_date, "2006-04-12"); /* the first of its lists */
    assert_text(t.job.result.date, "2026-07-27");
    assert_nothing_unknown(&t);
    list_test_close(&t);
}

static void a_ship_has_numbers_words_of_the_dictionary_and_owners(void **state)
{
    (void)state;
    list_test t;
    list_test_corpus(&t, "ofac_enhanced/whole.xml", "ofac-enhanced-xml");
    const entity *e = list_test_find(&t, "ofac-15036");
    assert_int_equal(e->schema, SCHEMA_VESSEL);
    assert_has(e, PROPERTY_IMO_NUMBER, "9187629");
    assert_has(e, PROPERTY_TYPE, "Tanker");
    assert_int_equal(e->link_count, 1);
    assert_int_equal(e->links[0].schema, SCHEMA_OWNERSHIP);
    assert_true(e->links[0].reversed);
    assert_text(e->links[0].target_id, "ofac-9640");
    list_test_close(&t);
}

static void what_is_not_known_is_counted(void **state)
{
    (void)state;
    list_test t;
    list_test_text(&t,
                   HEAD "<entity id=\"1\"><generalInfo><entityType>Vessel</entityType></generalInfo>" NAME
                        "<novelties/></entity>" TAIL,
                   "ofac-enhanced-xml");
    assert_int_equal(t.status, ITD_OK);
    assert_true(list_test_unknown(&t, "entity/novelties"));
    list_test_close(&t);
}

static void broken_files_are_refused_with_their_line(void **state)
{
    (void)state;
    assert_refused(HEAD "<entity><generalInfo><entityType>Vessel</entityType></generalInfo>" NAME
                        "</entity>" TAIL,
                   "test.list:2: <entity> without an id of digits");
    assert_refused(HEAD "<entity id=\"1\"><generalInfo><entityType>Wallet</entityType></generalInfo>" NAME
                        "</entity>" TAIL,
                   "entity 1 is of the type 'Wallet'");
    assert_refused(HEAD "<entity id=\"1\"><generalInfo/>" NAME "</entity>" TAIL, "is of the type ''");
    assert_refused(
        HEAD "<entity id=\"1\"><generalInfo><entityType>Entity</entityType></generalInfo></entity>" TAIL,
        "entity 1 has no primary name");
    assert_refused(HEAD
                   "<entity id=\"1\"><generalInfo><entityType>Vessel</entityType></generalInfo>" NAME
                   "</entity><entity id=\"1\"><generalInfo><entityType>Vessel</entityType></generalInfo>" NAME
                   "</entity>" TAIL,
                   "entity 1 is there twice");
    assert_refused("<sanctionsData><entities></entities></sanctionsData>", "no entries");
    assert_cuts_noticed(HEAD
                        "<entity id=\"1\"><generalInfo><entityType>Vessel</entityType></generalInfo>" NAME
                        "</entity>" TAIL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_person_comes_out_with_everything),
        cmocka_unit_test(a_ship_has_numbers_words_of_the_dictionary_and_owners),
        cmocka_unit_test(what_is_not_known_is_counted),
        cmocka_unit_test(broken_files_are_refused_with_their_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
