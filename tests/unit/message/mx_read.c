#include "base/limits.h"
#include "message/message.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#define SPACE "urn:iso:std:iso:20022:tech:xsd:"

static arena memory;
static message_list list;

static const message *read_text(const char *text, size_t len)
{
    arena_reset(&memory);
    assert_int_equal(message_read(&memory, "test", str_make(text, len), &list, NULL), ITD_OK);
    assert_true(list.count > 0);
    return &list.items[0];
}

/* A pacs.008 of one payment with this content. */
static const message *read_payment(const char *content)
{
    static char text[8192];
    int len =
        snprintf(text, sizeof text,
                 "<Document xmlns=\"" SPACE "pacs.008.001.08\"><FIToFICstmrCdtTrf><GrpHdr><MsgId>M1</MsgId>"
                 "<NbOfTxs>1</NbOfTxs></GrpHdr><CdtTrfTxInf>%s</CdtTrfTxInf></FIToFICstmrCdtTrf></Document>",
                 content);
    return read_text(text, (size_t)len);
}

static const message_party *party_of(const message *m, message_role role)
{
    for (size_t i = 0; i < m->party_count; i++)
        if (m->parties[i].role == role)
            return &m->parties[i];
    fail_msg("no %s", message_role_name(role));
    return NULL;
}

static bool has_problem(const message *m, const char *part)
{
    for (size_t i = 0; i < m->problem_count; i++)
        if (str_find(m->problems[i], str_of(part)) != SIZE_MAX)
            return true;
    return false;
}

#define DEBTOR   "<Dbtr><Nm>Ann Example</Nm></Dbtr>"
#define CREDITOR "<Cdtr><Nm>Bob Example</Nm></Cdtr>"

static void a_party_has_the_role_of_its_element(void **state)
{
    (void)state;
    const message *m = read_payment(
        DEBTOR "<DbtrAcct><Id><IBAN>IT60X0542811101000000123456</IBAN></Id></DbtrAcct>" CREDITOR);
    assert_int_equal(m->problem_count, 0);
    assert_true(str_is(m->format, "pacs.008.001.08"));
    const message_party *p = party_of(m, ROLE_DEBTOR);
    assert_true(str_is(p->name, "Ann Example"));
    assert_true(str_is(p->where, "/Document/FIToFICstmrCdtTrf/CdtTrfTxInf/Dbtr"));
    assert_true(str_is(p->account, "IT60X0542811101000000123456"));
}

static void prefixes_and_envelopes_do_not_matter(void **state)
{
    (void)state;
    static const char text[] =
        "<x:E xmlns:x=\"urn:x\"><h:AppHdr xmlns:h=\"" SPACE "head.001.001.02\"><h:Fr><h:FIId><h:FinInstnId>"
        "<h:BICFI>BANKDEFF</h:BICFI></h:FinInstnId></h:FIId></h:Fr></h:AppHdr>"
        "<p:Document xmlns:p=\"" SPACE
        "camt.053.001.08\"><p:BkToCstmrStmt><p:Stmt><p:Ntry><p:NtryDtls><p:TxDtls>"
        "<p:RltdPties><p:Dbtr><p:Pty><p:Nm>Ann</p:Nm></p:Pty></p:Dbtr></p:RltdPties></p:TxDtls></"
        "p:NtryDtls></p:Ntry>"
        "</p:Stmt></p:BkToCstmrStmt></p:Document></x:E>";
    const message *m = read_text(text, sizeof text - 1);
    assert_int_equal(list.count, 1);
    assert_true(str_is(m->sender, "BANKDEFF"));
    assert_true(str_is(party_of(m, ROLE_DEBTOR)->where,
                       "/Document/BkToCstmrStmt/Stmt/Ntry/NtryDtls/TxDtls/RltdPties/Dbtr"));
}

static void payments_that_can_be_told_apart_are_messages_of_their_own(void **state)
{
    (void)state;
    static const char text[] =
        "<Document xmlns=\"" SPACE
        "pain.001.001.09\"><CstmrCdtTrfInitn><GrpHdr><InitgPty><Nm>I</Nm></InitgPty></GrpHdr>"
        "<PmtInf><Dbtr><Nm>D1</Nm></Dbtr><CdtTrfTxInf>" CREDITOR "</CdtTrfTxInf><CdtTrfTxInf>" CREDITOR
        "</CdtTrfTxInf></PmtInf><PmtInf><Dbtr><Nm>D2</Nm></Dbtr><CdtTrfTxInf>" CREDITOR
        "</CdtTrfTxInf></PmtInf>"
        "<SplmtryData><Envlp><x>words that come late</x></Envlp></SplmtryData></CstmrCdtTrfInitn></Document>";
    read_text(text, sizeof text - 1);
    assert_int_equal(list.count, 3);
    assert_true(str_is(party_of(&list.items[1], ROLE_DEBTOR)->name, "D1"));
    assert_true(str_is(party_of(&list.items[2], ROLE_DEBTOR)->name, "D2"));
    assert_int_equal(list.items[2].party_count, 3);
    assert_int_equal(list.items[2].text_count, 1);
}

static void a_name_is_joined_over_comments_and_cdata(void **state)
{
    (void)state;
    const message *m = read_payment("<Dbtr><Nm>Ann <!-- x -->Ex<![CDATA[ample]]></Nm></Dbtr>" CREDITOR);
    assert_true(str_is(party_of(m, ROLE_DEBTOR)->name, "Ann Example"));
}

static void what_stands_behind_an_error_is_still_read(void **state)
{
    (void)state;
    const message *m = read_payment("<Dbtr><Nm>A & B</Nm></Dbtr>" CREDITOR);
    assert_true(has_problem(m, "not well-formed"));
    assert_true(str_is(party_of(m, ROLE_DEBTOR)->name, "A & B"));
    assert_true(str_is(party_of(m, ROLE_CREDITOR)->name, "Bob Example"));
}

static void a_doctype_is_refused_and_nothing_is_expanded(void **state)
{
    (void)state;
    static const char text[] = "<!DOCTYPE Document [<!ENTITY a \"expanded\">]><Document xmlns=\"" SPACE
                               "pacs.008.001.08\"><FIToFICstmrCdtTrf><CdtTrfTxInf><Dbtr><Nm>&a;</Nm></Dbtr>"
                               "</CdtTrfTxInf></FIToFICstmrCdtTrf></Document>";
    const message *m = read_text(text, sizeof text - 1);
    assert_true(has_problem(m, "DOCTYPE"));
    assert_true(str_is(party_of(m, ROLE_DEBTOR)->name, "&a;"));
}

static void a_missing_creditor_is_a_problem(void **state)
{
    (void)state;
    const message *m = read_payment(DEBTOR);
    assert_int_equal(m->problem_count, 1);
    assert_true(has_problem(m, "the creditor is missing"));
}

static void text_of_an_unknown_element_is_kept_for_screening(void **state)
{
    (void)state;
    const message *m = read_payment(DEBTOR CREDITOR "<NoSuchElement>John Example Trading</NoSuchElement>");
    assert_int_equal(m->text_count, 1);
    assert_true(str_is(m->text[0].where, "/Document/FIToFICstmrCdtTrf/CdtTrfTxInf/NoSuchElement"));
}

static void a_birth_place_and_a_clearing_number_are_read(void **state)
{
    (void)state;
    const message *m = read_payment(
        "<Dbtr><Nm>Ann</Nm><Id><PrvtId><DtAndPlcOfBirth><BirthDt>1970-01-01</BirthDt><CityOfBirth>Roma</"
        "CityOfBirth>"
        "<CtryOfBirth>IT</CtryOfBirth></DtAndPlcOfBirth></PrvtId></Id></"
        "Dbtr><CdtrAgt><FinInstnId><ClrSysMmbId><ClrSysId>"
        "<Cd>USABA</Cd></ClrSysId><MmbId>021000089</MmbId></ClrSysMmbId></FinInstnId></CdtrAgt>" CREDITOR);
    assert_true(str_is(party_of(m, ROLE_DEBTOR)->birth_place, "Roma, IT"));
    assert_true(str_is(party_of(m, ROLE_DEBTOR)->birth_date, "1970-01-01"));
    assert_true(str_is(party_of(m, ROLE_CREDITOR_AGENT)->clearing, "USABA021000089"));
}

static void a_name_beyond_the_depth_that_is_kept_is_a_problem(void **state)
{
    (void)state;
    static char text[4096];
    size_t len = (size_t)snprintf(text, sizeof text, "<Document xmlns=\"" SPACE "pacs.008.001.08\">");
    for (int i = 0; i < 300; i++, len += 3)
        memcpy(text + len, "<a>", 3);
    const message *m = read_text(text, len);
    assert_true(has_problem(m, "nested deeper"));
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

static void text_before_a_section_end_is_not_lost(void **state)
{
    (void)state;
    const message *m = read_payment("<Dbtr><Nm>Ann Example]]></Nm></Dbtr>" CREDITOR);
    assert_true(str_is(party_of(m, ROLE_DEBTOR)->name, "Ann Example]]>"));
    assert_true(has_problem(m, "not well-formed"));
    assert_true(str_is(party_of(m, ROLE_CREDITOR)->name, "Bob Example"));
}

static void marks_within_a_name_do_not_part_it(void **state)
{
    (void)state;
    const message *m = read_payment("<Dbtr><Nm>VLADI<b>MIR</b> PUT<i/>IN</Nm></Dbtr>" CREDITOR
                                    "<RmtInf><Ustrd>first<br/>second</Ustrd></RmtInf>");
    assert_true(str_is(party_of(m, ROLE_DEBTOR)->name, "VLADIMIR PUTIN"));
    assert_true(has_problem(m, "a mark within the text"));
    assert_true(str_is(m->text[0].value, "first second"));
}

static void what_is_wrong_within_a_tag_loses_no_text(void **state)
{
    (void)state;
    static const char *const broken[] = {"Ann Example & Bob", "Ann Example &amp Bob", "Ann Example <",
                                         "Ann Example </x>",  "Ann Example <1>",      "Ann Example \x01",
                                         "<Ann Example",      "Ann Example <!x>"};
    for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
        char content[256];
        snprintf(content, sizeof content, "<Dbtr><Nm>%s</Nm></Dbtr>%s", broken[i], CREDITOR);
        const message *m = read_payment(content);
        str name = party_of(m, ROLE_DEBTOR)->name;
        if (str_find(name, str_of("Ann Example")) == SIZE_MAX)
            fail_msg("%s: the name is \"%.*s\"", broken[i], STR_ARG(name));
        assert_true(has_problem(m, "not well-formed"));
        assert_true(str_is(party_of(m, ROLE_CREDITOR)->name, "Bob Example"));
    }
}

static void more_different_names_than_any_message_has_are_a_problem_and_what_follows_is_read(void **state)
{
    (void)state;
    static char text[600000];
    size_t len =
        (size_t)snprintf(text, sizeof text, "%s",
                         "<Document xmlns='" SPACE "pacs.008.001.08'><FIToFICstmrCdtTrf><CdtTrfTxInf>"
                         "<Dbtr><Nm>Ann Example</Nm></Dbtr>");
    for (unsigned i = 0; i < 40000; i++)
        len += (size_t)snprintf(text + len, sizeof text - len, "<A%x/>", i);
    len += (size_t)snprintf(text + len, sizeof text - len,
                            CREDITOR "</CdtTrfTxInf></FIToFICstmrCdtTrf></Document>");
    const message *m = read_text(text, len);
    assert_true(has_problem(m, "more different names"));
    assert_true(str_is(party_of(m, ROLE_DEBTOR)->name, "Ann Example"));
    assert_true(str_is(party_of(m, ROLE_CREDITOR)->name, "Bob Example"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_party_has_the_role_of_its_element),
        cmocka_unit_test(prefixes_and_envelopes_do_not_matter),
        cmocka_unit_test(payments_that_can_be_told_apart_are_messages_of_their_own),
        cmocka_unit_test(a_name_is_joined_over_comments_and_cdata),
        cmocka_unit_test(what_stands_behind_an_error_is_still_read),
        cmocka_unit_test(text_before_a_section_end_is_not_lost),
        cmocka_unit_test(marks_within_a_name_do_not_part_it),
        cmocka_unit_test(what_is_wrong_within_a_tag_loses_no_text),
        cmocka_unit_test(a_doctype_is_refused_and_nothing_is_expanded),
        cmocka_unit_test(a_missing_creditor_is_a_problem),
        cmocka_unit_test(text_of_an_unknown_element_is_kept_for_screening),
        cmocka_unit_test(a_birth_place_and_a_clearing_number_are_read),
        cmocka_unit_test(more_different_names_than_any_message_has_are_a_problem_and_what_follows_is_read),
        cmocka_unit_test(a_name_beyond_the_depth_that_is_kept_is_a_problem),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
