/* Owned by the listed: shares added up, through others, in circles, and where something is not known. */
#include "base/limits.h"
#include "screen/ownership.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

static const regime_owned_word half = {.key = STR("us"), .share = 5000};
static const regime_owned_word more = {.key = STR("eu"), .share = 5000, .above = true, .control = true};

static arena memory;
static ownership g;

static uint32_t add(const char *name, uint8_t listed)
{
    uint32_t node = ownership_add(&g, str_of(name), STR_NONE);
    assert_int_not_equal(node, OWNERSHIP_NONE);
    g.nodes[node].listed = listed;
    return node;
}

static uint8_t standing(uint32_t node, const regime_owned_word *rule)
{
    ownership_solve(&g, rule);
    return g.nodes[node].standing;
}

static void path_is(uint32_t node, const char *expected)
{
    buf out;
    buf_init(&out, LIMIT_BUF_SIZE);
    ownership_path(&g, node, &out);
    if (!str_is(buf_as_str(&out), expected))
        fail_msg("expected \"%s\", got \"%.*s\"", expected, (int)out.len, out.data);
    buf_free(&out);
}

static void half_counts_for_one_law_and_not_for_the_other(void **state)
{
    (void)state;
    uint32_t firm = add("Firm", OWNED_NOT), a = add("A", OWNED_SURE), b = add("B", OWNED_SURE);
    ownership_owns(&g, firm, a, 2500, false);
    ownership_owns(&g, firm, b, 2500, false);
    assert_int_equal(standing(firm, &half), OWNED_SURE);
    path_is(firm, "25.00 % by A; 25.00 % by B");
    assert_int_equal(standing(firm, &more), OWNED_NOT);
    assert_int_equal(g.nodes[firm].sure, 5000);
    ownership_owns(&g, firm, add("C", OWNED_SURE), 1, false);
    assert_int_equal(standing(firm, &more), OWNED_SURE);
}

static void less_than_half_does_not_count(void **state)
{
    (void)state;
    uint32_t firm = add("Firm", OWNED_NOT);
    ownership_owns(&g, firm, add("A", OWNED_SURE), 4999, false);
    ownership_owns(&g, firm, add("Clean", OWNED_NOT), 5001, false);
    assert_int_equal(standing(firm, &half), OWNED_NOT);
}

static void what_is_owned_counts_whole_as_an_owner(void **state)
{
    (void)state;
    /* 50 % of a holding that holds 50 %: a quarter by multiplication, and blocked by the rule. */
    uint32_t firm = add("Firm", OWNED_NOT), holding = add("Holding", OWNED_NOT), a = add("A", OWNED_SURE);
    ownership_owns(&g, firm, holding, 5000, false);
    ownership_owns(&g, holding, a, 5000, false);
    assert_int_equal(standing(firm, &half), OWNED_SURE);
    path_is(firm, "50.00 % by Holding [itself held 50.00 % by A]");
    uint32_t ends[4];
    assert_int_equal(ownership_ends(&g, firm, ends, 4), 1);
    assert_int_equal(ends[0], a);
    assert_int_equal(standing(firm, &more), OWNED_NOT);
}

static void a_minority_holding_passes_nothing_on(void **state)
{
    (void)state;
    uint32_t firm = add("Firm", OWNED_NOT), holding = add("Holding", OWNED_NOT);
    ownership_owns(&g, firm, holding, 10000, false);
    ownership_owns(&g, holding, add("A", OWNED_SURE), 4900, false);
    assert_int_equal(standing(firm, &half), OWNED_NOT);
}

static void control_counts_where_the_rule_says_so(void **state)
{
    (void)state;
    uint32_t firm = add("Firm", OWNED_NOT);
    ownership_owns(&g, firm, add("A", OWNED_SURE), 1000, true);
    assert_int_equal(standing(firm, &half), OWNED_NOT);
    assert_int_equal(standing(firm, &more), OWNED_SURE);
    path_is(firm, "10.00 % and control by A");
}

static void a_share_that_nobody_gave_may_be_any(void **state)
{
    (void)state;
    uint32_t firm = add("Firm", OWNED_NOT);
    ownership_owns(&g, firm, add("A", OWNED_SURE), -1, false);
    ownership_owns(&g, firm, add("Clean", OWNED_NOT), -1, false);
    assert_int_equal(standing(firm, &half), OWNED_PERHAPS);
    assert_true(g.nodes[firm].unknown);
    path_is(firm, "an unknown share by A");
}

static void who_is_perhaps_listed_makes_a_perhaps(void **state)
{
    (void)state;
    uint32_t firm = add("Firm", OWNED_NOT), owner = add("Owner", OWNED_NOT), listed = add("A", OWNED_SURE);
    ownership_owns(&g, firm, owner, 6000, false);
    ownership_is(&g, owner, listed, false);
    assert_int_equal(standing(firm, &half), OWNED_PERHAPS);
    path_is(firm, "60.00 % by Owner [who may be A]");
}

static void circles_hold_nobody(void **state)
{
    (void)state;
    uint32_t one = add("One", OWNED_NOT), two = add("Two", OWNED_NOT), self = add("Self", OWNED_NOT);
    ownership_owns(&g, one, two, 10000, false);
    ownership_owns(&g, two, one, 10000, false);
    ownership_owns(&g, self, self, 10000, false);
    assert_int_equal(standing(one, &half), OWNED_NOT);
    assert_int_equal(g.nodes[self].standing, OWNED_NOT);
    /* Somebody listed holds half of one: then it is blocked, and two by it; the path goes round no circle. */
    ownership_owns(&g, one, add("A", OWNED_SURE), 5000, false);
    assert_int_equal(standing(two, &half), OWNED_SURE);
    path_is(two, "100.00 % by One [itself held 50.00 % by A]");
    path_is(one, "50.00 % by A");
}

static void a_group_too_large_to_look_at_may_hide_somebody(void **state)
{
    (void)state;
    uint32_t firm = add("Firm", OWNED_NOT), last = firm;
    for (size_t i = 1; i < OWNERSHIP_NODES_MAX; i++) {
        uint32_t owner = add("Owner", OWNED_NOT);
        ownership_owns(&g, last, owner, 10000, false);
        last = owner;
    }
    assert_int_equal(standing(firm, &half), OWNED_NOT);
    ownership_owns(&g, last, ownership_add(&g, str_of("One more"), STR_NONE), 10000, false);
    assert_int_equal(standing(firm, &half), OWNED_PERHAPS);
    assert_int_equal(ownership_ends(&g, firm, NULL, 0), 0);
}

static uint64_t seed = 7;

static uint32_t roll(uint32_t n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(seed >> 33) % n;
}

/* Blocked by whole sets: the smallest set that holds the listed and everybody whom the set holds enough of.
 */
static uint32_t smallest_set(uint32_t listed, int shares[6][6], int share)
{
    uint32_t set = listed, grown = listed;
    do {
        set = grown;
        for (int i = 0; i < 6; i++) {
            int sum = 0;
            for (int k = 0; k < 6; k++)
                sum += set >> k & 1 ? shares[i][k] : 0;
            if (sum >= share)
                grown |= 1u << i;
        }
    } while (grown != set);
    return set;
}

static void standings_are_the_smallest_set_that_agrees(void **state)
{
    (void)state;
    for (int round = 0; round < 2000; round++) {
        int shares[6][6] = {{0}};
        uint32_t listed = roll(64) & roll(64);
        arena_reset(&memory);
        ownership_init(&g, &memory);
        for (uint32_t i = 0; i < 6; i++)
            add("N", listed >> i & 1 ? OWNED_SURE : OWNED_NOT);
        for (uint32_t i = 0; i < 6; i++)
            for (uint32_t k = 0; k < 6; k++)
                if (roll(3) == 0) {
                    shares[i][k] = (int)roll(6) * 1000;
                    ownership_owns(&g, i, k, shares[i][k], false);
                }
        uint32_t set = smallest_set(listed, shares, 5000);
        ownership_solve(&g, &half);
        for (uint32_t i = 0; i < 6; i++)
            assert_int_equal(g.nodes[i].standing == OWNED_SURE, set >> i & 1);
    }
}

static int begin(void **state)
{
    (void)state;
    arena_init(&memory, LIMIT_ARENA_SIZE);
    ownership_init(&g, &memory);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_free(&memory);
    return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(half_counts_for_one_law_and_not_for_the_other),
        TEST(less_than_half_does_not_count),
        TEST(what_is_owned_counts_whole_as_an_owner),
        TEST(a_minority_holding_passes_nothing_on),
        TEST(control_counts_where_the_rule_says_so),
        TEST(a_share_that_nobody_gave_may_be_any),
        TEST(who_is_perhaps_listed_makes_a_perhaps),
        TEST(circles_hold_nobody),
        TEST(a_group_too_large_to_look_at_may_hide_somebody),
        TEST(standings_are_the_smallest_set_that_agrees),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
