/* The public interface over the built-in sample. */
#include <interdict/interdict.h>

#include <setjmp.h>
#include <stdarg.h>
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
    };
    return cmocka_run_group_tests(tests, open_sample, close_sample);
}
