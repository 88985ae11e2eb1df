/* Numbers and telephones that say of themselves what they are; codes do not depend on where the pieces of a
 * text end. */
#include "exact/phones.h"
#include "screen/numbers.h"
#include "screen/text_codes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static place_screen places;

static str first_number(const char *text, property_id *kind)
{
    match_identifier found = {.text = STR_NONE};
    size_t at = 0;
    (void)numbers_next(str_of(text), &at, &found);
    *kind = found.property;
    return found.text;
}

static void a_number_is_known_by_the_label_before_it(void **state)
{
    (void)state;
    property_id kind;
    assert_true(str_is(first_number("INV 12 INN 7707083893 PAID", &kind), "7707083893"));
    assert_int_equal(kind, PROPERTY_INN_CODE);
    assert_true(str_is(first_number("passport no. A1234567", &kind), "A1234567"));
    assert_int_equal(kind, PROPERTY_PASSPORT_NUMBER);
}

static void a_number_without_a_label_is_none(void **state)
{
    (void)state;
    property_id kind;
    assert_int_equal(first_number("invoice 7707083893", &kind).len, 0);
    assert_int_equal(first_number("7707083893", &kind).len, 0);
    assert_int_equal(first_number("INN 123", &kind).len, 0);
}

static void a_wallet_is_known_by_its_check(void **state)
{
    (void)state;
    property_id kind;
    assert_true(str_is(first_number("send to 149w62rY42aZBox8fGcmqNsXUzSStKeq8C now", &kind),
                       "149w62rY42aZBox8fGcmqNsXUzSStKeq8C"));
    assert_int_equal(kind, PROPERTY_PUBLIC_KEY);
}

static const char *phone_in(const char *text)
{
    str number;
    size_t at = 0;
    const char *code = phones_next(&places, str_of(text), &at, &number);
    return code ? code : "";
}

static void a_telephone_counts_with_its_country_code_and_length(void **state)
{
    (void)state;
    assert_string_equal(phone_in("TEL +98-21-88888888"), "IR");
    assert_string_equal(phone_in("+850 2 18111"), "KP");
    assert_string_equal(phone_in("call +53 5 2888888."), "CU");
    assert_string_equal(phone_in("+7 365 212 3456"), "UA-43");
    assert_string_equal(phone_in("+49 30 1234567, +98 21 88888888"), "IR");
    assert_string_equal(phone_in("+7 495 123 4567"), "");
    assert_string_equal(phone_in("+9812345"), "");
    assert_string_equal(phone_in("98 21 88888888"), "");
    assert_string_equal(phone_in("1+98 21 88888888"), "");
}

typedef struct code_list {
    size_t count;
    unsigned long long start[64];
} code_list;

static void take(void *context, const text_code *found)
{
    code_list *list = context;
    assert_true(list->count < 64);
    list->start[list->count++] = found->start;
}

static code_list codes_in_pieces(str text, size_t piece)
{
    text_codes c;
    code_list list = {0};
    text_codes_init(&c);
    text_codes_begin(&c, &places, take, &list);
    for (size_t i = 0; i < text.len; i += piece)
        text_codes_put(&c, str_make(text.data + i, piece < text.len - i ? piece : text.len - i));
    assert_true(text_codes_end(&c));
    text_codes_free(&c);
    return list;
}

static void codes_do_not_depend_on_where_the_pieces_end(void **state)
{
    (void)state;
    static const char sentence[] =
        "The sum went to IR58 0540 1051 8002 1273 1130 07, INN 7707083893, by info@shop-of-carpets.ir "
        "and to nobody else in the whole of that long year, as far as is known. ";
    buf text;
    buf_init(&text, 1 << 20);
    for (int i = 0; i < 15; i++) {
        for (int k = 0; k < 3000 + i * 37; k++)
            buf_putc(&text, k % 7 ? 'a' : ' ');
        buf_puts(&text, sentence);
    }
    code_list whole = codes_in_pieces(buf_as_str(&text), text.len);
    assert_int_equal(whole.count, 15 * 4); /* the account counts for its country and for the lists */
    static const size_t pieces[] = {1, 7, 4096, 16384};
    for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
        code_list parts = codes_in_pieces(buf_as_str(&text), pieces[i]);
        assert_int_equal(parts.count, whole.count);
        assert_memory_equal(parts.start, whole.start, whole.count * sizeof whole.start[0]);
    }
    buf_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_number_is_known_by_the_label_before_it),
        cmocka_unit_test(a_number_without_a_label_is_none),
        cmocka_unit_test(a_wallet_is_known_by_its_check),
        cmocka_unit_test(a_telephone_counts_with_its_country_code_and_length),
        cmocka_unit_test(codes_do_not_depend_on_where_the_pieces_end),
    };
    if (place_screen_init(&places, NULL, NULL) != ITD_OK)
        return EXIT_FAILURE;
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    place_screen_free(&places);
    return failed;
}
