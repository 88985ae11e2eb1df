/* Parties of a case against the built-in sample. */
#include "api/handles.h"
#include "base/limits.h"
#include "decide/decide.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdint.h>

static itd_snapshot *sample;
static decider *d;
static arena memory;

#define CASE(on, party)                                                                                      \
    "{\"on\":\"" on "\",\"actor\":{\"country\":\"BR\"},\"activity\":\"export\",\"parties\":[" party          \
    "],\"goods\":[{\"hs\":\"842230\"}]}"

static const decision *run(const char *text)
{
    itd_error error = {0};
    case_record *c = NULL;
    if (case_read(str_of(text), "case.json", 1, decider_rules(d), 0, &memory, &c, &error) != ITD_OK)
        fail_msg("%s", error.message);
    return decider_run(d, c, REGIME_NEXT_CHANGE);
}

static bool says(const decision *x, const char *text)
{
    for (size_t i = 0; i < x->found->reason_count; i++)
        if (str_find(x->found->reasons[i].text, str_of(text)) != SIZE_MAX)
            return true;
    return false;
}

static void a_listed_name_is_a_reason_to_look(void **state)
{
    (void)state;
    const decision *x =
        run(CASE("2026-07-30", "{\"role\":\"buyer\",\"name\":\"Ebrahim Raisi\",\"country\":\"TR\"}"));
    assert_int_equal(x->verdict, VERDICT_REVIEW);
    assert_true(says(x, "ofac-27844"));
    assert_true(x->found->hit_count > 0);
}

static void another_name_is_none(void **state)
{
    (void)state;
    const decision *x =
        run(CASE("2026-07-30", "{\"role\":\"buyer\",\"name\":\"Rosa Lindgren\",\"country\":\"TR\"}"));
    assert_int_equal(x->verdict, VERDICT_PASS);
    assert_int_equal(x->found->hit_count, 0);
    assert_false(says(x, "may be"));
}

static void before_the_date_of_its_list_the_day_of_a_listing_is_not_known(void **state)
{
    (void)state;
    const decision *x =
        run(CASE("2020-01-01", "{\"role\":\"buyer\",\"name\":\"Ebrahim Raisi\",\"country\":\"TR\"}"));
    assert_int_equal(x->verdict, VERDICT_REVIEW);
    assert_true(says(x, "before the date of the list"));
}

static void an_owner_is_asked_too(void **state)
{
    (void)state;
    const decision *x =
        run(CASE("2026-07-30", "{\"role\":\"buyer\",\"name\":\"Rosa Lindgren\",\"country\":\"TR\","
                               "\"owners\":[{\"name\":\"Ebrahim Raisi\",\"percentage\":60}]}"));
    assert_int_equal(x->verdict, VERDICT_REVIEW);
    assert_true(says(x, "parties[0].owners[0]"));
}

#define OWNED(owners)                                                                                        \
    CASE("2026-07-30",                                                                                       \
         "{\"role\":\"buyer\",\"name\":\"Rosa Lindgren\",\"country\":\"TR\",\"owners\":[" owners "]}")

static void shares_of_listed_owners_are_added_up(void **state)
{
    (void)state;
    /* A Brazilian seller is only exposed. */
    assert_int_equal(run(OWNED("{\"name\":\"NIOC\",\"percentage\":30},{\"name\":\"Central Bank of "
                               "Iran\",\"percentage\":\"20.0\"}"))
                         ->verdict,
                     VERDICT_EXPOSURE);
    const decision *x =
        run(OWNED("{\"name\":\"NIOC\",\"percentage\":30},{\"name\":\"Rosa Lindgren\",\"percentage\":70}"));
    assert_int_equal(x->verdict, VERDICT_PASS);
    assert_true(says(x, "listed owners hold 30.00 % of Rosa Lindgren: too little to count (us)"));
    /* Control alone does not count for the United States; for the British list a person looks. */
    x = run(OWNED("{\"name\":\"NIOC\",\"percentage\":10,\"control\":true}"));
    assert_int_equal(x->result->verdict, VERDICT_PASS);
    assert_int_equal(x->verdict, VERDICT_REVIEW);
    assert_true(says(x, "may count as the listed do (gb: more than 50.00 % in all, or control)"));
}

static void a_share_that_is_not_known_is_asked_for(void **state)
{
    (void)state;
    const decision *x = run(OWNED("{\"name\":\"NIOC\"}"));
    assert_int_equal(x->verdict, VERDICT_REVIEW);
    assert_int_equal(x->found->question_count, 1);
    assert_string_equal(x->found->questions[0].fact, "parties.owners.percentage");
    assert_true(str_is(x->found->questions[0].question, "Which share of Rosa Lindgren does NIOC hold?"));
}

static void a_port_under_comprehensive_measures_is_seen(void **state)
{
    (void)state;
    const decision *x = run("{\"on\":\"2026-07-30\",\"actor\":{\"country\":\"BR\"},\"activity\":\"shipping\","
                            "\"parties\":[{\"country\":\"BR\"}],"
                            "\"route\":{\"ports\":[\"Bandar Abbas\"]}}");
    assert_int_equal(x->verdict, VERDICT_REVIEW);
    assert_true(says(x, "Bandar Abbas lies in IR"));
}

static engine_worker *tools;

static int open_sample(void **state)
{
    (void)state;
    itd_error error = {0};
    arena_init(&memory, LIMIT_ARENA_SIZE);
    return itd_snapshot_open_sample(&sample, &error) != ITD_OK ||
           engine_worker_new(itd_snapshot_engine(sample), &tools, &error) != ITD_OK ||
           decider_new(tools, NULL, &d, &error) != ITD_OK;
}

static int close_sample(void **state)
{
    (void)state;
    decider_free(d);
    engine_worker_free(tools);
    itd_snapshot_close(sample);
    arena_free(&memory);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_listed_name_is_a_reason_to_look),
        cmocka_unit_test(another_name_is_none),
        cmocka_unit_test(before_the_date_of_its_list_the_day_of_a_listing_is_not_known),
        cmocka_unit_test(an_owner_is_asked_too),
        cmocka_unit_test(shares_of_listed_owners_are_added_up),
        cmocka_unit_test(a_share_that_is_not_known_is_asked_for),
        cmocka_unit_test(a_port_under_comprehensive_measures_is_seen),
    };
    return cmocka_run_group_tests(tests, open_sample, close_sample);
}
