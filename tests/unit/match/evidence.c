#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "match/evidence.h"
#include "name/parameters.h"

static int between(const char *a, const char *b)
{
    partial_date x, y;
    const char *detail;
    assert_true(partial_date_parse(str_of(a), &x));
    assert_true(partial_date_parse(str_of(b), &y));
    return evidence_of_dates(&x, &y, &detail);
}

static void years_count_by_their_distance(void **state)
{
    (void)state;
    assert_int_equal(between("1960", "1961"), EVIDENCE_NEAR_YEAR);
    assert_int_equal(between("1960", "1963"), EVIDENCE_FEW_YEARS);
    assert_int_equal(between("1960", "1965"), EVIDENCE_SOME_YEARS);
    assert_int_equal(between("1960", "1966"), EVIDENCE_OTHER_YEAR);
    assert_int_equal(between("1960", "~1963"), EVIDENCE_NEAR_YEAR);
    assert_int_equal(between("~1960", "1970"), EVIDENCE_SOME_YEARS);
}

static evidence_facts facts_of(const char *date)
{
    evidence_facts facts;
    match_query q = {.birth_date_count = 1};
    q.birth_dates[0] = str_of(date);
    evidence_prepare(&q, &facts);
    return facts;
}

static void the_first_of_january_is_a_year_only(void **state)
{
    (void)state;
    evidence_facts facts = facts_of("1960-01-01");
    assert_int_equal(facts.date_count, 1);
    assert_int_equal(facts.dates[0].first.month, 0);
    assert_int_equal(facts_of("1970-01-01").date_count, 0);
    assert_int_equal(facts_of("1900-01-01").date_count, 0);
    assert_int_equal(facts_of("1970-01-02").date_count, 1);
}

static void an_exact_full_name_is_hidden_by_another_ship_only(void **state)
{
    (void)state;
    evidence e = {.total = EVIDENCE_OTHER_YEAR + EVIDENCE_OTHER_COUNTRY + EVIDENCE_OTHER_GENDER};
    alignment exact = {.penalty = 0, .whole_links = 2}, one_word = {.penalty = 0, .whole_links = 1};
    assert_int_equal(evidence_against(&e, &exact), PENALTY_ALERT);
    assert_int_equal(evidence_against(&e, &one_word), e.total);
    evidence ship = {.total = EVIDENCE_OTHER_SHIP, .penalty = {[EVIDENCE_IMO] = EVIDENCE_OTHER_SHIP}};
    assert_int_equal(evidence_against(&ship, &exact), EVIDENCE_OTHER_SHIP);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(years_count_by_their_distance),
        cmocka_unit_test(the_first_of_january_is_a_year_only),
        cmocka_unit_test(an_exact_full_name_is_hidden_by_another_ship_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
