#include "base/arena.h"
#include "base/buf.h"
#include "base/bytes.h"
#include "base/error.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void an_arena_refuses_more_than_its_ceiling(void **state)
{
    (void)state;
    arena a;
    arena_init(&a, 200000);
    assert_non_null(arena_alloc(&a, 1000));
    assert_null(arena_alloc(&a, 300000));
    assert_null(arena_array(&a, SIZE_MAX / 2, 4));
    assert_non_null(arena_alloc(&a, 1000));
    arena_free(&a);
}

static void a_reset_arena_gives_zeroed_memory_from_the_same_blocks(void **state)
{
    (void)state;
    arena a;
    arena_init(&a, (size_t)1 << 24);
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 1000; i++) {
            unsigned char *memory = arena_alloc(&a, 777);
            assert_non_null(memory);
            for (size_t k = 0; k < 777; k++)
                assert_int_equal(memory[k], 0);
            memset(memory, 255, 777);
        }
        size_t used = a.used_size;
        arena_reset(&a);
        assert_true(a.used_size == used && used < 2000000);
    }
    arena_free(&a);
}

static void growing_keeps_the_elements(void **state)
{
    (void)state;
    arena a;
    arena_init(&a, (size_t)1 << 24);
    size_t cap = 0, count = 0;
    int *numbers = NULL;
    for (int i = 0; i < 1000; i++) {
        if (count == cap)
            numbers = arena_grow(&a, numbers, count, &cap, sizeof *numbers);
        assert_non_null(numbers);
        numbers[count++] = i;
    }
    for (int i = 0; i < 1000; i++)
        assert_int_equal(numbers[i], i);
    arena_free(&a);
}

static void a_buffer_fails_at_its_ceiling_and_stays_failed(void **state)
{
    (void)state;
    buf b;
    buf_init(&b, 10);
    buf_puts(&b, "0123456789");
    assert_false(b.failed);
    buf_putc(&b, 'x');
    assert_true(b.failed);
    buf_puts(&b, "");
    assert_int_equal(b.len, 10);
    buf_reset(&b);
    buf_printf(&b, "%d", 42);
    assert_true(!b.failed && str_is(buf_as_str(&b), "42"));
    buf_free(&b);
}

static void printing_longer_than_the_small_buffer_is_whole(void **state)
{
    (void)state;
    buf b;
    char text[1001];
    memset(text, 'a', 1000);
    text[1000] = 0;
    buf_init(&b, 5000);
    buf_printf(&b, "<%s>", text);
    assert_int_equal(b.len, 1002);
    assert_true(b.data[0] == '<' && b.data[1001] == '>');
    buf_free(&b);
}

static void integers_are_little_endian(void **state)
{
    (void)state;
    buf b;
    buf_init(&b, 100);
    buf_u16(&b, 0x0102);
    buf_u32(&b, 0x03040506);
    buf_u64(&b, 0x0708090a0b0c0d0eULL);
    assert_memory_equal(b.data, "\x02\x01\x06\x05\x04\x03\x0e\x0d\x0c\x0b\x0a\x09\x08\x07", 14);
    assert_int_equal(read_u16(b.data), 0x0102);
    assert_int_equal(read_u32(b.data + 2), 0x03040506);
    assert_true(read_u64(b.data + 6) == 0x0708090a0b0c0d0eULL);
    buf_align(&b, 8);
    assert_int_equal(b.len, 16);
    buf_free(&b);
}

static void an_error_names_place_and_cause(void **state)
{
    (void)state;
    itd_error error = {0};
    assert_int_equal(error_at_line(&error, ITD_ERROR_INPUT, "sdn.xml", 12, "expected <%s>", "uid"),
                     ITD_ERROR_INPUT);
    assert_string_equal(error.message, "sdn.xml:12: expected <uid>");
    /* The old message may be an argument of the new one. */
    error_set(&error, ITD_ERROR_IO, "b", "%s", error.message);
    assert_string_equal(error.message, "b: sdn.xml:12: expected <uid>");
    char path[3000];
    memset(path, 'p', sizeof path - 1);
    path[sizeof path - 1] = 0;
    error_at_byte(&error, ITD_ERROR_INPUT, path, 7, "cut");
    assert_true(strlen(error.message) < sizeof error.message);
    assert_int_equal(error_set(NULL, ITD_ERROR_IO, NULL, "nobody asks"), ITD_ERROR_IO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_arena_refuses_more_than_its_ceiling),
        cmocka_unit_test(a_reset_arena_gives_zeroed_memory_from_the_same_blocks),
        cmocka_unit_test(growing_keeps_the_elements),
        cmocka_unit_test(a_buffer_fails_at_its_ceiling_and_stays_failed),
        cmocka_unit_test(printing_longer_than_the_small_buffer_is_whole),
        cmocka_unit_test(integers_are_little_endian),
        cmocka_unit_test(an_error_names_place_and_cause),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
