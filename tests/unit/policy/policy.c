/* The firm's policy: read, refused, and what a suppression covers. */
#include "base/limits.h"
#include "policy/policy.h"

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
        "threshold: 0.8\nlimit: 10\njurisdictions: [EU]\nexposure: reject\nstale_after_days: 30\n"
        "thresholds:\n  - {list: us_ofac_sdn, schema: Vessel, threshold: 0.9}\n  - {schema: Person, "
        "threshold: 0.75}\n";
    assert_int_equal(policy_read_text("p.yaml", str_of(text), &a, &p, &error), ITD_OK);
    assert_int_equal(p.threshold, 8000);
    assert_int_equal(p.limit, 10);
    assert_int_equal(p.exposure, VERDICT_REJECT);
    assert_int_equal(p.stale_after_days, 30);
    assert_true(str_is(p.jurisdictions.items[0], "EU"));
    assert_int_equal(strlen(p.hash), 7 + SHA256_HEX_LEN);
    assert_int_equal(p.threshold_count, 2);
    assert_true(str_is(p.thresholds[0].list, "us_ofac_sdn"));
    assert_int_equal(p.thresholds[0].schema, SCHEMA_VESSEL);
    assert_int_equal(p.thresholds[1].score, 7500);
    assert_int_equal(policy_lowest_threshold(&p), 7500);
    arena_free(&a);
}

static void what_is_wrong_is_named(void **state)
{
    (void)state;
    static const struct {
        const char *text, *message;
    } wrong[] = {
        {"limit: 3\ntreshold: 1\n", "p.yaml:2: treshold: unknown field"},
        {"threshold: 1.1\n", "p.yaml:1: threshold: a score"},
        {"threshold: high\n", "threshold: a score"},
        {"limit: 0\n", "limit: a whole number"},
        {"exposure: block\n", "exposure: exposure, review"},
        {"jurisdictions: US\n", "jurisdictions: a list"},
        {"suppressions:\n  - {entity: A}\n", "p.yaml:2"},
        {"suppressions: all\n", "suppressions: a list"},
        {"suppressions:\n  - {until: 2027-01-01, party_record: sha256:1}\n", "party_record: a hash"},
        {"suppressions:\n  - all\n", "fields were expected"},
        {"thresholds:\n  - {threshold: 0.8}\n", "threshold and list or schema"},
        {"thresholds:\n  - {schema: Ship, threshold: 0.8}\n", "schema: a schema of FollowTheMoney"},
        {"thresholds:\n  - {schema: Person, threshold: 2}\n", "threshold: a score"},
        {"thresholds:\n  - {schema: Person, threshold: 1}\n  - {schema: Person, threshold: 0}\n", "p.yaml:3"},
        {"thresholds:\n  - {schema: Person, threshold: 1, shema: A}\n", "shema: unknown field"},
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

#define OURS    "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define THEIRS  "sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
#define OTHER   "sha256:cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
#define FINDING ", reason: other birth date, by: A. Analyst, until: 1970-01-11}\n"

static policy_standing standing(const policy *p, const char *party, const char *ours, const char *id,
                                const char *theirs, calendar_day on)
{
    const policy_suppression *found;
    policy_standing is =
        policy_suppresses(p, str_of(party), str_of(ours), str_of(id), str_of(theirs), on, &found);
    assert_int_equal(found == NULL, is == SUPPRESSION_NONE);
    return is;
}

static void a_suppression_is_void_when_anything_changed(void **state)
{
    (void)state;
    arena a;
    policy p;
    itd_error error = {0};
    arena_init(&a, LIMIT_ARENA_SIZE);
    const char *text =
        "suppressions:\n"
        "  - {party: C-1, party_record: " OURS ", entity: ofac-1, entity_record: " THEIRS FINDING
        "  - {party_record: " OURS ", entity: ofac-9, entity_record: " THEIRS FINDING;
    if (policy_read_text("p.yaml", str_of(text), &a, &p, &error) != ITD_OK)
        fail_msg("%s", error.message);
    assert_int_equal(standing(&p, "C-1", OURS, "ofac-1", THEIRS, 10), SUPPRESSION_HOLDS);
    assert_int_equal(standing(&p, "C-1", OURS, "ofac-1", THEIRS, 11), SUPPRESSION_EXPIRED);
    assert_int_equal(standing(&p, "C-1", OTHER, "ofac-1", THEIRS, 10), SUPPRESSION_PARTY_CHANGED);
    assert_int_equal(standing(&p, "C-1", OURS, "ofac-1", OTHER, 10), SUPPRESSION_ENTITY_CHANGED);
    assert_int_equal(standing(&p, "C-2", OURS, "ofac-1", THEIRS, 10), SUPPRESSION_NONE);
    assert_int_equal(standing(&p, "C-1", OURS, "ofac-2", THEIRS, 10), SUPPRESSION_NONE);
    /* Without a number of ours the record itself says who it is. */
    assert_int_equal(standing(&p, "", OURS, "ofac-9", THEIRS, 10), SUPPRESSION_HOLDS);
    assert_int_equal(standing(&p, "", OTHER, "ofac-9", THEIRS, 10), SUPPRESSION_NONE);
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
