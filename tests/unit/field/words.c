/* Words in disguise, and words where no words belong. */
#include "field/words.h"

#include "base/limits.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static arena memory;

static void becomes(const char *text, const char *meant)
{
    str got;
    assert_true(words_repair(&memory, str_of(text), &got));
    if (!str_is(got, meant))
        fail_msg("\"%s\" became \"%.*s\", expected \"%s\"", text, STR_ARG(got), meant);
}

static void letters_apart_are_joined(void **state)
{
    (void)state;
    becomes("N A M E S", "NAMES");
    becomes("P A Y M E N T  T O  N I O C", "PAYMENT TO NIOC");
    becomes("FOR V.L.A.D.I.M.I.R P.U.T.I.N", "FOR VLADIMIR PUTIN");
    becomes("TO N-A-M-E-S NOW", "TO NAMES NOW");
    becomes("\xD0\x98 \xD0\x92 \xD0\x90 \xD0\x9D \xD0\x9E \xD0\x92",
            "\xD0\x98\xD0\x92\xD0\x90\xD0\x9D\xD0\x9E\xD0\x92");
}

static void digits_between_letters_are_letters(void **state)
{
    (void)state;
    becomes("N4T10N4L 01L C0MPANY", "NATIONAL OIL COMPANY");
    becomes("S@NCTI0N", "SANCTION");
    becomes("V L 4 D I M I R", "VLADIMIR");
}

static void what_is_no_disguise_stays(void **state)
{
    (void)state;
    static const char *const plain[] = {"INVOICE 2026/17",
                                        "U S A",
                                        "DEUTDEFF",
                                        "DE89370400440532013000",
                                        "REF 4711 OF 3 MAY",
                                        "N4 T0",
                                        "A1B2C3",
                                        "PAY123",
                                        "",
                                        "SMITH & CO",
                                        "12 B ROAD",
                                        "X9Y",
                                        "47f13a70-7009-4a7d"};
    for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++)
        becomes(plain[i], "");
}

static void references_that_hold_words_are_seen(void **state)
{
    (void)state;
    static const char *const words[] = {"IVAN PETROV", "IV4N P3TR0V", "I V A N  P E T R O V",
                                        "I V A N P E T R O V"};
    static const char *const codes[] = {
        "PAY123",   "NONREF", "2026-08-01",   "A1-B2-C3",
        "DEUTDEFF", "VA LE",  "ADEC7C13EFAB", "940846ff-eab3-472d-a979-36bbbc50845a"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        assert_true(words_may_hold_name(&memory, str_of(words[i])));
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
        assert_false(words_may_hold_name(&memory, str_of(codes[i])));
    assert_true(words_is_one(str_of("HEZBOLLAH")));
    assert_false(words_is_one(str_of("NOTPROVIDED")));
    assert_false(words_is_one(str_of("PAY123")));
    assert_false(words_is_one(str_of("SALE")));
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
        cmocka_unit_test(letters_apart_are_joined),
        cmocka_unit_test(digits_between_letters_are_letters),
        cmocka_unit_test(what_is_no_disguise_stays),
        cmocka_unit_test(references_that_hold_words_are_seen),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
