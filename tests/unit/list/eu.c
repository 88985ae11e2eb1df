#include "list_test.h"

#define HEAD                                                                                                 \
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"                                                           \
    "<export xmlns=\"http://eu.europa.ec/fpi/fsd/export\" "                                                  \
    "generationDate=\"2026-05-01T00:00:00.000+02:00\">\n"
#define PERSON_ATTRIBUTES                                                                                    \
    "<sanctionEntity unitedNationId=\"\" euReferenceNumber=\"EU.7510.16\" logicalId=\"135909\">"
#define REGULATIONS                                                                                          \
    "<regulation publicationDate=\"2022-02-25\" numberTitle=\"2022/332 (OJ L53)\" programme=\"UKR\"/>"       \
    "<regulation publicationDate=\"2024-03-12\" numberTitle=\"2024/849 (OJ L849)\" programme=\"UKR\"/>"
#define NAME_1                                                                                               \
    "<nameAlias wholeName=\"\xD0\x9F\xD0\xA3\xD0\xA2\xD0\x98\xD0\x9D\" strong=\"true\" "                     \
    "logicalId=\"135911\"/>"
#define NAME_2                                                                                               \
    "<nameAlias wholeName=\"Vladimir PUTIN\" strong=\"true\" gender=\"M\" function=\"President\" "           \
    "logicalId=\"135912\">"                                                                                  \
    "<regulationSummary publicationDate=\"2022-02-24\"/></nameAlias>"
#define NAME_3                                                                                               \
    "<nameAlias wholeName=\"Vladimir POUTINE\" strong=\"true\" nameLanguage=\"FR\" logicalId=\"100\"/>"
#define NAME_4 "<nameAlias wholeName=\"Vova\" strong=\"false\" logicalId=\"7\"/>"
#define REST                                                                                                 \
    "<subjectType code=\"person\" classificationCode=\"P\"/>"                                                \
    "<citizenship countryIso2Code=\"RU\" countryDescription=\"RUSSIAN FEDERATION\"/>"                        \
    "<citizenship countryIso2Code=\"00\" countryDescription=\"UNKNOWN\"/>"                                   \
    "<birthdate circa=\"false\" calendarType=\"GREGORIAN\" birthdate=\"1952-10-07\" dayOfMonth=\"7\" "       \
    "monthOfYear=\"10\""                                                                                     \
    " year=\"1952\" city=\"Leningrad\" countryIso2Code=\"00\" countryDescription=\"UNKNOWN\"/>"              \
    "<birthdate circa=\"true\" calendarType=\"GREGORIAN\" year=\"1953\" monthOfYear=\"\"/>"                  \
    "<birthdate calendarType=\"ISLAMIC\" year=\"1372\"/>"                                                    \
    "<identification number=\"A1234567\" identificationTypeCode=\"passport\" countryIso2Code=\"RU\" "        \
    "diplomatic=\"true\"/>"                                                                                  \
    "<identification number=\"500100732259\" identificationTypeCode=\"fiscalcode\" countryIso2Code=\"RU\"/>" \
    "<identification number=\"12-34\" identificationTypeCode=\"other\" "                                     \
    "countryIso2Code=\"00\"><remark>lost</remark></identification>"                                          \
    "<address countryIso2Code=\"00\" countryDescription=\"UNKNOWN\"/>"                                       \
    "<address street=\"Kremlin\" city=\"Moscow\" zipCode=\"103132\" countryIso2Code=\"RU\" "                 \
    "countryDescription=\"RUSSIAN FEDERATION\"/>"                                                            \
    "<remark>A remark</remark></sanctionEntity>\n"
#define FIRM                                                                                                 \
    "<sanctionEntity designationDate=\"2002-06-18\" euReferenceNumber=\"EU.3502.46\" logicalId=\"201\">"     \
    "<subjectType code=\"enterprise\" classificationCode=\"E\"/>"                                            \
    "<nameAlias wholeName=\"ANO\" strong=\"true\" logicalId=\"2\"/>"                                         \
    "<nameAlias firstName=\"Abu\" lastName=\"Nidal Organisation\" strong=\"true\" logicalId=\"3\"/>"         \
    "<identification number=\"6378969\" identificationTypeCode=\"imo\" countryIso2Code=\"00\"/>"             \
    "<identification number=\"SCERIRTHKSH\" identificationTypeCode=\"swiftbic\" "                            \
    "countryIso2Code=\"IR\"/></sanctionEntity>\n"
#define TAIL     "</export>\n"
#define WHOLE    HEAD PERSON_ATTRIBUTES REGULATIONS NAME_1 NAME_2 NAME_3 NAME_4 REST FIRM TAIL
#define SHUFFLED HEAD PERSON_ATTRIBUTES NAME_4 NAME_3 NAME_2 NAME_1 REGULATIONS REST FIRM TAIL

static void a_person_comes_out_with_everything(void **state)
{
    (void)state;
    list_test t;
    list_test_text(&t, WHOLE, "eu-fsf-xml");
    assert_int_equal(t.status, ITD_OK);
    const entity *e = list_test_find(&t, "eu-135909");
    assert_int_equal(e->schema, SCHEMA_PERSON);
    assert_name(e, NAME_PRIMARY, "Vladimir PUTIN");
    assert_name(e, NAME_ORIGINAL, "\xD0\x9F\xD0\xA3\xD0\xA2\xD0\x98\xD0\x9D");
    assert_name(e, NAME_WEAK, "Vova");
    assert_text(list_test_value(e, PROPERTY_ALIAS, "Vladimir POUTINE")->lang, "FR");
    assert_has(e, PROPERTY_CITIZENSHIP, "ru");
    assert_has(e, PROPERTY_GENDER, "male");
    assert_has(e, PROPERTY_POSITION, "President");
    assert_has(e, PROPERTY_BIRTH_DATE, "1952-10-07");
    assert_has(e, PROPERTY_BIRTH_DATE, "~1953");
    assert_has(e, PROPERTY_NOTES, "Date of birth: 1372 of the calendar ISLAMIC");
    assert_has(e, PROPERTY_BIRTH_PLACE, "Leningrad");
    assert_has(e, PROPERTY_INN_CODE, "500100732259");
    assert_text(list_test_value(e, PROPERTY_REGISTRATION_NUMBER, "12-34")->note, "other; lost");
    assert_text(list_test_value(e, PROPERTY_PASSPORT_NUMBER, "A1234567")->note, "diplomatic");
    assert_text(list_test_value(e, PROPERTY_PASSPORT_NUMBER, "A1234567")->country, "ru");
    assert_int_equal(e->address_count, 2);
    assert_text(e->addresses[1].full, "Kremlin, Moscow, 103132, Russia");
    assert_text(t.job.result.date, "2026-05-01");
    assert_nothing_unknown(&t);
    list_test_close(&t);
}

static void a_listing_counts_from_the_earliest_act_and_names_the_newest(void **state)
{
    (void)state;
    list_test t;
    list_test_text(&t, WHOLE, "eu-fsf-xml");
    const entity *e = list_test_find(&t, "eu-135909");
    assert_int_equal(e->listing_count, 1);
    assert_text(e->listings[0].program, "UKR");
    assert_text(e->listings[0].listing_date, "2022-02-24");
    assert_text(e->listings[0].legal_basis, "2024/849 (OJ L849)");
    assert_text(e->listings[0].authority_id, "EU.7510.16");
    assert_text(list_test_find(&t, "eu-201")->listings[0].listing_date, "2002-06-18");
    list_test_close(&t);
}

static void the_order_of_the_elements_does_not_matter(void **state)
{
    (void)state;
    list_test a, b;
    list_test_text(&a, WHOLE, "eu-fsf-xml");
    list_test_text(&b, SHUFFLED, "eu-fsf-xml");
    const entity *x = list_test_find(&a, "eu-135909"), *y = list_test_find(&b, "eu-135909");
    assert_int_equal(x->value_count, y->value_count);
    for (size_t i = 0; i < x->value_count; i++) {
        bool same = false;
        for (size_t k = 0; k < y->value_count; k++)
            same = same || (x->values[i].property == y->values[k].property &&
                            x->values[i].name_kind == y->values[k].name_kind &&
                            str_equal(x->values[i].text, y->values[k].text));
        assert_true(same);
    }
    assert_true(str_equal(x->listings[0].listing_date, y->listings[0].listing_date));
    assert_true(str_equal(x->listings[0].legal_basis, y->listings[0].legal_basis));
    list_test_close(&a);
    list_test_close(&b);
}

static void a_firm_has_numbers_and_a_name_made_of_parts(void **state)
{
    (void)state;
    list_test t;
    list_test_text(&t, WHOLE, "eu-fsf-xml");
    const entity *e = list_test_find(&t, "eu-201");
    assert_int_equal(e->schema, SCHEMA_ORGANIZATION);
    assert_has(e, PROPERTY_ALIAS, "Abu Nidal Organisation");
    assert_false(list_test_value(e, PROPERTY_IMO_NUMBER, "6378969")->invalid);
    assert_has(e, PROPERTY_SWIFT_BIC, "SCERIRTHKSH");
    list_test_close(&t);
}

static void drift_is_refused(void **state)
{
    (void)state;
    assert_refused(HEAD "<sanctionEntity><subjectType code=\"person\"/></sanctionEntity>" TAIL, "logicalId");
    assert_refused(HEAD "<sanctionEntity logicalId=\"1\"><nameAlias wholeName=\"A\"/></sanctionEntity>" TAIL,
                   "subjectType");
    assert_refused(HEAD
                   "<sanctionEntity logicalId=\"1\"><subjectType code=\"person\"/></sanctionEntity>" TAIL,
                   "nameAlias");
    assert_refused(HEAD TAIL, "no entries");
    assert_refused(HEAD "<sanctionedEntity/>" TAIL, "found <sanctionedEntity>");
    assert_refused("<export><row/></export>", "no known list format");
}

static void unknown_attributes_and_elements_are_reported(void **state)
{
    (void)state;
    list_test t;
    list_test_text(&t,
                   HEAD "<sanctionEntity logicalId=\"1\" mood=\"x\"><subjectType code=\"ghost\"/>"
                        "<nameAlias wholeName=\"A B\" tone=\"1\" "
                        "logicalId=\"1\"><accent/></nameAlias><hat/></sanctionEntity>" TAIL,
                   "eu-fsf-xml");
    assert_int_equal(t.status, ITD_OK);
    assert_true(list_test_unknown(&t, "sanctionEntity/@mood"));
    assert_true(list_test_unknown(&t, "sanctionEntity/hat"));
    assert_true(list_test_unknown(&t, "nameAlias/@tone"));
    assert_true(list_test_unknown(&t, "nameAlias/accent"));
    assert_true(list_test_unknown(&t, "subjectType/@code of another kind"));
    assert_int_equal(list_test_find(&t, "eu-1")->schema, SCHEMA_LEGAL_ENTITY);
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
        cmocka_unit_test(a_listing_counts_from_the_earliest_act_and_names_the_newest),
        cmocka_unit_test(the_order_of_the_elements_does_not_matter),
        cmocka_unit_test(a_firm_has_numbers_and_a_name_made_of_parts),
        cmocka_unit_test(drift_is_refused),
        cmocka_unit_test(unknown_attributes_and_elements_are_reported),
        cmocka_unit_test(every_cut_is_noticed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
