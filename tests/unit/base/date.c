#include "base/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void every_day_of_a_millennium_comes_back(void **state)
{
    (void)state;
    calendar_day first, last;
    assert_true(date_from_parts(1600, 1, 1, &first) && date_from_parts(2600, 12, 31, &last));
    for (calendar_day d = first; d <= last; d++) {
        char text[DATE_TEXT_CAP];
        calendar_day again;
        date_format(d, text);
        assert_true(date_parse(str_of(text), &again));
        assert_int_equal(again, d);
    }
}

static void days_that_do_not_exist_are_refused(void **state)
{
    (void)state;
    calendar_day d;
    assert_false(date_parse(str_of("2021-02-29"), &d));
    assert_true(date_parse(str_of("2020-02-29"), &d));
    assert_false(date_parse(str_of("2020-13-01"), &d));
    assert_false(date_parse(str_of("2020-1-01"), &d));
    assert_false(date_parse(str_of("2020-01-01 "), &d));
}

static void the_epoch_was_a_thursday(void **state)
{
    (void)state;
    calendar_day d;
    assert_int_equal(date_weekday(0), 3);
    assert_true(date_parse(str_of("2020-01-30"), &d));
    assert_int_equal(date_weekday(d), 3);
    assert_int_equal(date_weekday(-1), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_day_of_a_millennium_comes_back),
        cmocka_unit_test(days_that_do_not_exist_are_refused),
        cmocka_unit_test(the_epoch_was_a_thursday),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
