/* What queries met: only exactly the same one is known. */
#include "screen/message_screen_cache.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static query_key key_of(const match_query *q, const message_profile *p)
{
    query_key key;
    assert_true(query_key_make(&key, q, p, &MATCH_OPTIONS_DEFAULT));
    return key;
}

static void a_key_has_the_options(void **state)
{
    (void)state;
    const match_options options[] = {{.threshold = 7000, .limit = 5},
                                     {.threshold = 7001, .limit = 5},
                                     {.threshold = 7256, .limit = 5},
                                     {.threshold = 7000, .limit = 261},
                                     {.threshold = 7000, .limit = 5, .exhaustive = true},
                                     {.threshold = 7000, .limit = 5, .whole_names = true},
                                     {.threshold = 7000, .limit = 5, .weak_alone = true}};
    const match_query q = {.names = {STR("ANN")}, .name_count = 1};
    const message_profile party = {.party = true};
    enum { COUNT = sizeof options / sizeof *options };
    query_key keys[COUNT];
    for (size_t i = 0; i < COUNT; i++) {
        assert_true(query_key_make(&keys[i], &q, &party, &options[i]));
        for (size_t k = 0; k < i; k++)
            assert_false(keys[i].len == keys[k].len && memcmp(keys[i].text, keys[k].text, keys[i].len) == 0);
    }
}

static match_query named(const char *a, const char *b)
{
    match_query q = {.name_count = b ? 2 : 1};
    q.names[0] = str_of(a);
    q.names[1] = str_of(b);
    return q;
}

static bool same_key(const match_query *a, const message_profile *p, const match_query *b,
                     const message_profile *r)
{
    query_key x = key_of(a, p), y = key_of(b, r);
    return x.len == y.len && memcmp(x.text, y.text, x.len) == 0;
}

static void a_key_has_everything_that_the_answer_depends_on(void **state)
{
    (void)state;
    const message_profile party = {.party = true}, bank = {.party = true, .bank = true},
                          abroad = {.party = true, .bank = true, .country = {STR("DE")}};
    match_query ann = named("ANN", NULL), bob = named("BOB", NULL), both = named("ANN", "BOB"),
                joined = named("ANNBOB", NULL), born = ann, ship = ann, number = ann, typed = ann;
    born.birth_dates[born.birth_date_count++] = str_of("1980");
    ship.has_schema = true;
    number.identifiers[number.identifier_count++] = (match_identifier){.text = str_of("1")};
    typed.identifiers[typed.identifier_count++] =
        (match_identifier){.has_property = true, .property = PROPERTY_IMO_NUMBER, .text = str_of("1")};
    assert_true(same_key(&ann, &party, &ann, &party));
    assert_false(same_key(&ann, &party, &bob, &party));
    assert_false(same_key(&ann, &party, &both, &party));
    assert_false(same_key(&both, &party, &joined, &party));
    assert_false(same_key(&ann, &party, &ann, &bank));
    assert_false(same_key(&ann, &bank, &ann, &abroad));
    assert_false(same_key(&ann, &party, &born, &party));
    assert_false(same_key(&ann, &party, &ship, &party));
    assert_false(same_key(&ann, &party, &number, &party));
    assert_false(same_key(&number, &party, &typed, &party));
}

static void what_was_kept_is_known_and_nothing_else(void **state)
{
    (void)state;
    query_cache *cache = calloc(1, sizeof *cache);
    const message_profile p = {.party = true};
    match_query ann = named("ANN", NULL), bob = named("BOB", NULL);
    query_key a = key_of(&ann, &p), b = key_of(&bob, &p);
    assert_non_null(cache);
    const match_hit hits[QUERY_HITS_MAX + 1] = {{.entity = 7, .score = 9000}, {.entity = 8, .score = 8000}};
    assert_null(query_cache_find(cache, &a));
    query_cache_keep(cache, &a, hits, 2);
    assert_null(query_cache_find(cache, &b));
    const query_answer *known = query_cache_find(cache, &a);
    assert_non_null(known);
    assert_int_equal(known->hit_count, 2);
    assert_int_equal(known->hits[1].entity, 8);
    query_cache_keep(cache, &b, hits, QUERY_HITS_MAX + 1); /* more than there is room for */
    assert_null(query_cache_find(cache, &b));
    query_cache_keep(cache, &b, hits, 0);
    assert_int_equal(query_cache_find(cache, &b)->hit_count, 0);
    free(cache);
}

/* Queries that come to one row stand beside each other; where it is full one is given up. */
static void a_row_holds_several_queries(void **state)
{
    (void)state;
    enum { SAME = QUERY_ROW + 1 };
    query_cache *cache = calloc(1, sizeof *cache);
    const message_profile p = {.party = true};
    query_key first, row[SAME];
    size_t count = 0, known = 0;
    char name[32];
    assert_non_null(cache);
    for (unsigned i = 0; count < SAME; i++) {
        snprintf(name, sizeof name, "NAME %u", i);
        match_query q = named(name, NULL);
        query_key key = key_of(&q, &p);
        first = count == 0 ? key : first;
        if ((query_key_hash(&key) >> 32) % (QUERY_CACHE_MAX / QUERY_ROW) ==
            (query_key_hash(&first) >> 32) % (QUERY_CACHE_MAX / QUERY_ROW))
            row[count++] = key;
    }
    for (size_t i = 0; i < QUERY_ROW; i++)
        query_cache_keep(cache, &row[i], NULL, 0);
    for (size_t i = 0; i < QUERY_ROW; i++)
        assert_non_null(query_cache_find(cache, &row[i]));
    query_cache_keep(cache, &row[QUERY_ROW], NULL, 0);
    assert_non_null(query_cache_find(cache, &row[QUERY_ROW]));
    for (size_t i = 0; i < QUERY_ROW; i++)
        known += query_cache_find(cache, &row[i]) != NULL;
    assert_int_equal(known, QUERY_ROW - 1);
    free(cache);
}

static void a_long_query_has_no_key(void **state)
{
    (void)state;
    static char longer[300];
    const message_profile p = {.party = true};
    query_key key;
    memset(longer, 'A', sizeof longer - 1);
    match_query q = named(longer, NULL), placed = named("ANN", NULL);
    placed.addresses[placed.address_count++] = str_of("LEEDS");
    assert_false(query_key_make(&key, &q, &p, &MATCH_OPTIONS_DEFAULT));
    longer[250] = 0;
    q = named(longer, NULL);
    assert_false(query_key_make(&key, &q, &p, &MATCH_OPTIONS_DEFAULT));
    longer[100] = 0;
    q = named(longer, NULL);
    assert_true(query_key_make(&key, &q, &p, &MATCH_OPTIONS_DEFAULT));
    assert_false(query_key_make(&key, &placed, &p, &MATCH_OPTIONS_DEFAULT));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_key_has_everything_that_the_answer_depends_on),
        cmocka_unit_test(a_key_has_the_options),
        cmocka_unit_test(what_was_kept_is_known_and_nothing_else),
        cmocka_unit_test(a_row_holds_several_queries),
        cmocka_unit_test(a_long_query_has_no_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
