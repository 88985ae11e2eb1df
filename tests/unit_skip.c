/* Linked to every unit test: a program of which every test was skipped ends with 77, so that ctest shows it
 * as skipped. The linker puts these before cmocka's functions (--wrap, see tests/CMakeLists.txt). */
#include <stddef.h>

struct CMUnitTest;
int __real__cmocka_run_group_tests(const char *name, const struct CMUnitTest *tests, size_t count,
                                   int (*setup)(void **), int (*teardown)(void **));
int __wrap__cmocka_run_group_tests(const char *name, const struct CMUnitTest *tests, size_t count,
                                   int (*setup)(void **), int (*teardown)(void **));
void __real__skip(const char *file, int line);
void __wrap__skip(const char *file, int line);

enum { CTEST_SKIPPED = 77 };
static size_t skipped_tests;

void __wrap__skip(const char *file, int line)
{
    skipped_tests++;
    __real__skip(file, line);
}

int __wrap__cmocka_run_group_tests(const char *name, const struct CMUnitTest *tests, size_t count,
                                   int (*setup)(void **), int (*teardown)(void **))
{
    int failed = __real__cmocka_run_group_tests(name, tests, count, setup, teardown);
    return failed == 0 && count > 0 && skipped_tests == count ? CTEST_SKIPPED : failed;
}
