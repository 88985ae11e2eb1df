/* A failed allocation is an error or a reason to look, never a PASS: names in disguise in a message, with and
 * without an actor, a case, a text. Every allocation fails once, those of the first call among them. */
#include "fail.h"

#include <interdict/interdict.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define HEAD "{1:F01BNPAFRPPAXXX0000000000}{2:I199DEUTDEFFXXXXN}{4:\r\n:20:R1\r\n:79:"

static const char *const messages[] = {
    HEAD "FOR NATIONALIRANIANOILCOMPANY\r\n-}",
    HEAD "FOR N4T10N4L 1R4N14N O1L C0MP4NY\r\n-}",
    HEAD "FOR N A T I O N A L  I R A N I A N  O I L  C O M P A N Y\r\n-}",
    HEAD "FOR EBRAHIM RAISI\r\n-}",
    HEAD "GOODS ARE IN SEVASTOPOL\r\n-}",
};

static const char *const cases[] = {
    "{\"actor\":{\"country\":\"BR\"},\"activity\":\"payment\",\"on\":\"2026-09-01\",\"text\":\"for Ebrahim "
    "Raisi\"}",
    "{\"actor\":{\"country\":\"BR\"},\"activity\":\"payment\",\"on\":\"2026-09-01\",\"parties\":[{\"name\":"
    "\"Ebrahim Raisi\"}]}",
};

typedef itd_status ask_function(itd_worker *w, const char *text, const char **json, size_t *len);

static itd_status ask_message(itd_worker *w, const char *text, const char **json, size_t *len)
{
    return itd_message_json(w, "m", text, strlen(text), NULL, json, len, NULL);
}

static itd_status ask_case(itd_worker *w, const char *text, const char **json, size_t *len)
{
    return itd_decide_json(w, text, strlen(text), NULL, json, len, NULL);
}

static const itd_policy *bank; /* that names an actor */

static itd_status ask_message_for_bank(itd_worker *w, const char *text, const char **json, size_t *len)
{
    itd_context context = ITD_CONTEXT_INIT;
    context.policy = bank;
    return itd_message_json_in(w, text, strlen(text), &context, json, len, NULL);
}

static itd_status ask_text(itd_worker *w, const char *text, const char **json, size_t *len)
{
    return itd_text_json(w, text, strlen(text), NULL, json, len, NULL);
}

/* One worker, two calls; both with the n-th allocation from the first call on failing. */
static void never_passes(const itd_snapshot *s, ask_function *ask, const char *text)
{
    bool reached = true;
    for (long n = 0; reached; n++) {
        itd_worker *w = NULL;
        const char *json;
        size_t len;
        assert_int_equal(itd_worker_new(s, &w, NULL), ITD_OK);
        fail_at(&fail_memory, n);
        for (int call = 0; call < 2; call++) {
            itd_status status = ask(w, text, &json, &len);
            if (status == ITD_OK ? strstr(json, "\"verdict\":\"REVIEW\"") == NULL
                                 : status != ITD_ERROR_MEMORY)
                fail_msg("allocation %ld, call %d: %s: %s", n, call, text,
                         status == ITD_OK ? json : "no answer");
        }
        reached = fail_stop(&fail_memory);
        itd_worker_free(w);
    }
}

static void a_failed_allocation_makes_no_pass(void **state)
{
    (void)state;
    itd_snapshot *s = NULL;
    assert_int_equal(itd_snapshot_open_sample(&s, NULL), ITD_OK);
    for (size_t i = 0; i < sizeof messages / sizeof *messages; i++)
        never_passes(s, ask_message, messages[i]);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        never_passes(s, ask_case, cases[i]);
    never_passes(s, ask_text, "Ebrahim Raisi was there.");
    never_passes(s, ask_text, "The ship left Sevastopol.");
    itd_snapshot_close(s);
}

static void nor_with_an_actor(void **state)
{
    (void)state;
    itd_snapshot *s = NULL;
    itd_policy *p = NULL;
    static const char text[] = "actor: {country: BR, role: bank}\n";
    assert_int_equal(itd_snapshot_open_sample(&s, NULL), ITD_OK);
    assert_int_equal(itd_policy_read(s, "bank", text, strlen(text), &p, NULL), ITD_OK);
    bank = p;
    never_passes(s, ask_message_for_bank, messages[0]);
    never_passes(s, ask_message_for_bank, messages[3]);
    itd_policy_free(p);
    itd_snapshot_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_failed_allocation_makes_no_pass),
        cmocka_unit_test(nor_with_an_actor),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
