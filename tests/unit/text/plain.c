/* The reader of plain words against the reader of any word. */
#include "text/plain.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static uint64_t state_of_random = 3;

static unsigned random_below(unsigned bound)
{
    state_of_random = state_of_random * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(state_of_random >> 33) % bound;
}

static size_t random_text(char *out)
{
    static const char *const pieces[] = {" ", " ",  " ", ", ",  ",",  "  ",
                                         "-", ". ", "'", " \"", ") ", "\xC3\xA9"};
    size_t len = 0, words = 1 + random_below(8);
    for (size_t i = 0; i < words; i++) {
        unsigned kind = random_below(4);
        size_t count = 1 + random_below(random_below(12) ? 9 : 90);
        for (size_t k = 0; k < count; k++)
            out[len++] = (char)(kind == 0   ? 'A' + random_below(26)
                                : kind == 1 ? '0' + random_below(10)
                                            : 'a' + random_below(26));
        const char *piece = pieces[random_below(sizeof pieces / sizeof pieces[0])];
        for (; *piece && i + 1 < words; piece++)
            out[len++] = *piece;
    }
    return len;
}

static void plain_words_are_those_of_the_other_reader(void **state)
{
    (void)state;
    char raw[1000], room[4096], lower[WORD_CPS_MAX];
    size_t plain = 0;
    for (int round = 0; round < 20000; round++) {
        str text = str_make(raw, random_text(raw));
        word_reader any, fast;
        text_word words[16];
        word_reader_init(&any, text, lower);
        word_reader_init(&fast, text, room);
        while (true) {
            size_t count = plain_words(&fast, words, 1 + random_below(16));
            plain += count;
            for (size_t i = 0; i < count; i++) {
                assert_true(word_reader_next(&any));
                assert_int_equal(any.word.start, words[i].start);
                assert_int_equal(any.word.end, words[i].end);
                assert_int_equal(any.word.marks, words[i].marks);
                assert_true(str_equal(words[i].folded, str_make(lower, any.word.count)));
                assert_int_equal(words[i].script, any.word.scripts ? SCRIPT_LATIN : SCRIPT_COMMON);
            }
            fast.lower = room;
            bool more = word_reader_next(&fast);
            assert_int_equal(more, word_reader_next(&any));
            if (!more)
                break;
            assert_int_equal(any.word.start, fast.word.start);
            assert_int_equal(any.word.end, fast.word.end);
            assert_int_equal(any.word.marks, fast.word.marks);
        }
    }
    assert_true(plain > 20000);
}

static void no_word_is_read_beyond_the_number_wanted(void **state)
{
    (void)state;
    char room[512];
    word_reader r;
    text_word words[2];
    word_reader_init(&r, str_of("Bank of Iran, Tehran"), room);
    assert_int_equal(plain_words(&r, words, 2), 2);
    assert_int_equal(plain_words(&r, words, 2), 2);
    assert_true(str_is(words[1].folded, "tehran"));
    assert_int_equal(words[1].marks, TEXT_AFTER_COMMA);
    assert_int_equal(plain_words(&r, words, 2), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_words_are_those_of_the_other_reader),
        cmocka_unit_test(no_word_is_read_beyond_the_number_wanted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
