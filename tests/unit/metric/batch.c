#include "batch_agreement.h"
#include "metric/batch_avx2.h"
#include "metric/batch_avx512.h"
#include "metric/batch_neon.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "test_skip.h"

/* tests/cross/ asks the same of the twin that this processor has not. */
static void the_twin_agrees_with_the_portable_code(void **state)
{
    (void)state;
    assert_int_equal(batch_disagreements(distance_batch_run, 3000), 0);
    if (batch_avx512_works())
        assert_int_equal(batch_disagreements(batch_avx512_run, 3000), 0);
    if (batch_avx2_works())
        assert_int_equal(batch_disagreements(batch_avx2_run, 3000), 0);
    else if (batch_neon_works())
        assert_int_equal(batch_disagreements(batch_neon_run, 3000), 0);
    else
        test_skip("this processor has neither AVX2 nor NEON");
}

static void long_words_and_foreign_bytes_do_not_fit(void **state)
{
    (void)state;
    phone_word w;
    phone_from_letters(str_of("abdabdabdabdabd"), &w);
    assert_int_equal(w.len, DISTANCE_BATCH_PHONES);
    assert_true(distance_batch_fits(w.phones, w.len));
    phone_from_letters(str_of("abdabdabdabdabda"), &w);
    assert_false(distance_batch_fits(w.phones, w.len));
    phone_from_letters(str_of("ab\xC3\xA9"), &w);
    assert_false(distance_batch_fits(w.phones, w.len));
    assert_false(distance_batch_fits(w.phones, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_twin_agrees_with_the_portable_code),
        cmocka_unit_test(long_words_and_foreign_bytes_do_not_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
