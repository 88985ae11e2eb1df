/* A query of words and fields, of any bytes, strict and lenient: read or refused, and run over the built-in
 * sample. */
#include "api/handles.h"
#include "find/find.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static itd_snapshot *sample; /* stays open as long as the program */

static find_index *open_sample(void)
{
    find_index *f = NULL;
    itd_error error = {0};
    if (itd_snapshot_open_sample(&sample, &error) != ITD_OK ||
        find_new(itd_snapshot_core(sample), &f, &error) != ITD_OK)
        abort();
    return f;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static find_index *f;
    if (!f)
        f = open_sample();
    if (size > 4096)
        return 0;
    for (int simple = 0; simple < 2; simple++) {
        arena a;
        find_result r;
        itd_error error = {0};
        const find_question q = {.text = str_make((const char *)data, size), .simple = simple, .limit = 3};
        arena_init(&a, (size_t)256 << 20);
        itd_status status = find_search(f, &q, &a, &r, &error);
        if (status != ITD_OK && (status != ITD_ERROR_INPUT || simple))
            abort();
        arena_free(&a);
    }
    return 0;
}
