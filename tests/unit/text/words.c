#include "text/text.h"

#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static text_scratch *scratch;

static int new_scratch(void **state)
{
    (void)state;
    return text_scratch_new(&scratch, NULL) == ITD_OK ? 0 : -1;
}

static int free_scratch(void **state)
{
    (void)state;
    text_scratch_free(scratch);
    return 0;
}

/* First spellings with a blank between them, '-' before a joined word. */
static const char *words_of(const char *raw)
{
    static char out[8192];
    const text_name *n = text_analyse(scratch, str_of(raw));
    size_t len = 0;
    for (size_t i = 0; i < n->word_count; i++) {
        const text_word *w = &n->words[i];
        if (i)
            out[len++] = w->marks & TEXT_JOINED_BEFORE ? '-' : ' ';
        memcpy(out + len, w->spellings[0].data, w->spellings[0].len);
        len += w->spellings[0].len;
    }
    out[len] = 0;
    return out;
}

static void hyphens_and_dots_join_words(void **state)
{
    (void)state;
    assert_string_equal(words_of("AL-ZAWAHIRI, Ayman"), "al-zawahiri ayman");
    assert_string_equal(words_of("M.A.H.A.N AIR"), "m-a-h-a-n air");
    assert_string_equal(words_of("A/S  Norden"), "a-s norden");
    assert_string_equal(words_of("Bank - Sepah"), "bank sepah");
}

static void an_apostrophe_inside_a_word_vanishes(void **state)
{
    (void)state;
    assert_string_equal(words_of("RA'EESI"), "raeesi");
    assert_string_equal(words_of("Grigor\xE2\x80\x99yev"), "grigoryev");
    assert_string_equal(words_of("Cote d'Ivoire"), "cote d-ivoire");
}

static uint16_t marks_of(const char *raw, size_t word)
{
    const text_name *n = text_analyse(scratch, str_of(raw));
    assert_true(word < n->word_count);
    return n->words[word].marks;
}

static void marks_tell_what_stood_around(void **state)
{
    (void)state;
    assert_int_equal(marks_of("PUTIN, Vladimir", 0), TEXT_UPPER);
    assert_int_equal(marks_of("PUTIN, Vladimir", 1), TEXT_AFTER_COMMA);
    assert_int_equal(marks_of("Bank (Dubai) Ltd.", 1), TEXT_IN_BRACKETS);
    assert_int_equal(marks_of("Bank (Dubai) Ltd.", 2), TEXT_WITH_DOT);
    assert_int_equal(marks_of("Abu \"Omar\" Ali", 1), TEXT_IN_QUOTES);
    assert_int_equal(marks_of("Abu \"Omar\" Ali", 2), 0);
    assert_int_equal(marks_of("Abu 'Omar' Ali", 1), TEXT_IN_QUOTES);
    assert_int_equal(marks_of("'Abd Ali", 0), 0);
    assert_int_equal(marks_of("Ship 728", 1), TEXT_NUMBER);
}

static void imitated_letters_are_led_back(void **state)
{
    (void)state;
    assert_string_equal(words_of("\xD0\xA0UTIN"), "putin");
    assert_int_equal(marks_of("\xD0\xA0UTIN", 0) & TEXT_REPAIRED, TEXT_REPAIRED);
    assert_string_equal(words_of("M\xD0\xB0h\xD0\xB0n"), "mahan");
    /* a Latin i in a Cyrillic word */
    assert_string_equal(words_of("\xD0\x9Ci\xD0\xBD\xD1\x81\xD0\xBA"), "minsk");
}

static void invisible_characters_vanish(void **state)
{
    (void)state;
    assert_string_equal(words_of("Pu\xE2\x80\x8Btin"), "putin");
    assert_string_equal(words_of("MA\xC2\xADHAN"), "mahan");
    assert_string_equal(words_of("Ali\xC2\xA0Reza"), "ali reza");
}

static void genuine_numbers_stay(void **state)
{
    (void)state;
    static const char *const genuine[] = {"A1", "IL76", "5th", "TU154", "3rd", "B52", "unit8200", "737"};
    for (size_t i = 0; i < sizeof genuine / sizeof genuine[0]; i++) {
        const text_name *n = text_analyse(scratch, str_of(genuine[i]));
        assert_int_equal(n->word_count, 1);
        assert_int_equal(n->words[0].spelling_count, 1);
    }
    assert_string_equal(words_of("7-28"), "7-28");
}

static void bad_bytes_are_read_as_windows_1252(void **state)
{
    (void)state;
    assert_string_equal(words_of("Jos\xE9"), "jose");
    assert_true(text_analyse(scratch, str_of("Jos\xE9"))->repaired);
    assert_false(text_analyse(scratch, str_of("Jos\xC3\xA9"))->repaired);
    size_t bad = 0;
    assert_false(utf8_is_valid(str_of("ab\xC0\xAF"), &bad));
    assert_int_equal(bad, 2);
    assert_false(utf8_is_valid(str_of("\xED\xA0\x80"), NULL));
    assert_false(utf8_is_valid(str_of("\xF4\x90\x80\x80"), NULL));
    assert_true(utf8_is_valid(str_of("\xF4\x8F\xBF\xBF"), NULL));
}

static void a_name_beyond_the_ceiling_is_said_to_be_cut(void **state)
{
    (void)state;
    static char raw[10000];
    memset(raw, 'a', sizeof raw);
    assert_true(text_analyse(scratch, str_make(raw, sizeof raw))->truncated);
    for (size_t i = 0; i < sizeof raw; i += 2)
        raw[i] = ' ';
    const text_name *n = text_analyse(scratch, str_make(raw, 1000));
    assert_true(n->truncated);
    assert_int_equal(n->word_count, TEXT_WORDS_MAX);
}

static void offsets_point_into_the_raw_text(void **state)
{
    (void)state;
    const char *raw = "  PUTIN, \xD0\x92\xD0\xBB\xD0\xB0\xD0\xB4";
    const text_name *n = text_analyse(scratch, str_of(raw));
    assert_int_equal(n->word_count, 2);
    assert_int_equal(n->words[0].start, 2);
    assert_int_equal(n->words[0].end, 7);
    assert_int_equal(n->words[1].start, 9);
    assert_int_equal(n->words[1].end, 17);
}

static void a_greek_numeral_sign_is_no_letter(void **state)
{
    (void)state;
    const text_name *n = text_analyse(scratch, str_of("\xCE\xB5\xCD\xB4 \xCD\xB4"));
    assert_int_equal(n->word_count, 1);
    assert_true(str_is(n->words[0].folded, "\xCE\xB5"));
}

static void folding_keeps_the_script(void **state)
{
    (void)state;
    buf out;
    buf_init(&out, 1000);
    text_fold(str_of("\xD0\x9F\xD0\xA3\xCC\x81\xD0\xA2\xD0\x98\xD0\x9D,  Soci\xC3\xA9t\xC3\xA9"), &out);
    assert_true(str_is(buf_as_str(&out), "\xD0\xBF\xD1\x83\xD1\x82\xD0\xB8\xD0\xBD societe"));
    buf_free(&out);
    assert_int_equal(text_main_script(str_of("\xD0\x9F\xD0\xA3 a")), SCRIPT_CYRILLIC);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hyphens_and_dots_join_words),
        cmocka_unit_test(an_apostrophe_inside_a_word_vanishes),
        cmocka_unit_test(marks_tell_what_stood_around),
        cmocka_unit_test(imitated_letters_are_led_back),
        cmocka_unit_test(invisible_characters_vanish),
        cmocka_unit_test(genuine_numbers_stay),
        cmocka_unit_test(bad_bytes_are_read_as_windows_1252),
        cmocka_unit_test(a_name_beyond_the_ceiling_is_said_to_be_cut),
        cmocka_unit_test(offsets_point_into_the_raw_text),
        cmocka_unit_test(a_greek_numeral_sign_is_no_letter),
        cmocka_unit_test(folding_keeps_the_script),
    };
    return cmocka_run_group_tests(tests, new_scratch, free_scratch);
}
