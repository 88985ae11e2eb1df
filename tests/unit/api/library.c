/* The public interface over the built-in sample. */
#include <interdict/interdict.h>

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static itd_snapshot *snapshot;
static itd_worker *worker;

static int open_sample(void **state)
{
    (void)state;
    return itd_snapshot_open_sample(&snapshot, NULL) != ITD_OK ||
           itd_worker_new(snapshot, &worker, NULL) != ITD_OK;
}

static int close_sample(void **state)
{
    (void)state;
    itd_worker_free(worker);
    itd_snapshot_close(snapshot);
    return 0;
}

static itd_query query_of(const char *name)
{
    itd_query query = ITD_QUERY_INIT;
    query.names[0] = name;
    query.name_count = name != NULL;
    return query;
}

static void a_listed_person_is_found(void **state)
{
    (void)state;
    const itd_result *result;
    itd_query query = query_of("Ibrahim Raisi");
    query.schema = "Person";
    assert_int_equal(itd_screen(worker, &query, NULL, &result, NULL), ITD_OK);
    assert_true(result->total >= 1 && result->hit_count >= 1);
    assert_string_equal(result->hits[0].id, "ofac-27844");
    assert_string_equal(result->hits[0].schema, "Person");
    assert_string_equal(result->hits[0].caption, "RAISI, Ebrahim");
    assert_in_range(result->hits[0].score, ITD_THRESHOLD_DEFAULT, ITD_SCORE_ONE);
}

static void the_json_is_the_same_from_either_form_of_query(void **state)
{
    (void)state;
    const char *json;
    size_t len;
    static const char text[] = "{\"properties\":{\"name\":[\"Ibrahim Raisi\"]}}";
    itd_query query = query_of("Ibrahim Raisi");
    assert_int_equal(itd_screen_json(worker, &query, NULL, &json, &len, NULL), ITD_OK);
    assert_int_equal(strlen(json), len);
    char *first = strdup(json);
    assert_int_equal(itd_screen_entity(worker, text, strlen(text), NULL, &json, &len, NULL), ITD_OK);
    assert_string_equal(first, json);
    free(first);
}

static void a_wrong_call_is_a_usage_error(void **state)
{
    (void)state;
    const itd_result *result;
    itd_error error;
    itd_query query = query_of("x");
    itd_options options = itd_options_default();
    options.threshold = 10001;
    assert_int_equal(itd_screen(worker, &query, &options, &result, &error), ITD_ERROR_USAGE);
    options = itd_options_default();
    options.limit = ITD_LIMIT_MAX + 1;
    assert_int_equal(itd_screen(worker, &query, &options, &result, &error), ITD_ERROR_USAGE);
    query.schema = "Persons";
    assert_int_equal(itd_screen(worker, &query, NULL, &result, &error), ITD_ERROR_USAGE);
    query = query_of("x");
    query.name_count = ITD_VALUES_MAX + 1;
    assert_int_equal(itd_screen(worker, &query, NULL, &result, &error), ITD_ERROR_USAGE);
    query = query_of(NULL);
    query.identifiers[0] = (itd_identifier){"shoeSize", "44"};
    query.identifier_count = 1;
    assert_int_equal(itd_screen(worker, &query, NULL, &result, &error), ITD_ERROR_USAGE);
    assert_non_null(strstr(error.message, "shoeSize"));
}

static void what_cannot_be_read_is_bad_input(void **state)
{
    (void)state;
    const itd_result *result;
    itd_query query = query_of("!!!");
    assert_int_equal(itd_screen(worker, &query, NULL, &result, NULL), ITD_ERROR_INPUT);
    query = query_of("");
    assert_int_equal(itd_screen(worker, &query, NULL, &result, NULL), ITD_ERROR_INPUT);
    query = query_of(NULL);
    assert_int_equal(itd_screen(worker, &query, NULL, &result, NULL), ITD_ERROR_INPUT);
}

static void an_identifier_alone_is_enough(void **state)
{
    (void)state;
    const itd_result *result;
    itd_query query = query_of(NULL);
    query.identifiers[0] = (itd_identifier){"imoNumber", "9187629"};
    query.identifier_count = 1;
    assert_int_equal(itd_screen(worker, &query, NULL, &result, NULL), ITD_OK);
    assert_string_equal(result->hits[0].id, "ofac-15036");
}

static void a_case_is_decided_and_a_broken_one_refused(void **state)
{
    (void)state;
    const char *json;
    size_t len;
    itd_error error;
    static const char text[] =
        "{\"id\":\"a\",\"on\":\"2020-01-15\",\"actor\":{\"country\":\"US\",\"us_person\":true},"
        "\"activity\":\"payment\",\"parties\":[{\"role\":\"bank\",\"name\":\"Central Bank of Iran\","
        "\"country\":\"IR\",\"bic\":\"BMJIIRTH\"}]}";
    assert_int_equal(itd_decide_json(worker, text, strlen(text), NULL, &json, &len, &error), ITD_OK);
    assert_int_equal(strlen(json), len);
    assert_non_null(strstr(json, "\"verdict\":\"BLOCK\""));
    assert_int_equal(itd_decide_json(worker, "{}", 2, NULL, &json, &len, &error), ITD_ERROR_INPUT);
    assert_int_equal(itd_decide_json(worker, text, strlen(text), "soon", &json, &len, &error),
                     ITD_ERROR_USAGE);
}

static void a_message_is_answered_even_if_it_cannot_be_read(void **state)
{
    (void)state;
    const char *json;
    size_t len;
    static const char text[] = "no message at all";
    assert_int_equal(itd_message_json(worker, "a.fin", text, strlen(text), NULL, &json, &len, NULL), ITD_OK);
    assert_int_equal(strlen(json), len);
    assert_non_null(strstr(json, "\"verdict\":\"REVIEW\""));
    assert_non_null(strstr(json, "\"source\":\"a.fin\""));
}

static void the_snapshot_names_itself(void **state)
{
    (void)state;
    assert_int_equal(strlen(itd_snapshot_hash(snapshot)), 71);
    assert_in_range(itd_snapshot_entity_count(snapshot), 80, 120);
    assert_true(itd_snapshot_size(snapshot) > 1000);
    assert_non_null(strchr(itd_version(), '.'));
}

static void a_missing_file_is_named_and_null_can_be_closed(void **state)
{
    (void)state;
    itd_snapshot *none = NULL;
    itd_error error;
    assert_int_not_equal(itd_snapshot_open("/no/such/file.itd", &none, &error), ITD_OK);
    assert_non_null(strstr(error.message, "/no/such/file.itd"));
    assert_null(none);
    itd_snapshot_close(NULL);
    itd_worker_free(NULL);
}

static size_t hits_of_message(const itd_options *options)
{
    static const char message[] =
        "{1:F01BNPAFRPPAXXX0000000000}{2:I103DEUTDEFFXXXXN}{4:\r\n:20:R1\r\n:23B:CRED\r\n"
        ":32A:260801EUR1,00\r\n:50K:/1\r\nIBRAHEEM RAISEE\r\n:59:/2\r\nANN EXAMPLE\r\n"
        ":70:FOR IBRAHEEM RAISEE\r\n:71A:SHA\r\n-}";
    const char *json;
    size_t len, count = 0;
    assert_int_equal(itd_message_json(worker, "m", message, strlen(message), options, &json, &len, NULL),
                     ITD_OK);
    for (const char *at = json; (at = strstr(at, "\"score\":")) != NULL; at++)
        count++;
    return count;
}

static void options_hold_for_the_call_that_they_are_given_to(void **state)
{
    (void)state;
    itd_options strict = itd_options_default();
    strict.threshold = ITD_SCORE_ONE;
    assert_int_equal(hits_of_message(&strict), 0);
    size_t with_defaults = hits_of_message(NULL);
    assert_true(with_defaults > 0);
    assert_int_equal(hits_of_message(&strict), 0);
    assert_int_equal(hits_of_message(NULL), with_defaults);
}

static const char listed_message[] =
    "{1:F01BNPAFRPPAXXX0000000000}{2:I103DEUTDEFFXXXXN}{4:\r\n:20:R1\r\n:23B:CRED\r\n"
    ":32A:260801EUR1,00\r\n:50K:/1\r\nIBRAHEEM RAISEE\r\n:59:/2\r\nANN EXAMPLE\r\n"
    ":70:RENT\r\n:71A:SHA\r\n-}";
static const char listed_text[] = "Ibrahim Raisi left Sevastopol.";
static const char listed_case[] =
    "{\"actor\":{\"country\":\"BR\"},\"activity\":\"payment\",\"on\":\"2026-09-01\","
    "\"parties\":[{\"name\":\"Ibrahim Raisi\"}]}";

static itd_policy *policy_of(const char *text)
{
    itd_policy *p = NULL;
    itd_error error = {0};
    if (itd_policy_read(snapshot, "test", text, strlen(text), &p, &error) != ITD_OK)
        fail_msg("%s", error.message);
    return p;
}

static void answers_carry(const itd_context *context, const char *message, const char *text,
                          const char *decided)
{
    const char *json;
    size_t len;
    assert_int_equal(
        itd_message_json_in(worker, listed_message, strlen(listed_message), context, &json, &len, NULL),
        ITD_OK);
    assert_non_null(strstr(json, message));
    assert_int_equal(itd_text_json(worker, listed_text, strlen(listed_text), context, &json, &len, NULL),
                     ITD_OK);
    assert_int_equal(strlen(json), len);
    assert_non_null(strstr(json, text));
    assert_int_equal(itd_decide_json_in(worker, listed_case, strlen(listed_case), context, &json, &len, NULL),
                     ITD_OK);
    assert_non_null(strstr(json, decided));
}

static void a_policy_holds_for_the_call_that_it_is_given_to(void **state)
{
    (void)state;
    itd_policy *strict = policy_of("threshold: 1\n");
    itd_policy *bank = policy_of("actor: {country: DE, eu_person: true, role: bank}\n");
    itd_context built_in = ITD_CONTEXT_INIT, with_strict = ITD_CONTEXT_INIT, with_bank = ITD_CONTEXT_INIT;
    with_strict.policy = strict;
    with_bank.policy = bank;
    for (int round = 0; round < 2; round++) {
        answers_carry(&built_in, "ofac-27844", "ofac-27844", "ofac-27844");
        answers_carry(&with_strict, "\"hits\":[]", "\"mentions\":[]", "\"hits\":[]");
        answers_carry(&with_bank, "\"decision\":{", "place_comprehensive", itd_policy_hash(bank));
        answers_carry(NULL, "ofac-27844", "UA-40", "possible_match");
    }
    itd_policy_free(bank);
    itd_policy_free(strict);
}

static void a_policy_with_a_slip_is_an_error_with_its_line(void **state)
{
    (void)state;
    itd_policy *p;
    itd_error error;
    static const char slip[] = "limit: 3\ntreshold: 1\n";
    assert_int_equal(itd_policy_read(snapshot, "firm.yaml", slip, strlen(slip), &p, &error), ITD_ERROR_INPUT);
    assert_null(p);
    assert_non_null(strstr(error.message, "firm.yaml:2"));
    static const char list[] = "thresholds: [{list: no_such_list, threshold: 1}]\n";
    assert_int_equal(itd_policy_read(snapshot, "firm.yaml", list, strlen(list), &p, &error), ITD_ERROR_INPUT);
}

static void a_longer_or_shorter_struct_is_told_by_its_size(void **state)
{
    (void)state;
    const char *json;
    const itd_result *result;
    size_t len;
    itd_context context = ITD_CONTEXT_INIT;
    itd_options options = itd_options_default();
    itd_query query = query_of("Ibrahim Raisi");
    context.size = 8;
    assert_int_equal(itd_text_json(worker, "x", 1, &context, &json, &len, NULL), ITD_ERROR_USAGE);
    context.size = sizeof context + 64;
    assert_int_equal(itd_text_json(worker, "x", 1, &context, &json, &len, NULL), ITD_OK);
    options.size = 4;
    assert_int_equal(itd_screen(worker, &query, &options, &result, NULL), ITD_ERROR_USAGE);
    query.size = 0;
    assert_int_equal(itd_screen(worker, &query, NULL, &result, NULL), ITD_OK);
    assert_int_equal(result->hit_size, sizeof(itd_hit));
}

static void the_measures_in_force_are_listed(void **state)
{
    (void)state;
    const char *json;
    size_t len, in_force, all;
    assert_int_equal(itd_regime_list_json(worker, "2018-08-07", 0, &json, &in_force, NULL), ITD_OK);
    assert_non_null(strstr(json, "{\"measure\":\"us-snap1-auto\""));
    assert_int_equal(itd_regime_list_json(worker, "2018-08-07", 1, &json, &all, NULL), ITD_OK);
    assert_true(all > in_force && in_force > 0);
    assert_int_equal(itd_regime_list_json(worker, "2018-13-07", 0, &json, &len, NULL), ITD_ERROR_USAGE);
}

/* In a thread: a worker of its own, a question of each kind. The result is not NULL if all were answered. */
static void *ask_everything(void *context)
{
    itd_worker *mine = NULL;
    const char *json;
    size_t len;
    bool good =
        itd_worker_new(context, &mine, NULL) == ITD_OK &&
        itd_text_json(mine, listed_text, strlen(listed_text), NULL, &json, &len, NULL) == ITD_OK &&
        strstr(json, "ofac-27844") &&
        itd_message_json_in(mine, listed_message, strlen(listed_message), NULL, &json, &len, NULL) ==
            ITD_OK &&
        strstr(json, "ofac-27844") &&
        itd_decide_json_in(mine, listed_case, strlen(listed_case), NULL, &json, &len, NULL) == ITD_OK &&
        strstr(json, "ofac-27844");
    itd_worker_free(mine);
    return good ? context : NULL;
}

static void workers_of_one_snapshot_may_ask_first_at_the_same_time(void **state)
{
    (void)state;
    enum { THREADS = 4 };
    pthread_t threads[THREADS];
    itd_snapshot *own = NULL;
    assert_int_equal(itd_snapshot_open_sample(&own, NULL), ITD_OK);
    for (size_t i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, ask_everything, own), 0);
    for (size_t i = 0; i < THREADS; i++) {
        void *good = NULL;
        assert_int_equal(pthread_join(threads[i], &good), 0);
        assert_non_null(good);
    }
    itd_snapshot_close(own);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_listed_person_is_found),
        cmocka_unit_test(the_json_is_the_same_from_either_form_of_query),
        cmocka_unit_test(a_wrong_call_is_a_usage_error),
        cmocka_unit_test(what_cannot_be_read_is_bad_input),
        cmocka_unit_test(an_identifier_alone_is_enough),
        cmocka_unit_test(a_case_is_decided_and_a_broken_one_refused),
        cmocka_unit_test(a_message_is_answered_even_if_it_cannot_be_read),
        cmocka_unit_test(the_snapshot_names_itself),
        cmocka_unit_test(a_missing_file_is_named_and_null_can_be_closed),
        cmocka_unit_test(options_hold_for_the_call_that_they_are_given_to),
        cmocka_unit_test(a_policy_holds_for_the_call_that_it_is_given_to),
        cmocka_unit_test(a_policy_with_a_slip_is_an_error_with_its_line),
        cmocka_unit_test(a_longer_or_shorter_struct_is_told_by_its_size),
        cmocka_unit_test(the_measures_in_force_are_listed),
        cmocka_unit_test(workers_of_one_snapshot_may_ask_first_at_the_same_time),
    };
    return cmocka_run_group_tests(tests, open_sample, close_sample);
}
