/* Random names of all scripts: what the analysis promises, and that it allocates nothing. */
#include "text/text.h"

#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "test_skip.h"

#include <malloc.h>

static uint32_t next_random(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*seed >> 33);
}

/* Letters of one block, blanks, signs and now and then anything at all. */
static size_t random_name(uint64_t *seed, char *out)
{
    static const uint32_t blocks[] = {0x41,   0x61,   0xC0,   0x100,  0x391,  0x410,  0x531,  0x5D0,
                                      0x627,  0x905,  0x985,  0xB85,  0xE01,  0x10D0, 0x1200, 0x1780,
                                      0x3041, 0x30A1, 0x4E00, 0xAC00, 0xFF21, 0x300};
    static const char signs[] = " ,.-'\"()/?  ";
    uint32_t block = blocks[next_random(seed) % (sizeof blocks / sizeof blocks[0])];
    size_t len = 0, count = 1 + next_random(seed) % 40;
    for (size_t i = 0; i < count; i++) {
        uint32_t r = next_random(seed);
        uint32_t cp = r % 8 == 0    ? (unsigned char)signs[r / 8 % 12]
                      : r % 64 == 1 ? r / 64 % 0x20000
                                    : block + r / 64 % 26;
        if (cp >= 0xD800 && cp < 0xE000)
            cp = 'x';
        len += utf8_put(out + len, cp);
    }
    if (next_random(seed) % 16 == 0)
        out[next_random(seed) % len] = (char)next_random(seed);
    return len;
}

static void spellings_hold_letters_and_digits_only(void **state)
{
    (void)state;
    text_scratch *t = NULL;
    assert_int_equal(text_scratch_new(&t, NULL), ITD_OK);
    uint64_t seed = 7;
    char raw[512];
    for (int round = 0; round < 30000; round++) {
        size_t len = random_name(&seed, raw);
        const text_name *n = text_analyse(t, str_make(raw, len));
        for (size_t i = 0; i < n->word_count; i++) {
            const text_word *w = &n->words[i];
            assert_true(w->spelling_count >= 1);
            for (size_t k = 0; k < w->spelling_count; k++) {
                str s = w->spellings[k];
                bool plain = s.len > 0;
                for (size_t c = 0; c < s.len; c++)
                    plain &= (s.data[c] >= 'a' && s.data[c] <= 'z') || (s.data[c] >= '0' && s.data[c] <= '9');
                if (!(plain || str_equal(s, w->folded)))
                    print_error("%.*s: %.*s is spelled %.*s\n", (int)len, raw, STR_ARG(w->folded),
                                STR_ARG(s));
                assert_true(plain || str_equal(s, w->folded));
            }
        }
    }
    text_scratch_free(t);
}

static void the_same_name_gives_the_same_words(void **state)
{
    (void)state;
    text_scratch *a = NULL, *b = NULL;
    assert_int_equal(text_scratch_new(&a, NULL), ITD_OK);
    assert_int_equal(text_scratch_new(&b, NULL), ITD_OK);
    uint64_t seed = 11;
    char raw[512];
    for (int round = 0; round < 5000; round++) {
        size_t len = random_name(&seed, raw);
        const text_name *first = text_analyse(a, str_make(raw, len));
        const text_name *second = text_analyse(b, str_make(raw, len));
        assert_int_equal(first->word_count, second->word_count);
        for (size_t i = 0; i < first->word_count; i++) {
            assert_int_equal(first->words[i].marks, second->words[i].marks);
            assert_true(str_equal(first->words[i].folded, second->words[i].folded));
            assert_true(str_equal(first->words[i].spellings[0], second->words[i].spellings[0]));
        }
        if (round % 3 ==
            0) /* b is not fresh from one name to the next, a is asked something else in between */
            text_analyse(a, str_of("\xD0\x98\xD0\xB2\xD0\xB0\xD0\xBD"));
    }
    text_scratch_free(a);
    text_scratch_free(b);
}

static void assert_same_name(const text_name *a, const text_name *b)
{
    assert_int_equal(a->word_count, b->word_count);
    assert_int_equal(a->truncated, b->truncated);
    assert_int_equal(a->repaired, b->repaired);
    for (size_t i = 0; i < a->word_count; i++) {
        const text_word *x = &a->words[i], *y = &b->words[i];
        assert_int_equal(x->marks, y->marks);
        assert_int_equal(x->script, y->script);
        assert_int_equal(x->start, y->start);
        assert_int_equal(x->end, y->end);
        assert_int_equal(x->spelling_count, y->spelling_count);
        assert_true(str_equal(x->folded, y->folded));
        for (size_t k = 0; k < x->spelling_count; k++)
            assert_true(str_equal(x->spellings[k], y->spellings[k]));
    }
}

/* Words that come again in other company: joined, in quotation marks, before a dot, beside Latin letters and
 * those of another language. */
static size_t name_of_known_words(uint64_t *seed, char *out)
{
    static const char *const words[] = {"Иванов",
                                        "Во",
                                        "ООО",
                                        "Лукашенко",
                                        "іван",
                                        "محمد",
                                        "الحسيني",
                                        "عبدالله",
                                        "گلپایگانی",
                                        "習近平",
                                        "北京和德宇航技术有限公司",
                                        "김정은",
                                        "은",
                                        "สมชาย",
                                        "राजेश",
                                        "Ιωάννης",
                                        "Λε",
                                        "נתניהו",
                                        "Müller",
                                        "Bank",
                                        "LEI",
                                        "7"};
    static const char *const signs[] = {" ", " ", "-", ", ", " «", "» ",     ". ",
                                        "’", "?", "“", "” ", "",   "\u0E36", "\u0E47 "};
    size_t len = 0, count = 1 + next_random(seed) % 5;
    for (size_t i = 0; i < count; i++) {
        const char *word = words[next_random(seed) % (sizeof words / sizeof words[0])],
                   *sign = signs[next_random(seed) % (sizeof signs / sizeof signs[0])];
        memcpy(out + len, word, strlen(word));
        len += strlen(word);
        memcpy(out + len, sign, strlen(sign));
        len += strlen(sign);
    }
    return len;
}

static void what_is_remembered_is_what_would_be_made_anew(void **state)
{
    (void)state;
    text_scratch *old = NULL;
    assert_int_equal(text_scratch_new(&old, NULL), ITD_OK);
    uint64_t seed = 17;
    char raw[512];
    for (int round = 0; round < 6000; round++) {
        text_scratch *fresh = NULL;
        size_t len = round % 4 ? name_of_known_words(&seed, raw) : random_name(&seed, raw);
        str name = str_make(raw, len);
        assert_int_equal(text_scratch_new(&fresh, NULL), ITD_OK);
        assert_same_name(text_analyse(old, name), text_analyse(fresh, name));
        text_scratch_free(fresh);
    }
    text_scratch_free(old);
}

static void analysis_allocates_nothing(void **state)
{
    (void)state;
#if defined(__SANITIZE_ADDRESS__)
    test_skip("the allocator of the sanitizer keeps no count");
#else
    text_scratch *t = NULL;
    assert_int_equal(text_scratch_new(&t, NULL), ITD_OK);
    uint64_t seed = 13;
    char raw[512];
    size_t before = mallinfo2().uordblks;
    for (int round = 0; round < 5000; round++)
        text_analyse(t, str_make(raw, random_name(&seed, raw)));
    assert_int_equal(mallinfo2().uordblks, before);
    text_scratch_free(t);
#endif
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spellings_hold_letters_and_digits_only),
        cmocka_unit_test(the_same_name_gives_the_same_words),
        cmocka_unit_test(what_is_remembered_is_what_would_be_made_anew),
        cmocka_unit_test(analysis_allocates_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
