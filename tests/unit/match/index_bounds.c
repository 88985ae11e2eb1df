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

static uint64_t signature_of(const phone_word *w)
{
    return index_signature(w->phones, w->len);
}

static void sounds_of_two_groups_cost_two_bits_or_more(void **state)
{
    (void)state;
    const distance_table *t = distance_get_table(DISTANCE_FULL);
    for (uint8_t a = 1; a < 64; a++) {
        phone_word x = one_phone(a);
        for (uint8_t b = 1; b < 64; b++) {
            phone_word y = one_phone(b);
            if (signature_of(&x) != signature_of(&y))
                assert_true(t->exchange[a][b] >= 2 * INDEX_BIT_COST);
        }
        /* one bit of a signature for an edit that puts a sound in or out */
        assert_true(t->out[a] >= INDEX_BIT_COST);
    }
}

static void a_signature_counts_to_its_width(void **state)
{
    (void)state;
    phone_word w = {.len = 0};
    for (int i = 1; i <= 6; i++) {
        w.phones[w.len++] = PHONE_T;
        assert_int_equal(__builtin_popcountll(signature_of(&w)), i < 3 ? i : 3);
    }
}

static void soft_sounds_but_glides_cost_eight_or_more(void **state)
{
    (void)state;
    for (uint8_t p = 1; p < 64; p++)
        if (phone_class(p) == PHONE_CLASS_SOFT)
            assert_true(distance_get_table(DISTANCE_FULL)->out[p] >= (p == PHONE_GLIDE ? 3 : 8));
}

static void a_cheap_edit_keeps_the_skeleton(void **state)
{
    (void)state;
    for (uint8_t a = 1; a < 64; a++) {
        for (uint8_t b = 1; b < 64; b++)
            if (phone_class(a) != phone_class(b))
                assert_true(distance_get_table(DISTANCE_FULL)->exchange[a][b] >= DISTANCE_UNIT);
        if (phone_class(a) != PHONE_CLASS_SOFT)
            assert_true(distance_get_table(DISTANCE_FULL)->out[a] >= DISTANCE_UNIT);
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
        cmocka_unit_test(sounds_of_two_groups_cost_two_bits_or_more),
        cmocka_unit_test(a_signature_counts_to_its_width),
        cmocka_unit_test(soft_sounds_but_glides_cost_eight_or_more),
        cmocka_unit_test(a_cheap_edit_keeps_the_skeleton),
        cmocka_unit_test(an_edit_never_costs_less_in_a_shorter_word),
        cmocka_unit_test(the_score_falls_with_the_penalty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
