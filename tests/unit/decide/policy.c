/* The firm's policy: read, refused, and what a suppression covers. */
#include "base/limits.h"
#include "decide/policy.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

static void everything_is_read(void **state)
{
    (void)state;
    arena a;
    policy p;
    itd_error error = {0};
    arena_init(&a, LIMIT_ARENA_SIZE);
    const char *text =
        "threshold: 0.8\nlimit: 10\njurisdictions: [EU]\nexposure: reject\nstale_after_days: 30\n";
    assert_int_equal(policy_read_text("p.yaml", str_of(text), &a, &p, &error), ITD_OK);
    assert_int_equal(p.threshold, 8000);
    assert_int_equal(p.limit, 10);
    assert_int_equal(p.exposure, VERDICT_REJECT);
    assert_int_equal(p.stale_after_days, 30);
    assert_true(str_is(p.jurisdictions.items[0], "EU"));
    assert_int_equal(strlen(p.hash), 7 + SHA256_HEX_LEN);
    arena_free(&a);
}

static void what_is_wrong_is_named(void **state)
{
    (void)state;
    static const struct {
        const char *text, *message;
    } wrong[] = {{"limit: 3\ntreshold: 1\n", "p.yaml:2: treshold: unknown field"},
                 {"threshold: 1.1\n", "p.yaml:1: threshold: a score"},
                 {"threshold: high\n", "threshold: a score"},
                 {"limit: 0\n", "limit: a whole number"},
                 {"exposure: block\n", "exposure: exposure, review"},
                 {"jurisdictions: US\n", "jurisdictions: a list"},
                 {"suppressions:\n  - {name: A}\n", "p.yaml:2"},
                 {"- 1\n", "one document of fields"}};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        arena a;
        policy p;
        itd_error error = {0};
        arena_init(&a, LIMIT_ARENA_SIZE);
        assert_int_equal(policy_read_text("p.yaml", str_of(wrong[i].text), &a, &p, &error), ITD_ERROR_INPUT);
        if (!strstr(error.message, wrong[i].message))
            fail_msg("expected \"%s\" in \"%s\"", wrong[i].message, error.message);
        arena_free(&a);
    }
}

static void a_suppression_is_void_when_anything_changed(void **state)
{
    (void)state;
    arena a;
    policy p;
    itd_error error = {0};
    arena_init(&a, LIMIT_ARENA_SIZE);
    const char *text =
        "suppressions:\n  - {party: C-1, name: Jon Doe, entity: ofac-1, caption: \"DOE, John\", "
        "reason: other birth date, by: A. Analyst, until: 1970-01-11}\n";
    assert_int_equal(policy_read_text("p.yaml", str_of(text), &a, &p, &error), ITD_OK);
    str id = str_of("C-1"), name = str_of("Jon Doe"), entity = str_of("ofac-1"),
        caption = str_of("DOE, John");
    assert_non_null(policy_suppresses(&p, id, name, entity, caption, 10));
    assert_null(policy_suppresses(&p, id, name, entity, caption, 11));
    assert_null(policy_suppresses(&p, str_of("C-2"), name, entity, caption, 10));
    assert_null(policy_suppresses(&p, id, str_of("John Doe"), entity, caption, 10));
    assert_null(policy_suppresses(&p, id, name, str_of("ofac-2"), caption, 10));
    assert_null(policy_suppresses(&p, id, name, entity, str_of("DOE, John Peter"), 10));
    arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_is_read),
        cmocka_unit_test(what_is_wrong_is_named),
        cmocka_unit_test(a_suppression_is_void_when_anything_changed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
