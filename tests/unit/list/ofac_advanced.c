/* OFAC's Advanced XML: a typed-in database of two parties, and the fixture where the shared data are. */
#include "ofac_test.h"

#define WORDS                                                                                                \
    "<ReferenceValueSets><AliasTypeValues><AliasType ID='1400'>A.K.A.</AliasType><AliasType ID='1403'>Name"  \
    "</AliasType></AliasTypeValues><CountryValues><Country ID='1' ISO2='IR'>Iran</Country></CountryValues>"  \
    "<DetailReferenceValues><DetailReference ID='91526'>Male</DetailReference></DetailReferenceValues>"      \
    "<FeatureTypeValues><FeatureType ID='8'>Birthdate</FeatureType><FeatureType "                            \
    "ID='224'>Gender</FeatureType>"                                                                          \
    "<FeatureType ID='25'>Location</FeatureType><FeatureType ID='10'>Nationality Country</FeatureType>"      \
    "<FeatureType ID='14'>SWIFT/BIC</FeatureType></FeatureTypeValues>"                                       \
    "<IDRegDocDateTypeValues><IDRegDocDateType ID='1480'>Issue Date</IDRegDocDateType><IDRegDocDateType "    \
    "ID='1481'>Expiration Date</IDRegDocDateType></IDRegDocDateTypeValues>"                                  \
    "<IDRegDocTypeValues><IDRegDocType ID='1571'>Passport</IDRegDocType></IDRegDocTypeValues>"               \
    "<LegalBasisValues><LegalBasis ID='5'>Executive Order 13224</LegalBasis></LegalBasisValues>"             \
    "<LocPartTypeValues><LocPartType ID='1451'>ADDRESS1</LocPartType><LocPartType "                          \
    "ID='1454'>CITY</LocPartType>"                                                                           \
    "</LocPartTypeValues><NamePartTypeValues><NamePartType ID='1520'>Last Name</NamePartType><NamePartType " \
    "ID='1521'>First Name</NamePartType><NamePartType ID='1525'>Entity "                                     \
    "Name</NamePartType></NamePartTypeValues>"                                                               \
    "<PartySubTypeValues><PartySubType ID='4' PartyTypeID='1'>Unknown</PartySubType><PartySubType ID='3' "   \
    "PartyTypeID='2'>Unknown</PartySubType></PartySubTypeValues><PartyTypeValues><PartyType "                \
    "ID='1'>Individual"                                                                                      \
    "</PartyType><PartyType ID='2'>Entity</PartyType></PartyTypeValues><RelationTypeValues><RelationType "   \
    "ID='15001'>Leader or official of</RelationType><RelationType ID='15002'>Owned or Controlled By"         \
    "</RelationType></RelationTypeValues><SanctionsTypeValues><SanctionsType ID='1'>Program</SanctionsType>" \
    "</SanctionsTypeValues><ScriptValues><Script ID='215'>Latin</Script><Script ID='160'>Arabic</Script>"    \
    "</ScriptValues><ValidityValues><Validity ID='1'>Valid</Validity></ValidityValues></ReferenceValueSets>"

#define LOCATIONS                                                                                            \
    "<Locations><Location ID='9'><LocationCountry CountryID='1'/><LocationPart LocPartTypeID='1454'>"        \
    "<LocationPartValue><Value>Tehran</Value></LocationPartValue></LocationPart></Location></Locations>"

#define DOCUMENTS                                                                                            \
    "<IDRegDocuments><IDRegDocument ID='1' IDRegDocTypeID='1571' IdentityID='71' IssuedBy-CountryID='1'>"    \
    "<IDRegistrationNo>A1234</IDRegistrationNo><DocumentDate IDRegDocDateTypeID='1480'><DatePeriod><Start>"  \
    "<From><Year>2001</Year><Month>1</Month><Day>2</Day></From></Start></DatePeriod></DocumentDate>"         \
    "</IDRegDocument></IDRegDocuments>"

#define PART(group, script, text)                                                                            \
    "<DocumentedNamePart><NamePartValue NamePartGroupID='" group "' ScriptID='" script "'>" text             \
    "</NamePartValue></DocumentedNamePart>"
#define POINT(name, y, m, d) "<" name "><Year>" y "</Year><Month>" m "</Month><Day>" d "</Day></" name ">"

#define PARTIES                                                                                                                                         \
    "<DistinctParties><DistinctParty FixedRef='7'><Profile ID='7' PartySubTypeID='4'><Identity ID='71'>"                                                \
    "<Alias AliasTypeID='1403' Primary='true' LowQuality='false'><DocumentedName>" PART("1", "215",                                                     \
                                                                                        "SAMPLE")                                                       \
        PART("2", "215", "Ann") "</DocumentedName><DocumentedName>" PART(                                                                               \
            "1",                                                                                                                                        \
            "160", "\xD8\xB3\xD8\xA7") "</DocumentedName></Alias>"                                                                                      \
                                       "<Alias AliasTypeID='1400' Primary='false' "                                                                     \
                                       "LowQuality='true'><DocumentedName>" PART(                                                                       \
                                           "1", "215",                                                                                                  \
                                           "SAM") "</DocumentedName></"                                                                                 \
                                                  "Alias><NamePartGroups><MasterNamePartGroup><"                                                        \
                                                  "NamePartGroup "                                                                                      \
                                                  "ID='1' "                                                                                             \
                                                  "NamePartTypeID='1520'/></"                                                                           \
                                                  "MasterNamePartGroup><MasterNamePartGroup><"                                                          \
                                                  "NamePartGroup ID='2' "                                                                               \
                                                  "NamePartTypeID='1521'/></MasterNamePartGroup></"                                                     \
                                                  "NamePartGroups></Identity>"                                                                          \
                                                  "<Feature "                                                                                           \
                                                  "FeatureTypeID='8'><FeatureVersion><DatePeriod><"                                                     \
                                                  "Start Approximate='true'>" POINT("From", "1951", "1", "1") "</Start><End Approximate='true'>" POINT( \
                                                      "To", "1951",                                                                                     \
                                                      "12", "31") "</End></DatePeriod></"                                                               \
                                                                  "FeatureVersion></Feature>"                                                           \
                                                                  "<Feature "                                                                           \
                                                                  "FeatureTypeID='8'><"                                                                 \
                                                                  "FeatureVersion><DatePeriod><"                                                        \
                                                                  "Start>" POINT("From", "1960", "2", "1") "</Start><End>" POINT(                       \
                                                                      "To", "1960", "2",                                                                \
                                                                      "29") "</End></"                                                                  \
                                                                            "DatePeriod></"                                                             \
                                                                            "FeatureVersion></"                                                         \
                                                                            "Feature>"                                                                  \
                                                                            "<Feature "                                                                 \
                                                                            "FeatureTypeID='"                                                           \
                                                                            "224'><"                                                                    \
                                                                            "FeatureVersion><"                                                          \
                                                                            "VersionDetail "                                                            \
                                                                            "DetailReferenceID="                                                        \
                                                                            "'91526'/></"                                                               \
                                                                            "FeatureVersion>"                                                           \
                                                                            "</"                                                                        \
                                                                            "Feature><Feature "                                                         \
                                                                            "FeatureTypeID='25'"                                                        \
                                                                            "><FeatureVersion><"                                                        \
                                                                            "VersionLocation "                                                          \
                                                                            "LocationID='9'/></"                                                        \
                                                                            "FeatureVersion>"                                                           \
                                                                            "</"                                                                        \
                                                                            "Feature><Feature "                                                         \
                                                                            "FeatureTypeID='10'"                                                        \
                                                                            "><FeatureVersion><"                                                        \
                                                                            "VersionLocation "                                                          \
                                                                            "LocationID='9'/></"                                                        \
                                                                            "FeatureVersion>"                                                           \
                                                                            "</Feature></"                                                              \
                                                                            "Profile></"                                                                \
                                                                            "DistinctParty>"                                                            \
                                                                            "<DistinctParty "                                                           \
                                                                            "FixedRef='8'><"                                                            \
                                                                            "Profile ID='8' "                                                           \
                                                                            "PartySubTypeID='3'"                                                        \
                                                                            "><Identity "                                                               \
                                                                            "ID='81'><Alias "                                                           \
                                                                            "AliasTypeID='1403'"                                                        \
                                                                            " "                                                                         \
                                                                            "Primary='true'><"                                                          \
                                                                            "DocumentedName"                                                            \
                                                                            ">" PART("3", "215",                                                        \
                                                                                     "SAMPLE "                                                          \
                                                                                     "TRADING") "</"                                                    \
                                                                                                "Doc"                                                   \
                                                                                                "ume"                                                   \
                                                                                                "nte"                                                   \
                                                                                                "dNa"                                                   \
                                                                                                "me>"                                                   \
                                                                                                "</"                                                    \
                                                                                                "Ali"                                                   \
                                                                                                "as>"                                                   \
                                                                                                "</"                                                    \
                                                                                                "Ide"                                                   \
                                                                                                "nti"                                                   \
                                                                                                "ty>"                                                   \
                                                                                                "<Mo"                                                   \
                                                                                                "od>"                                                   \
                                                                                                "odd"                                                   \
                                                                                                "</"                                                    \
                                                                                                "Moo"                                                   \
                                                                                                "d><"                                                   \
                                                                                                "/Pr"                                                   \
                                                                                                "ofi"                                                   \
                                                                                                "le>"                                                   \
                                                                                                "</"                                                    \
                                                                                                "Dis"                                                   \
                                                                                                "tin"                                                   \
                                                                                                "ctP"                                                   \
                                                                                                "art"                                                   \
                                                                                                "y><"                                                   \
                                                                                                "/Di"                                                   \
                                                                                                "sti"                                                   \
                                                                                                "nct"                                                   \
                                                                                                "Par"                                                   \
                                                                                                "tie"                                                   \
                                                                                                "s>"

#define REST                                                                                                 \
    "<ProfileRelationships><ProfileRelationship From-ProfileID='7' To-ProfileID='8' RelationTypeID='15001' " \
    "Former='true'/><ProfileRelationship From-ProfileID='8' To-ProfileID='7' RelationTypeID='15002'/>"       \
    "<ProfileRelationship From-ProfileID='8' To-ProfileID='99' "                                             \
    "RelationTypeID='15002'/></ProfileRelationships>"                                                        \
    "<SanctionsEntries><SanctionsEntry ProfileID='7' ListID='1550'><EntryEvent LegalBasisID='5'><Date>"      \
    "<Year>2020</Year><Month>3</Month><Day>4</Day></Date></EntryEvent><SanctionsMeasure "                    \
    "SanctionsTypeID='1'>"                                                                                   \
    "<Comment>SDGT</Comment></SanctionsMeasure></SanctionsEntry></SanctionsEntries>"

static void parties_come_out_with_what_refers_to_them(void **state)
{
    (void)state;
    list_test t;
    str text = str_of(
        "<Sanctions><DateOfIssue><Year>2026</Year><Month>7</Month><Day>24</Day></DateOfIssue>" WORDS LOCATIONS
            DOCUMENTS PARTIES REST "</Sanctions>");
    if (list_test_text(&t, "a.xml", text) != ITD_OK)
        fail_msg("%s", t.error.message);
    const entity *e = find_entity(&t, "ofac-7"), *trading = find_entity(&t, "ofac-8");
    assert_true(str_is(t.job.result.date, "2026-07-24"));
    assert_int_equal(SCHEMA_PERSON, e->schema);
    assert_int_equal(SCHEMA_ORGANIZATION, trading->schema);
    assert_int_equal(NAME_PRIMARY, find_value(e, PROPERTY_NAME, "SAMPLE, Ann")->name_kind);
    assert_int_equal(NAME_ORIGINAL, find_value(e, PROPERTY_NAME, "\xD8\xB3\xD8\xA7")->name_kind);
    assert_non_null(find_value(e, PROPERTY_WEAK_ALIAS, "SAM"));
    assert_non_null(find_value(e, PROPERTY_BIRTH_DATE, "~1951"));
    assert_non_null(find_value(e, PROPERTY_BIRTH_DATE, "1960-02"));
    assert_non_null(find_value(e, PROPERTY_GENDER, "male"));
    assert_non_null(find_value(e, PROPERTY_NATIONALITY, "ir"));
    assert_true(str_is(e->addresses[0].city, "Tehran") && str_is(e->addresses[0].country, "ir"));
    assert_true(
        str_is(find_value(e, PROPERTY_PASSPORT_NUMBER, "A1234")->note, "Passport, issued 2001-01-02"));
    assert_int_equal(SCHEMA_DIRECTORSHIP, e->links[0].schema);
    assert_true(str_is(e->links[0].role, "former: Leader or official of"));
    assert_true(str_is(e->links[0].target_id, "ofac-8"));
    assert_int_equal(SCHEMA_OWNERSHIP, trading->links[0].schema);
    assert_true(trading->links[0].reversed);
    assert_int_equal(1, t.job.result.skipped_count);
    assert_true(has_program(e, "SDGT"));
    assert_true(str_is(e->listings[0].listing_date, "2020-03-04"));
    assert_true(str_is(e->listings[0].legal_basis, "Executive Order 13224"));
    assert_int_equal(1, t.job.result.unknown_count);
    assert_true(str_is(t.job.result.unknown_fields[0].what, "Profile/Mood"));
    list_test_free(&t);
}

static void refused(const char *text, const char *message)
{
    list_test t;
    assert_int_equal(ITD_ERROR_INPUT, list_test_text(&t, "a.xml", str_of(text)));
    if (!strstr(t.error.message, message))
        print_error("%s\n", t.error.message);
    assert_non_null(strstr(t.error.message, message));
    list_test_free(&t);
}

static void a_changed_format_is_an_error(void **state)
{
    (void)state;
    refused("<Sanctions/>", "a.xml: the list has no entries");
    refused("<Sanctions DeltaBaseVersion='3'/>",
            "a.xml:1: found <Sanctions>, expected <Sanctions>, whole and not a delta");
    refused("<Sanctions><DistinctParties><DistinctParty FixedRef='1'/></DistinctParties></Sanctions>",
            "a.xml:1: <DistinctParty> without <Profile>");
    refused("<Sanctions><DistinctParties>\n<DistinctParty FixedRef='1'><Profile ID='1' PartySubTypeID='4'/>"
            "</DistinctParty></DistinctParties></Sanctions>",
            "a.xml:2: PartySubTypeID '4' is no individual");
    refused("<Sanctions>" WORDS
            "<DistinctParties><DistinctParty FixedRef='1'><Profile ID='1' PartySubTypeID='4'/>"
            "</DistinctParty></DistinctParties></Sanctions>",
            "party 1 has no primary name");
}

static void the_fixture_is_read_whole(void **state)
{
    (void)state;
    static const char *const files[] = {"ofac_advanced/sdn-advanced-fixture.xml", NULL};
    list_test t;
    if (!shared_lists())
        return;
    assert_int_equal(ITD_OK, list_test_open(&t, files));
    assert_int_equal(3, t.job.result.entity_count);
    assert_int_equal(8, count_names(&t, NAME_NOT_A_NAME));
    assert_int_equal(1, count_names(&t, NAME_WEAK));
    assert_int_equal(1, count_names(&t, NAME_ORIGINAL));
    assert_int_equal(3, count_addresses(&t));
    assert_int_equal(0, t.job.result.unknown_count);
    const entity *e = find_entity(&t, "ofac-2002");
    assert_non_null(find_value(e, PROPERTY_NAME, "Example, Jordan"));
    assert_non_null(find_value(e, PROPERTY_BIRTH_DATE, "1980-05-20"));
    assert_true(str_is(find_entity(&t, "ofac-1001")->listings[1].program, "DEMO-SECONDARY"));
    assert_true(str_is(e->listings[0].listing_date, "2026-07-13"));
    list_test_free(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parties_come_out_with_what_refers_to_them),
        cmocka_unit_test(a_changed_format_is_an_error),
        cmocka_unit_test(the_fixture_is_read_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
