/* Habits of spelling: what they make of words, and which words may show them. */
#include "name/spelling.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static bool makes(const char *word, const char *spelling)
{
    char out[64];
    for (unsigned habit = 0; habit < SPELLING_HABITS; habit++) {
        size_t len = spelling_by_habit(str_of(word), habit, out, sizeof out);
        if (len && str_is(str_make(out, len), spelling))
            return spelling_may_have_habit(habit, spelling_letters_of(str_of(word)));
    }
    return false;
}

static void words_are_read_in_other_ways(void **state)
{
    static const char *const pairs[][2] = {
        {"jelena", "yelena"},      {"wladimir", "vladimir"}, {"mikhail", "mihail"},
        {"dharif", "zarif"},       {"semyonov", "semenov"},  {"aurora", "avrora"},
        {"timofeev", "timofeyev"}, {"ivanovova", "ivanova"}, {"lavrovs", "lavrov"},
        {"rnellat", "mellat"},     {"jewgeni", "yevgeni"},   {"eugeny", "evgeny"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (!makes(pairs[i][0], pairs[i][1]))
            fail_msg("%s is not read as %s", pairs[i][0], pairs[i][1]);
    assert_false(makes("aurora", "aurora"));
    assert_false(makes("paulsen", "pavl"));
}

static void every_habit_has_words_that_may_show_it(void **state)
{
    (void)state;
    uint32_t all = spelling_letters_of(str_of("abcdefghijklmnopqrstuvwxyz"));
    for (unsigned habit = 0; habit < SPELLING_HABITS; habit++) {
        assert_true(spelling_may_have_habit(habit, all));
        assert_false(spelling_may_have_habit(habit, 0));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_read_in_other_ways),
        cmocka_unit_test(every_habit_has_words_that_may_show_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
