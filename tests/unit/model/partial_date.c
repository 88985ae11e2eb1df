#include "model/partial_date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void reads_as(const char *text, const char *expected)
{
    char out[PARTIAL_DATE_CAP];
    bool ok = partial_date_read(str_of(text), out);
    if (expected) {
        assert_true(ok);
        assert_string_equal(out, expected);
    } else {
        assert_false(ok);
        assert_string_equal(out, "");
    }
}

static void dates_of_lists_become_canonical(void **state)
{
    (void)state;
    reads_as("14 Dec 1960", "1960-12-14");
    reads_as("1 January 1960", "1960-01-01");
    reads_as("December 14, 1960", "1960-12-14");
    reads_as("Nov. 1973 ", "1973-11");
    reads_as("Sept 1973", "1973-09");
    reads_as("1960", "1960");
    reads_as("1960-12-14", "1960-12-14");
    reads_as("1960-12-14T00:00:00", "1960-12-14");
    reads_as("1960-12", "1960-12");
    reads_as("14/12/1960", "1960-12-14");
    reads_as("14.12.1960", "1960-12-14");
    reads_as("12/1960", "1960-12");
    reads_as("1st of May 1970", "1970-05-01");
}

static void unknown_day_and_month_are_left_out(void **state)
{
    (void)state;
    reads_as("dd/mm/1945", "1945");
    reads_as("dd/02/1945", "1945-02");
    reads_as("00/00/1945", "1945");
    reads_as("31/02/1945", "1945-02");
    reads_as("13/15/1945", "1945");
}

static void month_first_is_read_where_nothing_else_is_possible(void **state)
{
    (void)state;
    reads_as("10/15/1945", "1945-10-15");
    reads_as("10/11/1945", "1945-11-10");
    reads_as("19451015", "1945-10-15");
}

static void circa_is_kept(void **state)
{
    (void)state;
    reads_as("circa 1951", "~1951");
    reads_as("c. 1951", "~1951");
    reads_as("approximately Nov 1951", "~1951-11");
    reads_as("~1951", "~1951");
    reads_as("circa 1979-1982", "~1979/~1982");
    reads_as("Late 1950s", "~1950/~1959");
    reads_as("1950s", "1950/1959");
}

static void ranges_are_kept(void **state)
{
    (void)state;
    reads_as("1979-1982", "1979/1982");
    reads_as("1979 - 1982", "1979/1982");
    reads_as("1979 to 1982", "1979/1982");
    reads_as("1979/1982", "1979/1982");
    reads_as("between 1979 and 1982", "1979/1982");
    reads_as("01 Jan 1960 to 31 Dec 1963", "1960-01-01/1963-12-31");
    reads_as("Jan 1960 to Mar 1961", "1960-01/1961-03");
    reads_as("Jan to Mar 1961", "1961-01/1961-03");
    reads_as("Jan 1960 - Mar 1961", "1960-01/1961-03");
}

static void what_is_no_date_is_refused(void **state)
{
    (void)state;
    reads_as("", NULL);
    reads_as("unknown", NULL);
    reads_as("19", NULL);
    reads_as("12345", NULL);
    reads_as("1982-1979", NULL);
    reads_as("14 Dec", NULL);
    reads_as("14 Foo 1960", NULL);
    reads_as("Jan Feb 1960", NULL);
    reads_as("to", NULL);
    reads_as("circa", NULL);
    reads_as("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15", NULL);
    reads_as("\xff\xfe", NULL);
}

static void canonical_text_is_parsed_and_written_back(void **state)
{
    (void)state;
    static const char *const good[] = {"1960", "1960-12",   "1960-12-14",          "~1951",
                                       "1/2",  "1979/1982", "~1960-01/1961-03-31", "1960/1960"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        partial_date d;
        bool ok = partial_date_parse(str_of(good[i]), &d);
        assert_int_equal(ok, i != 4);
        if (!ok)
            continue;
        char text[PARTIAL_DATE_CAP];
        partial_date_format(&d, text);
        assert_string_equal(text, good[i]);
    }
    partial_date d;
    assert_false(partial_date_parse(str_of("1960-13"), &d));
    assert_false(partial_date_parse(str_of("1960-02-30"), &d));
    assert_false(partial_date_parse(str_of("1982/1979"), &d));
    assert_false(partial_date_parse(str_of("1982/"), &d));
    assert_false(partial_date_parse(str_of("1960-1"), &d));
    assert_false(partial_date_parse(str_of(""), &d));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_of_lists_become_canonical),
        cmocka_unit_test(unknown_day_and_month_are_left_out),
        cmocka_unit_test(month_first_is_read_where_nothing_else_is_possible),
        cmocka_unit_test(circa_is_kept),
        cmocka_unit_test(ranges_are_kept),
        cmocka_unit_test(what_is_no_date_is_refused),
        cmocka_unit_test(canonical_text_is_parsed_and_written_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
