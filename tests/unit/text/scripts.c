/* Every letter of Unicode: it is written in Latin letters, or the name says that it has a word that is not
 * read. */
#include "text/text.h"

#include "text/unicode.h"
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
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

/* "ivan", a blank, and the character three times. */
static const text_name *read_beside_a_name(uint32_t cp)
{
    static char raw[32];
    size_t len = 5;
    memcpy(raw, "ivan ", len);
    for (int i = 0; i < 3; i++)
        len += utf8_put(raw + len, cp);
    return text_analyse(scratch, str_make(raw, len));
}

static bool is_romanised(str spelling)
{
    for (size_t i = 0; i < spelling.len; i++) {
        char c = spelling.data[i];
        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9'))
            return false;
    }
    return spelling.len > 0;
}

/* Letters to Unicode, but marks that have no sound of their own: hamza, vowel signs by themselves, the voiced
 * marks of half-width kana, a sign of numerals. */
static bool is_silent(uint32_t cp)
{
    static const uint32_t silent[] = {0x374,  0x621,  0xFCF2, 0xFCF3, 0xFCF4, 0xFE71, 0xFE77,
                                      0xFE79, 0xFE7B, 0xFE7D, 0xFE7F, 0xFE80, 0xFF9E, 0xFF9F};
    for (size_t i = 0; i < sizeof silent / sizeof *silent; i++)
        if (cp == silent[i])
            return true;
    return false;
}

static void every_letter_is_read_or_said_to_be_unread(void **state)
{
    (void)state;
    size_t letters = 0, unread = 0, wrong = 0;
    for (uint32_t cp = 0x80; cp <= 0x10FFFF; cp++) {
        if ((cp >= 0xD800 && cp < 0xE000) || unicode_of(cp)->class != CLASS_LETTER)
            continue;
        const text_name *n = read_beside_a_name(cp);
        letters++;
        unread += n->unread;
        bool read = n->word_count >= 2;
        for (size_t i = 0; i < n->word_count; i++)
            read = read && is_romanised(n->words[i].spellings[0]);
        if (!read && !n->unread && !is_silent(cp))
            print_error("U+%04X is neither read nor said to be unread\n", (unsigned)cp), wrong++;
    }
    assert_int_equal(wrong, 0);
    assert_true(letters > 130000);
    if (unread < 10000 || unread > 80000)
        fail_msg("%zu of %zu letters are not read", unread, letters);
}

/* Private use, what later versions of Unicode assign, Braille: not letters here, and never passed over. */
static void what_is_not_known_is_said(void **state)
{
    (void)state;
    static const uint32_t unknown[] = {0xE000,  0xF8FF,  0xF0000, 0x10940 + 0x20, 0x16D45, 0x1E5D0,
                                       0x10D50, 0x105C1, 0x11BC5, 0x2817,         0x1D800};
    static const uint32_t signs[] = {0x2022, 0x1F600, 0x20AC, 0x2122, 0x266B, 0x00A7};
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++)
        if (!read_beside_a_name(unknown[i])->unread)
            fail_msg("U+%04X is passed over", (unsigned)unknown[i]);
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (read_beside_a_name(signs[i])->unread)
            fail_msg("U+%04X is a sign and no letter", (unsigned)signs[i]);
}

static void scripts_with_a_letter_for_each_sound_are_read(void **state)
{
    (void)state;
    static const char *const words[][2] = {
        {"\u0789\u07aa\u0799\u07a6\u0787\u07b0\u0789\u07a6\u078b\u07aa", "thaana"},
        {"\u07de\u07ca\u07de\u07ca\u07d8\u07ce", "nko"},
        {"\u2d49\u2d4e\u2d30\u2d63\u2d49\u2d56\u2d4f", "tifinagh"},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const text_name *n = text_analyse(scratch, str_of(words[i][0]));
        if (n->unread || n->word_count != 1 || !is_romanised(n->words[0].spellings[0]))
            fail_msg("%s is not read", words[i][1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_letter_is_read_or_said_to_be_unread),
        cmocka_unit_test(what_is_not_known_is_said),
        cmocka_unit_test(scripts_with_a_letter_for_each_sound_are_read),
    };
    return cmocka_run_group_tests(tests, new_scratch, free_scratch);
}
