/* tests/cases/names.case, line by line. */
#include "match/match.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#define CASES ITD_SOURCE_DIR "/tests/cases/names.case"

enum { FIELDS = 4, ALERT = 7000 };

static bool split(str line, str fields[FIELDS])
{
    size_t count = 0;
    str field;
    while (count < FIELDS && str_split(&line, '|', &field))
        fields[count++] = str_trim(field);
    return count == FIELDS && str_empty(line);
}

/* 1 if the line does not hold. */
static int check_line(match_worker *w, str line, int number)
{
    str fields[FIELDS];
    schema_id schema;
    if (!split(line, fields) || !schema_from_name(fields[0], &schema) ||
        (!str_is(fields[1], "alert") && !str_is(fields[1], "pass"))) {
        print_error("line %d: expected schema | alert or pass | name | name\n", number);
        return 1;
    }
    int there = match_pair(w, schema, fields[2], fields[3]);
    int back = match_pair(w, schema, fields[3], fields[2]);
    if (there == back && str_is(fields[1], "alert") == (there >= ALERT))
        return 0;
    print_error("line %d: %.*s, %.*s: %d and back %d, expected %.*s\n", number, STR_ARG(fields[2]),
                STR_ARG(fields[3]), there, back, STR_ARG(fields[1]));
    return 1;
}

enum { CASES_LEAST = 82 }; /* a file that lost its lines tests nothing */

static void every_pair_is_what_it_should_be(void **state)
{
    (void)state;
    match_worker *w = NULL;
    char line[4096];
    int number = 0, failures = 0, checked = 0;
    FILE *f = fopen(CASES, "r");
    assert_non_null(f);
    assert_int_equal(match_worker_new(NULL, &w, NULL), ITD_OK);
    while (fgets(line, sizeof line, f)) {
        number++;
        str s = str_trim(str_of(line));
        if (str_empty(s) || s.data[0] == '#')
            continue;
        failures += check_line(w, s, number);
        checked++;
    }
    fclose(f);
    match_worker_free(w);
    assert_true(checked >= CASES_LEAST);
    assert_int_equal(failures, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_pair_is_what_it_should_be)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
