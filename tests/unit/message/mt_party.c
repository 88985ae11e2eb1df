#include "base/limits.h"
#include "message/message.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static arena memory;

static const message *read_one(const char *fields)
{
    static char text[4096];
    static message_list list;
    arena_reset(&memory);
    snprintf(text, sizeof text, "{1:F01BANKBEBBAXXX0000000000}{2:I103BANKDEFFXXXXN}{4:\r\n%s-}", fields);
    assert_int_equal(message_read(&memory, "test", str_of(text), &list, NULL), ITD_OK);
    assert_int_equal(list.count, 1);
    return &list.items[0];
}

static const message_party *party_at(const message *m, const char *where)
{
    for (size_t i = 0; i < m->party_count; i++)
        if (str_is(m->parties[i].where, where))
            return &m->parties[i];
    fail_msg("no party at %s", where);
    return NULL;
}

static void a_name_cut_in_mid_word_is_joined_both_ways(void **state)
{
    (void)state;
    const message_party *p = party_at(
        read_one(
            ":59:/1\r\nASHCOMBE OPTIK AND TEXTIL MANUFACTU\r\nRING SRL\r\nVIA ROMA 88\r\nMILANO, ITALY\r\n"),
        "59");
    assert_true(str_is(p->name, "ASHCOMBE OPTIK AND TEXTIL MANUFACTURING SRL"));
    assert_true(str_is(p->name_alternative, "ASHCOMBE OPTIK AND TEXTIL MANUFACTU RING SRL"));
    assert_int_equal(p->address_count, 2);
    assert_true(str_is(p->country, "IT"));
    assert_true(str_is(p->account, "1"));
}

static void a_street_does_not_belong_to_the_name(void **state)
{
    (void)state;
    const message_party *p = party_at(read_one(":50K:JANE DOE\r\n1 HIGH STREET\r\nLEEDS\r\n"), "50K");
    assert_true(str_is(p->name, "JANE DOE"));
    assert_int_equal(p->address_count, 2);
}

static void option_f_is_read_by_its_line_numbers(void **state)
{
    (void)state;
    const message_party *p = party_at(read_one(":50F:/123\r\n1/CHARLOTTE\r\n1/JONES\r\n2/1 MAIN "
                                               "ST\r\n3/AU/BRISBANE\r\n4/19460718\r\n5/AU/PERTH\r\n"),
                                      "50F");
    assert_true(str_is(p->name, "CHARLOTTE JONES"));
    assert_true(str_is(p->country, "AU"));
    assert_true(str_is(p->birth_date, "19460718"));
    assert_true(str_is(p->birth_place, "AU/PERTH"));
    assert_true(str_is(p->account, "123"));
}

static void a_bic_of_wrong_length_is_a_problem_and_still_there(void **state)
{
    (void)state;
    const message *m = read_one(":57A:/9\r\nBANKDEF\r\n");
    const message_party *p = party_at(m, "57A");
    assert_true(str_is(p->name, "BANKDEF"));
    assert_int_equal(p->bic.len, 0);
    bool said = false;
    for (size_t i = 0; i < m->problem_count; i++)
        said = said || str_is(m->problems[i], "field 57A: \"BANKDEF\" is no BIC");
    assert_true(said);
}

static void sender_and_receiver_stand_in_the_header(void **state)
{
    (void)state;
    const message *m = read_one(":20:A\r\n");
    assert_int_equal(party_at(m, "block1")->role, ROLE_INSTRUCTING_AGENT);
    assert_true(str_is(party_at(m, "block1")->bic, "BANKBEBB"));
    assert_int_equal(party_at(m, "block2")->role, ROLE_INSTRUCTED_AGENT);
    assert_true(str_is(m->sender, "BANKBEBB"));
    assert_true(str_is(m->format, "MT103"));
}

static void a_missing_mandatory_field_is_a_problem(void **state)
{
    (void)state;
    const message *m = read_one(":20:A\r\n:23B:CRED\r\n:32A:260101EUR1,\r\n:50A:BANKBEBB\r\n:71A:SHA\r\n");
    assert_int_equal(m->problem_count, 1);
    assert_true(str_is(m->problems[0], "field 59 is missing: MT103 must have it"));
}

static void continuation_marks_are_no_text(void **state)
{
    (void)state;
    const message *m = read_one(":72:/ACC/INVOICE 1\r\n//SECOND LINE\r\n");
    assert_int_equal(m->text_count, 1);
    assert_true(str_is(m->text[0].value, "/ACC/INVOICE 1 SECOND LINE"));
}

static int setup(void **state)
{
    (void)state;
    arena_init(&memory, LIMIT_ARENA_SIZE);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(&memory);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_cut_in_mid_word_is_joined_both_ways),
        cmocka_unit_test(a_street_does_not_belong_to_the_name),
        cmocka_unit_test(option_f_is_read_by_its_line_numbers),
        cmocka_unit_test(a_bic_of_wrong_length_is_a_problem_and_still_there),
        cmocka_unit_test(sender_and_receiver_stand_in_the_header),
        cmocka_unit_test(a_missing_mandatory_field_is_a_problem),
        cmocka_unit_test(continuation_marks_are_no_text),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
