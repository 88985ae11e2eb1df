/* Lines of an export of the log, of any bytes: the first byte says which reader takes the rest. What is read
 * is written again as the same bytes. */
#include "audit/checkpoint.h"
#include "audit/export_line.h"
#include "base/limits.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void take_line(str text)
{
    arena a;
    export_line line;
    itd_error error = {0};
    buf again;
    arena_init(&a, (size_t)256 << 20);
    buf_init(&again, LIMIT_BUF_SIZE);
    itd_status status = export_line_read(text, &a, &line, &error);
    if (status != ITD_OK && status != ITD_ERROR_INPUT)
        abort();
    if (status == ITD_OK)
        export_line_write(&line, &again);
    if (status == ITD_OK && !str_equal(buf_as_str(&again), text))
        abort();
    buf_free(&again);
    arena_free(&a);
}

static void take_leaf(str text)
{
    arena a;
    leaf l;
    itd_error error = {0};
    arena_init(&a, (size_t)256 << 20);
    itd_status status = leaf_read(text, &a, &l, &error);
    if (status != ITD_OK && status != ITD_ERROR_INPUT)
        abort();
    arena_free(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    unsigned char seed[SIGNER_SEED_SIZE];
    signer_key key;
    checkpoint c;
    str name;
    if (!size || size > 1 << 16)
        return 0;
    const str text = str_make((const char *)data + 1, size - 1);
    switch (data[0]) {
    case 'l':
        take_leaf(text);
        break;
    case 'c':
        (void)checkpoint_read(text, true, &c);
        break;
    case 'k':
        (void)signer_read_public(text, &name, &key);
        (void)signer_read_private(text, &name, seed);
        break;
    default:
        take_line(text);
    }
    return 0;
}
