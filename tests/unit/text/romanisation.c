/* tests/cases/romanisation.case, line by line. */
#include "base/file.h"
#include "text/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define CASES ITD_SOURCE_DIR "/tests/cases/romanisation.case"

static bool has_spelling(const text_word *w, str wanted)
{
    for (size_t i = 0; i < w->spelling_count; i++)
        if (str_equal(w->spellings[i], wanted))
            return true;
    return false;
}

static int check_line(text_scratch *t, str line, int number)
{
    str raw, group;
    if (!str_split(&line, '|', &raw))
        return 0;
    raw = str_trim(raw);
    const text_name *n = text_analyse(t, raw);
    size_t word = 0;
    int failures = 0;
    while (str_split(&line, '|', &group)) {
        str wanted;
        if (word == n->word_count) {
            print_error("line %d: %.*s has only %zu words\n", number, STR_ARG(raw), n->word_count);
            return failures + 1;
        }
        while (str_split(&group, ',', &wanted)) {
            wanted = str_trim(wanted);
            if (has_spelling(&n->words[word], wanted))
                continue;
            print_error("line %d: %.*s: no spelling %.*s among", number, STR_ARG(n->words[word].folded),
                        STR_ARG(wanted));
            for (size_t i = 0; i < n->words[word].spelling_count; i++)
                print_error(" %.*s", STR_ARG(n->words[word].spellings[i]));
            print_error("\n");
            failures++;
        }
        word++;
    }
    if (word != n->word_count) {
        print_error("line %d: %.*s has %zu words, %zu are named\n", number, STR_ARG(raw), n->word_count,
                    word);
        failures++;
    }
    return failures;
}

static void every_case_has_its_spellings(void **state)
{
    (void)state;
    text_scratch *t = NULL;
    char line[4096];
    int number = 0, failures = 0, checked = 0;
    FILE *f = fopen(CASES, "r");
    assert_non_null(f);
    assert_int_equal(text_scratch_new(&t, NULL), ITD_OK);
    while (fgets(line, sizeof line, f)) {
        number++;
        str s = str_trim(str_of(line));
        if (str_empty(s) || s.data[0] == '#')
            continue;
        failures += check_line(t, s, number);
        checked++;
    }
    fclose(f);
    text_scratch_free(t);
    assert_true(checked > 10);
    assert_int_equal(failures, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_case_has_its_spellings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
