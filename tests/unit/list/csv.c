/* The CSV frame: quoting, lines, refusals. */
#include "list/csv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

/* All records as "line:field|field" joined by "/". */
static itd_status read_all(str text, char separator, char *out, size_t cap, itd_error *error)
{
    list_file file = {.path = "a.csv", .bytes = text};
    csv_reader csv;
    bool more = true;
    size_t len = 0;
    itd_status status = ITD_OK;
    out[0] = 0;
    csv_open(&csv, &file, separator);
    while ((status = csv_next(&csv, &more, error)) == ITD_OK && more) {
        len += (size_t)snprintf(out + len, cap - len, "%s%lu:", len ? "/" : "", csv.line);
        for (size_t i = 0; i < csv.field_count; i++)
            len += (size_t)snprintf(out + len, cap - len, "%s%.*s", i ? "|" : "", STR_ARG(csv.fields[i]));
    }
    csv_close(&csv);
    return status;
}

static void reads(const char *text, const char *expected)
{
    char out[512];
    itd_error error = {0};
    assert_int_equal(ITD_OK, read_all(str_of(text), ',', out, sizeof out, &error));
    assert_string_equal(expected, out);
}

static void quotes_lines_and_blanks_are_read_as_the_rfc_says(void **state)
{
    (void)state;
    reads("a,b,c\r\n1,2,3\r\n", "1:a|b|c/2:1|2|3");
    reads("\xEF\xBB\xBF"
          "a,b",
          "1:a|b");
    reads("\"a \"\"b\"\"\",\"c,d\"\n", "1:a \"b\"|c,d");
    reads("\"a\nb\",c\nd,e\n", "1:a\nb|c/3:d|e");
    reads("\"\"\"x\"\"\",\"\"\"y\",z\n", "1:\"x\"|\"y|z");
    reads("a\n\n\nb\n", "1:a/4:b");
    reads("-0- ,\"x\" ,\n", "1:-0- |x|");
    reads("a \"b\" c,d", "1:a \"b\" c|d");
    reads("", "");
}

static void refused(str text, const char *message)
{
    char out[512];
    itd_error error = {0};
    assert_int_equal(ITD_ERROR_INPUT, read_all(text, ',', out, sizeof out, &error));
    assert_non_null(strstr(error.message, message));
}

static void broken_files_are_refused_with_the_line(void **state)
{
    (void)state;
    refused(str_of("a\nb,\"c\nd"), "a.csv:2: a quoted field does not end");
    refused(str_of("a\n\"b\" c,d"), "a.csv:2: text stands behind the closing quote");
    refused(str_of("a\nb\xFF\n"), "a.csv:2: invalid UTF-8 (byte 3)");
    refused(str_make("a\nb\0\n", 5), "a.csv:2: a zero byte in a text file");
}

static void a_record_may_not_have_endless_fields(void **state)
{
    (void)state;
    char text[1200], out[4096];
    itd_error error = {0};
    memset(text, ',', sizeof text);
    assert_int_equal(ITD_ERROR_LIMIT, read_all(str_make(text, sizeof text), ',', out, sizeof out, &error));
}

static void other_separators_and_columns(void **state)
{
    (void)state;
    list_file file = {.path = "a.csv", .bytes = str_of("Name;\"Birth Date\"\nx; y \n")};
    csv_reader csv;
    bool more;
    csv_open(&csv, &file, ';');
    assert_int_equal(ITD_OK, csv_next(&csv, &more, NULL));
    assert_int_equal(1, csv_column(&csv, "birth date"));
    assert_true(csv_column(&csv, "other") == SIZE_MAX);
    assert_int_equal(ITD_OK, csv_next(&csv, &more, NULL));
    assert_true(str_is(csv_field(&csv, 1), "y"));
    assert_true(str_is(csv_field(&csv, 2), ""));
    csv_close(&csv);
    assert_true(csv_line_has(csv_first_line(&file), ';', "birth date"));
    assert_false(csv_line_has(csv_first_line(&file), ';', "birth"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quotes_lines_and_blanks_are_read_as_the_rfc_says),
        cmocka_unit_test(broken_files_are_refused_with_the_line),
        cmocka_unit_test(a_record_may_not_have_endless_fields),
        cmocka_unit_test(other_separators_and_columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
