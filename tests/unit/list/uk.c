#include "list_test.h"

#define HEAD                                                                                                 \
    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Designations><DateGenerated>26/08/2026</DateGenerated>\n"
#define PERSON                                                                                               \
    "<Designation><LastUpdated>14/04/2026</LastUpdated><DateDesignated>25/01/2001</DateDesignated>"          \
    "<UniqueID>AFG0006</UniqueID><OFSIGroupID>7172</OFSIGroupID><UNReferenceNumber>TAi.002</"                \
    "UNReferenceNumber><Names>"                                                                              \
    "<Name><Name1>MOHAMMAD</Name1><Name2>HASSAN</Name2><Name6>AKHUND</Name6><NameType>Primary "              \
    "name</NameType></Name>"                                                                                 \
    "<Name><Name1>Mohammad</Name1><Name6>Akhund</Name6><NameType>Primary Name Variation</NameType></Name>"   \
    "<Name><Name6>Hassan</Name6><NameType>ALias</NameType><AliasStrength>Low quality "                       \
    "a.k.a</AliasStrength></Name>"                                                                           \
    "<Name><NameType>Alias</NameType></Name></Names>"                                                        \
    "<NonLatinNames><NonLatinName><NameNonLatinScript>\xD9\x85\xD8\xAD\xD9\x85\xD8\xAF</NameNonLatinScript>" \
    "</NonLatinName></NonLatinNames><Titles><Title>Mullah</Title></Titles>"                                  \
    "<RegimeName>The Afghanistan "                                                                           \
    "Regulations</RegimeName><IndividualEntityShip>Individual</IndividualEntityShip>"                        \
    "<SanctionsImposed>Asset freeze|Travel Ban</SanctionsImposed>"                                           \
    "<SanctionsImposedIndicators><AssetFreeze>true</AssetFreeze></SanctionsImposedIndicators>"               \
    "<UKStatementofReasons>Deputy Minister.</UKStatementofReasons>"                                          \
    "<Addresses><Address><AddressLine1>Street 1</AddressLine1><AddressLine6>Kabul</AddressLine6>"            \
    "<AddressCountry>Afghanistan</AddressCountry></Address></Addresses><IndividualDetails><Individual>"      \
    "<DOBs><DOB>dd/mm/1945</DOB><DOB>01/03/1958</DOB></DOBs><PassportDetails><Passport>"                     \
    "<PassportNumber>P04581926</PassportNumber><PassportAdditionalInformation>lost</"                        \
    "PassportAdditionalInformation>"                                                                         \
    "</Passport><Passport><PassportNumber>P04581926</PassportNumber></Passport></PassportDetails>"           \
    "<NationalIdentifierDetails><NationalIdentifier><NationalIdentifierNumber>12345</"                       \
    "NationalIdentifierNumber>"                                                                              \
    "</NationalIdentifier></NationalIdentifierDetails><Nationalities><Nationality>Afghanistan</Nationality>" \
    "</Nationalities><Positions><Position>Minister</Position></Positions><Genders><Gender>Male</Gender></"   \
    "Genders>"                                                                                               \
    "<BirthDetails><Location><TownOfBirth>Lakhi</TownOfBirth><CountryOfBirth>Afghanistan</CountryOfBirth></" \
    "Location>"                                                                                              \
    "</BirthDetails></Individual></IndividualDetails></Designation>\n"
#define FIRM                                                                                                 \
    "<Designation><DateDesignated>29/06/2012</DateDesignated><UniqueID>AFG0001</UniqueID><Names>"            \
    "<Name><Name6>MONEY EXCHANGE</Name6><NameType>Primary Name</NameType></Name></Names>"                    \
    "<RegimeName>R</RegimeName><IndividualEntityShip>Entity</IndividualEntityShip><EntityDetails><Entity>"   \
    "<BusinessRegistrationNumbers><BusinessRegistrationNumber>BR-99</BusinessRegistrationNumber>"            \
    "</BusinessRegistrationNumbers><ParentCompanies><ParentCompany>Holding</ParentCompany></"                \
    "ParentCompanies>"                                                                                       \
    "<Subsidiaries><Subsidiary>Branch</Subsidiary></Subsidiaries></Entity></EntityDetails>"                  \
    "<Websites><Website>http://example.org</Website></Websites></Designation>\n"
#define SHIP                                                                                                 \
    "<Designation><DateDesignated>03/10/2017</DateDesignated><UniqueID>DPR0075</UniqueID><Names>"            \
    "<Name><Name6>Petrel 8</Name6><NameType>Primary "                                                        \
    "name</NameType></Name></Names><RegimeName>R</RegimeName>"                                               \
    "<IndividualEntityShip>Ship</"                                                                           \
    "IndividualEntityShip><ShipDetails><Ship><IMONumbers><IMONumber>IMO9562233</IMONumber>"                  \
    "</IMONumbers><CurrentBelievedFlagOfShips><CurrentBelievedFlagOfShip>Comoros</"                          \
    "CurrentBelievedFlagOfShip>"                                                                             \
    "</CurrentBelievedFlagOfShips><CurrentOwnerOperators><CurrentOwnerOperator>Shipping "                    \
    "India</CurrentOwnerOperator>"                                                                           \
    "</CurrentOwnerOperators><YearsBuilt><YearBuilt>2011</YearBuilt></YearsBuilt></Ship></ShipDetails></"    \
    "Designation>\n"
#define TAIL  "</Designations>\n"
#define WHOLE HEAD PERSON FIRM SHIP TAIL

static void a_person_comes_out_with_everything(void **state)
{
    (void)state;
    list_test t;
    list_test_text(&t, WHOLE, "uk-xml");
    assert_int_equal(t.status, ITD_OK);
    const entity *e = list_test_find(&t, "gb-AFG0006");
    assert_int_equal(e->schema, SCHEMA_PERSON);
    assert_name(e, NAME_PRIMARY, "MOHAMMAD HASSAN AKHUND");
    assert_name(e, NAME_ALIAS, "Mohammad Akhund");
    assert_name(e, NAME_WEAK, "Hassan");
    assert_name(e, NAME_ORIGINAL, "\xD9\x85\xD8\xAD\xD9\x85\xD8\xAF");
    assert_int_equal(list_test_totals(&t).names, 6);
    assert_has(e, PROPERTY_BIRTH_DATE, "1945");
    assert_has(e, PROPERTY_BIRTH_DATE, "1958-03-01");
    assert_has(e, PROPERTY_PASSPORT_NUMBER, "P04581926");
    assert_has(e, PROPERTY_ID_NUMBER, "12345");
    assert_has(e, PROPERTY_NATIONALITY, "af");
    assert_has(e, PROPERTY_TITLE, "Mullah");
    assert_has(e, PROPERTY_BIRTH_PLACE, "Lakhi, Afghanistan");
    assert_has(e, PROPERTY_NOTES, "Sanctions imposed: Asset freeze|Travel Ban");
    assert_text(e->addresses[0].full, "Street 1, Kabul, Afghanistan");
    assert_text(e->listings[0].program, "The Afghanistan Regulations");
    assert_text(e->listings[0].listing_date, "2001-01-25");
    assert_text(e->listings[0].reason, "Deputy Minister.");
    assert_text(t.job.result.date, "2026-08-26");
    assert_nothing_unknown(&t);
    list_test_close(&t);
}

static void a_firm_has_links_and_a_ship_its_numbers(void **state)
{
    (void)state;
    list_test t;
    list_test_text(&t, WHOLE, "uk-xml");
    const entity *e = list_test_find(&t, "gb-AFG0001");
    assert_has(e, PROPERTY_REGISTRATION_NUMBER, "BR-99");
    assert_has(e, PROPERTY_WEBSITE, "http://example.org");
    assert_int_equal(e->link_count, 2);
    assert_text(e->links[0].target_name, "Holding");
    assert_true(e->links[0].reversed);
    assert_int_equal(e->links[0].schema, SCHEMA_OWNERSHIP);
    assert_text(e->links[1].target_name, "Branch");
    assert_false(e->links[1].reversed);
    e = list_test_find(&t, "gb-DPR0075");
    assert_int_equal(e->schema, SCHEMA_VESSEL);
    assert_false(list_test_value(e, PROPERTY_IMO_NUMBER, "IMO9562233")->invalid);
    assert_has(e, PROPERTY_FLAG, "km");
    assert_has(e, PROPERTY_BUILD_DATE, "2011");
    list_test_close(&t);
}

static void drift_is_refused(void **state)
{
    (void)state;
    assert_refused(HEAD "<Designation><IndividualEntityShip>Ship</IndividualEntityShip></Designation>" TAIL,
                   "UniqueID");
    assert_refused(HEAD "<Designation><UniqueID>A</UniqueID></Designation>" TAIL,
                   "expected Individual, Entity or Ship");
    assert_refused(HEAD "<Designation><UniqueID>A</UniqueID><IndividualEntityShip>Ship</"
                        "IndividualEntityShip></Designation>" TAIL,
                   "a name");
    assert_refused(HEAD TAIL, "no entries");
    assert_refused(HEAD "<Row/>" TAIL, "found <Row>");
}

static void an_unknown_element_is_reported(void **state)
{
    (void)state;
    list_test t;
    list_test_text(
        &t,
        HEAD "<Designation><UniqueID>A1</UniqueID><IndividualEntityShip>Entity</IndividualEntityShip><Names>"
             "<Name><Name6>X</Name6><Name7>Y</Name7></Name></Names><Mood>m</Mood></Designation>" TAIL,
        "uk-xml");
    assert_int_equal(t.status, ITD_OK);
    assert_true(list_test_unknown(&t, "Name/Name7"));
    assert_true(list_test_unknown(&t, "Designation/Mood"));
    list_test_close(&t);
}

static void a_ship_listed_by_its_number_has_number_and_name(void **state)
{
    (void)state;
    list_test t;
    list_test_text(
        &t,
        HEAD "<Designation><UniqueID>A1</UniqueID><IndividualEntityShip>Ship</IndividualEntityShip><Names>"
             "<Name><Name6>IMO 9291262 (\"SILVAR\")</Name6><NameType>Primary Name</NameType></Name></Names>"
             "</Designation>" TAIL,
        "uk-xml");
    assert_int_equal(t.status, ITD_OK);
    const entity *e = list_test_find(&t, "gb-A1");
    assert_has(e, PROPERTY_IMO_NUMBER, "9291262");
    assert_true(list_test_value(e, PROPERTY_ALIAS, "SILVAR")->derived);
    assert_int_equal(list_test_totals(&t).names, 1);
    list_test_close(&t);
}

static void every_cut_of_the_xml_is_noticed(void **state)
{
    (void)state;
    assert_cuts_noticed(WHOLE);
}

/* ---- CSV ---- */

#define CSV_HEAD                                                                                             \
    "Report Date: 26/08/2026\r\n"                                                                            \
    "Last Updated,Unique ID,UN Reference Number,Name 6,Name 1,Name 2,Name type,Alias strength,"              \
    "Name non-latin script,Regime Name,\"Individual, Entity, Ship\",Date "                                   \
    "Designated,D.O.B,Nationality(/ies),"                                                                    \
    "Passport number,Address Line 1,Address Country,IMO number,Position\r\n"

static const char UK_CSV[] = CSV_HEAD "14/04/2026,RUS0251,,PUTIN,Vladimir,,Primary Name,,,The Russia "
                                      "Regulations,Individual,25/02/2022,07/10/1952,"
                                      "Russia,,Kremlin,Russia,,(1) President (2) Commander\r\n"
                                      "14/04/2026,RUS3009,,KIRILL LAVROV,,,Primary Name,,,The Russia "
                                      "Regulations,Ship,25/02/2024,,,,,,IMO9562233,\r\n"
                                      "14/04/2026,RUS0251,,PUTIN,V.,,Alias,Low quality "
                                      "a.k.a,\xD0\x9F\xD1\x83,The Russia Regulations,Individual,25/02/2022,"
                                      "07/10/1952,Russia,,Kremlin,Russia,,\r\n";

static void rows_of_one_id_make_one_entity(void **state)
{
    (void)state;
    list_test t;
    list_test_text(&t, UK_CSV, "uk-csv");
    if (t.status != ITD_OK)
        fail_msg("%s", t.error.message);
    assert_int_equal(t.job.result.entity_count, 2);
    const entity *e = list_test_find(&t, "gb-RUS0251");
    assert_name(e, NAME_PRIMARY, "Vladimir PUTIN");
    assert_name(e, NAME_WEAK, "V. PUTIN");
    assert_name(e, NAME_ORIGINAL, "\xD0\x9F\xD1\x83");
    assert_int_equal(e->address_count, 1);
    assert_has(e, PROPERTY_BIRTH_DATE, "1952-10-07");
    assert_has(e, PROPERTY_POSITION, "President");
    assert_has(e, PROPERTY_POSITION, "Commander");
    assert_int_equal(list_test_totals(&t).names, 4);
    assert_text(t.job.result.date, "2026-08-26");
    e = list_test_find(&t, "gb-RUS3009");
    assert_int_equal(e->schema, SCHEMA_VESSEL);
    assert_has(e, PROPERTY_IMO_NUMBER, "IMO9562233");
    assert_nothing_unknown(&t);
    list_test_close(&t);
}

static void drift_of_the_csv_is_refused(void **state)
{
    (void)state;
    assert_refused("Report Date: 26/08/2026\nUnique ID,Name 6,Regime Name,Designation Type\nA,B,C,Ship\n",
                   "no column 'Name type'");
    assert_refused(CSV_HEAD, "no entries");
    assert_refused(CSV_HEAD ",,,X,,,,,,,Ship,,,,,,,,\n", "Unique ID");
    assert_refused(CSV_HEAD ",A1,,X,,,,,,,Ship,,,,,,,\n", "the row has 18 fields, the header 19");
    assert_refused(CSV_HEAD ",A1,,,,,,,,,Ship,,,,,,,,\n", "gb-A1 has no name");
    assert_refused(CSV_HEAD ",A1,,X,,,,,,,Boat,,,,,,,,\n", "expected Individual, Entity or Ship");
}

static void an_unknown_column_is_reported(void **state)
{
    (void)state;
    list_test t;
    list_test_text(&t,
                   "Unique ID,Name 6,Name type,Regime Name,Designation Type,Shoe size\n"
                   "A1,X,Primary Name,R,Entity,43\n",
                   "uk-csv");
    assert_int_equal(t.status, ITD_OK);
    assert_true(list_test_unknown(&t, "Shoe size"));
    list_test_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_person_comes_out_with_everything),
        cmocka_unit_test(a_firm_has_links_and_a_ship_its_numbers),
        cmocka_unit_test(drift_is_refused),
        cmocka_unit_test(an_unknown_element_is_reported),
        cmocka_unit_test(a_ship_listed_by_its_number_has_number_and_name),
        cmocka_unit_test(every_cut_of_the_xml_is_noticed),
        cmocka_unit_test(rows_of_one_id_make_one_entity),
        cmocka_unit_test(drift_of_the_csv_is_refused),
        cmocka_unit_test(an_unknown_column_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
