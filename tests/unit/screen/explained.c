/* How hits were explained: kept with the whole question, and as a copy. */
#include "screen/explained.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static query_key key_of(const char *name)
{
    static const message_profile none = {0};
    query_key key;
    match_query q = {.name_count = 1};
    q.names[0] = str_of(name);
    assert_true(query_key_make(&key, &q, &none, &MATCH_OPTIONS_DEFAULT));
    return key;
}

static void what_was_kept_is_found_for_that_party_and_that_name_only(void **state)
{
    (void)state;
    explained_cache *cache = calloc(1, sizeof *cache);
    query_key ann = key_of("ANN"), bob = key_of("BOB");
    assert_non_null(cache);
    const match_explanation x = {.matched_name = STR("Ann")};
    assert_null(explained_find(cache, &ann, 0));
    explained_keep(cache, &ann, 7, &x);
    assert_non_null(explained_find(cache, &ann, 7));
    assert_null(explained_find(cache, &ann, 8));
    assert_null(explained_find(cache, &bob, 7));
    free(cache);
}

/* The words lie in the worker, which writes over them. */
static void the_words_are_copied(void **state)
{
    (void)state;
    char word[] = "ann", part[] = "ANN EXAMPLE";
    match_token token = {.query = STR_NONE, .listed = STR_NONE, .relation = "equal", .weight = 10000};
    match_feature features[] = {{"part", -21, part}, {"birth_date", 0, NULL}};
    token.query = str_of(word);
    const match_explanation x = {
        .tokens = &token, .token_count = 1, .features = features, .feature_count = 2};
    explained_cache *cache = calloc(1, sizeof *cache);
    query_key ann = key_of("ANN");
    assert_non_null(cache);
    explained_keep(cache, &ann, 7, &x);
    memset(word, 'x', sizeof word - 1);
    memset(part, 'x', sizeof part - 1);
    token = (match_token){.relation = "extra"};
    const match_explanation *kept = explained_find(cache, &ann, 7);
    assert_non_null(kept);
    assert_int_equal(kept->token_count, 1);
    assert_true(str_is(kept->tokens[0].query, "ann"));
    assert_string_equal(kept->tokens[0].relation, "equal");
    assert_int_equal(kept->feature_count, 2);
    assert_string_equal(kept->features[0].detail, "ANN EXAMPLE");
    assert_null(kept->features[1].detail);
    free(cache);
}

static void what_is_larger_than_its_place_is_not_kept(void **state)
{
    (void)state;
    static char longest[EXPLAINED_TEXT + 2];
    static match_token many[EXPLAINED_TOKENS + 1];
    memset(longest, 'a', sizeof longest - 1);
    match_token token = {.relation = "equal"};
    token.listed = str_of(longest);
    const match_explanation lengthy = {.tokens = &token, .token_count = 1},
                            wide = {.tokens = many, .token_count = EXPLAINED_TOKENS + 1};
    explained_cache *cache = calloc(1, sizeof *cache);
    query_key ann = key_of("ANN");
    assert_non_null(cache);
    explained_keep(cache, &ann, 7, &lengthy);
    assert_null(explained_find(cache, &ann, 7));
    explained_keep(cache, &ann, 7, &wide);
    assert_null(explained_find(cache, &ann, 7));
    free(cache);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_kept_is_found_for_that_party_and_that_name_only),
        cmocka_unit_test(the_words_are_copied),
        cmocka_unit_test(what_is_larger_than_its_place_is_not_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
