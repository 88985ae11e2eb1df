#include "list_test.h"

#include "list/names.h"

static void assert_parts(const char *text, const char *first, const char *second)
{
    name_part parts[NAMES_PARTS_MAX];
    size_t count = names_split(str_of(text), parts);
    if (!first) {
        if (count)
            fail_msg("'%s' was split: '%.*s'", text, STR_ARG(parts[0].text));
        return;
    }
    if (count != 2 || !str_is(parts[0].text, first) || !str_is(parts[1].text, second))
        fail_msg("'%s' gave %zu parts, the first '%.*s'", text, count, count ? (int)parts[0].text.len : 0,
                 count ? parts[0].text.data : "");
}

static void several_names_in_one_field_are_taken_apart(void **state)
{
    (void)state;
    assert_parts("Bank Melli; a.k.a. National Bank of Iran", "Bank Melli", "National Bank of Iran");
    assert_parts("Bank Melli a.k.a. National Bank of Iran", "Bank Melli", "National Bank of Iran");
    assert_parts("Bank Melli aka National Bank of Iran", "Bank Melli", "National Bank of Iran");
    assert_parts("Bank Melli (a.k.a. BMI)", "Bank Melli", "BMI");
    assert_parts("BANK MELLI IRAN AKA NATIONAL BANK OF IRAN", "BANK MELLI IRAN", "NATIONAL BANK OF IRAN");
    assert_parts("Bank Melli (formerly National Bank)", "Bank Melli", "National Bank");
    assert_parts("Bank Melli, f/k/a \"National Bank\"", "Bank Melli", "National Bank");
    assert_parts("Bank Melli; National Bank", "Bank Melli", "National Bank");
    assert_parts("Bank Melli (Tehran); also known as: National Bank", "Bank Melli (Tehran)", "National Bank");
}

static void words_that_only_look_alike_are_left(void **state)
{
    (void)state;
    assert_parts("Mathias Aka Kouame", NULL, NULL);
    assert_parts("MATHIAS AKA", NULL, NULL);
    assert_parts("AKA Ausfuhrkredit-Gesellschaft", NULL, NULL);
    assert_parts("Osaka Trading", NULL, NULL);
    assert_parts("KAMIL AKA TRADING CO", NULL, NULL);
    assert_parts("Bank Melli;", NULL, NULL);
    assert_parts("; 12; 13", NULL, NULL);
    assert_parts("Institut \xE2\x80\x9E; benannt nach Gaponow\xE2\x80\x9C", NULL, NULL);
    assert_parts("Bank Melli", NULL, NULL);
}

static void what_was_known_before_is_a_former_name(void **state)
{
    (void)state;
    name_part parts[NAMES_PARTS_MAX];
    assert_int_equal(names_split(str_of("Alpha Ship; f.k.a. Beta Ship; Gamma Ship"), parts), 3);
    assert_false(parts[0].former);
    assert_true(parts[1].former);
    assert_false(parts[2].former);
}

static void assert_undone(const char *text, const char *expected)
{
    arena a;
    arena_init(&a, (size_t)1 << 20);
    str undone = names_undo(&a, str_of(text));
    if (!str_is(undone, expected))
        fail_msg("'%s' became '%.*s', expected '%s'", text, STR_ARG(undone), expected);
    arena_free(&a);
}

static void references_and_a_second_encoding_are_undone(void **state)
{
    (void)state;
    assert_undone("Soci\xC3\xA9t\xC3\xA9 &amp; Cie", "Soci\xC3\xA9t\xC3\xA9 & Cie");
    assert_undone("Jos&eacute; &#233; &#xE9;", "Jos\xC3\xA9 \xC3\xA9 \xC3\xA9");
    assert_undone("Jos\xC3\x83\xC2\xA9", "Jos\xC3\xA9");                 /* José, encoded twice */
    assert_undone("Jos\xC3\x83\xC6\x92\xC3\x82\xC2\xA9", "Jos\xC3\xA9"); /* three times */
    assert_undone("O\xC3\xA2\xE2\x82\xAC\xE2\x84\xA2"
                  "Brien",
                  "O\xE2\x80\x99"
                  "Brien");
    assert_undone("\xC3\x90\xC5\xB8\xC3\x91\xC6\x92\xC3\x91\xE2\x80\x9A\xC3\x90\xC2\xB8\xC3\x90\xC2\xBD",
                  "\xD0\x9F\xD1\x83\xD1\x82\xD0\xB8\xD0\xBD"); /* Путин */
}

static void names_that_are_right_stay(void **state)
{
    (void)state;
    static const char *const names[] = {"JOS\xC3\x89 MU\xC3\x91OZ",
                                        "Bank PER\xC3\x9A\xE2\x80\x9D",
                                        "AT&T Corp",
                                        "Smith & Sons; Ltd",
                                        "\xD0\x9F\xD1\x83\xD1\x82\xD0\xB8\xD0\xBD",
                                        "S\xC3\xA3o Jo\xC3\xA3o",
                                        "M&M; Partners"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        assert_undone(names[i], names[i]);
}

static void a_mended_name_is_told_with_its_line(void **state)
{
    (void)state;
    list_test t;
    list_test_text(&t,
                   "id,name,schema\n1,Bank A,Company\n2,Jos\xC3\x83\xC2\xA9 Banco; Banco Azul,Company\n"
                   "3,B\xEF\xBF\xBDnk,Company\n",
                   "own-csv");
    assert_int_equal(names_mend(&t.job, &t.error), ITD_OK);
    const entity *e = list_test_find(&t, "test-2");
    assert_name(e, NAME_PRIMARY, "Jos\xC3\xA9 Banco; Banco Azul");
    assert_name(e, NAME_ALIAS, "Jos\xC3\xA9 Banco");
    assert_name(e, NAME_ALIAS, "Banco Azul");
    assert_int_equal(list_test_totals(&t).names, 3); /* counted as published */
    assert_warned(&t, "test.list:3: test-2: a name was encoded twice");
    assert_warned(&t, "test.list:4: test-3: letters of a name are lost");
    list_test_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(several_names_in_one_field_are_taken_apart),
        cmocka_unit_test(words_that_only_look_alike_are_left),
        cmocka_unit_test(what_was_known_before_is_a_former_name),
        cmocka_unit_test(references_and_a_second_encoding_are_undone),
        cmocka_unit_test(names_that_are_right_stay),
        cmocka_unit_test(a_mended_name_is_told_with_its_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
