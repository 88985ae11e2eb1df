#include "evaluate/metrics.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static bool near(double a, double b)
{
    return a - b < 1e-9 && b - a < 1e-9;
}

static void a_perfect_order_has_area_one(void **state)
{
    (void)state;
    scored_label labels[] = {{100, false}, {900, true}, {800, true}, {200, false}};
    assert_true(near(roc_area(labels, 4), 1));
    int threshold = 0;
    assert_true(near(best_f1(labels, 4, &threshold), 1));
    assert_int_equal(threshold, 800);
}

static void ties_count_half(void **state)
{
    (void)state;
    scored_label same[] = {{500, true}, {500, false}, {500, false}};
    assert_true(near(roc_area(same, 3), 0.5));
    /* one match above, one tied with the only other: (1 + 0.5) / 2 */
    scored_label mixed[] = {{500, true}, {500, false}, {600, true}};
    assert_true(near(roc_area(mixed, 3), 0.75));
}

static void one_class_alone_has_no_area(void **state)
{
    (void)state;
    scored_label labels[] = {{500, true}, {600, true}};
    assert_true(near(roc_area(labels, 2), 0));
    assert_true(near(roc_area(labels, 0), 0));
}

static void the_ratios_follow_from_the_matrix(void **state)
{
    (void)state;
    confusion c = {0};
    confusion_add(&c, true, true);
    confusion_add(&c, true, true);
    confusion_add(&c, true, false);
    confusion_add(&c, false, true);
    confusion_add(&c, false, false);
    assert_int_equal(confusion_count(&c), 5);
    assert_true(near(confusion_precision(&c), 2.0 / 3));
    assert_true(near(confusion_recall(&c), 2.0 / 3));
    assert_true(near(confusion_f1(&c), 4.0 / 6));
    confusion none = {0};
    assert_true(near(confusion_f1(&none), 0) && near(confusion_precision(&none), 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_perfect_order_has_area_one),
        cmocka_unit_test(ties_count_half),
        cmocka_unit_test(one_class_alone_has_no_area),
        cmocka_unit_test(the_ratios_follow_from_the_matrix),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
