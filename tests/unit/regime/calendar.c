/* Business days, names and codes: the parts of the engine that stand alone. */
#include "regime/regime.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

static calendar_day day(const char *text)
{
    calendar_day d = 0;
    assert_true(date_parse(str_of(text), &d));
    return d;
}

static void ten_business_days_pass_over_weekends_and_holidays(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"2020-01-15", "2020-01-30"}, /* Martin Luther King Day */
        {"2020-02-26", "2020-03-11"}, /* none */
        {"2024-11-15", "2024-12-02"}, /* Thanksgiving */
        {"2019-07-01", "2019-07-16"}, /* Independence Day */
        {"2020-06-15", "2020-06-29"}, /* Juneteenth is none before 2021 */
        {"2021-06-15", "2021-06-30"}, /* Juneteenth 2021 on a Saturday: the Friday */
        {"2022-06-15", "2022-06-30"}, /* on a Sunday: the Monday */
        {"2021-12-27", "2022-01-11"}, /* New Year 2022 on a Saturday: the Friday of the old year */
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        assert_int_equal(regime_us_business_days(day(pairs[i][0]), 10), day(pairs[i][1]));
}

static void a_leap_day_becomes_the_first_of_march(void **state)
{
    (void)state;
    assert_int_equal(regime_add_years(day("2024-02-29"), 5), day("2029-03-01"));
    assert_int_equal(regime_add_years(day("2024-02-29"), 4), day("2028-02-29"));
    assert_int_equal(regime_add_years(day("2025-03-12"), 10), day("2035-03-12"));
}

static void same(const char *a, const char *b)
{
    char left[256], right[256];
    size_t len = regime_fold(str_of(a), left, sizeof left);
    assert_true(str_equal(str_make(left, len), str_make(right, regime_fold(str_of(b), right, sizeof right))));
}

static void names_are_compared_without_case_and_punctuation(void **state)
{
    (void)state;
    char out[8];
    same("Bank-e Shahr", "BANKE  SHAHR");
    same("M. BABAIE INDUSTRIES", "m babaie industries");
    same("BANQUE\xC2\xA0"
         "D'\xC3\x89TAT",
         "banque d\xE2\x80\x99\xC3\xA9tat");
    same("\xD0\x91\xD0\x90\xD0\x9D\xD0\x9A", "\xD0\xB1\xD0\xB0\xD0\xBD\xD0\xBA");
    same("  ", "");
    assert_int_equal(regime_fold(str_of("a very long name"), out, sizeof out), 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ten_business_days_pass_over_weekends_and_holidays),
        cmocka_unit_test(a_leap_day_becomes_the_first_of_march),
        cmocka_unit_test(names_are_compared_without_case_and_punctuation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
