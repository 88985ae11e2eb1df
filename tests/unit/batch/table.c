#include "batch/table.h"
#include "base/limits.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

static arena memory;

static const table_form COMMAS = {',', '\n'};

/* The fields of the n-th record as one text, each in brackets. */
static const char *record(const char *text, size_t n)
{
    static char line[1024];
    table_reader r;
    table_record found = {0};
    table_init(&r, str_of(text));
    for (size_t i = 0; i <= n; i++)
        if (!table_next(&r, &memory, &found))
            return "end";
    size_t len = (size_t)snprintf(line, sizeof line, "%lu", found.line);
    if (found.problem)
        len += (size_t)snprintf(line + len, sizeof line - len, "!");
    for (size_t i = 0; i < found.field_count; i++)
        len += (size_t)snprintf(line + len, sizeof line - len, "[%.*s]", STR_ARG(found.fields[i]));
    return line;
}

static void fields_are_cut_at_the_separator(void **state)
{
    (void)state;
    assert_string_equal(record("a,b,,c\n", 0), "1[a][b][][c]");
    assert_string_equal(record("a;b;c,d\n", 0), "1[a][b][c,d]");
    assert_string_equal(record("a\tb\r\n", 0), "1[a][b]");
    assert_string_equal(record("a", 0), "1[a]");
    assert_string_equal(record("a,\n", 0), "1[a][]");
}

static void quotes_hold_separators_line_ends_and_quotes(void **state)
{
    (void)state;
    assert_string_equal(record("\"a,b\",\"c\nd\",\"say \"\"no\"\"\"\nx\n", 0), "1[a,b][c\nd][say \"no\"]");
    assert_string_equal(record("\"a,b\",\"c\nd\",\"say \"\"no\"\"\"\nx\n", 1), "3[x]");
    assert_string_equal(record("\"\",x", 0), "1[][x]");
}

static void an_open_quote_costs_one_line(void **state)
{
    (void)state;
    assert_string_equal(record("a,b\n\"c,d\ne,f\n", 1), "2!");
    assert_string_equal(record("a,b\n\"c,d\ne,f\n", 2), "3[e][f]");
    assert_string_equal(record("a,\"b\nc,\"d\ne\n", 0), "1!");
    assert_string_equal(record("a,\"b\nc,\"d\ne\n", 1), "2!");
    assert_string_equal(record("a,\"b\nc,\"d\ne\n", 2), "3[e]");
    assert_string_equal(record("5\" pipe,x\n", 0), "1[5\" pipe][x]");
    assert_string_equal(record("\"a\"b,c\nd\n", 0), "1!");
    assert_string_equal(record("\"a\"b,c\nd\n", 1), "2[d]");
}

static void blank_lines_are_passed_over_and_counted(void **state)
{
    (void)state;
    assert_string_equal(record("\n\r\n  \na\n", 0), "4[a]");
    assert_string_equal(record("\n\n", 0), "end");
    assert_string_equal(record("", 0), "end");
}

static void lone_carriage_returns_end_lines_if_they_end_the_header(void **state)
{
    (void)state;
    assert_string_equal(record("a,b\rc,d\re", 0), "1[a][b]");
    assert_string_equal(record("a,b\rc,d\re", 1), "2[c][d]");
    assert_string_equal(record("a,b\rc,d\re", 2), "3[e]");
    assert_string_equal(record("\"a\rb\",c\r\"d,\ne\"\r\rf", 1), "3[d,\ne]");
    assert_string_equal(record("\"a\rb\",c\r\"d,\ne\"\r\rf", 2), "5[f]");
    assert_string_equal(record("a\r\"b\rc\r", 1), "2!");
    assert_string_equal(record("a\r\"b\rc\r", 2), "3[c]");
    assert_string_equal(record("a,b\r\nc\rd,e\r\n", 1), "2[c\rd][e]");
    assert_string_equal(record("a,b\r\r\nc,d", 1), "2[c][d]");
}

static void a_byte_order_mark_is_no_text(void **state)
{
    (void)state;
    assert_string_equal(record("\xEF\xBB\xBFname\nx\n", 0), "1[name]");
}

static void a_record_that_may_go_on_is_not_cut(void **state)
{
    (void)state;
    size_t len;
    unsigned long lines;
    assert_false(table_cut(str_of("a,b"), COMMAS, true, &len, &lines));
    assert_false(table_cut(str_of("\"a\nb"), COMMAS, true, &len, &lines));
    assert_true(table_cut(str_of("a,b\nc"), COMMAS, true, &len, &lines));
    assert_int_equal(len, 4);
    assert_int_equal(lines, 1);
}

static void a_line_without_end_has_a_ceiling(void **state)
{
    (void)state;
    size_t size = TABLE_RECORD_LEN_MAX + 100, len;
    unsigned long lines;
    char *text = malloc(size);
    assert_non_null(text);
    memset(text, 'x', size);
    assert_true(table_cut(str_make(text, size), COMMAS, false, &len, &lines));
    assert_int_equal(len, size);
    table_record found = {0};
    table_split(str_make(text, size), ',', &memory, &found);
    assert_non_null(found.problem);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_are_cut_at_the_separator),
        cmocka_unit_test(quotes_hold_separators_line_ends_and_quotes),
        cmocka_unit_test(an_open_quote_costs_one_line),
        cmocka_unit_test(lone_carriage_returns_end_lines_if_they_end_the_header),
        cmocka_unit_test(blank_lines_are_passed_over_and_counted),
        cmocka_unit_test(a_byte_order_mark_is_no_text),
        cmocka_unit_test(a_record_that_may_go_on_is_not_cut),
        cmocka_unit_test(a_line_without_end_has_a_ceiling),
    };
    arena_init(&memory, LIMIT_ARENA_SIZE);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(&memory);
    return failed;
}
