/* What a party's name and a listed one must have in common, on explanations written by hand. */
#include "screen/message_screen_profile.h"

#include "api/handles.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define BANK   "ofac-17013" /* VTB Bank, of Russia */
#define PERSON "ofac-35233"
#define SHIP   "ofac-15036"

static itd_snapshot *sample;

/* Words as "query=listed"; one side may be empty. relation: of all that have both sides. */
static bool counts(const char *listed, const message_profile *p, int score, const char *how,
                   const char *words)
{
    const snapshot *s = itd_snapshot_core(sample);
    match_token tokens[16];
    size_t count = 0;
    str rest = str_of(words), word;
    while (str_split(&rest, ' ', &word)) {
        size_t at = str_find(word, str_of("="));
        match_token *t = &tokens[count++];
        *t = (match_token){.query = str_make(word.data, at),
                           .listed = str_make(word.data + at + 1, word.len - at - 1)};
        t->relation = t->query.len && t->listed.len ? how : t->query.len ? "extra" : "missing";
        if (t->query.len && str_equal(t->query, t->listed))
            t->relation = "equal";
    }
    match_explanation x = {.tokens = tokens, .token_count = count};
    match_hit hit = {.entity = snapshot_entity_find(s, str_of(listed)), .score = score};
    assert_int_not_equal(hit.entity, UINT32_MAX);
    return score >= message_profile_least(s, p, &hit) && message_profile_counts(s, p, &hit, &x);
}

static message_profile bank_in(const char *country)
{
    return (message_profile){.party = true, .bank = true, .country = {str_of(country)}};
}

static const message_profile customer = {.party = true};

static void one_word_in_common_is_not_a_name_in_common(void **state)
{
    (void)state;
    assert_false(counts(PERSON, &customer, 7200, "symbol", "julia=yuliya gil="));
    assert_false(counts(BANK, &customer, 7200, "variant", "wagner=wagner pinewood="));
    assert_true(counts(BANK, &customer, 7200, "variant", "wagner=wagner trading="));
    assert_true(counts(PERSON, &customer, 7200, "variant", "sergei=sergey lavrov=lavrov petrovich="));
}

static void what_somebody_is_to_a_payment_is_no_name(void **state)
{
    (void)state;
    assert_false(counts(BANK, &customer, 9900, "variant", "owner=oner bank=bank account="));
    assert_false(counts(BANK, &customer, 9900, "variant", "buyer=bajer corp="));
    assert_false(counts(BANK, &customer, 9900, "symbol", "client= group=gruppe"));
    assert_false(counts(BANK, &customer, 9900, "equal", "buy=buy customer= =sell"));
    assert_false(counts(PERSON, &customer, 9900, "equal", "the=the beneficiary= =doctor"));
    assert_false(counts(PERSON, &customer, 9900, "symbol", "of=so"));
    assert_true(counts(PERSON, &customer, 9900, "equal", "so=so"));
    assert_true(counts(BANK, &customer, 9900, "equal", "buyer=buyer group=group"));
    assert_true(counts(BANK, &customer, 9900, "equal", "national=national oil=oil company=company"));
    assert_false(counts(BANK, &customer, 9900, "equal", "oil=oil company=company =national"));
}

static void a_brief_word_alone_must_be_spelled_alike(void **state)
{
    (void)state;
    assert_false(counts(BANK, &customer, 9900, "variant", "acme=aqmi"));
    assert_false(counts(BANK, &customer, 9900, "variant", "abc=abk corporation=co"));
    assert_false(counts(PERSON, &customer, 9900, "variant", "mr= bene=ben"));
    assert_false(counts(BANK, &customer, 9900, "variant", "muster=master =rm"));
    assert_false(counts(PERSON, &customer, 9900, "variant", "aaaaaaaaaaaa=aa"));
    assert_true(counts(BANK, &customer, 9900, "equal", "aqmi=aqmi trading="));
    assert_true(counts(BANK, &customer, 9900, "variant", "rosoboroneksport=rosoboronexport moscow="));
}

static void a_word_mistyped_is_no_other_word(void **state)
{
    (void)state;
    assert_true(counts(BANK, &customer, 7200, "variant", "hermis=hermis shippiing= =shipping"));
    assert_true(counts(BANK, &customer, 7200, "variant", "hermis=hermis shpiping= =shipping"));
    assert_false(counts(BANK, &customer, 7200, "variant", "hermis=hermis dentist= =shipping"));
}

static void initials_and_ordinals_tell_no_bank_from_another(void **state)
{
    (void)state;
    message_profile p = bank_in("AE");
    assert_false(counts(BANK, &p, 8600, "symbol", "first=1a bank= dubai="));
    assert_false(counts(BANK, &p, 8600, "initial", "turkiye=t bank=bank"));
    p = bank_in("");
    assert_false(counts(BANK, &p, 9900, "initial", "turkiye=t bank=bank"));
}

static void common_words_make_a_bank_only_all_together(void **state)
{
    (void)state;
    message_profile p = bank_in("CN");
    assert_false(counts(BANK, &p, 9800, "equal", "agricultural=agricultural bank=bank china="));
    assert_true(counts(BANK, &p, 9800, "equal", "agricultural=agricultural bank=bank"));
    assert_false(counts(BANK, &p, 9800, "symbol", "commercial=trade bank=bank"));
    p = bank_in("RU");
    assert_true(counts(BANK, &p, 9800, "symbol", "commercial=trade bank=bank"));
}

static void an_abbreviation_with_another_letter_is_another_bank(void **state)
{
    (void)state;
    message_profile p = bank_in("BE"), at_home = bank_in("ru");
    assert_false(counts(BANK, &p, 9990, "variant", "kbc=kbk bank=bank"));
    assert_true(counts(BANK, &p, 9990, "variant", "kbk=kbk bank=bank"));
    assert_true(counts(BANK, &at_home, 9990, "variant", "kbc=kbk bank=bank"));
    assert_true(counts(BANK, &customer, 9990, "variant", "kbc=kbk bank=bank"));
}

static void a_bank_of_another_country_must_be_spelled_alike(void **state)
{
    (void)state;
    message_profile abroad = bank_in("IN"), nowhere = bank_in("");
    assert_false(counts(BANK, &abroad, 8900, "variant", "canara=sinara bank=bank"));
    assert_true(counts(BANK, &nowhere, 8900, "variant", "canara=sinara bank=bank"));
    assert_true(counts(BANK, &abroad, 9900, "variant", "zenith=zenit bank=bank"));
    /* a firm in a bank's field is judged as a firm */
    assert_true(counts(BANK, &abroad, 8200, "variant", "hyoskin=hyoksin trading=trading"));
}

static void a_ship_or_a_person_in_a_field_of_another_kind_must_fit_well(void **state)
{
    (void)state;
    message_profile p = bank_in("DE");
    assert_false(counts(SHIP, &customer, 9400, "variant", "abadeh=abadeh"));
    assert_true(counts(SHIP, &customer, 9500, "variant", "abadeh=abadeh"));
    assert_false(counts(PERSON, &p, 9400, "variant", "sergei=sergey lavrov=lavrov"));
}

static void a_first_line_counts_only_where_it_is_a_whole_name(void **state)
{
    (void)state;
    message_profile p = customer;
    p.part = true;
    assert_false(counts(BANK, &p, 9400, "variant", "sinara=sinara trading=trading"));
    assert_true(counts(BANK, &p, 9600, "variant", "sinara=sinara trading=trading"));
    assert_false(counts(BANK, &p, 9900, "equal", "industrial=industrial bank=bank"));
}

static void a_cut_out_part_shares_two_telling_words_or_is_the_whole_name(void **state)
{
    (void)state;
    message_profile p = customer;
    p.cut = true;
    assert_false(counts(BANK, &p, 9900, "variant", "sinara=sinara trading=trading"));
    assert_true(counts(BANK, &p, 9900, "variant", "sinara=sinara kompas=kompas"));
    assert_true(counts(BANK, &p, 9900, "equal", "international=international oil=oil services=services"));
    assert_false(
        counts(BANK, &p, 9900, "equal", "international=international oil=oil services=services =marine"));
    assert_true(counts(PERSON, &p, 9900, "variant", "sergei=sergey lavrov=lavrov"));
    assert_false(counts(PERSON, &p, 9900, "variant", "lavrov=lavrov =sergey"));
}

static void an_identifier_alone_always_counts(void **state)
{
    (void)state;
    const snapshot *s = itd_snapshot_core(sample);
    message_profile p = bank_in("DE");
    match_hit hit = {.entity = snapshot_entity_find(s, str_of(SHIP)), .name = UINT32_MAX, .score = 10000};
    match_explanation none = {0};
    assert_int_equal(message_profile_least(s, &p, &hit), 0);
    assert_true(message_profile_counts(s, &p, &hit, &none));
}

static int open_sample(void **state)
{
    (void)state;
    return itd_snapshot_open_sample(&sample, NULL) != ITD_OK;
}

static int close_sample(void **state)
{
    (void)state;
    itd_snapshot_close(sample);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_word_in_common_is_not_a_name_in_common),
        cmocka_unit_test(what_somebody_is_to_a_payment_is_no_name),
        cmocka_unit_test(a_brief_word_alone_must_be_spelled_alike),
        cmocka_unit_test(a_word_mistyped_is_no_other_word),
        cmocka_unit_test(initials_and_ordinals_tell_no_bank_from_another),
        cmocka_unit_test(common_words_make_a_bank_only_all_together),
        cmocka_unit_test(an_abbreviation_with_another_letter_is_another_bank),
        cmocka_unit_test(a_bank_of_another_country_must_be_spelled_alike),
        cmocka_unit_test(a_ship_or_a_person_in_a_field_of_another_kind_must_fit_well),
        cmocka_unit_test(a_first_line_counts_only_where_it_is_a_whole_name),
        cmocka_unit_test(a_cut_out_part_shares_two_telling_words_or_is_the_whole_name),
        cmocka_unit_test(an_identifier_alone_always_counts),
    };
    return cmocka_run_group_tests(tests, open_sample, close_sample);
}
