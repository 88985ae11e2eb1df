#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "metric/distance.h"

static int distance_of(const char *a, const char *b)
{
    phone_word x, y;
    phone_from_letters(str_of(a), &x);
    phone_from_letters(str_of(b), &y);
    int there = distance_within(&x, &y, 120, DISTANCE_FULL),
        back = distance_within(&y, &x, 120, DISTANCE_FULL);
    assert_int_equal(there, back);
    return there;
}

static void the_same_word_is_no_distance_away(void **state)
{
    (void)state;
    assert_int_equal(distance_of("lavrov", "lavrov"), 0);
    assert_int_equal(distance_of("basharr", "bashar"), 0);
}

static void sounds_that_romanisers_exchange_cost_less_than_an_edit(void **state)
{
    (void)state;
    assert_true(distance_of("qaddafi", "gaddafi") < DISTANCE_UNIT);
    assert_true(distance_of("yusuf", "yousef") < DISTANCE_UNIT);
    assert_true(distance_of("zhukov", "jukoff") < DISTANCE_UNIT);
    assert_true(distance_of("putin", "pulin") >= DISTANCE_UNIT);
}

static void a_limit_never_changes_a_distance_within_it(void **state)
{
    (void)state;
    phone_word x, y;
    phone_from_letters(str_of("timchenko"), &x);
    phone_from_letters(str_of("timhcenko"), &y);
    int whole = distance_within(&x, &y, 200, DISTANCE_FULL);
    for (int limit = 0; limit < 60; limit++)
        assert_int_equal(distance_within(&x, &y, limit, DISTANCE_FULL),
                         limit >= whole ? whole : DISTANCE_NONE);
}

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static void skeletons_are_at_most_one_edit_apart_for_each_unit(void **state)
{
    (void)state;
    static const char letters[] = "aeiouywhbpvfckqgjzsdtlmnrhsztk";
    uint32_t seed = 7;
    for (int round = 0; round < 200000; round++) {
        char a[12], b[12];
        size_t len = 3 + next_random(&seed) % 8, other = 0;
        for (size_t i = 0; i < len; i++)
            a[i] = letters[next_random(&seed) % (sizeof letters - 1)];
        for (size_t i = 0; i < len; i++) {
            uint32_t what = next_random(&seed) % 12;
            if (what == 0)
                continue;
            b[other++] = what < 3 ? letters[next_random(&seed) % (sizeof letters - 1)] : a[i];
        }
        phone_word x, y;
        phone_from_letters(str_make(a, len), &x);
        phone_from_letters(str_make(b, other), &y);
        int full = distance_within(&x, &y, 200, DISTANCE_FULL),
            abjad = distance_within(&x, &y, 200, DISTANCE_ABJAD);
        if (full == DISTANCE_NONE)
            continue;
        int apart = distance_of_skeletons(x.skeleton, y.skeleton);
        assert_true(apart <= full / DISTANCE_UNIT);
        assert_true(apart <= abjad / DISTANCE_UNIT);
        assert_true((int)phone_count_gap(&x, &y) <= 2 * apart);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_word_is_no_distance_away),
        cmocka_unit_test(sounds_that_romanisers_exchange_cost_less_than_an_edit),
        cmocka_unit_test(a_limit_never_changes_a_distance_within_it),
        cmocka_unit_test(skeletons_are_at_most_one_edit_apart_for_each_unit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
