/* The OFAC readers on small typed-in lists. The records are invented but for their shape. */
#include "ofac_test.h"

#define XML(body)                                                                                            \
    str_of("<?xml version=\"1.0\"?><sdnList xmlns=\"urn:x\"><publshInformation><Publish_Date>07/24/2026"     \
           "</Publish_Date><Record_Count>1</Record_Count></publshInformation>" body "</sdnList>")

static void a_classic_entry_gives_all_its_parts(void **state)
{
    (void)state;
    list_test t;
    str text = XML(
        "<sdnEntry><uid>77</uid><firstName>Ann</firstName><lastName>SAMPLE</lastName><title>Director</title>"
        "<sdnType>Individual</sdnType><remarks>(Linked To: SAMPLE TRADING)</remarks>"
        "<programList><program>SDGT</program><program>SDGT</program><program>IFSR</program></programList>"
        "<idList><id><uid>1</uid><idType>Passport</idType><idNumber>A123</idNumber><idCountry>Korea, North"
        "</idCountry><issueDate>01 Jan 2001</issueDate><expirationDate>2011</expirationDate></id>"
        "<id><uid>2</uid><idType>Gender</idType><idNumber>Female</idNumber></id>"
        "<id><uid>3</uid><idType>Digital Currency Address - "
        "XBT</idType><idNumber>12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h"
        "</idNumber></id><id><uid>4</uid><idType>Never seen "
        "before</idType><idNumber>9</idNumber></id></idList>"
        "<akaList><aka><uid>5</uid><type>a.k.a.</type><category>weak</category><lastName>SAM</lastName></aka>"
        "<aka><uid>6</uid><type>f.k.a.</type><category>strong</category><lastName>OLD</"
        "lastName><firstName>Ann"
        "</firstName></aka></akaList>"
        "<addressList><address><uid>7</uid></address><address><uid>8</uid><address1>1 "
        "Road</address1><address2>Flat 2"
        "</address2><city>Town</city><postalCode>99</postalCode><country>Man, Isle "
        "of</country></address></addressList>"
        "<dateOfBirthList><dateOfBirthItem><uid>9</uid><dateOfBirth>circa 1951</dateOfBirth><mainEntry>true"
        "</mainEntry></dateOfBirthItem></dateOfBirthList></sdnEntry>");
    assert_int_equal(ITD_OK, list_test_text(&t, "a.xml", text));
    const entity *e = find_entity(&t, "ofac-77");
    assert_non_null(find_value(e, PROPERTY_NAME, "SAMPLE, Ann"));
    assert_non_null(find_value(e, PROPERTY_LAST_NAME, "SAMPLE"));
    assert_non_null(find_value(e, PROPERTY_TOPICS, "sanction"));
    assert_int_equal(2, e->listing_count);
    assert_true(str_is(e->listings[0].authority, "Office of Foreign Assets Control"));
    const entity_value *passport = find_value(e, PROPERTY_PASSPORT_NUMBER, "A123");
    assert_true(str_is(passport->country, "kp"));
    assert_true(str_is(passport->note, "Passport, issued 01 Jan 2001 expires 2011"));
    assert_non_null(find_value(e, PROPERTY_GENDER, "female"));
    assert_true(
        str_is(find_value(e, PROPERTY_PUBLIC_KEY, "12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h")->note, "XBT"));
    assert_non_null(find_value(e, PROPERTY_NOTES, "Never seen before 9"));
    assert_int_equal(NAME_WEAK, find_value(e, PROPERTY_WEAK_ALIAS, "SAM")->name_kind);
    assert_int_equal(NAME_FORMER, find_value(e, PROPERTY_PREVIOUS_NAME, "OLD, Ann")->name_kind);
    assert_int_equal(1, e->address_count);
    assert_true(str_is(e->addresses[0].full, "1 Road, Flat 2, Town 99, Man, Isle of"));
    assert_true(str_is(e->addresses[0].country, "im"));
    assert_non_null(find_value(e, PROPERTY_BIRTH_DATE, "~1951"));
    assert_true(has_link_to(e, "SAMPLE TRADING"));
    assert_true(str_is(t.job.result.date, "2026-07-24"));
    assert_int_equal(0, t.job.result.warning_count);
    list_test_free(&t);
}

static void refused(const char *path, str text, const char *message)
{
    list_test t;
    assert_int_equal(ITD_ERROR_INPUT, list_test_text(&t, path, text));
    if (!strstr(t.error.message, message))
        print_error("%s\n", t.error.message);
    assert_non_null(strstr(t.error.message, message));
    list_test_free(&t);
}

static void a_changed_classic_format_is_an_error(void **state)
{
    (void)state;
    refused("a.xml", XML(""), "a.xml: the list has no entries");
    refused("a.xml", XML("\n<sdnEntry><lastName>X</lastName><sdnType>Entity</sdnType></sdnEntry>"),
            "a.xml:2: <sdnEntry> without <uid>");
    refused("a.xml", XML("<sdnEntry><uid>1</uid><sdnType>Entity</sdnType></sdnEntry>"),
            "entry 1 has no <lastName>");
    refused("a.xml", XML("<sdnEntry><uid>1</uid><lastName>X</lastName></sdnEntry>"), "entry 1: <sdnType> ''");
    refused("a.xml", XML("<sdnEntry><uid>1</uid><lastName>X</lastName><sdnType>Robot</sdnType></sdnEntry>"),
            "'Robot'; expected Individual, Entity, Vessel or Aircraft");
    refused("a.xml", str_of("<otherList/>"), "a.xml: no known list format");
}

static void an_unknown_element_is_reported_and_the_rest_read(void **state)
{
    (void)state;
    list_test t;
    str text = XML("<sdnEntry><uid>1</uid><lastName>X</lastName><sdnType>Entity</sdnType><colour>red</"
                   "colour></sdnEntry>");
    assert_int_equal(ITD_OK, list_test_text(&t, "a.xml", text));
    assert_int_equal(1, t.job.result.entity_count);
    assert_int_equal(1, t.job.result.unknown_count);
    assert_true(str_is(t.job.result.unknown_fields[0].what, "sdnEntry/colour"));
    list_test_free(&t);
}

#define ROW(remarks)                                                                                         \
    "7,\"SAMPLE\",\"individual\",\"IRAN] [SDGT\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"" remarks "\"\r\n\x1a"
#define SHIP(columns) "8,\"OLD SHIP\",\"vessel\",\"IRAN\"," columns "\r\n\x1a"

static void remarks_are_taken_apart(void **state)
{
    (void)state;
    list_test t;
    assert_int_equal(
        ITD_OK,
        list_test_text(
            &t, "sdn.csv",
            str_of(
                ROW("DOB 01 Jan 1960 to 31 Dec 1963; alt. DOB 1979-1982; DOB circa 1951; POB Oran, Algeria; "
                    "nationality Korea, North; citizen Iran; Gender Male; "
                    "Passport RL 1622 (Lebanon) issued 31 Jul 2000 expires 2005; Diplomatic Passport 77; "
                    "Passport issued in Sarajevo; Tax ID No. 12 (Russia); Cedula No. 6095 (Colombia); "
                    "Digital Currency Address - XBT abc; alt. Digital Currency Address - ETH abc; "
                    "Legal Entity Number 851683897 (Netherlands); SWIFT/BIC HAVIGB2L; "
                    "Website www.x.org; Email Address a@x.org; Phone Number 98; "
                    "Linked To: OTHER, Party; Linked To: SAMPLE; a.k.a. 'SAM'; f.k.a. 'M.O.G.E.'; "
                    "former minister."))));
    const entity *e = find_entity(&t, "ofac-7");
    assert_true(has_program(e, "IRAN") && has_program(e, "SDGT"));
    assert_non_null(find_value(e, PROPERTY_BIRTH_DATE, "1960-01-01/1963-12-31"));
    assert_non_null(find_value(e, PROPERTY_BIRTH_DATE, "1979/1982"));
    assert_non_null(find_value(e, PROPERTY_BIRTH_DATE, "~1951"));
    assert_non_null(find_value(e, PROPERTY_BIRTH_PLACE, "Oran, Algeria"));
    assert_non_null(find_value(e, PROPERTY_BIRTH_COUNTRY, "dz"));
    assert_non_null(find_value(e, PROPERTY_NATIONALITY, "kp"));
    assert_non_null(find_value(e, PROPERTY_CITIZENSHIP, "ir"));
    assert_non_null(find_value(e, PROPERTY_GENDER, "male"));
    assert_true(str_is(find_value(e, PROPERTY_PASSPORT_NUMBER, "RL 1622")->country, "lb"));
    assert_true(str_is(find_value(e, PROPERTY_PASSPORT_NUMBER, "77")->note, "Diplomatic Passport"));
    assert_non_null(find_value(e, PROPERTY_NOTES, "Passport issued in Sarajevo"));
    assert_true(str_is(find_value(e, PROPERTY_TAX_NUMBER, "12")->country, "ru"));
    assert_true(str_is(find_value(e, PROPERTY_REGISTRATION_NUMBER, "6095")->note, "Cedula No."));
    assert_true(str_is(find_value(e, PROPERTY_PUBLIC_KEY, "abc")->note, "XBT, ETH"));
    assert_non_null(find_value(e, PROPERTY_REGISTRATION_NUMBER, "851683897"));
    assert_non_null(find_value(e, PROPERTY_SWIFT_BIC, "HAVIGB2L"));
    assert_non_null(find_value(e, PROPERTY_WEBSITE, "www.x.org"));
    assert_non_null(find_value(e, PROPERTY_EMAIL, "a@x.org"));
    assert_non_null(find_value(e, PROPERTY_PHONE, "98"));
    assert_int_equal(2, e->link_count);
    assert_int_equal(SCHEMA_UNKNOWN_LINK, e->links[0].schema);
    assert_true(has_link_to(e, "OTHER, Party"));
    assert_true(str_is(e->links[1].target_id, "ofac-7"));
    assert_non_null(find_value(e, PROPERTY_WEAK_ALIAS, "SAM"));
    assert_non_null(find_value(e, PROPERTY_WEAK_ALIAS, "M.O.G.E."));
    assert_non_null(find_value(e, PROPERTY_NOTES, "former minister"));
    list_test_free(&t);
}

static void a_ship_has_its_numbers_and_flags(void **state)
{
    (void)state;
    list_test t;
    assert_int_equal(
        ITD_OK,
        list_test_text(
            &t, "sdn.csv",
            str_of(SHIP("-0- ,\"T2EA4\",\"Crude Oil Tanker\",\"99,144\",\"56,068\",\"Iran\",\"NITC\","
                        "\"Former Vessel Flag Malta; alt. Former Vessel Flag Tuvalu; Vessel Year of "
                        "Build 1999; Vessel Registration Identification IMO 9187629; MMSI 572469210.\""))));
    const entity *e = find_entity(&t, "ofac-8");
    assert_int_equal(SCHEMA_VESSEL, e->schema);
    assert_non_null(find_value(e, PROPERTY_IMO_NUMBER, "9187629"));
    assert_non_null(find_value(e, PROPERTY_MMSI, "572469210"));
    assert_non_null(find_value(e, PROPERTY_CALL_SIGN, "T2EA4"));
    assert_non_null(find_value(e, PROPERTY_TYPE, "Crude Oil Tanker"));
    assert_non_null(find_value(e, PROPERTY_TONNAGE, "99,144"));
    assert_non_null(find_value(e, PROPERTY_GROSS_TONNAGE, "56,068"));
    assert_non_null(find_value(e, PROPERTY_FLAG, "ir"));
    assert_non_null(find_value(e, PROPERTY_PAST_FLAGS, "mt"));
    assert_non_null(find_value(e, PROPERTY_PAST_FLAGS, "tv"));
    assert_non_null(find_value(e, PROPERTY_OWNER, "NITC"));
    assert_non_null(find_value(e, PROPERTY_BUILD_DATE, "1999"));
    list_test_free(&t);
}

static void remarks_cut_by_the_publisher_keep_what_is_whole(void **state)
{
    (void)state;
    list_test t;
    char text[2048] = "7,\"SAMPLE\",\"individual\",\"SDGT\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"DOB 1960; ";
    size_t start = strlen(text) - strlen("DOB 1960; ");
    const char *tail = "; a.k.a. 'WHOLE'; a.k.a. 'CUT OFF HE";
    while (strlen(text) - start + strlen(tail) < 1000)
        strncat(text, "x", sizeof text - strlen(text) - 1);
    strncat(text, tail, sizeof text - strlen(text) - 1);
    strncat(text, "\"\r\n\x1a", sizeof text - strlen(text) - 1);
    assert_int_equal(ITD_OK, list_test_text(&t, "sdn.csv", str_of(text)));
    const entity *e = find_entity(&t, "ofac-7");
    assert_non_null(find_value(e, PROPERTY_BIRTH_DATE, "1960"));
    assert_non_null(find_value(e, PROPERTY_WEAK_ALIAS, "WHOLE"));
    assert_int_equal(1, count_names(&t, NAME_WEAK));
    assert_non_null(find_value(e, PROPERTY_NOTES, "a.k.a. 'CUT OFF HE"));
    list_test_free(&t);
}

static void broken_csv_sets_are_refused_with_the_place(void **state)
{
    (void)state;
    const char *row = "7,\"A\",-0- ,\"SDGT\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n";
    char text[512];
    refused("sdn.csv", str_make(row, strlen(row) - 1),
            "sdn.csv:1: the end mark (a line with 0x1A) is missing");
    snprintf(text, sizeof text, "%s8,\"B\",-0- \r\n\x1a", row);
    refused("sdn.csv", str_of(text), "sdn.csv:2: a record of 3 fields; expected 12");
    snprintf(text, sizeof text, "%s%s\x1a", row, row);
    refused("sdn.csv", str_of(text), "sdn.csv: entry 7 is there twice");
    refused("alt.csv", str_of("7,1,\"aka\",\"B\",-0- \r\n\x1a"), "alt.csv: names no entries of its own");
    refused("sdn.csv", str_of("7,-0- ,-0- ,\"X\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n\x1a"),
            "sdn.csv:1: entry 7 has no name");
}

static const char PRIMARY[] = "7,\"A\",-0- ,\"SDGT\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n";

/* sdn.csv and alt.csv side by side. */
static itd_status read_pair(list_test *t, const char *primary, const char *alias, bool must_end)
{
    *t = (list_test){0};
    assert_int_equal(list_file_from_bytes("sdn.csv", str_of(primary), &t->files[0], &t->error), ITD_OK);
    assert_int_equal(list_file_from_bytes("alt.csv", str_of(alias), &t->files[1], &t->error), ITD_OK);
    t->file_count = 2;
    arena_init(&t->memory, (size_t)1 << 24);
    t->job = (list_job){.arena = &t->memory,
                        .files = t->files,
                        .file_count = 2,
                        .must_end = must_end,
                        .dataset_name = str_of("own")};
    assert_int_equal(list_detect(&t->files[0], &t->format, &t->error), ITD_OK);
    return t->format->read(&t->job, &t->error);
}

static void a_set_without_end_marks_is_read_with_a_warning_when_its_counts_hold(void **state)
{
    (void)state;
    list_test t;
    assert_int_equal(read_pair(&t, PRIMARY, "7,1,\"aka\",\"B\",-0- \r\n", false), ITD_OK);
    assert_int_equal(t.job.result.warning_count, 2);
    assert_non_null(strstr(t.job.result.warnings[0].data, "the end mark (a line with 0x1A) is missing"));
    list_test_free(&t);
    /* a row of an entry that is not there, a mark in one of the files, a reader that must see the end */
    assert_int_equal(read_pair(&t, PRIMARY, "8,1,\"aka\",\"B\",-0- \r\n", false), ITD_ERROR_INPUT);
    assert_non_null(strstr(t.error.message, "alt.csv:1: belongs to entry 8, which is not in the list"));
    list_test_free(&t);
    assert_int_equal(read_pair(&t, PRIMARY, "7,1,\"aka\",\"B\",-0- \r\n\x1a", false), ITD_ERROR_INPUT);
    list_test_free(&t);
    assert_int_equal(read_pair(&t, PRIMARY, "7,1,\"aka\",\"B\",-0- \r\n", true), ITD_ERROR_INPUT);
    list_test_free(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_classic_entry_gives_all_its_parts),
        cmocka_unit_test(a_changed_classic_format_is_an_error),
        cmocka_unit_test(a_set_without_end_marks_is_read_with_a_warning_when_its_counts_hold),
        cmocka_unit_test(an_unknown_element_is_reported_and_the_rest_read),
        cmocka_unit_test(remarks_are_taken_apart),
        cmocka_unit_test(a_ship_has_its_numbers_and_flags),
        cmocka_unit_test(remarks_cut_by_the_publisher_keep_what_is_whole),
        cmocka_unit_test(broken_csv_sets_are_refused_with_the_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
