/* A regime that no one has heard of, added as a folder at run time: its own imposer, class, status and fact.
 * And what a decision costs in memory. */
#include "base/file.h"
#include "base/limits.h"
#include "decide/decide.h"
#include "pack/pack.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

#include "test_skip.h"
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define COUNTS_ALLOCATIONS 1
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *memory, size_t size);
static unsigned long allocations;

void *malloc(size_t size)
{
    allocations++;
    return __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    allocations++;
    return __libc_calloc(count, size);
}

void *realloc(void *memory, size_t size)
{
    allocations++;
    return __libc_realloc(memory, size);
}
#endif

/* Iceland stands in for a country that nobody has put under sanctions, Brazil for one that imposes them. */
static const char words[] =
    "imposers:\n  BR: {name: Brazil, jurisdiction: true, binds: [brazilian_persons]}\n"
    "classes:\n  brazilian_persons: {actor_country: BR}\n"
    "statuses:\n  puffin_board: {roles: [government], fact: party_is_puffin_board, country: IS}\n"
    "facts:\n  party_is_puffin_board: {type: boolean, question: Is the party the Puffin Board?}\n"
    "  puffin_permit: {type: boolean, question: Is there a permit of the Puffin Board?}\n"
    "sectors: [puffins]\n";
static const char measures[] =
    "id: is-no-puffins\nrole: operative\nkind: prohibition\nregime: IS\nimposer: BR\ninstrument: Puffin Act\n"
    "provision: s. 1\neffect: reject\nconfidence: verified\nperiods:\n  - from: 2030-01-01\n"
    "    wind_down: {until: 2030-03-31, contract_before: 2030-01-01}\n"
    "bound: [brazilian_persons]\nsectors: [puffins]\n"
    "targets:\n  - {activities: [import], countries: [IS], direction: from, goods: {hs: [\"0106\"]}}\n"
    "sources: [none]\n---\n"
    "id: is-no-board\nrole: operative\nkind: prohibition\nregime: IS\nimposer: BR\ninstrument: Puffin Act\n"
    "provision: s. 2\neffect: block\nconfidence: verified\nperiods:\n  - {from: 2030-01-01}\n"
    "bound: [brazilian_persons]\ntargets:\n  - activities: [any]\n    parties: {status: [puffin_board]}\n"
    "sources: [none]\n---\n"
    "id: is-no-licence\nrole: permit\nkind: licence\nregime: IS\nimposer: BR\ninstrument: Puffin Licence\n"
    "effect: permit\nconfidence: verified\nperiods:\n  - {from: 2030-06-01, until: 2031-01-01}\n"
    "bound: [brazilian_persons]\ntargets:\n  - activities: [import]\n    countries: [IS]\n"
    "    conditions:\n      - {fact: puffin_permit, op: is, value: true}\n"
    "defeats: [is-no-puffins]\nsources: [none]\n";

static arena memory;
static regime_set set;
static decider *d;

static uint8_t verdict(const char *text)
{
    itd_error error = {0};
    case_record *c = NULL;
    if (case_read(str_of(text), "case.json", 1, decider_rules(d), 0, &memory, &c, &error) != ITD_OK)
        fail_msg("%s", error.message);
    return decider_run(d, c, REGIME_NEXT_CHANGE)->verdict;
}

#define CASE(on, rest)                                                                                       \
    "{\"on\":\"" on                                                                                          \
    "\",\"actor\":{\"country\":\"BR\"},\"activity\":\"import\",\"parties\":[{\"role\":\"seller\","           \
    "\"country\":\"IS\"}],\"goods\":[{\"hs\":\"010639\",\"origin\":\"IS\"}]" rest "}"

static void a_new_folder_is_a_new_regime(void **state)
{
    (void)state;
    assert_int_equal(verdict(CASE("2029-12-31", "")), VERDICT_PASS);
    assert_int_equal(verdict(CASE("2030-01-01", "")), VERDICT_REVIEW);
    assert_int_equal(verdict(CASE("2030-03-31", ",\"dates\":{\"contract\":\"2029-12-31\"}")),
                     VERDICT_LICENSED);
    assert_int_equal(verdict(CASE("2030-04-01", ",\"dates\":{\"contract\":\"2029-12-31\"}")), VERDICT_REJECT);
    assert_int_equal(verdict(CASE("2030-06-01", "")), VERDICT_REVIEW);
    assert_int_equal(verdict(CASE("2030-06-01", ",\"facts\":{\"puffin_permit\":true}")), VERDICT_LICENSED);
    assert_int_equal(verdict(CASE("2030-06-01", ",\"facts\":{\"puffin_permit\":false}")), VERDICT_REJECT);
    assert_int_equal(verdict(CASE("2030-06-01", ",\"facts\":{\"party_is_puffin_board\":true}")),
                     VERDICT_BLOCK);
    assert_int_equal(verdict(CASE("2031-01-01", ",\"facts\":{\"puffin_permit\":true}")), VERDICT_REJECT);
}

static void the_regimes_beside_it_are_as_before(void **state)
{
    (void)state;
    assert_int_equal(
        verdict("{\"on\":\"2030-01-01\",\"actor\":{\"country\":\"US\"},\"activity\":\"export\",\"parties\":"
                "[{\"role\":\"buyer\",\"country\":\"KP\"}],\"goods\":[{\"hs\":\"845811\"}]}"),
        VERDICT_REJECT);
}

static void a_decision_allocates_nothing(void **state)
{
    (void)state;
#ifdef COUNTS_ALLOCATIONS
    itd_error error = {0};
    case_record *c = NULL;
    const char *text = CASE("2030-06-01", ",\"facts\":{\"puffin_permit\":true}");
    assert_int_equal(case_read(str_of(text), "case.json", 1, decider_rules(d), 0, &memory, &c, &error),
                     ITD_OK);
    unsigned long before = allocations;
    for (int i = 0; i < 1000; i++) {
        c->question.on++;
        decider_run(d, c, REGIME_NEXT_CHANGE);
    }
    assert_int_equal(allocations, before);
    void *volatile kept = malloc(1);
    free(kept);
    assert_true(allocations > before);
#else
    test_skip("allocations are not counted in this build");
#endif
}

/* Of all kinds: passes with their nearest miss, reviews with their questions, licences with their duties. */
static void no_known_case_allocates(void **state)
{
    (void)state;
#ifdef COUNTS_ALLOCATIONS
    buf text;
    str rest, line;
    itd_error error = {0};
    unsigned cases = 0;
    buf_init(&text, LIMIT_BUF_SIZE);
    assert_int_equal(file_read(ITD_SOURCE_DIR "/tests/cases/measures.jsonl", LIMIT_FILE_SIZE, &text, &error),
                     ITD_OK);
    rest = buf_as_str(&text);
    while (str_split(&rest, '\n', &line)) {
        json_t *root = json_loadb(line.data, line.len, 0, NULL);
        char *one = json_dumps(json_object_get(root, "case"), JSON_COMPACT);
        case_record *c = NULL;
        if (one == NULL)
            continue;
        if (case_read(str_of(one), "measures.jsonl", 1, decider_rules(d), 0, &memory, &c, &error) != ITD_OK)
            fail_msg("%s", error.message);
        decider_run(d, c, REGIME_NEXT_CHANGE);
        unsigned long before = allocations;
        decider_run(d, c, REGIME_NEXT_CHANGE);
        if (allocations != before)
            fail_msg("%.*s allocates", STR_ARG(c->id));
        cases++;
        free(one);
        json_decref(root);
    }
    buf_free(&text);
    assert_true(cases > 30);
#else
    test_skip("allocations are not counted in this build");
#endif
}

static void write_text(const char *folder, const char *name, const char *text)
{
    char path[512];
    itd_error error = {0};
    str part = str_of(text);
    snprintf(path, sizeof path, "%s/%s", folder, name);
    assert_int_equal(file_write(path, &part, 1, &error), ITD_OK);
}

static int add_regime(void **state)
{
    (void)state;
    char folder[] = "/tmp/interdict-new-regime-XXXXXX", path[512];
    itd_error error = {0};
    if (mkdtemp(folder) == NULL)
        return 1;
    write_text(folder, "vocabulary.yaml", words);
    write_text(folder, "measures.yaml", measures);
    const char *const folders[] = {ITD_SOURCE_DIR "/regimes", folder};
    arena_init(&memory, LIMIT_ARENA_SIZE);
    itd_status status = pack_read(folders, 2, &memory, &set, &error);
    if (status == ITD_OK)
        status = decider_new(NULL, &set, &d, &error);
    snprintf(path, sizeof path, "%s/vocabulary.yaml", folder);
    unlink(path);
    snprintf(path, sizeof path, "%s/measures.yaml", folder);
    unlink(path);
    rmdir(folder);
    if (status != ITD_OK)
        fprintf(stderr, "%s\n", error.message);
    return status != ITD_OK;
}

static int remove_regime(void **state)
{
    (void)state;
    decider_free(d);
    arena_free(&memory);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_folder_is_a_new_regime),
        cmocka_unit_test(the_regimes_beside_it_are_as_before),
        cmocka_unit_test(a_decision_allocates_nothing),
        cmocka_unit_test(no_known_case_allocates),
    };
    return cmocka_run_group_tests(tests, add_regime, remove_regime);
}
