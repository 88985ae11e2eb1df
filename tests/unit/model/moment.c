/* Moments as lists write them. */
#include "model/moment.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

static void moments_are_read_and_written(void **state)
{
    static const char *const rows[][2] = {
        {"2023-09-18T12:29:02", "2023-09-18T12:29:02"},
        {"2023-09-18T12:29:02.123456", "2023-09-18T12:29:02"},
        {"2023-09-18T12:29:02Z", "2023-09-18T12:29:02"},
        {"2023-09-18T12:29:02+00:00", "2023-09-18T12:29:02"},
        {"2023-09-18 12:29:02", "2023-09-18T12:29:02"},
        {"2023-09-18T12:29", "2023-09-18T12:29:00"},
        {"2023-09-18T12", "2023-09-18T12:00:00"},
        {"2023-09-18", "2023-09-18T00:00:00"},
        {"2105-12-31T23:59:59", "2105-12-31T23:59:59"},
        {"2023-09-18T", NULL},
        {"2023-09-18T25", NULL},
        {"2023-09-18T1", NULL},
        {"2023-09-18T12:29:02+02:00", NULL},
        {"2023-02-30", NULL},
        {"2023-09", NULL},
        {"1969-12-31", NULL},
        {"2107-01-01", NULL},
        {"", NULL},
        {"yesterday", NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        uint32_t when = 0;
        char text[MOMENT_TEXT_CAP] = "";
        bool good = moment_read(str_of(rows[i][0]), &when);
        if (good)
            moment_format(when, text);
        if (good != (rows[i][1] != NULL) || (good && strcmp(text, rows[i][1]) != 0))
            fail_msg("'%s': %s", rows[i][0], good ? text : "refused");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(moments_are_read_and_written)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
