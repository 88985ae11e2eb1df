/* Files as text, with the place of each byte. */
#include "document/document.h"

#include "base/limits.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static arena memory;
static document d;

static void read_all(str bytes, const char *encoding)
{
    arena_reset(&memory);
    assert_int_equal(document_read(&memory, bytes, encoding, &d, NULL), ITD_OK);
}

/* The word stands in the text, and its first and last byte came from these places. */
static void finds(const char *word, uint32_t start, uint32_t end)
{
    size_t at = str_find(d.text, str_of(word));
    if (at == SIZE_MAX)
        fail_msg("'%s' is not in '%.*s'", word, STR_ARG(d.text));
    assert_int_equal(d.origin[at], start);
    assert_int_equal(d.behind[at + strlen(word) - 1], end);
}

static void marks_part_words_or_do_not(void **state)
{
    (void)state;
    read_all(str_of("<td>Ramzan</td><td>Kadyrov</td>"), NULL);
    finds("Ramzan  Kadyrov", 4, 26);
    read_all(str_of("<p>Ram<b>zan</b>&nbsp;Kady<span class=\"x\">rov</span>"), NULL);
    finds("Ramzan Kadyrov", 3, 45);
    read_all(str_of("Ramzan<br>Kadyrov &amp; Co &lt;x&gt; a < b"), NULL);
    finds("Ramzan\nKadyrov & Co <x> a < b", 0, 42);
    read_all(str_of("<img alt='Ramzan Kadyrov' src=x.png><!-- Suleiman Kerimov -->"), NULL);
    finds("Ramzan Kadyrov", 10, 24);
    finds("Suleiman Kerimov", 41, 57);
    read_all(str_of("&#1056;&#x430;&eacute;&unknown;"), NULL);
    finds("Раé&unknown;", 0, 31);
}

static void a_mark_that_never_ends_keeps_the_rest_of_the_reading_bounded(void **state)
{
    (void)state;
    static const char *const broken[] = {"<p>x<a href=\"y", "<p><!-- y", "<p>x<",        "<p>x</", "<p>&",
                                         "<p>&#",           "<p x=",     "<p><![CDATA[y"};
    for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
        read_all(str_of(broken[i]), NULL);
        assert_true(d.text.len <= strlen(broken[i]));
        assert_int_equal(d.origin[d.text.len], strlen(broken[i]));
    }
}

static void escapes_are_undone(void **state)
{
    (void)state;
    read_all(str_of("{\"a\":\"\\u0420\\u0430\\u043c\\nx \\ud83d\\ude00\"}"), NULL);
    finds("Рам\nx \xF0\x9F\x98\x80", 6, 40);
    read_all(str_of("name=Ramzan%20Kadyrov&x"), NULL);
    finds("Ramzan Kadyrov", 5, 21);
    read_all(str_of("Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: "
                    "quoted-printable\n\nRam=\nzan Kad=79rov"),
             NULL);
    finds("Ramzan Kadyrov", 85, 103);
    assert_false(document_look(str_of("100% of it, 5%20"), NULL).unreadable != NULL);
    assert_false(document_look(str_of("Ordinary text, 100% plain."), NULL).convert);
}

static void old_code_pages_are_read(void **state)
{
    (void)state;
    static const char in_1251[] =
        "\xD0\xE0\xEC\xE7\xE0\xED \xCA\xE0\xE4\xFB\xF0\xEE\xE2 \xE3\xEB\xE0\xE2\xE0 \xD7\xE5\xF7\xED\xE8";
    static const char in_koi[] =
        "\xF2\xC1\xCD\xDA\xC1\xCE \xEB\xC1\xC4\xD9\xD2\xCF\xD7 \xC7\xCC\xC1\xD7\xC1 \xFE\xC5\xDE\xCE\xC9";
    static const char in_866[] =
        "\x90\xA0\xAC\xA7\xA0\xAD \x8A\xA0\xA4\xEB\xE0\xAE\xA2 \xA3\xAB\xA0\xA2\xA0 \x97\xA5\xE7\xAD\xA8";
    static const struct {
        const char *bytes, *encoding;
    } rows[] = {{in_1251, "CP1251"}, {in_koi, "KOI8-R"}, {in_866, "CP866"}};
    for (size_t i = 0; i < 3; i++) {
        assert_true(document_look(str_of(rows[i].bytes), NULL).convert);
        read_all(str_of(rows[i].bytes), NULL);
        assert_string_equal(d.encoding, rows[i].encoding);
        assert_true(d.guessed);
        finds("Рамзан Кадыров", 0, 14);
    }
    read_all(str_of(in_1251), "windows-1251");
    assert_false(d.guessed);
    finds("Кадыров", 7, 14);
    read_all(str_of("<meta charset=\"koi8-r\"><p>\xF2\xC1\xCD\xDA\xC1\xCE"), NULL);
    assert_string_equal(d.encoding, "KOI8-R");
    finds("Рамзан", 26, 32);
    assert_false(document_look(str_of("M\xFCller und Sohn, Z\xFCrich"), NULL).convert);
}

static void what_is_no_text_has_a_name(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t len;
        const char *named;
    } rows[] = {{"PK\003\004abc", 7, "zip"},
                {"\x1f\x8b\x08", 3, "gzip"},
                {"%PDF-1.7\n", 9, "PDF"},
                {"\x89PNG\r\n\x1a\n", 8, "PNG"},
                {"\xFF\xD8\xFF\xE0", 4, "JPEG"},
                {"From: a\nContent-Transfer-Encoding: base64\n\nUmFt", 47, "base64"},
                {"\1\2\3\4\5\6\7\x08", 8, "no text"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        document_kind kind = document_look(str_make(rows[i].bytes, rows[i].len), NULL);
        assert_non_null(kind.unreadable);
        assert_non_null(strstr(kind.unreadable, rows[i].named));
    }
    assert_null(document_look(str_of("Plain text.\n"), NULL).unreadable);
    assert_null(document_look(str_make("\xFF\xFEx\0y\0", 6), NULL).unreadable);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_part_words_or_do_not),
        cmocka_unit_test(a_mark_that_never_ends_keeps_the_rest_of_the_reading_bounded),
        cmocka_unit_test(escapes_are_undone),
        cmocka_unit_test(old_code_pages_are_read),
        cmocka_unit_test(what_is_no_text_has_a_name),
    };
    arena_init(&memory, LIMIT_ARENA_SIZE);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(&memory);
    return failed;
}
