#include "base/json_emit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <jansson.h>

static void commas_stand_between_and_only_between(void **state)
{
    (void)state;
    buf b;
    json_emitter w;
    buf_init(&b, 1000);
    emit_init(&w, &b);
    for (int line = 0; line < 2; line++) {
        emit_object(&w);
        emit_pair_int(&w, "a", -1);
        emit_key(&w, "b");
        emit_array(&w);
        emit_score(&w, 9312);
        emit_score(&w, -5);
        emit_score(&w, 10000);
        emit_array(&w);
        emit_end_array(&w);
        emit_null(&w);
        emit_end_array(&w);
        emit_pair_bool(&w, "c", true);
        emit_pair_text(&w, "d", NULL);
        emit_end_object(&w);
        emit_newline(&w);
    }
    const char *one = "{\"a\":-1,\"b\":[0.9312,-0.0005,1.0000,[],null],\"c\":true,\"d\":null}\n";
    assert_int_equal(b.len, 2 * strlen(one));
    assert_memory_equal(b.data, one, strlen(one));
    assert_memory_equal(b.data + strlen(one), one, strlen(one));
    buf_free(&b);
}

static void any_text_comes_back_from_a_json_reader(void **state)
{
    (void)state;
    char all[256 + 16];
    size_t len = 0;
    for (int c = 0; c < 128; c++)
        all[len++] = (char)c;
    memcpy(all + len, "\xD9\xBE\xE2\x82\xAC\xF0\x9F\x9A\xA2", 9);
    len += 9;
    buf b;
    json_emitter w;
    buf_init(&b, 10000);
    emit_init(&w, &b);
    emit_array(&w);
    emit_str(&w, str_make(all, len));
    emit_end_array(&w);
    json_t *parsed = json_loadb(b.data, b.len, JSON_ALLOW_NUL, NULL);
    assert_non_null(parsed);
    json_t *text = json_array_get(parsed, 0);
    assert_int_equal(json_string_length(text), len);
    assert_memory_equal(json_string_value(text), all, len);
    json_decref(parsed);
    buf_free(&b);
}

static void bytes_that_are_no_utf8_become_replacement_characters(void **state)
{
    (void)state;
    static const char *const bad[] = {"\x80",     "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80",
                                      "\xE2\x82", "\xFF"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        buf b;
        json_emitter w;
        buf_init(&b, 100);
        emit_init(&w, &b);
        emit_array(&w);
        emit_str(&w, str_of(bad[i]));
        emit_end_array(&w);
        json_t *parsed = json_loadb(b.data, b.len, 0, NULL);
        assert_non_null(parsed);
        assert_memory_equal(json_string_value(json_array_get(parsed, 0)), "\xEF\xBF\xBD", 3);
        json_decref(parsed);
        buf_free(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(commas_stand_between_and_only_between),
        cmocka_unit_test(any_text_comes_back_from_a_json_reader),
        cmocka_unit_test(bytes_that_are_no_utf8_become_replacement_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
