/* What the index takes for granted of the costs of the scorer. */
#include "match/index.h"
#include "metric/distance.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static phone_word one_phone(uint8_t phone)
{
    phone_word w = {.phones = {phone}, .len = 1};
    return w;
}

static void sounds_of_two_groups_cost_at_least_the_group_cost(void **state)
{
    (void)state;
    for (uint8_t a = 1; a < 64; a++) {
        phone_word x = one_phone(a);
        for (uint8_t b = 1; b < 64; b++) {
            phone_word y = one_phone(b);
            if (index_signature(&x) != index_signature(&y))
                assert_true(distance_exchange_row(a)[b] >= INDEX_GROUP_COST);
        }
        /* one bit of a signature for an edit that puts a sound in or out */
        assert_true(2 * distance_indel_row()[a] >= INDEX_GROUP_COST);
    }
}

static void a_signature_counts_to_four(void **state)
{
    (void)state;
    phone_word w = {.len = 0};
    int bits = 0;
    for (int i = 1; i <= 6; i++) {
        w.phones[w.len++] = PHONE_T;
        bits = i < 4 ? i : 4;
        assert_int_equal(__builtin_popcountll(index_signature(&w)), bits);
    }
}

static void soft_sounds_cost_three_or_more(void **state)
{
    (void)state;
    for (uint8_t p = 1; p < 64; p++)
        if (phone_class(p) == PHONE_CLASS_SOFT)
            assert_true(distance_indel_row()[p] >= 3);
}

static void a_cheap_edit_keeps_the_skeleton(void **state)
{
    (void)state;
    for (uint8_t a = 1; a < 64; a++) {
        for (uint8_t b = 1; b < 64; b++)
            if (phone_class(a) != phone_class(b))
                assert_true(distance_exchange_row(a)[b] >= DISTANCE_UNIT);
        if (phone_class(a) != PHONE_CLASS_SOFT)
            assert_true(distance_indel_row()[a] >= DISTANCE_UNIT);
    }
}

static void an_edit_never_costs_less_in_a_shorter_word(void **state)
{
    (void)state;
    for (int len = 1; len < 20; len++)
        for (int cost = 0; cost < 100; cost++) {
            assert_true(align_edit_penalty(cost, len) >= align_edit_penalty(cost, len + 1));
            assert_true(align_edit_penalty(cost, len) <= align_edit_penalty(cost + 1, len));
        }
}

static void the_score_falls_with_the_penalty(void **state)
{
    (void)state;
    for (int penalty = 0; penalty < 2000; penalty++)
        assert_true(score_of_penalty(penalty) >= score_of_penalty(penalty + 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sounds_of_two_groups_cost_at_least_the_group_cost),
        cmocka_unit_test(a_signature_counts_to_four),
        cmocka_unit_test(soft_sounds_cost_three_or_more),
        cmocka_unit_test(a_cheap_edit_keeps_the_skeleton),
        cmocka_unit_test(an_edit_never_costs_less_in_a_shorter_word),
        cmocka_unit_test(the_score_falls_with_the_penalty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
