#include "exact/place_screen.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static place_screen screen;

static const char *code_in(const char *text, place_context context, const char *country)
{
    place_found found[PLACE_CODES_MAX];
    size_t count;
    assert_int_equal(place_screen_text(&screen, str_of(text), context, str_of(country), found, &count, NULL),
                     ITD_OK);
    return count ? found[0].code : "";
}

static void a_port_is_found_in_an_address_and_in_narrative(void **state)
{
    (void)state;
    assert_string_equal(code_in("BANDAR IMAM KHOMEINI", PLACE_IN_ADDRESS, ""), "IR");
    assert_string_equal(code_in("TRANSIT VIA CHONGJIN", PLACE_IN_TEXT, ""), "KP");
    assert_string_equal(code_in("PORT OF BANDAR ABBAS, IRAN", PLACE_IN_ADDRESS, ""), "IR");
    assert_string_equal(code_in("MARIEL, CUBA", PLACE_IN_ADDRESS, ""), "CU");
}

static void regions_have_codes_of_their_own(void **state)
{
    (void)state;
    assert_string_equal(code_in("YALTA, CRIMEA", PLACE_IN_ADDRESS, ""), "UA-43");
    assert_string_equal(code_in("LUHANSK", PLACE_IN_ADDRESS, "UA"), "UA-09");
    assert_string_equal(code_in("Севастополь", PLACE_IN_ADDRESS, "RU"), "UA-40");
}

static void a_street_is_no_place(void **state)
{
    (void)state;
    assert_string_equal(code_in("CUBA STREET 114", PLACE_IN_ADDRESS, ""), "");
    assert_string_equal(code_in("CALLE HABANA 44", PLACE_IN_ADDRESS, ""), "");
    assert_string_equal(code_in("CRIMEA STREET 21", PLACE_IN_ADDRESS, ""), "");
}

static void a_town_of_that_name_elsewhere_is_no_place(void **state)
{
    (void)state;
    assert_string_equal(code_in("HAVANA, ILLINOIS, USA", PLACE_IN_ADDRESS, ""), "");
    assert_string_equal(code_in("SEVASTOPOL, WISCONSIN, USA", PLACE_IN_ADDRESS, ""), "");
    assert_string_equal(code_in("MIAMI, FLORIDA", PLACE_IN_ADDRESS, ""), "");
    assert_string_equal(code_in("HAVANA", PLACE_IN_ADDRESS, "US"), "");
}

static void codes_are_those_of_countries_under_comprehensive_measures(void **state)
{
    (void)state;
    assert_string_equal(place_screen_code(&screen, str_of("ir")), "IR");
    assert_null(place_screen_code(&screen, str_of("RU")));
}

static int setup(void **state)
{
    (void)state;
    return place_screen_init(&screen, NULL, NULL) != ITD_OK;
}

static int teardown(void **state)
{
    (void)state;
    place_screen_free(&screen);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_port_is_found_in_an_address_and_in_narrative),
        cmocka_unit_test(regions_have_codes_of_their_own),
        cmocka_unit_test(a_street_is_no_place),
        cmocka_unit_test(a_town_of_that_name_elsewhere_is_no_place),
        cmocka_unit_test(codes_are_those_of_countries_under_comprehensive_measures),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
