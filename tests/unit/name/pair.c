#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "match/match.h"

static match_worker *worker;

static int score(schema_id s, const char *a, const char *b)
{
    int there = match_pair(worker, s, str_of(a), str_of(b));
    assert_int_equal(there, match_pair(worker, s, str_of(b), str_of(a)));
    return there;
}

static void equal_names_score_one(void **state)
{
    (void)state;
    assert_int_equal(score(SCHEMA_PERSON, "Vladimir Putin", "Vladimir Putin"), 10000);
    assert_int_equal(score(SCHEMA_PERSON, "PUTIN, Vladimir", "Vladimir Putin"), 10000);
}

static void other_spellings_alert(void **state)
{
    (void)state;
    assert_true(score(SCHEMA_PERSON, "Wladimir Putin", "Vladimir Putin") >= 9000);
    assert_true(score(SCHEMA_PERSON, "SergeiLavrov", "Sergey Lavrov") >= 8500);
    assert_true(score(SCHEMA_PERSON, "Muammar Gaddafi", "Moammar QADHAFI") >= 8000);
    assert_true(score(SCHEMA_PERSON, "Сергей Лавров", "LAVROV, Sergei") >= 9000);
    assert_true(score(SCHEMA_COMPANY, "OAO Gazprom", "Gazprom JSC") >= 9000);
}

static void a_contradicting_word_does_not_alert(void **state)
{
    (void)state;
    assert_true(score(SCHEMA_PERSON, "Boris Abramovich", "Roman Abramovich") < 7000);
    assert_true(score(SCHEMA_PERSON, "ALI SADDAM HUSSEIN AL-RAWI", "ALI SADDAM HUSSEIN AL-TIKRITI") < 7000);
    assert_true(score(SCHEMA_VESSEL, "ZU ZAG BONG 6", "ZU ZAG BONG 9") < 7000);
    assert_true(score(SCHEMA_COMPANY, "Bank of Armenia Corporation", "Bank of America Corporation") < 7000);
}

static void a_missing_word_is_less_than_another_word(void **state)
{
    (void)state;
    int missing = score(SCHEMA_PERSON, "Sergey Lavrov", "Sergey Viktorovich Lavrov");
    int other = score(SCHEMA_PERSON, "Sergey Borisovich Lavrov", "Sergey Viktorovich Lavrov");
    assert_true(missing >= 7000);
    assert_true(other < 7000);
}

static void nothing_to_read_scores_nothing(void **state)
{
    (void)state;
    assert_int_equal(score(SCHEMA_PERSON, "", "Vladimir Putin"), 0);
    assert_int_equal(score(SCHEMA_PERSON, "!!!", "???"), 0);
}

static int setup(void **state)
{
    itd_error error;
    (void)state;
    return match_worker_new(NULL, &worker, &error) == ITD_OK ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    match_worker_free(worker);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_names_score_one),
        cmocka_unit_test(other_spellings_alert),
        cmocka_unit_test(a_contradicting_word_does_not_alert),
        cmocka_unit_test(a_missing_word_is_less_than_another_word),
        cmocka_unit_test(nothing_to_read_scores_nothing),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
