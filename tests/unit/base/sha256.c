#include "base/sha256.h"

#include "base/sha256_blocks.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "test_skip.h"

static void assert_hash(const char *text, size_t times, const char *expected)
{
    unsigned char hash[SHA256_SIZE];
    char hex[SHA256_HEX_LEN + 1];
    sha256_state s;
    sha256_init(&s);
    for (size_t i = 0; i < times; i++)
        sha256_update(&s, text, strlen(text));
    sha256_final(&s, hash);
    sha256_hex(hash, hex);
    assert_string_equal(hex, expected);
}

/* The examples of FIPS 180-4 and its test vectors. */
static void the_examples_of_the_standard_come_out(void **state)
{
    (void)state;
    assert_hash("", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_hash("abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_hash("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    assert_hash("a", 1000000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

static void pieces_of_any_length_give_the_hash_of_the_whole(void **state)
{
    (void)state;
    unsigned char data[300], whole[SHA256_SIZE], parts[SHA256_SIZE];
    for (size_t i = 0; i < sizeof data; i++)
        data[i] = (unsigned char)(i * 37);
    sha256(data, sizeof data, whole);
    for (size_t cut = 0; cut <= sizeof data; cut++) {
        sha256_state s;
        sha256_init(&s);
        sha256_update(&s, data, cut);
        sha256_update(&s, data + cut, sizeof data - cut);
        sha256_final(&s, parts);
        assert_memory_equal(whole, parts, sizeof whole);
    }
}

static void the_twin_agrees_with_the_portable_code(void **state)
{
    (void)state;
    static unsigned char data[64 * 40];
    sha256_blocks *twin = sha256_blocks_native();
    if (!twin)
        test_skip("this processor has no SHA instructions, or INTERDICT_PORTABLE=1");
    uint32_t seed = 12345;
    for (int round = 0; round < 200; round++) {
        uint32_t one[8], other[8];
        for (size_t i = 0; i < sizeof data; i++)
            data[i] = (unsigned char)((seed = seed * 1664525 + 1013904223) >> 24);
        for (size_t i = 0; i < 8; i++)
            one[i] = other[i] = (seed = seed * 1664525 + 1013904223);
        size_t blocks = (size_t)round % 41;
        sha256_blocks_portable(one, data, blocks);
        twin(other, data, blocks);
        assert_memory_equal(one, other, sizeof one);
    }
}

static void pieces_side_by_side_have_the_hashes_of_each_alone(void **state)
{
    (void)state;
    static unsigned char data[17 * 640];
    unsigned char alone[17][SHA256_SIZE], many[17][SHA256_SIZE];
    uint32_t seed = 99;
    for (size_t i = 0; i < sizeof data; i++)
        data[i] = (unsigned char)((seed = seed * 1664525 + 1013904223) >> 24);
    for (size_t size = 0; size <= 640; size += 32) {
        for (size_t i = 0; i < 17; i++)
            sha256(data + i * size, size, alone[i]);
        sha256_many(data, size, 17, many);
        assert_memory_equal(alone, many, sizeof many);
        if (size % 64 == 0 && sha256_pair_native()) {
            memset(many, 0, sizeof many);
            sha256_two(sha256_pair_native(), data, size, many);
            assert_memory_equal(alone, many, (size_t)2 * SHA256_SIZE);
        }
        if (size % 64 == 0 && sha256_lanes_native()) {
            memset(many, 0, sizeof many);
            sha256_group(sha256_lanes_native(), data, size, many);
            assert_memory_equal(alone, many, SHA256_LANES * SHA256_SIZE);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_examples_of_the_standard_come_out),
        cmocka_unit_test(pieces_of_any_length_give_the_hash_of_the_whole),
        cmocka_unit_test(the_twin_agrees_with_the_portable_code),
        cmocka_unit_test(pieces_side_by_side_have_the_hashes_of_each_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
