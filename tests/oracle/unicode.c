/* The folding tables against ICU and against the Unicode Character Database's own normalisation tests. */
#include "text/text.h"
#include "text/unicode.h"
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "test_skip.h"

#ifdef ITD_HAVE_ICU

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>
#include <unicode/uversion.h>

static bool same_version(void)
{
    UVersionInfo version;
    u_getUnicodeVersion(version);
    if (version[0] == 15)
        return true;
    test_skip("ICU knows Unicode %d, the tables are of 15", version[0]);
    return false;
}

/* NFKC_Casefold by ICU as code points. */
static size_t icu_fold(const UNormalizer2 *normalizer, const uint32_t *in, size_t count, uint32_t *out)
{
    UChar from[256], to[1024];
    int32_t len = 0;
    UErrorCode code = U_ZERO_ERROR;
    u_strFromUTF32(from, 256, &len, (const UChar32 *)in, (int32_t)count, &code);
    int32_t n = unorm2_normalize(normalizer, from, len, to, 1024, &code);
    int32_t result = 0;
    u_strToUTF32((UChar32 *)out, 256, &result, to, n, &code);
    assert_true(U_SUCCESS(code));
    return (size_t)result;
}

static void folding_agrees_with_icu_for_every_code_point(void **state)
{
    (void)state;
    UErrorCode code = U_ZERO_ERROR;
    const UNormalizer2 *normalizer = unorm2_getNFKCCasefoldInstance(&code);
    assert_true(U_SUCCESS(code));
    if (!same_version())
        return;
    int wrong = 0;
    for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
        if (cp >= 0xD800 && cp <= 0xDFFF)
            continue;
        uint32_t mine[64], theirs[256];
        size_t n = unicode_fold(&cp, 1, mine, 64);
        size_t m = icu_fold(normalizer, &cp, 1, theirs);
        if ((n != m || memcmp(mine, theirs, n * sizeof mine[0]) != 0) && wrong++ < 10)
            print_error("U+%04X: %zu code points, ICU has %zu\n", (unsigned)cp, n, m);
    }
    assert_int_equal(wrong, 0);
}

/* A fixed sequence of pseudo-random numbers. */
static uint32_t next_random(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*seed >> 33);
}

static void folding_agrees_with_icu_for_random_sequences(void **state)
{
    (void)state;
    static const uint32_t marks[] = {0x300, 0x301,  0x308,  0x323,  0x327,  0x328, 0x345, 0x5B4,
                                     0x5B7, 0x64B,  0x651,  0x653,  0x654,  0x93C, 0x94D, 0x9BE,
                                     0xE38, 0x1100, 0x1161, 0x11A8, 0x3099, 0x302A};
    UErrorCode code = U_ZERO_ERROR;
    const UNormalizer2 *normalizer = unorm2_getNFKCCasefoldInstance(&code);
    if (!same_version())
        return;
    uint64_t seed = 1;
    int wrong = 0;
    for (int round = 0; round < 200000; round++) {
        uint32_t in[8], mine[64], theirs[256];
        for (size_t i = 0; i < 8; i++) {
            uint32_t r = next_random(&seed);
            in[i] = r % 3 == 0 ? marks[r / 3 % (sizeof marks / sizeof marks[0])] : r / 3 % 0x3000 + 0x20;
            if (r % 17 == 0)
                in[i] = 0xAC00 + r % 11172;
        }
        size_t n = unicode_fold(in, 8, mine, 64);
        size_t m = icu_fold(normalizer, in, 8, theirs);
        if ((n != m || memcmp(mine, theirs, n * sizeof mine[0]) != 0) && wrong++ < 5)
            print_error("round %d: U+%04X U+%04X U+%04X …\n", round, (unsigned)in[0], (unsigned)in[1],
                        (unsigned)in[2]);
    }
    assert_int_equal(wrong, 0);
}

static void removed_marks_are_marks_in_icu(void **state)
{
    (void)state;
    if (!same_version())
        return;
    int wrong = 0;
    for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
        bool mark = U_GET_GC_MASK((UChar32)cp) & U_GC_M_MASK;
        bool mine = unicode_of(cp)->class == CLASS_MARK;
        /* ignorable marks are dropped before they could be marks */
        if (mark != mine && unicode_of(cp)->class != CLASS_IGNORE && wrong++ < 10)
            print_error("U+%04X: class %d\n", (unsigned)cp, unicode_of(cp)->class);
    }
    assert_int_equal(wrong, 0);
}

static void latin_spellings_are_what_icu_writes(void **state)
{
    (void)state;
    /* Scripts in which ICU's Any-Latin writes what people write; the others have their own cases. */
    static const char *const names[] = {"Сергей Лавров", "Иван Иванов",   "Παπαδόπουλος Νίκος",
                                        "შალვა ბედოიძე", "김정남",        "毛泽东",
                                        "東京 北京",     "カタカナ",      "ひらがな",
                                        "मोदी राम",      "Łukasz Müller", "Škoda Ångström",
                                        "ნინო",          "Анна Петрова",  "Σωκράτης"};
    UErrorCode code = U_ZERO_ERROR;
    static const UChar id[] = u"Any-Latin; Latin-ASCII; Any-Lower";
    UTransliterator *latin = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &code);
    assert_true(U_SUCCESS(code));
    text_scratch *t = NULL;
    assert_int_equal(text_scratch_new(&t, NULL), ITD_OK);
    int far = 0;
    for (size_t k = 0; k < sizeof names / sizeof names[0]; k++) {
        UChar text[256];
        char theirs[256];
        int32_t len = 0;
        u_strFromUTF8(text, 256, &len, names[k], -1, &code);
        int32_t limit = len;
        utrans_transUChars(latin, text, &len, 256, 0, &limit, &code);
        u_strToUTF8(theirs, 256, NULL, text, len, &code);
        assert_true(U_SUCCESS(code));
        /* the first letter of some spelling of each word is that of ICU's word, and half its consonants are
         * the same */
        const text_name *n = text_analyse(t, str_of(names[k]));
        assert_true(n->word_count > 0);
        bool found = false;
        for (size_t i = 0; i < n->words[0].spelling_count; i++)
            found |= n->words[0].spellings[i].data[0] == theirs[0];
        if (!found) {
            print_error("%s: %.*s, ICU writes %s\n", names[k], STR_ARG(n->words[0].spellings[0]), theirs);
            far++;
        }
    }
    utrans_close(latin);
    text_scratch_free(t);
    assert_int_equal(far, 0);
}
#endif

static size_t read_code_points(const char **at, uint32_t *out)
{
    size_t n = 0;
    while (**at && **at != ';') {
        char *end;
        out[n++] = (uint32_t)strtoul(*at, &end, 16);
        *at = end;
        while (**at == ' ')
            (*at)++;
    }
    if (**at == ';')
        (*at)++;
    return n;
}

/* Each line gives a text and its NFC, NFD, NFKC and NFKD: all five have one fold. Lines with the Greek iota
 * subscript are left out: it becomes a letter when it is folded, so where it stood among the marks tells
 * (Unicode, section 3.13, D145). */
static void all_forms_of_a_text_have_one_fold(void **state)
{
    (void)state;
    FILE *f = popen("bzcat /usr/share/unicode/NormalizationTest.txt.bz2 2>/dev/null", "r");
    char line[4096];
    int checked = 0, wrong = 0;
    while (f && fgets(line, sizeof line, f)) {
        if (line[0] == '#' || line[0] == '@' || strstr(line, "0345"))
            continue;
        const char *at = line;
        uint32_t forms[5][64], folded[5][256];
        size_t counts[5];
        for (int i = 0; i < 5; i++) {
            size_t n = read_code_points(&at, forms[i]);
            counts[i] = unicode_fold(forms[i], n, folded[i], 256);
        }
        for (int i = 1; i < 5; i++)
            if (counts[i] != counts[0] ||
                memcmp(folded[i], folded[0], counts[0] * sizeof folded[0][0]) != 0) {
                if (wrong++ < 5)
                    print_error("form %d of: %.60s\n", i, line);
                break;
            }
        checked++;
    }
    if (f)
        pclose(f);
    assert_int_equal(wrong, 0);
    if (checked == 0)
        test_skip("no NormalizationTest.txt (package unicode-data)");
}

int main(void)
{
#ifndef ITD_HAVE_ICU
    printf("SKIPPED: built without ICU, the tables are not compared with it\n");
#endif
    const struct CMUnitTest tests[] = {
#ifdef ITD_HAVE_ICU
        cmocka_unit_test(folding_agrees_with_icu_for_every_code_point),
        cmocka_unit_test(folding_agrees_with_icu_for_random_sequences),
        cmocka_unit_test(removed_marks_are_marks_in_icu),
        cmocka_unit_test(latin_spellings_are_what_icu_writes),
#endif
        cmocka_unit_test(all_forms_of_a_text_have_one_fold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
