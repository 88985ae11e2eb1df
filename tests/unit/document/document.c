/* Files as text, with the place of each byte. */
#include "document/document.h"

#include "base/limits.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
    } rows[] = {{"PK\003\004abc", 7, "zip"},     {"\x1f\x8b\x08", 3, "gzip"},
                {"%PDF-1.7\n", 9, "PDF"},        {"\x89PNG\r\n\x1a\n", 8, "PNG"},
                {"\xFF\xD8\xFF\xE0", 4, "JPEG"}, {"\1\2\3\4\5\6\7\x08", 8, "no text"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        document_kind kind = document_look(str_make(rows[i].bytes, rows[i].len), NULL);
        assert_non_null(kind.unreadable);
        assert_non_null(strstr(kind.unreadable, rows[i].named));
    }
    assert_null(document_look(str_of("Plain text.\n"), NULL).unreadable);
    assert_null(document_look(str_make("\xFF\xFEx\0y\0", 6), NULL).unreadable);
}

/* The text holds the words; their places lie where they were written. */
static void reads(const char *bytes, const char *words)
{
    read_all(str_of(bytes), NULL);
    size_t at = str_find(d.text, str_of(words));
    if (at == SIZE_MAX)
        fail_msg("'%s' is not in '%.*s'", words, STR_ARG(d.text));
    assert_true(d.origin[at] < d.behind[at] && d.behind[at] <= strlen(bytes));
    assert_true(document_look(str_of(bytes), NULL).convert);
}

static void bytes_that_are_written_as_characters_are_read(void **state)
{
    (void)state;
    static const char words[] = "Ramzan Kadyrov";
    reads("see UmFtemFuIEthZHlyb3Y= x", words);
    reads("data:text/plain;base64,UGF5IFJhbXphbiBLYWR5cm92IG5vdw", words);
    reads("UGF5IHRoaXMgYW1vdW50IHRvIFJh\nbXphbiBLYWR5cm92IHRvbW9ycm93", "Kadyrov tomorrow");
    reads("ref 52616d7a616e204b616479726f76 x", words);
    reads("ref 52 61 6d 7a 61 6e 20 4b 61 64 79 72 6f 76 x", words);
    reads("{0x52, 0x61, 0x6d, 0x7a, 0x61, 0x6e, 0x20, 0x4b, 0x61, 0x64, 0x79, 0x72, 0x6f, 0x76}", words);
    reads("U+0052 U+0061 U+006D U+007A U+0061 U+006E U+0020 U+004B U+0061 U+0064 U+0079 U+0072",
          "Ramzan Kadyr");
    reads("82 97 109 122 97 110 32 75 97 100 121 114 111 118 x", words);
    reads("KJQW26TBNYQEWYLEPFZG65Q x", words);
    reads("begin 644 a\n.4F%M>F%N($MA9'ER;W8 \n`\nend\n", words);
    reads("From: a\nContent-Transfer-Encoding: base64\n\nUmFt\nemFu\nIEth\nZHly\nb3Y=\n", words);
    reads("Subject: =?utf-8?B?UmFtemFu?= =?utf-8?Q?_Kadyrov?=\n", words);
    reads("{\"a\":\"{\\\"b\\\":\\\"R\\\\u0061mzan Kadyrov\\\"}\"}", words);
    assert_null(d.unread);
    static const char *const clean[] = {
        "commit 9d19372aab3f1e0c7745f90c1b2a3d4e5f607182",
        "uuid 123e4567-e89b-12d3-a456-426614174000 of 2024-01-02 10:11:12",
        "/usr/share/doc/some-package-with-a-long-name/changelog",
        "internationalization of INTERNATIONALIZATION, 1 2 3 4 5 6 7 8 9 10 11 12 13"};
    for (size_t i = 0; i < sizeof clean / sizeof clean[0]; i++)
        assert_false(document_look(str_of(clean[i]), NULL).convert);
}

static void what_is_encoded_and_no_text_is_told(void **state)
{
    (void)state;
    static const struct {
        const char *bytes, *told;
    } rows[] = {{"From: a\nContent-Transfer-Encoding: base64\n\nJVBERi0xLjcKaGVsbG8=\n", "PDF"},
                {"-----BEGIN PGP MESSAGE-----\n\nhQEM\n=abcd\n-----END PGP MESSAGE-----\n", "encrypted"},
                {"AAAAB3NzaC1yc2EAAAADAQABAAABgQC7Vw3kR2m0T1bqk9yD7Z4aXh2pL8sNfQ5uJ6eWc0oGvYtH", "base64"},
                {"x ~{<:Ky2;R*~} y", "HZ"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        read_all(str_of(rows[i].bytes), NULL);
        if (!d.unread || !strstr(d.unread, rows[i].told))
            fail_msg("%s: %s", rows[i].bytes, d.unread ? d.unread : "nothing");
        assert_true(document_look(str_of(rows[i].bytes), NULL).convert);
    }
}

static void letters_that_are_shown_otherwise_are_read_as_shown(void **state)
{
    (void)state;
    static const char words[] = "Ramzan Kadyrov";
    reads("pay \u202EvorydaK nazmaR\u202C now", words);
    reads("pay \u202ERamzan Kadyrov now", words);
    reads("pay &#8238;vorydaK nazmaR&#8236; now", words);
    reads("<p>pay <bdo dir=\"rtl\">vorydaK nazmaR</bdo>", words);
    reads("pay \x1B[1mRamzan\x1B[0m Kady\x1B[31mrov", words);
    reads("pay R\bRa\bam\bmzan Kadyrov", words);
    reads("pay \u24C7amzan Kad\u24E8rov", words);
    reads("pay \\u0052amzan \\x4b\\141dyrov", words);
    reads("pay \\u{52}amzan \\U0000004badyrov", words);
    reads("pay %52%61mzan %4badyrov", words);
    reads("<p>pay Ramzan&amp;nbsp;Kadyrov", words);
    reads("pay R=61mzan =4B=61dyrov", words);
    reads("<p>Ram<!-- x -->zan Kady<span title=\"y\">rov</span>", words);
}

static void what_east_asia_wrote_is_read_without_a_declaration(void **state)
{
    (void)state;
    static const struct {
        const char *bytes, *encoding, *words;
    } rows[] = {
        {"\xA7\xDA\xAD\xCC\xAA\xBA\xA4\x48\xA6\x62\xB3\x6F\xAD\xD3\xB0\xEA\xAE\x61\xA4\xA4", "CP950", "國家"},
        {"\xB1\xD7\xB4\xC2\xC0\xCC\xB3\xAA\xB6\xF3\xBF\xA1\xBC\xAD\xB0\xA1\xC1\xF6\xB0\xED", "CP949", "나라"},
        {"\x82\xB1\x82\xCC\x8D\x91\x82\xC5\x82\xCD\x82\xE0\x82\xC1\x82\xC6", "CP932", "この国"},
        {"\x1B$B$3$N9q\x1B(B", "ISO-2022-JP", "この国"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        read_all(str_of(rows[i].bytes), NULL);
        assert_string_equal(d.encoding, rows[i].encoding);
        if (str_find(d.text, str_of(rows[i].words)) == SIZE_MAX)
            fail_msg("%s is not in %.*s", rows[i].words, STR_ARG(d.text));
    }
    read_all(str_of("Pay to \xC2\xA1\xFE\xFD\xFA\xF1 now"), NULL);
    assert_true(d.guessed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_part_words_or_do_not),
        cmocka_unit_test(a_mark_that_never_ends_keeps_the_rest_of_the_reading_bounded),
        cmocka_unit_test(escapes_are_undone),
        cmocka_unit_test(old_code_pages_are_read),
        cmocka_unit_test(what_is_no_text_has_a_name),
        cmocka_unit_test(bytes_that_are_written_as_characters_are_read),
        cmocka_unit_test(what_is_encoded_and_no_text_is_told),
        cmocka_unit_test(letters_that_are_shown_otherwise_are_read_as_shown),
        cmocka_unit_test(what_east_asia_wrote_is_read_without_a_declaration),
    };
    arena_init(&memory, LIMIT_ARENA_SIZE);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(&memory);
    return failed;
}
