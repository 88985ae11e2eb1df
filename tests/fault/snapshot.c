#include "fail.h"

#include "../unit/snapshot/build.h"
#include "base/file.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

/* One run from nothing to an open snapshot; true if all of it succeeded. */
static bool build_and_open(buf *bytes, itd_error *error)
{
    arena a;
    snapshot *s = NULL;
    arena_init(&a, LIMIT_ARENA_SIZE);
    bool good = build_sample(&a, false, bytes, error) &&
                snapshot_open_memory(bytes->data, bytes->len, "sample", &s, error) == ITD_OK;
    if (good)
        assert_int_equal(snapshot_entity_count(s), 3);
    snapshot_close(s);
    arena_free(&a);
    return good;
}

static void any_failed_allocation_is_reported_and_leaves_nothing(void **state)
{
    (void)state;
    buf whole, bytes;
    buf_init(&whole, LIMIT_BUF_SIZE);
    buf_init(&bytes, LIMIT_BUF_SIZE);
    assert_true(build_and_open(&whole, NULL));
    long n = 0;
    for (bool reached = true; reached; n++) {
        itd_error error = {0};
        fail_at(&fail_memory, n);
        bool good = build_and_open(&bytes, &error);
        reached = fail_stop(&fail_memory);
        assert_int_equal(good, !reached);
        if (good) {
            assert_int_equal(bytes.len, whole.len);
            assert_memory_equal(bytes.data, whole.data, whole.len);
        }
        buf_free(&bytes);
    }
    assert_true(n > 20);
    buf_free(&whole);
}

static size_t files_in(const char *folder)
{
    size_t count = 0;
    DIR *d = opendir(folder);
    assert_non_null(d);
    for (struct dirent *entry; (entry = readdir(d));)
        count += entry->d_name[0] != '.';
    closedir(d);
    return count;
}

static void any_failed_write_leaves_the_old_file_alone(void **state)
{
    (void)state;
    char folder[] = "/tmp/fault-snapshot-XXXXXX", path[64];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/a.itd", folder);
    buf bytes;
    buf_init(&bytes, LIMIT_BUF_SIZE);
    assert_true(build_and_open(&bytes, NULL));
    str parts[3] = {str_make(bytes.data, 100), str_make(bytes.data + 100, 1000),
                    str_make(bytes.data + 1100, bytes.len - 1100)};
    assert_int_equal(file_write(path, parts, 3, NULL), ITD_OK);
    const str other = STR("something else");
    long n = 0;
    for (bool reached = true; reached; n++) {
        itd_error error = {0};
        snapshot *s = NULL;
        fail_at(&fail_file, n);
        itd_status status = file_write(path, &other, 1, &error);
        reached = fail_stop(&fail_file);
        if (status == ITD_OK)
            break; /* all that may fail was seen */
        assert_int_equal(status, ITD_ERROR_IO);
        assert_non_null(strstr(error.message, path));
        assert_int_equal(files_in(folder), 1);
        assert_int_equal(snapshot_open(path, &s, &error), ITD_OK);
        snapshot_close(s);
    }
    assert_true(n >= 3); /* write, fsync, rename */
    itd_error error = {0};
    snapshot *s = NULL;
    assert_int_equal(file_write(path, parts, 3, NULL), ITD_OK);
    fail_at(&fail_input, 0);
    assert_int_equal(snapshot_open(path, &s, &error), ITD_ERROR_SNAPSHOT);
    assert_true(fail_stop(&fail_input));
    assert_non_null(strstr(error.message, path));
    assert_null(s);
    unlink(path);
    rmdir(folder);
    buf_free(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_failed_allocation_is_reported_and_leaves_nothing),
        cmocka_unit_test(any_failed_write_leaves_the_old_file_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
