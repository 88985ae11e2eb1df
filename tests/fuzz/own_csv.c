/* The first line is the column map, the rest the list. */
#include "reader_fuzz.h"

extern const list_format list_own_csv;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *end = size ? memchr(data, '\n', size) : NULL;
    size_t map_len = end ? (size_t)(end - data) : 0;
    char *map = calloc(map_len + 1, 1);
    if (!map)
        return 0;
    if (map_len)
        memcpy(map, data, map_len);
    size_t skip = end ? map_len + 1 : 0;
    int result = reader_fuzz(&list_own_csv, data ? data + skip : data, size - skip, map);
    free(map);
    return result;
}
