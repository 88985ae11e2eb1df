/* Opens a snapshot from any bytes, as they are and with size and hash put right, so that the checks behind
 * the hash are reached, and then reads everything that it holds. */
#include "answer/info.h"
#include "base/limits.h"
#include "../unit/snapshot/put_right.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_everything(const snapshot *s)
{
    buf out;
    itd_error error;
    buf_init(&out, LIMIT_BUF_SIZE);
    for (uint32_t i = 0; i < snapshot_entity_count(s) && i < 1000; i++) {
        buf_reset(&out);
        if (entity_render(s, i, &out, &error) != ITD_OK ||
            snapshot_entity_find(s, snapshot_entity_at(s, i).id) != i)
            abort();
    }
    for (uint32_t i = 0; i < snapshot_name_count(s); i++)
        if (snapshot_name_at(s, i).kind == NAME_NOT_A_NAME)
            abort();
    buf_reset(&out);
    itd_status status = info_render(s, 0, &out, &error);
    if (status != ITD_OK && status != ITD_ERROR_SNAPSHOT)
        abort();
    buf_free(&out);
}

static void open_bytes(const void *data, size_t size)
{
    snapshot *s;
    itd_error error = {0};
    if (snapshot_open_memory(data, size, "input", &s, &error) != ITD_OK) {
        if (!error.message[0])
            abort();
        return;
    }
    read_everything(s);
    snapshot_close(s);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    open_bytes(data, size);
    unsigned char *copy = malloc(size ? size : 1);
    if (!copy)
        return 0;
    if (size)
        memcpy(copy, data, size);
    if (size >= HEADER_SIZE) {
        put_right(copy, size);
        open_bytes(copy, size);
    }
    free(copy);
    return 0;
}
