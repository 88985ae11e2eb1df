#include "base/file.h"
#include "base/limits.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static int entries_of(const char *folder)
{
    int count = 0;
    DIR *d = opendir(folder);
    assert_non_null(d);
    while (readdir(d))
        count++;
    closedir(d);
    return count - 2;
}

static void what_was_written_is_read(void **state)
{
    char path[200];
    snprintf(path, sizeof path, "%s/a", (const char *)*state);
    const str parts[] = {STR("one "), {NULL, 0}, STR("two")};
    buf b;
    assert_int_equal(file_write(path, parts, 3, NULL), ITD_OK);
    buf_init(&b, LIMIT_BUF_SIZE);
    buf_puts(&b, "> ");
    assert_int_equal(file_read(path, 100, &b, NULL), ITD_OK);
    assert_true(str_is(buf_as_str(&b), "> one two"));
    itd_error error = {0};
    assert_int_equal(file_read(path, 6, &b, &error), ITD_ERROR_LIMIT);
    assert_non_null(strstr(error.message, "ceiling of 6 bytes"));
    buf_free(&b);
    unlink(path);
}

static void a_failed_write_leaves_the_old_file_and_nothing_else(void **state)
{
    const char *folder = *state;
    char path[200];
    /* A folder stands where the file should go: the rename fails after the data is written. */
    snprintf(path, sizeof path, "%s/b", folder);
    assert_int_equal(mkdir(path, 0700), 0);
    const str part = STR("x");
    itd_error error = {0};
    assert_int_equal(file_write(path, &part, 1, &error), ITD_ERROR_IO);
    assert_non_null(strstr(error.message, path));
    assert_int_equal(entries_of(folder), 1);
    rmdir(path);
    snprintf(path, sizeof path, "%s/none/b", folder);
    assert_int_equal(file_write(path, &part, 1, &error), ITD_ERROR_IO);
    assert_int_equal(entries_of(folder), 0);
}

static void a_directory_and_a_missing_file_are_refused(void **state)
{
    buf b;
    itd_error error = {0};
    buf_init(&b, LIMIT_BUF_SIZE);
    assert_int_equal(file_read(*state, 100, &b, &error), ITD_ERROR_IO);
    assert_non_null(strstr(error.message, "is a directory, expected a file"));
    assert_int_equal(file_read("no-such-file", 100, &b, &error), ITD_ERROR_IO);
    assert_string_equal(error.message, "no-such-file: cannot open: No such file or directory");
    buf_free(&b);
}

static int make_folder(void **state)
{
    static char folder[] = "/tmp/itd-file-XXXXXX";
    *state = mkdtemp(folder);
    return *state ? 0 : -1;
}

static int remove_folder(void **state)
{
    return rmdir(*state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_written_is_read),
        cmocka_unit_test(a_failed_write_leaves_the_old_file_and_nothing_else),
        cmocka_unit_test(a_directory_and_a_missing_file_are_refused),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
