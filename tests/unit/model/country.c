#include "model/country.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void gives(const char *text, const char *expected)
{
    char code[COUNTRY_CODE_CAP];
    bool found = country_code(str_of(text), code);
    if (found != (expected[0] != '\0') || strcmp(code, expected) != 0)
        fail_msg("%s: got \"%s\", expected \"%s\"", text, code, expected);
}

static void spellings_of_lists_are_known(void **state)
{
    (void)state;
    gives("IRAN (ISLAMIC REPUBLIC OF)", "ir");
    gives("Iran", "ir");
    gives("IRN", "ir");
    gives("ir", "ir");
    gives("Congo (Democratic Republic)", "cd");
    gives("Democratic Republic of the Congo", "cd");
    gives("COTE D'IVOIRE", "ci");
    gives("C\303\264te d\342\200\231Ivoire", "ci");
    gives("C\303\224TE D'IVOIRE", "ci");
    gives("Occupied Palestinian Territories", "ps");
    gives("Korea, North", "kp");
    gives("Democratic People's Republic of Korea", "kp");
    gives("Burma", "mm");
    gives("Syrian Arab Republic", "sy");
    gives("The Gambia", "gm");
    gives("Bahamas, The", "bs");
    gives("United Kingdom", "gb");
    gives("UK", "gb");
    gives("U.S.A.", "us");
    gives("VIRGIN ISLANDS (BRITISH)", "vg");
    gives("T\303\274rkiye", "tr");
    gives("Kosovo", "xk");
    gives("Hong Kong, China", "hk");
    gives("Iranian", "ir");
}

static void names_in_other_scripts_are_known(void **state)
{
    (void)state;
    gives("\320\240\320\276\321\201\321\201\320\270\320\271\321\201\320\272\320\260\321\217 "
          "\320\244\320\265\320\264\320\265\321\200\320\260\321\206\320\270\321\217",
          "ru");
}

static void states_that_are_gone_have_their_own_codes(void **state)
{
    (void)state;
    gives("USSR", "suhh");
    gives("Former USSR", "suhh");
    gives("Former USSR Currently Ukraine", "ua");
    gives("Former USSR, now Kyrgyzstan", "kg");
    gives("Ukrainian SSR (now Ukraine)", "ua");
    gives("Serbia and Montenegro", "csxx");
    gives("Yugoslavia", "yucs");
}

static void what_is_no_country_gives_nothing(void **state)
{
    (void)state;
    gives("", "");
    gives("00", "");
    gives("UNKNOWN", "");
    gives("undetermined", "");
    gives("-0-", "");
    gives("Region: Kafia Kingi", "");
    gives("Congo", "");
    gives("Korea", "");
    gives("\xff\xfe\xc3", "");
    gives(
        "a name that is far too long to be that of a country, because no country has ever had a name of more "
        "than ninety-six bytes",
        "");
}

static void a_code_is_no_name(void **state)
{
    (void)state;
    char code[COUNTRY_CODE_CAP];
    assert_false(country_code_from_name(str_of("na"), code));
    assert_false(country_code_from_name(str_of("IRN"), code));
    assert_true(country_code_from_name(str_of("UK"), code));
    assert_string_equal(code, "gb");
    assert_true(country_code_from_name(str_of("Namibia"), code));
    assert_string_equal(code, "na");
}

static void codes_have_names(void **state)
{
    (void)state;
    assert_true(str_is(country_name(str_of("IR")), "Iran"));
    assert_true(str_is(country_name(str_of("suhh")), "Soviet Union"));
    assert_true(str_empty(country_name(str_of("qq"))));
    assert_true(country_is_alpha2(str_of("XK")));
    assert_false(country_is_alpha2(str_of("EU")));
    assert_false(country_is_alpha2(str_of("suhh")));
    assert_false(country_is_alpha2(str_of("QQ")));
}

/* Every country's own name must lead back to it: also proves that the table is sorted. */
static void every_name_leads_back_to_its_code(void **state)
{
    (void)state;
    size_t known = 0;
    for (char a = 'a'; a <= 'z'; a++) {
        for (char b = 'a'; b <= 'z'; b++) {
            char code[3] = {a, b, 0}, again[COUNTRY_CODE_CAP];
            str name = country_name(str_of(code));
            if (str_empty(name))
                continue;
            known++;
            if (!country_code(name, again) || strcmp(again, code) != 0)
                fail_msg("%s (%.*s) gives \"%s\"", code, STR_ARG(name), again);
        }
    }
    assert_true(known >= 249);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spellings_of_lists_are_known),
        cmocka_unit_test(names_in_other_scripts_are_known),
        cmocka_unit_test(states_that_are_gone_have_their_own_codes),
        cmocka_unit_test(what_is_no_country_gives_nothing),
        cmocka_unit_test(a_code_is_no_name),
        cmocka_unit_test(codes_have_names),
        cmocka_unit_test(every_name_leads_back_to_its_code),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
