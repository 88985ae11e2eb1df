/* List files from disk: gzip by content, cut and damaged files, what is said of them. */
#include "base/sha256.h"
#include "list/source.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

/* gzip of "<sdnList/>" with no name and no time. */
static const unsigned char packed[] = {0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03,
                                       0xb3, 0x29, 0x4e, 0xc9, 0xf3, 0xc9, 0x2c, 0x2e, 0xd1, 0xb7,
                                       0x03, 0x00, 0x3a, 0x59, 0xf4, 0xc2, 0x0a, 0x00, 0x00, 0x00};
static const char plain[] = "<sdnList/>";

static str packed_bytes(size_t len)
{
    return str_make((const char *)packed, len);
}

static void plain_and_packed_give_the_same_bytes(void **state)
{
    (void)state;
    list_file file;
    unsigned char hash[SHA256_SIZE];
    assert_int_equal(ITD_OK, list_file_from_bytes("a", str_of(plain), &file, NULL));
    assert_true(str_is(file.bytes, plain));
    list_file_close(&file);
    assert_int_equal(ITD_OK, list_file_from_bytes("a", packed_bytes(sizeof packed), &file, NULL));
    assert_true(str_is(file.bytes, plain));
    assert_int_equal(sizeof packed, file.disk_size);
    sha256(packed, sizeof packed, hash);
    assert_memory_equal(hash, file.sha256, sizeof hash);
    list_file_close(&file);
}

static void two_members_are_one_file(void **state)
{
    (void)state;
    unsigned char twice[2 * sizeof packed];
    list_file file;
    memcpy(twice, packed, sizeof packed);
    memcpy(twice + sizeof packed, packed, sizeof packed);
    assert_int_equal(ITD_OK,
                     list_file_from_bytes("a", str_make((const char *)twice, sizeof twice), &file, NULL));
    assert_true(str_is(file.bytes, "<sdnList/><sdnList/>"));
    list_file_close(&file);
}

static void a_packed_file_cut_anywhere_is_refused(void **state)
{
    (void)state;
    for (size_t len = 2; len < sizeof packed; len++) {
        list_file file;
        itd_error error = {0};
        assert_int_equal(ITD_ERROR_INPUT, list_file_from_bytes("a.gz", packed_bytes(len), &file, &error));
        assert_non_null(strstr(error.message, "a.gz: byte "));
        assert_non_null(strstr(error.message, "cut off"));
    }
}

static void a_damaged_packed_file_is_refused(void **state)
{
    (void)state;
    unsigned char damaged[sizeof packed];
    for (size_t i = 10; i < sizeof packed; i++) {
        list_file file;
        itd_error error = {0};
        memcpy(damaged, packed, sizeof packed);
        damaged[i] ^= 0x55;
        assert_int_not_equal(
            ITD_OK,
            list_file_from_bytes("a.gz", str_make((const char *)damaged, sizeof damaged), &file, &error));
        assert_non_null(strstr(error.message, "a.gz: byte "));
    }
}

static void something_behind_the_packed_data_is_refused(void **state)
{
    (void)state;
    unsigned char longer[sizeof packed + 1];
    list_file file;
    itd_error error = {0};
    memcpy(longer, packed, sizeof packed);
    longer[sizeof packed] = 'x';
    assert_int_equal(
        ITD_ERROR_INPUT,
        list_file_from_bytes("a.gz", str_make((const char *)longer, sizeof longer), &file, &error));
    assert_non_null(strstr(error.message, "a.gz: byte 30: there is something behind the gzip data"));
}

static void a_folder_or_a_missing_file_is_said(void **state)
{
    (void)state;
    list_file file;
    itd_error error = {0};
    assert_int_equal(ITD_ERROR_IO, list_file_open("/", &file, &error));
    assert_non_null(strstr(error.message, "is a directory"));
    assert_int_equal(ITD_ERROR_IO, list_file_open("/no/such/list.xml", &file, &error));
    assert_non_null(strstr(error.message, "/no/such/list.xml: cannot open"));
}

static void what_no_reader_knows_is_shown_by_its_first_bytes(void **state)
{
    (void)state;
    list_file file;
    const list_format *format;
    itd_error error = {0};
    assert_int_equal(ITD_OK, list_file_from_bytes("a.txt", str_of("{\"no\": \"list\"}\n\n"), &file, NULL));
    assert_int_equal(ITD_ERROR_INPUT, list_detect(&file, &format, &error));
    assert_non_null(strstr(error.message, "a.txt: no known list format"));
    assert_non_null(strstr(error.message, "it begins with '{\"no\": \"list\"}'"));
    list_file_close(&file);
    assert_int_equal(ITD_OK, list_file_from_bytes("a.txt", STR_NONE, &file, NULL));
    assert_int_equal(ITD_ERROR_INPUT, list_detect(&file, &format, &error));
    assert_non_null(strstr(error.message, "a.txt: the file is empty"));
    list_file_close(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_and_packed_give_the_same_bytes),
        cmocka_unit_test(two_members_are_one_file),
        cmocka_unit_test(a_packed_file_cut_anywhere_is_refused),
        cmocka_unit_test(a_damaged_packed_file_is_refused),
        cmocka_unit_test(something_behind_the_packed_data_is_refused),
        cmocka_unit_test(a_folder_or_a_missing_file_is_said),
        cmocka_unit_test(what_no_reader_knows_is_shown_by_its_first_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
