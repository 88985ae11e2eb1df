#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void splitting_keeps_empty_parts(void **state)
{
    (void)state;
    str rest = str_of("a,,b"), part;
    assert_true(str_split(&rest, ',', &part) && str_is(part, "a"));
    assert_true(str_split(&rest, ',', &part) && str_is(part, ""));
    assert_true(str_split(&rest, ',', &part) && str_is(part, "b"));
    assert_false(str_split(&rest, ',', &part));
}

static void a_prefix_sorts_first(void **state)
{
    (void)state;
    assert_true(str_compare(str_of("ab"), str_of("abc")) < 0);
    assert_true(str_compare(str_of("b"), str_of("abc")) > 0);
    assert_int_equal(str_compare(str_of(""), str_of("")), 0);
}

static void numbers_beyond_the_range_are_refused(void **state)
{
    (void)state;
    unsigned long long n;
    assert_true(str_to_unsigned(str_of("18446744073709551615"), &n) && n == UINT64_MAX);
    assert_false(str_to_unsigned(str_of("18446744073709551616"), &n));
    assert_false(str_to_unsigned(str_of(""), &n));
    assert_false(str_to_unsigned(str_of("-1"), &n));
}

static void the_needle_is_found_at_its_first_place(void **state)
{
    (void)state;
    assert_int_equal(str_find(str_of("abcabc"), str_of("ca")), 2);
    assert_int_equal(str_find(str_of("abc"), str_of("x")), SIZE_MAX);
    assert_int_equal(str_find(str_of("abc"), str_of("")), 0);
    assert_int_equal(str_find_nocase(str_of("ab Linked TO:"), str_of("linked to")), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(splitting_keeps_empty_parts),
        cmocka_unit_test(a_prefix_sorts_first),
        cmocka_unit_test(numbers_beyond_the_range_are_refused),
        cmocka_unit_test(the_needle_is_found_at_its_first_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
