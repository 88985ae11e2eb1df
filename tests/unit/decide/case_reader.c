/* Malformed cases: the error names the line and the path, and nothing is decided. */
#include "base/limits.h"
#include "case/case.h"
#include "case/case_file.h"
#include "pack/pack.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

static regime *rules;
static arena memory;
static regime_set set;

static const char words[] =
    "facts:\n  ready: {type: boolean, question: Ready?}\n"
    "  share: {type: number, question: Share?}\n  loaded: {type: date, question: When?}\n"
    "  kind: {type: string, question: Which kind?, values: [legal_advice, mining]}\n";

static void fails_with(const char *text, const char *message)
{
    itd_error error = {0};
    case_record *c = NULL;
    assert_int_equal(case_read(str_of(text), "f", 5, rules, 0, &memory, &c, &error), ITD_ERROR_INPUT);
    assert_null(c);
    if (strstr(error.message, message) == NULL)
        fail_msg("expected \"%s\" in \"%s\"", message, error.message);
}

static case_record *good(const char *text)
{
    itd_error error = {0};
    case_record *c = NULL;
    if (case_read(str_of(text), "f", 1, rules, 0, &memory, &c, &error) != ITD_OK)
        fail_msg("%s", error.message);
    return c;
}

#define HEAD "{\"actor\":{\"country\":\"DE\"},\"activity\":\"export\","
#define BODY "\"parties\":[{\"country\":\"FR\"}]"

static void what_is_wrong_is_named_with_line_and_path(void **state)
{
    (void)state;
    fails_with("{", "f:5: not JSON");
    fails_with("[]", "a case must be a JSON object");
    fails_with(HEAD BODY ",\"a\":1}", "f:5: a: unknown field");
    fails_with(HEAD BODY ",\n\"route\":{\n\"form\":\"DE\"}}", "f:7: route.form: unknown field");
    fails_with(HEAD "\"parties\":[{},{\"nmae\":\"x\"}]}", "f:5: parties[1].nmae: unknown field");
    fails_with(HEAD BODY ",\"on\":\"2019-02-29\"}", "on: 2019-02-29 is no day");
    fails_with(HEAD BODY ",\"on\":20190101}", "on: a text was expected");
    fails_with(HEAD BODY ",\"facts\":{\"raedy\":true}}", "facts.raedy: unknown fact");
    fails_with(HEAD BODY ",\"facts\":{\"ready\":\"yes\"}}", "facts.ready: true or false was expected");
    fails_with(HEAD BODY ",\"facts\":{\"share\":\"much\"}}", "facts.share: much is no amount");
    fails_with(HEAD BODY ",\"facts\":{\"kind\":\"legal\"}}",
               "facts.kind: unknown answer legal (did you mean 'legal_advice'?)");
    fails_with(HEAD BODY ",\"facts\":{\"loaded\":\"2026-04-31\"}}", "facts.loaded: 2026-04-31 is no day");
    fails_with(HEAD BODY ",\"goods\":[{\"hs\":\"3\"}]}", "goods[0].hs: 3 is no code");
    fails_with(HEAD "\"parties\":[{\"country\":\"Atlantis\"}]}",
               "parties[0].country: Atlantis is no country");
    fails_with(HEAD "\"parties\":[{\"country\":\"Irann\"}]}", "Irann is no country (did you mean 'Iran'?)");
    fails_with(
        HEAD "\"parties\":[{\"identifiers\":{\"pasport\":\"1\"}}]}",
        "parties[0].identifiers.pasport: unknown kind of identifier 'pasport' (did you mean 'passport'?)");
    fails_with(HEAD "\"parties\":[{\"role\":\"exportr\"}]}",
               "unknown role 'exportr' (did you mean 'exporter'?)");
    fails_with(HEAD "\"payment\":{\"currency\":\"EUX\"},\"text\":\"x\"}",
               "payment.currency: EUX is no currency");
    fails_with(HEAD "\"parties\":[{\"bic\":\"SHORT\"}]}", "parties[0].bic: SHORT is no BIC");
    fails_with(HEAD "\"parties\":[{\"schema\":\"Persn\"}]}", "parties[0].schema: Persn is no schema");
    fails_with(HEAD "\"parties\":[{\"birth_date\":\"1950-13-01\"}]}",
               "parties[0].birth_date: 1950-13-01 is no date");
    fails_with(HEAD "\"parties\":{}}", "parties: a list was expected");
    fails_with(HEAD "\"payment\":{\"amount\":\"1,5\"},\"text\":\"x\"}", "payment.amount: 1,5 is no amount");
    fails_with("{\"activity\":\"export\"," BODY "}", "actor: missing");
    fails_with("{\"actor\":{}," BODY "}", "activity: missing");
    fails_with("{\"actor\":{},\"activity\":\"export\"}", "one of parties, goods and text is needed");
    fails_with(HEAD BODY ",\"id\":\"a\",\"id\":\"b\"}", "duplicate");
}

static void codes_names_and_amounts_are_put_into_one_form(void **state)
{
    (void)state;
    const case_record *c =
        good("{\"actor\":{\"country\":\"germany\"},\"activity\":\"payment\",\"parties\":[{\"country\":"
             "\"fra\",\"bic\":\"bnpa fr pp\"}],\"goods\":[{\"hs\":\"3004.90 00\"}],"
             "\"payment\":{\"amount\":1250.5,\"currency\":\"EUR\"},\"facts\":{\"share\":\"0.05\"}}");
    assert_true(str_is(c->question.actor_country, "DE"));
    assert_true(str_is(c->parties[0].country, "FR"));
    assert_true(str_is(c->parties[0].bic, "BNPAFRPP"));
    assert_true(str_is(c->question.goods[0].hs, "30049000"));
    assert_int_equal(c->question.amount, 12505000);
    assert_int_equal(c->question.facts[0].number, 500);
    assert_false(c->has_on);
    (void)good(HEAD BODY ",\"facts\":{\"kind\":\"fishing\"}}");
}

static void a_file_is_one_case_a_list_or_lines(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        unsigned long lines[4];
    } files[] = {{"\n{\"a\":[1,2]}\n", {2}},
                 {"[{\"a\":\"]\"},\n\n {\"b\":2}]", {1, 3}},
                 {"{\"a\":1}\n\n{\"b\":\n{\"c\":3}\n", {1, 3, 4}},
                 {"", {0}},
                 {"{\"a\":\n", {1}},
                 {"[]", {0}}};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        case_file f;
        str text;
        unsigned long line;
        size_t n = 0;
        case_file_init(&f, str_of(files[i].text));
        while (case_file_next(&f, &text, &line)) {
            assert_true(n < 4);
            assert_int_equal(line, files[i].lines[n++]);
        }
        assert_true(n == 4 || files[i].lines[n] == 0);
    }
}

static int open_rules(void **state)
{
    (void)state;
    itd_error error = {0};
    pack_findings findings;
    arena_init(&memory, LIMIT_ARENA_SIZE);
    return pack_load_text("none.yaml", str_of(words), STR_NONE, &memory, &set, &findings, &error) != ITD_OK ||
           regime_open_set(&set, &rules, &error) != ITD_OK;
}

static int close_rules(void **state)
{
    (void)state;
    regime_close(rules);
    arena_free(&memory);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_wrong_is_named_with_line_and_path),
        cmocka_unit_test(codes_names_and_amounts_are_put_into_one_form),
        cmocka_unit_test(a_file_is_one_case_a_list_or_lines),
    };
    return cmocka_run_group_tests(tests, open_rules, close_rules);
}
