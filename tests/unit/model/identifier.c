#include "model/identifier.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void check(property_id p, const char *text, identifier_result expected, const char *exact)
{
    char out[IDENTIFIER_CAP];
    identifier_result r = identifier_check(p, str_of(text), out, sizeof out);
    if (r != expected || (exact && strcmp(out, exact) != 0))
        fail_msg("%s: result %d, exact \"%s\"", text, (int)r, out);
}

static void imo_numbers_of_ships_and_companies_carry_a_check_digit(void **state)
{
    (void)state;
    check(PROPERTY_IMO_NUMBER, "9562233", IDENTIFIER_VALID, "9562233");
    check(PROPERTY_IMO_NUMBER, "IMO 9333412", IDENTIFIER_VALID, "9333412");
    check(PROPERTY_IMO_NUMBER, "imo number: 9333412", IDENTIFIER_VALID, "9333412");
    check(PROPERTY_IMO_NUMBER, "6378969", IDENTIFIER_VALID, "6378969");
    check(PROPERTY_IMO_NUMBER, "9562235", IDENTIFIER_INVALID, "9562235");
    check(PROPERTY_IMO_NUMBER, "956223", IDENTIFIER_INVALID, NULL);
    check(PROPERTY_IMO_NUMBER, "", IDENTIFIER_INVALID, "");
}

static void ibans_have_the_length_of_their_country_and_a_check(void **state)
{
    (void)state;
    check(PROPERTY_IBAN, "GB82 WEST 1234 5698 7654 32", IDENTIFIER_VALID, "GB82WEST12345698765432");
    check(PROPERTY_IBAN, "de89370400440532013000", IDENTIFIER_VALID, "DE89370400440532013000");
    check(PROPERTY_IBAN, "GB82 WEST 1234 5698 7654 33", IDENTIFIER_INVALID, NULL);
    check(PROPERTY_IBAN, "DE8937040044053201300", IDENTIFIER_INVALID, NULL);
    check(PROPERTY_IBAN, "US82WEST12345698765432", IDENTIFIER_INVALID, NULL);
}

static void leis_and_isins_are_checked(void **state)
{
    (void)state;
    check(PROPERTY_LEI_CODE, "5493001KJTIIGC8Y1R12", IDENTIFIER_VALID, "5493001KJTIIGC8Y1R12");
    check(PROPERTY_LEI_CODE, "5493001KJTIIGC8Y1R13", IDENTIFIER_INVALID, NULL);
    check(PROPERTY_ISIN, "US0378331005", IDENTIFIER_VALID, NULL);
    check(PROPERTY_ISIN, "AU0000XVGZA3", IDENTIFIER_VALID, NULL);
    check(PROPERTY_ISIN, "US0378331006", IDENTIFIER_INVALID, NULL);
}

static void bics_name_a_country(void **state)
{
    (void)state;
    check(PROPERTY_SWIFT_BIC, "BMJIIRTH", IDENTIFIER_SHAPE_ONLY, "BMJIIRTH");
    check(PROPERTY_SWIFT_BIC, "deut de ff 500", IDENTIFIER_SHAPE_ONLY, "DEUTDEFF500");
    check(PROPERTY_SWIFT_BIC, "BMJIQQTH", IDENTIFIER_INVALID, NULL);
    check(PROPERTY_SWIFT_BIC, "BMJIIRT", IDENTIFIER_INVALID, NULL);
    check(PROPERTY_SWIFT_BIC, "BMJI1RTH", IDENTIFIER_INVALID, NULL);
}

static void russian_numbers_are_checked(void **state)
{
    (void)state;
    check(PROPERTY_INN_CODE, "INN: 7707083893", IDENTIFIER_VALID, "7707083893");
    check(PROPERTY_INN_CODE, "500100732259", IDENTIFIER_VALID, NULL);
    check(PROPERTY_INN_CODE, "7707083894", IDENTIFIER_INVALID, NULL);
    check(PROPERTY_INN_CODE, "77070838", IDENTIFIER_INVALID, NULL);
    check(PROPERTY_OGRN_CODE, "1027700132195", IDENTIFIER_VALID, NULL);
    check(PROPERTY_OGRN_CODE, "1027700132196", IDENTIFIER_INVALID, NULL);
    check(PROPERTY_OGRN_CODE, "304500116000157", IDENTIFIER_VALID, NULL);
}

static void wallets_are_checked_where_they_can_be(void **state)
{
    (void)state;
    check(PROPERTY_PUBLIC_KEY, "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", IDENTIFIER_VALID,
          "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa");
    check(PROPERTY_PUBLIC_KEY, "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb", IDENTIFIER_INVALID, NULL);
    check(PROPERTY_PUBLIC_KEY, "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", IDENTIFIER_VALID,
          "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4");
    check(PROPERTY_PUBLIC_KEY, "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5", IDENTIFIER_INVALID, NULL);
    check(PROPERTY_PUBLIC_KEY, "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
          IDENTIFIER_VALID, NULL);
    check(PROPERTY_PUBLIC_KEY, "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", IDENTIFIER_VALID, NULL);
    check(PROPERTY_PUBLIC_KEY, "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6u", IDENTIFIER_INVALID, NULL);
    check(PROPERTY_PUBLIC_KEY, "0x7F367cC41522cE07553e823bf3be79A889DEbe1B", IDENTIFIER_SHAPE_ONLY,
          "0x7f367cc41522ce07553e823bf3be79a889debe1b");
    check(PROPERTY_PUBLIC_KEY, "0x7F367cC41522cE07553e823bf3be79A889DEbe1", IDENTIFIER_INVALID, NULL);
    check(PROPERTY_PUBLIC_KEY, "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh", IDENTIFIER_VALID, NULL);
}

static void documents_have_a_shape(void **state)
{
    (void)state;
    check(PROPERTY_PASSPORT_NUMBER, "a-12 345/67", IDENTIFIER_SHAPE_ONLY, "A1234567");
    check(PROPERTY_PASSPORT_NUMBER, "8208 No. 555627", IDENTIFIER_SHAPE_ONLY, "8208555627");
    check(PROPERTY_PASSPORT_NUMBER, "8208 \xE2\x84\x96 555627", IDENTIFIER_SHAPE_ONLY, "8208555627");
    check(PROPERTY_PASSPORT_NUMBER, "No 12345", IDENTIFIER_SHAPE_ONLY, "NO12345");
    check(PROPERTY_PASSPORT_NUMBER, "12 NOVA 345", IDENTIFIER_SHAPE_ONLY, "12NOVA345");
    check(PROPERTY_PASSPORT_NUMBER, "unknown", IDENTIFIER_INVALID, NULL);
    check(PROPERTY_MMSI, "MMSI 422031600", IDENTIFIER_SHAPE_ONLY, "422031600");
    check(PROPERTY_MMSI, "42203160", IDENTIFIER_INVALID, NULL);
    check(PROPERTY_ID_NUMBER, "12", IDENTIFIER_INVALID, "12");
    check(PROPERTY_ID_NUMBER, "3603251708570001", IDENTIFIER_SHAPE_ONLY, NULL);
    check(PROPERTY_USC_CODE, "91350100M000100Y43", IDENTIFIER_VALID, NULL);
    check(PROPERTY_NPI_CODE, "1234567893", IDENTIFIER_VALID, NULL);
}

static void an_exact_form_that_does_not_fit_is_empty(void **state)
{
    (void)state;
    char small[4];
    assert_int_equal(identifier_exact(PROPERTY_ID_NUMBER, str_of("ab-c"), small, sizeof small), 3);
    assert_string_equal(small, "ABC");
    assert_int_equal(identifier_exact(PROPERTY_ID_NUMBER, str_of("abcd"), small, sizeof small), 0);
    assert_string_equal(small, "");
    assert_int_equal(identifier_exact(PROPERTY_PUBLIC_KEY, str_of("abcd"), small, sizeof small), 0);
    assert_int_equal(identifier_check(PROPERTY_ID_NUMBER, str_of("abcd"), small, sizeof small),
                     IDENTIFIER_INVALID);
}

static void a_bare_identifier_is_guessed_only_when_sure(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int property; /* -1: none */
    } rows[] = {
        {"IMO 9333412", PROPERTY_IMO_NUMBER},
        {"inn: 7707083893", PROPERTY_INN_CODE},
        {"MMSI 422031600", PROPERTY_MMSI},
        {"1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", PROPERTY_PUBLIC_KEY},
        {"0x7F367cC41522cE07553e823bf3be79A889DEbe1B", PROPERTY_PUBLIC_KEY},
        {"9333412", -1},
        {"IMO 9333415", -1},
        {"INNSBRUCK", -1},
        {"A1234567", -1},
        {"", -1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        property_id p;
        bool sure = identifier_guess(str_of(rows[i].text), &p);
        if (sure != (rows[i].property >= 0) || (sure && (int)p != rows[i].property))
            fail_msg("%s", rows[i].text);
    }
}

/* Changing any one digit of a checked number must be noticed. */
static void every_wrong_digit_is_noticed(void **state)
{
    (void)state;
    static const struct {
        property_id p;
        const char *good;
    } rows[] = {{PROPERTY_IBAN, "DE89370400440532013000"},
                {PROPERTY_LEI_CODE, "5493001KJTIIGC8Y1R12"},
                {PROPERTY_OGRN_CODE, "1027700132195"}};
    for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++) {
        char text[40] = "", out[IDENTIFIER_CAP];
        size_t len = strlen(rows[r].good), changes = 0, missed = 0;
        for (size_t i = 0; i < len; i++) {
            if (rows[r].good[i] < '0' || rows[r].good[i] > '9')
                continue;
            for (char d = '0'; d <= '9'; d++) {
                if (d == rows[r].good[i])
                    continue;
                memcpy(text, rows[r].good, len + 1);
                text[i] = d;
                changes++;
                missed += identifier_check(rows[r].p, str_of(text), out, sizeof out) != IDENTIFIER_INVALID;
            }
        }
        assert_true(changes > 80);
        /* modulo 11 reduced to a digit lets a few through, modulo 97 none */
        assert_true(missed <= (rows[r].p == PROPERTY_OGRN_CODE ? changes / 8 : 0));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(imo_numbers_of_ships_and_companies_carry_a_check_digit),
        cmocka_unit_test(ibans_have_the_length_of_their_country_and_a_check),
        cmocka_unit_test(leis_and_isins_are_checked),
        cmocka_unit_test(bics_name_a_country),
        cmocka_unit_test(russian_numbers_are_checked),
        cmocka_unit_test(wallets_are_checked_where_they_can_be),
        cmocka_unit_test(documents_have_a_shape),
        cmocka_unit_test(an_exact_form_that_does_not_fit_is_empty),
        cmocka_unit_test(a_bare_identifier_is_guessed_only_when_sure),
        cmocka_unit_test(every_wrong_digit_is_noticed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
