/* A test that cannot run here says why and counts as skipped, not as passed.
 *
 *     if (!file) test_skip("no shared data (%s)", path);    // does not come back
 *
 * The line "SKIPPED: reason" is what tools/test_summary.py counts. A program all of whose tests are skipped
 * ends with 77 (tests/unit_skip.c), which ctest shows as skipped. */
#ifndef ITD_TEST_SKIP_H
#define ITD_TEST_SKIP_H

#include <stdarg.h>
#include <stdio.h>

__attribute__((format(printf, 1, 2))) static inline void test_skip(const char *reason, ...)
{
    va_list arguments;
    va_start(arguments, reason);
    fputs("SKIPPED: ", stdout);
    vprintf(reason, arguments);
    putchar('\n');
    fflush(stdout);
    va_end(arguments);
    skip();
}

#endif
