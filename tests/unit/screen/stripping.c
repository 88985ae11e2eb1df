#include "screen/stripping.h"

#include "base/limits.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static arena memory;

/* One MT103 with this reference, payer and payee. */
static message_list payment(const char *reference, const char *payer, const char *payee)
{
    message_list list;
    char text[1024];
    int len = snprintf(text, sizeof text,
                       "{1:F01BANKBEBBAXXX0000000000}{2:I103BANKDEFFXXXXN}{4:\r\n:20:%s\r\n:50K:%s\r\n1 HIGH "
                       "STREET\r\nLEEDS\r\n:59:%s\r\n2 HIGH STREET\r\nLEEDS\r\n-}",
                       reference, payer, payee);
    str kept = arena_str(&memory, str_make(text, (size_t)len));
    assert_int_equal(message_read(&memory, "test", kept, &list, NULL), ITD_OK);
    return list;
}

static void a_party_that_is_missing_now_is_found(void **state)
{
    (void)state;
    stripped_party found[4];
    message_list earlier = payment("R1", "JANE DOE", "JOHN ROE"),
                 now = payment("R1", "Jane Doe", "SOMEONE ELSE");
    assert_int_equal(stripping_find(&earlier, &now.items[0], found, 4), 1);
    assert_true(str_is(found[0].party->name, "JOHN ROE"));
}

static void messages_of_other_payments_are_not_compared(void **state)
{
    (void)state;
    stripped_party found[4];
    message_list earlier = payment("R1", "JANE DOE", "JOHN ROE"),
                 now = payment("R2", "JANE DOE", "SOMEONE ELSE");
    assert_int_equal(stripping_find(&earlier, &now.items[0], found, 4), 0);
}

static void the_same_parties_are_nothing(void **state)
{
    (void)state;
    stripped_party found[4];
    message_list earlier = payment("R1", "JANE DOE", "JOHN ROE"),
                 now = payment("R1", "JANE  DOE", "John Roe");
    assert_int_equal(stripping_find(&earlier, &now.items[0], found, 4), 0);
}

static int setup(void **state)
{
    (void)state;
    arena_init(&memory, LIMIT_ARENA_SIZE);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(&memory);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_party_that_is_missing_now_is_found),
        cmocka_unit_test(messages_of_other_payments_are_not_compared),
        cmocka_unit_test(the_same_parties_are_nothing),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
