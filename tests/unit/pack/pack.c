/* The packs of this repository, broken packs, and the section. */
#include "base/limits.h"
#include "pack/pack.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>

static const char *const folders[] = {ITD_SOURCE_DIR "/regimes"};

static const char words[] = "imposers:\n  XX: {name: Nowhere, jurisdiction: true, binds: [everybody]}\n"
                            "classes:\n  everybody: {everybody: true}\n"
                            "kinds: [prohibition, licence]\nsectors: [oil]\n"
                            "party_roles: {bank: [bank], supply: [seller], receive: [buyer]}\n"
                            "facts:\n  end_use: {type: boolean, question: Is it?}\n"
                            "  sector: {type: string, question: Which?, values: [energy, mining]}\n"
                            "actor_roles: [trader]\nstatuses:\n  state: {roles: [bank], country: DE}\n"
                            "datasets: [own_list]\n";

#define HEAD                                                                                                 \
    "id: xx-1\nrole: operative\nkind: prohibition\nregime: DE\nimposer: XX\ninstrument: Act\n"               \
    "effect: block\nconfidence: verified\nbound: [everybody]\nsources: [a book]\n"
#define PERIOD "periods:\n  - {from: 2020-01-01}\n"
#define TARGET "targets:\n  - {activities: [any], countries: [DE]}\n"

static void words_fail_with(const char *vocabulary, const char *measures, const char *file, unsigned line,
                            const char *text)
{
    arena a;
    regime_set set;
    pack_findings findings;
    itd_error error = {0};
    char place[64];
    arena_init(&a, LIMIT_ARENA_SIZE);
    itd_status status =
        pack_load_text("pack.yaml", str_of(vocabulary), str_of(measures), &a, &set, &findings, &error);
    if (status == ITD_OK)
        status = pack_first_error(&findings, &error);
    assert_int_equal(status, ITD_ERROR_INPUT);
    snprintf(place, sizeof place, "%s:%u", file, line);
    assert_string_equal(error.place, place);
    if (strstr(error.message, text) == NULL)
        fail_msg("expected \"%s\" in \"%s\"", text, error.message);
    arena_free(&a);
}

static void fails_with(const char *measures, unsigned line, const char *text)
{
    words_fail_with(words, measures, "pack.yaml", line, text);
}

static void the_packs_of_this_repository_are_right(void **state)
{
    (void)state;
    arena a;
    regime_set set;
    pack_findings findings;
    itd_error error = {0};
    arena_init(&a, LIMIT_ARENA_SIZE);
    itd_status status = pack_load(folders, 1, DATE_NONE, &a, &set, &findings, &error);
    if (status != ITD_OK)
        fail_msg("%s", error.message);
    for (size_t i = 0; i < findings.count; i++)
        if (!findings.items[i].warning)
            print_error("%s:%u: %.*s: %s\n", findings.items[i].file, findings.items[i].line,
                        STR_ARG(findings.items[i].measure), findings.items[i].text);
    assert_int_equal(findings.error_count, 0);
    assert_true(set.measure_count >= 205);
    arena_free(&a);
}

static void a_section_reads_back_as_it_was_written(void **state)
{
    (void)state;
    arena a;
    regime_set set, again;
    itd_error error = {0};
    buf first, second;
    arena_init(&a, LIMIT_ARENA_SIZE);
    buf_init(&first, LIMIT_BUF_SIZE);
    buf_init(&second, LIMIT_BUF_SIZE);
    assert_int_equal(pack_read(folders, 1, &a, &set, &error), ITD_OK);
    regime_encode(&set, &first);
    assert_int_equal(regime_section_count(buf_as_str(&first)), set.measure_count);
    assert_int_equal(regime_decode(buf_as_str(&first), &a, &again, &error), ITD_OK);
    regime_encode(&again, &second);
    assert_true(str_equal(buf_as_str(&first), buf_as_str(&second)));
    buf_free(&first);
    buf_free(&second);
    arena_free(&a);
}

static void a_section_cut_short_is_refused(void **state)
{
    (void)state;
    arena a;
    regime_set set;
    itd_error error = {0};
    buf bytes;
    arena_init(&a, LIMIT_ARENA_SIZE);
    buf_init(&bytes, LIMIT_BUF_SIZE);
    assert_int_equal(pack_read(folders, 1, &a, &set, &error), ITD_OK);
    regime_encode(&set, &bytes);
    for (size_t len = 0; len < bytes.len; len += 1 + len / 13) {
        arena b;
        arena_init(&b, LIMIT_ARENA_SIZE);
        assert_int_equal(regime_decode(str_make(bytes.data, len), &b, &set, &error), ITD_ERROR_SNAPSHOT);
        arena_free(&b);
    }
    buf_free(&bytes);
    arena_free(&a);
}

static void what_is_wrong_is_named_with_file_line_and_field(void **state)
{
    (void)state;
    fails_with(HEAD PERIOD TARGET "colour: red\n", 15, "colour: unknown field");
    fails_with(HEAD TARGET, 1, "periods: missing");
    fails_with(HEAD "periods:\n  - {from: 2020-02-30}\n" TARGET, 12, "from: 2020-02-30 is no day");
    fails_with(HEAD "periods:\n  - {from: 2020-02-03, until: 2020-02-03}\n" TARGET, 12,
               "ends before it begins");
    fails_with(HEAD "periods:\n  - {from: 2020-02-03}\n  - {from: 2021-01-01}\n" TARGET, 13, "overlaps");
    fails_with(HEAD PERIOD "targets:\n  - {activities: [smuggle]}\n", 14, "unknown activity smuggle");
    fails_with(HEAD PERIOD "targets:\n  - {activities: [any], countries: [XZ]}\n", 14, "XZ is no country");
    fails_with(HEAD PERIOD "targets:\n  - activities: [any]\n    goods: {hs: [9876]}\n", 15, "no code 9876");
    fails_with(HEAD PERIOD "targets:\n  - activities: [any]\n    goods: {hs: [2710-2709]}\n", 15,
               "no code or range");
    fails_with(HEAD PERIOD
               "targets:\n  - activities: [any]\n    parties:\n      names: [{name: A, bic: ABCDZZ11}]\n",
               16, "ABCDZZ11 is no BIC");
    fails_with(HEAD PERIOD
               "targets:\n  - activities: [any]\n    parties:\n      lists: [{dataset: nil, program: P}]\n",
               16, "unknown dataset nil");
    fails_with(HEAD PERIOD "targets:\n  - activities: [any]\n    conditions:\n"
                           "      - {fact: shoe_size, op: is, value: true}\n",
               16, "unknown fact shoe_size");
    fails_with(HEAD PERIOD TARGET "sectors: [gas]\n", 15, "sectors: unknown word gas");
    fails_with(HEAD PERIOD TARGET "lifts: [xx-2]\n", 15, "there is no measure xx-2");
    fails_with(HEAD PERIOD TARGET "---\n" HEAD PERIOD TARGET, 16, "xx-1 is given twice");
    fails_with("id: a\nid: b\n", 2, "id is given twice");
    fails_with("id: &x a\nrole: *x\n", 1, "anchors are not used");
    fails_with("id: [\n", 2, "not YAML");
}

#define CONDITION(text) HEAD PERIOD "targets:\n  - activities: [any]\n    conditions:\n      - {" text "}\n"
#define PERMIT                                                                                               \
    "id: xx-1\nrole: permit\nkind: licence\nregime: DE\nimposer: XX\ninstrument: Act\n"                      \
    "confidence: verified\nbound: [everybody]\nsources: [a book]\n"

static void words_in_the_wrong_place_are_named(void **state)
{
    (void)state;
    fails_with(CONDITION("fact: sector, op: in, value: [oil]"), 16, "sector has no value oil");
    fails_with(CONDITION("fact: actor.role, op: in, value: [baker]"), 16, "actor.role has no value baker");
    fails_with(CONDITION("fact: actor.country, op: in, value: [XZ]"), 16, "actor.country has no value XZ");
    fails_with(CONDITION("fact: '@named.role', op: in, value: [byer]"), 16, "@named.role has no value byer");
    fails_with(CONDITION("fact: '@party_status', op: in, value: [stat]"), 16,
               "@party_status has no value stat");
    fails_with(HEAD PERIOD "targets:\n  - {activities: [any], from: 2020-01-02, until: 2020-01-02}\n", 14,
               "targets: ends before it begins");
    fails_with(HEAD PERIOD "targets:\n  - activities: [any]\n    places: [{name: A, from: 2020-01-02, until: "
                           "2019-01-01}]\n",
               15, "places: ends before it begins");
    fails_with(PERMIT PERIOD TARGET "effect: block\n", 1, "effect: does not fit the role permit");
    fails_with("id: a b\nrole: operative\n", 1, "id: letters, digits");
}

static void what_the_words_say_of_themselves_must_hold(void **state)
{
    (void)state;
    static const struct {
        const char *words, *text;
        unsigned line;
    } wrong[] = {
        {"imposers:\n  XX: {name: N, binds: [nobody]}\n", "binds: unknown class nobody", 2},
        {"classes:\n  a: {fact: nil}\n", "fact: unknown fact nil", 2},
        {"classes:\n  a: {actor_country: XZ}\n", "classes.a: XZ is no country", 2},
        {"classes:\n  a: {actor_roles: [nil]}\n", "actor_roles: unknown role nil", 2},
        {"statuses:\n  a: {roles: ['@group'], country: DE}\n", "roles: unknown role @group", 2},
        {"eu_members: [DE, XZ]\n", "eu_members: XZ is no country", 1},
        {"comprehensive: [DE, DE-01, X]\n", "comprehensive: X is no country or region", 1},
        {"owned:\n  a: {from: 50, above: 50}\n", "owned.a: give a share with either from or above", 2},
        {"owned:\n  a: {lists: [nil], from: 50}\n", "owned.a: unknown dataset nil", 2},
        {"owned:\n  a: {imposers: [YY], from: 50}\n", "owned.a: unknown imposer YY", 2},
        {"owned:\n  a: {above: 100.01}\n", "above: 100.01 is no share", 2},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        words_fail_with(wrong[i].words, HEAD PERIOD TARGET, "vocabulary.yaml", wrong[i].line, wrong[i].text);
}

static void words_that_move_with_the_day_and_the_map_are_checked(void **state)
{
    (void)state;
    static const struct {
        const char *words, *text;
        unsigned line;
    } wrong[] = {
        {"eu_members:\n  - {code: GB, until: 2021-02-30}\n", "until: 2021-02-30 is no day", 2},
        {"eu_members:\n  - {code: GB, left: 2021-01-01}\n", "eu_members.left: unknown field", 2},
        {"parameters:\n  cap: {unit: USD, values: [{from: 2020-01-01, value: 47.60001}]}\n",
         "values: 47.60001 is no number", 2},
        {"parameters:\n  cap: {values: [{value: 60}, {from: 2020-01-01, value: 50}]}\n",
         "values: those of cap overlap", 2},
        {"regime_kinds:\n  trade: {activities: [smuggle]}\n", "unknown activity smuggle", 2},
        {"concordance:\n  - {edition: '2013', code: '281210', becomes: ['281211']}\n", "2013 is no edition",
         2},
        {"map:\n  - {imposer: XX, name: N, periods: [{}], kinds: [trade], confidence: read}\n",
         "imposer: unknown imposer XX", 2},
        {"imposers:\n  XX: {name: N}\ncovers:\n  - {imposer: XX, where: [DE], theme: t, parts: [{activities: "
         "[any], held: full}]}\n",
         "covers: give where or theme", 4},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        words_fail_with(wrong[i].words, HEAD PERIOD TARGET, "vocabulary.yaml", wrong[i].line, wrong[i].text);
}

#define COVER(count, part)                                                                                   \
    "covers:\n  - imposer: XX\n    where: [DE]\n    measures: " count "\n    parts:\n      - {" part         \
    "}\n---\n"

static void a_cover_statement_counts_its_measures(void **state)
{
    (void)state;
    fails_with(COVER("2", "activities: [any], goods: all, held: full") HEAD PERIOD TARGET, 2,
               "covers: is no longer true: it counts 2 measures of XX on DE, there are 1");
    fails_with(COVER("1", "activities: [any], held: partly") HEAD PERIOD TARGET, 6, "why: missing");
    fails_with(COVER("1", "activities: [any], held: wholly") HEAD PERIOD TARGET, 6,
               "held: unknown word wholly");
    fails_with(COVER("1", "activities: [any], goods: [9876], held: full") HEAD PERIOD TARGET, 6,
               "no code 9876");
    fails_with(COVER("1", "activities: [any], held: full, of: all") HEAD PERIOD TARGET, 6,
               "parts.of: unknown field");
}

static void what_a_measure_says_of_lists_goods_and_readers_is_checked(void **state)
{
    (void)state;
    fails_with(HEAD PERIOD "targets:\n  - activities: [any]\n    parties:\n"
                           "      lists: [{dataset: own_list, program: '*', schemas: [Ship]}]\n",
               16, "there is no schema Ship");
    fails_with(HEAD PERIOD "targets:\n  - activities: [any]\n    goods: {file: ../secret.tsv}\n", 15,
               "goods/NAME.tsv was expected");
    fails_with(HEAD PERIOD "targets:\n  - activities: [any]\n    goods: {file: goods/none.tsv}\n", 15,
               "cannot read goods/none.tsv");
    fails_with(HEAD PERIOD "targets:\n  - activities: [any]\n    goods: {hs: [27], edition: '2013'}\n", 15,
               "2013 is no edition");
    fails_with(CONDITION("fact: sector, op: in, value: [$cap]"), 16, "$cap is no string");
    fails_with(HEAD PERIOD TARGET "checked: [{by: a, on: 2026-01-01}]\n", 15, "against: missing");
    fails_with(HEAD PERIOD TARGET "theme: cyber\n", 15, "theme: goes with the regime ZZ");
    fails_with(HEAD
               "periods:\n  - {from: 2020-01-01, wind_down: {until: 2020-02-01, last_day: perhaps}}\n" TARGET,
               12, "inclusive or exclusive");
}

static void a_circle_of_frames_is_found(void **state)
{
    (void)state;
    static const char frame[] =
        "role: frame\nkind: prohibition\nregime: DE\nimposer: XX\ninstrument: A\n"
        "effect: block\nconfidence: verified\nbound: [everybody]\nsources: [b]\n" PERIOD TARGET;
    char circle[2000];
    snprintf(circle, sizeof circle, "---\nid: a\n%simplemented_by: [b]\n---\nid: b\n%simplemented_by: [a]\n",
             frame, frame);
    fails_with(circle, 18, "implemented_by: a leads back here: a cycle");
}

static void a_circle_of_permits_is_found(void **state)
{
    (void)state;
    static const char circle[] =
        "---\nid: p1\nrole: permit\nkind: licence\nregime: DE\nimposer: XX\ninstrument: A\n"
        "effect: permit\nconfidence: verified\nbound: [everybody]\nsources: [b]\n" PERIOD TARGET
        "defeats: [p2]\n"
        "---\nid: p2\nrole: limit\nkind: licence\nregime: DE\nimposer: XX\ninstrument: A\n"
        "effect: permit\nconfidence: verified\nbound: [everybody]\nsources: [b]\n" PERIOD TARGET
        "defeats: [p1]\n";
    fails_with(circle, 18, "a cycle");
}

static void a_missing_source_is_an_error(void **state)
{
    (void)state;
    fails_with("id: xx-1\nrole: operative\nkind: prohibition\nregime: DE\nimposer: XX\ninstrument: Act\n"
               "effect: block\nconfidence: verified\nbound: [everybody]\n" PERIOD TARGET,
               1, "sources: missing");
}

static void codes_of_the_harmonized_system_are_known(void **state)
{
    (void)state;
    assert_true(pack_hs_exists(str_of("27")));
    assert_true(pack_hs_exists(str_of("2709")));
    assert_true(pack_hs_exists(str_of("300490")));
    assert_false(pack_hs_exists(str_of("77")));
    assert_false(pack_hs_exists(str_of("9876")));
    assert_false(pack_hs_exists(str_of("300499")));
    assert_false(pack_hs_exists(str_of("")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_packs_of_this_repository_are_right),
        cmocka_unit_test(a_section_reads_back_as_it_was_written),
        cmocka_unit_test(a_section_cut_short_is_refused),
        cmocka_unit_test(what_is_wrong_is_named_with_file_line_and_field),
        cmocka_unit_test(words_in_the_wrong_place_are_named),
        cmocka_unit_test(what_the_words_say_of_themselves_must_hold),
        cmocka_unit_test(words_that_move_with_the_day_and_the_map_are_checked),
        cmocka_unit_test(a_cover_statement_counts_its_measures),
        cmocka_unit_test(what_a_measure_says_of_lists_goods_and_readers_is_checked),
        cmocka_unit_test(a_circle_of_frames_is_found),
        cmocka_unit_test(a_circle_of_permits_is_found),
        cmocka_unit_test(a_missing_source_is_an_error),
        cmocka_unit_test(codes_of_the_harmonized_system_are_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
