#include "metric/batch.h"
#include "metric/batch_avx2.h"
#include "metric/distance.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static uint64_t state_of_random = 1;

static unsigned random_below(unsigned bound)
{
    state_of_random = state_of_random * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(state_of_random >> 33) % bound;
}

static void random_word(phone_word *out)
{
    char letters[13];
    size_t len = 1 + random_below(12);
    for (size_t i = 0; i < len; i++)
        letters[i] =
            random_below(20) ? "aeiouyhkstrnmlbdvzgcp"[random_below(21)] : (char)('0' + random_below(10));
    phone_from_letters(str_make(letters, len), out);
}

static void fill(distance_batch *b, size_t count)
{
    b->count = 0;
    while (b->count < count) {
        phone_word w;
        random_word(&w);
        if (distance_batch_fits(w.phones, w.len))
            distance_batch_add(b, w.phones, w.len);
    }
}

static void the_twin_agrees_with_the_portable_code(void **state)
{
    (void)state;
    if (!batch_avx2_works())
        fprintf(stderr, "SKIPPED: this processor has no AVX2\n");
    distance_batch b = {.count = 0};
    for (int round = 0; round < 3000 && batch_avx2_works(); round++) {
        uint8_t portable[DISTANCE_BATCH], twin[DISTANCE_BATCH];
        phone_word a;
        do
            random_word(&a);
        while (!distance_batch_fits(a.phones, a.len));
        fill(&b, 1 + random_below(DISTANCE_BATCH));
        distance_batch_run_portable(&a, &b, portable);
        batch_avx2_run(&a, &b, twin);
        assert_memory_equal(portable, twin, b.count);
    }
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
