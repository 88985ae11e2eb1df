/* What is remembered of a name is true of the names of the same words and of no other. */
#include "name/aligned.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

enum { NAMES = 4000, WORDS = 7, LONGEST = 6, KINDS = 3 };

typedef struct numbered {
    uint32_t words[LONGEST];
    size_t count;
    unsigned kind;
} numbered;

/* Names of one to LONGEST words out of a few, so that most come several times. */
static void fill(numbered *names)
{
    uint32_t seed = 7;
    for (size_t i = 0; i < NAMES; i++) {
        names[i].count = 1 + (seed >> 8) % LONGEST;
        names[i].kind = (unsigned)(i % KINDS);
        for (size_t w = 0; w < names[i].count; w++) {
            seed = seed * 1664525 + 1013904223;
            names[i].words[w] = (seed >> 16) % WORDS;
        }
        seed = seed * 1664525 + 1013904223;
    }
}

/* A number that two names share only if they have the same words and kind. */
static int spelled(const numbered *n, int turn)
{
    int number = (int)n->kind + KINDS * turn;
    for (size_t i = 0; i < n->count; i++)
        number = number * (WORDS + 1) + (int)n->words[i] + 1;
    return number;
}

static void names_of_the_same_words_share_what_is_known(void **state)
{
    (void)state;
    numbered *names = calloc(NAMES, sizeof *names);
    aligned_names *t = calloc(1, sizeof *t);
    size_t done = 0;
    assert_true(names && t);
    fill(names);
    for (int turn = 0; turn < 3; turn++) {
        aligned_start(t);
        for (size_t i = 0; i < NAMES; i++) {
            const numbered *n = &names[i];
            aligned_name *known = aligned_find(t, n->words, n->count, n->kind);
            if (known->done) {
                assert_int_equal(known->best.penalty, spelled(n, turn));
                done++;
            }
            known->best.penalty = spelled(n, turn);
            known->done = true;
            assert_ptr_equal(aligned_find(t, n->words, n->count, n->kind), known);
            assert_true(known->done);
        }
    }
    assert_true(done > NAMES / 10); /* short names come again and again */
    free(names);
    free(t);
}

static void nothing_is_known_when_the_turns_come_round(void **state)
{
    (void)state;
    const uint32_t word = 3;
    aligned_names *t = calloc(1, sizeof *t);
    assert_non_null(t);
    aligned_start(t);
    aligned_find(t, &word, 1, 0)->done = true;
    t->turn = UINT32_MAX;
    aligned_start(t);
    assert_false(aligned_find(t, &word, 1, 0)->done);
    free(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_of_the_same_words_share_what_is_known),
        cmocka_unit_test(nothing_is_known_when_the_turns_come_round),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
